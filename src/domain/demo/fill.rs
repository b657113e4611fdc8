//! Filling the database with demo people: made on one thread while another writes them, so many to
//! a batch, so that memory stays the same however many there are.

mod around;
mod papers;
mod requests;
mod rows;

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    PaginatorTrait, QuerySelect,
};
use tokio::sync::mpsc;

use super::people::{self, Person, Standing, WITH_PAPERS};
use crate::domain::actor::Actor;
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::journal::action::Action;
use crate::domain::journal::chain;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::ids::{CustomerId, MonitorId};
use crate::platform::db::{Db, no_statement_timeout};
use crate::platform::indexes;
pub use papers::papers;
pub use requests::requests;
use rows::Prepared;

/// Customers to a batch.
const BATCH: u64 = 4_000;

/// Tables whose indexes are built at the end when all their rows are demo data.
const TABLES: [&str; 7] = [
    "customers",
    "customer_tags",
    "consents",
    "journal",
    "verification_reviews",
    "verification_steps",
    "customer_sessions",
];

/// What SQLite searches them by, built then, too.
const SEARCHES: [&str; 3] = [
    "customers_search",
    "customers_search_five",
    "customers_document_search",
];

/// The rate-monitor sites of the demo; the last one is inactive.
const MONITORS: [(&str, bool); 4] = [
    ("Ratewatch", true),
    ("Changer Guide", true),
    ("Coin Compass", true),
    ("Old Rates", false),
];

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many customers are there.
    Customers(u64),
    /// All are there; the indexes are being built.
    Indexes,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub customers: u64,
    /// Those whose papers are to be drawn: their index among the demo people, and their id.
    pub without_papers: Vec<(u64, CustomerId)>,
}

impl Filled {
    /// Puts those first whose papers a reviewer looks at first, in the order of the queue.
    pub fn most_wanted_first(&mut self, seed: u64, today: NaiveDate) {
        self.without_papers.sort_by_cached_key(|(index, _)| {
            let open = people::person(seed, *index, today).open;
            let waiting = open.filter(|open| open.standing == Standing::Waiting);
            Reverse(waiting.map(|open| open.since_before_seconds))
        });
    }
}

/// How many customers there are.
pub async fn count(db: &Db) -> anyhow::Result<u64> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .count(db.read())
        .await?)
}

/// Adds demo customers until there are `wanted`. The same seed and day make the same people.
///
/// Without customers before, everything is one transaction that builds the indexes at its end: a
/// crash leaves nothing behind, and meanwhile nobody else can write. With customers before, each
/// batch is a transaction of its own, and the next run goes on where this one ended.
pub async fn customers(
    db: &Db,
    actor: &Actor,
    wanted: u64,
    seed: u64,
    progress: impl Fn(Progress),
) -> anyhow::Result<Filled> {
    let first = count(db).await?;
    if first >= wanted {
        return Ok(Filled::default());
    }
    let monitors = monitors(db, actor).await?;
    let mut filling = Filling {
        actor,
        known_tags: HashMap::new(),
        filled: Filled::default(),
        people: people(actor, monitors, seed, first..wanted),
    };
    if first == 0 {
        filling.at_once(db, &progress).await?;
    } else {
        filling.beside_others(db, first, &progress).await?;
    }
    db.refresh_statistics().await?;
    Ok(filling.filled)
}

struct Filling<'a> {
    actor: &'a Actor,
    known_tags: rows::KnownTags,
    filled: Filled,
    people: mpsc::Receiver<anyhow::Result<Vec<Prepared>>>,
}

