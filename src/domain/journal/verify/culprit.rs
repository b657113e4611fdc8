//! What was done to an entry that does not fit: whether it was edited, or stands where another one
//! belongs.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

use super::stretch::{AT_A_TIME, as_one, entry_of, field};
use super::walk::{Fault, Walk};
use super::{Broken, Harm};
use crate::domain::journal::chain::{entry_text, link};

/// Places whose hashes are looked at for the one that belongs here.
const AROUND: i64 = 1_000;

/// The same fault, told apart. Tries every entry at the place, so it takes as long as the check.
pub(super) async fn of(
    txn: &DatabaseTransaction,
    walk: &Walk,
    fault: Fault,
) -> Result<Broken, DbErr> {
    let Fault { broken, entry } = fault;
    let harm = match entry {
        Some(entry) if moved(txn, walk, entry).await? => Harm::Reordered,
        _ => broken.harm,
    };
    Ok(Broken { harm, ..broken })
}

/// Whether an entry, or its contents under the number that is stored at the next place, belongs
/// there.
async fn moved(txn: &DatabaseTransaction, walk: &Walk, entry: i64) -> Result<bool, DbErr> {
    let place = walk.no + 1;
    let belongs = Belongs {
        hashes: hashes_around(txn, place).await?,
        before: &walk.hash,
        place,
        number: numbered(entry),
    };
    let engine = txn.get_database_backend();
    let sql = format!(
        "SELECT MAX(id) AS last, {} AS entries FROM
        (SELECT j.id, {} AS entry FROM journal j WHERE j.id > $1 ORDER BY j.id LIMIT {AT_A_TIME})
        AS some_of_them",
        as_one(engine, "entry"),
        entry_text("j")
    );
    let mut last = i64::MIN;
    loop {
        let statement = Statement::from_sql_and_values(engine, &sql, [last.into()]);
        let Some(row) = txn.query_one_raw(statement).await? else {
            return Ok(false);
        };
        let Some(until) = row.try_get::<Option<i64>>("", "last")? else {
            return Ok(false);
        };
        last = until;
        let entries: Option<Vec<u8>> = row.try_get("", "entries")?;
        if belongs.any_of(&entries.unwrap_or_default()) {
            return Ok(true);
        }
    }
}

/// What belongs to a place.
struct Belongs<'a> {
    /// The hashes that it may have there.
    hashes: HashSet<String>,
    before: &'a str,
    place: i64,
    /// How the text begins of the entry that is stored there.
    number: Vec<u8>,
}

impl Belongs<'_> {
    fn any_of(&self, mut entries: &[u8]) -> bool {
        while let Some(entry) = entry_of(&mut entries) {
            let mut contents = entry;
            field(&mut contents);
            let put_here = [&self.number, contents].concat();
            let fits = |text: &[u8]| self.hashes.contains(&link(self.before, self.place, text));
            if fits(entry) || fits(&put_here) {
                return true;
            }
        }
        false
    }
}

/// How the text of an entry with this id begins.
fn numbered(id: i64) -> Vec<u8> {
    let id = id.to_string();
    format!("{}:{id}", id.len()).into_bytes()
}

async fn hashes_around(txn: &DatabaseTransaction, no: i64) -> Result<HashSet<String>, DbErr> {
    let sql = "SELECT hash FROM journal_chain WHERE no BETWEEN $1 AND $2";
    let range = [(no - AROUND).into(), (no + AROUND).into()];
    let engine = txn.get_database_backend();
    let statement = Statement::from_sql_and_values(engine, sql, range);
    let rows = txn.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
