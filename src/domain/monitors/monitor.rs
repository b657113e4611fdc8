//! An exchange monitor: the row, the form, and what can be done with one.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, QueryOrder, QuerySelect};

use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::MonitorId;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Db, taken};

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exchange_monitors")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MonitorId,
    pub version: i64,
    pub name: String,
    /// What addresses and feeds call it: lower-case letters, digits and dashes.
    pub alias: String,
    pub url: Option<String>,
    pub active: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a form decides about a monitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub name: String,
    pub alias: String,
    pub url: Option<String>,
    pub active: bool,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("invalid: {0:?}")]
    Invalid(Vec<(&'static str, Problem)>),
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl Details {
    /// Reads a form. An empty alias is made from the name.
    pub fn parse(
        name: &str,
        alias: &str,
        url: &str,
        active: bool,
    ) -> Result<Details, Vec<(&'static str, Problem)>> {
        let name = text::required(name, 100).map_err(|problem| ("name", problem));
        let typed = if alias.trim().is_empty() {
            name.clone().unwrap_or_default()
        } else {
            alias.to_owned()
        };
        let alias = parse_alias(&typed).map_err(|problem| ("alias", problem));
        let url = text::web_address(url, 500).map_err(|problem| ("url", problem));
        match (name, alias, url) {
            (Ok(name), Ok(alias), Ok(url)) => Ok(Details {
                name,
                alias,
                url,
                active,
            }),
            (name, alias, url) => {
                let name_missing = name.is_err();
                let alias = alias.err().filter(|_| !name_missing);
                Err(name
                    .err()
                    .into_iter()
                    .chain(alias)
                    .chain(url.err())
                    .collect())
            }
        }
    }
}

fn parse_alias(typed: &str) -> Result<String, Problem> {
    let plain: String = typed
        .trim()
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    text::required(&parts.join("-"), 60)
}

/// The monitors in the order of their names. There are as many as rate-monitor sites: dozens.
pub fn by_name() -> Select<Entity> {
    Entity::find()
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .limit(500)
}

/// Every monitor, by name.
pub async fn all(db: &Db) -> Result<Vec<Model>, DbErr> {
    by_name().all(db.read()).await
}

/// What every monitor is called.
pub async fn names(db: &Db) -> Result<Vec<(MonitorId, String)>, DbErr> {
    let names = by_name().select_only().columns([Column::Id, Column::Name]);
    names.into_tuple().all(db.read()).await
}

/// The monitor with this id, if there is one.
pub async fn find(db: &Db, id: MonitorId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db.read()).await
}

/// A new monitor.
pub async fn create(db: &Db, actor: &Actor, details: &Details) -> Result<MonitorId, SaveError> {
    let txn = db.begin().await?;
    let id = insert(&txn, actor, details).await?;
    txn.commit().await?;
    Ok(id)
}

/// A new monitor, in somebody's transaction.
pub async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    details: &Details,
) -> Result<MonitorId, SaveError> {
    let row = ActiveModel {
        version: Set(1),
        name: Set(details.name.clone()),
        alias: Set(details.alias.clone()),
        url: Set(details.url.clone()),
        active: Set(details.active),
        created_at: Set(actor.at),
        updated_at: Set(actor.at),
        ..Default::default()
    };
    let made = Entity::insert(row)
        .exec_with_returning(txn)
        .await
        .map_err(alias_taken)?;
    let changes = facts(&made)
        .into_iter()
        .filter_map(|(field, value)| Change::of(field, None, value))
        .collect();
    let entry = NewEntry::done(
        Action::MonitorCreated,
        Subject::Monitor(made.id),
        &made.name,
    );
    record(txn, actor, entry.with(changes)).await?;
    Ok(made.id)
}

/// Changes a monitor whose form was made from `version`.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: MonitorId,
    version: i64,
    details: &Details,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = Entity::find_by_id(id)
        .one(&txn)
        .await?
        .ok_or(SaveError::NotFound)?;
    let after = Model {
        name: details.name.clone(),
        alias: details.alias.clone(),
        url: details.url.clone(),
        active: details.active,
        ..before.clone()
    };
    let changes: Vec<Change> = facts(&before)
        .into_iter()
        .zip(facts(&after))
        .filter_map(|((field, was), (_, is))| Change::of(field, was, is))
        .collect();
    if before.version != version {
        return Err(SaveError::Stale);
    }
    if changes.is_empty() {
        return Ok(());
    }
    let written = Entity::update_many()
        .col_expr(Column::Name, Expr::value(details.name.clone()))
        .col_expr(Column::Alias, Expr::value(details.alias.clone()))
        .col_expr(Column::Url, Expr::value(details.url.clone()))
        .col_expr(Column::Active, Expr::value(details.active))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await
        .map_err(alias_taken)?;
    if written.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    let action = match (before.active, after.active, changes.len()) {
        (true, false, 1) => Action::MonitorDeactivated,
        (false, true, 1) => Action::MonitorActivated,
        _ => Action::MonitorUpdated,
    };
    record(
        &txn,
        actor,
        NewEntry::done(action, Subject::Monitor(id), &after.name).with(changes),
    )
    .await?;
    txn.commit().await?;
    Ok(())
}

fn alias_taken(error: DbErr) -> SaveError {
    if taken(&error, "exchange_monitors", "alias") {
        SaveError::Invalid(vec![("alias", Problem::AliasTaken)])
    } else {
        SaveError::Db(error)
    }
}

fn facts(monitor: &Model) -> [(&'static str, Option<String>); 4] {
    [
        ("name", Some(monitor.name.clone())),
        ("alias", Some(monitor.alias.clone())),
        ("url", monitor.url.clone()),
        (
            "active",
            Some(if monitor.active { "on" } else { "off" }.to_owned()),
        ),
    ]
}
