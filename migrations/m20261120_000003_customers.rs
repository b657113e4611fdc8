//! Customers with their tags and consents, the exchange monitors, and the search index.

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
        run(manager, UP).await?;
        run_on(manager, DbBackend::Sqlite, SQLITE_SEARCH).await?;
        run_on(manager, DbBackend::Postgres, POSTGRES_SEARCH).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, DbBackend::Sqlite, &["DROP TABLE customers_search"]).await?;
        run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    // A rate-monitor site that sends customers; a customer may be linked to one.
    "CREATE TABLE exchange_monitors (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        name TEXT NOT NULL,
        alias {bytewise} NOT NULL CONSTRAINT exchange_monitors_alias_key UNIQUE,
        url TEXT,
        active BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // A person or company that uses the platform. `email` is stored lower-cased; the profit share
    // in hundredths of a percent; `sort_name` and `search_text` are made from the other columns.
    "CREATE TABLE customers (
        id {id},
        version BIGINT NOT NULL DEFAULT 1,
        first_name TEXT NOT NULL,
        last_name TEXT,
        company TEXT,
        customer_type TEXT NOT NULL,
        email {bytewise} NOT NULL CONSTRAINT customers_email_key UNIQUE,
        phone TEXT,
        telegram_chat_id TEXT,
        address TEXT,
        gender TEXT NOT NULL,
        newsletter BOOLEAN NOT NULL,
        country TEXT NOT NULL,
        timezone TEXT,
        language TEXT NOT NULL,
        discount INTEGER NOT NULL,
        exchange_monitor_id BIGINT REFERENCES exchange_monitors (id),
        profit_share INTEGER NOT NULL,
        birth_date DATE,
        status TEXT NOT NULL,
        verified_email BOOLEAN NOT NULL,
        verified_phone BOOLEAN NOT NULL,
        verified_document BOOLEAN NOT NULL,
        verified_selfie BOOLEAN NOT NULL,
        verified_address BOOLEAN NOT NULL,
        verification_progress INTEGER NOT NULL,
        document_number TEXT,
        sort_name {bytewise} NOT NULL,
        search_text TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // One index for each order the list offers; ties are broken by id.
    "CREATE INDEX customers_sort_name ON customers (sort_name, id)",
    "CREATE INDEX customers_created_at ON customers (created_at, id)",
    "CREATE INDEX customers_verification_progress ON customers (verification_progress, id)",
    "CREATE INDEX customers_country ON customers (country, id)",
    "CREATE INDEX customers_exchange_monitor ON customers (exchange_monitor_id)",
    "CREATE TABLE tags (
        id {id},
        name {bytewise} NOT NULL CONSTRAINT tags_name_key UNIQUE
    )",
    "CREATE TABLE customer_tags (
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        tag_id BIGINT NOT NULL REFERENCES tags (id),
        PRIMARY KEY (customer_id, tag_id)
    )",
    "CREATE INDEX customer_tags_tag ON customer_tags (tag_id, customer_id)",
    // What a customer agreed to or withdrew: never changed, only added to.
    "CREATE TABLE consents (
        id {id},
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        given BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        recorded_by TEXT NOT NULL,
        how TEXT NOT NULL
    )",
    "CREATE INDEX consents_customer ON consents (customer_id, kind, id)",
];

// Any three letters in a row are found through the index.
const SQLITE_SEARCH: &[&str] = &[
    "CREATE VIRTUAL TABLE customers_search USING fts5(
        search_text, content='customers', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
        INSERT INTO customers_search(rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER customers_search_delete AFTER DELETE ON customers BEGIN
        INSERT INTO customers_search(customers_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER customers_search_update AFTER UPDATE OF search_text ON customers BEGIN
        INSERT INTO customers_search(customers_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO customers_search(rowid, search_text) VALUES (new.id, new.search_text); END",
];

const POSTGRES_SEARCH: &[&str] = &[
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX customers_search_text ON customers USING gin (search_text gin_trgm_ops)",
];

const DOWN: &[&str] = &[
    "DROP TABLE consents",
    "DROP TABLE customer_tags",
    "DROP TABLE tags",
    "DROP TABLE customers",
    "DROP TABLE exchange_monitors",
];
