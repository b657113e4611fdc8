//! The list of requests: one page of it with the counts of its tabs, and the way there.

use chrono_tz::Tz;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order as Direction, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::request::{Column, Entity};
use super::status::RequestStatus;
use crate::domain::customers::customer;
use crate::domain::customers::search::{Asked, COUNT_LIMIT, Count, CustomerFilter, conditions};
use crate::domain::values::ids::{CustomerId, RequestId, StaffId};
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

mod arms;
mod cursor;
mod filter;
mod line;

use arms::{Arms, Lead};
pub use cursor::{Cursor, Order, Sort};
pub use filter::{Assignee, Place, RequestFilter, SEVERAL, Statuses, Wanted};
pub use line::{Line, lines};

/// The most customers whose requests are looked for: a search that finds more is too wide.
pub const MOST_CUSTOMERS: u64 = 500;

/// Who asks: `me` and days mean something to them only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    pub me: StaffId,
    pub zone: Tz,
    pub now: Timestamp,
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

/// How many requests of each status match what else is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts([u64; RequestStatus::ALL.len()]);

impl Counts {
    /// How many there are of these statuses.
    pub fn of(&self, statuses: &[RequestStatus]) -> Count {
        let each = RequestStatus::ALL.iter().zip(self.0);
        let wanted = each.filter(|(status, _)| statuses.contains(status));
        Count::capped(wanted.map(|(_, count)| count).sum())
    }
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

/// The page of the list that a filter names.
pub async fn page(
    db: &Db,
    filter: &RequestFilter,
    asking: &Asking,
) -> Result<RequestPage, SearchError> {
    let customers = customers(db, filter, asking.zone).await?;
    let arms = Arms {
        engine: db.backend(),
        filter,
        asking,
        customers: customers.as_deref(),
    };
    let counts = count(db, &arms).await?;
    let way = Way::to(&arms, counts.of(&filter.status.list()));
    let wanted = filter.per_page.lines();
    let mut lines = rows(&arms, way, wanted + 1)
        .into_model::<Line>()
        .all(db.read())
        .await?;
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
        counts,
    })
}

/// The query of a page, as it is when so many match; for those who look at its plan.
pub fn query(
    db: &Db,
    filter: &RequestFilter,
    asking: &Asking,
    customers: Option<&[CustomerId]>,
    count: Count,
) -> Select<Entity> {
    let arms = Arms {
        engine: db.backend(),
        filter,
        asking,
        customers,
    };
    rows(&arms, Way::to(&arms, count), filter.per_page.lines() + 1)
}

/// The newest requests of a customer, but one.
pub async fn others_of(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    but: RequestId,
    most: u64,
) -> Result<Vec<Line>, DbErr> {
    lines()
        .filter(Column::CustomerId.eq(customer))
        .filter(Column::Id.ne(but))
        .order_by(Column::CreatedAt, Direction::Desc)
        .order_by(Column::Id, Direction::Desc)
        .limit(most)
        .into_model::<Line>()
        .all(db)
        .await
}

/// How the rows of a page are found.
#[derive(Clone, Copy)]
enum Way {
    /// Each arm gives the first of its rows in order.
    InOrder(Lead),
    /// Each arm gives all it has, and that is put in order.
    Gathered(Lead),
}

impl Way {
    fn to(arms: &Arms<'_>, count: Count) -> Way {
        let lead = arms.lead();
        let sort = arms.filter.order().sort;
        match (lead, sort) {
            (Lead::Order(_), _)
            | (Lead::Amount, Sort::Amount)
            | (Lead::Created, Sort::CreatedAt) => Way::InOrder(lead),
            (Lead::Number | Lead::Customers, _) => Way::Gathered(lead),
            // Of very many the next one is never far.
            _ if count.more => Way::InOrder(Lead::Order(sort)),
            _ => Way::Gathered(lead),
        }
    }
}

