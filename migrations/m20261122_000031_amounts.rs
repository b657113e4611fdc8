//! Requests: a range of amounts is put in order of its day from the index alone, and it is quickly
//! known whether one was rejected with a resolution.

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
    "DROP INDEX requests_status_amount",
    "DROP INDEX requests_type_amount",
    "CREATE INDEX requests_status_amount
        ON requests (status, COALESCE(amount, ''), id, created_at)",
    "CREATE INDEX requests_type_amount
        ON requests (type, status, COALESCE(amount, ''), id, created_at)",
    "CREATE INDEX requests_resolution ON requests (resolution_id)
        WHERE resolution_id IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX requests_resolution",
    "DROP INDEX requests_type_amount",
    "DROP INDEX requests_status_amount",
    "CREATE INDEX requests_status_amount ON requests (status, COALESCE(amount, ''), id)",
    "CREATE INDEX requests_type_amount ON requests (type, status, COALESCE(amount, ''), id)",
];
