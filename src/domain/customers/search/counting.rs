//! Counting customers: up to a limit for every page, and exactly when asked for.

use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr,
};
use sea_orm::{Condition, ConnectionTrait, DbErr, Statement};

use super::conditions::conditions;
use super::count::COUNT_LIMIT;
use super::filter::Asked;
use crate::domain::customers::customer::{Column, Entity};
use crate::platform::db::prepared::Prepared;

/// The ids of the customers that fulfil conditions.
pub fn matches(conditions: Condition) -> SelectStatement {
    let id = Expr::col((Entity, Column::Id));
    selected(id, conditions)
}

/// A row for each customer that fulfils conditions, with nothing in it that must be looked up.
pub fn each(conditions: Condition) -> SelectStatement {
    selected(Expr::cust("1"), conditions)
}

fn selected(what: SimpleExpr, conditions: Condition) -> SelectStatement {
    let mut query = Query::select();
    query.expr_as(what, Alias::new("id")).from(Entity);
    // With `WHERE TRUE`, SQLite counts row by row and not leaf by leaf.
    if !conditions.is_empty() {
        query.cond_where(conditions);
    }
    query
}

pub fn limited(mut query: SelectStatement, limit: u64) -> SelectStatement {
    query.limit(limit).to_owned()
}

/// How many customers there are, as far as it is counted. Where that can only be few, SQLite
/// counts the table without stopping: whole leaves of it instead of rows.
pub async fn everybody(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    static EVERYBODY: Prepared = Prepared::new(of_everybody);
    figure(db, EVERYBODY.made(db.get_database_backend()), "count").await
}

fn of_everybody() -> SelectStatement {
    let all = each(Condition::all());
    let few = Expr::expr(subquery(newest())).lte(2 * COUNT_LIMIT);
    let count = CaseStatement::new()
        .case(few, subquery(counting(all.clone())))
        .finally(subquery(counting(limited(all, COUNT_LIMIT + 1))));
    Query::select()
        .expr_as(count, Alias::new("count"))
        .to_owned()
}

/// How many customers fulfil conditions, at most one more than the limit.
pub async fn counted(db: &impl ConnectionTrait, conditions: Condition) -> Result<u64, DbErr> {
    count_rows(db, limited(each(conditions), COUNT_LIMIT + 1)).await
}

/// The number of the newest customer: about how many there are, without counting them.
pub async fn newest_id(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    static NEWEST: Prepared = Prepared::new(newest);
    figure(db, NEWEST.made(db.get_database_backend()), "newest").await
}

fn newest() -> SelectStatement {
    Query::select()
        .expr_as(Expr::col((Entity, Column::Id)).max(), Alias::new("newest"))
        .from(Entity)
        .to_owned()
}

/// How many there are, however many: `None` when that took too long.
pub async fn count_exactly(
    db: &impl ConnectionTrait,
    asked: Asked<'_>,
) -> Result<Option<u64>, DbErr> {
    let counting = count_rows(db, each(conditions(db.get_database_backend(), asked)));
    match tokio::time::timeout(crate::platform::db::STATEMENT, counting).await {
        Ok(Err(error)) if crate::platform::db::took_too_long(&error) => Ok(None),
        Ok(counted) => counted.map(Some),
        Err(_elapsed) => Ok(None),
    }
}

/// How many rows a query has. Every column it gives is one more to look up for each of them.
pub fn counting(query: SelectStatement) -> SelectStatement {
    Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("count"))
        .from_subquery(query, Alias::new("some"))
        .to_owned()
}

pub async fn count_rows(db: &impl ConnectionTrait, query: SelectStatement) -> Result<u64, DbErr> {
    let asking = db.get_database_backend().build(&counting(query));
    figure(db, asking, "count").await
}

/// The only figure that a query gives.
async fn figure(db: &impl ConnectionTrait, asking: Statement, name: &str) -> Result<u64, DbErr> {
    let row = db.query_one_raw(asking).await?;
    let figure: Option<i64> = row.map_or(Ok(None), |row| row.try_get("", name))?;
    Ok(u64::try_from(figure.unwrap_or_default()).unwrap_or_default())
}

pub fn subquery(query: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(query.into()))
}
