//! Blocking: a customer who may not sign in on the platform until somebody unblocks them.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::customer::{ActiveModel, Column, Entity, Model, by_id};
use super::sessions::{self, Because};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person::Status;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::db::Db;

/// The fewest and the most characters of a reason.
const REASON: (usize, usize) = (3, 500);

/// Why somebody is blocked or unblocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Reads what was typed: 3 to 500 characters after trimming.
    pub fn parse(typed: &str) -> Result<Reason, Problem> {
        let (min, max) = REASON;
        let text = text::required(&typed.replace("\r\n", "\n"), max)?;
        if text.chars().count() < min {
            return Err(Problem::TooShort { min });
        }
        Ok(Reason(text))
    }
}

/// Why nobody was blocked or unblocked.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// Somebody else did it first; the customer says who and when.
    #[error("already blocked")]
    AlreadyBlocked(Box<Model>),
    #[error("not blocked")]
    NotBlocked,
    /// Somebody changed the customer after the page was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Blocks a customer: inactive, and every session ended. `version` is that of the page, if it had
/// one. Returns how many sessions ended.
pub async fn block(
    db: &Db,
    actor: &Actor,
    id: CustomerId,
    version: Option<i64>,
    reason: &Reason,
) -> Result<u64, BlockError> {
    let txn = db.begin().await?;
    let before = find(&txn, actor, id, version).await?;
    if before.blocked_at.is_some() {
        return Err(BlockError::AlreadyBlocked(Box::new(before)));
    }
    let row = ActiveModel {
        status: Set(Status::Inactive),
        blocked_at: Set(Some(actor.at)),
        blocked_by: Set(Some(actor.name().to_owned())),
        block_reason: Set(Some(reason.0.clone())),
        updated_at: Set(actor.at),
        ..Default::default()
    };
    write(&txn, &before, row).await?;
    let ended = sessions::end_open(&txn, actor, id, Because::Blocked).await?;
    let mut changes = told(&before, Status::Inactive, reason);
    if ended > 0 {
        changes.push(Change::fact("sessions", ended.to_string()));
    }
    tell(&txn, actor, Action::CustomerBlocked, &before, changes).await?;
    txn.commit().await?;
    Ok(ended)
}

/// Unblocks a customer, who is active again. Sessions that were ended stay ended.
pub async fn unblock(
    db: &Db,
    actor: &Actor,
    id: CustomerId,
    version: Option<i64>,
    reason: &Reason,
) -> Result<(), BlockError> {
    let txn = db.begin().await?;
    let before = find(&txn, actor, id, version).await?;
    if before.blocked_at.is_none() {
        return Err(BlockError::NotBlocked);
    }
    let row = ActiveModel {
        status: Set(Status::Active),
        blocked_at: Set(None),
        blocked_by: Set(None),
        block_reason: Set(None),
        updated_at: Set(actor.at),
        ..Default::default()
    };
    write(&txn, &before, row).await?;
    let changes = told(&before, Status::Active, reason);
    tell(&txn, actor, Action::CustomerUnblocked, &before, changes).await?;
    txn.commit().await?;
    Ok(())
}

async fn find(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: CustomerId,
    version: Option<i64>,
) -> Result<Model, BlockError> {
    let customer = by_id(&actor.scope, id).one(txn).await?;
    let customer = customer.ok_or(BlockError::NotFound)?;
    // Who blocked first matters more than that something changed.
    let same_state = version.is_none_or(|version| version == customer.version);
    if !same_state && customer.blocked_at.is_none() {
        return Err(BlockError::Stale);
    }
    Ok(customer)
}

/// Writes only if nobody else wrote meanwhile.
async fn write(
    txn: &DatabaseTransaction,
    before: &Model,
    row: ActiveModel,
) -> Result<(), BlockError> {
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .exec(txn)
        .await?;
    if written.rows_affected == 1 {
        Ok(())
    } else {
        Err(BlockError::Stale)
    }
}

fn told(before: &Model, after: Status, reason: &Reason) -> Vec<Change> {
    let code = |status: Status| Some(status.code().to_owned());
    let status = Change::of("status", code(before.status), code(after));
    let reason = Change::fact("block_reason", reason.0.clone());
    status.into_iter().chain([reason]).collect()
}

async fn tell(
    txn: &DatabaseTransaction,
    actor: &Actor,
    action: Action,
    customer: &Model,
    changes: Vec<Change>,
) -> Result<(), DbErr> {
    let entry = NewEntry::done(action, Subject::Customer(customer.id), customer.name());
    record(txn, actor, entry.with(changes)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_three_to_five_hundred_characters() {
        for fits in ["abc", "  abc  ", &"é".repeat(500), "عربي"] {
            assert_eq!(
                Reason::parse(fits),
                Ok(Reason(fits.trim().to_owned())),
                "{fits}"
            );
        }
        assert_eq!(Reason::parse("   "), Err(Problem::Required));
        assert_eq!(Reason::parse(" ab "), Err(Problem::TooShort { min: 3 }));
        let long = Reason::parse(&"é".repeat(501));
        assert_eq!(long, Err(Problem::TooLong { max: 500 }));
    }
}
