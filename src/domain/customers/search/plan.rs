//! How a page of the list is found without looking at everything.
//!
//! There are two ways: find the matches and put them in order, or walk the order and test each row.
//! The first is right for few matches, the second for many: then the next match is never far.
//! Counting, which stops at a limit, tells which. PostgreSQL decides alike by its statistics;
//! SQLite does not think of the limit of a page and is told.

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::conditions::{Conditions, Part, conditions, found_by_index, unindexed};
use super::count::Count;
use super::counting::{counted, newest_id};
use super::filter::{Asked, CustomerFilter, Place};
use super::memory::Counted;
use super::scout::{Ids, Lead, Scout};
use crate::domain::customers::cursor::Sort;
use crate::domain::customers::customer::{self, Column, Entity};
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;

/// A step of a walk that only compares numbers is so many times cheaper than looking up a row.
const CHEAPER: u64 = 7;

/// So few matches are put in order whatever else there is.
const FEW: u64 = 100;

/// What comes across a page of matches soonest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Along the order of the list.
    Walk,
    /// From the matches, which are put in order.
    Sort,
}

impl Way {
    /// Among `customers`, a walk comes across a page of matches after `customers * lines / matches`
    /// rows; putting them in order looks at every match.
    async fn find(db: &impl ConnectionTrait, asked: Asked<'_>, lead: &Lead) -> Result<Way, DbErr> {
        let matches = lead.count.figure;
        if lead.count.more || !asked.narrows() {
            return Ok(Way::Walk);
        }
        if matches <= FEW {
            return Ok(Way::Sort);
        }
        let price = if lead.ids.is_some() { CHEAPER } else { 1 };
        let lines = asked.filter.per_page.lines() + 1;
        let walk = newest_id(db).await?.saturating_mul(lines) / price;
        Ok(match walk < matches * matches {
            true => Way::Walk,
            false => Way::Sort,
        })
    }
}

/// How the rows of a filter are found.
pub struct Plan<'a> {
    asked: Asked<'a>,
    engine: DbBackend,
    pub count: Count,
    /// What leads to the matches, when there are few.
    leaders: Vec<Part>,
    /// What the search has found already, when that is not too much.
    ids: Option<Ids>,
    way: Way,
}

impl<'a> Plan<'a> {
    /// Counts, and decides by that.
    pub async fn make(db: &impl ConnectionTrait, asked: Asked<'a>) -> Result<Plan<'a>, DbErr> {
        let engine = db.get_database_backend();
        let lead = if engine == DbBackend::Sqlite {
            Scout { db, asked }.look().await?
        } else {
            let conditions = conditions(engine, asked);
            Lead {
                count: Count::capped(counted(db, conditions).await?),
                leaders: Vec::new(),
                ids: None,
            }
        };
        let way = match engine {
            DbBackend::Sqlite => Way::find(db, asked, &lead).await?,
            _ => Way::Walk,
        };
        Ok(Plan {
            asked,
            engine,
            count: lead.count,
            leaders: lead.leaders,
            ids: lead.ids,
            way,
        })
    }

    /// The same, without counting again what was found to be too many a moment ago.
    pub async fn recall(
        db: &impl ConnectionTrait,
        (counted, now): (&Counted, Timestamp),
        asked: Asked<'a>,
    ) -> Result<Plan<'a>, DbErr> {
        if let Some(known) = counted.recall(asked, now) {
            return Ok(Plan {
                asked,
                engine: db.get_database_backend(),
                count: known.count,
                leaders: known.leaders,
                ids: None,
                way: Way::Walk,
            });
        }
        let plan = Plan::make(db, asked).await?;
        counted.keep(asked, now, (plan.count, plan.leaders.clone()));
        Ok(plan)
    }

