//! Filling the database with demo people: in batches, each in one transaction.

use std::collections::HashMap;
use std::io::Write;
use std::time::Duration;

use anyhow::Context;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, PaginatorTrait, QuerySelect};

use super::people::{self, Gender as DemoGender, Paper, Person};
use super::specimen;
use crate::domain::actor::Actor;
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::customers::details::Details;
use crate::domain::customers::{consent, save, tags};
use crate::domain::documents::accept::{self, Arrived};
use crate::domain::documents::batch;
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::ids::{CustomerId, MonitorId, TagId};
use crate::domain::values::percent::{Percent, ProfitShare};
use crate::domain::values::person::{CustomerType, Gender, Language, Status};
use crate::domain::values::phone::Phone;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;
use crate::platform::storage::Storage;

/// Customers to a transaction: with 31 columns each, well below SQLite's 32,766 values.
const BATCH: u64 = 500;

/// So many of the first customers have drawn papers.
pub const WITH_PAPERS: u64 = 300;

/// The rate-monitor sites of the demo; the last one is inactive.
const MONITORS: [(&str, bool); 4] = [
    ("Ratewatch", true),
    ("Changer Guide", true),
    ("Coin Compass", true),
    ("Old Rates", false),
];

/// How many customers there are.
pub async fn count(db: &Db) -> anyhow::Result<u64> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .count(db.read())
        .await?)
}

/// Adds demo customers until there are `wanted`, and gives back the ids of the new ones.
/// `progress` hears how many there are, after each batch. The same seed and day make the same
/// people.
pub async fn customers(
    db: &Db,
    actor: &Actor,
    wanted: u64,
    seed: u64,
    progress: impl Fn(u64),
) -> anyhow::Result<Vec<CustomerId>> {
    let first = count(db).await?;
    let mut made = Vec::new();
    if first >= wanted {
        return Ok(made);
    }
    let monitors = monitors(db, actor).await?;
    let mut known_tags = HashMap::new();
    let today = actor.at.utc().date_naive();
    let mut next = first;
    while next < wanted {
        let end = wanted.min(next + BATCH);
        let batch: Vec<Person> = (next..end)
            .map(|index| people::person(seed, index, today))
            .collect();
        made.extend(insert(db, actor, &batch, &monitors, &mut known_tags).await?);
        next = end;
        progress(next);
    }
    let entry = NewEntry::done(Action::DemoFilled, Subject::Nothing, "demo");
    let txn = db.begin().await?;
    let fact = entry::Change::fact("customers", made.len().to_string());
    record(&txn, actor, entry.with(vec![fact])).await?;
    txn.commit().await?;
    Ok(made)
}

/// Draws the papers of a demo person, the `index`th of its seed, and hands them in.
pub async fn papers(
    db: &Db,
    storage: &Storage,
    actor: &Actor,
    seed: u64,
    index: u64,
    customer: CustomerId,
) -> anyhow::Result<()> {
    // Somebody who works with the demo already may have been faster.
    let there = stored::of_customer(db.read(), customer).await?;
    if !Slot::ALL.into_iter().all(|slot| there.is_empty(slot)) {
        return Ok(());
    }
    let person = people::person(seed, index, actor.at.utc().date_naive());
    let name = format!("{} {}", person.first_name, person.last_name);
    let directory = storage.clone();
    let arrived = tokio::task::spawn_blocking(move || draw(&directory, &person)).await??;
    let (accepted, refused) = accept::examine_all(storage, arrived).await?;
    anyhow::ensure!(refused.is_empty(), "drawn papers were refused");
    let files = batch::store(storage, accepted).await?;
    let txn = db.begin().await?;
    files.attach(&txn, actor, customer, &name).await?;
    files.commit(db, txn).await?;
    Ok(())
}

async fn monitors(db: &Db, actor: &Actor) -> anyhow::Result<Vec<MonitorId>> {
    let there = monitor::all(db).await?;
    let mut ids = Vec::new();
    for (name, active) in MONITORS {
        let details = monitor::Details::parse(name, "", "", active)
            .map_err(|problems| anyhow::anyhow!("demo monitor: {problems:?}"))?;
        match there.iter().find(|monitor| monitor.alias == details.alias) {
            Some(monitor) => ids.push(monitor.id),
            None => ids.push(monitor::create(db, actor, &details).await?),
        }
    }
    Ok(ids)
}

