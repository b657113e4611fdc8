//! Registering and changing a customer: row, tags, consent, files and journal in one transaction.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter,
};

use super::customer::{ActiveModel, Column, Entity, Model};
use super::details::{Details, Problems};
use super::search::text::plain_letters;
use super::sessions::{self, Because};
use super::{block, consent, tags};
use crate::domain::actor::Actor;
use crate::domain::documents::batch::StoredBatch;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person::Status;
use crate::domain::values::problem::Problem;
use crate::platform::db::{Db, taken};

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The form says something that cannot be.
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// Somebody changed the customer after the form was made; this is what is there now.
    #[error("stale")]
    Stale(Box<Current>),
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A customer with what hangs on it, as a form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    pub customer: Model,
    pub tags: Vec<String>,
}

/// A new customer with their first files. Fails when the address is taken, also by one who
/// registers at the same moment.
pub async fn register(
    db: &Db,
    actor: &Actor,
    details: &Details,
    files: StoredBatch,
) -> Result<CustomerId, SaveError> {
    let txn = db.begin().await?;
    let new = insert(&txn, actor, details).await?;
    let id = new.customer.id;
    files.attach(&txn, actor, id, &new.customer.name()).await?;
    files.commit(db, txn).await?;
    Ok(id)
}

/// A new customer without files, in somebody's transaction.
pub async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    details: &Details,
) -> Result<Current, SaveError> {
    check_monitor(txn, details, None).await?;
    let mut row = columns(details);
    row.version = Set(1);
    row.created_at = Set(actor.at);
    row.updated_at = Set(actor.at);
    let customer = Entity::insert(row)
        .exec_with_returning(txn)
        .await
        .map_err(email_taken)?;
    let id = customer.id;
    tags::replace(txn, id, &details.tags).await?;
    if details.newsletter {
        let how = details.newsletter_source.as_deref();
        consent::record_newsletter(txn, actor, id, true, how).await?;
    }
    let now = Current {
        customer,
        tags: details.tags.clone(),
    };
    let changes = changes(&[], &facts(&now));
    let subject = Subject::Customer(id);
    let entry = NewEntry::done(Action::CustomerCreated, subject, now.customer.name());
    record(txn, actor, entry.with(changes)).await?;
    Ok(now)
}

/// Changes a customer whose form was made from `version`. A form that changes nothing writes
/// nothing.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: CustomerId,
    version: i64,
    details: &Details,
    files: StoredBatch,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = current(&txn, id).await?.ok_or(SaveError::NotFound)?;
    if before.customer.version != version {
        return Err(SaveError::Stale(Box::new(before)));
    }
    check_monitor(&txn, details, Some(&before.customer)).await?;
    block::check_status(&before.customer, details).map_err(SaveError::Invalid)?;
    let after = applied(&before, details);
    let mut changes = changes(&facts(&before), &facts(&after));
    if !changes.is_empty() {
        write(&txn, actor, &before, details).await?;
        if closes(&before.customer, details) {
            let ended = sessions::end_open(&txn, actor, id, Because::Inactive).await?;
            changes.extend((ended > 0).then(|| Change::fact("sessions", ended.to_string())));
        }
        let entry = NewEntry::done(
            Action::CustomerUpdated,
            Subject::Customer(id),
            after.customer.name(),
        );
        record(&txn, actor, entry.with(changes)).await?;
    } else if !files.is_empty() {
        // New files alone make older forms stale, too.
        guarded(
            &txn,
            id,
            version,
            ActiveModel {
                updated_at: Set(actor.at),
                ..Default::default()
            },
        )
        .await?;
    }
    files
        .attach(&txn, actor, id, &after.customer.name())
        .await?;
    files.commit(db, txn).await?;
    Ok(())
}

/// Whether the form takes the customer's access away.
fn closes(before: &Model, details: &Details) -> bool {
    before.status == Status::Active && details.status == Status::Inactive
}

/// The customer as a form shows it, read inside a transaction or outside.
pub async fn current(db: &impl ConnectionTrait, id: CustomerId) -> Result<Option<Current>, DbErr> {
    let Some(customer) = Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let tags = tags::of(db, id).await?;
    Ok(Some(Current { customer, tags }))
}

async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &Current,
    details: &Details,
) -> Result<(), SaveError> {
    let id = before.customer.id;
    let mut row = columns(details);
    row.updated_at = Set(actor.at);
    guarded(txn, id, before.customer.version, row).await?;
    if before.tags != details.tags {
        tags::replace(txn, id, &details.tags).await?;
    }
    if before.customer.newsletter != details.newsletter {
        let how = details.newsletter_source.as_deref();
        consent::record_newsletter(txn, actor, id, details.newsletter, how).await?;
    }
    Ok(())
}

/// Writes only if nobody else wrote since `version`.
async fn guarded(
    txn: &DatabaseTransaction,
    id: CustomerId,
    version: i64,
    row: ActiveModel,
) -> Result<(), SaveError> {
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(txn)
        .await
        .map_err(email_taken)?;
    if written.rows_affected == 1 {
        return Ok(());
    }
    let now = current(txn, id).await?.ok_or(SaveError::NotFound)?;
    Err(SaveError::Stale(Box::new(now)))
}

