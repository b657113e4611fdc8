//! The list of requests: one page of it with the counts of its tabs, and the way there. Nobody
//! finds what is outside their scope.

use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, Order as Direction, QueryFilter, QueryOrder, QuerySelect,
    Select,
};

use super::request::{Column, Entity, whose};
use crate::domain::customers::search::{COUNT_LIMIT, Count};
use crate::domain::values::ids::{CustomerId, RequestId, StaffId};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

mod arms;
mod counting;
mod cursor;
mod filter;
mod line;
mod plan;
mod waiting;
mod walk;
mod whose;

use arms::Arms;
use counting::Bound;
pub use counting::{Counts, Tallies};
pub use cursor::{Cursor, Order, Sort};
pub use filter::{Assignee, Place, RequestFilter, SEVERAL, Statuses, Wanted};
pub use line::{Line, line, lines};
use plan::{Way, rows};
pub use waiting::{BELL_LIMIT, Waiting, Workload, waiting, workload};
pub use walk::{Standing, Walk};
pub use whose::{MOST_CUSTOMERS, Whose};

/// Who asks: `me` and days mean something to them only, and they see what is in their scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    pub me: StaffId,
    pub zone: Tz,
    pub now: Timestamp,
    pub scope: Scope,
    /// Whose data they see: the rest is masked, and not searched for by its parts.
    pub sight: Sight,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// More customers match than are looked for.
    #[error("too many customers match")]
    TooWide,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct RequestPage {
    pub lines: Vec<Line>,
    /// Where the page before ends; `None` on the first.
    pub before: Option<Cursor>,
    /// Where the page after begins; `None` on the last.
    pub after: Option<Cursor>,
    pub counts: Counts,
}

/// The page of the list that a filter names. `tallies` saves counting what is known to be too many.
pub async fn page(
    db: &Db,
    tallies: &Tallies,
    filter: &RequestFilter,
    asking: &Asking,
) -> Result<RequestPage, SearchError> {
    let list = List::find(db, tallies, filter.clone(), asking.clone()).await?;
    let wanted = filter.per_page.lines();
    let mut lines = list.lines(db, wanted + 1).await?;
    let more = lines.len() as u64 > wanted;
    lines.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    let (has_before, has_after) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    if matches!(filter.place, Some(Place::Before(_))) {
        lines.reverse();
    }
    let sort = filter.order().sort;
    let place = |line: Option<&Line>| line.map(|line| Cursor::of(line, sort));
    Ok(RequestPage {
        before: place(lines.first()).filter(|_| has_before),
        after: place(lines.last()).filter(|_| has_after),
        lines,
        counts: list.counts,
    })
}

/// A list about to be read: whose requests it has, how many, and how they are found.
#[derive(Clone, Debug)]
pub struct List {
    pub filter: RequestFilter,
    asking: Asking,
    whose: Whose,
    pub counts: Counts,
    way: Way,
    engine: sea_orm::DbBackend,
}

impl List {
    /// Looks for the customers, counts, and decides by that.
    pub async fn find(
        db: &Db,
        tallies: &Tallies,
        filter: RequestFilter,
        asking: Asking,
    ) -> Result<List, SearchError> {
        let whose = Whose::find(db, &filter, &asking).await?;
        Ok(List::of(db, tallies, (filter, asking), whose).await?)
    }

    /// The same where it is known whose requests are wanted.
    pub async fn of(
        db: &Db,
        tallies: &Tallies,
        (filter, asking): (RequestFilter, Asking),
        whose: Whose,
    ) -> Result<List, DbErr> {
        let arms = Arms {
            engine: db.backend(),
            filter: &filter,
            asking: &asking,
            whose: &whose,
        };
        let counts = tallies.count(db, &arms).await?;
        let way = Way::to(&arms, counts.of(&filter.status.list()));
        Ok(List {
            engine: db.backend(),
            filter,
            asking,
            whose,
            counts,
            way,
        })
    }

    /// How many lines to ask for at a time when all are wanted: what is found all at once is not
    /// found again for every part of it.
    pub fn batch(&self, usual: u64) -> u64 {
        match self.way {
            Way::Gathered(_) => COUNT_LIMIT + 1,
            Way::InOrder(_) => usual,
        }
    }

    /// Whether it has more than so many lines, whatever page the filter names.
    pub async fn more_than(&self, db: &Db, most: u64) -> Result<bool, DbErr> {
        let bound = Bound {
            counted: most,
            looked_at: i64::MAX.unsigned_abs() - 1,
        };
        let statuses = self.filter.status.list();
        let counted = counting::count(db, &self.arms(), &statuses, bound).await?;
        let figures = counted.iter().map(|(_, count)| count.figure);
        let more = counted.iter().any(|(_, count)| count.more);
        Ok(more || figures.sum::<u64>() > most)
    }

    fn arms(&self) -> Arms<'_> {
        Arms {
            engine: self.engine,
            filter: &self.filter,
            asking: &self.asking,
            whose: &self.whose,
        }
    }

    /// The first lines from the filter's place on, in the order they are walked.
    pub async fn lines(&self, db: &Db, most: u64) -> Result<Vec<Line>, DbErr> {
        let query = rows(&self.arms(), self.way, most);
        let found = query.into_model::<Line>().all(db.read()).await?;
        Ok(line::seen(found, &self.asking.sight))
    }
}

/// The query of a page, as it is when so many match; for those who look at its plan.
pub fn query(
    db: &Db,
    filter: &RequestFilter,
    asking: &Asking,
    whose: &Whose,
    count: Count,
) -> Select<Entity> {
    let arms = Arms {
        engine: db.backend(),
        filter,
        asking,
        whose,
    };
    rows(&arms, Way::to(&arms, count), filter.per_page.lines() + 1)
}

/// The newest requests of a customer, but one.
pub async fn others_of(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    (customer, but): (CustomerId, RequestId),
    most: u64,
) -> Result<Vec<Line>, DbErr> {
    let found = lines()
        .filter(Column::CustomerId.eq(customer))
        .filter(Column::Id.ne(but))
        .filter(within(scope, whose()))
        .order_by(Column::CreatedAt, Direction::Desc)
        .order_by(Column::Id, Direction::Desc)
        .limit(most)
        .into_model::<Line>()
        .all(db)
        .await?;
    Ok(line::seen(found, sight))
}
