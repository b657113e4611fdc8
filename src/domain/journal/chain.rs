//! The chain: each entry has a place, and a hash over itself, its place and the hash before. Who
//! edits, removes or moves an entry would have to compute everything after it anew.
//!
//! SQLite has one writer, so whoever records an entry links it. PostgreSQL links entries itself
//! when their transaction commits (a trigger): a lock taken earlier could meet another one
//! crosswise. Both hash the same text, which the database makes.

use std::sync::LazyLock;

use sea_orm::sea_query::{Expr, Query, ReturningClause};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, QueryResult, Statement};

use crate::platform::crypto::sha256_hex;

/// What stands before the first entry.
pub const BEFORE_THE_FIRST: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// Entries that are linked at a time.
const BATCH: usize = 2_000;

/// Every stored column of an entry, in the order in which it is hashed. A column more would make
/// every hash another one: then old entries need their own form.
pub(super) const COLUMNS: [&str; 17] = [
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "actor_groups",
    "ip",
    "ip_key",
    "request_id",
    "session_ref",
    "action",
    "subject_kind",
    "subject_id",
    "subject_name",
    "customer_id",
    "changes",
    "outcome",
];

/// Those of them that are numbers.
const NUMBERS: [&str; 5] = ["id", "at", "actor_id", "subject_id", "customer_id"];

/// Those of them that an entry may be without.
const MAY_BE_MISSING: [&str; 7] = [
    "actor_id",
    "actor_groups",
    "ip",
    "ip_key",
    "session_ref",
    "subject_id",
    "customer_id",
];

/// SQL for an entry, which the statement calls `name`, as one text: each column with its length in
/// bytes before it, so that none can be taken for a part of the next, or a tilde for none at all.
pub fn entry_text(name: &str) -> String {
    let part = |column: &str| {
        let text = match NUMBERS.contains(&column) {
            true => format!("CAST({name}.{column} AS TEXT)"),
            false => format!("{name}.{column}"),
        };
        let measured = measured(&text);
        match MAY_BE_MISSING.contains(&column) {
            true => {
                format!("CASE WHEN {name}.{column} IS NULL THEN '~' ELSE concat({measured}) END")
            }
            false => measured,
        }
    };
    format!("concat({})", COLUMNS.map(part).join(", "))
}

/// SQL for a text, with its length in bytes before it, as arguments of `concat`.
pub(super) fn measured(text: &str) -> String {
    format!("octet_length({text}), ':', {text}")
}

/// The hash of an entry's text at a place, behind the hash `before`.
pub fn link(before: &str, place: i64, entry: impl AsRef<[u8]>) -> String {
    let place = place.to_string();
    let parts = [before.as_bytes(), place.as_bytes(), b"|", entry.as_ref()];
    sha256_hex(&parts.concat())
}

/// Links the entries that `db`, the transaction of their cause, has added.
pub async fn extend(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        return Ok(());
    }
    while extend_some(db).await? == BATCH {}
    Ok(())
}

/// Links everything that a transaction has added up to now, on both engines. Others who commit wait
/// from here on until this transaction ends; PostgreSQL changes no index before.
pub async fn settle(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let now = "SET CONSTRAINTS journal_chained IMMEDIATE";
        txn.execute_unprepared(now).await?;
    }
    extend(txn).await
}

/// What an insertion of one entry returns on SQLite for [`extend_by`].
pub fn returned() -> ReturningClause {
    static PARTS: LazyLock<[String; 5]> = LazyLock::new(|| {
        [
            "id".to_owned(),
            format!("{} AS entry", entry_text("journal")),
            format!("{} AS no", last("no")),
            format!("{} AS hash", last("hash")),
            format!("{} AS linked", last("entry_id")),
        ]
    });
    Query::returning().exprs(PARTS.iter().map(|part| Expr::cust(part.as_str())))
}

/// Links the entry that its insertion has returned; `db` is the transaction of both.
pub async fn extend_by(db: &impl ConnectionTrait, added: &QueryResult) -> Result<(), DbErr> {
    let id: i64 = added.try_get("", "id")?;
    let linked: Option<i64> = added.try_get("", "linked")?;
    if id != linked.unwrap_or(0) + 1 {
        // It may not be the only one that waits for its link.
        return extend(db).await;
    }
    let (last, hash) = head(added)?;
    let place = last + 1;
    let hash = link(&hash, place, &added.try_get::<String>("", "entry")?);
    let sql = "INSERT INTO journal_chain (no, entry_id, hash) VALUES (?, ?, ?)";
    let values = [place.into(), id.into(), hash.into()];
    let insert = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    db.execute_raw(insert).await.map(|_| ())
}

/// The place and the hash of the last link, as a row tells them; of what stands before the first
/// one when there is none.
fn head(row: &QueryResult) -> Result<(i64, String), DbErr> {
    let place: Option<i64> = row.try_get("", "no")?;
    let hash: Option<String> = row.try_get("", "hash")?;
    let hash = hash.unwrap_or_else(|| BEFORE_THE_FIRST.to_owned());
    Ok((place.unwrap_or(0), hash))
}

/// SQL for a column of the last link.
fn last(column: &str) -> String {
    format!("(SELECT {column} FROM journal_chain ORDER BY no DESC LIMIT 1)")
}

async fn extend_some(db: &impl ConnectionTrait) -> Result<usize, DbErr> {
    static UNLINKED: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT j.id, {} AS entry, {} AS no, {} AS hash FROM journal j
            WHERE j.id > COALESCE({}, 0) ORDER BY j.id LIMIT {BATCH}",
            entry_text("j"),
            last("no"),
            last("hash"),
            last("entry_id")
        )
    });
    let statement = Statement::from_string(DbBackend::Sqlite, UNLINKED.as_str());
    let rows = db.query_all_raw(statement).await?;
    let Some(first) = rows.first() else {
        return Ok(0);
    };
    let (mut place, mut hash) = head(first)?;
    let mut links = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: i64 = row.try_get_by_index(0)?;
        let entry: String = row.try_get_by_index(1)?;
        place += 1;
        hash = link(&hash, place, &entry);
        links.push(format!("({place}, {id}, '{hash}')"));
    }
    // Numbers and hexadecimal digits: nothing in them has to be escaped.
    let links = links.join(", ");
    let insert = format!("INSERT INTO journal_chain (no, entry_id, hash) VALUES {links}");
    db.execute_unprepared(&insert).await?;
    Ok(rows.len())
}
