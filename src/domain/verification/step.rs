//! Verification steps: where each of a customer's five stands, and how one begins to wait.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ActiveValue::Set, DeriveActiveEnum, EnumIter, ExprTrait, prelude::StringLen};

use crate::domain::customers::customer;
use crate::domain::documents::slot::Slot;
use crate::domain::values::ids::{CustomerId, ReviewId};
use crate::platform::clock::Timestamp;

/// One of the five steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum Step {
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

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum StepState {
    /// Handed in and not decided.
    #[sea_orm(string_value = "submitted")]
    Submitted,
    /// Decided once, but what was looked at has been replaced since.
    #[sea_orm(string_value = "recheck")]
    Recheck,
    #[sea_orm(string_value = "accepted")]
    Accepted,
    /// The customer was asked to hand it in again.
    #[sea_orm(string_value = "asked_again")]
    AskedAgain,
    #[sea_orm(string_value = "rejected")]
    Rejected,
}

/// A step with its state. A step of which nothing was handed in has no row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_steps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: CustomerId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: Step,
    pub state: StepState,
    /// When it got into this state.
    pub since: Timestamp,
    /// Since when it waits for a reviewer.
    pub waiting_since: Option<Timestamp>,
    /// The decision that brought it here.
    pub review_id: Option<ReviewId>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Step {
    /// Every step, in the order of the pages.
    pub const ALL: [Step; 5] = [
        Step::Email,
        Step::Phone,
        Step::Document,
        Step::Selfie,
        Step::Address,
    ];

    /// The code in addresses and the database; its words have the key `step-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            Step::Email => "email",
            Step::Phone => "phone",
            Step::Document => "document",
            Step::Selfie => "selfie",
            Step::Address => "address",
        }
    }

    /// The step of a code.
    pub fn from_code(code: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The form's switch, which is also the column.
    pub fn flag(self) -> &'static str {
        match self {
            Step::Email => "verified_email",
            Step::Phone => "verified_phone",
            Step::Document => "verified_document",
            Step::Selfie => "verified_selfie",
            Step::Address => "verified_address",
        }
    }

    /// The column of the flag.
    pub fn flag_column(self) -> customer::Column {
        match self {
            Step::Email => customer::Column::VerifiedEmail,
            Step::Phone => customer::Column::VerifiedPhone,
            Step::Document => customer::Column::VerifiedDocument,
            Step::Selfie => customer::Column::VerifiedSelfie,
            Step::Address => customer::Column::VerifiedAddress,
        }
    }

    /// The slots whose files prove it; none for a channel.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Step::Email | Step::Phone => &[],
            Step::Document => &[Slot::DocFile1, Slot::DocFile2],
            Step::Selfie => &[Slot::SelfieImages],
            Step::Address => &[Slot::AddressFile],
        }
    }

    /// The step that a slot's files prove; `None` for the pictures of the profile.
    pub fn proved_by(slot: Slot) -> Option<Step> {
        Step::ALL
            .into_iter()
            .find(|step| step.slots().contains(&slot))
    }
}

impl StepState {
    /// The code in the database; its words have the key `step-state-CODE`, with dashes.
    pub fn code(self) -> &'static str {
        match self {
            StepState::Submitted => "submitted",
            StepState::Recheck => "recheck",
            StepState::Accepted => "accepted",
            StepState::AskedAgain => "asked_again",
            StepState::Rejected => "rejected",
        }
    }
}

/// The rows of a customer's steps.
pub async fn of_customer(
    db: &impl ConnectionTrait,
    customer: CustomerId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .all(db)
        .await
}

/// Puts a step into a state, in the transaction of the cause. Follow it with [`wait`] when all
/// steps of the change are put.
pub async fn put(txn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    let row = ActiveModel {
        customer_id: Set(row.customer_id),
        step: Set(row.step),
        state: Set(row.state),
        since: Set(row.since),
        waiting_since: Set(row.waiting_since),
        review_id: Set(row.review_id),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::CustomerId, Column::Step])
                .update_columns([
                    Column::State,
                    Column::Since,
                    Column::WaitingSince,
                    Column::ReviewId,
                ])
                .to_owned(),
        )
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Something was handed in for a step: it waits for a reviewer, as a re-check when it had been
/// decided before. One that waits already keeps its place. Gives back where it stands now.
pub async fn submitted(
    txn: &impl ConnectionTrait,
    customer: CustomerId,
    step: Step,
    at: Timestamp,
) -> Result<StepState, DbErr> {
    let before = Entity::find_by_id((customer, step)).one(txn).await?;
    let state = match &before {
        None => StepState::Submitted,
        Some(row) if row.waiting_since.is_some() => return Ok(row.state),
        Some(row) if row.state == StepState::Submitted => StepState::Submitted,
        Some(_) => StepState::Recheck,
    };
    put(
        txn,
        Model {
            customer_id: customer,
            step,
            state,
            since: at,
            waiting_since: Some(at),
            review_id: before.and_then(|row| row.review_id),
        },
    )
    .await?;
    wait(txn, customer).await?;
    Ok(state)
}

/// Makes the customer's `waiting_since` that of the step that waits longest.
pub async fn wait(txn: &impl ConnectionTrait, customer: CustomerId) -> Result<(), DbErr> {
    let oldest = Query::select()
        .expr(Expr::col(Column::WaitingSince).min())
        .from(Entity)
        .and_where(Column::CustomerId.eq(customer))
        .to_owned();
    customer::Entity::update_many()
        .col_expr(
            customer::Column::WaitingSince,
            Expr::SubQuery(None, Box::new(oldest.into())),
        )
        .filter(customer::Column::Id.eq(customer))
        .exec(txn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_and_every_proof_has_its_step() {
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
            for slot in step.slots() {
                assert_eq!(Step::proved_by(*slot), Some(step));
            }
        }
        assert_eq!(Step::proved_by(Slot::Photo), None);
        assert_eq!(Step::from_code("iris"), None);
    }
}
