//! Groups of one's own: made, changed and removed. The built-in ones stay as they are.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};

use super::details::Problems;
use super::group_rows::{granted, membership, row};
use super::groups::{self, Group};
use super::permission::{Permission, Permissions};
use super::reach::Reach;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::GroupId;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::db::{Db, taken};

/// What a form decides about a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub name: String,
    pub description: String,
    pub permissions: Permissions,
    /// Whether its members must have a second factor.
    pub requires_second_factor: bool,
}

/// Why nothing was saved or removed.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    /// It came with the product.
    #[error("built in")]
    BuiltIn,
    #[error("somebody is in it")]
    HasMembers,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl Details {
    /// Reads a form; fails with every mistake in it.
    pub fn parse<'a>(
        name: &str,
        description: &str,
        permissions: impl Iterator<Item = &'a str>,
    ) -> Result<Details, Problems> {
        let name = text::name(name, 100).map_err(|problem| ("name", problem));
        let description =
            text::optional(description, 500).map_err(|problem| ("description", problem));
        let known: Option<BTreeSet<Permission>> = permissions.map(Permission::from_code).collect();
        let permissions = known.ok_or(("permissions", Problem::UnknownChoice));
        match (name, description, permissions) {
            (Ok(name), Ok(description), Ok(permissions)) => Ok(Details {
                name,
                description: description.unwrap_or_default(),
                permissions,
                requires_second_factor: false,
            }),
            (name, description, permissions) => {
                Err([name.err(), description.err(), permissions.err()]
                    .into_iter()
                    .flatten()
                    .collect())
            }
        }
    }

    /// The same, with or without a second factor required of its members.
    pub fn requiring_second_factor(self, requires_second_factor: bool) -> Details {
        Details {
            requires_second_factor,
            ..self
        }
    }

    fn changes(&self, before: Option<&Group>) -> Vec<Change> {
        let codes = |permissions: &Permissions| {
            let codes: Vec<&str> = permissions.iter().map(|one| one.code()).collect();
            Some(codes.join(", ")).filter(|codes| !codes.is_empty())
        };
        let switch = |on| if on { "on" } else { "off" }.to_owned();
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let all = [
            Change::of(
                "name",
                before.map(|before| before.name.clone()),
                Some(self.name.clone()),
            ),
            Change::of(
                "description",
                before.and_then(|before| filled(&before.description)),
                filled(&self.description),
            ),
            Change::of(
                "permissions",
                before.and_then(|before| codes(&before.permissions())),
                codes(&self.permissions),
            ),
            Change::of(
                "requires_second_factor",
                before.map(|before| switch(before.requires_second_factor)),
                Some(switch(self.requires_second_factor)),
            ),
        ];
        all.into_iter().flatten().collect()
    }
}

/// A new group.
pub async fn create(db: &Db, actor: &Actor, details: &Details) -> Result<GroupId, GroupError> {
    let txn = db.begin().await?;
    within_reach(&txn, actor, &details.permissions).await?;
    let new = row::ActiveModel {
        name: Set(details.name.clone()),
        description: Set(details.description.clone()),
        version: Set(1),
        requires_second_factor: Set(details.requires_second_factor),
        ..Default::default()
    };
    let made = row::Entity::insert(new).exec_with_returning(&txn).await;
    let made = made.map_err(name_taken)?;
    grant(&txn, made.id, &details.permissions).await?;
    let entry = NewEntry::done(Action::GroupCreated, Subject::Group(made.id), made.name);
    entry::record(&txn, actor, entry.with(details.changes(None))).await?;
    txn.commit().await?;
    Ok(made.id)
}

