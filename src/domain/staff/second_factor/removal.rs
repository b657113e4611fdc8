//! Taking second factors away: one's own, and that of somebody who has lost theirs.

use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};
use secrecy::SecretString;
use thiserror::Error;

use super::{Entity, begin_anew, hold, record};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::outbox::message::Message;
use crate::domain::staff::disable::{AccessError, Named};
use crate::domain::staff::notice::notify;
#[cfg(feature = "passkeys")]
use crate::domain::staff::passkeys;
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::{reach, recovery, session, sign_in_code};
use crate::domain::values::ids::StaffId;
use crate::platform::db::Db;

/// Why a second factor was not removed.
#[derive(Debug, Error)]
pub enum RemoveError {
    #[error("there is no second factor")]
    NoneThere,
    #[error("a second factor is required")]
    Required,
    /// The session has ended meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Removes one's own app. The other sessions end; the answer is the new key of the one at hand.
/// Passkeys stay; without any, nothing is left of the second factor.
pub async fn remove(db: &Db, actor: &Actor, staff: &SignedIn) -> Result<SecretString, RemoveError> {
    let txn = db.begin().await?;
    hold(&txn, staff.id).await?;
    #[cfg(feature = "passkeys")]
    if passkeys::any(&txn, staff.id).await? {
        return passkeys::remove::app_alone(txn, actor, staff).await;
    }
    if staff.second_factor.required {
        return Err(RemoveError::Required);
    }
    if !take_away(&txn, staff.id).await? {
        return Err(RemoveError::NoneThere);
    }
    let session_key = begin_anew(&txn, staff, actor.at).await?;
    let session_key = session_key.ok_or(RemoveError::Gone)?;
    record(
        &txn,
        actor,
        Action::SecondFactorRemoved,
        staff.id,
        &staff.name,
    )
    .await?;
    let words = [("email", staff.email.as_str())];
    notify(
        &txn,
        actor,
        staff.id,
        Message::StaffSecondFactorRemoved,
        &words,
    )
    .await?;
    txn.commit().await?;
    Ok(session_key)
}

/// Why a second factor was not reset.
#[derive(Debug, Error)]
pub enum ResetError {
    #[error("there is no staff member with this address")]
    Unknown,
    #[error("this staff member has no second factor")]
    NoneThere,
    /// Who has lost their own asks somebody else: a second pair of eyes.
    #[error("nobody resets their own second factor")]
    Yourself,
    /// They have more than who acts.
    #[error("beyond your reach")]
    Beyond,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Takes away the second factor of somebody who has lost it, with their recovery codes, and ends
/// all their sessions.
pub async fn reset(db: &Db, actor: &Actor, who: Named<'_>) -> Result<(), ResetError> {
    let txn = db.begin().await?;
    let member = who.find(&txn).await.map_err(|error| match error {
        AccessError::Db(error) => ResetError::Db(error),
        _ => ResetError::Unknown,
    })?;
    if actor.staff_id() == Some(member.id) {
        return Err(ResetError::Yourself);
    }
    if !reach::reaches(&txn, actor, member.id).await? {
        return Err(ResetError::Beyond);
    }
    if !take_away(&txn, member.id).await? {
        return Err(ResetError::NoneThere);
    }
    session::remove_all(&txn, member.id).await?;
    record(
        &txn,
        actor,
        Action::SecondFactorReset,
        member.id,
        &member.name,
    )
    .await?;
    let words = [("by", actor.name())];
    notify(
        &txn,
        actor,
        member.id,
        Message::StaffSecondFactorReset,
        &words,
    )
    .await?;
    Ok(txn.commit().await?)
}

/// Everything that one signs in with beside the password. `false` when there was nothing.
pub(in crate::domain::staff) async fn take_away(
    txn: &DatabaseTransaction,
    who: StaffId,
) -> Result<bool, DbErr> {
    let gone = Entity::delete_by_id(who).exec(txn).await?.rows_affected;
    recovery::forget(txn, who).await?;
    sign_in_code::forget(txn, who).await?;
    Ok(gone == 1)
}
