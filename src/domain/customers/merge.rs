//! Two people changed the same customer: what only one of them changed is kept from that one, and
//! what both changed differently is for a person to decide.

use super::base::Base;
use super::current::Current;
use super::details::Details;
use super::facts;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::CustomerDocuments;
use crate::domain::journal::entry;
use crate::platform::clock::Timestamp;

/// A late edit beside what is stored now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What the form says, with what only the others changed taken over.
    pub details: Details,
    /// The fields taken over.
    pub taken: Vec<&'static str>,
    pub conflicts: Vec<Conflict>,
}

/// A field that both changed, to different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// A field of the form, or a slot.
    pub field: &'static str,
    /// What it was; the outer `None` when that is not known.
    pub base: Option<Option<String>>,
    pub yours: Option<String>,
    pub theirs: Option<String>,
    /// Who made it theirs, and when.
    pub by: Option<(String, Timestamp)>,
}

/// Merges what a form says into what is stored. Without a `base` every difference is a conflict.
pub fn merge(base: Option<&Base>, now: &Current, mine: &Details) -> Merged {
    let theirs = Details::of(now);
    let (my_facts, their_facts) = (facts::of_details(mine), facts::of_details(&theirs));
    let mut merged = Merged {
        details: mine.clone(),
        taken: Vec::new(),
        conflicts: Vec::new(),
    };
    for (field, their_value) in &their_facts {
        let my_value = facts::of_field(&my_facts, field);
        if my_value == *their_value {
            continue;
        }
        let was = base.and_then(|base| base.fact(field));
        match was {
            Some(was) if *was == my_value => {
                merged.details.take(field, &theirs);
                merged.taken.push(field);
            }
            Some(was) if was == their_value => {}
            _ => merged.conflicts.push(Conflict {
                field,
                base: was.cloned(),
                yours: my_value,
                theirs: their_value.clone(),
                by: None,
            }),
        }
    }
    merged.settle_progress(mine, &theirs);
    merged
}

impl Merged {
    /// A progress that follows from the flags on both sides is nobody's own: it follows from the
    /// merged flags.
    fn settle_progress(&mut self, mine: &Details, theirs: &Details) {
        let follows = |side: &Details| side.verification_progress == side.follows();
        if follows(mine) && follows(theirs) {
            self.conflicts
                .retain(|conflict| conflict.field != "verification_progress");
            self.details.verification_progress = self.details.follows();
        }
    }

    /// Adds the slots for one file that both brought a file for.
    pub fn compare_files(
        &mut self,
        base: Option<&Base>,
        documents: &CustomerDocuments,
        mine: &[(Slot, String)],
    ) {
        let now = super::base::files(documents);
        for (slot, name) in mine.iter().filter(|(slot, _)| !slot.several()) {
            let was = base.map(|base| base.files.get(slot.code()));
            let current = documents.current(*slot).last();
            if was == Some(now.get(slot.code())) || current.is_none() {
                continue;
            }
            self.conflicts.push(Conflict {
                field: slot.code(),
                base: None,
                yours: Some(name.clone()),
                theirs: current.map(|document| document.file_name.to_string()),
                by: None,
            });
        }
    }

    /// Says of each conflict who changed the field last, from entries newest first.
    pub fn attribute(&mut self, entries: &[entry::Model]) {
        for conflict in &mut self.conflicts {
            let changed = |entry: &&entry::Model| {
                let changes = entry.changes();
                changes.iter().any(|change| change.field == conflict.field)
            };
            let last = entries.iter().find(changed);
            conflict.by = last.map(|entry| (entry.actor_name.clone(), entry.at));
        }
    }
}

/// Those who wrote the entries, each once, the last first.
pub fn authors(entries: &[entry::Model]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.looked()) {
        if !names.contains(&entry.actor_name) {
            names.push(entry.actor_name.clone());
        }
    }
    names
}

impl Details {
    /// Takes one field over from another form. An unknown field changes nothing.
    pub fn take(&mut self, field: &str, from: &Details) {
        match field {
            "first_name" => self.first_name.clone_from(&from.first_name),
            "last_name" => self.last_name.clone_from(&from.last_name),
            "company" => self.company.clone_from(&from.company),
            "customer_type" => self.customer_type = from.customer_type,
            "email" => self.email.clone_from(&from.email),
            "phone" => self.phone.clone_from(&from.phone),
            "telegram_chat_id" => self.telegram_chat_id.clone_from(&from.telegram_chat_id),
            "address" => self.address.clone_from(&from.address),
            "gender" => self.gender = from.gender,
            "newsletter" => self.newsletter = from.newsletter,
            "country" => self.country = from.country,
            "timezone" => self.timezone = from.timezone,
            "language" => self.language = from.language,
            "discount" => self.discount = from.discount,
            "exchange_monitor" => self.exchange_monitor = from.exchange_monitor,
            "affiliate_profit_share" => self.profit_share = from.profit_share,
            "birth_date" => self.birth_date = from.birth_date,
            "status" => self.status = from.status,
            "verified_email" => self.verified_email = from.verified_email,
            "verified_phone" => self.verified_phone = from.verified_phone,
            "verified_document" => self.verified_document = from.verified_document,
            "verified_selfie" => self.verified_selfie = from.verified_selfie,
            "verified_address" => self.verified_address = from.verified_address,
            "verification_progress" => self.verification_progress = from.verification_progress,
            "document_number" => self.document_number.clone_from(&from.document_number),
            "tags" => self.tags.clone_from(&from.tags),
            _ => {}
        }
    }
}
