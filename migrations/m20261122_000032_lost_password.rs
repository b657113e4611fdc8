//! Links to a new password, and how many wrong ones there were in a row.

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
    // The one link of a member: only the hash of its token is kept. What is asked for an address
    // that is nobody's has no member, and is never committed.
    "CREATE TABLE password_links (
        token_hash TEXT PRIMARY KEY NOT NULL,
        staff_id BIGINT CONSTRAINT password_links_staff_id_key UNIQUE
            REFERENCES staff (id) ON DELETE CASCADE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "ALTER TABLE staff ADD COLUMN strangers_failures BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE staff ADD COLUMN own_failures BIGINT NOT NULL DEFAULT 0",
];

const DOWN: &[&str] = &[
    "ALTER TABLE staff DROP COLUMN own_failures",
    "ALTER TABLE staff DROP COLUMN strangers_failures",
    "DROP TABLE password_links",
];
