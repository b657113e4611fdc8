//! Writing to a customer.

use sea_orm::{ConnectionTrait, DbErr};

use super::customer::Model;
use crate::domain::actor::Actor;
use crate::domain::outbox::mail::{self, NewMail};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::template::Letter;
use crate::domain::values::ids::{MailId, RequestId};

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
