//! Who is looking at a request right now. Opening a page writes nothing: it leaves word in memory,
//! and the background writes down once a second whatever has come together, so that no page waits
//! for a database that has one writer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::claim;
use super::request::{self, CustomerRequest};
use crate::domain::staff::member;
use crate::domain::values::ids::{RequestId, StaffId};
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// How long somebody counts as looking after they opened the page or it said that it is open still.
pub const LOOKING: Duration = Duration::from_secs(120);

/// How long after it was written down that somebody is looking it is written down again.
const AGAIN: Duration = Duration::from_secs(60);

/// The most looks that wait to be written down; those beyond are not.
const WAITING: usize = 5_000;

/// The most who are named of all requests on a page.
const NAMED: u64 = 500;

/// The rows.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{RequestId, StaffId};
    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "request_presence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub request_id: RequestId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        pub seen_at: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody who is looking at a request.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Looker {
    pub request_id: RequestId,
    pub staff_id: StaffId,
    pub name: String,
    pub seen_at: Timestamp,
}

/// The looks that are not written down yet. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Looks(Arc<Mutex<BTreeMap<(RequestId, StaffId), Look>>>);

#[derive(Clone, Copy, Debug)]
struct Look {
    at: Timestamp,
    /// Whether it prolongs a claim.
    prolongs: bool,
}

impl Looks {
    /// Somebody opened the page of a request; `lookers` are those who look at it. It counts as
    /// activity of the one who has claimed it.
    pub fn opened(
        &self,
        request: &CustomerRequest,
        me: StaffId,
        lookers: &[Looker],
        now: Timestamp,
    ) {
        let until = request.claimed_until;
        let mine = request.holder(now) == Some(me);
        let prolongs = mine && until.is_some_and(|until| until <= claim::due(now));
        if prolongs || due(lookers, me, now) {
            self.leave((request.id, me), Look { at: now, prolongs });
        }
    }

    /// The page of a request is open still. That is no activity.
    pub fn stayed(&self, id: RequestId, me: StaffId, lookers: &[Looker], now: Timestamp) {
        if due(lookers, me, now) {
            let prolongs = false;
            self.leave((id, me), Look { at: now, prolongs });
        }
    }

    fn leave(&self, who: (RequestId, StaffId), look: Look) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING || waiting.contains_key(&who) {
            let known = waiting.entry(who).or_insert(look);
            known.at = look.at;
            known.prolongs |= look.prolongs;
        }
    }

    fn take(&self) -> BTreeMap<(RequestId, StaffId), Look> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *waiting)
    }
}

fn due(lookers: &[Looker], me: StaffId, now: Timestamp) -> bool {
    let known = lookers.iter().find(|looker| looker.staff_id == me);
    known.is_none_or(|known| known.seen_at.plus(AGAIN) <= now)
}

/// Writes down who was seen since the last time, and prolongs the claims of those who opened what
/// they have. Touches nothing when nobody was.
pub async fn write_down(db: &Db, looks: &Looks) -> Result<(), DbErr> {
    let looks = looks.take();
    if looks.is_empty() {
        return Ok(());
    }
    let rows = looks
        .iter()
        .map(|((request, staff), look)| row::ActiveModel {
            request_id: Set(*request),
            staff_id: Set(*staff),
            seen_at: Set(look.at),
        });
    let known = OnConflict::columns([row::Column::RequestId, row::Column::StaffId])
        .update_column(row::Column::SeenAt)
        .to_owned();
    let txn = db.begin().await?;
    row::Entity::insert_many(rows)
        .on_conflict(known)
        .exec_without_returning(&txn)
        .await?;
    let claims = looks.iter().filter(|(_, look)| look.prolongs);
    let claims: Vec<RequestId> = claims.map(|((request, _), _)| *request).collect();
    if !claims.is_empty() {
        prolong(&txn, claims).await?;
    }
    txn.commit().await
}

/// Prolongs claims up to when those who have them were seen.
async fn prolong(txn: &impl ConnectionTrait, claims: Vec<RequestId>) -> Result<(), DbErr> {
    use request::Column::{AssigneeId, ClaimedUntil, Id, ResolvedAt};
    let millis = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(0);
    let seen = |later: i64| {
        let of = |column| Expr::col((row::Entity, column));
        let seen = Query::select()
            .expr(of(row::Column::SeenAt).add(later))
            .from(row::Entity)
            .and_where(of(row::Column::RequestId).equals((request::Entity, Id)))
            .and_where(of(row::Column::StaffId).equals((request::Entity, AssigneeId)))
            .to_owned();
        SimpleExpr::SubQuery(None, Box::new(seen.into()))
    };
    let lasts = millis(claim::LASTS);
    request::Entity::update_many()
        .col_expr(ClaimedUntil, seen(lasts))
        .filter(Id.is_in(claims))
        .filter(ResolvedAt.is_null())
        .filter(Expr::col(ClaimedUntil).gt(seen(0)))
        .filter(Expr::col(ClaimedUntil).lt(seen(lasts)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Who is looking at these requests, by name; the reader may be among them.
pub async fn at(
    db: &impl ConnectionTrait,
    requests: impl IntoIterator<Item = RequestId>,
    now: Timestamp,
) -> Result<Vec<Looker>, DbErr> {
    let staff = row::Entity::belongs_to(member::Entity)
        .from(row::Column::StaffId)
        .to(member::Column::Id);
    row::Entity::find()
        .select_only()
        .columns([
            row::Column::RequestId,
            row::Column::StaffId,
            row::Column::SeenAt,
        ])
        .column(member::Column::Name)
        .join(JoinType::InnerJoin, staff.into())
        .filter(row::Column::RequestId.is_in(requests))
        .filter(row::Column::SeenAt.gt(now.minus(LOOKING)))
        .order_by_asc(member::Column::Name)
        .limit(NAMED)
        .into_model()
        .all(db)
        .await
}

/// Whether there is such a request within a scope.
pub async fn is_there(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: RequestId,
) -> Result<bool, DbErr> {
    let customer = Expr::col((request::Entity, request::Column::CustomerId));
    let found = request::Entity::find_by_id(id)
        .select_only()
        .column(request::Column::Id)
        .filter(within(scope, customer))
        .into_tuple::<RequestId>()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Removes looks that are over. Returns how many.
pub async fn sweep(db: &Db, now: Timestamp) -> Result<u64, DbErr> {
    let over = row::Column::SeenAt.lte(now.minus(LOOKING));
    let any = row::Entity::find()
        .select_only()
        .column(row::Column::RequestId)
        .filter(over.clone());
    if any
        .into_tuple::<RequestId>()
        .one(db.read())
        .await?
        .is_none()
    {
        return Ok(0);
    }
    let gone = row::Entity::delete_many().filter(over);
    Ok(gone.exec(db.write()).await?.rows_affected)
}
