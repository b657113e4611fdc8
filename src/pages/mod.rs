//! Screens for people: every address in `routes`, then one file per resource with its page structs
//! and the handlers that fill them.

pub mod account;
pub mod address_rules;
pub mod audit_log;
pub mod audit_settings;
pub mod confirm;
pub mod customers;
pub mod documents;
pub mod history;
pub mod home;
pub mod lost_password;
pub mod mail_log;
pub mod mail_templates;
pub mod monitors;
pub mod notifications;
pub mod reasons;
pub mod requests;
pub mod resolutions;
pub mod routes;
pub mod second_factor;
pub mod second_step;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod staff;

/// The key of a field's label.
pub fn label(name: &str) -> String {
    format!("field-{}", name.replace('_', "-"))
}

/// The key of a field's hint; not every field has one.
pub fn hint(name: &str) -> String {
    format!("hint-{}", name.replace('_', "-"))
}
