//! Changing a customer, also when somebody else was faster: nobody is overwritten unseen.

use sea_orm::{ActiveValue::Set, DatabaseTransaction};

use super::amend::{Beyond, Written, guarded, written};
use super::base::{Base, newest_entry};
use super::current::{self, Current};
use super::customer::{ActiveModel, Model};
use super::details::Details;
use super::merge::{self, Merged};
use super::save::SaveError;
use super::settle;
use crate::domain::actor::Actor;
use crate::domain::documents::batch::StoredBatch;
use crate::domain::documents::stored;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::mask::PERSONAL;
use crate::domain::verification::dossier::begins_anew;
use crate::domain::verification::step::Step;
use crate::platform::db::Db;

/// How many entries are looked at to say who changed what meanwhile.
const MOST_ENTRIES: u64 = 50;

/// A form that came too late, beside what is there now as its sender sees it.
#[derive(Debug)]
pub struct Stale {
    pub now: Current,
    pub merged: Merged,
    /// What a form made from `now` carries.
    pub base: Base,
}

/// A form over a stored customer.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    pub details: &'a Details,
    /// The version the form was made from.
    pub version: i64,
    /// What it was made from, if the form still knows.
    pub base: Option<Base>,
    pub personal: Personal,
}

/// What a form does to the personal fields of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// It says what they shall be.
    Said,
    /// It was made for somebody who does not see them: they stay.
    Left,
}

/// What a save did besides what the form said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Steps that are not verified any more, because what they stood for was replaced.
    pub dropped: Vec<Step>,
    /// Whose changes from meanwhile were kept.
    pub merged_with: Vec<String>,
    /// How many of the customer's sessions ended, when their access was taken away.
    pub ended: Option<u64>,
}

/// Changes a customer. A form that somebody else was faster than is merged with what they did, when
/// no field was changed by both. A form that changes nothing writes nothing.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: CustomerId,
    edit: Edit<'_>,
    files: StoredBatch,
) -> Result<Saved, SaveError> {
    let txn = db.begin().await?;
    let before = current::find_locked(&txn, &actor.scope, id)
        .await?
        .ok_or(SaveError::NotFound)?;
    let mut saved = Saved::default();
    let mut said = edit.details.clone();
    // Who does not see personal data does not change them, whatever was sent (S38).
    if edit.personal == Personal::Left || !actor.sight.sees(id) {
        let stored = Details::of(&before);
        for field in PERSONAL {
            said.take(field, &stored);
        }
    }
    let edit = Edit {
        details: &said,
        ..edit
    };
    let details = if before.customer.version == edit.version {
        said.clone()
    } else {
        let (details, authors) = merged(&txn, actor, &before, &edit, &files).await?;
        saved.merged_with = authors;
        details
    };
    // As it stood before this save, which may let a step fall.
    let anew = match files.is_empty() {
        true => Vec::new(),
        false => begins_anew(&txn, &before.customer).await?,
    };
    let extra = Beyond::default();
    let written = written(&txn, actor, &before, &details, &extra, &files.slots()).await?;
    if written.changes.is_empty() && !files.is_empty() {
        touch(&txn, actor, &before.customer).await?;
    }
    let Written {
        customer,
        plan,
        ended,
        ..
    } = written;
    let name = customer.name();
    files.attach(&txn, actor, (id, &name), &anew).await?;
    settle::settle(&txn, actor, &customer, &plan).await?;
    saved.dropped = plan.dropped;
    saved.ended = ended;
    files.commit(db, txn).await?;
    Ok(saved)
}

/// What a late form comes to, and whose changes are kept with it. Fails when a field or a slot was
/// changed by both.
async fn merged(
    txn: &DatabaseTransaction,
    actor: &Actor,
    now: &Current,
    edit: &Edit<'_>,
    files: &StoredBatch,
) -> Result<(Details, Vec<String>), SaveError> {
    let subject = Subject::Customer(now.customer.id);
    let base = edit.base.as_ref();
    let after = base.and_then(|base| base.entry);
    let entries = reading::since(txn, subject, after, MOST_ENTRIES).await?;
    let documents = stored::of_customer(txn, &actor.sight, now.customer.id).await?;
    let mut merged = merge::merge(base, now, edit.details);
    merged.compare_files(base, &documents, &files.names());
    if base.is_some() && merged.conflicts.is_empty() {
        return Ok((merged.details, merge::authors(&entries)));
    }
    merged.attribute(&entries);
    let newest = newest_entry(txn, subject).await?;
    Err(SaveError::Stale(Box::new(Stale {
        base: Base::of(newest, now, &documents).seen_by(&actor.sight, now.customer.id),
        now: now.clone().seen_by(&actor.sight),
        merged,
    })))
}

/// New files alone make older forms stale, too.
async fn touch(txn: &DatabaseTransaction, actor: &Actor, before: &Model) -> Result<(), SaveError> {
    let row = ActiveModel {
        updated_at: Set(actor.at),
        ..Default::default()
    };
    guarded(txn, before, row).await
}
