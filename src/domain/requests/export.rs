//! Requests on their way out: exactly a filtered list, in its order, a batch at a time.

use std::borrow::Cow;

use sea_orm::DbErr;

use super::search::{Asking, Cursor, Line, List, Place, RequestFilter, SearchError, Tallies};
use crate::domain::actor::Actor;
use crate::domain::export::table::{Cell, Column, Table, optional, text};
use crate::domain::export::{self, Batches, Format};
use crate::domain::journal::action::Action;
use crate::domain::values::amount::Amount;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::locales::Locale;

/// Requests to a batch. Each batch is a query of its own, so that no long reading keeps SQLite's
/// log from being folded into the file.
const BATCH: u64 = 500;

/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;

/// A request with what a file says about it.
#[derive(Clone, Debug)]
pub struct Record {
    pub line: Line,
    /// What it is called, in the reader's language.
    pub title: String,
    pub tags: Vec<String>,
    /// When the list is read: ages and claims are as of then.
    pub now: Timestamp,
}

/// Every column in its order.
const ALL: [Column<Record>; 18] = [
    ("id", |one| Cell::Number(one.line.id.0)),
    ("title", |one| text(&one.title)),
    ("type", |one| text(&one.line.kind)),
    ("customer_id", |one| Cell::Number(one.line.customer_id.0)),
    ("customer", |one| {
        Cell::Text(Cow::Owned(one.line.customer_name()))
    }),
    ("email", |one| text(&one.line.email)),
    ("tags", |one| Cell::List(&one.tags)),
    ("status", |one| text(one.line.status.code())),
    ("amount", |one| amount(one.line.amount)),
    ("first_amount", |one| amount(one.line.first_amount)),
    ("currency", |one| {
        optional(one.line.currency.as_ref().map(|one| one.as_str()))
    }),
    ("account", |one| {
        optional(one.line.account_number.as_deref())
    }),
    ("color", |one| optional(one.line.color())),
    ("assignee", |one| optional(one.line.assignee(one.now))),
    ("age_hours", |one| {
        Cell::Number((one.now.0 - one.line.created_at.0) / HOUR)
    }),
    ("created_at", |one| Cell::Moment(one.line.created_at)),
    ("resolved_at", |one| {
        one.line.resolved_at.map_or(Cell::Nothing, Cell::Moment)
    }),
    ("resolved_by", |one| {
        optional(one.line.resolved_by.as_deref())
    }),
];

/// The columns of a file of requests. Amounts are texts: no program rounds them.
pub fn table() -> Table<Record> {
    Table {
        name: "Requests",
        columns: ALL.to_vec(),
    }
}

fn amount<'a>(amount: Option<Amount>) -> Cell<'a> {
    let written = |amount: Amount| Cell::Text(Cow::Owned(amount.to_string()));
    amount.map_or(Cell::Nothing, written)
}

/// Writes down that somebody exports requests, before the first byte leaves.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    filter: &RequestFilter,
    format: Format,
) -> Result<(), DbErr> {
    let what = (Action::RequestsExported, "requests");
    export::begin(db, actor, what, &filter.parameters(), format).await
}

/// The requests of a list, a batch after the other.
pub struct Rows {
    db: Db,
    list: List,
    locale: Locale,
    now: Timestamp,
    ended: bool,
}

impl Rows {
    /// The rows of a list from its beginning, whatever page the filter names, with titles in a
    /// language.
    pub async fn of(
        db: &Db,
        tallies: &Tallies,
        (filter, asking): (RequestFilter, Asking),
        locale: Locale,
    ) -> Result<Rows, SearchError> {
        let filter = RequestFilter {
            place: None,
            ..filter
        };
        let now = asking.now;
        Ok(Rows {
            db: db.clone(),
            list: List::find(db, tallies, filter, asking).await?,
            locale,
            now,
            ended: false,
        })
    }

    fn record(&self, line: Line) -> Record {
        let title = line.title().map(|title| title.words(self.locale));
        let tags = line.tags().into_iter().map(str::to_owned).collect();
        Record {
            title: title.unwrap_or_else(|| line.kind.clone()),
            tags,
            now: self.now,
            line,
        }
    }
}

impl Batches for Rows {
    type Record = Record;

    async fn next(&mut self) -> Result<Vec<Record>, DbErr> {
        if self.ended {
            return Ok(Vec::new());
        }
        let most = self.list.batch(BATCH);
        let found = self.list.lines(&self.db, most).await?;
        self.ended = (found.len() as u64) < most;
        if let Some(last) = found.last() {
            let cursor = Cursor::of(last, self.list.filter.order().sort);
            self.list.filter.place = Some(Place::After(cursor));
        }
        Ok(found.into_iter().map(|line| self.record(line)).collect())
    }

    async fn more_than(&self, most: u64) -> Result<bool, DbErr> {
        self.list.more_than(&self.db, most).await
    }
}
