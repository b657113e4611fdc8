//! The sum that confirms an action on a request: made here, answered once, by the session it was
//! made for, within five minutes. Five wrong answers in a row, and there is a pause.
//!
//! Only the newest sum of a session, a request and an action counts. Making and answering one is
//! done while the request's row is held, so that answers in parallel take turns.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::request;
use crate::domain::values::ids::{RequestId, StaffSessionId};
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

mod problem;

use problem::{number, other_than};

/// How long a sum may be answered.
pub const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// A sum that has so much of its time left is shown again, instead of a new one.
const FRESH: Duration = Duration::from_secs(60);

/// How many wrong answers in a row bring the pause.
const WRONG_ANSWERS: i32 = 5;

/// How long the pause lasts.
const PAUSE: Duration = Duration::from_secs(5 * 60);

/// How long answered and forgotten sums are kept.
const KEPT: Duration = Duration::from_secs(3600);

/// The rows of `request_sums`.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{RequestId, StaffSessionId};
    use crate::platform::clock::Timestamp;

    /// A sum.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "request_sums")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub session_id: StaffSessionId,
        pub request_id: RequestId,
        /// What it confirms.
        pub action: String,
        /// `A op B`
        pub problem: String,
        pub answer: i32,
        /// How many wrong answers in a row came before it.
        pub wrong_before: i32,
        pub made_at: Timestamp,
        pub answered_at: Option<Timestamp>,
        pub was_right: Option<bool>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a sum confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose {
    pub session: StaffSessionId,
    pub request: RequestId,
}

/// The one action that asks for a sum.
const REJECT: &str = "reject";

/// A sum that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: i64,
    /// `A op B`
    pub problem: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    Problem(Waiting),
    /// There were too many wrong answers; nothing is asked before this moment.
    Paused(Timestamp),
}

/// What somebody answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The sum that the page showed; `None` from who does not say, then it is the newest.
    pub sum: Option<i64>,
    pub typed: String,
}

/// What an answer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Right,
    Wrong,
    /// It answers a sum that another page has replaced meanwhile. Nothing counts.
    Replaced,
    /// Too late, used before, or never asked.
    Late,
    /// See [`Asked::Paused`].
    Paused(Timestamp),
}

/// The sum for a page. A sum that waits and is fresh stays; otherwise there is a new one. `None`
/// when the reader sees no such request.
pub async fn ask(
    db: &Db,
    scope: &Scope,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Asked>, DbErr> {
    let txn = db.begin().await?;
    let request = request::find_locked(&txn, scope, purpose.request).await?;
    if request.is_none() {
        return Ok(None);
    }
    let last = newest(&txn, purpose).await?;
    if let Some(until) = last.as_ref().and_then(|last| paused_until(last, now)) {
        return Ok(Some(Asked::Paused(until)));
    }
    let waiting = last.as_ref().filter(|last| last.answered_at.is_none());
    if let Some(fresh) = waiting.filter(|last| now <= last.made_at.plus(FRESH)) {
        return Ok(Some(Asked::Problem(Waiting {
            id: fresh.id,
            problem: fresh.problem.clone(),
        })));
    }
    let (problem, answer) = other_than(last.as_ref().map(|last| last.problem.as_str()))?;
    let new = row::ActiveModel {
        session_id: Set(purpose.session),
        request_id: Set(purpose.request),
        action: Set(REJECT.to_owned()),
        problem: Set(problem.clone()),
        answer: Set(answer),
        wrong_before: Set(last.as_ref().map_or(0, wrong_in_a_row)),
        made_at: Set(now),
        ..Default::default()
    };
    let id = row::Entity::insert(new).exec(&txn).await?.last_insert_id;
    txn.commit().await?;
    Ok(Some(Asked::Problem(Waiting { id, problem })))
}

/// Takes an answer; the sum is used up by it. The request's row must be held by `txn`, and a wrong
/// answer counts only when `txn` is committed.
pub async fn answer(
    txn: &DatabaseTransaction,
    purpose: Purpose,
    reply: &Reply,
    now: Timestamp,
) -> Result<Answered, DbErr> {
    let Some(last) = newest(txn, purpose).await? else {
        return Ok(Answered::Late);
    };
    if let Some(until) = paused_until(&last, now) {
        return Ok(Answered::Paused(until));
    }
    if reply.sum.is_some_and(|shown| shown != last.id) {
        return Ok(Answered::Replaced);
    }
    if last.answered_at.is_some() || now > last.made_at.plus(LIFETIME) {
        return Ok(Answered::Late);
    }
    let right = number(&reply.typed) == Some(last.answer);
    let used = row::Entity::update_many()
        .col_expr(row::Column::AnsweredAt, Expr::value(now))
        .col_expr(row::Column::WasRight, Expr::value(right))
        .filter(row::Column::Id.eq(last.id))
        .filter(row::Column::AnsweredAt.is_null())
        .exec(txn)
        .await?;
    Ok(match (used.rows_affected, right) {
        (1, true) => Answered::Right,
        (1, false) => Answered::Wrong,
        _ => Answered::Late,
    })
}

/// Removes sums that nobody can answer any more. Returns how many.
pub async fn sweep(db: &Db, now: Timestamp) -> Result<u64, DbErr> {
    let old = row::Column::MadeAt.lt(now.minus(KEPT));
    let any = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(old.clone());
    if any.into_tuple::<i64>().one(db.read()).await?.is_none() {
        return Ok(0);
    }
    let gone = row::Entity::delete_many().filter(old);
    Ok(gone.exec(db.write()).await?.rows_affected)
}

async fn newest(db: &impl ConnectionTrait, purpose: Purpose) -> Result<Option<row::Model>, DbErr> {
    row::Entity::find()
        .filter(row::Column::SessionId.eq(purpose.session))
        .filter(row::Column::RequestId.eq(purpose.request))
        .filter(row::Column::Action.eq(REJECT))
        .order_by_desc(row::Column::Id)
        .one(db)
        .await
}

/// Until when nothing is asked, if the sum's answer was one wrong too many.
fn paused_until(last: &row::Model, now: Timestamp) -> Option<Timestamp> {
    let wrong = last.was_right == Some(false) && last.wrong_before + 1 >= WRONG_ANSWERS;
    let until = last.answered_at.filter(|_| wrong)?.plus(PAUSE);
    (now < until).then_some(until)
}

/// How many wrong answers in a row there are behind the next sum. After a pause they start anew.
fn wrong_in_a_row(last: &row::Model) -> i32 {
    match last.was_right {
        None => last.wrong_before,
        Some(true) => 0,
        Some(false) => (last.wrong_before + 1) % WRONG_ANSWERS,
    }
}
