//! The list of customers: one page of it, and the way there.

use futures_util::TryFutureExt;
use sea_orm::{ConnectionTrait, DbErr, Select};
use tokio::try_join;

use super::cursor::Cursor;
use super::customer::{Entity, Line};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Db, Together};

mod conditions;
mod count;
mod counting;
mod filter;
mod letters;
mod memory;
mod offered;
mod order;
mod plan;
mod scout;
pub mod text;
mod whole;

pub use conditions::{conditions, unindexed};
pub use count::{COUNT_LIMIT, Count};
pub use counting::count_exactly;
pub use filter::{Asked, Counting, CustomerFilter, DocumentNumbers, Place, VERIFIED};
pub use memory::{Counted, KEPT, LARGE, LARGE_KEPT};
pub use offered::{Choices, Offered};
pub use order::ordered;
pub use plan::{Plan, straight};

/// One page of the list.
#[derive(Clone, Debug)]
pub struct CustomerPage {
    pub lines: Vec<Line>,
    /// Where the page before ends; `None` on the first.
    pub before: Option<Cursor>,
    /// Where the page after begins; `None` on the last.
    pub after: Option<Cursor>,
    /// How many there are in all.
    pub count: Count,
}

/// The newest customers within a scope. They are counted only where the way to them hangs on it;
/// see [`page`].
pub async fn newest(
    db: &Db,
    memory: (&Counted, Timestamp),
    (scope, sight): (&Scope, &Sight),
    lines: u64,
) -> Result<Vec<Line>, DbErr> {
    let filter = &CustomerFilter::newest();
    let zone = chrono_tz::UTC;
    let asked = Asked {
        filter,
        scope,
        sight,
        zone,
    };
    let query = match straight(db.backend(), asked, lines) {
        Some(query) => query,
        None => Plan::make(db.read(), memory, asked).await?.rows(lines),
    };
    Ok(seen(listed(db.read(), query).await?, sight))
}

async fn listed(db: &impl ConnectionTrait, query: Select<Entity>) -> Result<Vec<Line>, DbErr> {
    query.into_model::<Line>().all(db).await
}

fn seen(lines: Vec<Line>, sight: &Sight) -> Vec<Line> {
    let lines = lines.into_iter();
    lines.map(|line| line.seen_by(sight)).collect()
}

/// The page of the list that somebody asks for. The memory saves counting what took long a moment
/// ago.
pub async fn page(
    db: &Db,
    memory: (&Counted, Timestamp),
    asked: Asked<'_>,
) -> Result<CustomerPage, DbErr> {
    let filter = asked.filter;
    let wanted = filter.per_page.lines();
    let (counted, mut lines) = match straight(db.backend(), asked, wanted + 1) {
        Some(rows) => {
            let both = async |db: &Together| {
                let plan = Plan::make(db, memory, asked);
                try_join!(plan.map_ok(|plan| plan.count()), listed(db, rows))
            };
            db.read().together(both).await?
        }
        None => {
            let plan = Plan::make(db.read(), memory, asked).await?;
            let rows = plan.rows(wanted + 1);
            (plan.count(), listed(db.read(), rows).await?)
        }
    };
    let more = lines.len() as u64 > wanted;
    lines.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    let (has_before, has_after) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
        Some(Place::Last) => (more, false),
    };
    if matches!(filter.place, Some(Place::Before(_) | Place::Last)) {
        lines.reverse();
    }
    let place = |line: Option<&Line>| line.map(|line| Cursor::of(line, filter.sort));
    let before = place(lines.first()).filter(|_| has_before);
    let after = place(lines.last()).filter(|_| has_after);
    let count = match filter.counting {
        Counting::Capped => counted,
        Counting::Exact => {
            let exact = count_exactly(db.read(), asked).await?;
            exact.map_or(counted, |figure| Count {
                figure,
                more: false,
            })
        }
    };
    Ok(CustomerPage {
        lines: seen(lines, asked.sight),
        before,
        after,
        count,
    })
}
