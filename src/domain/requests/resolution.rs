//! Resolutions: why a request may be rejected, sorted into types, and what the customer reads.

use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, QueryOrder, QuerySelect};

use crate::domain::values::ids::{ResolutionId, ResolutionTypeId};
use crate::domain::values::person::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The most that lists and choices hold. There are dozens.
const MOST: u64 = 500;

/// The types of resolutions.
pub mod kind {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::ResolutionTypeId;
    use crate::platform::clock::Timestamp;

    /// The row.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "resolution_types")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ResolutionTypeId,
        pub version: i64,
        /// What programs call it; never changes.
        pub key: String,
        /// What staff call it.
        pub name: String,
        /// Only active ones are offered.
        pub active: bool,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A type under the name that the rest of the code uses.
pub type ResolutionType = kind::Model;

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resolutions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ResolutionId,
    pub version: i64,
    pub type_id: ResolutionTypeId,
    /// What programs call it; never changes.
    pub key: String,
    /// What staff call it.
    pub name: String,
    /// Only active ones are offered.
    pub active: bool,
    pub letter_en: String,
    pub letter_de: Option<String>,
    pub letter_ar: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// The row under the name that the rest of the code uses.
pub type Resolution = Model;

impl Model {
    /// What the customer reads; English where nothing is written in their language.
    pub fn letter(&self, language: Language) -> &str {
        self.own(language).unwrap_or(&self.letter_en)
    }

    /// The language that the letter to a customer of this language is written in.
    pub fn written_in(&self, language: Language) -> Language {
        self.own(language).map_or(Language::En, |_| language)
    }

    fn own(&self, language: Language) -> Option<&str> {
        match language {
            Language::De => self.letter_de.as_deref(),
            Language::Ar => self.letter_ar.as_deref(),
            Language::En => None,
        }
    }

    /// Whether a request may be rejected with it: it is one of this type, and both are active.
    pub fn fits(&self, kind: &ResolutionType) -> bool {
        self.active && kind.active && self.type_id == kind.id
    }
}

/// Every type with every resolution, in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    pub types: Vec<ResolutionType>,
    pub resolutions: Vec<Resolution>,
}

impl Dictionary {
    /// The types that may be chosen, each with the resolutions that may be: never an empty one.
    pub fn offered(&self) -> Vec<(&ResolutionType, Vec<&Resolution>)> {
        let fitting = |kind: &ResolutionType| {
            let all = self.resolutions.iter();
            all.filter(|one| one.fits(kind)).collect::<Vec<_>>()
        };
        let types = self.types.iter().map(|kind| (kind, fitting(kind)));
        types.filter(|(_, fitting)| !fitting.is_empty()).collect()
    }

    /// What the type with this id is called.
    pub fn type_name(&self, id: ResolutionTypeId) -> &str {
        let found = self.types.iter().find(|kind| kind.id == id);
        found.map_or("", |kind| &kind.name)
    }
}

/// The whole dictionary.
pub async fn dictionary(db: &impl ConnectionTrait) -> Result<Dictionary, DbErr> {
    let (types, resolutions) = tokio::try_join!(types(db), all(db))?;
    Ok(Dictionary { types, resolutions })
}

/// Every type, in the order they were made.
pub async fn types(db: &impl ConnectionTrait) -> Result<Vec<ResolutionType>, DbErr> {
    let query = kind::Entity::find().order_by_asc(kind::Column::Id);
    query.limit(MOST).all(db).await
}

async fn all(db: &impl ConnectionTrait) -> Result<Vec<Resolution>, DbErr> {
    let query = Entity::find().order_by_asc(Column::Id);
    query.limit(MOST).all(db).await
}

/// The type with this id, if there is one.
pub async fn find_type(db: &Db, id: ResolutionTypeId) -> Result<Option<ResolutionType>, DbErr> {
    kind::Entity::find_by_id(id).one(db.read()).await
}

/// The resolution with this id, if there is one.
pub async fn find(db: &Db, id: ResolutionId) -> Result<Option<Resolution>, DbErr> {
    Entity::find_by_id(id).one(db.read()).await
}

/// A resolution with its type, kept from being changed until the transaction ends, where the
/// engine locks rows. `None` when one of them does not exist.
pub async fn chosen(
    txn: &impl ConnectionTrait,
    kind: ResolutionTypeId,
    id: ResolutionId,
) -> Result<Option<(ResolutionType, Resolution)>, DbErr> {
    let kind = kind::Entity::find_by_id(kind)
        .lock_shared()
        .one(txn)
        .await?;
    let resolution = Entity::find_by_id(id).lock_shared().one(txn).await?;
    Ok(kind.zip(resolution))
}
