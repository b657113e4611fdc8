//! Storing the files of one form: first the bytes, safe on the disk, then the rows. Whatever stops
//! in between, there is never a row without its bytes, and bytes without a row are removed.

use std::io::{Error, Result};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder,
};

use super::accept::Accepted;
use super::file_name::FileName;
use super::media_type::MediaType;
use super::slot::Slot;
use super::stored::{ActiveModel, Column, Entity, Model};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::{CustomerId, DocumentId};
use crate::platform::db::Db;
use crate::platform::storage::{Storage, StorageKey};

/// Files whose bytes are stored and whose rows are not yet committed. Dropping it forgets the
/// bytes.
#[derive(Debug)]
pub struct StoredBatch {
    storage: Storage,
    files: Vec<StoredFile>,
}

#[derive(Debug)]
struct StoredFile {
    slot: Slot,
    file_name: FileName,
    media_type: MediaType,
    size_bytes: u64,
    sha256: String,
    key: StorageKey,
    picture: Option<StoredPicture>,
}

#[derive(Debug)]
struct StoredPicture {
    width: u32,
    height: u32,
    key: StorageKey,
}

/// Stores the bytes off the runtime; bytes and names are on the disk when this returns. When one
/// file fails, none is kept.
pub async fn store(storage: &Storage, accepted: Vec<Accepted>) -> Result<StoredBatch> {
    let mut batch = StoredBatch {
        storage: storage.clone(),
        files: Vec::new(),
    };
    if accepted.is_empty() {
        return Ok(batch);
    }
    let storing = tokio::task::spawn_blocking(move || {
        for file in accepted {
            batch.keep(file)?;
        }
        Ok(batch)
    });
    storing.await.map_err(Error::other)?
}

impl StoredBatch {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The slots of the files, in the order they came.
    pub fn slots(&self) -> Vec<Slot> {
        self.files.iter().map(|file| file.slot).collect()
    }

    /// The slots with the names of the files.
    pub fn names(&self) -> Vec<(Slot, String)> {
        let named = |file: &StoredFile| (file.slot, file.file_name.to_string());
        self.files.iter().map(named).collect()
    }

    /// Writes the rows and the journal entries. In a slot for one file the current document stays
    /// as an earlier version; in one for several all of them, if it is one of those that begin
    /// `anew`. `txn` is the transaction of the change that brought the files.
    pub async fn attach(
        &self,
        txn: &impl ConnectionTrait,
        actor: &Actor,
        (customer, customer_name): (CustomerId, &str),
        anew: &[Slot],
    ) -> std::result::Result<Vec<DocumentId>, DbErr> {
        let mut ids = Vec::with_capacity(self.files.len());
        let mut anew = anew.to_vec();
        for file in &self.files {
            let begins = !file.slot.several() || anew.contains(&file.slot);
            anew.retain(|slot| *slot != file.slot);
            let place = (customer, file.slot, begins);
            let (version, replaced) = make_room(txn, actor, place).await?;
            let row = file.row(actor, customer, version);
            ids.push(Entity::insert(row).exec(txn).await?.last_insert_id);
            let action = match replaced.is_empty() {
                false => Action::DocumentReplaced,
                true => Action::DocumentAdded,
            };
            let earlier: Vec<&str> = replaced.iter().map(|one| one.file_name.as_str()).collect();
            let changes = vec![
                Change {
                    field: file.slot.code().to_owned(),
                    before: (!earlier.is_empty()).then(|| earlier.join(", ")),
                    after: Some(file.file_name.to_string()),
                },
                Change::fact("sha256", &file.sha256),
            ];
            let entry = NewEntry::done(action, Subject::Customer(customer), customer_name);
            entry::record(txn, actor, entry.with(changes)).await?;
        }
        Ok(ids)
    }

