//! How a page of the list is found without looking at everything.
//!
//! There are two ways: find the matches and put them in order, or walk the order and test each row.
//! The first is right for few matches, the second for many: then the next match is never far.
//! Counting, which stops at a limit, tells which. PostgreSQL decides alike by its statistics;
//! SQLite does not think of the limit of a page and is told.
//!
//! Where one value alone is asked for, and an index has those with it in the order of the list,
//! that is walked, however many they are.

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbBackend, DbErr, QueryFilter, QuerySelect, Select};

use super::conditions::{Conditions, Part, conditions, found_by_index, named, unindexed};
use super::count::Count;
use super::counting::{counted, newest_id, subquery};
use super::filter::Asked;
use super::memory::Counted;
use super::order::{carrying, sorted, walked};
use super::scout::{Ids, Scout};
use crate::domain::customers::cursor::Sort;
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;

/// A step of a walk that only compares numbers is so many times cheaper than looking up a row.
const CHEAPER: u64 = 7;

/// Testing rows has to be so many times cheaper than comparing numbers: it is far dearer where the
/// matches do not lie evenly, and the walk comes across them late.
const SURELY: u64 = 4;

/// So few matches are put in order whatever else there is.
const FEW: u64 = 100;

/// What comes across a page of matches soonest. What the search has found already, when that is not
/// too much, is known by its numbers.
#[derive(Clone, Debug)]
pub enum Way {
    /// Along the order of the list: each row is tested, or each number is looked for among those.
    Walk(Option<Ids>),
    /// From the matches, which are put in order.
    Sort(Option<Ids>),
}

impl Way {
    /// Among `customers`, a walk comes across a page of matches after `customers * lines / matches`
    /// rows; putting them in order looks at every match, and so does reading their numbers.
    async fn find(
        db: &impl ConnectionTrait,
        asked: Asked<'_>,
        (count, ids): (Count, Option<Ids>),
    ) -> Result<Way, DbErr> {
        if count.more || !asked.narrows() {
            return Ok(Way::Walk(None));
        }
        let matches = count.figure;
        if matches <= FEW {
            return Ok(Way::Sort(ids));
        }
        let lines = asked.filter.per_page.lines() + 1;
        let testing = newest_id(db).await?.saturating_mul(lines) / matches;
        let comparing = match ids {
            Some(_) => testing.saturating_add(matches) / CHEAPER,
            None => u64::MAX,
        };
        Ok(if matches <= testing.min(comparing) {
            Way::Sort(ids)
        } else if ids.is_none() || testing.saturating_mul(SURELY) <= comparing {
            Way::Walk(None)
        } else {
            Way::Walk(ids)
        })
    }
}

/// What counting the matches of a filter has found out.
#[derive(Clone, Debug)]
pub struct Finding {
    pub count: Count,
    /// What leads to the matches, when there are few.
    pub leaders: Vec<Part>,
    pub way: Way,
}

impl Finding {
    /// Counts, and decides by that.
    async fn make(db: &impl ConnectionTrait, asked: Asked<'_>) -> Result<Finding, DbErr> {
        let engine = db.get_database_backend();
        if engine == DbBackend::Sqlite {
            let lead = Scout { db, asked }.look().await?;
            return Ok(Finding {
                count: lead.count,
                leaders: lead.leaders,
                way: Way::find(db, asked, (lead.count, lead.ids)).await?,
            });
        }
        let matches = counted(db, conditions(engine, asked)).await?;
        Ok(Finding {
            count: Count::capped(matches),
            leaders: Vec::new(),
            way: Way::Walk(None),
        })
    }

    /// Whether it takes little room: thousands of numbers do not.
    pub fn is_small(&self) -> bool {
        matches!(self.way, Way::Walk(None) | Way::Sort(None))
    }
}

/// How the rows of a filter are found.
pub struct Plan<'a> {
    asked: Asked<'a>,
    engine: DbBackend,
    found: Finding,
}

impl<'a> Plan<'a> {
    /// Finds out what is not known from a moment ago, and took long then.
    pub async fn make(
        db: &impl ConnectionTrait,
        (counted, now): (&Counted, Timestamp),
        asked: Asked<'a>,
    ) -> Result<Plan<'a>, DbErr> {
        let found = match counted.recall(asked, now) {
            Some(found) => found,
            None => {
                let looks = counted.look(now);
                let found = Finding::make(db, asked).await?;
                counted.keep(asked, looks, &found);
                found
            }
        };
        Ok(Plan {
            asked,
            engine: db.get_database_backend(),
            found,
        })
    }

    /// How many matches there are.
    pub fn count(&self) -> Count {
        self.found.count
    }

    /// The first `lines` of the page and of those behind it.
    pub fn rows(&self, lines: u64) -> Select<Entity> {
        if let Some(rows) = straight(self.engine, self.asked, lines) {
            return rows;
        }
        let (filter, found) = (self.asked.filter, &self.found);
        let walk = |conditions: Condition| walked(filter).filter(conditions).limit(lines);
        let sort = |conditions| sorted(filter, conditions, lines);
        let own = Conditions::new(self.engine, self.asked);
        let id = Expr::col((Entity, Column::Id));
        match &found.way {
            Way::Walk(None) => walk(own.led_by(&[])),
            Way::Walk(Some(ids)) => walk(own.led_by(&[]).add(ids.contain(unindexed(Column::Id)))),
            Way::Sort(None) => sort(found_by_index(own.led_by(&found.leaders))),
            Way::Sort(Some(ids)) => sort(own.led_by(&[]).add(ids.contain(id))),
        }
    }
}

/// The same where the way does not hang on how many there are: nobody has to wait for a count.
pub fn straight(engine: DbBackend, asked: Asked<'_>, lines: u64) -> Option<Select<Entity>> {
    let filter = asked.filter;
    if let Some(tag) = own_tag(asked) {
        return Some(carrying(filter, tag, lines));
    }
    let rows = walked(filter).limit(lines);
    if !asked.narrows() {
        return Some(rows);
    }
    if engine != DbBackend::Sqlite {
        return Some(rows.filter(conditions(engine, asked)));
    }
    let own = Conditions::new(engine, asked);
    in_own_order(asked).then(|| rows.filter(own.led_by(&[Part::Columns])))
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

/// The tag whose carriers are wanted in the order of its index: the only one asked for, or the
/// only one of somebody who asks for nothing.
fn own_tag(asked: Asked<'_>) -> Option<SimpleExpr> {
    let filter = asked.filter;
    if filter.sort != Sort::CreatedAt {
        return None;
    }
    match (asked.scope.tags(), filter.tag.as_slice()) {
        ([], [_]) if filter.criteria().len() == 1 => Some(subquery(named(&filter.tag))),
        ([tag], []) if filter.criteria().is_empty() => Some(Expr::value(*tag)),
        _ => None,
    }
}
