//! The journal on its way out: exactly a filtered list, in its order, a batch at a time.

use chrono_tz::Tz;
use sea_orm::{DbErr, QueryTrait};

use super::action::Action;
use super::entry::Model;
use super::reading::Kinds;
use super::search::{self, Cursor, JournalFilter, Lead, Place, Reader};
use crate::domain::actor::Actor;
use crate::domain::export::table::{Cell, Column, Table, optional, text};
use crate::domain::export::{self, Batches, Format};
use crate::domain::values::sight::Sight;
use crate::platform::db::Db;

/// Entries to a batch. Each batch is a query of its own, so that no long reading keeps SQLite's log
/// from being folded into the file.
const BATCH: u64 = 500;

/// Every column in its order. What changed is a JSON list of field, before and after.
const ALL: [Column<Model>; 16] = [
    ("id", |one| Cell::Number(one.id.0)),
    ("at", |one| Cell::Moment(one.at)),
    ("actor_kind", |one| text(&one.actor_kind)),
    ("actor_id", |one| number(one.actor_id.map(|id| id.0))),
    ("actor", |one| text(&one.actor_name)),
    ("groups", |one| optional(one.actor_groups.as_deref())),
    ("action", |one| text(&one.action)),
    ("outcome", |one| text(&one.outcome)),
    ("subject_kind", |one| text(&one.subject_kind)),
    ("subject_id", |one| number(one.subject_id)),
    ("subject", |one| text(&one.subject_name)),
    ("customer_id", |one| number(one.customer_id.map(|id| id.0))),
    ("changes", |one| text(&one.changes)),
    ("ip", |one| optional(one.ip.as_deref())),
    ("session", |one| optional(one.session_ref.as_deref())),
    ("request_id", |one| text(&one.request_id)),
];

fn number<'a>(number: Option<i64>) -> Cell<'a> {
    number.map_or(Cell::Nothing, Cell::Number)
}

/// The columns of a file of the journal.
pub fn table() -> Table<Model> {
    Table {
        name: "Journal",
        columns: ALL.to_vec(),
    }
}

/// Writes down that somebody exports the journal, before the first byte leaves.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    filter: &JournalFilter,
    format: Format,
) -> Result<(), DbErr> {
    let what = (Action::JournalExported, "journal");
    export::begin(db, actor, what, &filter.criteria(), format).await
}

/// The entries of a list, a batch after the other.
pub struct Rows {
    db: Db,
    reader: Reader,
    filter: JournalFilter,
    /// How much of customers' personal data leaves.
    sight: Sight,
    ended: bool,
}

impl Rows {
    /// The entries of a list from its beginning, whatever page the filter names.
    pub async fn of(
        db: &Db,
        actor: &Actor,
        filter: JournalFilter,
        (kinds, zone): (Kinds, Tz),
    ) -> Result<Rows, DbErr> {
        Ok(Rows {
            db: db.clone(),
            reader: Reader::of(db, actor, kinds, zone).await?,
            filter: JournalFilter {
                place: None,
                ..filter
            },
            sight: actor.sight.clone(),
            ended: false,
        })
    }
}

impl Batches for Rows {
    type Record = Model;

    async fn next(&mut self) -> Result<Vec<Model>, DbErr> {
        if self.ended {
            return Ok(Vec::new());
        }
        let found = search::some(&self.db, &self.reader, &self.filter, BATCH).await?;
        self.ended = (found.len() as u64) < BATCH;
        let last = found.last().map(Cursor::of);
        self.filter.place = last.map(Place::After).or(self.filter.place);
        let shown = found.into_iter().map(|entry| {
            let whose = entry.customer_id;
            entry.seen_by(&self.sight, whose)
        });
        Ok(shown.collect())
    }

    async fn more_than(&self, most: u64) -> Result<bool, DbErr> {
        let lead = Lead::of(&self.db, &self.reader, &self.filter).await?;
        let query = search::query(&self.reader, &self.filter, lead, most + 1);
        export::more_rows_than(&self.db, query.into_query(), most).await
    }
}
