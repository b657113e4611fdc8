//! API tokens of staff, links that confirm a new address, and when somebody was last warned.

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
    // Only the hash of a token is kept. `scope` is `everything`, `read`, or codes of permissions.
    "CREATE TABLE api_tokens (
        id {id},
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        prefix TEXT NOT NULL,
        token_hash TEXT NOT NULL CONSTRAINT api_tokens_token_hash_key UNIQUE,
        scope TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        last_used_at BIGINT,
        last_used_ip TEXT
    )",
    "CREATE INDEX api_tokens_staff ON api_tokens (staff_id, id)",
    // The one address that waits for its owner to confirm it.
    "CREATE TABLE email_changes (
        staff_id BIGINT PRIMARY KEY NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        email {bytewise} NOT NULL,
        token_hash TEXT NOT NULL CONSTRAINT email_changes_token_hash_key UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    // When a member was last told of many failed sign-ins.
    "ALTER TABLE staff ADD COLUMN warned_at BIGINT",
];

const DOWN: &[&str] = &[
    "ALTER TABLE staff DROP COLUMN warned_at",
    "DROP TABLE email_changes",
    "DROP TABLE api_tokens",
];
