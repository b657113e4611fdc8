//! Asking again: who is signed in proves with password or code that it is still them (S12).

use sea_orm::{DatabaseTransaction, EntityTrait};
use secrecy::SecretString;

use super::counters::Counters;
use super::failed_try;
use super::in_a_row::Side;
use super::member;
use super::notice::Guessed;
use super::password::{Hasher, Verdict};
use super::second_step::{ProofError, spend};
use super::session;
use super::signed_in::SignedIn;
use super::throttle::{self, Counted};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

/// What somebody proves themselves with.
pub enum Proof<'a> {
    Password(SecretString),
    /// Of the app, or a recovery code.
    Code(&'a str),
}

/// Takes a proof. Wrong ones are throttled together with wrong current passwords: an unattended
/// session is no place to guess.
pub async fn prove(
    (db, hasher, key): (&Db, &Hasher, &MasterKey),
    actor: &Actor,
    staff: &SignedIn,
    proof: Proof<'_>,
) -> Result<(), ProofError> {
    // A full queue counts nothing.
    let seat = match proof {
        Proof::Password(_) => Some(hasher.seat()?),
        Proof::Code(_) => None,
    };
    let mut counters = Counters::of_session(key, staff.email.as_str()).whose(Some(staff.id));
    counters.password = seat.as_ref().map(|_| Side::Own);
    let counted = throttle::count(db, &counters, actor.at).await?;
    if let (Proof::Password(password), Some(seat)) = (&proof, seat) {
        let stored = member::Entity::find_by_id(staff.id).one(db.read()).await?;
        let stored = stored.ok_or(ProofError::Gone)?.password_hash;
        let stored = counted.to_match(Some(&stored));
        if seat.verify(password.clone(), stored).await? == Verdict::Wrong {
            return refuse(db, actor, (&counted, wrong(staff))).await;
        }
    }
    let txn = db.begin().await?;
    if let Proof::Code(code) = proof
        && spend(&txn, key, actor, staff, code).await?.is_none()
    {
        txn.rollback().await?;
        return refuse(db, actor, (&counted, wrong(staff))).await;
    }
    accept(txn, actor, staff, &counted).await
}

/// A right proof, when `txn` commits.
pub(super) async fn accept(
    txn: DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
    counted: &Counted,
) -> Result<(), ProofError> {
    throttle::give_back(&txn, counted).await?;
    session::proved(&txn, staff.session.id, actor.at).await?;
    let proved = NewEntry::done(Action::Proved, Subject::Staff(staff.id), &staff.name);
    entry::record(&txn, actor, proved).await?;
    Ok(txn.commit().await?)
}

/// What is recorded of a wrong proof.
pub(super) fn wrong(staff: &SignedIn) -> NewEntry {
    NewEntry::refused(Action::Proved, Subject::Staff(staff.id), &staff.name)
}

/// A wrong proof: `entry` says so.
pub(super) async fn refuse(
    db: &Db,
    actor: &Actor,
    (counted, entry): (&Counted, NewEntry),
) -> Result<(), ProofError> {
    failed_try::record(db, actor, (counted, Guessed::Password), entry).await?;
    Err(ProofError::Wrong)
}