impl Filling<'_> {
    async fn at_once(&mut self, db: &Db, progress: &impl Fn(Progress)) -> anyhow::Result<()> {
        let txn = db.begin().await?;
        no_statement_timeout(&txn).await?;
        lock(&txn).await?;
        let aside = indexes::set_aside(&txn, &TABLES, &SEARCHES).await?;
        while let Some(batch) = self.people.recv().await {
            self.insert(&txn, &batch?).await?;
            progress(Progress::Customers(self.filled.customers));
        }
        chain::settle(&txn).await?;
        progress(Progress::Indexes);
        aside.give_back(&txn).await?;
        self.tell(&txn).await?;
        Ok(txn.commit().await?)
    }

    async fn beside_others(
        &mut self,
        db: &Db,
        first: u64,
        progress: &impl Fn(Progress),
    ) -> anyhow::Result<()> {
        while let Some(batch) = self.people.recv().await {
            let txn = db.begin().await?;
            lock(&txn).await?;
            self.insert(&txn, &batch?).await?;
            txn.commit().await?;
            progress(Progress::Customers(first + self.filled.customers));
        }
        let txn = db.begin().await?;
        self.tell(&txn).await?;
        Ok(txn.commit().await?)
    }

    /// One batch with everything that hangs on it.
    async fn insert(
        &mut self,
        txn: &DatabaseTransaction,
        batch: &[Prepared],
    ) -> anyhow::Result<()> {
        let first = next_id(txn).await?;
        rows::insert(txn, first, batch).await?;
        rows::link_tags(txn, first, batch, &mut self.known_tags).await?;
        let drawn = batch.iter().take_while(|one| one.index < WITH_PAPERS);
        let drawn: Vec<(u64, CustomerId)> = drawn.zip(first.0..).map(Prepared::at).collect();
        around::insert(txn, self.actor, first, batch, drawn.last().map(|at| at.1)).await?;
        self.filled.without_papers.extend(drawn);
        self.filled.customers += batch.len() as u64;
        advance_ids(txn).await?;
        chain::extend(txn).await?;
        Ok(())
    }

    async fn tell(&self, txn: &DatabaseTransaction) -> Result<(), DbErr> {
        let entry = NewEntry::done(Action::DemoFilled, Subject::Nothing, "demo");
        let fact = Change::fact("customers", self.filled.customers.to_string());
        record(txn, self.actor, entry.with(vec![fact])).await
    }
}

/// Makes people on a thread of its own; a few batches wait at most.
fn people(
    actor: &Actor,
    monitors: Vec<MonitorId>,
    seed: u64,
    indexes: std::ops::Range<u64>,
) -> mpsc::Receiver<anyhow::Result<Vec<Prepared>>> {
    let (sender, receiver) = mpsc::channel(2);
    let now = actor.at;
    tokio::task::spawn_blocking(move || {
        let today = now.utc().date_naive();
        let mut next = indexes.start;
        while next < indexes.end {
            let end = indexes.end.min(next + BATCH);
            let person = |index| people::person(seed, index, today);
            let batch = (next..end)
                .map(|index| Prepared::new(index, person(index), &monitors, now))
                .collect();
            // Nobody listens any more when writing failed.
            if sender.blocking_send(batch).is_err() {
                return;
            }
            next = end;
        }
    });
    receiver
}

/// Keeps others from taking ids meanwhile. On SQLite, who writes is alone.
async fn lock(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let lock = "LOCK TABLE customers, verification_reviews IN SHARE ROW EXCLUSIVE MODE";
        txn.execute_unprepared(lock).await?;
    }
    Ok(())
}

/// The id that the first of a batch gets; the others follow.
async fn next_id(txn: &DatabaseTransaction) -> Result<CustomerId, DbErr> {
    let last: Option<Option<CustomerId>> = Entity::find()
        .select_only()
        .column_as(Column::Id.max(), "last")
        .into_tuple()
        .one(txn)
        .await?;
    Ok(CustomerId(last.flatten().map_or(0, |last| last.0) + 1))
}

/// SQLite hands out ids beyond the highest by itself.
async fn advance_ids(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let advance = "SELECT setval(pg_get_serial_sequence('customers', 'id'), MAX(id))
            FROM customers";
        txn.execute_unprepared(advance).await?;
    }
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

/// How long ago something was, as a moment.
fn ago(now: crate::platform::clock::Timestamp, seconds: i64) -> crate::platform::clock::Timestamp {
    let seconds = u64::try_from(seconds).unwrap_or_default();
    now.minus(std::time::Duration::from_secs(seconds))
}

/// Whether a person has papers that are drawn.
fn is_drawn(index: u64) -> bool {
    index < WITH_PAPERS
}

/// The person's name as records keep it.
fn name(person: &Person) -> String {
    format!("{} {}", person.first_name, person.last_name)
}
