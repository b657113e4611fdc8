//! Letters: what a customer reads after a decision, in their language.

use super::reason;
use super::review::Decision;
use super::step::Step;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::outbox::message::Message;
use crate::domain::outbox::template::Letter;
use crate::domain::outbox::wording::Wording;

/// The letter about a decision, in the wording of the customer's language. `None` for one that the
/// customer is not told of.
pub fn compose(
    wording: &Wording,
    customer: &Customer,
    step: Step,
    decision: Decision,
    reason: Option<&reason::Model>,
) -> Option<Letter> {
    let step = customer.language.locale().words(step_key(step));
    let name = customer.name();
    let reason = reason.map_or("", |reason| reason.letter(customer.language).0);
    let values = [("name", name.as_str()), ("step", &step), ("reason", reason)];
    Some(wording.letter(message(decision)?, &values))
}

/// The mail about a decision; `None` for one that the customer is not told of.
pub fn message(decision: Decision) -> Option<Message> {
    match decision {
        Decision::Accept => Some(Message::VerificationAccepted),
        Decision::AskAgain => Some(Message::VerificationAskedAgain),
        Decision::Reject => Some(Message::VerificationRejected),
        Decision::Reopen => None,
    }
}

/// What a customer calls a step.
fn step_key(step: Step) -> &'static str {
    match step {
        Step::Email => "letter-step-email",
        Step::Phone => "letter-step-phone",
        Step::Document => "letter-step-document",
        Step::Selfie => "letter-step-selfie",
        Step::Address => "letter-step-address",
    }
}
