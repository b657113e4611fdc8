//! What a request may be rejected with, and the letter that the customer would read.

use crate::domain::customers::customer::Model as Customer;
use crate::domain::outbox::template::Letter;
use crate::domain::outbox::wording::Wording;
use crate::domain::requests::letter::{Outcome, compose};
use crate::domain::requests::request::CustomerRequest;
use crate::domain::requests::resolution::{Dictionary, Resolution};
use crate::domain::values::person::Language;
use crate::edge::shell::Shell;
use crate::platform::crypto::MasterKey;

/// A type that may be chosen.
pub(super) struct Group {
    pub id: String,
    pub name: String,
    pub choices: Vec<Choice>,
}

/// A resolution that may be chosen, with the letter that it becomes.
pub(super) struct Choice {
    pub id: String,
    pub name: String,
    /// As the reader may see it.
    pub letter: Letter,
    /// Of the letter that the customer would read.
    pub mark: String,
    /// Says so when the letter is not in the customer's language.
    pub elsewise: Option<String>,
}

/// A language in words.
pub(super) fn language(shell: &Shell, language: Language) -> String {
    shell.t(format!("language-{}", language.code()))
}

/// Says that a resolution has no text in the customer's language.
fn elsewise(shell: &Shell, resolution: &Resolution, wanted: Language) -> Option<String> {
    let written = resolution.written_in(wanted);
    let words = (language(shell, written), language(shell, wanted));
    (written != wanted).then(|| {
        shell.t2(
            "deciding-letter-only",
            "written",
            words.0,
            "wanted",
            words.1,
        )
    })
}

/// What may be chosen for a customer, who is seen as the second says, and a request.
pub(super) fn groups(
    shell: &Shell,
    key: &MasterKey,
    (dictionary, wording): (&Dictionary, &Wording),
    (customer, seen, request): (&Customer, &Customer, &CustomerRequest),
) -> Vec<Group> {
    let letter =
        |customer, resolution| compose(wording, customer, request, Outcome::Rejected(resolution));
    let offered = dictionary.offered().into_iter();
    let groups = offered.map(|(kind, resolutions)| {
        let choices = resolutions.into_iter().map(|resolution| Choice {
            id: resolution.id.to_string(),
            name: resolution.name.clone(),
            letter: letter(seen, resolution),
            mark: letter(customer, resolution).mark(key),
            elsewise: elsewise(shell, resolution, customer.language),
        });
        Group {
            id: kind.id.to_string(),
            name: kind.name.clone(),
            choices: choices.collect(),
        }
    });
    groups.collect()
}
