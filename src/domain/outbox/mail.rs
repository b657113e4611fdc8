//! Mails: written in the transaction of their cause, delivered by the worker.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DeriveActiveEnum, EnumIter, prelude::StringLen};

use super::message::Message;
use crate::domain::actor::Actor;
use crate::domain::values::email::Email;
use crate::domain::values::ids::{CustomerId, MailId, RequestId};
use crate::domain::values::mask::{self, DOTS};
use crate::domain::values::person::Language;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;
use crate::platform::random;

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum MailState {
    /// Waits for its (next) try.
    #[sea_orm(string_value = "queued")]
    Queued,
    #[sea_orm(string_value = "sent")]
    Sent,
    /// Given up, or refused for good; somebody has to look.
    #[sea_orm(string_value = "dead")]
    Dead,
}

impl MailState {
    /// Every state.
    pub const ALL: [MailState; 3] = [MailState::Queued, MailState::Sent, MailState::Dead];

    /// The code in addresses and the database.
    pub fn code(self) -> &'static str {
        match self {
            MailState::Queued => "queued",
            MailState::Sent => "sent",
            MailState::Dead => "dead",
        }
    }
}

/// What `last_error` says of a mail that somebody took back.
pub const CANCELLED: &str = "cancelled";

/// A mail as stored.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MailId,
    /// The part before the `@` of its `Message-ID`: the same in every try.
    pub message_id: String,
    /// What it is about: the code of a [`Message`].
    pub kind: String,
    pub customer_id: Option<CustomerId>,
    /// The request whose decision it tells.
    pub request_id: Option<RequestId>,
    pub to_name: String,
    pub to_address: Email,
    pub language: Language,
    pub subject: String,
    /// Plain text.
    pub body: String,
    pub state: MailState,
    pub tries: i32,
    /// When a queued one is due.
    pub next_try_at: Option<Timestamp>,
    /// What kind of failure, a colon, and what the other side said; or [`CANCELLED`].
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As it is seen: a letter to a customer is personal, one to staff is not. What the other side
    /// said of the address is left out, too.
    pub fn seen_by(self, sight: &Sight) -> Model {
        if self.customer_id.is_none_or(|customer| sight.sees(customer)) {
            return self;
        }
        let kind = |error: String| error.split(": ").next().unwrap_or_default().to_owned();
        Model {
            to_name: mask::name(&self.to_name),
            to_address: self.to_address.masked(),
            subject: DOTS.to_owned(),
            body: DOTS.to_owned(),
            last_error: self.last_error.map(kind),
            ..self
        }
    }
}

/// A mail about to be written.
#[derive(Clone, Debug)]
pub struct NewMail {
    pub message: Message,
    pub customer: Option<CustomerId>,
    pub request: Option<RequestId>,
    pub to_name: String,
    pub to_address: Email,
    pub language: Language,
    pub subject: String,
    pub body: String,
}

/// Puts a mail into the outbox; `txn` is the transaction of its cause.
pub async fn enqueue(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    new: NewMail,
) -> Result<MailId, DbErr> {
    let message_id = random::hex::<16>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = ActiveModel {
        message_id: Set(message_id),
        kind: Set(new.message.code().to_owned()),
        customer_id: Set(new.customer),
        request_id: Set(new.request),
        to_name: Set(new.to_name),
        to_address: Set(new.to_address),
        language: Set(new.language),
        subject: Set(new.subject),
        body: Set(new.body),
        state: Set(MailState::Queued),
        next_try_at: Set(Some(actor.at)),
        created_at: Set(actor.at),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(txn).await?.last_insert_id)
}
