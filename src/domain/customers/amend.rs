//! Writing what was decided about a customer, in somebody's transaction: the same checks, the same
//! consequences and the same entry whether a form or an approved request says so.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::by_hand::Plan;
use super::columns::columns;
use super::current::{self, Current};
use super::customer::{ActiveModel, Column, Entity, Model};
use super::details::Details;
use super::facts::{changes, facts, of_details};
use super::save::{SaveError, email_taken, reason, weighed};
use super::sessions::{self, Because};
use super::{consent, settle, tags};
use crate::domain::actor::Actor;
use crate::domain::documents::slot::Slot;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::person::Status;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;

/// What no form decides about a customer; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    pub verification_level: Option<i32>,
    pub partner_since: Option<Timestamp>,
    /// What else the journal is to say.
    pub facts: Vec<Change>,
}

/// A customer as written.
#[derive(Debug)]
pub(super) struct Written {
    pub customer: Model,
    /// What is left to be settled about the verification steps.
    pub plan: Plan,
    /// Empty when there was nothing to write.
    pub changes: Vec<Change>,
    /// How many sessions ended, when the customer's access was taken away.
    pub ended: Option<u64>,
}

/// Changes a customer who was read with [`current::find_locked`]. Answers what changed; writes
/// nothing when nothing does. Fails when the address is taken: then the transaction must be rolled
/// back.
pub async fn amend(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Current,
    details: &Details,
    beyond: &Beyond,
) -> Result<Vec<Change>, SaveError> {
    let written = written(txn, actor, before, details, beyond, &[]).await?;
    settle::settle(txn, actor, &written.customer, &written.plan).await?;
    Ok(written.changes)
}

/// Row, tags, consent and entry; `files` are the slots that files came for. What happens to the
/// steps is left to be settled once the files are there.
pub(super) async fn written(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Current,
    details: &Details,
    beyond: &Beyond,
    files: &[Slot],
) -> Result<Written, SaveError> {
    let (details, plan) = weighed(txn, actor, Some(before), details, files).await?;
    let mut changes = changes(&facts(before), &of_details(&details));
    changes.extend(beyond.changes(&before.customer));
    changes.extend(reason(&plan));
    if changes.is_empty() {
        let customer = before.customer.clone();
        return Ok(Written {
            customer,
            plan,
            changes,
            ended: None,
        });
    }
    write(txn, actor, before, &details, beyond, &plan).await?;
    let ended = close(txn, actor, &before.customer, &details).await?;
    let some = ended.filter(|ended| *ended > 0);
    changes.extend(some.map(|ended| Change::fact("sessions", ended.to_string())));
    let id = before.customer.id;
    let entry = NewEntry::done(
        Action::CustomerUpdated,
        Subject::Customer(id),
        details.name(),
    );
    let told = changes.iter().chain(&beyond.facts).cloned().collect();
    record(txn, actor, entry.with(told)).await?;
    let now = current::find(txn, (&actor.scope, &Sight::Clear), id)
        .await?
        .ok_or(SaveError::NotFound)?;
    Ok(Written {
        customer: now.customer,
        plan,
        changes,
        ended,
    })
}

impl Beyond {
    fn changes(&self, before: &Model) -> Vec<Change> {
        let level = self.verification_level.and_then(|level| {
            let was = before.verification_level.to_string();
            Change::of("verification_level", Some(was), Some(level.to_string()))
        });
        let since = |at: Timestamp| at.utc().date_naive().to_string();
        let partner = self.partner_since.and_then(|at| {
            let was = before.partner_since.map(since);
            Change::of("partner_since", was, Some(since(at)))
        });
        level.into_iter().chain(partner).collect()
    }

    fn fill(&self, row: &mut ActiveModel) {
        if let Some(level) = self.verification_level {
            row.verification_level = Set(level);
        }
        if let Some(at) = self.partner_since {
            row.partner_since = Set(Some(at));
        }
    }
}

async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Current,
    details: &Details,
    beyond: &Beyond,
    plan: &Plan,
) -> Result<(), SaveError> {
    let id = before.customer.id;
    let mut row = columns(details);
    row.progress_reason = Set(plan.progress_reason.clone());
    row.updated_at = Set(actor.at);
    beyond.fill(&mut row);
    guarded(txn, &before.customer, row).await?;
    if before.tags != details.tags {
        tags::replace(txn, &before.customer, &details.tags).await?;
    }
    if before.customer.newsletter != details.newsletter {
        let how = details.newsletter_source.as_deref();
        consent::record_newsletter(txn, actor, id, details.newsletter, how).await?;
    }
    Ok(())
}

/// A form that takes the customer's access away ends their sessions, too: how many there were.
async fn close(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Model,
    details: &Details,
) -> Result<Option<u64>, DbErr> {
    if before.status != Status::Active || details.status != Status::Inactive {
        return Ok(None);
    }
    let ended = sessions::end_open(txn, actor, before.id, Because::Inactive).await?;
    Ok(Some(ended))
}

/// Writes only if nobody else wrote since `before` was read.
pub(super) async fn guarded(
    txn: &DatabaseTransaction,
    before: &Model,
    row: ActiveModel,
) -> Result<(), SaveError> {
    write_row(txn, before, row).await.map_err(email_taken)
}

/// Writes columns of a customer who was read under a lock; the version grows.
pub async fn write_row(
    txn: &DatabaseTransaction,
    before: &Model,
    row: ActiveModel,
) -> Result<(), DbErr> {
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .exec(txn)
        .await?;
    match written.rows_affected {
        1 => Ok(()),
        rows => Err(DbErr::Custom(format!(
            "{rows} customers written under a lock"
        ))),
    }
}
