//! Checking the whole journal: computes the chain anew, place by place, and compares it with what
//! is stored and with the seals. Says what is wrong first.

use std::fmt;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

use super::chain::{BEFORE_THE_FIRST, entry_text, link};
use super::seal::{Seal, seal};
use crate::domain::export::table::moment;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::{Db, no_statement_timeout};

mod culprit;

/// Places that are read at a time, while those before are hashed.
const BATCH: u64 = 10_000;

/// A journal without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub entries: i64,
    /// The hash of the last entry: who writes it down can later tell that nothing before changed.
    pub hash: String,
    /// Up to which entry it is sealed, and since when.
    pub sealed: Option<(i64, Timestamp)>,
}

/// What was done to a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// The entry is not what it was.
    Edited,
    /// The entry, or its place, is not there.
    Removed,
    /// Another entry belongs to its place.
    Reordered,
    /// An entry that never got a place.
    Added,
    /// The chain fits, but it is not what was sealed: somebody made it, or its seals, anew.
    Recomputed,
}

/// The first fault of a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Broken {
    pub harm: Harm,
    /// The place in the chain; of an added entry its number.
    pub no: i64,
    /// When the entry was made, if it is there.
    pub at: Option<Timestamp>,
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let no = self.no;
        let at = self.at.map(|at| format!(" of {}", moment(at)));
        let at = at.unwrap_or_default();
        match self.harm {
            Harm::Edited => write!(out, "entry {no}{at} was edited"),
            Harm::Removed => write!(out, "entry {no}{at} was removed"),
            Harm::Reordered => write!(out, "entry {no}{at} was reordered"),
            Harm::Added => write!(
                out,
                "an entry{at} with the id {no} was added past the chain"
            ),
            Harm::Recomputed => write!(
                out,
                "entry {no}{at} is not what was sealed: the chain or its seals were made anew"
            ),
        }
    }
}

