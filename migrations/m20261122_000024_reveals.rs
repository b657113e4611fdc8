//! Which customers a staff session sees for a while though it sees others masked.

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

const UP: &[&str] = &["CREATE TABLE reveals (
        session_id BIGINT NOT NULL REFERENCES staff_sessions (id) ON DELETE CASCADE,
        customer_id BIGINT NOT NULL REFERENCES customers (id),
        until BIGINT NOT NULL,
        PRIMARY KEY (session_id, customer_id)
    )"];

const DOWN: &[&str] = &["DROP TABLE reveals"];
