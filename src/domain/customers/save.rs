//! Registering a customer, and what every save checks: row, tags, consent, files, verification
//! steps and journal in one transaction.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};

use super::by_hand::{self, Plan};
pub use super::columns::columns;
use super::current::Current;
use super::customer::Entity;
use super::details::{Details, Problems};
use super::facts::changes;
pub use super::facts::facts;
use super::update::Stale;
use super::{consent, own_tags, settle, tags};
use crate::domain::actor::Actor;
use crate::domain::documents::batch::StoredBatch;
use crate::domain::documents::slot::Slot;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person::Status;
use crate::domain::values::problem::Problem;
use crate::platform::db::{Db, taken};

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The form says something that cannot be.
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// Somebody changed the customer after the form was made, and the same as the form.
    #[error("stale")]
    Stale(Box<Stale>),
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A new customer with their first files. Fails when the address is taken, also by one who
/// registers at the same moment, and when a flag is on without a reason.
pub async fn register(
    db: &Db,
    actor: &Actor,
    details: &Details,
    files: StoredBatch,
) -> Result<CustomerId, SaveError> {
    let txn = db.begin().await?;
    let (new, plan) = insert_row(&txn, actor, details, &files.slots()).await?;
    let customer = &new.customer;
    files
        .attach(&txn, actor, (customer.id, &customer.name()), &[])
        .await?;
    settle::settle(&txn, actor, customer, &plan).await?;
    let id = customer.id;
    files.commit(db, txn).await?;
    Ok(id)
}

/// A new customer without files, in somebody's transaction. Fails when the address is taken, and
/// when a flag is on without a reason.
pub async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    details: &Details,
) -> Result<Current, SaveError> {
    let (new, plan) = insert_row(txn, actor, details, &[]).await?;
    settle::settle(txn, actor, &new.customer, &plan).await?;
    Ok(new)
}

/// The row with tags, consent and entry; what happens to the steps is left to be settled.
async fn insert_row(
    txn: &DatabaseTransaction,
    actor: &Actor,
    details: &Details,
    files: &[Slot],
) -> Result<(Current, Plan), SaveError> {
    let (mut details, plan) = weighed(txn, actor, None, details, files).await?;
    details.tags = own_tags::with_own(txn, &actor.scope, details.tags).await?;
    let mut row = columns(&details);
    row.progress_reason = Set(plan.progress_reason.clone());
    row.version = Set(1);
    row.created_at = Set(actor.at);
    row.updated_at = Set(actor.at);
    let customer = Entity::insert(row)
        .exec_with_returning(txn)
        .await
        .map_err(email_taken)?;
    let id = customer.id;
    tags::replace(txn, &customer, &details.tags).await?;
    if details.newsletter {
        let how = details.newsletter_source.as_deref();
        consent::record_newsletter(txn, actor, id, true, how).await?;
    }
    let now = Current {
        customer,
        tags: details.tags.clone(),
    };
    let mut changes = changes(&Vec::new(), &facts(&now));
    changes.extend(reason(&plan));
    let subject = Subject::Customer(id);
    let entry = NewEntry::done(Action::CustomerCreated, subject, now.customer.name());
    record(txn, actor, entry.with(changes)).await?;
    Ok((now, plan))
}

/// Checks what the database or the customer as stored decides, and what becomes of the flags. Fails
/// with every mistake there is.
pub(super) async fn weighed(
    txn: &DatabaseTransaction,
    actor: &Actor,
    stored: Option<&Current>,
    details: &Details,
    files: &[Slot],
) -> Result<(Details, Plan), SaveError> {
    let mut details = details.clone();
    let mut problems = Problems::new();
    let tagged = stored.map_or(&[][..], |stored| stored.tags.as_slice());
    let tags = (tagged, details.tags.as_slice());
    problems.extend(own_tags::problem(txn, &actor.scope, tags).await?);
    let before = stored.map(|stored| &stored.customer);
    let blocked = before.is_some_and(|before| before.blocked_at.is_some());
    if blocked && details.status == Status::Active {
        problems.push(("status", Problem::Blocked));
    }
    problems.extend(monitor_problem(txn, &details, before).await?);
    let plan = by_hand::weigh(before, &mut details, files).unwrap_or_else(|uncovered| {
        problems.extend(uncovered);
        Plan::default()
    });
    if problems.is_empty() {
        Ok((details, plan))
    } else {
        Err(SaveError::Invalid(problems))
    }
}

/// What the journal says of a reason that was needed.
pub(super) fn reason(plan: &Plan) -> Option<Change> {
    let reason = plan.reason.as_ref()?;
    Some(Change::fact("verification_reason", reason))
}

/// An address that somebody else has, as a mistake of the form.
pub(super) fn email_taken(error: DbErr) -> SaveError {
    if taken(&error, "customers", "email") {
        SaveError::Invalid(vec![("email", Problem::EmailTaken)])
    } else {
        SaveError::Db(error)
    }
}

/// A monitor must be active to be chosen; one that became inactive may stay where it was.
async fn monitor_problem(
    txn: &DatabaseTransaction,
    details: &Details,
    before: Option<&super::customer::Model>,
) -> Result<Option<(&'static str, Problem)>, DbErr> {
    let Some(chosen) = details.exchange_monitor else {
        return Ok(None);
    };
    if before.is_some_and(|before| before.exchange_monitor_id == Some(chosen)) {
        return Ok(None);
    }
    let problem = match monitor::Entity::find_by_id(chosen).one(txn).await? {
        Some(monitor) if monitor.active => return Ok(None),
        Some(_) => Problem::MonitorInactive,
        None => Problem::MonitorUnknown,
    };
    Ok(Some(("exchange_monitor", problem)))
}
