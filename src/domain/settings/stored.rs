//! Reading and saving settings: one row for each kind, which is read and saved as a whole.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::platform::clock::Timestamp;
use crate::platform::db::{Db, taken};

/// The rows.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "settings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        /// The JSON of a kind of settings.
        pub value: String,
        pub version: i64,
        pub updated_at: Timestamp,
        /// The name of who saved it last.
        pub updated_by: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A kind of settings. Its JSON must stay readable: give new fields a default, never rename one.
pub trait Settings: Default + Serialize + DeserializeOwned {
    /// The key of its row; never changes.
    const KEY: &'static str;

    /// Each value as its form shows it, by the form's name of the field.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

/// Settings as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored<T> {
    pub value: T,
    /// 0 as long as nobody has changed the defaults.
    pub version: i64,
    /// When they were saved last, and by whom.
    pub saved: Option<(Timestamp, String)>,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody saved these settings after the form was made.
    #[error("stale")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// The settings of a kind; its defaults when nobody has changed them. Fails when what is stored
/// cannot be read: a limit that somebody set must not quietly be another one.
pub async fn find<T: Settings>(db: &impl ConnectionTrait) -> Result<Stored<T>, DbErr> {
    let found = row::Entity::find_by_id(T::KEY).one(db).await?;
    let Some(found) = found else {
        return Ok(Stored::default());
    };
    let value = serde_json::from_str(&found.value);
    Ok(Stored {
        value: value.map_err(|error| DbErr::Custom(format!("settings {}: {error}", T::KEY)))?,
        version: found.version,
        saved: Some((found.updated_at, found.updated_by)),
    })
}

/// Saves settings whose form was made from `version`.
pub async fn save<T: Settings>(
    db: &Db,
    actor: &Actor,
    version: i64,
    value: &T,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = find::<T>(&txn).await?;
    if before.version != version {
        return Err(SaveError::Stale);
    }
    let facts = before.value.facts().into_iter().zip(value.facts());
    let changes: Vec<Change> = facts
        .filter_map(|((field, was), (_, is))| Change::of(field, Some(was), Some(is)))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    write(&txn, actor, version, value).await?;
    let entry = NewEntry::done(Action::SettingsUpdated, Subject::Settings, T::KEY);
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

async fn write<T: Settings>(
    txn: &DatabaseTransaction,
    actor: &Actor,
    version: i64,
    value: &T,
) -> Result<(), SaveError> {
    let json = serde_json::to_string(value);
    let json = json.map_err(|error| DbErr::Custom(format!("settings {}: {error}", T::KEY)))?;
    let row = row::ActiveModel {
        value: Set(json),
        updated_at: Set(actor.at),
        updated_by: Set(actor.name().to_owned()),
        ..Default::default()
    };
    if version == 0 {
        let first = row::ActiveModel {
            key: Set(T::KEY.to_owned()),
            version: Set(1),
            ..row
        };
        let made = row::Entity::insert(first).exec_without_returning(txn).await;
        return match made {
            Err(error) if taken(&error, "settings", "key") => Err(SaveError::Stale),
            other => Ok(other.map(|_| ())?),
        };
    }
    let written = row::Entity::update_many()
        .set(row)
        .col_expr(row::Column::Version, Expr::col(row::Column::Version).add(1))
        .filter(row::Column::Key.eq(T::KEY))
        .filter(row::Column::Version.eq(version))
        .exec(txn)
        .await?;
    match written.rows_affected {
        1 => Ok(()),
        _ => Err(SaveError::Stale),
    }
}