/// Why the journal could not be found whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("the journal is broken: {0}")]
    Broken(#[from] Broken),
    #[error(transparent)]
    Db(#[from] DbErr),
    #[error("checking the journal stopped half way")]
    Stopped,
}

/// A place of the chain with what is stored of it.
#[derive(Clone, Debug)]
struct Place {
    no: i64,
    entry: i64,
    hash: String,
    at: Option<Timestamp>,
    text: String,
}

/// How far the chain was found whole, and what seals come next.
struct Walk {
    no: i64,
    hash: String,
    key: MasterKey,
    /// Seals that were not met yet, the next one last.
    seals: Vec<Seal>,
    /// The last seal that was met.
    met: Option<Seal>,
}

/// Where a walk ended early: the fault, and the place as it is stored.
type Fault = (Broken, Option<Box<Place>>);

impl Walk {
    /// Goes on over some places.
    fn over(&mut self, places: Vec<Place>) -> Result<(), Fault> {
        for place in places {
            let broken = |harm, no| Broken {
                harm,
                no,
                at: place.at,
            };
            let next = self.no + 1;
            if place.no != next {
                let gone = Broken {
                    at: None,
                    ..broken(Harm::Removed, next)
                };
                return Err((gone, None));
            }
            if place.at.is_none() {
                return Err((broken(Harm::Removed, next), None));
            }
            let hash = link(&self.hash, next, &place.text);
            if hash != place.hash {
                return Err((broken(Harm::Edited, next), Some(Box::new(place))));
            }
            self.sealed(next, &hash)
                .map_err(|harm| (broken(harm, next), None))?;
            (self.no, self.hash) = (next, hash);
        }
        Ok(())
    }

    /// Checks the seal of a place, if it has one.
    fn sealed(&mut self, no: i64, hash: &str) -> Result<(), Harm> {
        let Some(next) = self.seals.pop_if(|next| next.no == no) else {
            return Ok(());
        };
        let before = self.met.as_ref().map_or("", |seal| seal.seal.as_str());
        if seal(&self.key, before, no, hash, next.at) != next.seal {
            return Err(Harm::Recomputed);
        }
        self.met = Some(next);
        Ok(())
    }
}

/// Checks everything, as it is at one moment, while others go on writing. `progress` is told how
/// many places were checked, of how many.
pub async fn verify(
    db: &Db,
    key: &MasterKey,
    progress: impl Fn(i64, i64),
) -> Result<Whole, VerifyError> {
    let txn = db.snapshot().await?;
    no_statement_timeout(&txn).await?;
    let mut walk = Walk {
        no: 0,
        hash: BEFORE_THE_FIRST.to_owned(),
        key: key.clone(),
        seals: seals(&txn).await?,
        met: None,
    };
    let all = number(
        &txn,
        "SELECT COALESCE(MAX(no), 0) AS number FROM journal_chain",
    )
    .await?;
    let sql = format!(
        "SELECT c.no, c.entry_id, c.hash, j.at, {} AS text
        FROM journal_chain c LEFT JOIN journal j ON j.id = c.entry_id
        WHERE c.no > $1 ORDER BY c.no LIMIT {BATCH}",
        entry_text("j")
    );
    let mut places = places(&txn, &sql, 0).await?;
    while let Some(last) = places.last().map(|place| place.no) {
        let hashing = tokio::task::spawn_blocking(move || (walk.over(places), walk));
        let (hashed, following) = tokio::join!(hashing, self::places(&txn, &sql, last));
        let outcome;
        (outcome, walk) = hashed.map_err(|_| VerifyError::Stopped)?;
        if let Err((broken, place)) = outcome {
            let broken = culprit::of(&txn, &walk, broken, place).await?;
            return Err(broken.into());
        }
        progress(walk.no, all);
        places = following?;
    }
    beyond_the_end(&txn, &walk).await?;
    Ok(Whole {
        entries: walk.no,
        hash: walk.hash,
        sealed: walk.met.map(|seal| (seal.no, seal.at)),
    })
}

/// What the end of the chain does not tell: that there was more, or that there are entries without
/// a place.
async fn beyond_the_end(txn: &DatabaseTransaction, walk: &Walk) -> Result<(), VerifyError> {
    if !walk.seals.is_empty() {
        let broken = Broken {
            harm: Harm::Removed,
            no: walk.no + 1,
            at: None,
        };
        return Err(broken.into());
    }
    let entries = number(txn, "SELECT COUNT(*) AS number FROM journal").await?;
    if entries == walk.no {
        return Ok(());
    }
    let added = "SELECT j.id, j.at FROM journal j WHERE NOT EXISTS
        (SELECT 1 FROM journal_chain c WHERE c.entry_id = j.id) ORDER BY j.id LIMIT 1";
    let statement = Statement::from_string(txn.get_database_backend(), added);
    let Some(row) = txn.query_one_raw(statement).await? else {
        return Ok(());
    };
    let broken = Broken {
        harm: Harm::Added,
        no: row.try_get("", "id")?,
        at: Some(row.try_get("", "at")?),
    };
    Err(broken.into())
}

async fn places(txn: &DatabaseTransaction, sql: &str, after: i64) -> Result<Vec<Place>, DbErr> {
    let engine = txn.get_database_backend();
    let statement = Statement::from_sql_and_values(engine, sql, [after.into()]);
    let rows = txn.query_all_raw(statement).await?;
    let place = |row: &sea_orm::QueryResult| {
        Ok(Place {
            no: row.try_get_by_index(0)?,
            entry: row.try_get_by_index(1)?,
            hash: row.try_get_by_index(2)?,
            at: row.try_get_by_index(3)?,
            text: row.try_get_by_index(4)?,
        })
    };
    rows.iter().map(place).collect()
}

/// Every seal, the last one first.
async fn seals(txn: &DatabaseTransaction) -> Result<Vec<Seal>, DbErr> {
    let sql = "SELECT no, at, seal FROM journal_seals ORDER BY no DESC";
    let statement = Statement::from_string(txn.get_database_backend(), sql);
    let rows = txn.query_all_raw(statement).await?;
    let seal = |row: &sea_orm::QueryResult| {
        Ok(Seal {
            no: row.try_get_by_index(0)?,
            at: row.try_get_by_index(1)?,
            seal: row.try_get_by_index(2)?,
        })
    };
    rows.iter().map(seal).collect()
}

async fn number(txn: &DatabaseTransaction, sql: &str) -> Result<i64, DbErr> {
    let statement = Statement::from_string(txn.get_database_backend(), sql);
    let row = txn.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "number"))
}
