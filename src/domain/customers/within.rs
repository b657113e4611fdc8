//! The condition that keeps a query to the customers somebody may see.

use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};

use super::tags::link;
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
