//! Seals: signatures over the end of the chain, by a key that the database does not have. Who can
//! write the database could compute the whole chain anew, or cut its end; the seals tell.

use std::fmt;
use std::str::FromStr;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::random::to_hex;

const PURPOSE: &str = "journal seal";

/// A seal as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The place up to which it holds.
    pub no: i64,
    pub at: Timestamp,
    pub seal: String,
}

impl Seal {
    fn sealed(self) -> Sealed {
        let Seal { no, seal, .. } = self;
        Sealed { no, seal }
    }
}

/// How far a machine has sealed the journal. It keeps that beside its key: whoever has the database
/// alone can cut off the journal's end and its seals, and not this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub no: i64,
    pub seal: String,
}

impl Sealed {
    fn is(&self, seal: &Seal) -> bool {
        (self.no, &self.seal) == (seal.no, &seal.seal)
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.no, self.seal)
    }
}

impl FromStr for Sealed {
    type Err = NotSealed;

    fn from_str(text: &str) -> Result<Sealed, NotSealed> {
        let (no, seal) = text.trim().split_once(' ').ok_or(NotSealed)?;
        Ok(Sealed {
            no: no.parse().map_err(|_| NotSealed)?,
            seal: seal.to_owned(),
        })
    }
}

/// A text that does not say how far the journal was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("does not say how far the journal was sealed")]
pub struct NotSealed;

/// Why the chain was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// What was sealed last is not there any more as it was.
    #[error("the journal is not what was sealed up to entry {0}")]
    Tampered(i64),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// The seal of a place with a hash, behind another seal. The seals are a chain, too.
pub fn seal(key: &MasterKey, before: &str, no: i64, hash: &str, at: Timestamp) -> String {
    let message = format!("{before}|{no}|{hash}|{}", at.0);
    to_hex(&key.sign(PURPOSE, message.as_bytes()))
}

/// Seals the end of the chain, unless it is sealed already: then nothing is written. `known` is
/// how far the caller sealed it last; what is not as it was sealed is never sealed anew. Answers
/// how far the chain is sealed now.
pub async fn seal_end(
    db: &Db,
    key: &MasterKey,
    known: Option<&Sealed>,
    now: Timestamp,
) -> Result<Option<Sealed>, SealError> {
    let ends = ends(db.read()).await?;
    if let Some(known) = known
        && !ends.seal.as_ref().is_some_and(|seal| known.is(seal))
        && !stands(db.read(), known).await?
    {
        return Err(SealError::Tampered(known.no));
    }
    let sealed = ends.seal.as_ref().map(|seal| seal.no);
    match ends.link {
        Some((no, _)) if sealed.is_none_or(|sealed| sealed < no) => {}
        Some((no, _)) if sealed == Some(no) => return Ok(ends.seal.map(Seal::sealed)),
        None if sealed.is_none() => return Ok(None),
        _ => return Err(SealError::Tampered(sealed.unwrap_or_default())),
    }
    let txn = db.begin().await?;
    // The lock under which PostgreSQL links entries: two who seal come one after the other.
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared("SELECT pg_advisory_xact_lock(7305804402297581)")
            .await?;
    }
    let ends = self::ends(&txn).await?;
    let Some((no, hash)) = ends.link else {
        return Ok(ends.seal.map(Seal::sealed));
    };
    if let Some(last) = &ends.seal {
        if !holds(&txn, key, last).await? {
            return Err(SealError::Tampered(last.no));
        }
        if last.no >= no {
            return Ok(ends.seal.map(Seal::sealed));
        }
    }
    let before = ends.seal.map(|last| last.seal).unwrap_or_default();
    let seal = seal(key, &before, no, &hash, now);
    let insert = "INSERT INTO journal_seals (no, at, seal) VALUES ($1, $2, $3)";
    let values = [no.into(), now.0.into(), seal.clone().into()];
    let engine = txn.get_database_backend();
    txn.execute_raw(Statement::from_sql_and_values(engine, insert, values))
        .await?;
    txn.commit().await?;
    Ok(Some(Sealed { no, seal }))
}

/// Whether what a machine sealed last is there as it was.
pub async fn stands(db: &impl ConnectionTrait, known: &Sealed) -> Result<bool, DbErr> {
    let sql = "SELECT 1 AS one FROM journal_seals WHERE no = $1 AND seal = $2";
    let values = [known.no.into(), known.seal.clone().into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// Whether the last seal is that of the chain as it is.
async fn holds(db: &impl ConnectionTrait, key: &MasterKey, last: &Seal) -> Result<bool, DbErr> {
    let sql = "SELECT (SELECT hash FROM journal_chain WHERE no = $1) AS hash,
        (SELECT seal FROM journal_seals WHERE no < $1 ORDER BY no DESC LIMIT 1) AS before";
    let engine = db.get_database_backend();
    let statement = Statement::from_sql_and_values(engine, sql, [last.no.into()]);
    let Some(row) = db.query_one_raw(statement).await? else {
        return Ok(false);
    };
    let hash: Option<String> = row.try_get("", "hash")?;
    let before: Option<String> = row.try_get("", "before")?;
    let before = before.unwrap_or_default();
    Ok(hash.is_some_and(|hash| seal(key, &before, last.no, &hash, last.at) == last.seal))
}

struct Ends {
    link: Option<(i64, String)>,
    seal: Option<Seal>,
}

/// The last link, and the last seal: one query.
async fn ends(db: &impl ConnectionTrait) -> Result<Ends, DbErr> {
    let sql = "SELECT l.no, l.hash, s.no AS sealed, s.at, s.seal
        FROM (SELECT 1 AS one) AS here
        LEFT JOIN (SELECT no, hash FROM journal_chain ORDER BY no DESC LIMIT 1) AS l ON TRUE
        LEFT JOIN (SELECT no, at, seal FROM journal_seals ORDER BY no DESC LIMIT 1) AS s ON TRUE";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    let Some(row) = row else {
        return Ok(Ends {
            link: None,
            seal: None,
        });
    };
    let link: Option<i64> = row.try_get("", "no")?;
    let hash: Option<String> = row.try_get("", "hash")?;
    let no: Option<i64> = row.try_get("", "sealed")?;
    let at: Option<i64> = row.try_get("", "at")?;
    let seal: Option<String> = row.try_get("", "seal")?;
    let seal = no.zip(at.zip(seal));
    Ok(Ends {
        link: link.zip(hash),
        seal: seal.map(|(no, (at, seal))| Seal {
            no,
            at: Timestamp(at),
            seal,
        }),
    })
}