    /// Commits the transaction of the rows and keeps the bytes. It runs to its end even if the
    /// request that asked for it is cancelled meanwhile: a commit cut off in the middle may have
    /// happened, and then its bytes must stay.
    pub async fn commit(self, db: &Db, txn: DatabaseTransaction) -> std::result::Result<(), DbErr> {
        let db = db.clone();
        let task = tokio::spawn(async move {
            let committed = txn.commit().await;
            if committed.is_ok() || self.may_have_rows(&db).await {
                self.committed();
            }
            committed
        });
        task.await
            .map_err(|failed| DbErr::Custom(failed.to_string()))?
    }

    /// Keeps the bytes: their rows are committed.
    fn committed(mut self) {
        self.files.clear();
    }

    fn keep(&mut self, file: Accepted) -> Result<()> {
        let Accepted {
            slot,
            file_name,
            media_type,
            file,
            size_bytes,
            sha256,
            picture,
        } = file;
        let key = self.storage.keep(file)?;
        self.files.push(StoredFile {
            slot,
            file_name,
            media_type,
            size_bytes,
            sha256,
            key,
            picture: None,
        });
        if let (Some(picture), Some(stored)) = (picture, self.files.last_mut()) {
            let key = self.storage.keep(picture.preview)?;
            let (width, height) = (picture.width, picture.height);
            stored.picture = Some(StoredPicture { width, height, key });
        }
        Ok(())
    }

    /// Whether the rows are there after all, or cannot be asked for.
    async fn may_have_rows(&self, db: &Db) -> bool {
        let keys = self.files.iter().map(|file| file.key.0.as_str());
        let rows = Entity::find()
            .filter(Column::StorageKey.is_in(keys))
            .count(db.read())
            .await;
        rows.map_or(true, |rows| rows > 0)
    }
}

impl Drop for StoredBatch {
    fn drop(&mut self) {
        for file in &self.files {
            let pictures = file.picture.iter().map(|picture| &picture.key);
            for key in std::iter::once(&file.key).chain(pictures) {
                if let Err(error) = self.storage.discard(key) {
                    tracing::warn!(%error, "bytes of an abandoned upload could not be removed");
                }
            }
        }
    }
}

impl StoredFile {
    fn row(&self, actor: &Actor, customer: CustomerId, version: i32) -> ActiveModel {
        let side = |side: u32| i32::try_from(side).ok();
        let picture = self.picture.as_ref();
        ActiveModel {
            customer_id: Set(customer),
            slot: Set(self.slot),
            version: Set(version),
            file_name: Set(self.file_name.clone()),
            media_type: Set(self.media_type),
            size_bytes: Set(i64::try_from(self.size_bytes).unwrap_or(i64::MAX)),
            sha256: Set(self.sha256.clone()),
            storage_key: Set(self.key.0.clone()),
            preview_key: Set(picture.map(|picture| picture.key.0.clone())),
            width: Set(picture.and_then(|picture| side(picture.width))),
            height: Set(picture.and_then(|picture| side(picture.height))),
            uploaded_at: Set(actor.at),
            uploaded_by: Set(actor.name().to_owned()),
            replaced_at: Set(None),
            replaced_by: Set(None),
            ..Default::default()
        }
    }
}

/// The version of a new file, and the documents it takes the place of, when the slot begins anew
/// with it.
async fn make_room(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    (customer, slot, begins): (CustomerId, Slot, bool),
) -> std::result::Result<(i32, Vec<Model>), DbErr> {
    let in_slot = Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .filter(Column::Slot.eq(slot));
    let latest = in_slot.clone().order_by_desc(Column::Version);
    let latest = latest.one(txn).await?;
    let version = latest.map_or(1, |latest| latest.version.saturating_add(1));
    if !begins {
        return Ok((version, Vec::new()));
    }
    let current = in_slot.filter(Column::ReplacedAt.is_null());
    let replaced = current.order_by_asc(Column::Id).all(txn).await?;
    if !replaced.is_empty() {
        let ids = replaced.iter().map(|document| document.id);
        let now_earlier = Entity::update_many()
            .col_expr(Column::ReplacedAt, Expr::value(actor.at))
            .col_expr(Column::ReplacedBy, Expr::value(actor.name()))
            .filter(Column::Id.is_in(ids));
        now_earlier.exec(txn).await?;
    }
    Ok((version, replaced))
}
