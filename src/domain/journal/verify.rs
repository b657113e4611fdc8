//! Checking the whole journal: computes the chain anew, place by place, and compares it with what
//! is stored and with the seals. Says what is wrong first.

use std::fmt;
use std::pin::pin;

use futures_util::TryStreamExt;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};

use super::seal::{self, Seal, Sealed};
use crate::domain::export::table::moment;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::{Db, no_statement_timeout};

mod culprit;
mod stretch;
mod walk;

pub use stretch::AT_A_TIME;
use walk::Walk;

/// Connections that read at once, however many cores there are.
const MOST_READERS: usize = 4;

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
    /// The entry was sealed here and is not any more, nor is its seal.
    CutOff,
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
            Harm::CutOff => write!(
                out,
                "entry {no}, up to which this machine sealed it, is not there with its seal: \
                 the end was cut off, or an older copy of the database took its place"
            ),
        }
    }
}

/// Why the journal could not be found whole.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error("the journal is broken")]
    Broken(#[from] Broken),
    #[error(transparent)]
    Db(#[from] DbErr),
    #[error("checking the journal stopped half way")]
    Stopped,
}

/// Checks everything, as it is at one moment, while others go on writing. `known` is how far this
/// machine has sealed it, read before. `progress` is told how many places were checked, of how
/// many.
///
/// The database takes longer to read the entries than it takes to hash them, so it reads on several
/// connections what comes next, while one thread goes along the chain.
pub async fn verify(
    db: &Db,
    key: &MasterKey,
    known: Option<&Sealed>,
    progress: impl Fn(i64, i64),
) -> Result<Whole, VerifyError> {
    let txn = db.snapshot().await?;
    no_statement_timeout(&txn).await?;
    let last = "SELECT COALESCE(MAX(no), 0) AS number FROM journal_chain";
    let all = number(&txn, last).await?;
    let readers = db.beside(&txn, readers()).await?;
    for reader in &readers {
        no_statement_timeout(reader).await?;
    }
    let mut walk = Walk::new(key.clone(), seals(&txn).await?);
    let mut ahead = pin!(stretch::ahead(&readers, all));
    let mut stretch = ahead.try_next().await?;
    while let Some(at_hand) = stretch {
        let hashing = tokio::task::spawn_blocking(move || (walk.over(&at_hand), walk));
        let (hashed, following) = tokio::join!(hashing, ahead.try_next());
        let outcome;
        (outcome, walk) = hashed.map_err(|_| VerifyError::Stopped)?;
        if let Err(fault) = outcome {
            return Err(culprit::of(&txn, &walk, fault).await?.into());
        }
        progress(walk.no, all);
        stretch = following?;
    }
    if let Some(known) = known
        && !seal::stands(&txn, known).await?
    {
        let (harm, no) = (Harm::CutOff, known.no);
        return Err(Broken { harm, no, at: None }.into());
    }
    beyond_the_end(&txn, &walk).await?;
    Ok(Whole {
        entries: walk.no,
        hash: walk.hash,
        sealed: walk.met.map(|seal| (seal.no, seal.at)),
    })
}

/// On how many connections to read: one for each core.
fn readers() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_READERS))
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
