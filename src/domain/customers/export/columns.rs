//! The columns of a file of customers: the names of the form's fields, and what a form has not.

use super::{DocumentNumbers, Record};
use crate::domain::export::table::{Cell, Column, Table, optional, text};

/// Every column in its order.
const ALL: [Column<Record>; 32] = [
    ("id", |one| Cell::Number(one.customer.id.0)),
    ("first_name", |one| text(&one.customer.first_name)),
    ("last_name", |one| {
        optional(one.customer.last_name.as_deref())
    }),
    ("company", |one| optional(one.customer.company.as_deref())),
    ("customer_type", |one| {
        text(one.customer.customer_type.code())
    }),
    ("email", |one| text(one.customer.email.as_str())),
    ("phone", |one| {
        let phone = one.customer.phone.as_ref();
        phone.map_or(Cell::Nothing, |phone| text(phone.as_str()))
    }),
    ("telegram_chat_id", |one| {
        optional(one.customer.telegram_chat_id.as_deref())
    }),
    ("address", |one| optional(one.customer.address.as_deref())),
    ("gender", |one| text(one.customer.gender.code())),
    ("birth_date", |one| optional(one.birth_date.as_deref())),
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
    ("exchange_monitor", |one| optional(one.monitor.as_deref())),
    (DOCUMENT_NUMBER, |one| {
        optional(one.customer.document_number.as_deref())
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
    ("verification_reason", |one| optional(one.reason.as_deref())),
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
pub fn table(numbers: DocumentNumbers) -> Table<Record> {
    let mut columns = ALL.to_vec();
    columns.retain(|(name, _)| numbers == DocumentNumbers::Shown || *name != DOCUMENT_NUMBER);
    Table {
        name: "Customers",
        columns,
    }
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
