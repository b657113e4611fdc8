//! Letters: what a customer reads once their request is resolved, in their language.

use super::payload::RequestType;
use super::request::CustomerRequest;
use super::resolution::Resolution;
use super::status::RequestStatus;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::outbox::message::Message;
use crate::domain::outbox::template::Letter;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::amount::{Amount, money};
use crate::domain::values::ids::ResolutionId;
use crate::platform::locales::{self, Locale};

/// What became of a request.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    Approved,
    Rejected(&'a Resolution),
}

impl Outcome<'_> {
    /// Where it brings the request.
    pub fn status(self) -> RequestStatus {
        match self {
            Outcome::Approved => RequestStatus::Approved,
            Outcome::Rejected(_) => RequestStatus::Rejected,
        }
    }

    /// Why, if it was rejected.
    pub fn resolution(self) -> Option<ResolutionId> {
        match self {
            Outcome::Approved => None,
            Outcome::Rejected(resolution) => Some(resolution.id),
        }
    }

    /// The mail about it.
    pub fn message(self) -> Message {
        match self {
            Outcome::Approved => Message::RequestApproved,
            Outcome::Rejected(_) => Message::RequestRejected,
        }
    }
}

/// The letter about a resolved request, in the wording of the customer's language.
pub fn compose(
    wording: &Wording,
    customer: &Customer,
    request: &CustomerRequest,
    outcome: Outcome<'_>,
) -> Letter {
    compose_to(wording, &customer.name(), request, outcome)
}

/// The same, to somebody of whom no more is known.
pub fn compose_to(
    wording: &Wording,
    name: &str,
    request: &CustomerRequest,
    outcome: Outcome<'_>,
) -> Letter {
    let amount = match outcome {
        Outcome::Approved => request.amount,
        // Of what staff made of it the customer has not heard.
        Outcome::Rejected(_) => request.first_amount.or(request.amount),
    };
    let asked_for = asked_for(request, amount, wording.language().locale());
    let number = request.id.to_string();
    let reason = match outcome {
        Outcome::Approved => "",
        Outcome::Rejected(resolution) => resolution.letter(wording.language()),
    };
    let values = [
        ("name", name),
        ("request", &asked_for),
        ("number", &number),
        ("reason", reason),
    ];
    wording.letter(outcome.message(), &values)
}

/// What a request asks for, as a customer would say it: `withdrawal, 1,500 EUR`.
pub fn asked_for(request: &CustomerRequest, amount: Option<Amount>, locale: Locale) -> String {
    let what = locale.words(request.kind().map_or("letter-what-unknown", what_key));
    let Some(amount) = amount else {
        return what;
    };
    let amount = match &request.currency {
        Some(currency) => money(locale, &amount, currency),
        None => locales::decimal(locale, &amount.to_string()),
    };
    let values = [("what", what.into()), ("amount", amount.into())];
    locale.words_with("letter-what-with-amount", &values)
}

fn what_key(kind: RequestType) -> &'static str {
    match kind {
        RequestType::Account => "letter-what-account",
        RequestType::Address => "letter-what-address",
        RequestType::Archive => "letter-what-archive",
        RequestType::ClientType => "letter-what-client-type",
        RequestType::Deposit => "letter-what-deposit",
        RequestType::Document => "letter-what-document",
        RequestType::External => "letter-what-external",
        RequestType::Investment => "letter-what-investment",
        RequestType::Partner => "letter-what-partner",
        RequestType::Profile => "letter-what-profile",
        RequestType::Transfer => "letter-what-transfer",
        RequestType::Verification => "letter-what-verification",
        RequestType::Withdrawal => "letter-what-withdrawal",
    }
}
