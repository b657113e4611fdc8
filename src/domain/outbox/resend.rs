//! What staff may do about a mail: send it again, or take it back before it leaves.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};
use thiserror::Error;

use super::log::by_id;
use super::mail::{ActiveModel, CANCELLED, Column, Entity, MailState, Model};
use super::sealed::secret_of;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::email::Email;
use crate::domain::values::ids::MailId;
use crate::platform::db::Db;
use crate::platform::random;

/// So soon nobody means to send a mail once more: they do not know of each other.
const AGAIN: Duration = Duration::from_secs(60);

/// Why nothing was done.
#[derive(Debug, Error)]
pub enum ResendError {
    #[error("there is no such mail")]
    NotFound,
    /// It is not in a state in which this makes sense any more.
    #[error("the mail has moved on")]
    MovedOn,
    /// It came with a link or a code that works once, and may be used or too old by now.
    #[error("the mail came with a secret")]
    OneTime,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A mail that may be sent again, which nobody else touches until the transaction ends. `seen` is
/// the state that the actor saw. One with a link or a code that works once is never sent again:
/// whoever needs it gets a new one.
pub async fn locked(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: MailId,
    seen: Option<MailState>,
) -> Result<Model, ResendError> {
    let mail = by_id(&actor.scope, id).lock_exclusive().one(txn).await?;
    let mail = mail.ok_or(ResendError::NotFound)?;
    if seen.is_some_and(|seen| seen != mail.state) {
        return Err(ResendError::MovedOn);
    }
    if secret_of(&mail).is_some() {
        return Err(ResendError::OneTime);
    }
    Ok(mail)
}

/// Sends a mail again that was read with [`locked`], to the address `to` if its receiver has
/// another one by now. A dead one is queued as it is; of one that was sent, a copy is queued that
/// is a mail of its own. Gives back the mail that is queued.
pub async fn again(
    txn: &DatabaseTransaction,
    actor: &Actor,
    mut mail: Model,
    to: Option<Email>,
) -> Result<MailId, ResendError> {
    let before = mail.to_address.clone();
    if let Some(to) = to {
        mail.to_address = to;
    }
    let text = |address: &Email| Some(address.to_string());
    let moved = Change::of("email", text(&before), text(&mail.to_address));
    let queued = match mail.state {
        MailState::Queued => return Err(ResendError::MovedOn),
        MailState::Dead => requeue(txn, actor, &mail).await?,
        MailState::Sent => copy(txn, actor, &mail).await?,
    };
    let copied = match mail.state {
        MailState::Sent => Some(Change::fact("mail", queued.to_string())),
        MailState::Dead | MailState::Queued => None,
    };
    let changes = copied.into_iter().chain(moved).collect();
    let entry = NewEntry::done(Action::MailResent, Subject::Mail(mail.id), &mail.subject);
    record(txn, actor, entry.with(changes)).await?;
    Ok(queued)
}

async fn requeue(
    txn: &DatabaseTransaction,
    actor: &Actor,
    mail: &Model,
) -> Result<MailId, ResendError> {
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(MailState::Queued))
        .col_expr(Column::ToAddress, Expr::value(mail.to_address.clone()))
        .col_expr(Column::Tries, 0.into())
        .col_expr(Column::NextTryAt, actor.at.into())
        .col_expr(Column::LastError, Expr::value(None::<String>))
        .filter(Column::Id.eq(mail.id))
        .filter(Column::State.eq(MailState::Dead))
        .exec(txn)
        .await?;
    if written.rows_affected == 1 {
        Ok(mail.id)
    } else {
        Err(ResendError::MovedOn)
    }
}

/// A second press of the button, also by somebody else, finds the first one's copy.
async fn copy(
    txn: &DatabaseTransaction,
    actor: &Actor,
    mail: &Model,
) -> Result<MailId, ResendError> {
    let waits = Column::State.eq(MailState::Queued);
    let just_now = Column::CreatedAt.gt(actor.at.minus(AGAIN));
    let waiting = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ToAddress.eq(mail.to_address.clone()))
        .filter(Column::Id.gt(mail.id))
        .filter(waits.or(just_now))
        .filter(Column::Subject.eq(mail.subject.as_str()))
        .filter(Column::Body.eq(mail.body.as_str()));
    let waiting: Option<MailId> = waiting.into_tuple().one(txn).await?;
    if waiting.is_some() {
        return Err(ResendError::MovedOn);
    }
    let message_id = random::hex::<16>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = ActiveModel {
        message_id: Set(message_id),
        kind: Set(mail.kind.clone()),
        customer_id: Set(mail.customer_id),
        request_id: Set(mail.request_id),
        to_name: Set(mail.to_name.clone()),
        to_address: Set(mail.to_address.clone()),
        language: Set(mail.language),
        subject: Set(mail.subject.clone()),
        body: Set(mail.body.clone()),
        state: Set(MailState::Queued),
        next_try_at: Set(Some(actor.at)),
        created_at: Set(actor.at),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// Takes back a mail that nobody has tried to send yet.
pub async fn cancel(db: &Db, actor: &Actor, id: MailId) -> Result<(), ResendError> {
    let txn = db.begin().await?;
    let mail = by_id(&actor.scope, id).one(&txn).await?;
    let mail = mail.ok_or(ResendError::NotFound)?;
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(MailState::Dead))
        .col_expr(Column::NextTryAt, Expr::value(None::<i64>))
        .col_expr(Column::LastError, CANCELLED.into())
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(MailState::Queued))
        .filter(Column::Tries.eq(0))
        .exec(&txn)
        .await?;
    if written.rows_affected != 1 {
        return Err(ResendError::MovedOn);
    }
    let entry = NewEntry::done(Action::MailCancelled, Subject::Mail(id), &mail.subject);
    record(&txn, actor, entry).await?;
    txn.commit().await?;
    Ok(())
}
