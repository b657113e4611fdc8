//! From where staff may come: rules for everybody, networks of each member, and who is closed out.

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
    // `kind` is `allow` or `deny`; `network` is in CIDR form. Ended rules are removed.
    "CREATE TABLE address_rules (
        id {id},
        kind TEXT NOT NULL,
        network TEXT NOT NULL,
        reason TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        created_by TEXT NOT NULL,
        expires_at BIGINT
    )",
    // Networks in CIDR form, separated by commas; empty for anywhere.
    "ALTER TABLE staff ADD COLUMN allowed_networks TEXT NOT NULL DEFAULT ''",
    // What a closed door is told by: never the address that was typed.
    "ALTER TABLE sign_in_failures ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sign_in_failures ADD COLUMN network TEXT",
    "ALTER TABLE sign_in_failures ADD COLUMN staff_id BIGINT",
    "CREATE INDEX sign_in_failures_closed_until ON sign_in_failures (closed_until)",
];

const DOWN: &[&str] = &[
    "DROP INDEX sign_in_failures_closed_until",
    "ALTER TABLE sign_in_failures DROP COLUMN staff_id",
    "ALTER TABLE sign_in_failures DROP COLUMN network",
    "ALTER TABLE sign_in_failures DROP COLUMN kind",
    "ALTER TABLE staff DROP COLUMN allowed_networks",
    "DROP TABLE address_rules",
];
