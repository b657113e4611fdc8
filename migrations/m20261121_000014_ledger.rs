//! The ledger: accounts of customers, and the transactions that explain their balances.

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
    // Amounts are texts of a fixed width (values::amount), exact on both engines and in order.
    "CREATE TABLE accounts (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        customer_id BIGINT NOT NULL REFERENCES customers (id),
        number {bytewise} NOT NULL CONSTRAINT accounts_number_key UNIQUE,
        product TEXT NOT NULL,
        kind TEXT NOT NULL,
        currency TEXT NOT NULL,
        balance {bytewise} NOT NULL,
        may_go_below_zero BOOLEAN NOT NULL DEFAULT FALSE,
        archived_at BIGINT,
        created_at BIGINT NOT NULL
    )",
    "CREATE INDEX accounts_customer ON accounts (customer_id, id)",
    // `amount` is what the transaction adds to the balance once it is done; negative when it takes
    // away.
    "CREATE TABLE transactions (
        id {id},
        account_id BIGINT NOT NULL REFERENCES accounts (id),
        kind TEXT NOT NULL,
        amount {bytewise} NOT NULL,
        currency TEXT NOT NULL,
        status TEXT NOT NULL,
        reference TEXT,
        request_id BIGINT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE INDEX transactions_account ON transactions (account_id, id)",
    // What keeps an account from being archived; few rows at any time.
    "CREATE INDEX transactions_hold ON transactions (account_id) WHERE status = 'hold'",
    "CREATE INDEX transactions_request ON transactions (request_id)
        WHERE request_id IS NOT NULL",
];

const DOWN: &[&str] = &["DROP TABLE transactions", "DROP TABLE accounts"];
