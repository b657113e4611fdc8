//! Entries as somebody sees them: the journal keeps what was, and masks it for who may not see it.

use super::entry::Model;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::mask::{self, DOTS};
use crate::domain::values::sight::Sight;

/// Subjects that have no personal data of customers: staff, and what staff set up.
const IMPERSONAL: [&str; 8] = [
    "staff",
    "group",
    "monitor",
    "reason",
    "mail-template",
    "resolution-type",
    "resolution",
    "settings",
];

impl Model {
    /// As it is seen. `whose` is the customer on whom the subject hangs; about a customer the entry
    /// itself says so. What hangs on nobody known is masked.
    pub fn seen_by(mut self, sight: &Sight, whose: Option<CustomerId>) -> Model {
        let own = self.subject_id.filter(|_| self.subject_kind == "customer");
        let whose = own.map(CustomerId).or(whose);
        let seen = sight.is_clear() || whose.is_some_and(|customer| sight.sees(customer));
        if seen || IMPERSONAL.contains(&self.subject_kind.as_str()) {
            return self;
        }
        match self.subject_kind.as_str() {
            "customer" => self.subject_name = mask::name(&self.subject_name),
            "mail" => DOTS.clone_into(&mut self.subject_name),
            _ => {}
        }
        let mut changes = self.changes();
        for change in &mut changes {
            let masked = |value: &String| match change.field.as_str() {
                "q" | "filter" => DOTS.to_owned(),
                "refusal" => refusal(value),
                field => mask::field(field, value),
            };
            change.before = change.before.as_ref().map(masked);
            change.after = change.after.as_ref().map(masked);
        }
        // What cannot be written anew tells nothing.
        self.changes = serde_json::to_string(&changes).unwrap_or_default();
        self
    }
}

/// Why a request was refused, kept as a key with values: names and addresses among them.
fn refusal(kept: &str) -> String {
    let Ok((key, values)) = serde_json::from_str::<(String, Vec<(String, String)>)>(kept) else {
        return DOTS.to_owned();
    };
    let values: Vec<(String, String)> = values
        .into_iter()
        .map(|(name, value)| {
            let masked = masked_value(&name, &value);
            (name, masked)
        })
        .collect();
    serde_json::to_string(&(key, values)).unwrap_or_default()
}

/// A value in the words of a refusal, masked if it is personal.
pub fn masked_value(name: &str, value: &str) -> String {
    match name {
        "name" => mask::name(value),
        "email" => mask::email(value),
        "file" => mask::file_name(value),
        // What was asked for and is not fit for its field, whichever that is.
        "value" => DOTS.to_owned(),
        _ => value.to_owned(),
    }
}
