//! The second step of signing in: a code after the password, from the app, from a mail, or one of
//! the recovery codes. Each is used once.

use std::io;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;
use thiserror::Error;

use super::device::KnownDevice;
use super::notice::notify;
use super::password::HashError;
use super::second_factor::{self, Column, Entity};
use super::sign_in::device;
use super::signed_in::SignedIn;
use super::throttle::Refused;
use super::totp::{self, Secret};
use super::{member, recovery, sign_in_code};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::outbox::message::Message;
use crate::domain::values::digits;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

mod attempt;

pub(super) use attempt::Attempt;

/// Why a proof was not taken.
#[derive(Debug, Error)]
pub enum ProofError {
    /// Wrong, used, or too old: never said which.
    #[error("the code or password is wrong")]
    Wrong,
    #[error("too many wrong tries")]
    Throttled { retry_after: Duration },
    /// Disabled, signed out, or changed from elsewhere meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Secret(#[from] io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for ProofError {
    fn from(refused: Refused) -> ProofError {
        match refused {
            Refused::Closed { retry_after } => ProofError::Throttled { retry_after },
            Refused::Db(error) => ProofError::Db(error),
        }
    }
}

/// A code as it was typed; its form says where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Code {
    App(String),
    Mail(String),
    Recovery(String),
}

/// Where a code that was right came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    App,
    Mail,
    Recovery,
    #[cfg(feature = "passkeys")]
    Passkey,
}

impl Way {
    fn code(self) -> &'static str {
        match self {
            Way::App => "app",
            Way::Mail => "mail",
            Way::Recovery => "recovery code",
            #[cfg(feature = "passkeys")]
            Way::Passkey => "passkey",
        }
    }
}

impl Code {
    /// Spaces, dashes and case make no difference, nor do the digits of an Arabic keyboard.
    fn parse(typed: &str) -> Option<Code> {
        let plain = typed.chars().take(100);
        let plain: String = plain
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(digits::latin)
            .collect::<String>()
            .to_ascii_uppercase();
        let digits = plain.bytes().all(|byte| byte.is_ascii_digit());
        match plain.len() {
            length if digits && length == usize::from(totp::DIGITS) => Some(Code::App(plain)),
            sign_in_code::DIGITS if digits => Some(Code::Mail(plain)),
            _ if recovery::looks_like_one(&plain) => Some(Code::Recovery(plain)),
            _ => None,
        }
    }
}

/// Uses a code up, and tells where it came from. `None` when it is not right.
pub(super) async fn spend(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    actor: &Actor,
    staff: &SignedIn,
    typed: &str,
) -> Result<Option<Way>, ProofError> {
    let right = match Code::parse(typed) {
        None => return Ok(None),
        Some(Code::App(code)) => {
            let right = spend_step(txn, key, staff, &code, actor.at).await?;
            right.then_some(Way::App)
        }
        Some(Code::Mail(code)) => {
            let right = sign_in_code::spend(txn, key, staff.id, &code, actor.at).await?;
            right.then_some(Way::Mail)
        }
        Some(Code::Recovery(code)) => {
            let right = recovery::spend(txn, key, staff.id, &code).await?;
            right.then_some(Way::Recovery)
        }
    };
    if right == Some(Way::Recovery) {
        let left = recovery::left(txn, staff.id).await?.to_string();
        let words = [("left", left.as_str())];
        notify(txn, actor, staff.id, Message::StaffRecoveryCodeUsed, &words).await?;
    }
    Ok(right)
}

/// The code of a half minute later than the last one that was accepted: of any number of uses at
/// the same moment, one succeeds (S29).
async fn spend_step(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    staff: &SignedIn,
    code: &str,
    now: Timestamp,
) -> Result<bool, ProofError> {
    let factor = second_factor::of(txn, staff.id).await?;
    let Some(factor) = factor.filter(second_factor::Model::has_app) else {
        return Ok(false);
    };
    let secret = Secret::opened(key, staff.id, &factor.secret)?;
    let Some(step) = secret.step_of(code, now)? else {
        return Ok(false);
    };
    let moved = Entity::update_many()
        .col_expr(Column::LastStep, step.into())
        .filter(Column::StaffId.eq(staff.id))
        .filter(Column::Secret.eq(factor.secret))
        .filter(Column::LastStep.lt(step));
    Ok(moved.exec(txn).await?.rows_affected == 1)
}

/// Someone whose sign-in is complete.
pub struct Completed {
    /// The new key of their session.
    pub session_key: SecretString,
    /// The new mark of this browser.
    pub device_mark: String,
}

/// What was typed, and the mark of a known device if the browser has one.
pub struct Given<'a> {
    pub code: &'a str,
    pub device_mark: Option<&'a str>,
}

/// Completes the sign-in of who has given the right password.
pub async fn complete(
    (db, key): (&Db, &MasterKey),
    actor: &Actor,
    staff: &SignedIn,
    given: Given<'_>,
) -> Result<Completed, ProofError> {
    let attempt = Attempt::begin((db, key), actor, staff, given.device_mark).await?;
    let txn = db.begin().await?;
    let Some(way) = spend(&txn, key, actor, staff, given.code).await? else {
        txn.rollback().await?;
        attempt.fails(db, wrong(staff)).await?;
        return Err(ProofError::Wrong);
    };
    attempt.succeeds(txn, key, way).await
}

/// What is recorded of somebody who has given the right password and then not the right thing.
pub(super) fn wrong(staff: &SignedIn) -> NewEntry {
    let subject = Subject::Staff(staff.id);
    NewEntry::refused(Action::SecondFactorFailed, subject, &staff.name)
}

/// A mark for a browser whose member has signed in: it is given to nobody who has only a password.
pub fn new_mark(
    key: &MasterKey,
    staff: &SignedIn,
    now: Timestamp,
    device: Option<KnownDevice>,
) -> io::Result<String> {
    let device = device.map_or_else(KnownDevice::new, Ok)?;
    Ok(device.mark(key, staff.email.as_str(), now))
}

/// Writes down that somebody is in.
pub(super) async fn record_entry(
    txn: &DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
    mut facts: Vec<Change>,
) -> Result<(), DbErr> {
    use member::Column as C;
    member::Entity::update_many()
        .col_expr(C::LastSignInAt, Expr::value(actor.at.0))
        .filter(C::Id.eq(staff.id))
        .exec(txn)
        .await?;
    facts.extend(device(actor));
    let subject = Subject::Staff(staff.id);
    let signed_in = NewEntry::done(Action::SignedIn, subject, &staff.name).with(facts);
    entry::record(txn, &actor.being(staff.id, &staff.name), signed_in).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_code_says_where_it_comes_from() {
        let app = Some(Code::App("123456".to_owned()));
        for typed in ["123456", " 123 456 ", "123-456", "١٢٣٤٥٦", "۱۲۳۴۵۶"] {
            assert_eq!(Code::parse(typed), app, "{typed}");
        }
        let mail = Some(Code::Mail("12345678".to_owned()));
        assert_eq!(Code::parse("1234 5678"), mail);
        let recovery = Some(Code::Recovery("ABCDEFGHJKLMNPQR".to_owned()));
        assert_eq!(Code::parse("abcd-efgh-JKLM npqr"), recovery);
        for odd in [
            "",
            "12345",
            "1234567",
            "123456789",
            "ABCD",
            "ABCDEFGHIJKLMNOP",
            "ß",
        ] {
            assert_eq!(Code::parse(odd), None, "{odd}");
        }
        assert_eq!(Code::parse(&"1".repeat(1_000_000)), None);
    }
}
