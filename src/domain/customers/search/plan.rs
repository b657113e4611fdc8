//! How a page of the list is found without looking at everything.
//!
//! There are two ways: find the matches and put them in order, or walk the order and test each row.
//! The first is right for few matches, the second for many: then the next match is never far.
//! Counting, which stops at a limit, tells which. PostgreSQL decides alike by its statistics;
//! SQLite does not think of the limit of a page and is told.

use chrono_tz::Tz;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, DbBackend, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, Select};

use super::conditions::{Conditions, Part, conditions, unindexed};
use super::counting::{Count, Ids, Lead, Scout, counted, matches};
use super::filter::{CustomerFilter, Place};
use super::memory::Counted;
use crate::domain::customers::cursor::Sort;
use crate::domain::customers::customer::{self, Column, Entity};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// From so many matches on, a walk along the order that only compares numbers comes across a page
/// of them sooner than their rows are looked up and put in order.
const SOON_MET: u64 = 2_000;

/// How the rows of a filter are found.
pub struct Plan<'a> {
    filter: &'a CustomerFilter,
    zone: Tz,
    engine: DbBackend,
    pub count: Count,
    /// What leads to the matches, when there are few.
    leaders: Vec<Part>,
    /// What the search has found already, when that is not too much.
    ids: Option<Ids>,
}

impl<'a> Plan<'a> {
    /// Counts, and decides by that.
    pub async fn make(db: &Db, filter: &'a CustomerFilter, zone: Tz) -> Result<Plan<'a>, DbErr> {
        let engine = db.backend();
        let lead = if engine == DbBackend::Sqlite {
            Scout { db, filter, zone }.look().await?
        } else {
            let conditions = conditions(engine, filter, zone);
            Lead {
                count: Count::capped(counted(db, conditions).await?),
                leaders: Vec::new(),
                ids: None,
            }
        };
        Ok(Plan {
            filter,
            zone,
            engine,
            count: lead.count,
            leaders: lead.leaders,
            ids: lead.ids,
        })
    }

    /// The same, without counting again what was found to be too many a moment ago.
    pub async fn recall(
        db: &Db,
        (counted, now): (&Counted, Timestamp),
        filter: &'a CustomerFilter,
        zone: Tz,
    ) -> Result<Plan<'a>, DbErr> {
        if let Some(known) = counted.recall(filter, zone, now) {
            return Ok(Plan {
                filter,
                zone,
                engine: db.backend(),
                count: known.count,
                leaders: known.leaders,
                ids: None,
            });
        }
        let plan = Plan::make(db, filter, zone).await?;
        counted.keep(filter, zone, now, (plan.count, plan.leaders.clone()));
        Ok(plan)
    }

    /// The lines of the page and of those behind it.
    pub fn rows(&self) -> Select<Entity> {
        let filter = self.filter;
        let own = Conditions::new(self.engine, filter, self.zone);
        if self.engine != DbBackend::Sqlite {
            return lines(filter).filter(conditions(self.engine, filter, self.zone));
        }
        if in_own_order(filter) {
            return lines(filter).filter(own.led_by(&[Part::Columns]));
        }
        let found = match &self.ids {
            Some(ids) if self.count.figure > SOON_MET => {
                let among = ids.contain(unindexed(Column::Id));
                return lines(filter).filter(own.led_by(&[]).add(among));
            }
            Some(ids) => {
                let among = ids.contain(Expr::col((Entity, Column::Id)));
                Some(customer::lines().filter(own.led_by(&[]).add(among)))
            }
            None if self.count.few() && !filter.criteria().is_empty() => {
                let found = matches(own.led_by(&self.leaders));
                Some(customer::lines().filter(Column::Id.in_subquery(found)))
            }
            None => None,
        };
        if let Some(found) = found {
            let order = Ordering {
                filter,
                by_index: false,
            };
            return order.of(found);
        }
        lines(filter).filter(own.led_by(&[]))
    }
}

/// Whether one value of one filter is wanted in the order of the index that is made for it.
fn in_own_order(filter: &CustomerFilter) -> bool {
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
    walked(filter, Entity::find())
}

/// The same, as lines of the list.
pub(super) fn lines(filter: &CustomerFilter) -> Select<Entity> {
    walked(filter, customer::lines())
}

fn walked(filter: &CustomerFilter, query: Select<Entity>) -> Select<Entity> {
    let order = Ordering {
        filter,
        by_index: true,
    };
    order.of(query)
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
