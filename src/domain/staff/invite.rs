//! Invitations: a new member gets a link by mail, with which they set their own password. Nobody
//! else ever sets or sees it.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait};
use thiserror::Error;

use super::details::{self, Details, SaveError};
use super::member::{self, CreateError, NewMember};
use super::reach::{self, Reach};
use crate::domain::actor::{Actor, Who};
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::outbox::mail::{NewMail, enqueue};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::sealed;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::ids::StaffId;
use crate::domain::values::person::Language;
use crate::domain::values::problem::Problem;
use crate::domain::values::zone::Zone;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::{MasterKey, sha256_hex};
use crate::platform::db::Db;
use crate::platform::locales::Locale;

/// How long a link works.
pub const LIFETIME: Duration = Duration::from_secs(72 * 60 * 60);

/// The link of a member who has no password yet. There is one at most: a new one ends it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    pub token_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// How invitations hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a letter is made with.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    pub key: &'a MasterKey,
    /// Where links begin, such as `https://office.example.com/`.
    pub base: &'a str,
    /// What the letter, and the pages of who gets it, are written in.
    pub locale: Locale,
}

/// Creates a member without a password and sends them a link.
pub async fn invite(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    details: &Details,
) -> Result<StaffId, SaveError> {
    let txn = db.begin().await?;
    let reach = Reach::of_actor(&txn, actor).await?;
    let mut problems = details::problems(&txn, (actor, &reach), None, details).await?;
    let known = member::by_email(&txn, &details.email).await?;
    problems.extend(known.map(|_| ("email", Problem::EmailTaken)));
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let new = NewMember {
        email: details.email.clone(),
        name: details.name.clone(),
        password_hash: String::new(),
        groups: [].into(),
        locale: sender.locale,
        zone: Zone::UTC,
    };
    let member = member::insert_row(&txn, actor, &new).await;
    let member = member.map_err(|error| match error {
        CreateError::EmailTaken => SaveError::Invalid(vec![("email", Problem::EmailTaken)]),
        CreateError::Db(error) => SaveError::Db(error),
    })?;
    details::write(&txn, member.id, details).await?;
    let changes = details::changes(&txn, None, details).await?;
    let subject = Subject::Staff(member.id);
    let created = NewEntry::done(Action::StaffCreated, subject, &member.name).with(changes);
    entry::record(&txn, actor, created).await?;
    send(&txn, actor, sender, &member).await?;
    txn.commit().await?;
    Ok(member.id)
}

/// Why no new link was sent.
#[derive(Debug, Error)]
pub enum AgainError {
    /// They have a password, or are disabled.
    #[error("this member waits for no invitation")]
    NotWaiting,
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl From<DbErr> for AgainError {
    fn from(error: DbErr) -> AgainError {
        AgainError::Save(error.into())
    }
}

/// Sends a new link; the one before stops working.
pub async fn invite_again(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    id: StaffId,
) -> Result<(), AgainError> {
    let txn = db.begin().await?;
    let member = member::Entity::find_by_id(id).one(&txn).await?;
    let member = member.ok_or(SaveError::NotFound)?;
    if !member.password_hash.is_empty() || member.disabled_at.is_some() {
        return Err(AgainError::NotWaiting);
    }
    if !reach::reaches(&txn, actor, id).await? {
        return Err(SaveError::Beyond.into());
    }
    send(&txn, actor, sender, &member).await?;
    txn.commit().await?;
    Ok(())
}

/// Makes a link, in place of any before, and writes the letter with it.
pub(super) async fn send(
    txn: &DatabaseTransaction,
    actor: &Actor,
    sender: Sender<'_>,
    member: &member::Model,
) -> Result<(), SaveError> {
    let (token, place) = sealed::new(sender.key, &member.email)?;
    Entity::delete_by_id(member.id).exec(txn).await?;
    let link = ActiveModel {
        staff_id: Set(member.id),
        token_hash: Set(sha256_hex(token.as_bytes())),
        created_at: Set(actor.at),
        expires_at: Set(actor.at.plus(LIFETIME)),
    };
    Entity::insert(link).exec_without_returning(txn).await?;
    let locale: Locale = member.locale.parse().unwrap_or_default();
    let base = sender.base.trim_end_matches('/');
    let link = format!("{base}/invitation?token={place}");
    let words = [
        ("name", member.name.as_str()),
        ("by", actor.name()),
        ("email", member.email.as_str()),
        ("link", &link),
    ];
    let language = locale.code().parse().unwrap_or(Language::En);
    let message = Message::StaffInvitation;
    let letter = Wording::of(txn, language).await?.letter(message, &words);
    let mail = NewMail {
        message,
        customer: None,
        request: None,
        to_name: member.name.clone(),
        to_address: member.email.clone(),
        language,
        subject: letter.subject,
        body: letter.body,
    };
    enqueue(txn, actor, mail).await?;
    let invited = NewEntry::done(
        Action::StaffInvited,
        Subject::Staff(member.id),
        &member.name,
    );
    entry::record(txn, actor, invited).await?;
    Ok(())
}

/// Who may set their password with a link right now.
pub async fn invited(
    db: &impl ConnectionTrait,
    token: &str,
    now: Timestamp,
) -> Result<Option<member::Model>, DbErr> {
    let link = Entity::find().filter(usable(token, now)).one(db).await?;
    let Some(link) = link else {
        return Ok(None);
    };
    member::Entity::find_by_id(link.staff_id)
        .filter(member::Column::DisabledAt.is_null())
        .filter(member::Column::PasswordHash.eq(""))
        .one(db)
        .await
}

/// Sets the password of who was invited; `hash` is a PHC string. However often and at whatever
/// moment a link is used, one use succeeds. `false` when the link does not work any more.
pub async fn accept(db: &Db, actor: &Actor, token: &str, hash: String) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
    let Some(member) = invited(&txn, token, actor.at).await? else {
        return Ok(false);
    };
    let used = Entity::delete_many().filter(usable(token, actor.at));
    if used.exec(&txn).await?.rows_affected != 1 {
        return Ok(false);
    }
    let set = member::set_password(&txn, &member, hash, actor.at).await?;
    if set.is_none() {
        return Ok(false);
    }
    let themselves = Actor {
        who: Who::Staff {
            id: member.id,
            name: member.name.clone(),
        },
        ..actor.clone()
    };
    let accepted = NewEntry::done(
        Action::InvitationAccepted,
        Subject::Staff(member.id),
        member.name,
    );
    entry::record(&txn, &themselves, accepted).await?;
    txn.commit().await?;
    Ok(true)
}

fn usable(token: &str, now: Timestamp) -> Expr {
    Column::TokenHash
        .eq(sha256_hex(token.as_bytes()))
        .and(Column::ExpiresAt.gt(now))
}
