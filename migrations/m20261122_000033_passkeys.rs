//! Passkeys of staff, and the challenges that wait for an answer. The tables are there in every
//! build, so that one with passkeys and one without can serve the same database.

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
    // Every member with a second factor has a row in `second_factors`, with an empty secret where
    // passkeys are all they have: whatever takes the row away takes the passkeys with it.
    // `credential` is what the library keeps, public key included; `counter` is the last one seen.
    "CREATE TABLE passkeys (
        id {id},
        staff_id BIGINT NOT NULL REFERENCES second_factors (staff_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        credential_id TEXT NOT NULL CONSTRAINT passkeys_credential_id_key UNIQUE,
        credential TEXT NOT NULL,
        counter BIGINT NOT NULL,
        added_at BIGINT NOT NULL,
        last_used_at BIGINT
    )",
    "CREATE INDEX passkeys_staff ON passkeys (staff_id, id)",
    // One challenge of a session for each purpose; a new one takes its place, and the end of the
    // session ends it.
    "CREATE TABLE passkey_ceremonies (
        session_id BIGINT NOT NULL REFERENCES staff_sessions (id) ON DELETE CASCADE,
        purpose TEXT NOT NULL,
        state TEXT NOT NULL,
        expires_at BIGINT NOT NULL,
        PRIMARY KEY (session_id, purpose)
    )",
];

const DOWN: &[&str] = &[
    "DROP TABLE passkey_ceremonies",
    "DROP TABLE passkeys",
    // Without passkeys these rows would ask for a second factor that nobody has.
    "DELETE FROM second_factors WHERE secret = ''",
];