fn email_taken(error: DbErr) -> SaveError {
    if taken(&error, "customers", "email") {
        SaveError::Invalid(vec![("email", Problem::EmailTaken)])
    } else {
        SaveError::Db(error)
    }
}

/// A monitor must be active to be chosen; one that became inactive may stay where it was.
async fn check_monitor(
    txn: &DatabaseTransaction,
    details: &Details,
    before: Option<&Model>,
) -> Result<(), SaveError> {
    let Some(chosen) = details.exchange_monitor else {
        return Ok(());
    };
    if before.is_some_and(|before| before.exchange_monitor_id == Some(chosen)) {
        return Ok(());
    }
    let problem = match monitor::Entity::find_by_id(chosen).one(txn).await? {
        Some(monitor) if monitor.active => return Ok(()),
        Some(_) => Problem::MonitorInactive,
        None => Problem::MonitorUnknown,
    };
    Err(SaveError::Invalid(vec![("exchange_monitor", problem)]))
}

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
        sort_name: Set(sort_name(details)),
        search_text: Set(search_text(details)),
        ..Default::default()
    }
}

fn sort_name(details: &Details) -> String {
    let last = details.last_name.as_deref().unwrap_or_default();
    format!("{} {last}", details.first_name)
        .trim()
        .to_lowercase()
}

/// Everything a search looks through, one to a line, lower-cased; names with accents also without.
/// The document number is no part of it: not everybody may know it.
fn search_text(details: &Details) -> String {
    let name = sort_name(details);
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

/// What the customer will be once the form is applied.
fn applied(before: &Current, details: &Details) -> Current {
    let old = &before.customer;
    let customer = Model {
        first_name: details.first_name.clone(),
        last_name: details.last_name.clone(),
        company: details.company.clone(),
        customer_type: details.customer_type,
        email: details.email.clone(),
        phone: details.phone.clone(),
        telegram_chat_id: details.telegram_chat_id.clone(),
        address: details.address.clone(),
        gender: details.gender,
        newsletter: details.newsletter,
        country: details.country,
        timezone: details.timezone,
        language: details.language,
        discount: details.discount,
        exchange_monitor_id: details.exchange_monitor,
        profit_share: details.profit_share,
        birth_date: details.birth_date,
        status: details.status,
        verified_email: details.verified_email,
        verified_phone: details.verified_phone,
        verified_document: details.verified_document,
        verified_selfie: details.verified_selfie,
        verified_address: details.verified_address,
        verification_progress: details.verification_progress,
        document_number: details.document_number.clone(),
        ..old.clone()
    };
    Current {
        customer,
        tags: details.tags.clone(),
    }
}

/// A customer as the journal and the conflict page compare it: every field of the form as text.
pub fn facts(current: &Current) -> Vec<(&'static str, Option<String>)> {
    let customer = &current.customer;
    let switch = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    vec![
        ("first_name", Some(customer.first_name.clone())),
        ("last_name", customer.last_name.clone()),
        ("company", customer.company.clone()),
        ("customer_type", Some(customer.customer_type.to_string())),
        ("email", Some(customer.email.to_string())),
        ("phone", customer.phone.as_ref().map(ToString::to_string)),
        ("telegram_chat_id", customer.telegram_chat_id.clone()),
        ("address", customer.address.clone()),
        ("gender", Some(customer.gender.to_string())),
        ("newsletter", switch(customer.newsletter)),
        ("country", Some(customer.country.to_string())),
        ("timezone", customer.timezone.map(|zone| zone.to_string())),
        ("language", Some(customer.language.to_string())),
        ("discount", Some(customer.discount.to_string())),
        (
            "exchange_monitor",
            customer.exchange_monitor_id.map(|id| id.to_string()),
        ),
        (
            "affiliate_profit_share",
            Some(customer.profit_share.to_string()),
        ),
        (
            "birth_date",
            customer.birth_date.map(|date| date.to_string()),
        ),
        ("status", Some(customer.status.to_string())),
        ("verified_email", switch(customer.verified_email)),
        ("verified_phone", switch(customer.verified_phone)),
        ("verified_document", switch(customer.verified_document)),
        ("verified_selfie", switch(customer.verified_selfie)),
        ("verified_address", switch(customer.verified_address)),
        (
            "verification_progress",
            Some(customer.verification_progress.to_string()),
        ),
        ("document_number", customer.document_number.clone()),
        (
            "tags",
            Some(current.tags.join(", ")).filter(|tags| !tags.is_empty()),
        ),
    ]
}

/// What differs. A document number is a secret of the customer's: the journal keeps its last two
/// characters only (S110).
fn changes(
    before: &[(&'static str, Option<String>)],
    after: &[(&'static str, Option<String>)],
) -> Vec<Change> {
    let was = |field: &str| {
        before
            .iter()
            .find(|(name, _)| *name == field)
            .and_then(|(_, value)| value.clone())
    };
    after
        .iter()
        .filter_map(|(field, value)| Change::of(field, was(field), value.clone()))
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
