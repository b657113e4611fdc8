//! Accepting steps because a request for it was approved: the same records as of a reviewer's
//! decision, but no letter, for the request has one of its own.

use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr};

use super::announce;
use super::dossier::{is_decided, standing};
use super::progress::follows_from;
use super::review::{self, Decision, Evidence, NewReview};
use super::step::{self, Step, StepState};
use crate::domain::actor::Actor;
use crate::domain::customers::amend::write_row;
use crate::domain::customers::customer::{ActiveModel, Model as Customer};
use crate::domain::journal::entry::Change;

/// A step with what was looked at for it.
pub type Proven = (Step, Vec<Evidence>);

/// Why nothing was accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// It was decided otherwise before, and nobody has reopened it.
    #[error("{0:?} was decided otherwise")]
    Decided(Step),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Accepts steps of a customer who was read under a lock, in somebody's transaction: reviews,
/// states, flags, progress and entries. What is accepted already stays as it is. Answers what
/// changed.
pub async fn accept(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: &Customer,
    proven: Vec<Proven>,
) -> Result<Vec<Change>, AcceptError> {
    let rows = step::of_customer(txn, customer.id).await?;
    let state = |step: Step| {
        let row = rows.iter().find(|row| row.step == step);
        standing(row, customer, step)
    };
    let mut open: Vec<Proven> = Vec::new();
    for (step, evidence) in proven {
        match state(step) {
            Some(StepState::Accepted) => {}
            other if is_decided(other) => return Err(AcceptError::Decided(step)),
            _ => open.push((step, evidence)),
        }
    }
    let (mut now, mut changes) = (customer.clone(), Vec::new());
    if open.is_empty() {
        return Ok(changes);
    }
    for (step, evidence) in open {
        record(txn, actor, &now, step, evidence).await?;
        let was = if now.flag(step) { "on" } else { "off" }.to_owned();
        changes.extend(Change::of(step.flag(), Some(was), Some("on".to_owned())));
        now.verify(step);
    }
    write(txn, actor, customer, &now).await?;
    step::wait(txn, customer.id).await?;
    let progress = |customer: &Customer| Some(customer.verification_progress.to_string());
    let followed = Change::of("verification_progress", progress(customer), progress(&now));
    changes.extend(followed);
    Ok(changes)
}

impl Customer {
    /// Switches the flag of a step on; the progress follows.
    fn verify(&mut self, step: Step) {
        let flags = self.flags_with(step, true);
        let [email, phone, document, selfie, address] = flags;
        self.verified_email = email;
        self.verified_phone = phone;
        self.verified_document = document;
        self.verified_selfie = selfie;
        self.verified_address = address;
        self.verification_progress = follows_from(flags);
    }
}

/// The review with its state and its entry.
async fn record(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: &Customer,
    step: Step,
    evidence: Vec<Evidence>,
) -> Result<(), DbErr> {
    let new = NewReview {
        customer: customer.id,
        step,
        decision: Decision::Accept,
        by_hand: false,
        reason: None,
        comment: None,
        letter: None,
        evidence,
    };
    announce::to_journal(txn, actor, customer, &new).await?;
    let review = review::record(txn, actor, new).await?;
    let row = step::Model {
        customer_id: customer.id,
        step,
        state: StepState::Accepted,
        since: actor.at,
        waiting_since: None,
        review_id: Some(review),
    };
    step::put(txn, row).await
}

async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Customer,
    now: &Customer,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        verified_email: Set(now.verified_email),
        verified_phone: Set(now.verified_phone),
        verified_document: Set(now.verified_document),
        verified_selfie: Set(now.verified_selfie),
        verified_address: Set(now.verified_address),
        verification_progress: Set(now.verification_progress),
        progress_reason: Set(None),
        updated_at: Set(actor.at),
        ..Default::default()
    };
    write_row(txn, before, row).await
}
