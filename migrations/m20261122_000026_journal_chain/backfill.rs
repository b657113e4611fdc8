//! What the entries of before get: places in the chain, and their addresses as ranges know them.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sea_orm_migration::{SchemaManager, SchemaManagerConnection};

use super::POSTGRES_LINK;
use crate::platform::crypto::sha256_hex;

/// So many rows at a time.
const BATCH: usize = 1_000;

/// What belongs to an entry, in this order: its columns as they are at this version of the schema.
const COLUMNS: [&str; 17] = [
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

/// An entry as one text: each column with its length in bytes before it, or a tilde for none.
fn entry() -> String {
    let part = |column: &str| {
        let text = match NUMBERS.contains(&column) {
            true => format!("CAST(j.{column} AS TEXT)"),
            false => format!("j.{column}"),
        };
        let measured = format!("octet_length({text}), ':', {text}");
        match MAY_BE_MISSING.contains(&column) {
            true => format!("CASE WHEN j.{column} IS NULL THEN '~' ELSE concat({measured}) END"),
            false => measured,
        }
    };
    format!("concat({})", COLUMNS.map(part).join(", "))
}

/// Gives every entry its place, in the order of their numbers.
pub(super) async fn chain(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    match db.get_database_backend() {
        DbBackend::Postgres => chain_there(db).await,
        _ => chain_here(db).await,
    }
}

/// PostgreSQL computes the hashes itself, now and for each entry to come.
async fn chain_there(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let functions = POSTGRES_LINK.replace("{entry}", &entry());
    db.execute_unprepared(&functions).await?;
    let all = "DO $$
        DECLARE
            j journal;
            place BIGINT := 0;
            before TEXT := repeat('0', 64);
        BEGIN
            FOR j IN SELECT * FROM journal ORDER BY id LOOP
                place := place + 1;
                before := journal_link(before, place, j);
                INSERT INTO journal_chain (no, entry_id, hash) VALUES (place, j.id, before);
            END LOOP;
        END $$";
    db.execute_unprepared(all).await?;
    Ok(())
}

async fn chain_here(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let sql = format!(
        "SELECT j.id, {} AS entry FROM journal j WHERE j.id > ? ORDER BY j.id LIMIT {BATCH}",
        entry()
    );
    let (mut last, mut place, mut hash) = (0_i64, 0_i64, "0".repeat(64));
    loop {
        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, &sql, [last.into()]);
        let rows = db.query_all_raw(statement).await?;
        let mut links = Vec::with_capacity(rows.len());
        for row in rows {
            last = row.try_get("", "id")?;
            let entry: String = row.try_get("", "entry")?;
            place += 1;
            hash = sha256_hex(format!("{hash}{place}|{entry}").as_bytes());
            links.push(format!("({place}, {last}, '{hash}')"));
        }
        if links.is_empty() {
            return Ok(());
        }
        let links = links.join(", ");
        let insert = format!("INSERT INTO journal_chain (no, entry_id, hash) VALUES {links}");
        db.execute_unprepared(&insert).await?;
    }
}

/// Fills `ip_key` of a table from its `ip`. What is no address stays without.
pub(in super::super) async fn address_keys(
    manager: &SchemaManager<'_>,
    table: &str,
) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let engine = db.get_database_backend();
    let sql = format!("SELECT DISTINCT ip FROM {table} WHERE ip IS NOT NULL");
    let rows = db
        .query_all_raw(Statement::from_string(engine, sql))
        .await?;
    let mut keys = HashMap::with_capacity(rows.len());
    for row in rows {
        let ip: String = row.try_get("", "ip")?;
        keys.extend(key(&ip).map(|key| (ip, key)));
    }
    let made = "CREATE TABLE addresses_for_now (ip TEXT PRIMARY KEY, key TEXT NOT NULL)";
    db.execute_unprepared(made).await?;
    let keys: Vec<(String, String)> = keys.into_iter().collect();
    for some in keys.chunks(BATCH) {
        // An address that can be read has nothing in it that ends a text.
        let rows: Vec<String> = some
            .iter()
            .map(|(ip, key)| format!("('{ip}', '{key}')"))
            .collect();
        let insert = format!("INSERT INTO addresses_for_now VALUES {}", rows.join(", "));
        db.execute_unprepared(&insert).await?;
    }
    let fill = format!(
        "UPDATE {table} SET ip_key = (SELECT a.key FROM addresses_for_now a WHERE a.ip = {table}.ip)
        WHERE ip IS NOT NULL"
    );
    db.execute_unprepared(&fill).await?;
    db.execute_unprepared("DROP TABLE addresses_for_now")
        .await?;
    Ok(())
}

fn key(ip: &str) -> Option<String> {
    let ip: Ipv6Addr = match ip.parse().ok()? {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    };
    Some(format!("{:032x}", u128::from(ip)))
}
