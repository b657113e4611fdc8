//! Signing in with address and password: the same work and the same answer whether the account is
//! unknown, disabled, or the password is wrong.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

use self::account::{account, masked};
use super::counters::Counters;
use super::device::KnownDevice;
use super::failed_try;
use super::member::{self, Column, Entity};
use super::notice::{self, Guessed, Notice};
use super::password::{self, HashError, Hasher, Verdict};
use super::second_factor::{self, RequiredOf};
use super::session::{self, Stage};
use super::throttle::{self, Counted, Refused};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::StaffId;
use crate::domain::values::networks;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

mod account;

/// What signing in needs.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    pub db: &'a Db,
    pub hasher: &'a Hasher,
    pub key: &'a MasterKey,
    pub required_of: RequiredOf,
}

/// What was typed, and the mark of a known device if the browser has one.
pub struct Attempt {
    pub email: String,
    pub password: SecretString,
    pub device_mark: Option<String>,
    pub user_agent: Option<String>,
}

/// Someone whose password was right.
#[derive(Clone, Debug)]
pub struct SignedInMember {
    pub id: StaffId,
    /// The key of the session that has begun.
    pub session_key: SecretString,
    /// The new mark of this browser; `None` for who has come only halfway: a mark is for those who
    /// have given everything that was asked of them.
    pub device_mark: Option<String>,
}

/// Why someone was not let in.
#[derive(Debug, Error)]
pub enum Refusal {
    /// Unknown, wrong or disabled: never said which.
    #[error("address or password is wrong")]
    Wrong,
    #[error("too many failed sign-ins")]
    Throttled { retry_after: Duration },
    #[error("too many sign-ins at once")]
    Busy,
    #[error("signing in failed: {0}")]
    Failed(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Refusal {
        match refused {
            Refused::Closed { retry_after } => Refusal::Throttled { retry_after },
            Refused::Db(error) => Refusal::Db(error),
        }
    }
}

impl From<HashError> for Refusal {
    fn from(error: HashError) -> Refusal {
        match error {
            HashError::Busy => Refusal::Busy,
            HashError::Failed(why) => Refusal::Failed(why),
        }
    }
}

/// Lets someone in, or not. The try is counted as failed before the password is looked at.
pub async fn sign_in(
    door: Door<'_>,
    actor: &Actor,
    attempt: Attempt,
) -> Result<SignedInMember, Refusal> {
    // Nobody has a password of this length; there is nothing to find out.
    if attempt.password.expose_secret().len() > password::MAX_BYTES {
        return Err(Refusal::Wrong);
    }
    let account = account(&attempt.email);
    let device = attempt.device_mark.as_deref();
    let device = device.and_then(|mark| KnownDevice::recognise(door.key, &account, mark, actor.at));
    let mut counters = counters(door.key, &account, device.as_ref(), actor);
    if let Some(retry_after) = throttle::closed(door.db, &counters, actor.at).await? {
        return Err(Refusal::Throttled { retry_after });
    }
    // Nobody has an address of this length: there is nothing to look up, but it is a try.
    if account.is_empty() {
        let counted = throttle::count(door.db, &counters, actor.at).await?;
        refuse(door.db, actor, None, &account, &counted).await?;
        return Err(Refusal::Wrong);
    }
    let seat = door.hasher.seat()?;
    let member = Entity::find()
        .filter(Column::Email.eq(account.as_str()))
        .one(door.db.read())
        .await?;
    counters.member = member.as_ref().map(|member| member.id);
    let counted = throttle::count(door.db, &counters, actor.at).await?;
    let stored = member.as_ref().map(|member| member.password_hash.as_str());
    let stored = counted.to_match(stored);
    let verdict = seat.verify(attempt.password.clone(), stored).await?;
    match (member, verdict) {
        (Some(member), Verdict::Right { outdated }) if may_enter(&member, actor) => {
            let entering = Entering {
                member: &member,
                counted: &counted,
                user_agent: attempt.user_agent.as_deref(),
                outdated: outdated.then_some(attempt.password),
                // The very first sign-in is of a new device, and no news.
                notice: (device.is_none() && member.last_sign_in_at.is_some())
                    .then_some(Notice::NewDevice),
            };
            let device = device.map_or_else(KnownDevice::new, Ok);
            let device = device.map_err(|error| Refusal::Failed(error.to_string()))?;
            let (session_key, stage) = admit(door, actor, entering).await?;
            let whole = stage == Stage::Whole;
            let device_mark = whole.then(|| device.mark(door.key, &account, actor.at));
            Ok(SignedInMember {
                id: member.id,
                session_key,
                device_mark,
            })
        }
        (member, _) => {
            refuse(door.db, actor, member.as_ref(), &account, &counted).await?;
            Err(Refusal::Wrong)
        }
    }
}

/// What a try is counted against.
fn counters(
    key: &MasterKey,
    account: &str,
    device: Option<&KnownDevice>,
    actor: &Actor,
) -> Counters {
    match device {
        Some(device) => Counters::of_device(key, account, device),
        None => Counters::of_stranger(key, account, actor.ip),
    }
}

/// Whether somebody with the right password gets in, and from here.
fn may_enter(member: &member::Model, actor: &Actor) -> bool {
    member.disabled_at.is_none() && networks::admit(&member.allowed_networks, actor.ip)
}

/// A new hash of the same password. A full queue is no reason to keep someone out: next time, then.
async fn rehash(hasher: &Hasher, password: SecretString) -> Option<String> {
    hasher.hash(password).await.ok()
}

/// Somebody with the right password.
struct Entering<'a> {
    member: &'a member::Model,
    counted: &'a Counted,
    user_agent: Option<&'a str>,
    /// The password, when it has to be hashed anew.
    outdated: Option<SecretString>,
    /// What they are told about it by mail.
    notice: Option<Notice<'a>>,
}

