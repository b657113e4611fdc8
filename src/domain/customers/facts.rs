//! A customer as a form shows one, field by field as text: what the journal, the form and the
//! comparison of two edits share.

use super::current::Current;
use super::customer::full_name;
use super::details::Details;
use crate::domain::journal::entry::Change;

/// Every field of the form with its text; `None` is an empty field.
pub type Facts = Vec<(&'static str, Option<String>)>;

impl Details {
    /// What a form says that was not touched.
    pub fn of(current: &Current) -> Details {
        let customer = &current.customer;
        Details {
            first_name: customer.first_name.clone(),
            last_name: customer.last_name.clone(),
            company: customer.company.clone(),
            customer_type: customer.customer_type,
            email: customer.email.clone(),
            phone: customer.phone.clone(),
            telegram_chat_id: customer.telegram_chat_id.clone(),
            address: customer.address.clone(),
            gender: customer.gender,
            newsletter: customer.newsletter,
            newsletter_source: None,
            country: customer.country,
            timezone: customer.timezone,
            language: customer.language,
            discount: customer.discount,
            exchange_monitor: customer.exchange_monitor_id,
            profit_share: customer.profit_share,
            birth_date: customer.birth_date,
            status: customer.status,
            verified_email: customer.verified_email,
            verified_phone: customer.verified_phone,
            verified_document: customer.verified_document,
            verified_selfie: customer.verified_selfie,
            verified_address: customer.verified_address,
            verification_progress: customer.verification_progress,
            verification_reason: None,
            document_number: customer.document_number.clone(),
            tags: current.tags.clone(),
        }
    }

    /// First and last name.
    pub fn name(&self) -> String {
        full_name(&self.first_name, self.last_name.as_deref())
    }
}

/// What is stored, field by field.
pub fn facts(current: &Current) -> Facts {
    of_details(&Details::of(current))
}

/// What a form says, field by field.
pub fn of_details(details: &Details) -> Facts {
    let text = |value: &dyn ToString| Some(value.to_string());
    let switch = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    let zone = details.timezone.map(|zone| zone.to_string());
    let monitor = details.exchange_monitor.map(|id| id.to_string());
    vec![
        ("first_name", text(&details.first_name)),
        ("last_name", details.last_name.clone()),
        ("company", details.company.clone()),
        ("customer_type", text(&details.customer_type)),
        ("email", text(&details.email)),
        ("phone", details.phone.as_ref().map(ToString::to_string)),
        ("telegram_chat_id", details.telegram_chat_id.clone()),
        ("address", details.address.clone()),
        ("gender", text(&details.gender)),
        ("newsletter", switch(details.newsletter)),
        ("country", text(&details.country)),
        ("timezone", zone),
        ("language", text(&details.language)),
        ("discount", text(&details.discount)),
        ("exchange_monitor", monitor),
        ("affiliate_profit_share", text(&details.profit_share)),
        (
            "birth_date",
            details.birth_date.map(|date| date.to_string()),
        ),
        ("status", text(&details.status)),
        ("verified_email", switch(details.verified_email)),
        ("verified_phone", switch(details.verified_phone)),
        ("verified_document", switch(details.verified_document)),
        ("verified_selfie", switch(details.verified_selfie)),
        ("verified_address", switch(details.verified_address)),
        (
            "verification_progress",
            text(&details.verification_progress),
        ),
        ("document_number", details.document_number.clone()),
        (
            "tags",
            Some(details.tags.join(", ")).filter(|tags| !tags.is_empty()),
        ),
    ]
}

/// The text of one field; `None` also when the field is unknown.
pub fn of_field(facts: &Facts, field: &str) -> Option<String> {
    facts
        .iter()
        .find(|(name, _)| *name == field)
        .and_then(|(_, value)| value.clone())
}

/// What differs. A document number is a secret of the customer's: the journal keeps its last two
/// characters only (S110).
pub fn changes(before: &Facts, after: &Facts) -> Vec<Change> {
    after
        .iter()
        .filter_map(|(field, value)| Change::of(field, of_field(before, field), value.clone()))
        .map(|change| {
            if change.field == "document_number" {
                masked(change)
            } else {
                change
            }
        })
        .collect()
}

fn masked(change: Change) -> Change {
    let mask = |value: String| {
        let count = value.chars().count();
        let shown: String = value.chars().skip(count.saturating_sub(2)).collect();
        if count > 4 {
            format!("•••{shown}")
        } else {
            "•••".to_owned()
        }
    };
    Change {
        before: change.before.map(mask),
        after: change.after.map(mask),
        ..change
    }
}
