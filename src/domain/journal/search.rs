//! Searching the journal: one page of what a reader may see, newest first.

use chrono_tz::Tz;
use sea_orm::{DbBackend, DbErr};

use super::entry::Model;
use super::reading::Kinds;
use crate::domain::actor::Actor;
use crate::domain::from_network::few;
use crate::domain::values::ids::StaffId;
use crate::domain::within::Reach;
use crate::platform::db::Db;

mod filter;
mod query;

pub use filter::{About, By, Cursor, JournalFilter, Place};
pub use query::query;

/// Who reads, and what they may see. Somebody with tags sees what is about their customers, and of
/// the rest only what they did themselves.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Nobody is a command, which sees everything.
    me: Option<StaffId>,
    reach: Reach,
    kinds: Kinds,
    zone: Tz,
    engine: DbBackend,
}

impl Reader {
    /// The reader who acts. `kinds` says whether they see what is told of documents, `zone` whose
    /// days they mean.
    pub async fn of(db: &Db, actor: &Actor, kinds: Kinds, zone: Tz) -> Result<Reader, DbErr> {
        Ok(Reader {
            me: actor.staff_id(),
            reach: Reach::of(db, &actor.scope).await?,
            kinds,
            zone,
            engine: db.backend(),
        })
    }
}

/// One page of the journal.
#[derive(Clone, Debug, Default)]
pub struct JournalPage {
    pub entries: Vec<Model>,
    /// Where the page of newer ones ends; `None` on the first.
    pub before: Option<Cursor>,
    /// Where the page of older ones begins; `None` on the last.
    pub after: Option<Cursor>,
}

/// The page that a filter names.
pub async fn page(db: &Db, reader: &Reader, filter: &JournalFilter) -> Result<JournalPage, DbErr> {
    let most = filter.per_page.lines();
    let mut entries = some(db, reader, filter, most + 1).await?;
    let more = entries.len() as u64 > most;
    entries.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    if matches!(filter.place, Some(Place::Before(_))) {
        entries.reverse();
    }
    let (newer, older) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    let before = entries.first().map(Cursor::of).filter(|_| newer);
    let after = entries.last().map(Cursor::of).filter(|_| older);
    Ok(JournalPage {
        entries,
        before,
        after,
    })
}

/// The first entries from the filter's place on; backwards when it is an end.
pub async fn some(
    db: &Db,
    reader: &Reader,
    filter: &JournalFilter,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    let lead = Lead::of(db, reader, filter).await?;
    query(reader, filter, lead, most).all(db.read()).await
}

/// Where the address of an entry is found by its network.
const ENTRIES: (&str, &str) = ("journal", "ip_key");

/// What leads to the entries of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Whatever the database finds best, in the order of the page.
    Order,
    /// A network that few entries came from: they are put in order afterwards.
    Network,
    /// Few customers.
    Customers,
}

impl Lead {
    /// What leads, on SQLite; PostgreSQL knows by its statistics.
    pub async fn of(db: &Db, reader: &Reader, filter: &JournalFilter) -> Result<Lead, DbErr> {
        if db.backend() == DbBackend::Postgres {
            return Ok(Lead::Order);
        }
        match filter.ip {
            Some(ip) if !ip.is_single() && few(db, ENTRIES, ip).await? => Ok(Lead::Network),
            Some(ip) if ip.is_single() => Ok(Lead::Order),
            _ if reader.reach.leads => Ok(Lead::Customers),
            _ => Ok(Lead::Order),
        }
    }
}
