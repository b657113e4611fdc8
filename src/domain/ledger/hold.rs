//! What is on hold: transactions whose money is set aside until they are done or let go. An account
//! is not archived over them, and nothing else spends what their debits will take.

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Select,
};

use super::transaction::{Column, Entity, TransactionStatus};
use crate::domain::values::ids::{AccountId, RequestId};
use crate::domain::values::total::Total;

/// How many transactions of an account wait: are on hold, or on their way.
pub async fn waiting(db: &impl ConnectionTrait, account: AccountId) -> Result<u64, DbErr> {
    waiting_of(account).count(db).await
}

/// The query of [`waiting`]; for those who look at its plan.
pub fn waiting_of(account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(waits())
}

/// Literally as the partial index says it, as [`on_hold`] is; see [`TransactionStatus::waiting`].
fn waits() -> SimpleExpr {
    let codes = TransactionStatus::waiting().map(|status| format!("'{}'", status.code()));
    let codes: Vec<String> = codes.collect();
    Expr::cust(format!("status IN ({})", codes.join(", ")))
}

/// What the debits on hold will take from each of the accounts; none for an account without any.
/// Those of one request do not count against itself.
pub async fn debits(
    db: &impl ConnectionTrait,
    accounts: &[AccountId],
    but: Option<RequestId>,
) -> Result<Vec<(AccountId, Total)>, DbErr> {
    type Sums = (AccountId, i64, i64, i64, i64);
    let sums: Vec<Sums> = query(accounts, but).into_tuple().all(db).await?;
    let total = |(account, high, low, tenths, units): Sums| {
        let whole = i128::from(high) * 10_i128.pow(10) + i128::from(low);
        let units = i128::from(tenths) * 10_i128.pow(9) + i128::from(units);
        (account, Total::of(whole, units))
    };
    Ok(sums.into_iter().map(total).collect())
}

/// The same for one account.
pub async fn debits_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    but: Option<RequestId>,
) -> Result<Total, DbErr> {
    let sums = debits(db, &[account], but).await?;
    Ok(sums.first().map_or(Total::ZERO, |(_, sum)| *sum))
}

/// The query of [`debits`]; for those who look at its plan.
pub fn query(accounts: &[AccountId], but: Option<RequestId>) -> Select<Entity> {
    // Neither engine adds up the texts of amounts exactly, nor has it room for all their digits in
    // one number: minus, 20 digits, a point and 18 more are added up in four parts.
    let part = |from: usize, digits: usize| {
        let part = format!("CAST(SUBSTR(amount, {from}, {digits}) AS BIGINT)");
        Expr::cust(format!("CAST(SUM({part}) AS BIGINT)"))
    };
    let others = but.map(|request| {
        Condition::any()
            .add(Column::RequestId.is_null())
            .add(Column::RequestId.ne(request))
    });
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .expr_as(part(2, 10), "high")
        .expr_as(part(12, 10), "low")
        .expr_as(part(23, 9), "tenths")
        .expr_as(part(32, 9), "units")
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .filter(on_hold())
        // A minus sign comes before every digit.
        .filter(Expr::cust("amount < '0'"))
        .filter(Condition::all().add_option(others))
        .group_by(Column::AccountId)
}

/// Literally as the partial index says it: SQLite compares the texts.
fn on_hold() -> SimpleExpr {
    Expr::cust("status = 'hold'")
}
