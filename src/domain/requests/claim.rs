//! Claims: who has a request. A claim is no lock: it warns, and whoever may work on the request may
//! take it over. It lapses when the one who has it does nothing about it.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, QueryFilter, QuerySelect,
};

use super::request::{ActiveModel, Column, CustomerRequest, Entity, subject_name};
use super::resolve::{Decided, decided};
use super::status::RequestStatus;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::staff::member;
use crate::domain::values::ids::{RequestId, StaffId};
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// How long a claim lasts after the last thing that the one who has it did about the request.
pub const LASTS: Duration = Duration::from_secs(30 * 60);

/// How long after it was last written down that somebody is active it is written down again.
pub const AGAIN: Duration = Duration::from_secs(60);

/// From whom a request may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Anybody,
    /// Only from the one whom the page showed, if it showed anybody.
    Shown(Option<StaffId>),
}

/// Why nothing was claimed or released.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    #[error("not found")]
    NotFound,
    /// What is resolved is nobody's.
    #[error("resolved")]
    Resolved(Decided),
    /// Somebody else has it.
    #[error("{name} has it")]
    Held { name: String, since: Timestamp },
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Claims an open request for the one who acts, and takes it over from who has it. Their own claim
/// is only prolonged.
pub async fn claim(db: &Db, actor: &Actor, id: RequestId, over: Over) -> Result<(), ClaimError> {
    let me = actor.staff_id().ok_or(ClaimError::NotFound)?;
    let txn = db.begin().await?;
    let request = open(&txn, actor, id).await?;
    let holder = request.holder(actor.at);
    if holder == Some(me) {
        go_on(&txn, actor, id).await?;
        txn.commit().await?;
        return Ok(());
    }
    if holder.is_some() && !matches!(over, Over::Anybody) && over != Over::Shown(holder) {
        return Err(held(&txn, &request).await?);
    }
    let before = match holder {
        Some(holder) => Some(name_of(&txn, holder).await?),
        None => None,
    };
    take(&txn, actor, me, id, Condition::all()).await?;
    let status = moved(request.status, RequestStatus::InProgress);
    told(&txn, actor, id, (before, status)).await?;
    txn.commit().await?;
    Ok(())
}

/// Gives a request back that the one who acts has: it is pending then.
pub async fn release(db: &Db, actor: &Actor, id: RequestId) -> Result<(), ClaimError> {
    let txn = db.begin().await?;
    let request = open(&txn, actor, id).await?;
    match request.holder(actor.at) {
        // Nobody's, or theirs until it lapsed: the request says so from now on.
        None if request.assignee_id.is_none() => return Ok(()),
        None => {}
        holder if holder == actor.staff_id() => {}
        Some(_) => return Err(held(&txn, &request).await?),
    }
    let nobody = ActiveModel {
        status: Set(RequestStatus::Pending),
        assignee_id: Set(None),
        claimed_at: Set(None),
        claimed_until: Set(None),
        ..Default::default()
    };
    let update = Entity::update_many().set(nobody).filter(Column::Id.eq(id));
    update.exec(&txn).await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::done(Action::RequestReleased, subject, subject_name(id));
    let status = moved(request.status, RequestStatus::Pending);
    record(&txn, actor, entry.with(status.into_iter().collect())).await?;
    txn.commit().await?;
    Ok(())
}

/// Claims a request that nobody has. Answers whether it did: somebody may have been first.
pub(super) async fn claim_free(
    txn: &DatabaseTransaction,
    actor: &Actor,
    me: StaffId,
    id: RequestId,
) -> Result<bool, DbErr> {
    let free = Condition::any()
        .add(Column::AssigneeId.is_null())
        .add(Column::ClaimedUntil.is_null())
        .add(Column::ClaimedUntil.lte(actor.at));
    let before = Entity::find_by_id(id).one(txn).await?;
    let done = take(txn, actor, me, id, free).await?;
    if let Some(before) = before.filter(|_| done) {
        let status = moved(before.status, RequestStatus::InProgress);
        told(txn, actor, id, (None, status)).await?;
    }
    Ok(done)
}