/// Changes a group whose form was made from `version`. What its members may do changes with their
/// next request.
pub async fn update(
    db: &Db,
    actor: &Actor,
    (id, version): (GroupId, i64),
    details: &Details,
) -> Result<(), GroupError> {
    let txn = db.begin().await?;
    let before = own(&txn, id).await?;
    if before.version != version {
        return Err(GroupError::Stale);
    }
    let changes = details.changes(Some(&before));
    if changes.is_empty() {
        return Ok(());
    }
    let regranted = before.permissions() != details.permissions
        || before.requires_second_factor != details.requires_second_factor;
    if regranted && is_member(&txn, actor, id).await? {
        let problem = ("permissions", Problem::NotYourOwn);
        return Err(GroupError::Invalid(vec![problem]));
    }
    let all = &before.permissions() | &details.permissions;
    within_reach(&txn, actor, &all).await?;
    let written = row::Entity::update_many()
        .col_expr(row::Column::Name, details.name.as_str().into())
        .col_expr(
            row::Column::Description,
            details.description.as_str().into(),
        )
        .col_expr(
            row::Column::RequiresSecondFactor,
            details.requires_second_factor.into(),
        )
        .col_expr(row::Column::Version, Expr::col(row::Column::Version).add(1))
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::Version.eq(version))
        .exec(&txn)
        .await
        .map_err(name_taken)?;
    if written.rows_affected != 1 {
        return Err(GroupError::Stale);
    }
    grant(&txn, id, &details.permissions).await?;
    let entry = NewEntry::done(Action::GroupUpdated, Subject::Group(id), &details.name);
    entry::record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

/// Removes a group that nobody is in.
pub async fn delete(
    db: &Db,
    actor: &Actor,
    (id, version): (GroupId, i64),
) -> Result<(), GroupError> {
    let txn = db.begin().await?;
    let before = own(&txn, id).await?;
    within_reach(&txn, actor, &before.permissions()).await?;
    // Written first: whoever joins at the same moment waits, and finds no group then.
    let gone = row::Entity::delete_many()
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::Version.eq(version))
        .filter(row::Column::Id.not_in_subquery(joined()))
        .exec(&txn)
        .await?;
    if gone.rows_affected != 1 {
        return Err(match before.version == version {
            true => GroupError::HasMembers,
            false => GroupError::Stale,
        });
    }
    let entry = NewEntry::done(Action::GroupDeleted, Subject::Group(id), before.name);
    entry::record(&txn, actor, entry).await?;
    txn.commit().await?;
    Ok(())
}

/// Nobody lets others do what they may not do themselves, nor takes it from them.
async fn within_reach(
    txn: &DatabaseTransaction,
    actor: &Actor,
    permissions: &Permissions,
) -> Result<(), GroupError> {
    let reach = Reach::of_actor(txn, actor).await?;
    if reach.allows(permissions) {
        return Ok(());
    }
    let problem = ("permissions", Problem::BeyondYourPermissions);
    Err(GroupError::Invalid(vec![problem]))
}

/// The groups that somebody is in.
fn joined() -> sea_orm::sea_query::SelectStatement {
    sea_orm::sea_query::Query::select()
        .column(membership::Column::GroupId)
        .from(membership::Entity)
        .to_owned()
}

async fn own(txn: &DatabaseTransaction, id: GroupId) -> Result<Group, GroupError> {
    let lock = row::Entity::find_by_id(id).lock_exclusive();
    lock.one(txn).await?.ok_or(GroupError::NotFound)?;
    let group = groups::find(txn, id).await?.ok_or(GroupError::NotFound)?;
    match group.is_built_in() {
        true => Err(GroupError::BuiltIn),
        false => Ok(group),
    }
}

async fn is_member(txn: &DatabaseTransaction, actor: &Actor, id: GroupId) -> Result<bool, DbErr> {
    let Some(who) = actor.staff_id() else {
        return Ok(false);
    };
    let own = membership::Entity::find_by_id((who, id));
    Ok(own.one(txn).await?.is_some())
}

async fn grant(
    txn: &DatabaseTransaction,
    id: GroupId,
    permissions: &Permissions,
) -> Result<(), DbErr> {
    let before = granted::Entity::delete_many().filter(granted::Column::GroupId.eq(id));
    before.exec(txn).await?;
    if permissions.is_empty() {
        return Ok(());
    }
    let rows = permissions.iter().map(|permission| granted::ActiveModel {
        group_id: Set(id),
        permission: Set(permission.code().to_owned()),
    });
    granted::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

fn name_taken(error: DbErr) -> GroupError {
    if taken(&error, "staff_groups", "name") {
        GroupError::Invalid(vec![("name", Problem::NameTaken)])
    } else {
        GroupError::Db(error)
    }
}
