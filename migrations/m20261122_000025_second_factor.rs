//! Second factors of staff: an authenticator app, recovery codes and codes by mail, and the groups
//! whose members must have one.

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
    // The app of a member. `secret` is encrypted; `last_step` is the last half minute whose code
    // was accepted, and only grows. New recovery codes are shown to the session that made them for
    // a short while: until then their salt is kept, and they are made from it with the key.
    "CREATE TABLE second_factors (
        staff_id BIGINT PRIMARY KEY NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        secret TEXT NOT NULL,
        last_step BIGINT NOT NULL,
        set_up_at BIGINT NOT NULL,
        codes_salt TEXT,
        codes_session BIGINT,
        codes_until BIGINT
    )",
    // Codes for whoever has lost the app: hashes, and a used one is removed.
    "CREATE TABLE recovery_codes (
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        code_hash TEXT NOT NULL,
        PRIMARY KEY (staff_id, code_hash)
    )",
    // The one code by mail that a member may use: a hash; a new one takes its place.
    "CREATE TABLE sign_in_codes (
        staff_id BIGINT PRIMARY KEY NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        code_hash TEXT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "ALTER TABLE staff_groups ADD COLUMN requires_second_factor BOOLEAN NOT NULL DEFAULT FALSE",
];

const DOWN: &[&str] = &[
    "ALTER TABLE staff_groups DROP COLUMN requires_second_factor",
    "DROP TABLE sign_in_codes",
    "DROP TABLE recovery_codes",
    "DROP TABLE second_factors",
];
