//! Indexes of the list: for each filter one that has its customers in the list's own order, so that
//! a rare value is found as fast as a common one.

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
    "DROP INDEX customers_country",
    "CREATE INDEX customers_country ON customers (country, created_at, id)",
    "DROP INDEX customers_exchange_monitor",
    "CREATE INDEX customers_exchange_monitor ON customers (exchange_monitor_id, created_at, id)",
    "CREATE INDEX customers_status ON customers (status, created_at, id)",
    "CREATE INDEX customers_gender ON customers (gender, created_at, id)",
    "CREATE INDEX customers_customer_type ON customers (customer_type, created_at, id)",
    "CREATE INDEX customers_verified_email ON customers (verified_email, created_at, id)",
    "CREATE INDEX customers_verified_phone ON customers (verified_phone, created_at, id)",
    "CREATE INDEX customers_verified_document ON customers (verified_document, created_at, id)",
    "CREATE INDEX customers_verified_selfie ON customers (verified_selfie, created_at, id)",
    "CREATE INDEX customers_verified_address ON customers (verified_address, created_at, id)",
    "CREATE INDEX customers_blocked ON customers (created_at, id) WHERE blocked_at IS NOT NULL",
    "CREATE INDEX customers_waiting_created ON customers (created_at, id)
        WHERE waiting_since IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX customers_waiting_created",
    "DROP INDEX customers_blocked",
    "DROP INDEX customers_verified_address",
    "DROP INDEX customers_verified_selfie",
    "DROP INDEX customers_verified_document",
    "DROP INDEX customers_verified_phone",
    "DROP INDEX customers_verified_email",
    "DROP INDEX customers_customer_type",
    "DROP INDEX customers_gender",
    "DROP INDEX customers_status",
    "DROP INDEX customers_exchange_monitor",
    "CREATE INDEX customers_exchange_monitor ON customers (exchange_monitor_id)",
    "DROP INDEX customers_country",
    "CREATE INDEX customers_country ON customers (country, id)",
];
