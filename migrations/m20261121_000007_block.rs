//! Blocked customers, and their sessions on the platform.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    // A blocked customer is inactive until somebody unblocks them; the journal has earlier blocks.
    "ALTER TABLE customers ADD COLUMN blocked_at BIGINT",
    "ALTER TABLE customers ADD COLUMN blocked_by TEXT",
    "ALTER TABLE customers ADD COLUMN block_reason TEXT",
    // When the customer last did something on the platform.
    "ALTER TABLE customers ADD COLUMN last_activity_at BIGINT",
    // A session of a customer on the platform; `reference` is the platform's own name for it.
    "CREATE TABLE customer_sessions (
        id {id},
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        reference {bytewise} NOT NULL CONSTRAINT customer_sessions_reference_key UNIQUE,
        ip TEXT,
        user_agent TEXT,
        started_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL,
        ended_at BIGINT,
        ended_by TEXT,
        ended_because TEXT
    )",
    "CREATE INDEX customer_sessions_customer ON customer_sessions (customer_id, id)",
    "CREATE INDEX customer_sessions_open ON customer_sessions (customer_id) WHERE ended_at IS NULL",
];

const DOWN: &[&str] = &[
    "DROP TABLE customer_sessions",
    "ALTER TABLE customers DROP COLUMN last_activity_at",
    "ALTER TABLE customers DROP COLUMN block_reason",
    "ALTER TABLE customers DROP COLUMN blocked_by",
    "ALTER TABLE customers DROP COLUMN blocked_at",
];
