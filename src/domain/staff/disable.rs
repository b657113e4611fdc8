//! Shutting a member out, and letting them in again.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, JoinType,
    QueryFilter, QuerySelect, RelationTrait,
};
use thiserror::Error;

use super::email_change;
use super::group::GroupKey;
use super::group_rows::{membership, row as groups};
use super::lost_password;
use super::member::{Column, Entity, Model, Relation, by_email};
use super::session;
use super::token;
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
    #[error("this staff member is not disabled")]
    NotDisabled,
    /// A slip nobody could take back.
    #[error("nobody disables themselves")]
    Yourself,
    #[error("this is the last active administrator; create another one first")]
    LastAdministrator,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A member by what the one who asks knows.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    Address(&'a Email),
    Number(StaffId),
}

impl Named<'_> {
    pub(super) async fn find(self, db: &impl ConnectionTrait) -> Result<Model, DisableError> {
        let found = match self {
            Named::Address(email) => by_email(db, email).await?,
            Named::Number(id) => Entity::find_by_id(id).one(db).await?,
        };
        found.ok_or(DisableError::Unknown)
    }
}

/// The group of administrators, held until the commit: two who take the last but one away from each
/// other at the same moment must not both succeed.
pub(super) async fn hold_administrators(
    txn: &DatabaseTransaction,
) -> Result<Option<groups::Model>, DbErr> {
    groups::Entity::find()
        .filter(groups::Column::Key.eq(GroupKey::Administrators.code()))
        .lock_exclusive()
        .one(txn)
        .await
}

/// Shuts a member out and ends all their sessions and tokens (S9). Somebody who can administer
/// always remains.
pub async fn disable(db: &Db, actor: &Actor, who: Named<'_>) -> Result<(), DisableError> {
    let txn = db.begin().await?;
    let administrators = hold_administrators(&txn).await?;
    let member = who.find(&txn).await?;
    if actor.staff_id() == Some(member.id) {
        return Err(DisableError::Yourself);
    }
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
    token::remove_all(&txn, member.id).await?;
    email_change::forget(&txn, member.id).await?;
    lost_password::forget(&txn, member.id).await?;
    let disabled = NewEntry::done(
        Action::StaffDisabled,
        Subject::Staff(member.id),
        member.name,
    );
    entry::record(&txn, actor, disabled).await?;
    Ok(txn.commit().await?)
}

/// Lets a disabled member in again.
pub async fn enable(db: &Db, actor: &Actor, id: StaffId) -> Result<(), DisableError> {
    let txn = db.begin().await?;
    let member = Named::Number(id).find(&txn).await?;
    let enabled = Entity::update_many()
        .col_expr(Column::DisabledAt, Expr::value(None::<i64>))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::DisabledAt.is_not_null())
        .exec(&txn)
        .await?;
    if enabled.rows_affected != 1 {
        return Err(DisableError::NotDisabled);
    }
    let entry = NewEntry::done(Action::StaffEnabled, Subject::Staff(id), member.name);
    entry::record(&txn, actor, entry).await?;
    Ok(txn.commit().await?)
}

/// Whether a group has this member and no other one who can sign in.
pub(super) async fn is_last_active(
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
        .filter(Column::PasswordHash.ne(""))
        .limit(2)
        .into_tuple()
        .all(db)
        .await?;
    Ok(active == [who])
}
