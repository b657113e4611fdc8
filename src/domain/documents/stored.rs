//! Stored documents: their rows, who looked at them, and what is still room for.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{DbErr, QueryOrder};

use super::accept::{Accepted, Refused};
use super::file_name::FileName;
use super::media_type::MediaType;
use super::refusal::Refusal;
use super::slot::Slot;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::{CustomerId, DocumentId};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::storage::StorageKey;

/// The room for one customer's documents, earlier versions included, in bytes.
pub const CUSTOMER_ROOM_BYTES: u64 = 512 * 1024 * 1024;

/// One uploaded file: the current one of its slot, or an earlier version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DocumentId,
    pub customer_id: CustomerId,
    pub slot: Slot,
    /// Counts the files of the slot, from 1.
    pub version: i32,
    pub file_name: FileName,
    pub media_type: MediaType,
    pub size_bytes: i64,
    /// Of the bytes as they came.
    pub sha256: String,
    pub storage_key: String,
    /// The re-encoded picture; a PDF has none.
    pub preview_key: Option<String>,
    /// Of a picture, in pixels, upright.
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub uploaded_at: Timestamp,
    pub uploaded_by: String,
    /// When a later file took its place; `None` for a current one.
    pub replaced_at: Option<Timestamp>,
    pub replaced_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether no later file has taken its place.
    pub fn is_current(&self) -> bool {
        self.replaced_at.is_none()
    }

    /// The size for people and headers.
    pub fn size(&self) -> u64 {
        self.size_bytes.unsigned_abs()
    }

    /// Where its bytes are.
    pub fn bytes_key(&self) -> StorageKey {
        StorageKey(self.storage_key.clone())
    }

    /// As it is seen: names of files tell of people.
    fn seen_by(self, sight: &Sight) -> Model {
        if sight.sees(self.customer_id) {
            return self;
        }
        Model {
            file_name: self.file_name.masked(),
            ..self
        }
    }

    /// Where the bytes of its preview are.
    pub fn picture_key(&self) -> Option<StorageKey> {
        self.preview_key.clone().map(StorageKey)
    }
}

/// How somebody got to see a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// In the page: the viewer or its picture.
    Viewed,
    /// The bytes as they came.
    Downloaded,
}

/// A customer's documents, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct CustomerDocuments(Vec<Model>);

impl CustomerDocuments {
    /// What a slot holds now.
    pub fn current(&self, slot: Slot) -> impl Iterator<Item = &Model> {
        self.of(slot).filter(|document| document.is_current())
    }

    /// What a slot held before, newest first.
    pub fn earlier(&self, slot: Slot) -> impl Iterator<Item = &Model> {
        self.0
            .iter()
            .rev()
            .filter(move |document| document.slot == slot && !document.is_current())
    }

    /// Whether a slot holds nothing.
    pub fn is_empty(&self, slot: Slot) -> bool {
        self.current(slot).next().is_none()
    }

    fn of(&self, slot: Slot) -> impl Iterator<Item = &Model> {
        self.0.iter().filter(move |document| document.slot == slot)
    }
}

/// All documents of a customer, current and earlier, as they are seen.
pub async fn of_customer(
    db: &impl ConnectionTrait,
    sight: &Sight,
    customer: CustomerId,
) -> Result<CustomerDocuments, DbErr> {
    let query = Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .order_by_asc(Column::Id);
    let found = query.all(db).await?.into_iter();
    let seen = found.map(|document| document.seen_by(sight));
    Ok(CustomerDocuments(seen.collect()))
}

/// One document of a customer within the scope, as it is seen; its `customer_id` says whose it is.
pub async fn find(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    id: DocumentId,
) -> Result<Option<Model>, DbErr> {
    let owner = Expr::col((Entity, Column::CustomerId));
    let query = Entity::find_by_id(id).filter(within(scope, owner));
    let found = query.one(db).await?;
    Ok(found.map(|document| document.seen_by(sight)))
}

/// Writes down that somebody got to see a document, as an entry about its customer. Nothing may be
/// shown before this is done.
pub async fn record_access(
    db: &Db,
    actor: &Actor,
    document: &Model,
    customer_name: &str,
    access: Access,
) -> Result<(), DbErr> {
    let action = match access {
        Access::Viewed => Action::DocumentViewed,
        Access::Downloaded => Action::DocumentDownloaded,
    };
    let subject = Subject::Customer(document.customer_id);
    let entry = NewEntry::done(action, subject, customer_name).with(vec![
        Change::fact(document.slot.code(), document.file_name.as_str()),
        Change::fact("sha256", &document.sha256),
    ]);
    let txn = db.begin().await?;
    entry::record(&txn, actor, entry).await?;
    txn.commit().await
}

/// Parts accepted files into those there is room for and those there is not: a slot holds only so
/// many, and a customer's documents only so many bytes. `customer` is `None` for a new one; of one
/// who is there the slots that begin `anew` hold nothing yet. The answer holds as long as nobody
/// else adds files: an edit is guarded by the customer's version.
pub async fn refuse_excess(
    db: &Db,
    (customer, anew): (Option<CustomerId>, &[Slot]),
    accepted: Vec<Accepted>,
) -> Result<(Vec<Accepted>, Vec<Refused>), DbErr> {
    let stored = match customer {
        Some(customer) if !accepted.is_empty() => {
            of_customer(db.read(), &Sight::Clear, customer).await?
        }
        _ => CustomerDocuments::default(),
    };
    let mut used_bytes: u64 = stored.0.iter().map(Model::size).sum();
    let (mut taken, mut refused): (Vec<Accepted>, Vec<Refused>) = (Vec::new(), Vec::new());
    for file in accepted {
        let slot = file.slot;
        let coming = taken.iter().filter(|other| other.slot == slot).count();
        let there = match anew.contains(&slot) {
            true => 0,
            false => stored.current(slot).count(),
        };
        let refusal = if slot.several() && there + coming >= slot.most() {
            Some(Refusal::TooManyFiles { most: slot.most() })
        } else if used_bytes.saturating_add(file.size_bytes) > CUSTOMER_ROOM_BYTES {
            Some(Refusal::NoRoom {
                most_bytes: CUSTOMER_ROOM_BYTES,
            })
        } else {
            None
        };
        match refusal {
            Some(refusal) => {
                refused.push(Refused {
                    slot,
                    file_name: file.file_name.to_string(),
                    refusal,
                });
            }
            None => {
                used_bytes += file.size_bytes;
                taken.push(file);
            }
        }
    }
    Ok((taken, refused))
}
