//! The queue: customers with something handed in and not decided, the longest waiting first.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, Select, Statement,
};

use super::queue_filter::{Cursor, Place, QueueFilter};
use super::step::{self, Step, StepState};
use crate::domain::customers::customer::{Column, Entity, full_name};
use crate::domain::customers::search::{COUNT_LIMIT, unindexed};
use crate::domain::values::country::Country;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::percent::Percent;
use crate::domain::values::scope::Scope;
use crate::domain::within::Reach;
use crate::platform::clock::Timestamp;

/// A customer in the queue.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Line {
    pub id: CustomerId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub country: Country,
    pub verified_email: bool,
    pub verified_phone: bool,
    pub verified_document: bool,
    pub verified_selfie: bool,
    pub verified_address: bool,
    pub verification_progress: Percent,
    pub waiting_since: Timestamp,
}

impl Line {
    /// First and last name.
    pub fn name(&self) -> String {
        full_name(&self.first_name, self.last_name.as_deref())
    }

    fn place(&self) -> Cursor {
        Cursor {
            waiting_since: self.waiting_since,
            id: self.id,
        }
    }

    fn flags(&self) -> [bool; 5] {
        [
            self.verified_email,
            self.verified_phone,
            self.verified_document,
            self.verified_selfie,
            self.verified_address,
        ]
    }
}

/// A line with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub line: Line,
    /// What waits, and whether it has been decided before.
    pub steps: Vec<(Step, StepState)>,
    /// Steps that nobody has accepted and of which nothing was handed in.
    pub missing: Vec<Step>,
}

/// One page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuePage {
    pub lines: Vec<Waiting>,
    /// Where the page before ends; `None` on the first.
    pub before: Option<Cursor>,
    /// Where the page after begins; `None` on the last.
    pub after: Option<Cursor>,
}

/// The page of the queue that a filter names: two queries, however many lines it has.
pub async fn page(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &QueueFilter,
) -> Result<QueuePage, DbErr> {
    let backwards = matches!(filter.place, Some(Place::Before(_)));
    let query = ordered(reach, filter).limit(filter.per_page.lines() + 1);
    let mut lines = query.into_partial_model::<Line>().all(db).await?;
    let wanted = usize::try_from(filter.per_page.lines()).unwrap_or(usize::MAX);
    let more = lines.len() > wanted;
    lines.truncate(wanted);
    if backwards {
        lines.reverse();
    }
    let (has_before, has_after) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    let before = lines.first().map(Line::place).filter(|_| has_before);
    let after = lines.last().map(Line::place).filter(|_| has_after);
    let lines = lines.into_iter();
    let lines = lines.map(|line| line.seen_by(&reach.sight)).collect();
    let lines = with_steps(db, lines).await?;
    Ok(QueuePage {
        lines,
        before,
        after,
    })
}

/// The customer who waits longest from the filter's place on, `not` this one.
pub async fn next(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &QueueFilter,
    not: Option<CustomerId>,
) -> Result<Option<CustomerId>, DbErr> {
    let mut query = ordered(reach, filter);
    if let Some(not) = not {
        query = query.filter(Column::Id.ne(not));
    }
    let first = query.limit(1).into_partial_model::<Line>();
    Ok(first.one(db).await?.map(|line| line.id))
}

/// The customers from the filter's place on; backwards when the page ends at the place.
pub fn ordered(reach: &Reach, filter: &QueueFilter) -> Select<Entity> {
    let order = match filter.place {
        Some(Place::Before(_)) => Order::Desc,
        None | Some(Place::After(_)) => Order::Asc,
    };
    // Customers who are found first are put in order then.
    let [since, id] = [Column::WaitingSince, Column::Id].map(|column| match reach.leads {
        true => unindexed(column),
        false => Expr::col(column),
    });
    let mut query = Entity::find()
        .filter(since.clone().is_not_null())
        .filter(reach.condition(Expr::col((Entity, Column::Id))))
        .order_by(since.clone(), order.clone())
        .order_by(id.clone(), order);
    if let Some(Place::After(cursor) | Place::Before(cursor)) = filter.place {
        let row: SimpleExpr = Expr::tuple([since, id]);
        let place: SimpleExpr =
            Expr::tuple([Expr::value(cursor.waiting_since), Expr::value(cursor.id)]);
        query = query.filter(match filter.place {
            Some(Place::Before(_)) => row.lt(place),
            _ => row.gt(place),
        });
    }
    if !filter.country.is_empty() {
        // As an expression no index knows, so that none but the queue's own is taken: finding a
        // country first would mean to sort all its customers.
        let country: SimpleExpr = Expr::cust("(customers.country || '')");
        let wanted = filter.country.iter().map(ToString::to_string);
        query = query.filter(country.is_in(wanted));
    }
    if !filter.step.is_empty() {
        query = query.filter(Expr::exists(waiting_for(&filter.step)));
    }
    query
}

