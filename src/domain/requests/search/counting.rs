//! The counts of the tabs: one query, each status counted up to a limit. That there are too many to
//! count is remembered for a while; fewer are counted anew every time.

use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ConnectionTrait, DbErr};

use super::arms::{Arms, Scoped};
use super::plan::together;
use super::whose::Whose;
use crate::domain::customers::search::{COUNT_LIMIT, Count, KEPT};
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::db::Db;
use crate::platform::memory::Memory;

/// How many requests of each status match what else is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts([Count; RequestStatus::ALL.len()]);

impl Counts {
    /// How many there are of these statuses.
    pub fn of(&self, statuses: &[RequestStatus]) -> Count {
        let each = RequestStatus::ALL.iter().zip(self.0);
        let wanted = each.filter(|(status, _)| statuses.contains(status));
        let (figure, more) = wanted.fold((0, false), |(figure, more), (_, count)| {
            (figure + count.figure, more || count.more)
        });
        let all = Count::capped(figure);
        Count {
            more: all.more || more,
            ..all
        }
    }
}

/// The statuses that a filter matches too often to count. Cheap to clone; all clones share it.
#[derive(Clone, Debug)]
pub struct Tallies(Memory<Many>);

/// The counts of the statuses with too many.
type Many = [Option<Count>; RequestStatus::ALL.len()];

impl Default for Tallies {
    fn default() -> Tallies {
        Tallies(Memory::lasting(KEPT))
    }
}

impl Tallies {
    /// How many there are of each status. Those of which there were too many a moment ago are not
    /// counted again.
    pub(super) async fn count(&self, db: &Db, arms: &Arms<'_>) -> Result<Counts, DbErr> {
        let (about, now) = (about(arms), arms.asking.now);
        let known = self.0.recall(&about, now).unwrap_or_default();
        let each = RequestStatus::ALL.iter().zip(known);
        let unknown = each.filter(|(_, known)| known.is_none());
        let unknown: Vec<RequestStatus> = unknown.map(|(status, _)| *status).collect();
        let counted = count(db, arms, &unknown, Bound::default()).await?;
        let mut counts = known;
        for (status, count) in counted {
            let place = RequestStatus::ALL.iter().position(|one| *one == status);
            if let Some(known) = place.and_then(|place| counts.get_mut(place)) {
                *known = Some(count);
            }
        }
        let many = counts.map(|count| count.filter(|count| count.more));
        if many != known {
            self.0.keep(about, now, many);
        }
        Ok(Counts(
            counts.map(|count| count.unwrap_or(Count::capped(0))),
        ))
    }
}

/// Everything that the counts depend on; statuses, order and place are not part of it.
fn about(arms: &Arms<'_>) -> String {
    let (asking, criteria) = (arms.asking, arms.filter.criteria());
    let (zone, me, tags) = (asking.zone, asking.me, asking.scope.tags());
    let clear = asking.sight.is_clear();
    format!("{zone} {me} {clear} {tags:?} {criteria:?}")
}

/// How far is counted.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Counting stops here.
    pub counted: u64,
    /// No more rows of a status are looked at, where nothing but a walk finds those that the reader
    /// sees.
    pub looked_at: u64,
}

impl Default for Bound {
    fn default() -> Bound {
        Bound {
            counted: COUNT_LIMIT,
            looked_at: COUNT_LIMIT,
        }
    }
}

/// How many match of each of these statuses: one query.
pub async fn count(
    db: &Db,
    arms: &Arms<'_>,
    statuses: &[RequestStatus],
    bound: Bound,
) -> Result<Vec<(RequestStatus, Count)>, DbErr> {
    let walked = arms.asking.scope != Scope::All && *arms.whose == Whose::Anybody;
    let most = if walked {
        bound.looked_at
    } else {
        bound.counted
    };
    let mut each = statuses.iter().map(|status| match walked {
        true => counting_seen(arms, *status, most),
        false => counting(arms, *status, most),
    });
    let Some(mut asking) = each.next() else {
        return Ok(Vec::new());
    };
    asking.unions(each.map(|one| (UnionType::All, one)));
    let mut counts = Vec::new();
    for row in db.read().query_all(&asking).await? {
        let code: String = row.try_get("", "status")?;
        let figure = |name| -> Result<u64, DbErr> {
            let figure = row.try_get::<i64>("", name)?;
            Ok(u64::try_from(figure).unwrap_or_default())
        };
        let (looked, counted) = (figure("looked")?, figure("counted")?);
        let count = Count {
            figure: Ord::min(counted, bound.counted),
            more: looked > most || counted > bound.counted,
        };
        counts.extend(RequestStatus::from_code(&code).map(|status| (status, count)));
    }
    Ok(counts)
}

/// Each of the arms' rows counts.
fn counting(arms: &Arms<'_>, status: RequestStatus, most: u64) -> SelectStatement {
    let all = together(arms.arms(status, arms.lead(), Scoped::Here));
    let some = Query::select()
        .column(Alias::new("id"))
        .from_subquery(all, Alias::new("each"))
        .limit(most + 1)
        .to_owned();
    figures(status, some, Expr::cust("COUNT(*)"))
}

/// Of the arms' rows those count whose customers the reader sees.
fn counting_seen(arms: &Arms<'_>, status: RequestStatus, most: u64) -> SelectStatement {
    let all = together(arms.arms(status, arms.lead(), Scoped::Later));
    let some = Query::select()
        .column(Alias::new("customer_id"))
        .from_subquery(all, Alias::new("each"))
        .limit(most + 1)
        .to_owned();
    let whose = Expr::col((Alias::new("some"), Alias::new("customer_id")));
    let seen = CaseStatement::new().case(within(&arms.asking.scope, whose), Expr::value(1));
    figures(status, some, Expr::expr(seen).count())
}

fn figures(status: RequestStatus, some: SelectStatement, counted: SimpleExpr) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(status.code()), Alias::new("status"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("looked"))
        .expr_as(counted, Alias::new("counted"))
        .from_subquery(some, Alias::new("some"))
        .to_owned()
}
