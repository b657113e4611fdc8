//! What an edit form was made from. The form carries it along, so that a late save can tell what
//! its sender really changed from what somebody else changed meanwhile.
//!
//! The journal could not serve for this: it masks document numbers. The text is not signed: whoever
//! changes it decides only how their own edit is merged, and without a readable one every
//! difference is put before them.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use super::current::Current;
use super::facts::facts;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::CustomerDocuments;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading;
use crate::domain::values::ids::EntryId;

/// More than the largest customer takes, in bytes.
const MOST_BYTES: usize = 32 * 1024;

/// A customer as a form was made from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The newest journal entry about the customer by then.
    pub entry: Option<EntryId>,
    /// Every field with its text.
    pub facts: BTreeMap<String, Option<String>>,
    /// The version of the newest document of each slot that had one.
    pub files: BTreeMap<String, i32>,
}

impl Base {
    /// What a form made from `current` carries. Read the customer after the newest entry was asked
    /// for: [`newest_entry`].
    pub fn of(entry: Option<EntryId>, current: &Current, documents: &CustomerDocuments) -> Base {
        let facts = facts(current)
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value))
            .collect();
        Base {
            entry,
            facts,
            files: files(documents),
        }
    }

    /// The one that a form brought back; `None` when it brought none that can be read.
    pub fn parse(text: &str) -> Option<Base> {
        if text.len() > MOST_BYTES {
            return None;
        }
        serde_json::from_str(text).ok()
    }

    /// As the form carries it.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a field was. The outer `None`: not known.
    pub fn fact(&self, field: &str) -> Option<&Option<String>> {
        self.facts.get(field)
    }
}

/// The version of what each slot holds last.
pub fn files(documents: &CustomerDocuments) -> BTreeMap<String, i32> {
    Slot::ALL
        .into_iter()
        .filter_map(|slot| {
            let last = documents.current(slot).last()?;
            Some((slot.code().to_owned(), last.version))
        })
        .collect()
}

/// The newest entry about a customer.
pub async fn newest_entry(
    db: &impl ConnectionTrait,
    subject: Subject,
) -> Result<Option<EntryId>, DbErr> {
    let newest = reading::since(db, subject, None, 1).await?;
    Ok(newest.first().map(|entry| entry.id))
}
