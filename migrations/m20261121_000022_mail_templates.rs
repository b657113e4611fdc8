//! The words of mails that staff have changed.

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
        run(manager, &["DROP TABLE mail_templates"]).await
    }
}

// One for each message and language that was ever changed; without a text it is as it came again.
const UP: &[&str] = &["CREATE TABLE mail_templates (
        id {id},
        version BIGINT NOT NULL,
        name {bytewise} NOT NULL CONSTRAINT mail_templates_name_key UNIQUE,
        subject TEXT,
        body TEXT,
        updated_at BIGINT NOT NULL
    )"];
