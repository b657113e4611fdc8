//! What a decision about a request writes: the row, the letter, the comment, the mail; and what is
//! written when it could not be carried out.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::comment::{self, Body};
use super::letter::Outcome;
use super::refusal::Refusal;
use super::request::{ActiveModel, Column, CustomerRequest, Entity, subject_name};
use super::resolve::ResolveError;
use crate::domain::actor::Actor;
use crate::domain::customers;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::outbox::template::Letter;
use crate::domain::values::ids::RequestId;
use crate::platform::db::Db;

/// Resolves the row, keeps the letter and the comment, and puts the mail into the outbox.
pub(super) async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    (request, customer): (&CustomerRequest, &Customer),
    (outcome, letter): (Outcome<'_>, Letter),
    comment: Option<Body>,
) -> Result<(), ResolveError> {
    let row = ActiveModel {
        status: Set(outcome.status()),
        resolution_id: Set(outcome.resolution()),
        letter: Set(Some(letter.body.clone())),
        // Nobody has to do anything about it any more.
        assignee_id: Set(None),
        claimed_at: Set(None),
        claimed_until: Set(None),
        updated_at: Set(actor.at),
        resolved_at: Set(Some(actor.at)),
        resolved_by: Set(Some(actor.name().to_owned())),
        ..Default::default()
    };
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(request.id))
        .filter(Column::Version.eq(request.version))
        .filter(Column::ResolvedAt.is_null())
        .exec(txn)
        .await?;
    if written.rows_affected != 1 {
        return Err(ResolveError::Stale(Vec::new()));
    }
    if let Some(body) = comment {
        comment::insert(txn, actor, request.id, &body).await?;
    }
    let about = Some(request.id);
    customers::letter::send(txn, actor, customer, outcome.message(), letter, about).await?;
    Ok(())
}

/// Writes down that an approval was tried and what stood against it.
pub(super) async fn tell_refusal(
    db: &Db,
    actor: &Actor,
    id: RequestId,
    refusal: &Refusal,
) -> Result<(), DbErr> {
    let txn = db.begin().await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::refused(Action::RequestNotApproved, subject, subject_name(id));
    let why = Change::fact("refusal", refusal.kept()?);
    record(&txn, actor, entry.with(vec![why])).await?;
    txn.commit().await
}
