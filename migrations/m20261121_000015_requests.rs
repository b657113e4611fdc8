//! What customers ask for: requests with their comments, and what they may change of a customer.

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
    // `status` is the number of reference/b2core-api-requests.txt. `payload` is the JSON of the
    // type. `first_amount` is what was asked for, when somebody changed the amount. A claim is
    // `assignee_id` until `claimed_until`.
    "CREATE TABLE requests (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        customer_id BIGINT NOT NULL REFERENCES customers (id),
        type TEXT NOT NULL,
        status INTEGER NOT NULL,
        payload TEXT NOT NULL,
        account_id BIGINT REFERENCES accounts (id),
        amount {bytewise},
        first_amount {bytewise},
        currency TEXT,
        color TEXT,
        assignee_id BIGINT REFERENCES staff (id),
        claimed_until BIGINT,
        resolution_id BIGINT,
        letter TEXT,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        resolved_at BIGINT,
        resolved_by TEXT
    )",
    // Every list names statuses: each order has an index below the status, and one below type and
    // status. What has no amount comes before every amount.
    "CREATE INDEX requests_open ON requests (id) WHERE resolved_at IS NULL",
    "CREATE INDEX requests_status ON requests (status, created_at, id)",
    "CREATE INDEX requests_status_id ON requests (status, id)",
    "CREATE INDEX requests_status_amount ON requests (status, COALESCE(amount, ''), id)",
    "CREATE INDEX requests_type ON requests (type, status, created_at, id)",
    "CREATE INDEX requests_type_id ON requests (type, status, id)",
    "CREATE INDEX requests_type_amount ON requests (type, status, COALESCE(amount, ''), id)",
    "CREATE INDEX requests_customer ON requests (customer_id, created_at, id)",
    "CREATE INDEX requests_assignee ON requests (assignee_id, status, created_at, id)
        WHERE assignee_id IS NOT NULL",
    "CREATE INDEX requests_color ON requests (color, status, created_at, id)
        WHERE color IS NOT NULL",
    "CREATE TABLE request_comments (
        id {id},
        request_id BIGINT NOT NULL REFERENCES requests (id),
        author_id BIGINT REFERENCES staff (id),
        author_name TEXT NOT NULL,
        body TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        edited_at BIGINT
    )",
    "CREATE INDEX request_comments_request ON request_comments (request_id, id)",
    "ALTER TABLE customers ADD COLUMN verification_level INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE customers ADD COLUMN partner_since BIGINT",
    "ALTER TABLE customers ADD COLUMN request_color TEXT",
    "CREATE INDEX customers_request_color ON customers (request_color)
        WHERE request_color IS NOT NULL",
];

const DOWN: &[&str] = &[
    "DROP INDEX customers_request_color",
    "ALTER TABLE customers DROP COLUMN request_color",
    "ALTER TABLE customers DROP COLUMN partner_since",
    "ALTER TABLE customers DROP COLUMN verification_level",
    "DROP TABLE request_comments",
    "DROP TABLE requests",
];
