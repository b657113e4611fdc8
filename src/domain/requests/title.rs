//! What a request is called: a key, and the values in its words.

use fluent_bundle::FluentValue;

use super::payload::Payload;
use crate::domain::ledger::account::AccountKind;
use crate::domain::values::amount::{Amount, Currency, money};
use crate::domain::values::person::CustomerType;
use crate::domain::values::text;
use crate::platform::locales::Locale;

/// A title's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Title {
    /// What the customer or the platform wrote, as it is.
    Written(String),
    /// The words of a key with one value in them, if they have one.
    Words(&'static str, Option<Part>),
    /// The words of a key with an account's kind and currency.
    Open(&'static str, AccountKind, Currency),
}

/// What stands in a title as `$value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Money(Amount, Currency),
    Count(i64),
    Text(String),
}

impl Title {
    /// What it says in a language.
    pub fn words(&self, locale: Locale) -> String {
        let said = |key, value: FluentValue<'_>| locale.words_with(key, &[("value", value)]);
        match self {
            Title::Written(words) => words.clone(),
            Title::Open(key, kind, currency) => {
                let currency = currency.to_string();
                let values = [("kind", kind.code().into()), ("currency", currency.into())];
                locale.words_with(key, &values)
            }
            Title::Words(key, None) => said(key, "".into()),
            Title::Words(key, Some(Part::Count(count))) => said(key, (*count).into()),
            Title::Words(key, Some(Part::Text(text))) => said(key, text.as_str().into()),
            Title::Words(key, Some(Part::Money(amount, currency))) => {
                said(key, money(locale, amount, currency).into())
            }
        }
    }
}

/// The most characters of a title that are shown. All of what was asked for stands on the page.
const LONGEST: usize = 200;

/// What the platform wrote, on one line and so that it turns nothing around that stands beside it.
fn short(written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    let shown = text::upright(&words.join(" "));
    shown
        .chars()
        .filter(|sign| !sign.is_control())
        .take(LONGEST)
        .collect()
}

/// The columns of a request that its title tells of.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub amount: Option<Amount>,
    pub currency: Option<&'a Currency>,
    /// The number of the request's account.
    pub account: Option<&'a str>,
}

/// What a request for this is called.
pub fn title(payload: &Payload, facts: &Facts<'_>) -> Title {
    let money = || {
        let amount = facts.amount.zip(facts.currency.cloned());
        amount.map(|(amount, currency)| Part::Money(amount, currency))
    };
    let plain = |key| Title::Words(key, None);
    match payload {
        Payload::Account { kind, currency, .. } => {
            Title::Open("request-title-account", *kind, currency.clone())
        }
        Payload::Address { .. } => plain("request-title-address"),
        Payload::Archive {} => {
            let number = facts.account.map(|number| Part::Text(number.to_owned()));
            Title::Words("request-title-archive", number)
        }
        Payload::ClientType { customer_type, .. } => plain(match customer_type {
            CustomerType::Individual => "request-title-to-individual",
            CustomerType::Corporate => "request-title-to-corporate",
        }),
        Payload::Deposit { .. } => Title::Words("request-title-deposit", money()),
        Payload::Withdrawal { .. } => Title::Words("request-title-withdrawal", money()),
        Payload::Transfer { .. } => Title::Words("request-title-transfer", money()),
        Payload::Investment { .. } => Title::Words("request-title-investment", money()),
        Payload::Document { documents } => {
            let count = i64::try_from(documents.len()).unwrap_or(i64::MAX);
            Title::Words("request-title-document", Some(Part::Count(count)))
        }
        Payload::Verification { level, .. } => {
            let level = Some(Part::Count(i64::from(*level)));
            Title::Words("request-title-verification", level)
        }
        Payload::Profile { .. } => plain("request-title-profile"),
        Payload::Partner { profit_share } => {
            let share = Some(Part::Text(profit_share.to_string()));
            Title::Words("request-title-partner", share)
        }
        // Masked.
        Payload::External { title, .. } if title.is_empty() => plain("request-type-external"),
        Payload::External { title, .. } => Title::Written(short(title)),
    }
}
