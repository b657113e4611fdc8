//! A request as stored, and handing one in.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ActiveValue::Set, DbErr, QuerySelect};

use super::payload::{Payload, RequestType};
use super::status::RequestStatus;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, CustomerId, RequestId, ResolutionId, StaffId};
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RequestId,
    /// Grows with every change.
    pub version: i64,
    pub customer_id: CustomerId,
    /// The code of its [`RequestType`].
    pub r#type: String,
    pub status: RequestStatus,
    /// The JSON of its [`Payload`].
    pub payload: String,
    pub account_id: Option<AccountId>,
    pub amount: Option<Amount>,
    /// What was asked for, when somebody changed the amount.
    pub first_amount: Option<Amount>,
    pub currency: Option<Currency>,
    /// Its highlight in the list, `#rrggbb`.
    pub color: Option<String>,
    /// Who has claimed it, from `claimed_at` until `claimed_until`.
    pub assignee_id: Option<StaffId>,
    pub claimed_at: Option<Timestamp>,
    pub claimed_until: Option<Timestamp>,
    /// Why it was rejected.
    pub resolution_id: Option<ResolutionId>,
    /// What the customer was told.
    pub letter: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub resolved_at: Option<Timestamp>,
    /// The name of who resolved it.
    pub resolved_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The row under the name that the rest of the code uses.
pub type CustomerRequest = Model;

impl Model {
    /// The type; `None` when an older or newer version wrote it.
    pub fn kind(&self) -> Option<RequestType> {
        RequestType::from_code(&self.r#type)
    }

    /// What is asked for; `None` when an older or newer version wrote it, or its type is another
    /// one than lists and letters call it by.
    pub fn payload(&self) -> Option<Payload> {
        let payload: Payload = serde_json::from_str(&self.payload).ok()?;
        (self.kind() == Some(payload.kind())).then_some(payload)
    }

    /// Who has it now; a claim that has lapsed is nobody's.
    pub fn holder(&self, now: Timestamp) -> Option<StaffId> {
        let lasts = self.claimed_until.is_some_and(|until| until > now);
        self.assignee_id.filter(|_| lasts && self.is_open())
    }

    /// Whether it waits for a decision.
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }
}

/// What the journal calls a request.
pub fn subject_name(id: RequestId) -> String {
    format!("#{id}")
}

/// A request about to be handed in.
#[derive(Clone, Debug)]
pub struct NewRequest {
    pub customer: CustomerId,
    pub payload: Payload,
    pub account: Option<AccountId>,
    pub amount: Option<Amount>,
    pub currency: Option<Currency>,
}

/// Hands in a request: it is new.
pub async fn submit(
    txn: &impl ConnectionTrait,
    at: Timestamp,
    new: NewRequest,
) -> Result<RequestId, DbErr> {
    let payload = serde_json::to_string(&new.payload);
    let payload = payload.map_err(|error| DbErr::Custom(format!("payload: {error}")))?;
    let row = ActiveModel {
        version: Set(1),
        customer_id: Set(new.customer),
        r#type: Set(new.payload.kind().code().to_owned()),
        status: Set(RequestStatus::New),
        payload: Set(payload),
        account_id: Set(new.account),
        amount: Set(new.amount),
        currency: Set(new.currency),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// The request with this id, if there is one within the scope.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: RequestId,
) -> Result<Option<Model>, DbErr> {
    seen(scope, id).one(db).await
}

/// The same, and nobody else writes to it until the transaction ends.
pub async fn find_locked(
    txn: &impl ConnectionTrait,
    scope: &Scope,
    id: RequestId,
) -> Result<Option<Model>, DbErr> {
    seen(scope, id).lock_exclusive().one(txn).await
}

fn seen(scope: &Scope, id: RequestId) -> Select<Entity> {
    Entity::find_by_id(id).filter(within(scope, whose()))
}

/// The customer of the request at hand.
pub fn whose() -> SimpleExpr {
    Expr::col((Entity, Column::CustomerId))
}
