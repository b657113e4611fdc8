//! The condition that keeps a query to the customers somebody may see.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbErr};

use super::tags::link;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;

/// Holds for rows whose customer is within the scope; `customer` is the customer's id in that row,
/// such as `requests.customer_id`. Asks the primary key of `customer_tags` for each row, so
/// something else has to lead to few rows, or the tags have to be frequent.
pub fn within(scope: &Scope, customer: SimpleExpr) -> Condition {
    let tags = match scope {
        Scope::All => return Condition::all(),
        Scope::Tagged(tags) => tags,
    };
    let tag = Expr::col((link::Entity, link::Column::TagId));
    let carried = Query::select()
        .expr(Expr::value(1))
        .from(link::Entity)
        .and_where(Expr::col((link::Entity, link::Column::CustomerId)).eq(customer))
        .and_where(tag.is_in(tags.iter().map(|tag| tag.0)))
        .to_owned();
    Condition::all().add(Expr::exists(carried))
}

/// The customers who carry one of the tags of a scope, by the index of the tags. For a scope that
/// nothing limits, those who carry any.
pub fn carriers(scope: &Scope) -> SelectStatement {
    let mut carriers = Query::select();
    carriers
        .column(link::Column::CustomerId)
        .distinct()
        .from(link::Entity);
    if let Scope::Tagged(tags) = scope {
        let tag = Expr::col((link::Entity, link::Column::TagId));
        carriers.and_where(tag.is_in(tags.iter().map(|tag| tag.0)));
    }
    carriers
}

/// Whether a customer is within a scope; also of one who does not exist, when nothing limits it.
pub async fn holds(
    db: &impl ConnectionTrait,
    scope: &Scope,
    customer: CustomerId,
) -> Result<bool, DbErr> {
    if *scope == Scope::All {
        return Ok(true);
    }
    let asking = Query::select()
        .expr(Expr::value(1))
        .cond_where(within(scope, Expr::value(customer.0)))
        .to_owned();
    Ok(db.query_one(&asking).await?.is_some())
}
