//! Signing in with address and password: the same work and the same answer whether the account is
//! unknown, disabled, or the password is wrong.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

use super::counters::Counters;
use super::device::KnownDevice;
use super::member::{self, Column, Entity};
use super::password::{self, HashError, Hasher, Verdict};
use super::second_factor::{self, RequiredOf};
use super::session::{self, Stage};
use super::throttle::{self, Counted, Refused};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::email::Email;
use crate::domain::values::ids::StaffId;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

/// Addresses longer than this are not looked at.
const ADDRESS_BYTES: usize = 1024;

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
    let counters = match &device {
        Some(device) => Counters::of_device(door.key, &account, device),
        None => Counters::of_stranger(door.key, &account, actor.ip),
    };
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
    let counted = throttle::count(door.db, &counters, actor.at).await?;
    let stored = member.as_ref().map(|member| member.password_hash.as_str());
    let verdict = seat.verify(attempt.password.clone(), stored).await?;
    match (member, verdict) {
        (Some(member), Verdict::Right { outdated }) if member.disabled_at.is_none() => {
            let device = device.map_or_else(KnownDevice::new, Ok);
            let device = device.map_err(|error| Refusal::Failed(error.to_string()))?;
            let stronger = if outdated {
                rehash(door.hasher, attempt.password).await
            } else {
                None
            };
            let user_agent = attempt.user_agent.as_deref();
            let password = (stronger, user_agent);
            let (session_key, stage) = admit(door, actor, &member, &counted, password).await?;
            let whole = stage == Stage::Whole;
            let device_mark = whole.then(|| device.mark(door.key, &account, actor.at));
            Ok(SignedInMember {
                id: member.id,
                session_key,
                device_mark,
            })
        }
        (member, _) => {
            let known = member.map(|member| member.id);
            refuse(door.db, actor, known, &account, &counted).await?;
            Err(Refusal::Wrong)
        }
    }
}

/// The account that was meant: case, spaces around it and Unicode forms make no difference. What is
/// too long to be anybody's is nobody's.
fn account(typed: &str) -> String {
    if typed.len() > ADDRESS_BYTES {
        return String::new();
    }
    match typed.parse::<Email>() {
        Ok(email) => email.to_string(),
        Err(_) => typed.trim().to_lowercase(),
    }
}

/// A new hash of the same password. A full queue is no reason to keep someone out: next time, then.
async fn rehash(hasher: &Hasher, password: SecretString) -> Option<String> {
    hasher.hash(password).await.ok()
}

/// The right password: the count is given back, the session begun and the sign-in recorded, in one
/// transaction. Of whom a second factor is asked gets half a session, and is not in yet. Fails as
/// wrong when the member was disabled or got another password while we hashed.
async fn admit(
    door: Door<'_>,
    actor: &Actor,
    member: &member::Model,
    counted: &Counted,
    (stronger, user_agent): (Option<String>, Option<&str>),
) -> Result<(SecretString, Stage), Refusal> {
    let txn = door.db.begin().await?;
    let stage = match second_factor::asked_of(&txn, member.id, door.required_of).await? {
        true => Stage::Half,
        false => Stage::Whole,
    };
    let seen = match stage {
        Stage::Whole => Some(actor.at),
        Stage::Half => member.last_sign_in_at,
    };
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
    throttle::give_back(&txn, counted).await?;
    let owner = (member.id, member.password_changed_at);
    let session_key = session::begin(&txn, actor, owner, stage, user_agent).await?;
    if stage == Stage::Whole {
        record_entry(&txn, actor, member.id, &member.name).await?;
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
    entry::record(txn, &actor.being(id, name), entry).await
}

/// Not the right password: recorded, and once more when this try closed the door.
async fn refuse(
    db: &Db,
    actor: &Actor,
    member: Option<StaffId>,
    account: &str,
    counted: &Counted,
) -> Result<(), DbErr> {
    let subject = member.map_or(Subject::Nothing, Subject::Staff);
    let name = masked(account);
    let txn = db.begin().await?;
    let failed = NewEntry::refused(Action::SignInFailed, subject, name.as_str());
    entry::record(&txn, actor, failed).await?;
    if counted.closes {
        let closed = NewEntry::refused(Action::SignInThrottled, subject, name);
        entry::record(&txn, actor, closed).await?;
    }
    txn.commit().await
}

/// An address that a reader of records recognises and a stranger does not: `a•••@example.com`.
/// Whatever is no address may be a password typed into the wrong field, so none of it is kept.
fn masked(account: &str) -> String {
    match account.rsplit_once('@') {
        Some((local, domain)) if account.parse::<Email>().is_ok() => {
            let first = local.chars().next().map(String::from).unwrap_or_default();
            format!("{first}•••@{domain}")
        }
        _ => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_the_same_however_it_is_typed() {
        for typed in ["Ada@Example.com", " ada@example.com ", "ADA@EXAMPLE.COM\t"] {
            assert_eq!(account(typed), "ada@example.com", "{typed}");
        }
        assert_eq!(account(" NOBODY "), "nobody");
    }

    #[test]
    fn records_show_no_whole_address_and_nothing_that_may_be_a_password() {
        assert_eq!(masked("ada@example.com"), "a•••@example.com");
        assert_eq!(masked("correct horse battery"), "•••");
        assert_eq!(masked("p@ssword"), "•••");
        assert_eq!(masked(""), "•••");
    }
}
