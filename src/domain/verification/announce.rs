//! What is told of a decision: to the journal, and to the customer.

use sea_orm::{DatabaseTransaction, DbErr};

use super::letter;
use super::progress::follows_from;
use super::review::{Decision, Evidence, NewReview};
use crate::domain::actor::Actor;
use crate::domain::customers;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::outbox::template::Letter;

/// What the journal keeps: never a number of a document, and the comment stays with the review.
pub async fn to_journal(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: &Customer,
    new: &NewReview,
) -> Result<(), DbErr> {
    let action = match new.decision {
        Decision::Accept => Action::StepAccepted,
        Decision::AskAgain => Action::StepAskedAgain,
        Decision::Reject => Action::StepRejected,
        Decision::Reopen => Action::StepReopened,
    };
    let word = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    let was = customer.flag(new.step);
    let accepted = new.decision == Decision::Accept;
    let now = follows_from(customer.flags_with(new.step, accepted));
    let before = customer.verification_progress;
    let mut changes = vec![Change::fact("step", new.step.code())];
    changes.extend(
        new.reason
            .iter()
            .map(|code| Change::fact("review_reason", code)),
    );
    changes.extend(Change::of(new.step.flag(), word(was), word(accepted)));
    changes.extend(Change::of(
        "verification_progress",
        Some(before.to_string()),
        Some(now.to_string()),
    ));
    changes.extend(new.evidence.iter().filter_map(|seen| match seen {
        Evidence::Document { sha256, .. } => Some(Change::fact("sha256", sha256)),
        Evidence::Channel(_) => None,
    }));
    let entry = NewEntry::done(action, Subject::Customer(customer.id), customer.name());
    record(txn, actor, entry.with(changes)).await
}

/// Puts the letter into the outbox.
pub async fn to_customer(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: &Customer,
    decision: Decision,
    letter: Option<Letter>,
) -> Result<(), DbErr> {
    if let Some((message, letter)) = letter::message(decision).zip(letter) {
        customers::letter::send(txn, actor, customer, message, letter, None).await?;
    }
    Ok(())
}