fn rows(arms: &Arms<'_>, way: Way, limit: u64) -> Select<Entity> {
    let statuses = arms.filter.status.list().into_iter();
    let parts: Vec<SelectStatement> = match way {
        Way::Gathered(lead) => statuses.flat_map(|status| arms.of(status, lead)).collect(),
        Way::InOrder(lead) => {
            let parts = statuses.flat_map(|status| arms.of(status, lead));
            parts.map(|arm| first(arms, arm, limit)).collect()
        }
    };
    let found = lines().filter(Column::Id.in_subquery(together(parts)));
    let found = match (way, arms.beyond(false)) {
        (Way::Gathered(_), Some(beyond)) => found.filter(beyond),
        _ => found,
    };
    let (sort, direction) = (arms.filter.order().sort, direction(arms));
    found
        .order_by(arms.key(sort, false), direction.clone())
        .order_by(arms.column(Column::Id, false), direction)
        .limit(limit)
}

fn direction(arms: &Arms<'_>) -> Direction {
    if arms.descending() {
        Direction::Desc
    } else {
        Direction::Asc
    }
}

/// The first rows of an arm, from the page's place on.
fn first(arms: &Arms<'_>, mut arm: SelectStatement, limit: u64) -> SelectStatement {
    let (sort, direction) = (arms.filter.order().sort, direction(arms));
    if let Some(beyond) = arms.beyond(true) {
        arm.and_where(beyond);
    }
    arm.order_by_expr(arms.key(sort, true), direction.clone());
    if sort != Sort::Id {
        arm.order_by_expr(arms.column(Column::Id, true), direction);
    }
    arm.limit(limit);
    Query::select()
        .column(Alias::new("id"))
        .from_subquery(arm, Alias::new("part"))
        .to_owned()
}

/// All arms as one.
fn together(parts: Vec<SelectStatement>) -> SelectStatement {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    all.unions(parts.map(|part| (UnionType::All, part)));
    all
}

/// How many there are of each status, each counted up to the limit: one query.
async fn count(db: &Db, arms: &Arms<'_>) -> Result<Counts, DbErr> {
    let lead = arms.lead();
    let mut asking = Query::select();
    for status in RequestStatus::ALL {
        let some = Query::select()
            .column(Alias::new("id"))
            .from_subquery(together(arms.of(status, lead)), Alias::new("each"))
            .limit(COUNT_LIMIT + 1)
            .to_owned();
        let counting = Query::select()
            .expr(Expr::cust("COUNT(*)"))
            .from_subquery(some, Alias::new("some"))
            .to_owned();
        let figure = SimpleExpr::SubQuery(None, Box::new(counting.into()));
        asking.expr_as(figure, Alias::new(status.code()));
    }
    let mut counts = [0; RequestStatus::ALL.len()];
    if let Some(row) = db.read().query_one(&asking).await? {
        for (count, status) in counts.iter_mut().zip(RequestStatus::ALL) {
            let figure: i64 = row.try_get("", status.code())?;
            *count = u64::try_from(figure).unwrap_or(0);
        }
    }
    Ok(Counts(counts))
}

/// The customers that the filter asks for; `None` when it asks for no particular ones.
async fn customers(
    db: &Db,
    filter: &RequestFilter,
    zone: Tz,
) -> Result<Option<Vec<CustomerId>>, SearchError> {
    let words = match &filter.q {
        Some(Wanted::Customer(words)) => Some(words),
        _ => None,
    };
    if words.is_none() && filter.email.is_none() {
        return Ok(filter.customer.map(|id| vec![id]));
    }
    let mut asking = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .limit(MOST_CUSTOMERS + 1);
    if let Some(words) = words {
        let named = CustomerFilter {
            q: Some(words.clone()),
            ..CustomerFilter::default()
        };
        let asked = Asked {
            filter: &named,
            scope: &Scope::All,
            zone,
        };
        asking = asking.filter(conditions(db.backend(), asked));
    }
    if let Some(email) = &filter.email {
        // A beginning is a range, which an index knows; both engines compare by bytes.
        let column = || Expr::col((customer::Entity, customer::Column::Email));
        let past = format!("{email}{}", char::MAX);
        asking = asking
            .filter(column().gte(email.as_str()))
            .filter(column().lt(past));
    }
    if let Some(id) = filter.customer {
        asking = asking.filter(customer::Column::Id.eq(id));
    }
    let found: Vec<CustomerId> = asking.into_tuple().all(db.read()).await?;
    if found.len() as u64 > MOST_CUSTOMERS {
        return Err(SearchError::TooWide);
    }
    Ok(Some(found))
}
