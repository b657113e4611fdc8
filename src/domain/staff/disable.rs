//! Shutting a member out.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, JoinType, QueryFilter,
    QuerySelect, RelationTrait,
};
use thiserror::Error;

use super::group::GroupKey;
use super::group_rows::{membership, row as groups};
use super::member::{Column, Entity, Relation, by_email};
use super::session;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::platform::db::Db;

/// Why a member was not disabled.
#[derive(Debug, Error)]
pub enum DisableError {
    #[error("there is no staff member with this address")]
    Unknown,
    #[error("this staff member is disabled already")]
    AlreadyDisabled,
    #[error("this is the last active administrator; create another one first")]
    LastAdministrator,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Shuts a member out and ends all their sessions. Somebody who can administer always remains.
pub async fn disable(db: &Db, actor: &Actor, email: &Email) -> Result<(), DisableError> {
    let txn = db.begin().await?;
    // Held until the commit: two administrators disabling each other must not both succeed.
    let administrators = groups::Entity::find()
        .filter(groups::Column::Key.eq(GroupKey::Administrators.code()))
        .lock_exclusive()
        .one(&txn)
        .await?;
    let member = by_email(&txn, email).await?.ok_or(DisableError::Unknown)?;
    if member.disabled_at.is_some() {
        return Err(DisableError::AlreadyDisabled);
    }
    if let Some(group) = administrators
        && is_last_active(&txn, group.id, member.id).await?
    {
        return Err(DisableError::LastAdministrator);
    }
    Entity::update_many()
        .col_expr(Column::DisabledAt, actor.at.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(member.id))
        .exec(&txn)
        .await?;
    session::remove_all(&txn, member.id).await?;
    let disabled = NewEntry::done(
        Action::StaffDisabled,
        Subject::Staff(member.id),
        member.name,
    );
    entry::record(&txn, actor, disabled).await?;
    Ok(txn.commit().await?)
}

/// Whether a group has this active member and no other one.
async fn is_last_active(
    db: &impl ConnectionTrait,
    group: GroupId,
    who: StaffId,
) -> Result<bool, DbErr> {
    let active: Vec<StaffId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .join(JoinType::InnerJoin, Relation::Membership.def())
        .filter(membership::Column::GroupId.eq(group))
        .filter(Column::DisabledAt.is_null())
        .limit(2)
        .into_tuple()
        .all(db)
        .await?;
    Ok(active == [who])
}
