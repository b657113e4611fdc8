//! The log of mails: one page of it, newest first, and one of its mails.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, IdenStatic,
    Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::mail::{Column, Entity, MailState, Model};
use crate::domain::values::ids::{MailId, RequestId};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::{Reach, within};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

mod filter;

pub use filter::{MailFilter, Place, Readable};

/// How many mails a page shows.
pub const PER_PAGE: u64 = 50;

/// Counting dead mails stops here.
pub const DEAD_LIMIT: u64 = 100;

/// One page of the log.
#[derive(Clone, Debug)]
pub struct MailPage {
    pub mails: Vec<Model>,
    /// Where the page of newer ones ends; `None` on the first.
    pub before: Option<MailId>,
    /// Where the page of older ones begins; `None` on the last.
    pub after: Option<MailId>,
}

/// The page that a filter names, as it is seen.
pub async fn page(db: &Db, reach: &Reach, filter: &MailFilter) -> Result<MailPage, DbErr> {
    let mut mails = query(reach, filter).all(db.read()).await?;
    let more = mails.len() as u64 > PER_PAGE;
    mails.truncate(usize::try_from(PER_PAGE).unwrap_or(usize::MAX));
    let backwards = matches!(filter.place, Some(Place::Before(_)));
    if backwards {
        mails.reverse();
    }
    let (newer, older) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    let before = mails.first().map(|mail| mail.id).filter(|_| newer);
    let after = mails.last().map(|mail| mail.id).filter(|_| older);
    let mails = mails.into_iter();
    Ok(MailPage {
        mails: mails.map(|mail| mail.seen_by(&reach.sight)).collect(),
        before,
        after,
    })
}

/// The query of a page, and one line more.
pub fn query(reach: &Reach, filter: &MailFilter) -> Select<Entity> {
    let parts = parts(filter);
    let of = Asked {
        filter,
        reach,
        led: reach.leads && filter.customer.is_none() && filter.q.is_none(),
    };
    match parts.as_slice() {
        [part] if filter.q.is_none() && !of.led => of.limited(part),
        // What an index does not give in order has to be sorted: numbers, then, not whole mails.
        // Of several states or kinds each comes from its own index.
        [one, others @ ..] => {
            let mut ids = of.ids(one);
            for other in others {
                ids.union(UnionType::All, of.ids(other));
            }
            ordered(filter, Expr::col(Column::Id))
                .filter(Column::Id.in_subquery(ids))
                .limit(PER_PAGE + 1)
        }
        [] => ordered(filter, Expr::col(Column::Id)).filter(Expr::value(false)),
    }
}

/// A part of a page that comes from one index; `None` for any.
struct Part {
    state: Option<MailState>,
    kind: Option<&'static str>,
}

/// The parts that make up a filter's page; none when nothing of it may be read.
fn parts(filter: &MailFilter) -> Vec<Part> {
    let states: Vec<Option<MailState>> = match filter.state.as_slice() {
        [] | [_, _, _, ..] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    let kinds: Vec<Option<&'static str>> = match (filter.kind, &filter.readable) {
        (Some(kind), readable) if readable.contains(kind) => vec![Some(kind)],
        (Some(_), _) => Vec::new(),
        (None, Readable::Every) => vec![None],
        (None, Readable::Only(kinds)) => kinds.iter().copied().map(Some).collect(),
    };
    let of_state = |state| kinds.iter().map(move |kind| Part { state, kind: *kind });
    states.into_iter().flat_map(of_state).collect()
}

fn ordered(filter: &MailFilter, id: SimpleExpr) -> Select<Entity> {
    let order = match filter.place {
        Some(Place::Before(_)) => Order::Asc,
        Some(Place::After(_)) | None => Order::Desc,
    };
    Entity::find().order_by(id, order)
}

/// What a page is asked for.
struct Asked<'a> {
    filter: &'a MailFilter,
    reach: &'a Reach,
    /// Whether few customers lead to their mails; then no other index is of use.
    led: bool,
}

