//! What was done to an entry that does not fit: whether it was edited, or stands where another one
//! belongs.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

use super::{Broken, Harm, Place, Walk};
use crate::domain::journal::chain::{entry_text, link};

/// Places whose hashes are looked at for the one that belongs here.
const AROUND: i64 = 1_000;

/// Entries that are tried at a time.
const BATCH: u64 = 10_000;

/// The same fault, told apart. Tries every entry at the place, so it takes as long as the check.
pub(super) async fn of(
    txn: &DatabaseTransaction,
    walk: &Walk,
    broken: Broken,
    place: Option<Box<Place>>,
) -> Result<Broken, DbErr> {
    let Some(place) = place else {
        return Ok(broken);
    };
    let harm = match moved(txn, walk, &place).await? {
        true => Harm::Reordered,
        false => broken.harm,
    };
    Ok(Broken { harm, ..broken })
}

/// Whether an entry, or its contents under the number that is stored here, belongs to this place.
async fn moved(txn: &DatabaseTransaction, walk: &Walk, place: &Place) -> Result<bool, DbErr> {
    let hashes = hashes_around(txn, place.no).await?;
    let sql = format!(
        "SELECT j.id, {} AS text FROM journal j WHERE j.id > $1 ORDER BY j.id LIMIT {BATCH}",
        entry_text("j")
    );
    let number = numbered(place.entry);
    let mut last = i64::MIN;
    loop {
        let engine = txn.get_database_backend();
        let statement = Statement::from_sql_and_values(engine, &sql, [last.into()]);
        let rows = txn.query_all_raw(statement).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        for row in rows {
            last = row.try_get_by_index(0)?;
            let text: String = row.try_get_by_index(1)?;
            let own = link(&walk.hash, place.no, &text);
            let contents = text.strip_prefix(&numbered(last)).unwrap_or_default();
            let put_here = link(&walk.hash, place.no, &format!("{number}{contents}"));
            if hashes.contains(&own) || hashes.contains(&put_here) {
                return Ok(true);
            }
        }
    }
}

/// How the text of an entry with this id begins.
fn numbered(id: i64) -> String {
    let id = id.to_string();
    format!("{}:{id}", id.len())
}

async fn hashes_around(txn: &DatabaseTransaction, no: i64) -> Result<HashSet<String>, DbErr> {
    let sql = "SELECT hash FROM journal_chain WHERE no BETWEEN $1 AND $2";
    let range = [(no - AROUND).into(), (no + AROUND).into()];
    let engine = txn.get_database_backend();
    let statement = Statement::from_sql_and_values(engine, sql, range);
    let rows = txn.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
