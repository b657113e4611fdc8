//! Making and changing a type of resolutions.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::resolution::kind::{ActiveModel, Column, Entity, Model};
use super::resolution_save::{NAME_MAX, Problems, SaveError, distinct, key_of, switch};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::ResolutionTypeId;
use crate::domain::values::text;
use crate::platform::db::{Db, taken};

/// What a form decides about a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub name: String,
    pub active: bool,
}

impl Details {
    /// Reads a form; `typed` gives the text of a field, empty when it was not sent. Fails with
    /// every mistake.
    pub fn parse<'a>(typed: impl Fn(&str) -> &'a str) -> Result<Details, Problems> {
        let name = text::required(typed("name"), NAME_MAX);
        Ok(Details {
            name: name.map_err(|problem| vec![("name", problem)])?,
            active: typed("active") == "on",
        })
    }
}

/// A new type. Its key is made here, since nobody types it.
pub async fn create(
    db: &Db,
    actor: &Actor,
    details: &Details,
) -> Result<ResolutionTypeId, SaveError> {
    let txn = db.begin().await?;
    let key = key_of(&details.name);
    let same = Entity::find()
        .filter(Column::Key.eq(&key))
        .one(&txn)
        .await?;
    let row = ActiveModel {
        version: Set(1),
        key: Set(if same.is_none() { key } else { distinct(&key)? }),
        name: Set(details.name.clone()),
        active: Set(details.active),
        created_at: Set(actor.at),
        updated_at: Set(actor.at),
        ..Default::default()
    };
    let made = Entity::insert(row).exec_with_returning(&txn).await;
    let made = made.map_err(|error| match taken(&error, "resolution_types", "key") {
        true => SaveError::Stale,
        false => SaveError::Db(error),
    })?;
    let changes = facts(&made.name, made.active)
        .into_iter()
        .filter_map(|(field, value)| Change::of(field, None, value));
    let subject = Subject::ResolutionType(made.id);
    let entry = NewEntry::done(Action::ResolutionCreated, subject, &made.name);
    record(&txn, actor, entry.with(changes.collect())).await?;
    txn.commit().await?;
    Ok(made.id)
}

/// Changes a type whose form was made from `version`. A form that changes nothing writes nothing.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: ResolutionTypeId,
    version: i64,
    details: &Details,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
    let before: Model = before.ok_or(SaveError::NotFound)?;
    if before.version != version {
        return Err(SaveError::Stale);
    }
    let changes: Vec<Change> = facts(&before.name, before.active)
        .into_iter()
        .zip(facts(&details.name, details.active))
        .filter_map(|((field, was), (_, is))| Change::of(field, was, is))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let written = Entity::update_many()
        .col_expr(Column::Name, Expr::value(details.name.as_str()))
        .col_expr(Column::Active, Expr::value(details.active))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await?;
    if written.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    let subject = Subject::ResolutionType(id);
    let entry = NewEntry::done(Action::ResolutionUpdated, subject, &details.name);
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

fn facts(name: &str, active: bool) -> [(&'static str, Option<String>); 2] {
    [("name", Some(name.to_owned())), ("active", switch(active))]
}
