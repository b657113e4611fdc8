//! The tags that limit whose customers a staff member sees.

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
        run(manager, &["DROP TABLE staff_tags"]).await
    }
}

// Who has no row here sees every customer.
const UP: &[&str] = &["CREATE TABLE staff_tags (
        staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
        tag_id BIGINT NOT NULL REFERENCES tags (id),
        PRIMARY KEY (staff_id, tag_id)
    )"];
