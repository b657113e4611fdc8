//! Customer sessions are found by the network that they came from.

use sea_orm::{DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::m20261122_000026_journal_chain::address_keys;
use super::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The address as 32 hexadecimal digits, so that a network is a range.
        let column = "ALTER TABLE customer_sessions ADD COLUMN ip_key {bytewise}";
        run(manager, &[column]).await?;
        address_keys(manager, "customer_sessions").await?;
        run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

const INDEXES: &[&str] = &[
    "CREATE INDEX customer_sessions_ip ON customer_sessions (ip_key, started_at, id)
     WHERE ip_key IS NOT NULL",
    "CREATE INDEX customer_sessions_started ON customer_sessions (started_at, id)",
];

const DOWN: &[&str] = &[
    "DROP INDEX customer_sessions_started",
    "DROP INDEX customer_sessions_ip",
    "ALTER TABLE customer_sessions DROP COLUMN ip_key",
];
