//! Walking through a list one request at a time: where a request stands in it, what comes before
//! and after it, and the first of it. Each is found from the list's indexes, however long it is.

use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, LockBehavior, LockType, Query, SelectStatement,
    SimpleExpr,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::arms::{Arms, Scoped};
use super::plan::{Way, direction, first, together};
use super::{Asking, Cursor, Place, RequestFilter, SearchError, Tallies, Whose};
use crate::domain::customers::search::{COUNT_LIMIT, Count};
use crate::domain::requests::request::{Column, CustomerRequest, Entity};
use crate::domain::values::ids::RequestId;
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::db::Db;

/// How many of each arm are looked at for one that nobody else is taking at the same moment.
const LOOKED_AT: u64 = 64;

/// Where a request stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How many the list has.
    pub total: Count,
    /// Which of them it is, beginning with 1; `None` when the list does not have it.
    pub position: Option<Count>,
    pub previous: Option<RequestId>,
    pub next: Option<RequestId>,
}

/// A list, and who walks through it.
pub struct Walk<'a> {
    filter: RequestFilter,
    asking: &'a Asking,
    tallies: &'a Tallies,
}

/// What was found out before the first step.
pub struct Scouted {
    engine: DbBackend,
    whose: Whose,
    total: Count,
    way: Way,
}

