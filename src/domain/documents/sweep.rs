//! Forgets stored bytes that no document names: a crash between storing them and committing their
//! rows leaves some behind.

use std::collections::HashSet;
use std::time::Duration;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::stored::{Column, Entity};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::storage::{Storage, StorageKey};

/// Younger files may still get their rows: the longest upload takes a few minutes.
const YOUNG: Duration = Duration::from_secs(3600);

/// How many names the database is asked for at a time.
const AT_ONCE: usize = 500;

/// The most files that one sweep removes; the next one goes on.
const MOST: usize = 10_000;

/// So many strays are no accident any more, unless there are more files that belong to documents.
const MANY: usize = 100;

/// How a sweep went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swept {
    Removed(usize),
    /// None of the files is known, or most of them are not: this is another installation's store
    /// rather than the trace of a crash, so nothing was touched.
    Doubtful {
        strays: usize,
        named: usize,
    },
}

/// Removes stored files older than an hour that no document names.
pub async fn sweep(db: &Db, storage: &Storage, now: Timestamp) -> anyhow::Result<Swept> {
    let (mut strays, mut named) = (Vec::new(), 0);
    let listing = storage.clone();
    let folders = tokio::task::spawn_blocking(move || listing.folders());
    for folder in folders.await?? {
        let old = old_files(storage, folder, now).await?;
        for some in old.chunks(AT_ONCE) {
            let known = known(db, some).await?;
            named += known.len();
            let unknown = some.iter().filter(|key| !known.contains(&key.0));
            strays.extend(unknown.take(MOST.saturating_sub(strays.len())).cloned());
        }
    }
    let doubtful = named == 0 || (strays.len() > MANY && strays.len() > named);
    if doubtful && !strays.is_empty() {
        let strays = strays.len();
        return Ok(Swept::Doubtful { strays, named });
    }
    let storage = storage.clone();
    let removing = tokio::task::spawn_blocking(move || {
        let removed = strays.iter().map(|key| storage.discard(key));
        removed.filter(std::io::Result::is_ok).count()
    });
    Ok(Swept::Removed(removing.await?))
}

async fn old_files(
    storage: &Storage,
    folder: String,
    now: Timestamp,
) -> anyhow::Result<Vec<StorageKey>> {
    let storage = storage.clone();
    let listing = tokio::task::spawn_blocking(move || storage.files_in(&folder));
    let files = listing.await??.into_iter();
    let old = files.filter(|(_, changed_at)| *changed_at < now.minus(YOUNG));
    Ok(old.map(|(key, _)| key).collect())
}

/// Which of these names documents have, for their bytes or for their previews.
async fn known(db: &Db, keys: &[StorageKey]) -> Result<HashSet<String>, DbErr> {
    let names = || keys.iter().map(|key| key.0.as_str());
    let of = |column: Column| {
        let named = Entity::find().select_only().column(column);
        named.filter(column.is_in(names())).into_tuple::<String>()
    };
    let mut known: HashSet<String> = HashSet::new();
    known.extend(of(Column::StorageKey).all(db.read()).await?);
    known.extend(of(Column::PreviewKey).all(db.read()).await?);
    Ok(known)
}
