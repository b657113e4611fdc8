//! Words of five letters and more are searched by every five letters in a row: among a million
//! texts a few thousand have the same three letters, and hardly any the same five.

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
        run_on(manager, DbBackend::Sqlite, SQLITE_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run_on(manager, DbBackend::Sqlite, SQLITE_DOWN).await
    }
}

// Both indexes only know who has some letters, not where: whoever has all those of a longer word is
// compared with it afterwards. So they are small, and each of them is read less.
const SQLITE_UP: &[&str] = &[
    "DROP TRIGGER customers_search_insert",
    "DROP TRIGGER customers_search_delete",
    "DROP TRIGGER customers_search_update",
    "DROP TABLE customers_search",
    "CREATE VIRTUAL TABLE customers_search USING fts5(
        search_text, content='customers', content_rowid='id', detail=none, columnsize=0,
        tokenize='trigram')",
    // What somebody typed comes first in a text and has 625 letters at most; the Latin letters of a
    // name, which follow, are seldom more than it has itself.
    "CREATE TABLE customers_search_places (place INTEGER PRIMARY KEY)",
    "INSERT INTO customers_search_places WITH RECURSIVE counted (place) AS (
        SELECT 1 UNION ALL SELECT place + 1 FROM counted WHERE place < 4096)
        SELECT place FROM counted",
    // Five letters with a space or a line's end among them become shorter words, which nobody looks
    // up here: what is searched for has neither.
    "CREATE VIEW customers_search_parts (id, parts) AS SELECT id, (
        SELECT group_concat(substr(search_text, place, 5), ' ') FROM customers_search_places
        WHERE place <= length(search_text) - 4) FROM customers",
    r##"CREATE VIRTUAL TABLE customers_search_five USING fts5(
        parts, content='customers_search_parts', content_rowid='id', detail=none, columnsize=0,
        tokenize="ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'")"##,
    "INSERT INTO customers_search(customers_search) VALUES ('rebuild')",
    "INSERT INTO customers_search_five(customers_search_five) VALUES ('rebuild')",
    "CREATE TRIGGER customers_search_insert AFTER INSERT ON customers BEGIN
        INSERT INTO customers_search(rowid, search_text) VALUES (new.id, new.search_text);
        INSERT INTO customers_search_five(rowid, parts)
        SELECT id, parts FROM customers_search_parts WHERE id = new.id; END",
    // Before, for the view still has what was in the index then.
    "CREATE TRIGGER customers_search_delete BEFORE DELETE ON customers BEGIN
        INSERT INTO customers_search(customers_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO customers_search_five(customers_search_five, rowid, parts)
        SELECT 'delete', id, parts FROM customers_search_parts WHERE id = old.id; END",
    "CREATE TRIGGER customers_search_remove BEFORE UPDATE OF search_text ON customers
        WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO customers_search(customers_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO customers_search_five(customers_search_five, rowid, parts)
        SELECT 'delete', id, parts FROM customers_search_parts WHERE id = old.id; END",
    "CREATE TRIGGER customers_search_add AFTER UPDATE OF search_text ON customers
        WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO customers_search(rowid, search_text) VALUES (new.id, new.search_text);
        INSERT INTO customers_search_five(rowid, parts)
        SELECT id, parts FROM customers_search_parts WHERE id = new.id; END",
];

const SQLITE_DOWN: &[&str] = &[
    "DROP TRIGGER customers_search_insert",
    "DROP TRIGGER customers_search_delete",
    "DROP TRIGGER customers_search_remove",
    "DROP TRIGGER customers_search_add",
    "DROP TABLE customers_search_five",
    "DROP VIEW customers_search_parts",
    "DROP TABLE customers_search_places",
    "DROP TABLE customers_search",
    "CREATE VIRTUAL TABLE customers_search USING fts5(
        search_text, content='customers', content_rowid='id', tokenize='trigram')",
    "INSERT INTO customers_search(customers_search) VALUES ('rebuild')",
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
