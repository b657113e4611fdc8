//! Adding a passkey: the challenge, and the device's answer to it.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr, EntityTrait};
use secrecy::SecretString;
use thiserror::Error;
use webauthn_rs::prelude::{
    CreationChallengeResponse, Passkey, PasskeyRegistration, RegisterPublicKeyCredential,
    WebauthnError,
};

use super::ceremony::{self, Purpose};
use super::party::{Party, handle};
use super::rows::{self, ActiveModel, Entity, MOST, Model, of_member};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::outbox::message::Message;
use crate::domain::staff::notice::notify;
use crate::domain::staff::second_factor::{self, begin_anew, hold};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::{recovery, sign_in_code};
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::crypto::MasterKey;
use crate::platform::db::{Db, taken};

/// The longest name, in characters.
const NAME_CHARS: usize = 60;

/// Why no challenge was made.
#[derive(Debug, Error)]
pub enum AskError {
    #[error("there are no passkeys")]
    NoneThere,
    #[error("no challenge: {0}")]
    Library(#[from] WebauthnError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Makes a challenge for a new passkey. Devices that hold one of the member's already say so.
pub async fn ask(
    (db, key): (&Db, &MasterKey),
    party: &Party,
    actor: &Actor,
    staff: &SignedIn,
) -> Result<CreationChallengeResponse, AskError> {
    let own = of_member(db.read(), staff.id).await?;
    let own = own.iter().filter_map(Model::passkey);
    let own = own.map(|passkey| passkey.cred_id().clone()).collect();
    let handle = handle(key, staff.id);
    let (email, name) = (staff.email.as_str(), staff.name.as_str());
    let (challenge, state) = party
        .0
        .start_passkey_registration(handle, email, name, Some(own))?;
    let place = (staff.session.id, Purpose::Add);
    ceremony::begin(db, place, &state, actor.at).await?;
    Ok(challenge)
}

/// Why a passkey was not added.
#[derive(Debug, Error)]
pub enum AddError {
    #[error("its name: {0}")]
    Name(#[from] Problem),
    /// Not the answer to a challenge of this session, or too late.
    #[error("this is no answer to our challenge")]
    Wrong,
    #[error("this device is known already")]
    Known,
    /// There are [`MOST`] already.
    #[error("there are too many passkeys")]
    TooMany,
    /// The session has ended meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// What follows from a passkey.
pub struct Added {
    /// The new key of the session at hand.
    pub session_key: SecretString,
    pub codes: Codes,
}

/// What became of the recovery codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// There were none; now there are.
    Made,
    Kept,
}

/// Adds the passkey that a device has made for our challenge. All other sessions of the member end,
/// as with an app (S10), and the one at hand goes on under a new key (S3).
pub async fn add(
    (db, key): (&Db, &MasterKey),
    party: &Party,
    actor: &Actor,
    staff: &SignedIn,
    (name, answer): (&str, &str),
) -> Result<Added, AddError> {
    let name = text::name(name, NAME_CHARS)?;
    let passkey = judged(db, party, actor, staff, answer).await?;
    let txn = db.begin().await?;
    let codes = begin_factor(&txn, key, actor, staff).await?;
    insert(&txn, actor, staff, &name, &passkey).await?;
    sign_in_code::forget(&txn, staff.id).await?;
    let session_key = begin_anew(&txn, staff, actor.at).await?;
    let session_key = session_key.ok_or(AddError::Gone)?;
    let done = NewEntry::done(Action::PasskeyAdded, Subject::Staff(staff.id), &staff.name);
    let done = done.with(vec![Change::fact("passkey", &name)]);
    entry::record(&txn, actor, done).await?;
    let words = [("passkey", name.as_str())];
    notify(&txn, actor, staff.id, Message::StaffPasskeyAdded, &words).await?;
    txn.commit().await?;
    Ok(Added { session_key, codes })
}

/// What the library makes of an answer, and of the challenge that it uses up.
async fn judged(
    db: &Db,
    party: &Party,
    actor: &Actor,
    staff: &SignedIn,
    answer: &str,
) -> Result<Passkey, AddError> {
    let place = (staff.session.id, Purpose::Add);
    let state = ceremony::take::<PasskeyRegistration>(db, place, actor.at).await?;
    let answer = serde_json::from_str::<RegisterPublicKeyCredential>(answer);
    let (Some(state), Ok(answer)) = (state, answer) else {
        return Err(AddError::Wrong);
    };
    let judged = party.0.finish_passkey_registration(&answer, &state);
    judged.map_err(|error| {
        tracing::debug!(%error, "an answer of a device was refused");
        AddError::Wrong
    })
}

/// Makes the row that says that a member has a second factor, and recovery codes with it, if there
/// was none; keeps others from it until the commit.
async fn begin_factor(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    actor: &Actor,
    staff: &SignedIn,
) -> Result<Codes, DbErr> {
    use second_factor::{ActiveModel, Column, Entity};
    if hold(txn, staff.id).await?.is_some() {
        return Ok(Codes::Kept);
    }
    let row = ActiveModel {
        staff_id: Set(staff.id),
        secret: Set(String::new()),
        last_step: Set(0),
        set_up_at: Set(actor.at),
        codes_salt: Set(None),
        codes_session: Set(None),
        codes_until: Set(None),
    };
    // Of two at once, the second one waits here and then finds a row.
    let once = OnConflict::column(Column::StaffId)
        .update_column(Column::StaffId)
        .to_owned();
    let written = Entity::insert(row).on_conflict(once);
    written.exec_without_returning(txn).await?;
    recovery::make(txn, key, actor, staff).await?;
    Ok(Codes::Made)
}

async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
    name: &str,
    passkey: &Passkey,
) -> Result<(), AddError> {
    if of_member(txn, staff.id).await?.len() >= MOST {
        return Err(AddError::TooMany);
    }
    let credential = serde_json::to_string(passkey);
    let credential = credential.map_err(|error| DbErr::Custom(format!("a passkey: {error}")))?;
    let row = ActiveModel {
        staff_id: Set(staff.id),
        name: Set(name.to_owned()),
        credential_id: Set(rows::stored_id(passkey.cred_id())),
        credential: Set(credential),
        // The library keeps what the device said when it made the passkey.
        counter: Set(0),
        added_at: Set(actor.at),
        ..Default::default()
    };
    let written = Entity::insert(row).exec_without_returning(txn).await;
    written.map_err(|error| match taken(&error, "passkeys", "credential_id") {
        true => AddError::Known,
        false => error.into(),
    })?;
    Ok(())
}
