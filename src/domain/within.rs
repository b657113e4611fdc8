//! The conditions that keep a query to the customers somebody may see.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbBackend, DbErr};

use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::db::Db;

/// Up to so many customers a scope leads to what hangs on them; beyond, walking on and testing each
/// row comes across enough of them soon.
pub const FEW: u64 = 2_000;

/// Holds for rows whose customer is within the scope; `customer` is the customer's id in that row,
/// such as `requests.customer_id`. Asks the primary key of `customer_tags` for each row, so
/// something else has to lead to few rows, or the tags have to be frequent.
pub fn within(scope: &Scope, customer: SimpleExpr) -> Condition {
    let Scope::Tagged(_) = scope else {
        return Condition::all();
    };
    let carried = links(scope)
        .expr(Expr::value(1))
        .and_where(column("customer_id").eq(customer))
        .to_owned();
    Condition::all().add(Expr::exists(carried))
}

/// The customers within a scope, as `id`, from the index that begins with the tag. One with several
/// of its tags comes several times.
pub fn carriers(scope: &Scope) -> SelectStatement {
    links(scope)
        .expr_as(column("customer_id"), Alias::new("id"))
        .to_owned()
}

fn links(scope: &Scope) -> SelectStatement {
    let tags = scope.tags().iter().map(|tag| tag.0);
    Query::select()
        .from(Alias::new("customer_tags"))
        .and_where(column("tag_id").is_in(tags))
        .to_owned()
}

fn column(name: &'static str) -> SimpleExpr {
    Expr::col((Alias::new("customer_tags"), Alias::new(name)))
}

/// A scope, and the way from it to what hangs on its customers.
#[derive(Clone, Debug)]
pub struct Reach {
    pub scope: Scope,
    /// Whose data are seen; nobody's, unless [`Reach::seeing`] says so.
    pub sight: Sight,
    /// Whether its customers are found first, and what hangs on them then.
    pub leads: bool,
}

impl Reach {
    /// Looks whether the customers of a scope are few. PostgreSQL knows by its statistics, and who
    /// sees all customers is not asked about.
    pub async fn of(db: &Db, scope: &Scope) -> Result<Reach, DbErr> {
        let leads = db.backend() == DbBackend::Sqlite && few(db, scope).await?;
        Ok(Reach {
            scope: scope.clone(),
            sight: Sight::masked(),
            leads,
        })
    }

    /// The same for somebody who sees personal data.
    pub fn seeing(self, sight: &Sight) -> Reach {
        Reach {
            sight: sight.clone(),
            ..self
        }
    }

    /// Holds for rows whose customer is within the scope; see [`within`].
    pub fn condition(&self, customer: SimpleExpr) -> Condition {
        if self.leads {
            Condition::all().add(customer.in_subquery(carriers(&self.scope)))
        } else {
            within(&self.scope, customer)
        }
    }
}

/// Whether the customers of a scope are few; all of them never are.
pub async fn few(db: &Db, scope: &Scope) -> Result<bool, DbErr> {
    if *scope == Scope::All {
        return Ok(false);
    }
    let some = carriers(scope).limit(FEW + 1).to_owned();
    let counting = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("count"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.read().query_one(&counting).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).is_ok_and(|count| count <= FEW))
}
