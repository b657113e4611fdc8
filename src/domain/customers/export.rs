//! Customers on their way out: exactly a filtered list, in its order, a batch at a time.

pub mod columns;
pub mod csv;
pub mod jsonl;
pub mod xlsx;

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use sea_orm::{DbErr, QueryFilter, QuerySelect};

use super::current::{self, Current};
use super::cursor::Cursor;
use super::customer::Model;
use super::search::{self, Asked, CustomerFilter, Place};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::monitors::monitor;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::scope::Scope;
use crate::platform::db::Db;

/// Customers to a batch. Each batch is a query of its own, so that no long reading keeps SQLite's
/// log from being folded into the file.
const BATCH: u64 = 2_000;

/// The same for a search, where beginning again costs more.
const SEARCH_BATCH: u64 = 10_000;

/// So many exports at a time, all together.
pub const AT_A_TIME: usize = 2;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180.
    Csv,
    /// Office Open XML.
    Xlsx,
    /// A JSON object to a line.
    Jsonl,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Jsonl];

    /// The name on the command line, which is also how file names end.
    pub fn code(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Jsonl => "jsonl",
        }
    }
}

/// Whether the reader may see the numbers of identity documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentNumbers {
    Shown,
    Withheld,
}

/// A customer with what a file says about them.
#[derive(Clone, Debug)]
pub struct Record {
    pub customer: Model,
    pub tags: Vec<String>,
    /// The alias of the exchange monitor.
    pub monitor: Option<Arc<str>>,
    /// Why flags are on, for whoever takes the file over.
    pub reason: Option<Arc<str>>,
}

/// Writes down that somebody exports a list, before the first byte leaves.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    filter: &CustomerFilter,
    format: Format,
) -> Result<(), DbErr> {
    let mut facts = vec![Change::fact("format", format.code())];
    let criteria: Vec<String> = filter
        .criteria()
        .into_iter()
        .map(|(name, value)| match name {
            "q" => format!("q={}", discreet(&value)),
            _ => format!("{name}={value}"),
        })
        .collect();
    if !criteria.is_empty() {
        facts.push(Change::fact("filter", criteria.join("; ")));
    }
    let entry = NewEntry::done(Action::CustomersExported, Subject::Nothing, "customers");
    let txn = db.begin().await?;
    record(&txn, actor, entry.with(facts)).await?;
    txn.commit().await
}

/// What was searched for, without what may be the number of a document (S110).
fn discreet(q: &str) -> String {
    let word = |word: &str| {
        let number = word.contains(|sign: char| sign.is_numeric()) && !word.contains('@');
        if number {
            let shown = word.chars().count().saturating_sub(2);
            let end: String = word.chars().skip(shown.max(2)).collect();
            format!("•••{end}")
        } else {
            word.to_owned()
        }
    };
    q.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The customers of a list, a batch after the other.
pub struct Rows {
    db: Db,
    filter: CustomerFilter,
    /// Whose customers leave.
    scope: Scope,
    zone: Tz,
    monitors: HashMap<MonitorId, Arc<str>>,
    reason: Arc<str>,
    ended: bool,
}

impl Rows {
    /// The rows of a list from its beginning, whatever page the filter names. `zone` is whose days
    /// it means.
    pub async fn of(
        db: &Db,
        actor: &Actor,
        filter: CustomerFilter,
        zone: Tz,
    ) -> Result<Rows, DbErr> {
        let monitors = monitor::all(db).await?.into_iter();
        let day = actor.at.utc().date_naive();
        Ok(Rows {
            db: db.clone(),
            filter: CustomerFilter {
                place: None,
                ..filter
            },
            scope: actor.scope.clone(),
            zone,
            monitors: monitors
                .map(|monitor| (monitor.id, monitor.alias.into()))
                .collect(),
            reason: format!("Verified before the export of {day}").into(),
            ended: false,
        })
    }

    /// The next customers; empty when there are no more.
    pub async fn next(&mut self) -> Result<Vec<Record>, DbErr> {
        if self.ended {
            return Ok(Vec::new());
        }
        let most = if self.filter.q.is_some() {
            SEARCH_BATCH
        } else {
            BATCH
        };
        let asked = Asked {
            filter: &self.filter,
            scope: &self.scope,
            zone: self.zone,
        };
        let conditions = search::conditions(self.db.backend(), asked);
        let query = search::ordered(&self.filter).filter(conditions).limit(most);
        let found = current::all(self.db.read(), query).await?;
        self.ended = (found.len() as u64) < most;
        if let Some(last) = found.last() {
            let cursor = Cursor::of_customer(&last.customer, self.filter.sort);
            self.filter.place = Some(Place::After(cursor));
        }
        let record = |Current { customer, tags }| Record {
            monitor: self.monitor(&customer),
            reason: self.reason(&customer),
            customer,
            tags,
        };
        Ok(found.into_iter().map(record).collect())
    }

    fn monitor(&self, customer: &Model) -> Option<Arc<str>> {
        let id = customer.exchange_monitor_id?;
        self.monitors.get(&id).cloned()
    }

    fn reason(&self, customer: &Model) -> Option<Arc<str>> {
        let verified = customer.flags().contains(&true);
        match &customer.progress_reason {
            Some(reason) => Some(reason.as_str().into()),
            None => verified.then(|| Arc::clone(&self.reason)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_told_without_the_numbers_in_it() {
        for (q, told) in [
            ("müller", "müller"),
            ("L01X00T47", "•••47"),
            ("zoe1@example.com", "zoe1@example.com"),
            ("müller ab-100", "müller •••00"),
            ("12", "•••"),
            ("١٢٣٤", "•••٣٤"),
        ] {
            assert_eq!(discreet(q), told);
        }
    }
}
