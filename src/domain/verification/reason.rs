//! Reasons: what a reviewer may give for asking again or rejecting, and what the customer reads.

use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, DeriveActiveEnum, EnumIter, QueryOrder, QuerySelect, prelude::StringLen};

use super::review::{self, Decision};
use super::step::Step;
use crate::domain::values::ids::ReasonId;
use crate::domain::values::person::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// Which steps a reason is for, when it is not for every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum Scope {
    /// The steps that files prove.
    #[sea_orm(string_value = "files")]
    Files,
    #[sea_orm(string_value = "email")]
    Email,
    #[sea_orm(string_value = "phone")]
    Phone,
    #[sea_orm(string_value = "document")]
    Document,
    #[sea_orm(string_value = "selfie")]
    Selfie,
    #[sea_orm(string_value = "address")]
    Address,
}

impl Scope {
    /// Every scope, in the order of the form.
    pub const ALL: [Scope; 6] = [
        Scope::Files,
        Scope::Email,
        Scope::Phone,
        Scope::Document,
        Scope::Selfie,
        Scope::Address,
    ];

    /// The code in forms and the database.
    pub fn code(self) -> &'static str {
        match self {
            Scope::Files => "files",
            Scope::Email => Step::Email.code(),
            Scope::Phone => Step::Phone.code(),
            Scope::Document => Step::Document.code(),
            Scope::Selfie => Step::Selfie.code(),
            Scope::Address => Step::Address.code(),
        }
    }

    /// Whether a step belongs to it.
    pub fn covers(self, step: Step) -> bool {
        match self {
            Scope::Files => !step.slots().is_empty(),
            one => one.code() == step.code(),
        }
    }
}

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_reasons")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReasonId,
    pub version: i64,
    /// What reviews and the journal call it; never changes.
    pub code: String,
    /// `None` for every step.
    pub step: Option<Scope>,
    pub for_ask_again: bool,
    pub for_reject: bool,
    /// Only active ones are offered.
    pub active: bool,
    pub name_en: String,
    pub name_de: Option<String>,
    pub name_ar: Option<String>,
    pub letter_en: String,
    pub letter_de: Option<String>,
    pub letter_ar: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What it is called in a language, by the language's code; English when it has no name there.
    pub fn name(&self, language: &str) -> &str {
        let own = match language {
            "de" => self.name_de.as_deref(),
            "ar" => self.name_ar.as_deref(),
            _ => None,
        };
        own.unwrap_or(&self.name_en)
    }

    /// What the customer reads, and the language it is written in.
    pub fn letter(&self, language: Language) -> (&str, Language) {
        let own = match language {
            Language::De => self.letter_de.as_deref(),
            Language::Ar => self.letter_ar.as_deref(),
            Language::En => None,
        };
        own.map_or((&self.letter_en, Language::En), |own| (own, language))
    }

    /// Whether a reviewer may give it for this decision about this step.
    pub fn fits(&self, decision: Decision, step: Step) -> bool {
        let decided = match decision {
            Decision::AskAgain => self.for_ask_again,
            Decision::Reject => self.for_reject,
            Decision::Accept | Decision::Reopen => false,
        };
        self.active && decided && self.step.is_none_or(|scope| scope.covers(step))
    }
}

/// Every reason, in the order they were made. There are dozens.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .order_by_asc(Column::Id)
        .limit(500)
        .all(db)
        .await
}

/// The reason with this id, if there is one.
pub async fn find(db: &Db, id: ReasonId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db.read()).await
}

/// The reason of a code. Kept from being changed until the transaction ends, where the engine
/// locks rows.
pub async fn of_code(txn: &impl ConnectionTrait, code: &str) -> Result<Option<Model>, DbErr> {
    let query = Entity::find().filter(Column::Code.eq(code)).lock_shared();
    query.one(txn).await
}

/// Whether a decision names it.
pub async fn is_used(db: &impl ConnectionTrait, code: &str) -> Result<bool, DbErr> {
    let naming = review::Entity::find()
        .select_only()
        .column(review::Column::Id)
        .filter(review::Column::Reason.eq(code))
        .limit(1)
        .into_tuple::<i64>();
    Ok(naming.one(db).await?.is_some())
}
