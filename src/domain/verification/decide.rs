//! Deciding about a step: record, flag, progress, journal and letter in one transaction.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::dossier::{evidence, is_decided, standing};
use super::letter::compose;
use super::progress::follows_from;
use super::review::{self, Decision, NewReview};
use super::step::{self, Step, StepState};
use super::{announce, reason, step::Model as StepRow};
use crate::domain::actor::Actor;
use crate::domain::customers::customer::{Column, Entity, Model as Customer, by_id};
use crate::domain::documents::stored;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::ids::{CustomerId, ReviewId};
use crate::domain::values::problem::Problem;
use crate::domain::values::sight::Sight;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The longest comment, in characters.
const COMMENT_MAX: usize = 2000;

/// What a reviewer wants, as typed: whether it can be is found out in the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub customer: CustomerId,
    /// Of the customer, when the page was made.
    pub version: i64,
    pub step: Step,
    pub decision: Decision,
    /// The code of a reason; not looked at when accepting or reopening.
    pub reason: String,
    /// For staff only.
    pub comment: String,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub customer_name: String,
    /// The customer's steps that still wait, in the order of the pages.
    pub waiting: Vec<Step>,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("invalid: {0:?}")]
    Invalid(Vec<(&'static str, Problem)>),
    /// There is no file, or no number, that could be accepted.
    #[error("nothing was handed in")]
    NothingHandedIn,
    /// Whoever decides does not see what they would decide about.
    #[error("masked")]
    Masked,
    /// Somebody changed the customer after the page was made.
    #[error("stale")]
    Stale,
    /// The same was decided before.
    #[error("already decided")]
    AlreadyDecided {
        /// Nobody known: the flag is older than reviews.
        by: Option<String>,
        at: Timestamp,
    },
    /// It was decided otherwise before, and nobody has reopened it.
    #[error("not open")]
    NotOpen,
    /// There is no decision that could be taken back.
    #[error("nothing to reopen")]
    NotDecided,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Decides about a step. Fails when somebody else was first, when the verdict is not complete, and
/// for whoever sees the customer masked.
pub async fn decide(db: &Db, actor: &Actor, verdict: &Verdict) -> Result<Decided, DecideError> {
    let txn = db.begin().await?;
    let found = by_id(&actor.scope, verdict.customer).one(&txn).await?;
    let customer = found.ok_or(DecideError::NotFound)?;
    if !actor.sight.sees(customer.id) {
        return Err(DecideError::Masked);
    }
    if customer.version != verdict.version {
        return Err(DecideError::Stale);
    }
    let before = step::Entity::find_by_id((customer.id, verdict.step));
    let before = before.one(&txn).await?;
    first(&txn, &customer, before.as_ref(), verdict).await?;
    let documents = stored::of_customer(&txn, &Sight::Clear, customer.id).await?;
    let evidence = evidence(&customer, verdict.step, &documents);
    if verdict.decision == Decision::Accept && evidence.is_empty() {
        return Err(DecideError::NothingHandedIn);
    }
    let (reason, comment) = complete(&txn, verdict, before.as_ref()).await?;
    write_customer(&txn, actor, &customer, verdict).await?;
    let wording = Wording::of(&txn, customer.language).await?;
    let letter = compose(
        &wording,
        &customer,
        verdict.step,
        verdict.decision,
        reason.as_ref(),
    );
    let new = NewReview {
        customer: customer.id,
        step: verdict.step,
        decision: verdict.decision,
        by_hand: false,
        reason: reason.map(|reason| reason.code),
        comment,
        letter: letter.as_ref().map(|letter| letter.body.clone()),
        evidence,
    };
    announce::to_journal(&txn, actor, &customer, &new).await?;
    let review = review::record(&txn, actor, new).await?;
    step::put(&txn, row(actor, verdict, review)).await?;
    step::wait(&txn, customer.id).await?;
    announce::to_customer(&txn, actor, &customer, verdict.decision, letter).await?;
    let waiting = waiting(&txn, customer.id).await?;
    txn.commit().await?;
    Ok(Decided {
        customer_name: actor.sight.name(customer.id, &customer.name()),
        waiting,
    })
}

/// Nothing is decided twice before it is reopened, and only a decision can be taken back.
async fn first(
    txn: &DatabaseTransaction,
    customer: &Customer,
    before: Option<&StepRow>,
    verdict: &Verdict,
) -> Result<(), DecideError> {
    let state = standing(before, customer, verdict.step);
    if verdict.decision == Decision::Reopen {
        return match is_decided(state) {
            true => Ok(()),
            false => Err(DecideError::NotDecided),
        };
    }
    if !is_decided(state) {
        return Ok(());
    }
    if state != Some(reached(verdict.decision)) {
        return Err(DecideError::NotOpen);
    }
    let review = match before.and_then(|row| row.review_id) {
        Some(id) => review::Entity::find_by_id(id).one(txn).await?,
        None => None,
    };
    Err(DecideError::AlreadyDecided {
        at: before.map_or(customer.updated_at, |row| row.since),
        by: review.map(|review| review.decided_by),
    })
}

/// The reason and the comment that a decision needs, with every mistake in them.
async fn complete(
    txn: &DatabaseTransaction,
    verdict: &Verdict,
    before: Option<&StepRow>,
) -> Result<(Option<reason::Model>, Option<String>), DecideError> {
    let mut problems = Vec::new();
    let mut reason = None;
    if matches!(verdict.decision, Decision::AskAgain | Decision::Reject) {
        let found = match verdict.reason.as_str() {
            "" => Err(Problem::NotChosen),
            code => reason::of_code(txn, code)
                .await?
                .filter(|reason| reason.fits(verdict.decision, verdict.step))
                .ok_or(Problem::UnknownChoice),
        };
        match found {
            Ok(found) => reason = Some(found),
            Err(problem) => problems.push(("review_reason", problem)),
        }
    }
    let typed = verdict.comment.replace("\r\n", "\n");
    let comment = match needs_comment(verdict.decision, verdict.step, before) {
        true => text::required(&typed, COMMENT_MAX).map(Some),
        false => text::optional(&typed, COMMENT_MAX),
    };
    match comment {
        Ok(comment) if problems.is_empty() => Ok((reason, comment)),
        Ok(_) => Err(DecideError::Invalid(problems)),
        Err(problem) => {
            problems.push(("review_comment", problem));
            Err(DecideError::Invalid(problems))
        }
    }
}

/// Whether a decision needs words of its own: one that is taken back, and a channel that is
/// accepted though nothing was handed in for it.
pub fn needs_comment(decision: Decision, step: Step, row: Option<&StepRow>) -> bool {
    let waits = row.is_some_and(|row| row.waiting_since.is_some());
    match decision {
        Decision::Accept => step.slots().is_empty() && !waits,
        Decision::Reopen => true,
        Decision::AskAgain | Decision::Reject => false,
    }
}

/// Where a decision leads.
fn reached(decision: Decision) -> StepState {
    match decision {
        Decision::Accept => StepState::Accepted,
        Decision::AskAgain => StepState::AskedAgain,
        Decision::Reject => StepState::Rejected,
        Decision::Reopen => StepState::Submitted,
    }
}

fn row(actor: &Actor, verdict: &Verdict, review: ReviewId) -> StepRow {
    let again = verdict.decision == Decision::Reopen;
    StepRow {
        customer_id: verdict.customer,
        step: verdict.step,
        state: reached(verdict.decision),
        since: actor.at,
        waiting_since: again.then_some(actor.at),
        review_id: Some(review),
    }
}

async fn write_customer(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: &Customer,
    verdict: &Verdict,
) -> Result<(), DecideError> {
    let accepted = verdict.decision == Decision::Accept;
    let after = customer.flags_with(verdict.step, accepted);
    let written = Entity::update_many()
        .col_expr(verdict.step.flag_column(), Expr::value(accepted))
        .col_expr(
            Column::VerificationProgress,
            Expr::value(follows_from(after)),
        )
        .col_expr(Column::ProgressReason, Expr::value(Option::<String>::None))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(customer.id))
        .filter(Column::Version.eq(verdict.version))
        .exec(txn)
        .await?;
    if written.rows_affected == 1 {
        Ok(())
    } else {
        Err(DecideError::Stale)
    }
}

async fn waiting(txn: &DatabaseTransaction, customer: CustomerId) -> Result<Vec<Step>, DbErr> {
    let rows = step::of_customer(txn, customer).await?;
    let waits = |step: &Step| {
        let row = rows.iter().find(|row| row.step == *step);
        row.is_some_and(|row| row.waiting_since.is_some())
    };
    Ok(Step::ALL.into_iter().filter(waits).collect())
}
