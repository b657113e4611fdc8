//! An index of the transactions that wait, so that an account is archived without looking at all
//! that it ever had.

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
    "CREATE INDEX transactions_waiting ON transactions (account_id)
    WHERE status IN ('new', 'pending', 'hold', 'in_progress', 'partial', 'assistance')",
];

const DOWN: &[&str] = &["DROP INDEX transactions_waiting"];
