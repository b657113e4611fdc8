//! Whether a request can still be decided from the form at hand: its row, held until the end, or
//! who was first, or what has been done to it since.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::ResolveError;
use crate::domain::actor::Actor;
use crate::domain::customers::customer::{self, Model as Customer};
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Column, Outcome, Subject};
use crate::domain::requests::request::{self, CustomerRequest};
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::ids::{RequestId, StaffId};
use crate::platform::clock::Timestamp;

/// The most that is told of what a stale form missed.
const TOLD: u64 = 20;

/// What leaves a request as the forms on its page show it.
const BESIDE: [Action; 7] = [
    Action::RequestCommented,
    Action::RequestCommentEdited,
    Action::RequestColored,
    Action::RequestAudited,
    Action::RequestClaimed,
    Action::RequestTakenOver,
    Action::RequestReleased,
];

/// What decides a request.
const DECISIONS: [Action; 2] = [Action::RequestApproved, Action::RequestRejected];

/// Who decided a request, when, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub by: String,
    /// Whether that was the one who asks.
    pub own: bool,
    pub at: Timestamp,
    pub outcome: RequestStatus,
}

/// Who decided a request that is decided.
pub async fn decided(
    db: &impl ConnectionTrait,
    actor: &Actor,
    request: &CustomerRequest,
) -> Result<Decided, DbErr> {
    let decider = entry::Entity::find()
        .select_only()
        .column(Column::ActorId)
        .filter(Column::SubjectKind.eq(Subject::Request(request.id).kind()))
        .filter(Column::SubjectId.eq(request.id))
        .filter(Column::Action.is_in(DECISIONS.map(Action::code)))
        .order_by_desc(Column::Id)
        .into_tuple::<Option<StaffId>>()
        .one(db)
        .await?;
    // Names are not unique.
    let decider = decider.flatten();
    Ok(Decided {
        by: request.resolved_by.clone().unwrap_or_default(),
        own: decider.is_some() && decider == actor.staff_id(),
        at: request.resolved_at.unwrap_or(request.updated_at),
        outcome: request.status,
    })
}

/// What a decision was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Of the request, when the page was made.
    pub version: i64,
    /// Of its customer, where the page showed what would change about them.
    pub customer_version: Option<i64>,
}

impl Shown {
    /// A form that shows nothing of the customer.
    pub fn of(version: i64) -> Shown {
        Shown {
            version,
            customer_version: None,
        }
    }
}

/// The request and its customer, if the actor sees it, it may still become `next`, and nobody
/// changed what was shown since. Both rows are held until the transaction ends: nobody blocks or
/// changes the customer meanwhile.
pub(super) async fn held(
    txn: &DatabaseTransaction,
    actor: &Actor,
    (id, shown): (RequestId, Shown),
    next: RequestStatus,
) -> Result<(CustomerRequest, Customer), ResolveError> {
    let request = request::find_locked(txn, &actor.scope, id).await?;
    let request = request.ok_or(ResolveError::NotFound)?;
    if !request.is_open() || !request.status.may_become(next) {
        let first = decided(txn, actor, &request).await?;
        return Err(ResolveError::AlreadyResolved(first));
    }
    if request.version != shown.version {
        let versions = request.version.saturating_sub(shown.version);
        let subject = Subject::Request(request.id);
        let done = done_since(txn, (subject, request.id.0), versions).await?;
        return Err(ResolveError::Stale(done));
    }
    let customer = customer::Entity::find_by_id(request.customer_id).lock_exclusive();
    let customer = customer.one(txn).await?.ok_or(ResolveError::NotFound)?;
    let seen = shown.customer_version.unwrap_or(customer.version);
    let changes = request.payload().is_some_and(|one| one.changes_customer());
    if changes && next == RequestStatus::Approved && customer.version != seen {
        let versions = customer.version.saturating_sub(seen);
        let subject = Subject::Customer(customer.id);
        let done = done_since(txn, (subject, customer.id.0), versions).await?;
        return Err(ResolveError::Stale(done));
    }
    Ok((request, customer))
}

/// What was done to a request or a customer in the last so many versions, newest first.
async fn done_since(
    txn: &DatabaseTransaction,
    (subject, id): (Subject, i64),
    versions: i64,
) -> Result<Vec<entry::Model>, DbErr> {
    entry::Entity::find()
        .filter(Column::SubjectKind.eq(subject.kind()))
        .filter(Column::SubjectId.eq(id))
        .filter(Column::Action.is_not_in(BESIDE.map(Action::code)))
        .filter(Column::Outcome.ne(Outcome::Refused.code()))
        .order_by_desc(Column::Id)
        .limit(u64::try_from(versions).unwrap_or_default().min(TOLD))
        .all(txn)
        .await
}
