//! What staff do to an open request besides deciding it: mark it, or all of its customer, with a
//! colour, change its amount.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, UpdateMany,
};

use super::claim;
use super::color::Color;
use super::request::{self, Column, CustomerRequest, Entity, subject_name};
use crate::domain::actor::Actor;
use crate::domain::customers::customer;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::{CustomerId, RequestId};
use crate::domain::within::within;
use crate::platform::db::Db;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    #[error("not found")]
    NotFound,
    /// Somebody has decided it.
    #[error("resolved")]
    Resolved,
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    /// This request's amount cannot be changed.
    #[error("the amount is fixed")]
    AmountFixed,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Marks an open request with a colour; `None` removes it. Nobody's decision form grows stale by
/// that: what was decided on is the same.
pub async fn set_color(
    db: &Db,
    actor: &Actor,
    id: RequestId,
    color: Option<Color>,
) -> Result<(), WorkError> {
    let txn = db.begin().await?;
    let before = open(&txn, actor, id).await?;
    let after = color.map(|color| color.to_string());
    let Some(change) = Change::of("color", before.color.clone(), after.clone()) else {
        return Ok(());
    };
    let update = Entity::update_many()
        .col_expr(Column::Color, Expr::value(after))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at));
    write(&txn, update, &before).await?;
    claim::go_on(&txn, actor, id).await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::done(Action::RequestColored, subject, subject_name(id));
    record(&txn, actor, entry.with(vec![change])).await?;
    txn.commit().await?;
    Ok(())
}

/// Changes the amount of an open request whose form was made from `version`. What was asked for
/// first is kept beside it.
pub async fn change_amount(
    db: &Db,
    actor: &Actor,
    id: RequestId,
    version: i64,
    amount: Amount,
) -> Result<(), WorkError> {
    let txn = db.begin().await?;
    let before = open(&txn, actor, id).await?;
    let editable = before.payload().is_some_and(|it| it.amount_is_editable());
    let asked = before.amount.filter(|_| editable);
    let asked = asked.ok_or(WorkError::AmountFixed)?;
    if before.version != version {
        return Err(WorkError::Stale);
    }
    let text = |amount: Amount| Some(amount.to_string());
    let Some(change) = Change::of("amount", text(asked), text(amount)) else {
        return Ok(());
    };
    let first = before.first_amount.unwrap_or(asked);
    let update = Entity::update_many()
        .col_expr(Column::Amount, Expr::value(amount))
        .col_expr(Column::FirstAmount, Expr::value(first))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    write(&txn, update, &before).await?;
    claim::go_on(&txn, actor, id).await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::done(Action::RequestAmountChanged, subject, subject_name(id));
    record(&txn, actor, entry.with(vec![change])).await?;
    txn.commit().await?;
    Ok(())
}

/// Marks every request of a customer with a colour, as far as they have none of their own; `None`
/// removes it. No form grows stale by that: none of them shows it.
pub async fn set_customer_color(
    db: &Db,
    actor: &Actor,
    id: CustomerId,
    color: Option<Color>,
) -> Result<(), WorkError> {
    let txn = db.begin().await?;
    let column = Expr::col((customer::Entity, customer::Column::Id));
    let query = customer::Entity::find_by_id(id).filter(within(&actor.scope, column));
    let before = query.lock_exclusive().one(&txn).await?;
    let before = before.ok_or(WorkError::NotFound)?;
    let after = color.map(|color| color.to_string());
    let change = Change::of("request_color", before.request_color.clone(), after.clone());
    let Some(change) = change else {
        return Ok(());
    };
    customer::Entity::update_many()
        .col_expr(customer::Column::RequestColor, Expr::value(after))
        .col_expr(customer::Column::UpdatedAt, Expr::value(actor.at))
        .filter(customer::Column::Id.eq(id))
        .exec(&txn)
        .await?;
    let entry = NewEntry::done(
        Action::CustomerColored,
        Subject::Customer(id),
        before.name(),
    );
    record(&txn, actor, entry.with(vec![change])).await?;
    txn.commit().await?;
    Ok(())
}

async fn open(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: RequestId,
) -> Result<CustomerRequest, WorkError> {
    let found = request::find_locked(txn, &actor.scope, id).await?;
    let found = found.ok_or(WorkError::NotFound)?;
    if found.is_open() {
        Ok(found)
    } else {
        Err(WorkError::Resolved)
    }
}

async fn write(
    txn: &DatabaseTransaction,
    update: UpdateMany<Entity>,
    before: &CustomerRequest,
) -> Result<(), WorkError> {
    let same = update
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .filter(Column::ResolvedAt.is_null());
    match same.exec(txn).await?.rows_affected {
        1 => Ok(()),
        _ => Err(WorkError::Stale),
    }
}
