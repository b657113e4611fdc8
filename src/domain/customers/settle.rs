//! Writing down what a save of the form did to the verification steps.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
};

use super::by_hand::Plan;
use super::customer::Model;
use crate::domain::actor::Actor;
use crate::domain::documents::stored::{self, CustomerDocuments};
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::{CustomerId, ReviewId};
use crate::domain::values::sight::Sight;
use crate::domain::verification::dossier::{evidence, files};
use crate::domain::verification::review::{self, Decision, NewReview};
use crate::domain::verification::step::{self, Step, StepState};

/// Writes what was weighed: reviews, the steps' rows and the entries of what fell. `customer` is as
/// saved, with its files; `txn` is the transaction of the save.
pub async fn settle(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    customer: &Model,
    plan: &Plan,
) -> Result<(), DbErr> {
    let touched = [
        &plan.accepted,
        &plan.dropped,
        &plan.reopened,
        &plan.handed_in,
    ];
    if touched.iter().all(|steps| steps.is_empty()) {
        return Ok(());
    }
    let settling = Settling {
        actor,
        customer,
        documents: stored::of_customer(txn, &Sight::Clear, customer.id).await?,
        rows: step::of_customer(txn, customer.id).await?,
        reason: plan.reason.as_deref(),
    };
    for step in &plan.accepted {
        let review = settling.review(txn, *step, Decision::Accept).await?;
        let row = settling.row(*step, StepState::Accepted, Some(review));
        step::put(txn, row).await?;
    }
    for step in &plan.reopened {
        let review = settling.review(txn, *step, Decision::Reopen).await?;
        step::put(txn, settling.recheck(*step, Some(review))).await?;
    }
    for step in &plan.dropped {
        step::put(txn, settling.recheck(*step, None)).await?;
        settling.tell_drop(txn, *step).await?;
    }
    for step in &plan.handed_in {
        step::submitted(txn, customer.id, *step, actor.at).await?;
    }
    step::wait(txn, customer.id).await
}

struct Settling<'a> {
    actor: &'a Actor,
    customer: &'a Model,
    documents: CustomerDocuments,
    rows: Vec<step::Model>,
    reason: Option<&'a str>,
}

impl Settling<'_> {
    /// A decision made in the form, on the evidence as it is now.
    async fn review(
        &self,
        txn: &impl ConnectionTrait,
        step: Step,
        decision: Decision,
    ) -> Result<ReviewId, DbErr> {
        let new = NewReview {
            customer: self.customer.id,
            step,
            decision,
            by_hand: true,
            reason: None,
            comment: self.reason.map(str::to_owned),
            letter: None,
            evidence: evidence(self.customer, step, &self.documents),
        };
        review::record(txn, self.actor, new).await
    }

    fn row(&self, step: Step, state: StepState, review: Option<ReviewId>) -> step::Model {
        step::Model {
            customer_id: self.customer.id,
            step,
            state,
            since: self.actor.at,
            waiting_since: None,
            review_id: review,
        }
    }

    /// Decided once and not any more. It waits when there are files to look at; a channel, or a
    /// step without a file, has nothing for a reviewer: its row stays and leads to what was
    /// decided.
    fn recheck(&self, step: Step, review: Option<ReviewId>) -> step::Model {
        let before = self.rows.iter().find(|row| row.step == step);
        let has_files = files(step, &self.documents).next().is_some();
        let waits = before
            .and_then(|row| row.waiting_since)
            .unwrap_or(self.actor.at);
        let review = review.or(before.and_then(|row| row.review_id));
        step::Model {
            waiting_since: has_files.then_some(waits),
            ..self.row(step, StepState::Recheck, review)
        }
    }

    async fn tell_drop(&self, txn: &impl ConnectionTrait, step: Step) -> Result<(), DbErr> {
        let subject = Subject::Customer(self.customer.id);
        let entry = NewEntry::done(Action::StepRecheck, subject, self.customer.name());
        let fallen = Change {
            field: step.flag().to_owned(),
            before: Some("on".to_owned()),
            after: Some("off".to_owned()),
        };
        entry::record(txn, self.actor, entry.with(vec![fallen])).await
    }
}

/// The decisions by hand that flags stand on now, in the order of the steps.
pub async fn standing(
    db: &impl ConnectionTrait,
    customer: CustomerId,
) -> Result<Vec<review::Model>, DbErr> {
    let step = review::Entity::belongs_to(step::Entity)
        .from(review::Column::Id)
        .to(step::Column::ReviewId);
    let mut reviews = review::Entity::find()
        .join(JoinType::InnerJoin, step.into())
        .filter(step::Column::CustomerId.eq(customer))
        .filter(step::Column::State.eq(StepState::Accepted))
        .filter(review::Column::ByHand.eq(true))
        .all(db)
        .await?;
    reviews.sort_by_key(|review| review.step);
    Ok(reviews)
}
