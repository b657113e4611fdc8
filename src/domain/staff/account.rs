//! What members change about themselves: how pages look to them, and their password.

use chrono_tz::Tz;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter};
use secrecy::SecretString;
use thiserror::Error;

use super::counters::Counters;
use super::email_change;
use super::failed_try;
use super::in_a_row::Side;
use super::lost_password;
use super::member::{self, Column, Entity, Theme};
use super::name::StaffName;
use super::new_password::NewPassword;
use super::notice::{Guessed, Notice, tell};
use super::password::{HashError, Hasher, Verdict};
use super::session;
use super::signed_in::SignedIn;
use super::throttle::{self, Refused};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::locales::Locale;

/// What a member is called, and how pages look to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: StaffName,
    pub locale: Locale,
    pub zone: Tz,
    pub theme: Theme,
    /// Whether single keys do something.
    pub shortcuts: bool,
}

/// Changes the actor's own profile. What is as before leaves no trace.
pub async fn change_profile(
    db: &Db,
    actor: &Actor,
    before: &SignedIn,
    after: &Profile,
) -> Result<(), DbErr> {
    let changes = profile_changes(before, after);
    if changes.is_empty() {
        return Ok(());
    }
    let txn = db.begin().await?;
    Entity::update_many()
        .col_expr(Column::Name, after.name.to_string().into())
        .col_expr(Column::Locale, after.locale.code().into())
        .col_expr(Column::TimeZone, after.zone.name().into())
        .col_expr(Column::Theme, after.theme.code().into())
        .col_expr(Column::Shortcuts, after.shortcuts.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(before.id))
        .exec(&txn)
        .await?;
    let subject = Subject::Staff(before.id);
    let changed = NewEntry::done(Action::PreferencesChanged, subject, actor.name());
    entry::record(&txn, actor, changed.with(changes)).await?;
    txn.commit().await
}

fn profile_changes(before: &SignedIn, after: &Profile) -> Vec<Change> {
    let text = |value: &str| Some(value.to_owned());
    let switch = |on| text(if on { "on" } else { "off" });
    let changes = [
        Change::of("name", text(&before.name), text(&after.name.to_string())),
        Change::of(
            "language",
            text(before.locale.code()),
            text(after.locale.code()),
        ),
        Change::of(
            "timezone",
            text(before.zone.name()),
            text(after.zone.name()),
        ),
        Change::of("theme", text(before.theme.code()), text(after.theme.code())),
        Change::of(
            "shortcuts",
            switch(before.shortcuts),
            switch(after.shortcuts),
        ),
    ];
    changes.into_iter().flatten().collect()
}

/// Why a password was not changed.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    #[error("the current password is wrong")]
    CurrentWrong,
    #[error("the new password is the current one")]
    SameAgain,
    #[error("too many wrong passwords")]
    Throttled { retry_after: std::time::Duration },
    /// Disabled, signed out, or changed from elsewhere meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for ChangePasswordError {
    fn from(refused: Refused) -> ChangePasswordError {
        match refused {
            Refused::Closed { retry_after } => ChangePasswordError::Throttled { retry_after },
            Refused::Db(error) => ChangePasswordError::Db(error),
        }
    }
}

/// Changes the actor's own password and ends all their other sessions. Answers the new key of the
/// session at hand. Wrong tries are throttled: an unattended
/// session is no place to guess.
pub async fn change_password(
    (db, hasher, key): (&Db, &Hasher, &MasterKey),
    actor: &Actor,
    staff: &SignedIn,
    current: SecretString,
    new: NewPassword,
) -> Result<SecretString, ChangePasswordError> {
    let before = Entity::find_by_id(staff.id).one(db.read()).await?;
    let before = before.filter(|member| member.disabled_at.is_none());
    let before = before.ok_or(ChangePasswordError::Gone)?;
    let seat = hasher.seat()?;
    let mut counters = Counters::of_session(key, staff.email.as_str()).whose(Some(staff.id));
    counters.password = Some(Side::Own);
    let counted = throttle::count(db, &counters, actor.at).await?;
    let stored = counted.to_match(Some(&before.password_hash));
    if seat.verify(current.clone(), stored).await? == Verdict::Wrong {
        let subject = Subject::Staff(staff.id);
        let wrong = NewEntry::refused(Action::PasswordChanged, subject, actor.name());
        failed_try::record(db, actor, (&counted, Guessed::Password), wrong).await?;
        return Err(ChangePasswordError::CurrentWrong);
    }
    if new.is(&current) {
        let txn = db.begin().await?;
        throttle::give_back(&txn, &counted).await?;
        txn.commit().await?;
        return Err(ChangePasswordError::SameAgain);
    }
    let hash = hasher.hash(new.into_secret()).await?;
    let txn = db.begin().await?;
    throttle::give_back(&txn, &counted).await?;
    let session_key = store(&txn, actor, staff, &before, hash).await?;
    txn.commit().await?;
    Ok(session_key)
}

async fn store(
    txn: &DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
    before: &member::Model,
    hash: String,
) -> Result<SecretString, ChangePasswordError> {
    let since = member::set_password(txn, before, hash, actor.at).await?;
    let since = since.ok_or(ChangePasswordError::Gone)?;
    session::remove_others(txn, staff.id, staff.session.id).await?;
    // Whoever was here before may have asked for another address.
    email_change::forget(txn, staff.id).await?;
    lost_password::forget(txn, staff.id).await?;
    tell(txn, actor, before, Notice::PasswordChanged).await?;
    let session_key = session::renew(txn, staff.session.id, since).await?;
    let entry = NewEntry::done(
        Action::PasswordChanged,
        Subject::Staff(staff.id),
        actor.name(),
    );
    entry::record(txn, actor, entry).await?;
    session_key.ok_or(ChangePasswordError::Gone)
}
