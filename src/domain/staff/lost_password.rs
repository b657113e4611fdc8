//! Another password for who has lost theirs: a link by mail, asked for at the door or sent by an
//! administrator, with which its owner sets one. Nobody else ever sets or sees it. It signs nobody
//! in, and goes around no second factor (S31, S32).

use std::io;
use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, TransactionTrait};
use thiserror::Error;

use super::counters::Counters;
use super::email_change;
use super::invite::Sender;
use super::member;
use super::notice::{Notice, tell};
use super::reach;
use super::session;
use super::throttle::{self, Refused};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::outbox::sealed;
use crate::domain::values::email::Email;
use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;

/// How long a link works.
pub const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// The link of a member. There is one at most: a new one ends it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "password_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// `None` for a link that is nobody's, which is never committed: see [`ask`].
    pub staff_id: Option<StaffId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// How links hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why nobody was heard who asked at the door.
#[derive(Debug, Error)]
pub enum AskError {
    #[error("too many links were asked for")]
    Throttled { retry_after: Duration },
    #[error("no token could be drawn")]
    Token(#[from] io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for AskError {
    fn from(refused: Refused) -> AskError {
        match refused {
            Refused::Closed { retry_after } => AskError::Throttled { retry_after },
            Refused::Db(error) => AskError::Db(error),
        }
    }
}

/// Why an administrator sent no link.
#[derive(Debug, Error)]
pub enum SendError {
    #[error("there is no such staff member")]
    Unknown,
    /// Disabled, or still invited.
    #[error("this staff member cannot sign in")]
    CannotSignIn,
    /// They have more than who acts.
    #[error("beyond your reach")]
    Beyond,
    #[error("no token could be drawn")]
    Token(#[from] io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Asked for at the door. Whether somebody has this address is not told, neither by the answer nor
/// by how long it takes (S23): for whoever has no password to lose, the same is written and taken
/// back.
pub async fn ask(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    email: &Email,
) -> Result<(), AskError> {
    let known = member::id_by_email(db.read(), email).await?;
    let counters = Counters::of_lost_password(sender.key, email.as_str(), actor.ip);
    let counters = counters.whose(known);
    throttle::count(db, &counters, actor.at).await?;
    let txn = db.begin().await?;
    let member = member::by_email(&txn, email).await?;
    let member = member.filter(member::Model::can_sign_in);
    let nobody = member::Model::nobody(email, sender.locale);
    let written = txn.begin().await?;
    let reader = member.as_ref().unwrap_or(&nobody);
    let owner = member.as_ref().map(|member| member.id);
    write::<AskError>(&written, actor, sender, (reader, owner)).await?;
    let asked = Action::PasswordLinkAsked;
    let entry = match &member {
        Some(member) => {
            written.commit().await?;
            NewEntry::done(asked, Subject::Staff(member.id), &member.name)
        }
        None => {
            written.rollback().await?;
            NewEntry::refused(asked, Subject::Nothing, email.masked().as_str())
        }
    };
    entry::record(&txn, actor, entry).await?;
    Ok(txn.commit().await?)
}

/// Sent by an administrator.
pub async fn send(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    who: StaffId,
) -> Result<(), SendError> {
    let txn = db.begin().await?;
    let member = member::Entity::find_by_id(who).one(&txn).await?;
    let member = member.ok_or(SendError::Unknown)?;
    if !member.can_sign_in() {
        return Err(SendError::CannotSignIn);
    }
    if !reach::reaches(&txn, actor, who).await? {
        return Err(SendError::Beyond);
    }
    write::<SendError>(&txn, actor, sender, (&member, Some(who))).await?;
    let sent = NewEntry::done(Action::PasswordLinkSent, Subject::Staff(who), member.name);
    entry::record(&txn, actor, sent).await?;
    Ok(txn.commit().await?)
}

/// Makes a link, in place of any before, and writes the letter with it.
async fn write<E: From<io::Error> + From<DbErr>>(
    txn: &DatabaseTransaction,
    actor: &Actor,
    sender: Sender<'_>,
    (reader, owner): (&member::Model, Option<StaffId>),
) -> Result<(), E> {
    let (token, place) = sealed::new(sender.key, &reader.email)?;
    let row = ActiveModel {
        token_hash: Set(sha256_hex(token.as_bytes())),
        staff_id: Set(owner),
        created_at: Set(actor.at),
        expires_at: Set(actor.at.plus(LIFETIME)),
    };
    let in_place = OnConflict::column(Column::StaffId)
        .update_columns([Column::TokenHash, Column::CreatedAt, Column::ExpiresAt])
        .to_owned();
    let link = Entity::insert(row).on_conflict(in_place);
    link.exec_without_returning(txn).await?;
    let base = sender.base.trim_end_matches('/');
    let link = format!("{base}/login/new-password?token={place}");
    Ok(tell(txn, actor, reader, Notice::PasswordLink(&link)).await?)
}

/// Makes the link useless: another password or address, or its owner is shut out.
pub(super) async fn forget(txn: &impl ConnectionTrait, who: StaffId) -> Result<(), DbErr> {
    let own = Entity::delete_many().filter(Column::StaffId.eq(who));
    own.exec(txn).await.map(|_| ())
}

/// Who may set another password with a link right now. Looking changes nothing: whoever examines
/// mails for dangers opens links as well.
pub async fn owner(
    db: &impl ConnectionTrait,
    token: &str,
    now: Timestamp,
) -> Result<Option<member::Model>, DbErr> {
    let link = Entity::find().filter(usable(token, now)).one(db).await?;
    let Some(who) = link.and_then(|link| link.staff_id) else {
        return Ok(None);
    };
    let member = member::Entity::find_by_id(who).one(db).await?;
    Ok(member.filter(member::Model::can_sign_in))
}

/// Sets the password of who was sent the link and ends all their sessions; `hash` is a PHC string.
/// However often and at whatever moment a link is used, one use succeeds. `false` when it does not
/// work any more.
pub async fn set(db: &Db, actor: &Actor, token: &str, hash: String) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
    let Some(member) = owner(&txn, token, actor.at).await? else {
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
    session::remove_all(&txn, member.id).await?;
    // Whoever was here before may have asked for another address.
    email_change::forget(&txn, member.id).await?;
    // The link shows that it is them.
    let themselves = actor.being(member.id, &member.name);
    tell(&txn, &themselves, &member, Notice::PasswordChanged).await?;
    let subject = Subject::Staff(member.id);
    let set = NewEntry::done(Action::PasswordReset, subject, &member.name);
    entry::record(&txn, &themselves, set).await?;
    txn.commit().await?;
    Ok(true)
}

fn usable(token: &str, now: Timestamp) -> Expr {
    Column::TokenHash
        .eq(sha256_hex(token.as_bytes()))
        .and(Column::ExpiresAt.gt(now))
}
