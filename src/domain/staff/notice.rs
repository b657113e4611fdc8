//! What members are told about their own account, by mail, in the transaction of its cause (S33):
//! what happened, when, from where, and what to do if it was not them.

use std::time::Duration;

use fluent_bundle::FluentValue;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};

use super::member::{Column, Entity, Model};
use crate::domain::actor::{Actor, Who};
use crate::domain::outbox::mail::{NewMail, enqueue};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::device::Device;
use crate::domain::values::email::Email;
use crate::domain::values::ids::StaffId;
use crate::domain::values::person::Language;
use crate::platform::clock::Timestamp;
use crate::platform::locales::Locale;

/// Somebody who is guessed at is told once in so long.
const WARN_EVERY: Duration = Duration::from_secs(60 * 60);

/// What somebody guesses at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guessed {
    /// At the door, or inside a session.
    Password,
    /// What is asked for after the right password: the worse case, which is told on its own.
    SecondStep,
}

/// What a member is told.
#[derive(Clone, Copy, Debug)]
pub enum Notice<'a> {
    NewDevice,
    PasswordChanged,
    /// The link that confirms the new address.
    ConfirmEmail {
        email: &'a Email,
        link: &'a str,
    },
    /// To the old address.
    EmailAsked(&'a Email),
    /// To the old address.
    EmailChanged(&'a Email),
    /// The groups that they are in now.
    GroupsChanged(&'a str),
    ManyFailures,
    /// After the right password.
    ManyWrongCodes,
    /// The link that sets another password.
    PasswordLink(&'a str),
    PasswordClosed,
    RecoveryCodesMade,
    /// The name of the token.
    TokenCreated(&'a str),
}

impl<'a> Notice<'a> {
    fn message(self) -> Message {
        match self {
            Notice::NewDevice => Message::StaffNewDevice,
            Notice::PasswordChanged => Message::StaffPasswordChanged,
            Notice::ConfirmEmail { .. } => Message::StaffEmailConfirm,
            Notice::EmailAsked(_) => Message::StaffEmailAsked,
            Notice::EmailChanged(_) => Message::StaffEmailChanged,
            Notice::GroupsChanged(_) => Message::StaffGroupsChanged,
            Notice::ManyFailures => Message::StaffManyFailures,
            Notice::ManyWrongCodes => Message::StaffManyWrongCodes,
            Notice::PasswordLink(_) => Message::StaffPasswordLink,
            Notice::PasswordClosed => Message::StaffPasswordClosed,
            Notice::RecoveryCodesMade => Message::StaffRecoveryCodesMade,
            Notice::TokenCreated(_) => Message::StaffTokenCreated,
        }
    }

    /// The values that only this one has.
    fn own(self) -> Vec<(&'static str, &'a str)> {
        match self {
            Notice::ConfirmEmail { email, link } => {
                vec![("email", email.as_str()), ("link", link)]
            }
            Notice::EmailAsked(email) | Notice::EmailChanged(email) => {
                vec![("email", email.as_str())]
            }
            Notice::GroupsChanged(groups) => vec![("groups", groups)],
            Notice::TokenCreated(name) => vec![("token", name)],
            Notice::PasswordLink(link) => vec![("link", link)],
            Notice::NewDevice
            | Notice::PasswordChanged
            | Notice::ManyFailures
            | Notice::ManyWrongCodes
            | Notice::PasswordClosed
            | Notice::RecoveryCodesMade => Vec::new(),
        }
    }

    /// Where it goes: to the address at hand, but for the link that confirms another one.
    fn to(self, member: &Model) -> Email {
        match self {
            Notice::ConfirmEmail { email, .. } => email.clone(),
            _ => member.email.clone(),
        }
    }
}

/// Writes the mail. `member` is as they were before: whose address changes is told at the old one.
pub async fn tell(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    member: &Model,
    notice: Notice<'_>,
) -> Result<(), DbErr> {
    let to = notice.to(member);
    write(txn, actor, (member, to), notice.message(), &notice.own()).await
}

/// The same to a member of whom only the number is at hand; `words` are the values that this mail
/// names beside the usual ones.
pub(super) async fn notify(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    who: StaffId,
    message: Message,
    words: &[(&str, &str)],
) -> Result<(), DbErr> {
    match Entity::find_by_id(who).one(txn).await? {
        Some(member) => write(txn, actor, (&member, member.email.clone()), message, words).await,
        None => Ok(()),
    }
}

/// Tells a member that a browser which was not known is in; their very first one is no news.
pub(super) async fn new_device(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    who: StaffId,
) -> Result<(), DbErr> {
    let member = Entity::find_by_id(who).one(txn).await?;
    match member.filter(|member| member.last_sign_in_at.is_some()) {
        Some(member) => tell(txn, actor, &member, Notice::NewDevice).await,
        None => Ok(()),
    }
}

async fn write(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    (member, to): (&Model, Email),
    message: Message,
    words: &[(&str, &str)],
) -> Result<(), DbErr> {
    let locale: Locale = member.locale.parse().unwrap_or_default();
    let language: Language = locale.code().parse().unwrap_or(Language::En);
    let when = when(member, actor.at);
    let device = device_text(locale, actor.device);
    let ip = actor.ip.map_or_else(|| "–".to_owned(), |ip| ip.to_string());
    let by = who(locale, actor);
    let usual = [
        ("name", member.name.as_str()),
        ("when", &when),
        ("device", &device),
        ("ip", &ip),
        ("by", &by),
    ];
    let values = [words, &usual].concat();
    let letter = Wording::of(txn, language).await?.letter(message, &values);
    let mail = NewMail {
        message,
        customer: None,
        request: None,
        to_name: member.name.clone(),
        to_address: to,
        language,
        subject: letter.subject,
        body: letter.body,
    };
    enqueue(txn, actor, mail).await.map(|_| ())
}

/// Tells a member that somebody is guessing, once an hour at most.
pub(super) async fn warn(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    member: &Model,
    guessed: Guessed,
) -> Result<(), DbErr> {
    if !member.can_sign_in() {
        return Ok(());
    }
    let (last_told, notice) = match guessed {
        Guessed::Password => (Column::WarnedAt, Notice::ManyFailures),
        Guessed::SecondStep => (Column::WarnedOfCodesAt, Notice::ManyWrongCodes),
    };
    let long_ago = last_told.lte(actor.at.minus(WARN_EVERY));
    let first = Entity::update_many()
        .col_expr(last_told, actor.at.into())
        .filter(Column::Id.eq(member.id))
        .filter(last_told.is_null().or(long_ago))
        .exec(txn)
        .await?;
    if first.rows_affected == 1 {
        tell(txn, actor, member, notice).await?;
    }
    Ok(())
}

/// A moment on the member's own wall clock, the same in every language.
fn when(member: &Model, at: Timestamp) -> String {
    let zone = member.time_zone.0;
    let local = at.local(zone).format("%Y-%m-%d %H:%M");
    format!("{local} ({})", zone.name())
}

/// A device in words: `Firefox on Linux`.
fn device_text(locale: Locale, device: Device) -> String {
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => locale.words_with(
            "account-device",
            &[
                ("browser", FluentValue::from(browser)),
                ("system", FluentValue::from(system)),
            ],
        ),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => locale.words("account-device-unknown"),
    }
}

fn who(locale: Locale, actor: &Actor) -> String {
    match actor.who {
        Who::Command(name) => {
            locale.words_with("journal-by-command", &[("name", FluentValue::from(name))])
        }
        Who::Nobody => locale.words("journal-by-nobody"),
        Who::Staff { .. } => actor.name().to_owned(),
    }
}
