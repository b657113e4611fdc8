//! Since when a request is claimed, who is looking at one, and whether a member uses single keys.

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
    "ALTER TABLE requests ADD COLUMN claimed_at BIGINT",
    // A claim lasts 30 minutes.
    "UPDATE requests SET claimed_at = claimed_until - 1800000 WHERE claimed_until IS NOT NULL",
    "ALTER TABLE staff ADD COLUMN shortcuts BOOLEAN NOT NULL DEFAULT TRUE",
    "CREATE TABLE request_presence (
        request_id BIGINT NOT NULL REFERENCES requests (id),
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        seen_at BIGINT NOT NULL,
        PRIMARY KEY (request_id, staff_id)
    )",
    "CREATE INDEX request_presence_seen ON request_presence (seen_at)",
];

const DOWN: &[&str] = &[
    "DROP TABLE request_presence",
    "ALTER TABLE staff DROP COLUMN shortcuts",
    "ALTER TABLE requests DROP COLUMN claimed_at",
];
