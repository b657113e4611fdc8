//! Removing a resolution or a type of them: only what no request and no resolution names.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::request;
use super::resolution::{Column, Entity, kind};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::{RequestId, ResolutionId, ResolutionTypeId};
use crate::platform::db::Db;

/// Why nothing was removed.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    /// Records name it; it can be made inactive.
    #[error("used")]
    Used,
    /// Somebody changed it after the page was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Removes a resolution that no request was rejected with.
pub async fn delete(
    db: &Db,
    actor: &Actor,
    id: ResolutionId,
    version: i64,
) -> Result<(), DeleteError> {
    let txn = db.begin().await?;
    // Held: who is about to reject with it waits, and then does not find it.
    let found = Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
    let before = found.ok_or(DeleteError::NotFound)?;
    if before.version != version {
        return Err(DeleteError::Stale);
    }
    if is_used(&txn, id).await? {
        return Err(DeleteError::Used);
    }
    Entity::delete_by_id(id).exec(&txn).await?;
    let gone = [
        Change::of("text_en", Some(before.letter_en), None),
        Change::of("text_de", before.letter_de, None),
        Change::of("text_ar", before.letter_ar, None),
    ];
    let subject = Subject::Resolution(id);
    let entry = NewEntry::done(Action::ResolutionDeleted, subject, before.name);
    let entry = entry.with(gone.into_iter().flatten().collect());
    record(&txn, actor, entry).await?;
    txn.commit().await?;
    Ok(())
}

/// Removes a type that no resolution is of.
pub async fn delete_type(
    db: &Db,
    actor: &Actor,
    id: ResolutionTypeId,
    version: i64,
) -> Result<(), DeleteError> {
    let txn = db.begin().await?;
    let found = kind::Entity::find_by_id(id);
    let found = found.lock_exclusive().one(&txn).await?;
    let before = found.ok_or(DeleteError::NotFound)?;
    if before.version != version {
        return Err(DeleteError::Stale);
    }
    if type_is_used(&txn, id).await? {
        return Err(DeleteError::Used);
    }
    kind::Entity::delete_by_id(id).exec(&txn).await?;
    let subject = Subject::ResolutionType(id);
    let entry = NewEntry::done(Action::ResolutionDeleted, subject, before.name);
    record(&txn, actor, entry).await?;
    txn.commit().await?;
    Ok(())
}

/// Whether a request was rejected with it.
pub async fn is_used(db: &impl ConnectionTrait, id: ResolutionId) -> Result<bool, DbErr> {
    let naming = request::Entity::find()
        .select_only()
        .column(request::Column::Id)
        .filter(request::Column::ResolutionId.eq(id))
        .limit(1)
        .into_tuple::<RequestId>();
    Ok(naming.one(db).await?.is_some())
}

/// Whether a resolution is of this type.
pub async fn type_is_used(db: &impl ConnectionTrait, id: ResolutionTypeId) -> Result<bool, DbErr> {
    let of_it = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::TypeId.eq(id))
        .limit(1)
        .into_tuple::<ResolutionId>();
    Ok(of_it.one(db).await?.is_some())
}
