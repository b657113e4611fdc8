//! What waits for a decision: the figure and the latest requests that the bell shows, and what the
//! start page says of the queue.

use chrono_tz::Tz;
use sea_orm::DbErr;

use super::Asking;
use super::arms::Arms;
use super::counting::{Bound, count};
use super::cursor::{Order, Sort};
use super::filter::RequestFilter;
use super::line::{self, Line};
use super::plan::{Way, rows};
use super::whose::Whose;
use crate::domain::customers::search::Count;
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::ids::{RequestId, StaffId};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::few;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The bell counts to here.
pub const BELL_LIMIT: u64 = 99;

/// How many requests the bell names.
const LATEST: u64 = 10;

/// So many rows of a status are looked at for the bell where only a walk finds those in a scope.
const LOOKED_AT: u64 = 2_000;

/// What the bell shows.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// How many wait; beyond [`BELL_LIMIT`] one more, and whether there may be more still.
    pub count: Count,
    /// The latest, newest first.
    pub latest: Vec<Line>,
}

impl Waiting {
    /// What tells one from another: the same figure and the same requests look the same.
    pub fn sign(&self) -> (u64, Vec<RequestId>) {
        let ids = self.latest.iter().map(|line| line.id);
        (self.count.figure, ids.collect())
    }
}

/// What waits for a decision within a scope, as it is seen.
pub async fn waiting(
    db: &Db,
    (scope, sight): (&Scope, &Sight),
    now: Timestamp,
) -> Result<Waiting, DbErr> {
    let bound = Bound {
        counted: BELL_LIMIT + 1,
        looked_at: LOOKED_AT,
    };
    let newest = Order {
        sort: Sort::CreatedAt,
        descending: true,
    };
    let queue = Queue::find(db, scope, newest, now).await?;
    let counts = queue.count(db, bound).await?;
    let figure: u64 = counts.iter().map(|(_, count)| count.figure).sum();
    Ok(Waiting {
        count: Count {
            figure: Ord::min(figure, BELL_LIMIT + 1),
            more: figure > BELL_LIMIT || counts.iter().any(|(_, count)| count.more),
        },
        latest: line::seen(queue.lines(db, LATEST).await?, sight),
    })
}

/// What waits, for those who begin their day.
#[derive(Clone, Debug)]
pub struct Workload {
    pub statuses: Vec<(RequestStatus, Count)>,
    /// When the oldest was handed in; `None` when nothing waits.
    pub oldest: Option<Timestamp>,
}

/// How much waits in each status within a scope, and since when.
pub async fn workload(db: &Db, scope: &Scope, now: Timestamp) -> Result<Workload, DbErr> {
    let oldest = Order {
        sort: Sort::CreatedAt,
        descending: false,
    };
    let queue = Queue::find(db, scope, oldest, now).await?;
    let mut statuses = queue.count(db, Bound::default()).await?;
    let place = |status| RequestStatus::OPEN.iter().position(|one| *one == status);
    statuses.sort_by_key(|(status, _)| place(*status));
    let first = queue.lines(db, 1).await?;
    Ok(Workload {
        statuses,
        oldest: first.first().map(|line| line.created_at),
    })
}

/// The open requests within a scope.
struct Queue {
    filter: RequestFilter,
    asking: Asking,
    whose: Whose,
}

impl Queue {
    async fn find(db: &Db, scope: &Scope, order: Order, now: Timestamp) -> Result<Queue, DbErr> {
        let whose = match few(db, scope).await? {
            true => Whose::Carriers,
            false => Whose::Anybody,
        };
        let filter = RequestFilter {
            order: Some(order),
            ..RequestFilter::default()
        };
        let asking = Asking {
            // Nobody in particular: the filter says nothing of who asks.
            me: StaffId(0),
            zone: Tz::UTC,
            now,
            scope: scope.clone(),
            sight: Sight::masked(),
        };
        Ok(Queue {
            filter,
            asking,
            whose,
        })
    }

    fn arms(&self, db: &Db) -> Arms<'_> {
        Arms {
            engine: db.backend(),
            filter: &self.filter,
            asking: &self.asking,
            whose: &self.whose,
        }
    }

    async fn count(&self, db: &Db, bound: Bound) -> Result<Vec<(RequestStatus, Count)>, DbErr> {
        count(db, &self.arms(db), &RequestStatus::OPEN, bound).await
    }

    async fn lines(&self, db: &Db, most: u64) -> Result<Vec<Line>, DbErr> {
        let arms = self.arms(db);
        let query = rows(&arms, Way::InOrder(arms.lead()), most);
        query.into_model::<Line>().all(db.read()).await
    }
}
