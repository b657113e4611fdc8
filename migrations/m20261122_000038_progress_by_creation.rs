//! Progress in the index of the dates of creation: a filter by progress passes by those who do not
//! match without looking up their rows.

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
    "DROP INDEX customers_created_at",
    "CREATE INDEX customers_created_at ON customers (created_at, id, verification_progress)",
];

const DOWN: &[&str] = &[
    "DROP INDEX customers_created_at",
    "CREATE INDEX customers_created_at ON customers (created_at, id)",
];
