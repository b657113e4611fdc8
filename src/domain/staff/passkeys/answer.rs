//! Using a passkey: at the second step of signing in, and to prove that it is still oneself.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};
use webauthn_rs::prelude::{
    AuthenticationResult, PasskeyAuthentication, PublicKeyCredential, RequestChallengeResponse,
    WebauthnError,
};

use super::add::AskError;
use super::ceremony::{self, Purpose};
use super::party::Party;
use super::rows::{ActiveModel, Column, Entity, Model, of_member, stored_id};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject};
use crate::domain::staff::counters::Counters;
use crate::domain::staff::proof;
use crate::domain::staff::second_step::{self, Attempt, Completed, ProofError, Way};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::throttle;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

/// Where a passkey is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    TheSecondStep,
    TheConfirmation,
}

impl At {
    fn purpose(self) -> Purpose {
        match self {
            At::TheSecondStep => Purpose::SignIn,
            At::TheConfirmation => Purpose::Confirm,
        }
    }
}

/// Makes a challenge that the passkeys of a member can answer.
pub async fn ask(
    db: &Db,
    party: &Party,
    actor: &Actor,
    (staff, at): (&SignedIn, At),
) -> Result<RequestChallengeResponse, AskError> {
    let own = of_member(db.read(), staff.id).await?;
    let own: Vec<_> = own.iter().filter_map(Model::passkey).collect();
    if own.is_empty() {
        return Err(AskError::NoneThere);
    }
    let (challenge, state) = party.0.start_passkey_authentication(&own)?;
    let place = (staff.session.id, at.purpose());
    ceremony::begin(db, place, &state, actor.at).await?;
    Ok(challenge)
}

/// Completes the sign-in of who has given the right password, as a code does.
pub async fn complete(
    (db, key): (&Db, &MasterKey),
    party: &Party,
    actor: &Actor,
    staff: &SignedIn,
    (answer, device_mark): (&str, Option<&str>),
) -> Result<Completed, ProofError> {
    let attempt = Attempt::begin((db, key), actor, staff, device_mark).await?;
    let judged = judge(db, party, actor, (staff, At::TheSecondStep), answer).await?;
    let txn = db.begin().await?;
    match spend(&txn, actor, staff, judged).await? {
        Verdict::Right => attempt.succeeds(txn, key, Way::Passkey).await,
        verdict => {
            txn.rollback().await?;
            let entry = verdict.went_back(staff);
            let entry = entry.unwrap_or_else(|| second_step::wrong(staff));
            attempt.fails(db, entry).await?;
            Err(ProofError::Wrong)
        }
    }
}

/// Takes a passkey as the proof that it is still the member, as [`proof::prove`] takes a code.
pub async fn prove(
    (db, key): (&Db, &MasterKey),
    party: &Party,
    actor: &Actor,
    staff: &SignedIn,
    answer: &str,
) -> Result<(), ProofError> {
    let counters = Counters::of_session(key, staff.email.as_str()).whose(Some(staff.id));
    let counted = throttle::count(db, &counters, actor.at).await?;
    let judged = judge(db, party, actor, (staff, At::TheConfirmation), answer).await?;
    let txn = db.begin().await?;
    match spend(&txn, actor, staff, judged).await? {
        Verdict::Right => proof::accept(txn, actor, staff, &counted).await,
        verdict => {
            txn.rollback().await?;
            let entry = verdict.went_back(staff);
            let entry = entry.unwrap_or_else(|| proof::wrong(staff));
            proof::refuse(db, actor, (&counted, entry)).await
        }
    }
}

/// What the library makes of an answer.
enum Judged {
    Right(AuthenticationResult),
    Wrong,
    /// Everything is right but the counter: the id of the credential.
    WentBack(Vec<u8>),
}

/// Judges an answer; the challenge is used up whatever comes out.
async fn judge(
    db: &Db,
    party: &Party,
    actor: &Actor,
    (staff, at): (&SignedIn, At),
    answer: &str,
) -> Result<Judged, DbErr> {
    let place = (staff.session.id, at.purpose());
    let state = ceremony::take::<PasskeyAuthentication>(db, place, actor.at).await?;
    let answer = serde_json::from_str::<PublicKeyCredential>(answer);
    let (Some(state), Ok(answer)) = (state, answer) else {
        return Ok(Judged::Wrong);
    };
    Ok(
        match party.0.finish_passkey_authentication(&answer, &state) {
            Ok(result) => Judged::Right(result),
            Err(WebauthnError::CredentialPossibleCompromise) => Judged::WentBack(answer.raw_id),
            Err(error) => {
                tracing::debug!(%error, "an answer of a device was refused");
                Judged::Wrong
            }
        },
    )
}

/// What an answer is worth.
enum Verdict {
    Right,
    Wrong,
    /// The passkey with this name counts less than it did: there may be two of it.
    WentBack(String),
}

impl Verdict {
    /// What is recorded of a counter that went back.
    fn went_back(self, staff: &SignedIn) -> Option<NewEntry> {
        let Verdict::WentBack(name) = self else {
            return None;
        };
        let subject = Subject::Staff(staff.id);
        let entry = NewEntry::refused(Action::PasskeyWentBack, subject, &staff.name);
        Some(entry.with(vec![Change::fact("passkey", name)]))
    }
}

/// Writes down the use of a passkey that is still there and still counts on. What the library knows
/// is from when the challenge was made; here it is looked at again, under a lock.
async fn spend(
    txn: &DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
    judged: Judged,
) -> Result<Verdict, DbErr> {
    let (id, result) = match judged {
        Judged::Wrong => return Ok(Verdict::Wrong),
        Judged::WentBack(id) => (id, None),
        Judged::Right(result) => (result.cred_id().to_vec(), Some(result)),
    };
    let own = Entity::find()
        .filter(Column::StaffId.eq(staff.id))
        .filter(Column::CredentialId.eq(stored_id(&id)));
    let Some(row) = own.lock_exclusive().one(txn).await? else {
        return Ok(Verdict::Wrong);
    };
    let Some(result) = result else {
        return Ok(Verdict::WentBack(row.name));
    };
    let counter = i64::from(result.counter());
    if counter <= row.counter && (counter, row.counter) != (0, 0) {
        return Ok(Verdict::WentBack(row.name));
    }
    let Some(mut passkey) = row.passkey() else {
        return Ok(Verdict::Wrong);
    };
    passkey.update_credential(&result);
    let credential = serde_json::to_string(&passkey);
    let credential = credential.map_err(|error| DbErr::Custom(format!("a passkey: {error}")))?;
    let used = ActiveModel {
        id: Set(row.id),
        credential: Set(credential),
        counter: Set(counter),
        last_used_at: Set(Some(actor.at)),
        ..Default::default()
    };
    Entity::update(used).exec(txn).await?;
    Ok(Verdict::Right)
}
