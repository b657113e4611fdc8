//! Reviews: the decisions about a customer's steps, each with who, when, why and on what evidence.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DeriveActiveEnum, EnumIter, QueryOrder, prelude::StringLen};
use serde::{Deserialize, Serialize};

use super::step::Step;
use crate::domain::actor::Actor;
use crate::domain::values::ids::{CustomerId, DocumentId, ReviewId, StaffId};
use crate::domain::values::mask::{self, DOTS};
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum Decision {
    #[sea_orm(string_value = "accept")]
    Accept,
    #[sea_orm(string_value = "ask_again")]
    AskAgain,
    #[sea_orm(string_value = "reject")]
    Reject,
    #[sea_orm(string_value = "reopen")]
    Reopen,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Decision; 4] = [
        Decision::Accept,
        Decision::AskAgain,
        Decision::Reject,
        Decision::Reopen,
    ];

    /// The code in forms and the database.
    pub fn code(self) -> &'static str {
        match self {
            Decision::Accept => "accept",
            Decision::AskAgain => "ask_again",
            Decision::Reject => "reject",
            Decision::Reopen => "reopen",
        }
    }

    /// The decision of a code.
    pub fn from_code(code: &str) -> Option<Decision> {
        Decision::ALL
            .into_iter()
            .find(|decision| decision.code() == code)
    }
}

/// A decision on record: never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_reviews")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReviewId,
    pub customer_id: CustomerId,
    pub step: Step,
    pub decision: Decision,
    /// Made in the customer's form, without a review of the evidence; `comment` says why.
    pub by_hand: bool,
    /// The code of the reason from the dictionary.
    pub reason: Option<String>,
    /// For staff only.
    pub comment: Option<String>,
    /// What the customer was told, in their language.
    pub letter: Option<String>,
    /// A JSON list of [`Evidence`].
    pub evidence: String,
    pub decided_at: Timestamp,
    pub decided_by: String,
    pub decided_by_id: Option<StaffId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A file, as it was at the time.
    Document { id: DocumentId, sha256: String },
    /// An address or number.
    Channel(String),
}

/// A decision about to be recorded.
#[derive(Clone, Debug)]
pub struct NewReview {
    pub customer: CustomerId,
    pub step: Step,
    pub decision: Decision,
    pub by_hand: bool,
    pub reason: Option<String>,
    pub comment: Option<String>,
    pub letter: Option<String>,
    pub evidence: Vec<Evidence>,
}

impl Model {
    /// What was looked at.
    pub fn evidence(&self) -> Vec<Evidence> {
        serde_json::from_str(&self.evidence).unwrap_or_default()
    }

    /// As it is seen: the letter and the address or number that was looked at are personal.
    pub fn seen_by(mut self, sight: &Sight) -> Model {
        if sight.sees(self.customer_id) {
            return self;
        }
        let mut evidence = self.evidence();
        for seen in &mut evidence {
            if let Evidence::Channel(words) = seen {
                *words = mask::channel(words);
            }
        }
        // What cannot be written anew tells nothing.
        self.evidence = serde_json::to_string(&evidence).unwrap_or_default();
        self.letter = self.letter.map(|_| DOTS.to_owned());
        self
    }
}

/// Adds a decision, in the transaction of what it does.
pub async fn record(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    new: NewReview,
) -> Result<ReviewId, DbErr> {
    let evidence = serde_json::to_string(&new.evidence)
        .map_err(|error| DbErr::Custom(format!("evidence: {error}")))?;
    let row = ActiveModel {
        customer_id: Set(new.customer),
        step: Set(new.step),
        decision: Set(new.decision),
        by_hand: Set(new.by_hand),
        reason: Set(new.reason),
        comment: Set(new.comment),
        letter: Set(new.letter),
        evidence: Set(evidence),
        decided_at: Set(actor.at),
        decided_by: Set(actor.name().to_owned()),
        decided_by_id: Set(actor.staff_id()),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// The decisions about a customer's steps, newest first.
pub async fn of_customer(
    db: &impl ConnectionTrait,
    customer: CustomerId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .order_by_desc(Column::Id)
        .all(db)
        .await
}
