//! Letters: what a customer reads after a decision, in their language.

use super::reason;
use super::review::Decision;
use super::step::Step;
use crate::domain::customers::customer::Model as Customer;
use crate::platform::locales::Locale;

/// A letter, as it is shown to the reviewer, recorded with the decision, and mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub locale: Locale,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// The letter about a decision. `None` for one that the customer is not told of.
pub fn compose(
    customer: &Customer,
    step: Step,
    decision: Decision,
    reason: Option<&reason::Model>,
) -> Option<Letter> {
    let locale = customer.language.locale();
    let step = locale.words(step_key(step));
    let about = |key: &str| locale.words_with(key, &[("step", step.as_str().into())]);
    let (subject, opening, ending) = match decision {
        Decision::Accept => (
            about("letter-accepted-subject"),
            about("letter-accepted"),
            None,
        ),
        Decision::AskAgain => (
            about("letter-asked-again-subject"),
            about("letter-asked-again"),
            Some(about("letter-asked-again-next")),
        ),
        Decision::Reject => (
            about("letter-rejected-subject"),
            about("letter-rejected"),
            None,
        ),
        Decision::Reopen => return None,
    };
    let name = customer.name();
    let greeting = locale.words_with("letter-greeting", &[("name", name.as_str().into())]);
    let words = reason.map(|reason| reason.letter(customer.language).0.to_owned());
    let parts = [Some(greeting), Some(opening), words, ending];
    let mut body: Vec<String> = parts.into_iter().flatten().collect();
    body.push(locale.words("letter-closing"));
    Some(Letter {
        locale,
        subject,
        body: body.join("\n\n"),
    })
}

/// The kind of the mail about a decision.
pub fn kind(decision: Decision) -> &'static str {
    match decision {
        Decision::Accept => "verification.accepted",
        Decision::AskAgain => "verification.asked-again",
        Decision::Reject => "verification.rejected",
        Decision::Reopen => "verification.reopened",
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
