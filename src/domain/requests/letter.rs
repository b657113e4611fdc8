//! Letters: what a customer reads once their request is resolved, in their language.

use super::payload::RequestType;
use super::request::CustomerRequest;
use super::resolution::Resolution;
use super::status::RequestStatus;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::values::amount::money;
use crate::domain::values::ids::ResolutionId;
use crate::domain::values::person::Language;
use crate::domain::verification::letter::Letter;
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

    /// The kind of the mail about it.
    pub fn mail_kind(self) -> &'static str {
        match self {
            Outcome::Approved => "request.approved",
            Outcome::Rejected(_) => "request.rejected",
        }
    }
}

/// The letter about a resolved request: what was asked for, what became of it, why, and a closing.
pub fn compose(customer: &Customer, request: &CustomerRequest, outcome: Outcome<'_>) -> Letter {
    compose_to(&customer.name(), customer.language, request, outcome)
}

/// The same, to somebody of whom no more is known.
pub fn compose_to(
    name: &str,
    language: Language,
    request: &CustomerRequest,
    outcome: Outcome<'_>,
) -> Letter {
    let locale = language.locale();
    let what = asked_for(request, locale);
    let about = |key: &str| locale.words_with(key, &[("what", what.as_str().into())]);
    let (subject, opening, reason) = match outcome {
        Outcome::Approved => (
            about("letter-request-approved-subject"),
            about("letter-request-approved"),
            None,
        ),
        Outcome::Rejected(resolution) => (
            about("letter-request-rejected-subject"),
            about("letter-request-rejected"),
            Some(resolution.letter(language).to_owned()),
        ),
    };
    let greeting = locale.words_with("letter-greeting", &[("name", name.into())]);
    let closing = locale.words("letter-request-closing");
    let parts = [Some(greeting), Some(opening), reason, Some(closing)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Letter {
        locale,
        subject,
        body: parts.join("\n\n"),
    }
}

/// What a request asks for, as a customer would say it: `withdrawal, 1,500 EUR`.
pub fn asked_for(request: &CustomerRequest, locale: Locale) -> String {
    let what = locale.words(request.kind().map_or("letter-what-unknown", what_key));
    let Some(amount) = request.amount else {
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
