//! Documents: the files of a customer, with every earlier version of each.

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
        run(manager, &["DROP TABLE documents"]).await
    }
}

const UP: &[&str] = &[
    // One uploaded file. `slot` is the form field it belongs to; the current one has no
    // `replaced_at`. `sha256` is of the bytes as they came; the preview is a re-encoded picture.
    "CREATE TABLE documents (
        id {id},
        customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
        slot TEXT NOT NULL,
        version INTEGER NOT NULL,
        file_name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size_bytes BIGINT NOT NULL,
        sha256 TEXT NOT NULL,
        storage_key TEXT NOT NULL,
        preview_key TEXT,
        width INTEGER,
        height INTEGER,
        uploaded_at BIGINT NOT NULL,
        uploaded_by TEXT NOT NULL,
        replaced_at BIGINT,
        replaced_by TEXT
    )",
    "CREATE UNIQUE INDEX documents_customer ON documents (customer_id, slot, version)",
    // Only the selfies may be several at a time.
    "CREATE UNIQUE INDEX documents_current ON documents (customer_id, slot)
        WHERE replaced_at IS NULL AND slot <> 'selfie_images'",
];
