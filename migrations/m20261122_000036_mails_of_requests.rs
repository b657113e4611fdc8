//! The request that a mail is about, so that its page tells what became of the letter.

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
    "ALTER TABLE mails ADD COLUMN request_id BIGINT",
    "CREATE INDEX mails_request ON mails (request_id, id) WHERE request_id IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX mails_request",
    "ALTER TABLE mails DROP COLUMN request_id",
];
