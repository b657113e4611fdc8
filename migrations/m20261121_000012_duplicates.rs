//! Indexes to find customers who may be one and the same.

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
    "CREATE INDEX customers_phone ON customers (phone, id) WHERE phone IS NOT NULL",
    "CREATE INDEX customers_document_number ON customers (lower(document_number), id)
        WHERE document_number IS NOT NULL",
    "CREATE INDEX customers_birth_date ON customers (birth_date, id) WHERE birth_date IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX customers_birth_date",
    "DROP INDEX customers_document_number",
    "DROP INDEX customers_phone",
];
