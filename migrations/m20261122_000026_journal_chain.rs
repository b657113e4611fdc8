//! The journal as a chain: each entry is linked to the one before by a hash, and from time to time
//! the end of the chain is sealed. Beside that, what entries are found by.

mod backfill;

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::{run, run_on};

pub(super) use backfill::address_keys;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, COLUMNS).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_MAY_CHANGE).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_MAY_CHANGE).await?;
        run(manager, CUSTOMERS).await?;
        address_keys(manager, "journal").await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_MAY_NOT).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_MAY_NOT).await?;
        run(manager, CHAIN).await?;
        backfill::chain(manager).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_APPEND_ONLY).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_APPEND_ONLY).await?;
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, DbBackend::Postgres, POSTGRES_DOWN).await?;
        run(manager, DOWN).await
    }
}

const COLUMNS: &[&str] = &[
    // The groups that the actor was in, as they were called.
    "ALTER TABLE journal ADD COLUMN actor_groups TEXT",
    // Whose customer the entry is about, or what hangs on them: a request, a mail, an account.
    "ALTER TABLE journal ADD COLUMN customer_id BIGINT",
    // The address as 32 hexadecimal digits, so that a network is a range.
    "ALTER TABLE journal ADD COLUMN ip_key {bytewise}",
];

const SQLITE_MAY_CHANGE: &[&str] = &["DROP TRIGGER journal_no_update"];

const POSTGRES_MAY_CHANGE: &[&str] = &["ALTER TABLE journal DISABLE TRIGGER journal_append_only"];

const CUSTOMERS: &[&str] = &["UPDATE journal SET customer_id = CASE subject_kind
        WHEN 'customer' THEN subject_id
        WHEN 'request' THEN (SELECT customer_id FROM requests WHERE requests.id = subject_id)
        WHEN 'mail' THEN (SELECT customer_id FROM mails WHERE mails.id = subject_id)
        WHEN 'account' THEN (SELECT customer_id FROM accounts WHERE accounts.id = subject_id) END
    WHERE subject_kind IN ('customer', 'request', 'mail', 'account')"];

const SQLITE_MAY_NOT: &[&str] = &["CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"];

const POSTGRES_MAY_NOT: &[&str] = &["ALTER TABLE journal ENABLE TRIGGER journal_append_only"];

const CHAIN: &[&str] = &[
    // Which entry has which place, without gaps, and the hash over it and the place before.
    "CREATE TABLE journal_chain (
        no BIGINT PRIMARY KEY,
        entry_id BIGINT NOT NULL CONSTRAINT journal_chain_entry_id_key UNIQUE,
        hash TEXT NOT NULL
    )",
    // A signature over the chain up to `no`, by a key that the database does not have.
    "CREATE TABLE journal_seals (
        no BIGINT PRIMARY KEY,
        at BIGINT NOT NULL,
        seal TEXT NOT NULL
    )",
];

/// The hash of an entry at a place, as `domain::journal::chain` has it. When a transaction commits,
/// its entries get their places, one transaction after the other: a lock taken any earlier could
/// meet another one crosswise.
const POSTGRES_LINK: &str = "CREATE FUNCTION journal_link(before TEXT, place BIGINT, j journal)
    RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
        RETURN encode(sha256(convert_to(before || place || '|' || {entry}, 'UTF8')), 'hex');
    END $$;
    CREATE FUNCTION journal_is_chained() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        place BIGINT;
        before TEXT;
    BEGIN
        PERFORM pg_advisory_xact_lock(7305804402297581);
        SELECT no, hash INTO place, before FROM journal_chain ORDER BY no DESC LIMIT 1;
        place := COALESCE(place, 0) + 1;
        before := COALESCE(before, repeat('0', 64));
        INSERT INTO journal_chain (no, entry_id, hash)
            VALUES (place, NEW.id, journal_link(before, place, NEW));
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER journal_chained AFTER INSERT ON journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_is_chained()";

const SQLITE_APPEND_ONLY: &[&str] = &[
    "CREATE TRIGGER journal_chain_no_update BEFORE UPDATE ON journal_chain
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_chain_no_delete BEFORE DELETE ON journal_chain
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_seals_no_update BEFORE UPDATE ON journal_seals
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_seals_no_delete BEFORE DELETE ON journal_seals
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
];

const POSTGRES_APPEND_ONLY: &[&str] = &[
    "CREATE TRIGGER journal_chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_chain
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
    "CREATE TRIGGER journal_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_seals
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
];

/// Each begins with what the journal is filtered by and goes on in its order.
const INDEXES: &[&str] = &[
    "DROP INDEX journal_actor",
    "CREATE INDEX journal_at ON journal (at, id)",
    "CREATE INDEX journal_actor ON journal (actor_id, at, id) WHERE actor_id IS NOT NULL",
    "CREATE INDEX journal_actor_kind ON journal (actor_kind, at, id)",
    "CREATE INDEX journal_action ON journal (action, at, id)",
    "CREATE INDEX journal_customer ON journal (customer_id, at, id)
     WHERE customer_id IS NOT NULL",
    "CREATE INDEX journal_ip ON journal (ip_key, at, id) WHERE ip_key IS NOT NULL",
    "CREATE INDEX journal_request ON journal (request_id, at, id)",
    "CREATE INDEX journal_refused ON journal (at, id) WHERE outcome = 'refused'",
];

const POSTGRES_DOWN: &[&str] = &[
    "DROP TRIGGER journal_chained ON journal",
    "DROP FUNCTION journal_is_chained()",
    "DROP FUNCTION journal_link(TEXT, BIGINT, journal)",
];

const DOWN: &[&str] = &[
    "DROP TABLE journal_seals",
    "DROP TABLE journal_chain",
    "DROP INDEX journal_refused",
    "DROP INDEX journal_request",
    "DROP INDEX journal_ip",
    "DROP INDEX journal_customer",
    "DROP INDEX journal_action",
    "DROP INDEX journal_actor_kind",
    "DROP INDEX journal_actor",
    "DROP INDEX journal_at",
    "ALTER TABLE journal DROP COLUMN ip_key",
    "ALTER TABLE journal DROP COLUMN customer_id",
    "ALTER TABLE journal DROP COLUMN actor_groups",
    "CREATE INDEX journal_actor ON journal (actor_id, id)",
];
