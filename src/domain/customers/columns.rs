//! What a form makes of the customer's row: its own columns, and those made from them.

use sea_orm::ActiveValue::Set;

use super::customer::{ActiveModel, sort_name};
use super::details::Details;
use super::search::text::plain_letters;

/// The columns a form decides, and those made from them.
pub fn columns(details: &Details) -> ActiveModel {
    ActiveModel {
        first_name: Set(details.first_name.clone()),
        last_name: Set(details.last_name.clone()),
        company: Set(details.company.clone()),
        customer_type: Set(details.customer_type),
        email: Set(details.email.clone()),
        phone: Set(details.phone.clone()),
        telegram_chat_id: Set(details.telegram_chat_id.clone()),
        address: Set(details.address.clone()),
        gender: Set(details.gender),
        newsletter: Set(details.newsletter),
        country: Set(details.country),
        timezone: Set(details.timezone),
        language: Set(details.language),
        discount: Set(details.discount),
        exchange_monitor_id: Set(details.exchange_monitor),
        profit_share: Set(details.profit_share),
        birth_date: Set(details.birth_date),
        status: Set(details.status),
        verified_email: Set(details.verified_email),
        verified_phone: Set(details.verified_phone),
        verified_document: Set(details.verified_document),
        verified_selfie: Set(details.verified_selfie),
        verified_address: Set(details.verified_address),
        verification_progress: Set(details.verification_progress),
        document_number: Set(details.document_number.clone()),
        sort_name: Set(sort_name(&details.first_name, details.last_name.as_deref())),
        search_text: Set(search_text(details)),
        ..Default::default()
    }
}

/// Everything a search looks through, one to a line, lower-cased; names with accents also without.
/// The document number is no part of it: not everybody may know it.
fn search_text(details: &Details) -> String {
    let name = sort_name(&details.first_name, details.last_name.as_deref());
    let company = details.company.as_deref();
    let phone = details.phone.as_ref().map(|phone| phone.as_str());
    let plain_name = plain_letters(&name);
    let plain_company = company.and_then(plain_letters);
    [
        Some(name.as_str()),
        company,
        Some(details.email.as_str()),
        phone,
        plain_name.as_deref(),
        plain_company.as_deref(),
    ]
    .into_iter()
    .flatten()
    .map(str::to_lowercase)
    .collect::<Vec<String>>()
    .join("\n")
}