/// The one who acts did something about a request: their claim, if they have one, goes on. Part of
/// what they did.
pub(super) async fn go_on(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: RequestId,
) -> Result<(), DbErr> {
    let Some(me) = actor.staff_id() else {
        return Ok(());
    };
    Entity::update_many()
        .col_expr(Column::ClaimedUntil, Expr::value(actor.at.plus(LASTS)))
        .filter(Column::Id.eq(id))
        .filter(Column::AssigneeId.eq(me))
        .filter(Column::ResolvedAt.is_null())
        .filter(Column::ClaimedUntil.gt(actor.at))
        .filter(Column::ClaimedUntil.lte(due(actor.at)))
        .exec(txn)
        .await?;
    Ok(())
}

/// The latest end of a claim that is prolonged by who is active now.
pub fn due(now: Timestamp) -> Timestamp {
    now.plus(LASTS).minus(AGAIN)
}

/// The request within the actor's scope, if it is open. Its row is held by the transaction.
async fn open(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: RequestId,
) -> Result<CustomerRequest, ClaimError> {
    let customer = Expr::col((Entity, Column::CustomerId));
    let found = Entity::find_by_id(id)
        .filter(within(&actor.scope, customer))
        .lock_exclusive()
        .one(txn)
        .await?;
    let request = found.ok_or(ClaimError::NotFound)?;
    match request.resolved_at {
        None => Ok(request),
        Some(_) => Err(ClaimError::Resolved(decided(txn, actor, &request).await?)),
    }
}

/// How the status changes, if it does.
fn moved(before: RequestStatus, after: RequestStatus) -> Option<Change> {
    let code = |status: RequestStatus| Some(status.code().to_owned());
    Change::of("request_status", code(before), code(after))
}

/// Gives an open request to somebody, if the condition holds: from then on it is in progress.
async fn take(
    txn: &DatabaseTransaction,
    actor: &Actor,
    me: StaffId,
    id: RequestId,
    condition: Condition,
) -> Result<bool, DbErr> {
    let mine = ActiveModel {
        assignee_id: Set(Some(me)),
        claimed_at: Set(Some(actor.at)),
        claimed_until: Set(Some(actor.at.plus(LASTS))),
        status: Set(RequestStatus::InProgress),
        ..Default::default()
    };
    let done = Entity::update_many()
        .set(mine)
        .filter(Column::Id.eq(id))
        .filter(Column::ResolvedAt.is_null())
        .filter(condition)
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes down who claimed a request, and from whom they took it.
async fn told(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: RequestId,
    (before, status): (Option<String>, Option<Change>),
) -> Result<(), DbErr> {
    let action = match before {
        Some(_) => Action::RequestTakenOver,
        None => Action::RequestClaimed,
    };
    let change = before.map(|before| Change {
        field: "assignee".to_owned(),
        before: Some(before),
        after: Some(actor.name().to_owned()),
    });
    let entry = NewEntry::done(action, Subject::Request(id), subject_name(id));
    record(
        txn,
        actor,
        entry.with(change.into_iter().chain(status).collect()),
    )
    .await
}

/// Who has it, as an error.
async fn held(txn: &DatabaseTransaction, request: &CustomerRequest) -> Result<ClaimError, DbErr> {
    let name = match request.assignee_id {
        Some(id) => name_of(txn, id).await?,
        None => String::new(),
    };
    Ok(ClaimError::Held {
        name,
        since: request.claimed_at.unwrap_or(request.updated_at),
    })
}

/// The name of the one who has a request, if it is somebody else than the one who asks.
pub async fn other_holder(
    db: &impl ConnectionTrait,
    request: &CustomerRequest,
    me: StaffId,
    now: Timestamp,
) -> Result<Option<String>, DbErr> {
    match request.holder(now).filter(|holder| *holder != me) {
        Some(holder) => name_of(db, holder).await.map(Some),
        None => Ok(None),
    }
}

async fn name_of(db: &impl ConnectionTrait, id: StaffId) -> Result<String, DbErr> {
    let name = member::Entity::find_by_id(id)
        .select_only()
        .column(member::Column::Name);
    let name: Option<String> = name.into_tuple().one(db).await?;
    Ok(name.unwrap_or_default())
}
