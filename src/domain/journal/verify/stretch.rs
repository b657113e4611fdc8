//! Reading the chain a stretch at a time. A stretch comes as one value: a row for each place would
//! cost more than everything else together.

use futures_util::{Stream, StreamExt, stream};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use crate::domain::journal::chain::{COLUMNS, entry_text, measured};
use crate::platform::clock::Timestamp;

/// Places of a stretch.
pub const AT_A_TIME: i64 = 2_000;

/// A stretch as the database wrote it: fields with their lengths, in any order of places.
pub(super) struct Stretch {
    /// The last place that belongs to it.
    pub up_to: i64,
    bytes: Vec<u8>,
}

/// A place of the chain with what is stored of it.
pub(super) struct Place<'a> {
    pub no: i64,
    pub entry: i64,
    pub hash: &'a [u8],
    /// Nothing when the entry is not there.
    pub stored: Option<Stored<'a>>,
}

/// An entry as it is stored.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    /// Nothing when it is no moment at all.
    pub at: Option<Timestamp>,
    pub text: &'a [u8],
}

/// Every place up to `last`, in order, read on all the connections in turn.
pub(super) fn ahead(
    readers: &[DatabaseTransaction],
    last: i64,
) -> impl Stream<Item = Result<Stretch, DbErr>> {
    let starts = (0..last).step_by(usize::try_from(AT_A_TIME).unwrap_or(usize::MAX));
    let turns = starts.zip(readers.iter().cycle());
    stream::iter(turns)
        .map(move |(start, reader)| read(reader, start, last.min(start + AT_A_TIME)))
        .buffered(readers.len())
}

async fn read(reader: &DatabaseTransaction, after: i64, up_to: i64) -> Result<Stretch, DbErr> {
    let engine = reader.get_database_backend();
    let place = format!(
        "concat({}, {}, {}, CASE WHEN j.id IS NULL THEN '~' ELSE concat({}, {}) END)",
        measured("CAST(c.no AS TEXT)"),
        measured("CAST(c.entry_id AS TEXT)"),
        measured("c.hash"),
        measured("CAST(j.at AS TEXT)"),
        entry_text("j")
    );
    let sql = format!(
        "SELECT {} AS places FROM journal_chain c LEFT JOIN journal j ON j.id = c.entry_id
        WHERE c.no > $1 AND c.no <= $2",
        as_one(engine, &place)
    );
    let range = [after.into(), up_to.into()];
    let statement = Statement::from_sql_and_values(engine, sql, range);
    let row = reader.query_one_raw(statement).await?;
    let bytes = row.map(|row| row.try_get::<Option<Vec<u8>>>("", "places"));
    Ok(Stretch {
        up_to,
        bytes: bytes.transpose()?.flatten().unwrap_or_default(),
    })
}

/// SQL for a text of each row, all of them one behind the other, as bytes: what somebody put into a
/// table need not be a text.
pub(super) fn as_one(engine: DbBackend, text: &str) -> String {
    match engine {
        DbBackend::Postgres => format!("convert_to(string_agg({text}, ''), 'UTF8')"),
        _ => format!("CAST(string_agg({text}, '') AS BLOB)"),
    }
}

impl Stretch {
    /// Its places, in order. Nothing when this is not what was asked for, as when somebody has put
    /// something else than a number where a number belongs.
    pub fn places(&self) -> Option<Vec<Place<'_>>> {
        let mut rest = self.bytes.as_slice();
        let mut places = Vec::new();
        while !rest.is_empty() {
            places.push(place(&mut rest)?);
        }
        places.sort_unstable_by_key(|place| place.no);
        Some(places)
    }
}

fn place<'a>(rest: &mut &'a [u8]) -> Option<Place<'a>> {
    let no = number(field(rest)??)?;
    let entry = number(field(rest)??)?;
    let hash = field(rest)??;
    let stored = match field(rest)? {
        None => None,
        Some(at) => Some(Stored {
            at: number(at).map(Timestamp),
            text: entry_of(rest)?,
        }),
    };
    Some(Place {
        no,
        entry,
        hash,
        stored,
    })
}

/// Takes the text of one entry away from the front.
pub(super) fn entry_of<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let whole = *rest;
    for _ in COLUMNS {
        field(rest)?;
    }
    whole.get(..whole.len() - rest.len())
}

/// Takes one field away from the front: what it holds, or nothing for a tilde.
pub(super) fn field<'a>(rest: &mut &'a [u8]) -> Option<Option<&'a [u8]>> {
    if let Some(behind) = rest.strip_prefix(b"~") {
        *rest = behind;
        return Some(None);
    }
    let colon = rest.iter().position(|byte| *byte == b':')?;
    let (length, behind) = (rest.get(..colon)?, rest.get(colon + 1..)?);
    // A column that must not be empty but is has no length.
    let length = match length {
        [] => 0,
        digits => usize::try_from(number(digits)?).ok()?,
    };
    *rest = behind.get(length..)?;
    Some(behind.get(..length))
}

pub(super) fn number(digits: &[u8]) -> Option<i64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
