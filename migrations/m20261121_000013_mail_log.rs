//! What the log of mails is looked through by.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::{run, run_on};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // By bytes, as SQLite sorts: then an index finds the beginning of an address.
        let bytewise = "ALTER TABLE mails ALTER COLUMN to_address TYPE TEXT COLLATE \"C\"";
        run_on(manager, DbBackend::Postgres, &[bytewise]).await?;
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await?;
        let by_language = "ALTER TABLE mails ALTER COLUMN to_address TYPE TEXT COLLATE \"default\"";
        run_on(manager, DbBackend::Postgres, &[by_language]).await
    }
}

const UP: &[&str] = &[
    "CREATE INDEX mails_address ON mails (to_address, id)",
    "CREATE INDEX mails_kind ON mails (kind, id)",
    // Where stored bytes are named: what names nothing can be swept.
    "CREATE INDEX documents_storage_key ON documents (storage_key)",
    "CREATE INDEX documents_preview_key ON documents (preview_key) WHERE preview_key IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX documents_preview_key",
    "DROP INDEX documents_storage_key",
    "DROP INDEX mails_kind",
    "DROP INDEX mails_address",
];
