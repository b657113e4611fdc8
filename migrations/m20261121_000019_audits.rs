//! Audits of requests with what they found, the settings that say what counts, and comments that
//! can be changed.

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
    // `value` is the JSON of a type of domain::settings. What nobody has changed has no row.
    "CREATE TABLE settings (
        key TEXT NOT NULL CONSTRAINT settings_key_key PRIMARY KEY,
        value TEXT NOT NULL,
        version BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        updated_by TEXT NOT NULL
    )",
    // What was found stays as it was found: `limits` and `accounts` are JSON, figures included.
    "CREATE TABLE request_audits (
        id {id},
        request_id BIGINT NOT NULL REFERENCES requests (id),
        audited_at BIGINT NOT NULL,
        audited_by TEXT NOT NULL,
        staff_id BIGINT REFERENCES staff (id),
        limits TEXT NOT NULL,
        accounts TEXT NOT NULL
    )",
    "CREATE INDEX request_audits_request ON request_audits (request_id, id)",
    "ALTER TABLE request_comments ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
];

const DOWN: &[&str] = &[
    "ALTER TABLE request_comments DROP COLUMN version",
    "DROP TABLE request_audits",
    "DROP TABLE settings",
];
