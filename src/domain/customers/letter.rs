//! Writing to a customer.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::customer::{Column, Entity, Model};
use crate::domain::actor::Actor;
use crate::domain::outbox::mail::{self, MailState, NewMail};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::resend::{self, ResendError};
use crate::domain::outbox::template::Letter;
use crate::domain::values::email::Email;
use crate::domain::values::ids::{MailId, RequestId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// Puts a letter to a customer into the outbox, in the transaction of its cause. It goes to the
/// address that the customer has now. `about` is the request whose decision it tells.
pub async fn send(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    customer: &Model,
    message: Message,
    letter: Letter,
    about: Option<RequestId>,
) -> Result<MailId, DbErr> {
    let new = NewMail {
        message,
        customer: Some(customer.id),
        request: about,
        to_name: customer.name(),
        to_address: customer.email.clone(),
        language: customer.language,
        subject: letter.subject,
        body: letter.body,
    };
    mail::enqueue(txn, actor, new).await
}

/// The address that the customer of a mail has by now, if it is another one than it went to and is
/// where the mail goes when it is sent again. A customer who was written to at both addresses is
/// told at the one before that it is no longer theirs: that mail stays where it was meant to go.
pub async fn present_address(
    db: &impl ConnectionTrait,
    mail: &mail::Model,
) -> Result<Option<Email>, DbErr> {
    let Some(customer) = mail.customer_id else {
        return Ok(None);
    };
    let address: Option<Email> = Entity::find_by_id(customer)
        .select_only()
        .column(Column::Email)
        .into_tuple()
        .one(db)
        .await?;
    let Some(address) = address.filter(|address| *address != mail.to_address) else {
        return Ok(None);
    };
    let stays = match mail.request_id {
        Some(request) => was_left(db, request, &mail.to_address).await?,
        None => false,
    };
    Ok((!stays).then_some(address))
}

/// Whether a request's decision was told at an address because the customer left it: of two letters
/// the first.
async fn was_left(
    db: &impl ConnectionTrait,
    request: RequestId,
    address: &Email,
) -> Result<bool, DbErr> {
    let first: Vec<(Email, Timestamp)> = mail::Entity::find()
        .select_only()
        .columns([mail::Column::ToAddress, mail::Column::CreatedAt])
        .filter(mail::Column::RequestId.eq(request))
        .order_by_asc(mail::Column::Id)
        .limit(2)
        .into_tuple()
        .all(db)
        .await?;
    let [(left, at), (other, then)] = first.as_slice() else {
        return Ok(false);
    };
    Ok(at == then && left == address && left != other)
}

/// Sends a mail again, to its customer's [`present_address`]. Gives back the mail that is queued.
/// `seen` is the state that the actor saw.
pub async fn resend(
    db: &Db,
    actor: &Actor,
    id: MailId,
    seen: Option<MailState>,
) -> Result<MailId, ResendError> {
    let txn = db.begin().await?;
    let mail = resend::locked(&txn, actor, id, seen).await?;
    let to = present_address(&txn, &mail).await?;
    let queued = resend::again(&txn, actor, mail, to).await?;
    txn.commit().await?;
    Ok(queued)
}