impl Asked<'_> {
    fn limited(&self, part: &Part) -> Select<Entity> {
        ordered(self.filter, self.column(Column::Id))
            .filter(self.conditions(part))
            .limit(PER_PAGE + 1)
    }

    /// The numbers of one part of a page.
    fn ids(&self, part: &Part) -> SelectStatement {
        let part = self
            .limited(part)
            .select_only()
            .column(Column::Id)
            .into_query();
        let name = Alias::new("part");
        Query::select()
            .column(Column::Id)
            .from_subquery(part, name)
            .to_owned()
    }

    fn conditions(&self, part: &Part) -> Condition {
        let filter = self.filter;
        let (state, kind) = (self.column(Column::State), self.column(Column::Kind));
        let mut all = Condition::all()
            .add_option(part.state.map(|is| state.eq(is)))
            .add_option(part.kind.map(|is| kind.eq(is)))
            .add_option(filter.customer.map(|id| Column::CustomerId.eq(id)));
        if let Some(q) = &filter.q {
            // A beginning is a range, which an index knows; both engines compare by bytes.
            let past = format!("{q}{}", char::MAX);
            let address = || Expr::col(Column::ToAddress);
            all = match self.reach.sight.is_clear() {
                true => all.add(address().gte(q.as_str())).add(address().lt(past)),
                // Beginnings would tell letter by letter what is masked.
                false => all.add(address().eq(q.as_str())),
            };
        }
        let customer = Expr::col((Entity, Column::CustomerId));
        all = match self.led {
            true => all.add(self.reach.condition(customer)),
            false => all.add(within(&self.reach.scope, customer)),
        };
        all.add_option(filter.place.map(|place| match place {
            Place::After(id) => self.column(Column::Id).lt(id),
            Place::Before(id) => self.column(Column::Id).gt(id),
        }))
    }

    /// A column, with a plus sign where none of its indexes is to be used.
    fn column(&self, column: Column) -> SimpleExpr {
        match self.led {
            true => Expr::cust(format!("+\"mails\".\"{}\"", column.as_str())),
            false => Expr::col((Entity, column)),
        }
    }
}

/// The query for the mail with this id, if it went to a customer within the scope; whoever sees all
/// customers sees all mails.
pub fn by_id(scope: &Scope, id: MailId) -> Select<Entity> {
    let customer = Expr::col((Entity, Column::CustomerId));
    Entity::find_by_id(id).filter(within(scope, customer))
}

/// One mail within the scope as it is seen; none when it is of a kind that may not be read.
pub async fn find(
    db: &Db,
    (scope, sight): (&Scope, &Sight),
    id: MailId,
    readable: &Readable,
) -> Result<Option<Model>, DbErr> {
    let found = by_id(scope, id).one(db.read()).await?;
    let found = found.filter(|mail| readable.contains(&mail.kind));
    Ok(found.map(|mail| mail.seen_by(sight)))
}

/// What became of a mail about the decision of a request.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Fate {
    pub id: MailId,
    pub kind: String,
    pub state: MailState,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

/// The mails about the decision of a request, oldest first.
pub async fn about(db: &impl ConnectionTrait, request: RequestId) -> Result<Vec<Fate>, DbErr> {
    let found = Entity::find().filter(Column::RequestId.eq(request));
    let found = found.order_by(Column::Id, Order::Asc).into_model();
    found.all(db).await
}

/// How many mails within the scope that may be read were given up, at most [`DEAD_LIMIT`].
pub async fn dead_count(db: &Db, scope: &Scope, readable: Readable) -> Result<u64, DbErr> {
    let kinds = match readable {
        Readable::Every => None,
        Readable::Only(kinds) => Some(Column::Kind.is_in(kinds)),
    };
    let some = Entity::find()
        .select_only()
        .expr_as(Expr::value(1), "one")
        .filter(Condition::all().add_option(kinds))
        .filter(within(scope, Expr::col((Entity, Column::CustomerId))))
        .filter(Column::State.eq(MailState::Dead))
        .limit(DEAD_LIMIT)
        .into_query();
    let counting = Query::select()
        .expr_as(Expr::col(Alias::new("one")).count(), Alias::new("count"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.read().query_one(&counting).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}