    /// The first `lines` of the page and of those behind it.
    pub fn rows(&self, lines: u64) -> Select<Entity> {
        let filter = self.asked.filter;
        let own = Conditions::new(self.engine, self.asked);
        if self.engine != DbBackend::Sqlite {
            let conditions = conditions(self.engine, self.asked);
            return walked(filter).filter(conditions).limit(lines);
        }
        if in_own_order(self.asked) {
            let conditions = own.led_by(&[Part::Columns]);
            return walked(filter).filter(conditions).limit(lines);
        }
        let conditions = match (self.way, &self.ids) {
            (Way::Walk, None) => own.led_by(&[]),
            (Way::Walk, Some(ids)) => own.led_by(&[]).add(ids.contain(unindexed(Column::Id))),
            (Way::Sort, None) => found_by_index(own.led_by(&self.leaders)),
            (Way::Sort, Some(ids)) => {
                let id = Expr::col((Entity, Column::Id));
                own.led_by(&[]).add(ids.contain(id))
            }
        };
        match self.way {
            Way::Walk => walked(filter).filter(conditions).limit(lines),
            Way::Sort => sorted(filter, conditions, lines),
        }
    }
}

/// The lines of the matches, put in order. First their numbers: what else a line says is looked up
/// for those of the page alone.
fn sorted(filter: &CustomerFilter, conditions: Condition, lines: u64) -> Select<Entity> {
    let order = Ordering {
        filter,
        by_index: false,
    };
    let matches = Entity::find()
        .select_only()
        .expr_as(Expr::col((Entity, Column::Id)), "id")
        .filter(conditions);
    let page = order.of(matches).limit(lines).into_query();
    order.of(customer::lines().filter(Column::Id.in_subquery(page)))
}

/// Whether one value of one filter is wanted in the order of the index that is made for it.
fn in_own_order(asked: Asked<'_>) -> bool {
    let filter = asked.filter;
    if *asked.scope != Scope::All {
        return false;
    }
    let criteria = filter.criteria();
    let [(name, value)] = criteria.as_slice() else {
        return false;
    };
    let made = match *name {
        "status" | "country" | "gender" | "customer_type" | "exchange_monitor" => true,
        "blocked" | "waiting" => value == "yes",
        name => name.starts_with("verified_"),
    };
    made && filter.sort == Sort::CreatedAt
}

/// The customers from the filter's place on, in its order; backwards when the page ends at the
/// place.
pub fn ordered(filter: &CustomerFilter) -> Select<Entity> {
    by_index(filter).of(Entity::find())
}

/// The same, as lines of the list.
pub(super) fn walked(filter: &CustomerFilter) -> Select<Entity> {
    by_index(filter).of(customer::lines())
}

fn by_index(filter: &CustomerFilter) -> Ordering<'_> {
    Ordering {
        filter,
        by_index: true,
    }
}

/// The order of a list, from its place on.
struct Ordering<'a> {
    filter: &'a CustomerFilter,
    /// Whether an index may give it; else the rows are found first and put in order then.
    by_index: bool,
}

impl Ordering<'_> {
    fn of(&self, mut query: Select<Entity>) -> Select<Entity> {
        let filter = self.filter;
        let backwards = matches!(filter.place, Some(Place::Before(_) | Place::Last));
        let order = if filter.descending == backwards {
            Order::Asc
        } else {
            Order::Desc
        };
        query = query.order_by(self.column(filter.sort.column()), order.clone());
        if filter.sort != Sort::Id {
            query = query.order_by(self.column(Column::Id), order.clone());
        }
        if let Some(Place::After(cursor) | Place::Before(cursor)) = &filter.place {
            let columns = [filter.sort.column(), Column::Id].map(|column| self.column(column));
            let row: SimpleExpr = Expr::tuple(columns);
            let place = cursor.values(filter.sort);
            query = query.filter(if order == Order::Asc {
                row.gt(place)
            } else {
                row.lt(place)
            });
        }
        query
    }

    fn column(&self, column: Column) -> SimpleExpr {
        if self.by_index {
            Expr::col((Entity, column))
        } else {
            unindexed(column)
        }
    }
}
