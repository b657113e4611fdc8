//! Changing a customer, also when somebody else was faster: nobody is overwritten unseen.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::base::{Base, newest_entry};
use super::by_hand::Plan;
use super::columns::columns;
use super::current::{self, Current};
use super::customer::{ActiveModel, Column, Entity, Model};
use super::details::Details;
use super::facts::{changes, facts, of_details};
use super::merge::{self, Merged};
use super::save::{SaveError, email_taken, reason, weighed};
use super::sessions::{self, Because};
use super::{consent, settle, tags};
use crate::domain::actor::Actor;
use crate::domain::documents::batch::StoredBatch;
use crate::domain::documents::stored;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::journal::reading;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person::Status;
use crate::domain::verification::step::Step;
use crate::platform::db::Db;

/// How many entries are looked at to say who changed what meanwhile.
const MOST_ENTRIES: u64 = 50;

/// A form that came too late, beside what is there now.
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
}

/// What a save did besides what the form said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Steps that are not verified any more, because what they stood for was replaced.
    pub dropped: Vec<Step>,
    /// Whose changes from meanwhile were kept.
    pub merged_with: Vec<String>,
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
    let before = current::find_locked(&txn, id)
        .await?
        .ok_or(SaveError::NotFound)?;
    let mut saved = Saved::default();
    let details = if before.customer.version == edit.version {
        edit.details.clone()
    } else {
        let (details, authors) = merged(&txn, &before, &edit, &files).await?;
        saved.merged_with = authors;
        details
    };
    let (details, plan) = weighed(&txn, Some(&before.customer), &details, &files.slots()).await?;
    let mut changes = changes(&facts(&before), &of_details(&details));
    changes.extend(reason(&plan));
    let customer = if !changes.is_empty() {
        write(&txn, actor, &before, &details, &plan).await?;
        changes.extend(close(&txn, actor, &before.customer, &details).await?);
        let subject = Subject::Customer(id);
        let entry = NewEntry::done(Action::CustomerUpdated, subject, details.name());
        record(&txn, actor, entry.with(changes)).await?;
        current::find(&txn, id)
            .await?
            .ok_or(SaveError::NotFound)?
            .customer
    } else {
        if !files.is_empty() {
            touch(&txn, actor, &before.customer).await?;
        }
        before.customer
    };
    files.attach(&txn, actor, id, &customer.name()).await?;
    settle::settle(&txn, actor, &customer, &plan).await?;
    saved.dropped = plan.dropped;
    files.commit(db, txn).await?;
    Ok(saved)
}

/// What a late form comes to, and whose changes are kept with it. Fails when a field or a slot was
/// changed by both.
async fn merged(
    txn: &DatabaseTransaction,
    now: &Current,
    edit: &Edit<'_>,
    files: &StoredBatch,
) -> Result<(Details, Vec<String>), SaveError> {
    let subject = Subject::Customer(now.customer.id);
    let base = edit.base.as_ref();
    let after = base.and_then(|base| base.entry);
    let entries = reading::since(txn, subject, after, MOST_ENTRIES).await?;
    let documents = stored::of_customer(txn, now.customer.id).await?;
    let mut merged = merge::merge(base, now, edit.details);
    merged.compare_files(base, &documents, &files.names());
    if base.is_some() && merged.conflicts.is_empty() {
        return Ok((merged.details, merge::authors(&entries)));
    }
    merged.attribute(&entries);
    let newest = newest_entry(txn, subject).await?;
    Err(SaveError::Stale(Box::new(Stale {
        now: now.clone(),
        merged,
        base: Base::of(newest, now, &documents),
    })))
}

async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Current,
    details: &Details,
    plan: &Plan,
) -> Result<(), SaveError> {
    let id = before.customer.id;
    let mut row = columns(details);
    row.progress_reason = Set(plan.progress_reason.clone());
    row.updated_at = Set(actor.at);
    guarded(txn, &before.customer, row).await?;
    if before.tags != details.tags {
        tags::replace(txn, id, &details.tags).await?;
    }
    if before.customer.newsletter != details.newsletter {
        let how = details.newsletter_source.as_deref();
        consent::record_newsletter(txn, actor, id, details.newsletter, how).await?;
    }
    Ok(())
}

/// A form that takes the customer's access away ends their sessions, too.
async fn close(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Model,
    details: &Details,
) -> Result<Option<Change>, DbErr> {
    if before.status != Status::Active || details.status != Status::Inactive {
        return Ok(None);
    }
    let ended = sessions::end_open(txn, actor, before.id, Because::Inactive).await?;
    Ok((ended > 0).then(|| Change::fact("sessions", ended.to_string())))
}

/// New files alone make older forms stale, too.
async fn touch(txn: &DatabaseTransaction, actor: &Actor, before: &Model) -> Result<(), SaveError> {
    let row = ActiveModel {
        updated_at: Set(actor.at),
        ..Default::default()
    };
    guarded(txn, before, row).await
}

/// Writes only if nobody else wrote since `before` was read.
async fn guarded(
    txn: &DatabaseTransaction,
    before: &Model,
    row: ActiveModel,
) -> Result<(), SaveError> {
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .exec(txn)
        .await
        .map_err(email_taken)?;
    match written.rows_affected {
        1 => Ok(()),
        rows => Err(SaveError::Db(DbErr::Custom(format!(
            "{rows} customers written under a lock"
        )))),
    }
}