/// The waiting steps of the customer at hand.
fn waiting_for(steps: &[Step]) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(step::Entity)
        .and_where(Expr::col((step::Entity, step::Column::CustomerId)).equals((Entity, Column::Id)))
        .and_where(Expr::col((step::Entity, step::Column::Step)).is_in(steps.iter().copied()))
        .and_where(Expr::col((step::Entity, step::Column::WaitingSince)).is_not_null())
        .to_owned()
}

async fn with_steps(db: &impl ConnectionTrait, lines: Vec<Line>) -> Result<Vec<Waiting>, DbErr> {
    let mut rows: HashMap<CustomerId, Vec<step::Model>> = HashMap::new();
    if !lines.is_empty() {
        let ids = lines.iter().map(|line| line.id);
        let found = step::Entity::find().filter(step::Column::CustomerId.is_in(ids));
        for row in found.all(db).await? {
            rows.entry(row.customer_id).or_default().push(row);
        }
    }
    let complete = |line: Line| {
        let rows = rows.remove(&line.id).unwrap_or_default();
        waiting(line, &rows)
    };
    Ok(lines.into_iter().map(complete).collect())
}

fn waiting(line: Line, rows: &[step::Model]) -> Waiting {
    let row = |step: Step| rows.iter().find(|row| row.step == step);
    let waits = |step: Step| {
        let row = row(step).filter(|row| row.waiting_since.is_some())?;
        Some((step, row.state))
    };
    let steps = Step::ALL.into_iter().filter_map(waits).collect();
    let flags = line.flags();
    let absent = |step: &Step| !flags[*step as usize] && row(*step).is_none();
    Waiting {
        steps,
        missing: Step::ALL.into_iter().filter(absent).collect(),
        line,
    }
}

/// How much waits in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// In the order of the pages; each at most [`COUNT_LIMIT`] + 1.
    pub steps: [(Step, u64); 5],
    /// Since when the oldest waits; `None` when nothing does.
    pub oldest: Option<Timestamp>,
}

/// Counts the waiting steps, and finds the oldest: one query.
pub async fn workload(db: &impl ConnectionTrait, reach: &Reach) -> Result<Workload, DbErr> {
    let statement = Statement::from_string(db.get_database_backend(), workload_query(reach));
    let row = db.query_one_raw(statement).await?;
    let count = |step: Step| -> Result<(Step, u64), DbErr> {
        let found = row.as_ref().map(|row| row.try_get::<i64>("", step.code()));
        let count = found.transpose()?.unwrap_or_default();
        Ok((step, u64::try_from(count).unwrap_or_default()))
    };
    let [email, phone, document, selfie, address] = Step::ALL.map(count);
    let oldest = row.as_ref().map(|row| row.try_get("", "oldest"));
    Ok(Workload {
        steps: [email?, phone?, document?, selfie?, address?],
        oldest: oldest.transpose()?.flatten(),
    })
}

/// The same words for both engines. Each count looks at so many entries of an index and no more.
pub fn workload_query(reach: &Reach) -> String {
    let tags = reach.scope.tags().iter().map(|tag| tag.0.to_string());
    let tags = tags.collect::<Vec<_>>().join(", ");
    let (steps, oldest) = match (&reach.scope, reach.leads) {
        (Scope::All, _) => (
            "FROM verification_steps WHERE ".to_owned(),
            "FROM customers WHERE waiting_since IS NOT NULL ORDER BY waiting_since, id".to_owned(),
        ),
        (Scope::Tagged(_), true) => led(&tags),
        (Scope::Tagged(_), false) => tested(&tags),
    };
    let counts = Step::ALL.map(|step| {
        let code = step.code();
        format!(
            "(SELECT COUNT(*) FROM (SELECT 1 {steps}step = '{code}' \
             AND waiting_since IS NOT NULL LIMIT {}) AS some_{code}) AS {code}",
            COUNT_LIMIT + 1
        )
    });
    let counts = counts.join(", ");
    format!("SELECT {counts}, (SELECT waiting_since {oldest} LIMIT 1) AS oldest")
}

/// From few customers to what waits of theirs.
fn led(tags: &str) -> (String, String) {
    let mine = format!("SELECT DISTINCT customer_id FROM customer_tags WHERE tag_id IN ({tags})");
    (
        // The order of a CROSS JOIN is the order in which SQLite looks.
        format!(
            "FROM ({mine}) AS mine CROSS JOIN verification_steps \
             WHERE verification_steps.customer_id = mine.customer_id AND "
        ),
        format!(
            "FROM customers WHERE id IN ({mine}) AND +waiting_since IS NOT NULL \
             ORDER BY +waiting_since, +id"
        ),
    )
}

/// From what waits to whether it is within.
fn tested(tags: &str) -> (String, String) {
    let carries = |customer: &str| {
        format!(
            "EXISTS (SELECT 1 FROM customer_tags WHERE customer_tags.customer_id = {customer} \
             AND tag_id IN ({tags}))"
        )
    };
    (
        format!(
            "FROM verification_steps WHERE {} AND ",
            carries("verification_steps.customer_id")
        ),
        format!(
            "FROM customers WHERE waiting_since IS NOT NULL AND {} ORDER BY waiting_since, id",
            carries("customers.id")
        ),
    )
}
