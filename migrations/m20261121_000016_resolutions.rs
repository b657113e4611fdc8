//! The dictionary of why requests are rejected, with what a new installation starts with, and the
//! sums that confirm a rejection.

mod seed;

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
        run(manager, UP).await?;
        seed::fill(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE resolution_types (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        key {bytewise} NOT NULL CONSTRAINT resolution_types_key_key UNIQUE,
        name TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE TABLE resolutions (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        type_id BIGINT NOT NULL REFERENCES resolution_types (id),
        key {bytewise} NOT NULL CONSTRAINT resolutions_key_key UNIQUE,
        name TEXT NOT NULL,
        active BOOLEAN NOT NULL,
        letter_en TEXT NOT NULL,
        letter_de TEXT,
        letter_ar TEXT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE INDEX resolutions_type ON resolutions (type_id, id)",
    // A sum for one session, one request and one action; used once, or wrong, or too late.
    // `wrong_before` counts the wrong answers in a row up to it.
    "CREATE TABLE request_sums (
        id {id},
        session_id BIGINT NOT NULL,
        request_id BIGINT NOT NULL REFERENCES requests (id),
        action TEXT NOT NULL,
        problem TEXT NOT NULL,
        answer INTEGER NOT NULL,
        wrong_before INTEGER NOT NULL,
        made_at BIGINT NOT NULL,
        answered_at BIGINT,
        was_right BOOLEAN
    )",
    "CREATE INDEX request_sums_session ON request_sums (session_id, request_id, action, id)",
    "CREATE INDEX request_sums_made ON request_sums (made_at)",
];

const DOWN: &[&str] = &[
    "DROP TABLE request_sums",
    "DROP TABLE resolutions",
    "DROP TABLE resolution_types",
];
