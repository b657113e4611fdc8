//! The conditions that keep a query to what came from a network.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Query, SimpleExpr};
use sea_orm::{Condition, ConnectionTrait, DbBackend, DbErr};

use crate::domain::values::network::Network;
use crate::platform::db::Db;

/// Up to so many rows a network leads to them; beyond, walking on comes across enough of them.
const FEW: u64 = 10_000;

/// Holds for keys of addresses within a network.
pub fn from_network(key: SimpleExpr, network: Network) -> Condition {
    let (first, last) = network.range();
    match network.is_single() {
        true => Condition::all().add(key.eq(first)),
        false => Condition::all()
            .add(key.clone().gte(first))
            .add(key.lte(last)),
    }
}

/// Whether few rows of a table have a key, in `column`, within a network. PostgreSQL knows by its
/// statistics what leads, and is not asked.
pub async fn few(
    db: &Db,
    (table, column): (&'static str, &'static str),
    network: Network,
) -> Result<bool, DbErr> {
    if db.backend() == DbBackend::Postgres {
        return Ok(true);
    }
    let some = Query::select()
        .expr_as(Expr::value(1), Alias::new("one"))
        .from(Alias::new(table))
        .cond_where(from_network(Expr::col(column.into_iden()), network))
        .limit(FEW + 1)
        .to_owned();
    let counting = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("count"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.read().query_one(&counting).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).is_ok_and(|count| count <= FEW))
}