impl<'a> Walk<'a> {
    /// Through the whole list of a filter, whichever page it names.
    pub fn through(filter: &RequestFilter, asking: &'a Asking, tallies: &'a Tallies) -> Walk<'a> {
        let filter = RequestFilter {
            place: None,
            ..filter.clone()
        };
        Walk {
            filter,
            asking,
            tallies,
        }
    }

    /// Where a request stands: two queries, one more when the filter names customers by words.
    pub async fn standing(
        &self,
        db: &Db,
        request: &CustomerRequest,
    ) -> Result<Standing, SearchError> {
        let scouted = self.prepare(db).await?;
        let asking = self.standing_query(&scouted, request);
        let row = db.read().query_one(&asking).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("a place in a list".to_owned()))?;
        let figure = |name: &str| row.try_get::<i64>("", name);
        let whole = |name: &str| figure(name).map(|figure| u64::try_from(figure).unwrap_or(0));
        let here = Count::capped(whole("ahead")? + 1);
        let here = Count {
            more: here.more || whole("looked")? > COUNT_LIMIT,
            ..here
        };
        Ok(Standing {
            total: scouted.total,
            position: (figure("listed")? > 0).then_some(here),
            previous: row.try_get("", "previous")?,
            next: row.try_get("", "next")?,
        })
    }

    /// The query of a request's place; for those who look at its plan.
    pub fn standing_query(&self, scouted: &Scouted, request: &CustomerRequest) -> SelectStatement {
        let [before, after] = self.sides(request);
        let [here, before, after] =
            [&self.filter, &before, &after].map(|filter| self.arms(scouted, filter));
        let way = scouted.way;
        let mut this = self.parts(&here, way, None);
        for arm in &mut this {
            arm.and_where(Expr::col((Entity, Column::Id)).eq(request.id));
        }
        let ahead = self.ahead(&before, way);
        Query::select()
            .expr_as(sub(self.nearest(&before, way, 1)), Alias::new("previous"))
            .expr_as(sub(self.nearest(&after, way, 1)), Alias::new("next"))
            .expr_as(sub(counting(this)), Alias::new("listed"))
            .column((Alias::new("front"), Alias::new("looked")))
            .column((Alias::new("front"), Alias::new("ahead")))
            .from_subquery(ahead, Alias::new("front"))
            .to_owned()
    }

    /// How many are ahead, and how many rows were looked at for it. Where a walk alone finds those
    /// that the reader sees, it ends after as many rows as would be counted.
    fn ahead(&self, before: &Arms<'_>, way: Way) -> SelectStatement {
        if self.asking.scope == Scope::All || *before.whose != Whose::Anybody {
            let counted = counting(self.parts(before, way, None));
            return Query::select()
                .expr_as(Expr::value(0_i64), Alias::new("looked"))
                .expr_as(sub(counted), Alias::new("ahead"))
                .to_owned();
        }
        let lead = match way {
            Way::InOrder(lead) | Way::Gathered(lead) => lead,
        };
        let statuses = before.filter.status.list().into_iter();
        let arms = statuses.flat_map(|status| before.arms(status, lead, Scoped::Later));
        let parts = arms.map(|mut arm| {
            if let Some(beyond) = before.beyond(matches!(way, Way::InOrder(_))) {
                arm.and_where(beyond);
            }
            arm
        });
        let some = Query::select()
            .column(Alias::new("customer_id"))
            .from_subquery(together(parts.collect()), Alias::new("each"))
            .limit(COUNT_LIMIT + 1)
            .to_owned();
        let whose = Expr::col((Alias::new("some"), Alias::new("customer_id")));
        let seen = CaseStatement::new().case(within(&self.asking.scope, whose), Expr::value(1));
        Query::select()
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("looked"))
            .expr_as(Expr::expr(seen).count(), Alias::new("ahead"))
            .from_subquery(some, Alias::new("some"))
            .to_owned()
    }

    /// What comes after a request, whether the list still has it or not.
    pub async fn after(
        &self,
        db: &Db,
        request: &CustomerRequest,
    ) -> Result<Option<RequestId>, SearchError> {
        let scouted = self.prepare(db).await?;
        let [_, after] = self.sides(request);
        let after = self.arms(&scouted, &after);
        let nearest = self.nearest(&after, scouted.way, 1);
        Ok(id_of(db.read(), &nearest).await?)
    }

    /// Finds out whose requests there are, how many, and which way leads to them, so that
    /// [`first`](Self::first) is one query.
    pub async fn prepare(&self, db: &Db) -> Result<Scouted, SearchError> {
        let whose = Whose::find(db, &self.filter, self.asking).await?;
        let arms = Arms {
            engine: db.backend(),
            filter: &self.filter,
            asking: self.asking,
            whose: &whose,
        };
        let counts = self.tallies.count(db, &arms).await?;
        let total = counts.of(&self.filter.status.list());
        Ok(Scouted {
            engine: db.backend(),
            way: Way::to(&arms, total),
            whose,
            total,
        })
    }

    /// The first of the list that nobody else is writing to; its row is held by `txn`.
    pub async fn first(
        &self,
        txn: &DatabaseTransaction,
        scouted: &Scouted,
    ) -> Result<Option<RequestId>, DbErr> {
        let arms = self.arms(scouted, &self.filter);
        let mut nearest = self.nearest(&arms, scouted.way, LOOKED_AT);
        nearest.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        id_of(txn, &nearest).await
    }

    /// The list before and after a request.
    fn sides(&self, request: &CustomerRequest) -> [RequestFilter; 2] {
        let cursor = Cursor::of_request(request, self.filter.order().sort);
        [Place::Before(cursor.clone()), Place::After(cursor)].map(|place| RequestFilter {
            place: Some(place),
            ..self.filter.clone()
        })
    }

    fn arms<'b>(&'b self, scouted: &'b Scouted, filter: &'b RequestFilter) -> Arms<'b> {
        Arms {
            engine: scouted.engine,
            filter,
            asking: self.asking,
            whose: &scouted.whose,
        }
    }

    /// Each arm beyond the place, and of it the first so many where it is
    /// found in order.
    fn parts(&self, arms: &Arms<'_>, way: Way, most: Option<u64>) -> Vec<SelectStatement> {
        let (lead, in_order) = match way {
            Way::InOrder(lead) => (lead, true),
            Way::Gathered(lead) => (lead, false),
        };
        let statuses = arms.filter.status.list().into_iter();
        let all = statuses.flat_map(|status| arms.of(status, lead));
        let parts = all.map(|mut arm| {
            if let Some(most) = most.filter(|_| in_order) {
                return first(arms, arm, most);
            }
            if let Some(beyond) = arms.beyond(in_order) {
                arm.and_where(beyond);
            }
            arm
        });
        parts.collect()
    }

    /// The number of the first beyond the place, in the list's order.
    fn nearest(&self, arms: &Arms<'_>, way: Way, looked_at: u64) -> SelectStatement {
        let parts = self.parts(arms, way, Some(looked_at));
        let sort = arms.filter.order().sort;
        let direction = direction(arms);
        Query::select()
            .column((Entity, Column::Id))
            .from(Entity)
            .and_where(Expr::col((Entity, Column::Id)).in_subquery(together(parts)))
            .order_by_expr(arms.key(sort, false), direction.clone())
            .order_by_expr(arms.column(Column::Id, false), direction)
            .limit(1)
            .to_owned()
    }
}

fn sub(query: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(query.into()))
}

/// How many these parts have together, up to the limit.
fn counting(parts: Vec<SelectStatement>) -> SelectStatement {
    let some = Query::select()
        .column(Alias::new("id"))
        .from_subquery(together(parts), Alias::new("each"))
        .limit(COUNT_LIMIT + 1)
        .to_owned();
    Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from_subquery(some, Alias::new("some"))
        .to_owned()
}

async fn id_of(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Option<RequestId>, DbErr> {
    let row = db.query_one(query).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}
