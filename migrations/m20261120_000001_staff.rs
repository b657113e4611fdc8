//! Staff, their groups and permissions, their sessions, and the throttle at the door.

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
    // Someone who signs in to Countersign. `email` is stored lower-cased.
    "CREATE TABLE staff (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        email {bytewise} NOT NULL CONSTRAINT staff_email_key UNIQUE,
        name TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        locale TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        theme TEXT NOT NULL,
        disabled_at BIGINT,
        created_at BIGINT NOT NULL,
        password_changed_at BIGINT NOT NULL,
        last_sign_in_at BIGINT
    )",
    // A named set of permissions. `key` is set for the built-in ones.
    "CREATE TABLE staff_groups (
        id {id},
        key TEXT CONSTRAINT staff_groups_key_key UNIQUE,
        name TEXT NOT NULL CONSTRAINT staff_groups_name_key UNIQUE
    )",
    "CREATE TABLE staff_group_permissions (
        group_id BIGINT NOT NULL REFERENCES staff_groups (id) ON DELETE CASCADE,
        permission TEXT NOT NULL,
        PRIMARY KEY (group_id, permission)
    )",
    "CREATE TABLE staff_group_members (
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        group_id BIGINT NOT NULL REFERENCES staff_groups (id) ON DELETE CASCADE,
        PRIMARY KEY (staff_id, group_id)
    )",
    // A staff session: only the hash of its key is kept. Ended sessions are removed.
    "CREATE TABLE staff_sessions (
        id {id},
        key_hash TEXT NOT NULL CONSTRAINT staff_sessions_key_hash_key UNIQUE,
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        ip TEXT,
        user_agent TEXT,
        created_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL
    )",
    "CREATE INDEX staff_sessions_staff_id ON staff_sessions (staff_id)",
    "CREATE INDEX staff_sessions_last_seen_at ON staff_sessions (last_seen_at)",
    // Failed sign-ins per account, address or both. `subject` is a digest, never an address typed.
    "CREATE TABLE sign_in_failures (
        subject TEXT PRIMARY KEY NOT NULL,
        failures BIGINT NOT NULL,
        last_failed_at BIGINT NOT NULL,
        closed_until BIGINT NOT NULL
    )",
    "CREATE INDEX sign_in_failures_last_failed_at ON sign_in_failures (last_failed_at)",
    // One-time links that create the first administrator.
    "CREATE TABLE setup_links (
        id {id},
        token_hash TEXT NOT NULL CONSTRAINT setup_links_token_hash_key UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )",
];

const DOWN: &[&str] = &[
    "DROP TABLE setup_links",
    "DROP TABLE sign_in_failures",
    "DROP TABLE staff_sessions",
    "DROP TABLE staff_group_members",
    "DROP TABLE staff_group_permissions",
    "DROP TABLE staff_groups",
    "DROP TABLE staff",
];
