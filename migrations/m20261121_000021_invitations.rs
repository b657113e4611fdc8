//! Invitations of staff, who created whom, and what groups of one's own need.

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
    // The name that records keep; nobody for the first administrator.
    "ALTER TABLE staff ADD COLUMN created_by TEXT",
    // The one link of a member who has no password yet: only the hash of its token is kept.
    "CREATE TABLE invitations (
        staff_id BIGINT PRIMARY KEY NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        token_hash TEXT NOT NULL CONSTRAINT invitations_token_hash_key UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL
    )",
    "ALTER TABLE staff_groups ADD COLUMN description TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE staff_groups ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
    "CREATE INDEX staff_group_members_group ON staff_group_members (group_id, staff_id)",
    "CREATE INDEX staff_tags_tag ON staff_tags (tag_id, staff_id)",
];

const DOWN: &[&str] = &[
    "DROP INDEX staff_tags_tag",
    "DROP INDEX staff_group_members_group",
    "ALTER TABLE staff_groups DROP COLUMN version",
    "ALTER TABLE staff_groups DROP COLUMN description",
    "DROP TABLE invitations",
    "ALTER TABLE staff DROP COLUMN created_by",
];
