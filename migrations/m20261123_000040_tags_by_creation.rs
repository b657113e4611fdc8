//! Those who carry a tag, in the order in which they became customers: a page of them, or of a
//! scope of one tag, is read from the index without passing by those who do not carry it.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::{run, run_on};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX customer_tags_tag"]).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_UP).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_UP).await?;
        run(manager, &[BY_CREATION]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX customer_tags_tag"]).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_DOWN).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_DOWN).await?;
        run(manager, &[BY_CUSTOMER]).await
    }
}

const BY_CREATION: &str = "CREATE INDEX customer_tags_tag
    ON customer_tags (tag_id, customer_created_at, customer_id)";

const BY_CUSTOMER: &str = "CREATE INDEX customer_tags_tag ON customer_tags (tag_id, customer_id)";

// When a customer was created never changes, so it may stand in two places.
const POSTGRES_UP: &[&str] = &[
    "ALTER TABLE customer_tags ADD COLUMN customer_created_at BIGINT",
    "UPDATE customer_tags SET customer_created_at =
        (SELECT created_at FROM customers WHERE id = customer_id)",
    "ALTER TABLE customer_tags ALTER COLUMN customer_created_at SET NOT NULL",
];

const POSTGRES_DOWN: &[&str] = &["ALTER TABLE customer_tags DROP COLUMN customer_created_at"];

// Without numbers of their own, the rows are their primary key.
const SQLITE_UP: &[&str] = &[
    "CREATE TABLE customer_tags_dated (
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        tag_id BIGINT NOT NULL REFERENCES tags (id),
        customer_created_at BIGINT NOT NULL,
        PRIMARY KEY (customer_id, tag_id)
    ) WITHOUT ROWID",
    "INSERT INTO customer_tags_dated
        SELECT customer_id, tag_id, (SELECT created_at FROM customers WHERE id = customer_id)
        FROM customer_tags ORDER BY customer_id, tag_id",
    "DROP TABLE customer_tags",
    "ALTER TABLE customer_tags_dated RENAME TO customer_tags",
];

const SQLITE_DOWN: &[&str] = &[
    "CREATE TABLE customer_tags_before (
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        tag_id BIGINT NOT NULL REFERENCES tags (id),
        PRIMARY KEY (customer_id, tag_id)
    )",
    "INSERT INTO customer_tags_before SELECT customer_id, tag_id FROM customer_tags",
    "DROP TABLE customer_tags",
    "ALTER TABLE customer_tags_before RENAME TO customer_tags",
];
