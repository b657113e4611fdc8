//! Names in the index of dates of birth, so that looking for much the same name among everybody
//! born on a day looks up no row.

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
    "DROP INDEX customers_birth_date",
    "CREATE INDEX customers_birth_date ON customers (birth_date, id, first_name, last_name)
        WHERE birth_date IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX customers_birth_date",
    "CREATE INDEX customers_birth_date ON customers (birth_date, id) WHERE birth_date IS NOT NULL",
];
