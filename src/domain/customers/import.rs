//! Customers from a file: read row by row, by the same rules as the form, registered in batches.

pub mod file;
pub mod reading;
pub mod refused;
pub mod row;

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use sea_orm::{DatabaseTransaction, DbErr, TransactionTrait};

use super::details::{Details, Rules};
use super::save::{self, SaveError};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::email::Email;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::problem::Problem;
use crate::platform::db::Db;
use row::Row;

/// Customers to a transaction: what a crash loses at most, and how long others wait to write.
pub const BATCH: usize = 200;

/// How a newsletter was agreed to when the file does not say.
const SOURCE: &str = "import";

/// The field that a file says in words.
const MONITOR: &str = "exchange_monitor";

/// Whether what is read is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Keep,
    /// Everything but the commit.
    DryRun,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A field says something that cannot be.
    Field(&'static str, Problem),
    /// Signs that cannot be stored.
    ControlCharacters(String),
    /// More or fewer fields than the first line has.
    FieldCount { found: usize, expected: usize },
    /// Not a JSON object of texts, numbers, switches and lists.
    NotAnObject,
    /// A name in a JSON object that no column has.
    UnknownField(String),
}

/// How many rows became customers, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub registered: u64,
    pub failed: u64,
}

/// An import under way.
pub struct Import<'a> {
    db: &'a Db,
    actor: &'a Actor,
    rules: Rules,
    mode: Mode,
    monitors: HashMap<String, MonitorId>,
    /// Digests of the addresses of a dry run, which finds none of its own in the database: 16 bytes
    /// to a customer.
    seen: HashSet<u64>,
    pub counts: Counts,
    /// Exchange monitors that were made because the file names them.
    pub new_monitors: Vec<String>,
}

impl<'a> Import<'a> {
    /// Begins an import.
    pub async fn begin(
        db: &'a Db,
        actor: &'a Actor,
        rules: Rules,
        mode: Mode,
    ) -> Result<Import<'a>, DbErr> {
        let monitors = monitor::all(db).await?.into_iter();
        Ok(Import {
            db,
            actor,
            rules,
            mode,
            monitors: monitors
                .map(|monitor| (monitor.alias, monitor.id))
                .collect(),
            seen: HashSet::new(),
            counts: Counts::default(),
            new_monitors: Vec::new(),
        })
    }

    /// Registers what can be of a batch, in one transaction, and gives back the other rows with
    /// what is wrong with each. Fails only when the database does; then nothing of it is kept.
    pub async fn batch(&mut self, rows: Vec<Row>) -> Result<Vec<(Row, Vec<Fault>)>, DbErr> {
        let mut failed = Vec::new();
        let mut registered = 0;
        let txn = self.db.begin().await?;
        let known = self.monitors.clone();
        for mut row in rows {
            match self.register(&txn, &mut row).await? {
                Ok(()) => registered += 1,
                Err(faults) => failed.push((row, faults)),
            }
        }
        match self.mode {
            Mode::Keep => txn.commit().await?,
            Mode::DryRun => {
                txn.rollback().await?;
                self.monitors = known;
            }
        }
        self.counts.registered += registered;
        self.counts.failed += failed.len() as u64;
        Ok(failed)
    }

    /// Writes down that a file was imported. `file` is its name.
    pub async fn finish(&self, file: &str) -> Result<(), DbErr> {
        if self.mode == Mode::DryRun {
            return Ok(());
        }
        let entry = NewEntry::done(Action::CustomersImported, Subject::Nothing, "customers");
        let facts = vec![
            Change::fact("file", file),
            Change::fact("customers", self.counts.registered.to_string()),
            Change::fact("failed", self.counts.failed.to_string()),
        ];
        let txn = self.db.begin().await?;
        record(&txn, self.actor, entry.with(facts)).await?;
        txn.commit().await
    }

    async fn register(
        &mut self,
        txn: &DatabaseTransaction,
        row: &mut Row,
    ) -> Result<Result<(), Vec<Fault>>, DbErr> {
        if !row.faults.is_empty() {
            return Ok(Err(std::mem::take(&mut row.faults)));
        }
        let mut details = match Details::parse(row, self.rules) {
            Ok(details) => details,
            Err(problems) => return Ok(Err(faults(problems))),
        };
        if details.newsletter && details.newsletter_source.is_none() {
            details.newsletter_source = Some(SOURCE.to_owned());
        }
        details.exchange_monitor = match self.monitor(txn, row.value(MONITOR)).await? {
            Ok(monitor) => monitor,
            Err(problem) => return Ok(Err(faults(vec![(MONITOR, problem)]))),
        };
        if self.mode == Mode::DryRun && !self.is_new(&details.email) {
            return Ok(Err(faults(vec![("email", Problem::EmailTaken)])));
        }
        // PostgreSQL gives up a whole transaction for an address that is taken, if not in a
        // savepoint of its own.
        let savepoint = txn.begin().await?;
        match save::insert(&savepoint, self.actor, &details).await {
            Ok(_) => savepoint.commit().await.map(Ok),
            Err(SaveError::Invalid(problems)) => {
                savepoint.rollback().await?;
                Ok(Err(faults(problems)))
            }
            Err(SaveError::Db(error)) => Err(error),
            Err(other) => Err(DbErr::Custom(other.to_string())),
        }
    }

    /// A file names exchange monitors by alias, or by number as the form does. An alias that nobody
    /// has yet makes a monitor.
    async fn monitor(
        &mut self,
        txn: &DatabaseTransaction,
        named: &str,
    ) -> Result<Result<Option<MonitorId>, Problem>, DbErr> {
        if named.trim().is_empty() {
            return Ok(Ok(None));
        }
        let Ok(details) = monitor::Details::parse(named, named, "", true) else {
            return Ok(Err(Problem::MonitorUnknown));
        };
        if let Some(id) = self.monitors.get(&details.alias) {
            return Ok(Ok(Some(*id)));
        }
        if details.alias.bytes().all(|digit| digit.is_ascii_digit()) {
            let id = details.alias.parse().map(Some);
            return Ok(id.map_err(|()| Problem::MonitorUnknown));
        }
        match monitor::insert(txn, self.actor, &details).await {
            Ok(id) => {
                self.monitors.insert(details.alias.clone(), id);
                if !self.new_monitors.contains(&details.alias) {
                    self.new_monitors.push(details.alias);
                }
                Ok(Ok(Some(id)))
            }
            Err(monitor::SaveError::Db(error)) => Err(error),
            Err(other) => Err(DbErr::Custom(other.to_string())),
        }
    }

    /// Whether a dry run meets an address for the first time.
    fn is_new(&mut self, email: &Email) -> bool {
        let mut hasher = DefaultHasher::new();
        email.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }
}

fn faults(problems: super::details::Problems) -> Vec<Fault> {
    problems
        .into_iter()
        .map(|(field, problem)| Fault::Field(field, problem))
        .collect()
}