/// One batch: rows, tags, consents and journal entries.
async fn insert(
    db: &Db,
    actor: &Actor,
    batch: &[Person],
    monitors: &[MonitorId],
    known_tags: &mut HashMap<&'static str, TagId>,
) -> anyhow::Result<Vec<CustomerId>> {
    let mut rows = Vec::with_capacity(batch.len());
    for person in batch {
        let details = details(person, monitors)?;
        let at = actor.at.minus(Duration::from_secs(u64::try_from(
            person.created_before_seconds,
        )?));
        let mut row = save::columns(&details);
        row.version = Set(1);
        row.created_at = Set(at);
        row.updated_at = Set(at);
        rows.push((row, at));
    }
    let times: Vec<Timestamp> = rows.iter().map(|(_, at)| *at).collect();
    let txn = db.begin().await?;
    let inserted = Entity::insert_many(rows.into_iter().map(|(row, _)| row))
        .exec_with_returning(&txn)
        .await
        .context("there are customers with demo addresses already")?;
    let by_email: HashMap<String, CustomerId> = inserted
        .into_iter()
        .map(|row| (row.email.to_string(), row.id))
        .collect();
    let ids: Option<Vec<CustomerId>> = batch
        .iter()
        .map(|person| by_email.get(&person.email).copied())
        .collect();
    let ids = ids.context("a demo customer did not come back from the database")?;
    link_tags(&txn, batch, &ids, known_tags).await?;
    record_consents(&txn, batch, &ids, &times).await?;
    record_creations(&txn, actor, batch, &ids, &times).await?;
    txn.commit().await?;
    Ok(ids)
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

async fn link_tags(
    txn: &DatabaseTransaction,
    batch: &[Person],
    ids: &[CustomerId],
    known: &mut HashMap<&'static str, TagId>,
) -> anyhow::Result<()> {
    let all: std::collections::BTreeSet<&'static str> = batch
        .iter()
        .flat_map(|person| person.tags.iter().copied())
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
    let known = &*known;
    let links: Vec<tags::link::ActiveModel> = batch
        .iter()
        .zip(ids)
        .flat_map(|(person, id)| {
            person
                .tags
                .iter()
                .filter_map(|tag| known.get(tag))
                .map(|tag| (*id, *tag))
        })
        .map(|(customer_id, tag_id)| tags::link::ActiveModel {
            customer_id: Set(customer_id),
            tag_id: Set(tag_id),
        })
        .collect();
    if !links.is_empty() {
        tags::link::Entity::insert_many(links)
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

async fn record_consents(
    txn: &DatabaseTransaction,
    batch: &[Person],
    ids: &[CustomerId],
    times: &[Timestamp],
) -> anyhow::Result<()> {
    let rows: Vec<consent::ActiveModel> = batch
        .iter()
        .zip(ids.iter().zip(times))
        .filter(|(person, _)| person.newsletter)
        .map(|(_, (id, at))| consent::ActiveModel {
            customer_id: Set(*id),
            kind: Set(consent::NEWSLETTER.to_owned()),
            given: Set(true),
            at: Set(*at),
            recorded_by: Set("demo".to_owned()),
            how: Set("registration".to_owned()),
            ..Default::default()
        })
        .collect();
    if !rows.is_empty() {
        consent::Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

async fn record_creations(
    txn: &DatabaseTransaction,
    actor: &Actor,
    batch: &[Person],
    ids: &[CustomerId],
    times: &[Timestamp],
) -> anyhow::Result<()> {
    let rows = batch
        .iter()
        .zip(ids.iter().zip(times))
        .map(|(person, (id, at))| {
            let name = format!("{} {}", person.first_name, person.last_name);
            let entry = NewEntry::done(Action::CustomerCreated, Subject::Customer(*id), name);
            entry::row(
                &Actor {
                    at: *at,
                    ..actor.clone()
                },
                entry,
            )
        });
    let rows: Vec<entry::ActiveModel> = rows.collect::<Result<_, _>>()?;
    entry::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// A person's papers as if they had just been uploaded. Blocks.
fn draw(storage: &Storage, person: &Person) -> std::io::Result<Vec<Arrived>> {
    let mut arrived = Vec::new();
    for paper in &person.papers {
        let drawn = specimen::specimen(*paper, person);
        let mut file = storage.arriving()?;
        file.write_all(&drawn.bytes)?;
        arrived.push(Arrived {
            slot: slot(*paper),
            file_name: FileName::given(&drawn.file_name),
            file,
            size_bytes: drawn.bytes.len() as u64,
            sha256: sha256_hex(&drawn.bytes),
        });
    }
    Ok(arrived)
}

fn slot(paper: Paper) -> Slot {
    match paper {
        Paper::Passport | Paper::IdCardFront => Slot::DocFile1,
        Paper::IdCardBack => Slot::DocFile2,
        Paper::Selfie => Slot::SelfieImages,
        Paper::ProofOfAddress => Slot::AddressFile,
        Paper::Photo => Slot::Photo,
        Paper::CoverPhoto => Slot::CoverPhoto,
    }
}
