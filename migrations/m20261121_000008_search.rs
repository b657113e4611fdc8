//! Document numbers leave the search that everybody has, and get one of their own.

use sea_orm::{DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

use super::run_on;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, DbBackend::Sqlite, SQLITE_UP).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, DbBackend::Sqlite, SQLITE_DOWN).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_DOWN).await
    }
}

// `search_text` has one fact to a line; the document number was the last. Names without their
// accents are added to it when a customer is next saved.
const SQLITE_UP: &[&str] = &[
    "CREATE VIRTUAL TABLE customers_document_search USING fts5(
        document_number, content='customers', content_rowid='id', tokenize='trigram')",
    "INSERT INTO customers_document_search(rowid, document_number)
        SELECT id, document_number FROM customers WHERE document_number IS NOT NULL",
    "CREATE TRIGGER customers_document_search_insert AFTER INSERT ON customers
        WHEN new.document_number IS NOT NULL BEGIN
        INSERT INTO customers_document_search(rowid, document_number)
        VALUES (new.id, new.document_number); END",
    "CREATE TRIGGER customers_document_search_delete AFTER DELETE ON customers
        WHEN old.document_number IS NOT NULL BEGIN
        INSERT INTO customers_document_search(customers_document_search, rowid, document_number)
        VALUES ('delete', old.id, old.document_number); END",
    "CREATE TRIGGER customers_document_search_remove AFTER UPDATE OF document_number ON customers
        WHEN old.document_number IS NOT NULL
            AND old.document_number IS NOT new.document_number BEGIN
        INSERT INTO customers_document_search(customers_document_search, rowid, document_number)
        VALUES ('delete', old.id, old.document_number); END",
    "CREATE TRIGGER customers_document_search_add AFTER UPDATE OF document_number ON customers
        WHEN new.document_number IS NOT NULL
            AND old.document_number IS NOT new.document_number BEGIN
        INSERT INTO customers_document_search(rowid, document_number)
        VALUES (new.id, new.document_number); END",
    "UPDATE customers SET search_text = rtrim(rtrim(search_text,
        replace(search_text, char(10), '')), char(10)) WHERE document_number IS NOT NULL",
];

const SQLITE_DOWN: &[&str] = &[
    "DROP TRIGGER customers_document_search_insert",
    "DROP TRIGGER customers_document_search_delete",
    "DROP TRIGGER customers_document_search_remove",
    "DROP TRIGGER customers_document_search_add",
    "DROP TABLE customers_document_search",
    "UPDATE customers SET search_text = search_text || char(10) || lower(document_number)
        WHERE document_number IS NOT NULL",
];

const POSTGRES_UP: &[&str] = &[
    "CREATE INDEX customers_document_search ON customers
        USING gin (lower(document_number) gin_trgm_ops)",
    r"UPDATE customers SET search_text = regexp_replace(search_text, '\n[^\n]*$', '')
        WHERE document_number IS NOT NULL",
];

const POSTGRES_DOWN: &[&str] = &[
    "DROP INDEX customers_document_search",
    "UPDATE customers SET search_text = search_text || chr(10) || lower(document_number)
        WHERE document_number IS NOT NULL",
];
