//! Shutting a member out, and letting them in again.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};
use thiserror::Error;

use super::administrators::Administrators;
use super::email_change;
use super::lost_password;
use super::member::{Column, Entity, Model, by_email};
use super::reach;
use super::session;
use super::token;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::email::Email;
use crate::domain::values::ids::StaffId;
use crate::platform::db::Db;

/// Why nothing was done about a member's access.
#[derive(Debug, Error)]
pub enum AccessError {
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
    /// The member has more than who acts.
    #[error("beyond your reach")]
    Beyond,
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
    pub(super) async fn find(self, db: &impl ConnectionTrait) -> Result<Model, AccessError> {
        let found = match self {
            Named::Address(email) => by_email(db, email).await?,
            Named::Number(id) => Entity::find_by_id(id).one(db).await?,
        };
        found.ok_or(AccessError::Unknown)
    }
}

/// Shuts a member out and ends all their sessions and tokens (S9). Somebody who can administer
/// always remains.
pub async fn disable(db: &Db, actor: &Actor, who: Named<'_>) -> Result<(), AccessError> {
    let txn = db.begin().await?;
    let administrators = Administrators::hold(&txn).await?;
    let member = who.find(&txn).await?;
    if actor.staff_id() == Some(member.id) {
        return Err(AccessError::Yourself);
    }
    if !reach::reaches(&txn, actor, member.id).await? {
        return Err(AccessError::Beyond);
    }
    if member.disabled_at.is_some() {
        return Err(AccessError::AlreadyDisabled);
    }
    if administrators.need(member.id) {
        return Err(AccessError::LastAdministrator);
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
pub async fn enable(db: &Db, actor: &Actor, id: StaffId) -> Result<(), AccessError> {
    let txn = db.begin().await?;
    let member = Named::Number(id).find(&txn).await?;
    if !reach::reaches(&txn, actor, id).await? {
        return Err(AccessError::Beyond);
    }
    let enabled = Entity::update_many()
        .col_expr(Column::DisabledAt, Expr::value(None::<i64>))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::DisabledAt.is_not_null())
        .exec(&txn)
        .await?;
    if enabled.rows_affected != 1 {
        return Err(AccessError::NotDisabled);
    }
    let entry = NewEntry::done(Action::StaffEnabled, Subject::Staff(id), member.name);
    entry::record(&txn, actor, entry).await?;
    Ok(txn.commit().await?)
}
