//! The journal: who did what to what. The database itself refuses to change an entry.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::{run, run_on};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_APPEND_ONLY).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_APPEND_ONLY).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP TABLE journal"]).await?;
        run_on(
            manager,
            DbBackend::Postgres,
            &["DROP FUNCTION journal_is_append_only()"],
        )
        .await
    }
}

const UP: &[&str] = &[
    // `changes` is a JSON list of {field, before, after}; secrets are masked before they get here.
    "CREATE TABLE journal (
        id {id},
        at BIGINT NOT NULL,
        actor_kind TEXT NOT NULL,
        actor_id BIGINT,
        actor_name TEXT NOT NULL,
        ip TEXT,
        request_id TEXT NOT NULL,
        session_ref TEXT,
        action TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id BIGINT,
        subject_name TEXT NOT NULL,
        changes TEXT NOT NULL,
        outcome TEXT NOT NULL
    )",
    "CREATE INDEX journal_subject ON journal (subject_kind, subject_id, id)",
    "CREATE INDEX journal_actor ON journal (actor_id, id)",
];

const SQLITE_APPEND_ONLY: &[&str] = &[
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
];

const POSTGRES_APPEND_ONLY: &[&str] = &[
    "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
];
