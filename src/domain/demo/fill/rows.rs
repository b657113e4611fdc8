//! Demo people as rows of customers, with their tags.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, Iterable};

use super::super::people::{Gender as DemoGender, Person, Standing};
use super::ago;
use crate::domain::customers::customer::{ActiveModel, Column, Entity};
use crate::domain::customers::details::Details;
use crate::domain::customers::{save, tags};
use crate::domain::values::ids::{CustomerId, MonitorId, TagId};
use crate::domain::values::percent::{Percent, ProfitShare};
use crate::domain::values::person::{CustomerType, Gender, Language, Status};
use crate::domain::values::phone::Phone;
use crate::platform::clock::Timestamp;

/// SQLite takes 32,766 values to a statement, PostgreSQL 65,535.
pub const MOST_VALUES: usize = 32_766;

/// Tags by name.
pub type KnownTags = HashMap<&'static str, TagId>;

/// A person who is ready to be written.
pub struct Prepared {
    /// Among the demo people.
    pub index: u64,
    pub person: Person,
    row: ActiveModel,
}

impl Prepared {
    /// The person with this index as a row.
    pub fn new(
        index: u64,
        person: Person,
        monitors: &[MonitorId],
        now: Timestamp,
    ) -> anyhow::Result<Prepared> {
        let created = ago(now, person.created_before_seconds);
        let waiting = person
            .open
            .as_ref()
            .filter(|open| open.standing == Standing::Waiting);
        let activity = &person.activity;
        let block = activity.block;
        let row = ActiveModel {
            version: Set(1),
            created_at: Set(created),
            updated_at: Set(created),
            waiting_since: Set(waiting.map(|open| ago(now, open.since_before_seconds))),
            progress_reason: Set(None),
            blocked_at: Set(block.map(|block| ago(now, block.before_seconds))),
            blocked_by: Set(block.map(|_| super::around::REVIEWER.to_owned())),
            block_reason: Set(block.map(|block| block.reason.to_owned())),
            last_activity_at: Set(activity.last_before_seconds.map(|last| ago(now, last))),
            ..save::columns(&details(&person, monitors)?)
        };
        Ok(Prepared { index, person, row })
    }

    /// The index with an id.
    pub fn at((this, id): (&Prepared, i64)) -> (u64, CustomerId) {
        (this.index, CustomerId(id))
    }
}

/// Writes the customers; their ids begin with `first`.
pub async fn insert(
    txn: &DatabaseTransaction,
    first: CustomerId,
    batch: &[Prepared],
) -> anyhow::Result<()> {
    let most = MOST_VALUES / Column::iter().count();
    for (chunk, start) in batch.chunks(most).zip((first.0..).step_by(most)) {
        let rows = chunk.iter().zip(start..).map(|(one, id)| ActiveModel {
            id: Set(CustomerId(id)),
            ..one.row.clone()
        });
        Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await
            .context("there are customers with demo addresses already")?;
    }
    Ok(())
}

fn details(person: &Person, monitors: &[MonitorId]) -> anyhow::Result<Details> {
    let bad = |what: &str| anyhow::anyhow!("demo person with a bad {what}");
    Ok(Details {
        first_name: person.first_name.clone(),
        last_name: Some(person.last_name.clone()),
        company: person.company.clone(),
        customer_type: if person.corporate {
            CustomerType::Corporate
        } else {
            CustomerType::Individual
        },
        email: person.email.parse().map_err(|_| bad("address"))?,
        phone: match &person.phone {
            Some(phone) => Some(Phone::generated(phone).map_err(|_| bad("phone"))?),
            None => None,
        },
        telegram_chat_id: person.telegram_chat_id.clone(),
        address: person.address.clone(),
        gender: match person.gender {
            DemoGender::Male => Gender::Male,
            DemoGender::Female => Gender::Female,
            DemoGender::Other => Gender::Other,
        },
        newsletter: person.newsletter,
        newsletter_source: None,
        country: person.country.parse().map_err(|_| bad("country"))?,
        timezone: Some(person.timezone.parse().map_err(|_| bad("time zone"))?),
        language: person.language.parse().unwrap_or(Language::En),
        discount: Percent(person.discount.into()),
        exchange_monitor: person
            .monitor
            .and_then(|index| monitors.get(usize::from(index)).copied()),
        profit_share: ProfitShare(person.profit_share_hundredths.into()),
        birth_date: person.birth_date,
        status: if person.active {
            Status::Active
        } else {
            Status::Inactive
        },
        verified_email: person.steps.email,
        verified_phone: person.steps.phone,
        verified_document: person.steps.document,
        verified_selfie: person.steps.selfie,
        verified_address: person.steps.address,
        verification_progress: Percent(person.progress.into()),
        verification_reason: None,
        document_number: person.document_number.clone(),
        tags: Vec::new(),
    })
}

/// Links the customers with their tags.
pub async fn link_tags(
    txn: &DatabaseTransaction,
    first: CustomerId,
    batch: &[Prepared],
    known: &mut KnownTags,
) -> anyhow::Result<()> {
    let all: BTreeSet<&'static str> = batch
        .iter()
        .flat_map(|one| one.person.tags.iter().copied())
        .collect();
    let new: Vec<&'static str> = all
        .into_iter()
        .filter(|tag| !known.contains_key(tag))
        .collect();
    if !new.is_empty() {
        let names: Vec<String> = new.iter().map(|tag| (*tag).to_owned()).collect();
        // Both are sorted by name.
        known.extend(new.into_iter().zip(tags::ids_of(txn, &names).await?));
    }
    let links: Vec<tags::link::ActiveModel> = batch
        .iter()
        .zip(first.0..)
        .flat_map(|(one, id)| {
            let tags = one.person.tags.iter().filter_map(|tag| known.get(tag));
            tags.map(move |tag| tags::link::ActiveModel {
                customer_id: Set(CustomerId(id)),
                tag_id: Set(*tag),
                customer_created_at: one.row.created_at.clone(),
            })
        })
        .collect();
    for chunk in links.chunks(MOST_VALUES / 3) {
        tags::link::Entity::insert_many(chunk.iter().cloned())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}