/// The right password: the count is given back, the session begun and the sign-in recorded, in one
/// transaction. Of whom a second factor is asked gets half a session, and is not in yet. Fails as
/// wrong when the member was disabled or got another password while we hashed.
async fn admit(
    door: Door<'_>,
    actor: &Actor,
    entering: Entering<'_>,
) -> Result<(SecretString, Stage), Refusal> {
    let member = entering.member;
    let stronger = match entering.outdated {
        Some(password) => rehash(door.hasher, password).await,
        None => None,
    };
    let txn = door.db.begin().await?;
    let stage = match second_factor::asked_of(&txn, member.id, door.required_of).await? {
        true => Stage::Half,
        false => Stage::Whole,
    };
    let seen = match stage {
        Stage::Whole => Some(actor.at),
        Stage::Half => member.last_sign_in_at,
    };
    throttle::give_back(&txn, entering.counted).await?;
    let hash = stronger.unwrap_or_else(|| member.password_hash.clone());
    let still = Entity::update_many()
        .col_expr(Column::LastSignInAt, Expr::value(seen.map(|at| at.0)))
        .col_expr(Column::PasswordHash, hash.into())
        .filter(Column::Id.eq(member.id))
        .filter(Column::DisabledAt.is_null())
        .filter(Column::PasswordHash.eq(member.password_hash.as_str()))
        .exec(&txn)
        .await?;
    if still.rows_affected == 0 {
        return Err(Refusal::Wrong);
    }
    let owner = (member.id, member.password_changed_at);
    let session_key = session::begin(&txn, actor, owner, stage, entering.user_agent).await?;
    if stage == Stage::Whole {
        record_entry(&txn, actor, member.id, &member.name).await?;
        if let Some(notice) = entering.notice {
            notice::tell(&txn, actor, member, notice).await?;
        }
    }
    txn.commit().await?;
    Ok((session_key, stage))
}

/// Every way in leaves one entry, by whoever came in.
pub(super) async fn record_entry(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: StaffId,
    name: &str,
) -> Result<(), DbErr> {
    let entry = NewEntry::done(Action::SignedIn, Subject::Staff(id), name);
    let entry = entry.with(device(actor));
    entry::record(txn, &actor.being(id, name), entry).await
}

/// What they came with, as records keep it.
pub(super) fn device(actor: &Actor) -> Vec<Change> {
    let device = actor.device.to_string();
    let known = Some(device).filter(|device| !device.is_empty());
    known
        .map(|device| Change::fact("device", device))
        .into_iter()
        .collect()
}

/// Not the right password, or not from here.
async fn refuse(
    db: &Db,
    actor: &Actor,
    member: Option<&member::Model>,
    account: &str,
    counted: &Counted,
) -> Result<(), DbErr> {
    let subject = member.map_or(Subject::Nothing, |member| Subject::Staff(member.id));
    let failed = NewEntry::refused(Action::SignInFailed, subject, masked(account));
    let home = member.is_none_or(|member| networks::admit(&member.allowed_networks, actor.ip));
    let outside = (!home).then(|| Change::fact("outside_networks", "on"));
    let failed = failed.with(outside.into_iter().collect());
    failed_try::record(db, actor, (counted, Guessed::Password), failed).await
}
