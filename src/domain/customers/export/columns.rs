//! The columns of a file of customers: the names of the form's fields, and what a form has not.

use std::borrow::Cow;

use super::{DocumentNumbers, Record};
use crate::domain::values::percent::ProfitShare;
use crate::platform::clock::Timestamp;

/// One value of one customer.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(i64),
    Share(ProfitShare),
    Switch(bool),
    Moment(Timestamp),
    List(&'a [String]),
}

/// A column: its name, and where its value comes from.
pub type Column = (&'static str, fn(&Record) -> Cell<'_>);

/// Every column in its order.
const ALL: [Column; 32] = [
    ("id", |one| Cell::Number(one.customer.id.0)),
    ("first_name", |one| text(&one.customer.first_name)),
    ("last_name", |one| optional(&one.customer.last_name)),
    ("company", |one| optional(&one.customer.company)),
    ("customer_type", |one| {
        text(one.customer.customer_type.code())
    }),
    ("email", |one| text(one.customer.email.as_str())),
    ("phone", |one| {
        let phone = one.customer.phone.as_ref();
        phone.map_or(Cell::Nothing, |phone| text(phone.as_str()))
    }),
    ("telegram_chat_id", |one| {
        optional(&one.customer.telegram_chat_id)
    }),
    ("address", |one| optional(&one.customer.address)),
    ("gender", |one| text(one.customer.gender.code())),
    ("birth_date", |one| {
        let date = one.customer.birth_date;
        date.map_or(Cell::Nothing, |date| written(date.to_string()))
    }),
    ("country", |one| text(one.customer.country.code())),
    ("timezone", |one| {
        let zone = one.customer.timezone;
        zone.map_or(Cell::Nothing, |zone| text(zone.name()))
    }),
    ("language", |one| text(one.customer.language.code())),
    ("newsletter", |one| Cell::Switch(one.customer.newsletter)),
    ("status", |one| text(one.customer.status.code())),
    ("discount", |one| {
        Cell::Number(one.customer.discount.0.into())
    }),
    ("affiliate_profit_share", |one| {
        Cell::Share(one.customer.profit_share)
    }),
    ("exchange_monitor", |one| shared(one.monitor.as_deref())),
    (DOCUMENT_NUMBER, |one| {
        optional(&one.customer.document_number)
    }),
    ("verified_email", |one| {
        Cell::Switch(one.customer.verified_email)
    }),
    ("verified_phone", |one| {
        Cell::Switch(one.customer.verified_phone)
    }),
    ("verified_document", |one| {
        Cell::Switch(one.customer.verified_document)
    }),
    ("verified_selfie", |one| {
        Cell::Switch(one.customer.verified_selfie)
    }),
    ("verified_address", |one| {
        Cell::Switch(one.customer.verified_address)
    }),
    ("verification_progress", |one| {
        Cell::Number(one.customer.verification_progress.0.into())
    }),
    ("verification_reason", |one| shared(one.reason.as_deref())),
    ("tags", |one| Cell::List(&one.tags)),
    ("blocked", |one| {
        Cell::Switch(one.customer.blocked_at.is_some())
    }),
    ("last_activity_at", |one| {
        let last = one.customer.last_activity_at;
        last.map_or(Cell::Nothing, Cell::Moment)
    }),
    ("created_at", |one| Cell::Moment(one.customer.created_at)),
    ("updated_at", |one| Cell::Moment(one.customer.updated_at)),
];

const DOCUMENT_NUMBER: &str = "document_number";

/// The columns for a reader.
pub fn columns(numbers: DocumentNumbers) -> Vec<Column> {
    let mut columns = ALL.to_vec();
    columns.retain(|(name, _)| numbers == DocumentNumbers::Shown || *name != DOCUMENT_NUMBER);
    columns
}

/// What a file has that no form does; an import leaves it alone.
pub fn not_in_a_form() -> [&'static str; 5] {
    [
        "id",
        "blocked",
        "last_activity_at",
        "created_at",
        "updated_at",
    ]
}

/// A moment as files have it: UTC, to the millisecond.
pub fn moment(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A switch as files have it.
pub fn switch(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

fn written<'a>(text: String) -> Cell<'a> {
    Cell::Text(Cow::Owned(text))
}

fn optional(text: &Option<String>) -> Cell<'_> {
    shared(text.as_deref())
}

fn shared(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Nothing, |text| Cell::Text(Cow::Borrowed(text)))
}
