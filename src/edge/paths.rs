//! Addresses: every link and redirect is built here.

mod door;
mod forms;
mod own;
#[cfg(feature = "passkeys")]
mod passkeys;
mod requests;

pub use door::*;
pub use forms::*;
pub use own::*;
#[cfg(feature = "passkeys")]
pub use passkeys::*;
pub use requests::*;

use crate::domain::outbox::wording::Which;
use crate::domain::values::ids::{
    CustomerId, CustomerSessionId, DocumentId, EntryId, GroupId, MailId, MonitorId, ReasonId,
    ResolutionId, ResolutionTypeId, StaffId, StaffSessionId,
};
use crate::domain::verification::step::Step;

/// The list of customers.
pub fn customers() -> &'static str {
    "/customers"
}

/// The form for a new customer.
pub fn new_customer() -> &'static str {
    "/customers/new"
}

/// Who looks like somebody.
pub fn customer_duplicates() -> &'static str {
    "/customers/duplicates"
}

/// Where who was invited sets their password.
pub fn invitation() -> &'static str {
    "/invitation"
}

/// The settings that somebody may look at.
pub fn settings() -> &'static str {
    "/settings"
}

/// What mails say.
pub fn mail_templates() -> &'static str {
    "/settings/mail-templates"
}

/// The words of one mail in one language.
pub fn mail_template(which: Which) -> String {
    format!("{}/{which}", mail_templates())
}

/// A customer's profile.
pub fn customer(id: CustomerId) -> String {
    format!("/customers/{id}")
}

/// The form to change a customer.
pub fn edit_customer(id: CustomerId) -> String {
    format!("/customers/{id}/edit")
}

/// A customer's files, inside the page.
pub fn customer_verification(id: CustomerId) -> String {
    format!("/customers/{id}/verification")
}

/// The queue of customers who wait for a review.
pub fn pending() -> &'static str {
    "/customers/pending"
}

/// Where a decision about a customer's step is sent.
pub fn decide(id: CustomerId, step: Step) -> String {
    format!("/customers/{id}/steps/{}", step.code())
}

/// What happened to a customer, with or without who only looked, from an entry on backwards.
pub fn customer_history(id: CustomerId, with_looks: bool, before: Option<EntryId>) -> String {
    let looks = with_looks.then(|| "looks=on".to_owned());
    let before = before.map(|before| format!("before={before}"));
    let query: Vec<String> = looks.into_iter().chain(before).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/customers/{id}/history{mark}{}", query.join("&"))
}

/// Blocks a customer.
pub fn block_customer(id: CustomerId) -> String {
    format!("/customers/{id}/block")
}

/// Unblocks a customer.
pub fn unblock_customer(id: CustomerId) -> String {
    format!("/customers/{id}/unblock")
}

/// Reveals a customer for a while.
pub fn reveal_customer(id: CustomerId) -> String {
    format!("/customers/{id}/reveal")
}

/// Masks a customer again.
pub fn hide_customer(id: CustomerId) -> String {
    format!("/customers/{id}/hide")
}

/// A customer's sessions on the platform.
pub fn customer_sessions(id: CustomerId) -> String {
    format!("/customers/{id}/sessions")
}

/// Ends one session of a customer.
pub fn revoke_session(id: CustomerId, session: CustomerSessionId) -> String {
    format!("/customers/{id}/sessions/{session}/revoke")
}

/// Ends every session of a customer.
pub fn revoke_sessions(id: CustomerId) -> String {
    format!("/customers/{id}/sessions/revoke-all")
}

/// A filtered list as a file: `ending` is `csv` or `xlsx`, `query` is that of the list.
pub fn customers_export(ending: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/customers/export.{ending}{mark}{query}")
}

/// Parameters as the query of an address.
pub fn query(parameters: &[(&str, String)]) -> String {
    let pairs = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A stored document's own page.
pub fn document(id: DocumentId) -> String {
    format!("/documents/{id}")
}

/// The re-encoded picture of a document.
pub fn document_preview(id: DocumentId) -> String {
    format!("/documents/{id}/preview")
}

/// The bytes of a document as they came.
pub fn document_original(id: DocumentId) -> String {
    format!("/documents/{id}/original")
}

/// The same bytes, to be drawn inside a page: a look, not a download.
pub fn document_pane(id: DocumentId) -> String {
    format!("/documents/{id}/original?pane=on")
}

/// The list of resolutions.
pub fn resolutions() -> &'static str {
    "/settings/resolutions"
}

/// A stored resolution: its form is sent there.
pub fn resolution(id: ResolutionId) -> String {
    format!("/settings/resolutions/{id}")
}

/// The list of types of resolutions.
pub fn resolution_types() -> &'static str {
    "/settings/resolution-types"
}

/// A stored type of resolutions: its form is sent there.
pub fn resolution_type(id: ResolutionTypeId) -> String {
    format!("/settings/resolution-types/{id}")
}

/// The list of exchange monitors.
pub fn monitors() -> &'static str {
    "/settings/exchange-monitors"
}

/// The form to change an exchange monitor.
pub fn edit_monitor(id: MonitorId) -> String {
    format!("/settings/exchange-monitors/{id}/edit")
}

/// What happened to an exchange monitor.
pub fn monitor_history(id: MonitorId) -> String {
    format!("/settings/exchange-monitors/{id}/history")
}

/// The list of reasons for asking again or rejecting.
pub fn reasons() -> &'static str {
    "/settings/verification"
}

/// A stored reason: its form is sent there.
pub fn reason(id: ReasonId) -> String {
    format!("/settings/verification/{id}")
}

/// From which difference on an audit reports an account.
pub fn audit_settings() -> &'static str {
    "/settings/audit"
}

/// The log of mails.
pub fn mail_log() -> &'static str {
    "/mail-log"
}

/// The mails that were given up.
pub fn dead_mails() -> &'static str {
    "/mail-log?state=dead"
}

/// One mail.
pub fn mail(id: MailId) -> String {
    format!("/mail-log/{id}")
}

/// Sends a mail again.
pub fn resend_mail(id: MailId) -> String {
    format!("/mail-log/{id}/resend")
}

/// Takes a mail back before it leaves.
pub fn cancel_mail(id: MailId) -> String {
    format!("/mail-log/{id}/cancel")
}

/// The list of staff.
pub fn staff() -> &'static str {
    "/staff"
}

/// A member of staff.
pub fn staff_member(id: StaffId) -> String {
    format!("/staff/{id}")
}

/// The groups of staff.
pub fn staff_groups() -> &'static str {
    "/staff/groups"
}

/// A stored group: its form is sent there.
pub fn staff_group(id: GroupId) -> String {
    format!("/staff/groups/{id}")
}

/// The form of a stored group.
pub fn edit_staff_group(id: GroupId) -> String {
    format!("/staff/groups/{id}/edit")
}

/// The journal.
pub fn audit_log() -> &'static str {
    "/audit-log"
}

/// Who signed in from an address.
pub fn audit_log_addresses() -> &'static str {
    "/audit-log/addresses"
}

/// One's own account.
pub fn account() -> &'static str {
    "/account"
}

/// Ends one of one's own sessions.
pub fn end_session(id: StaffSessionId) -> String {
    format!("/account/sessions/{id}/end")
}

/// An address with parameters.
pub fn with_query(path: &str, parameters: &[(&str, String)]) -> String {
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}", query(parameters))
}

/// A path that carries the query of the list that it was reached from.
pub fn carrying(path: &str, from: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}from={}", encode(from))
}

/// A text as a value in an address.
pub fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
