//! The outbox of mails: written in the transaction of their cause, delivered afterwards.

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
        run(manager, &["DROP TABLE mails"]).await
    }
}

const UP: &[&str] = &[
    // One mail. `message_id` is made once, so that a mail delivered twice is recognised. `state` is
    // queued, sent or dead; `next_try_at` is when a queued one is due.
    "CREATE TABLE mails (
        id {id},
        message_id {bytewise} NOT NULL CONSTRAINT mails_message_id_key UNIQUE,
        kind TEXT NOT NULL,
        customer_id BIGINT REFERENCES customers (id) ON DELETE SET NULL,
        to_name TEXT NOT NULL,
        to_address TEXT NOT NULL,
        language TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next_try_at BIGINT,
        last_error TEXT,
        created_at BIGINT NOT NULL,
        sent_at BIGINT
    )",
    "CREATE INDEX mails_due ON mails (next_try_at, id) WHERE next_try_at IS NOT NULL",
    "CREATE INDEX mails_state ON mails (state, id)",
    "CREATE INDEX mails_customer ON mails (customer_id, id)",
];
