//! A try that failed: what is recorded of a wrong password or code, and who is told, wherever it
//! was given.

use sea_orm::{DbErr, EntityTrait};

use super::in_a_row::{self, Run};
use super::member;
use super::notice::{self, Guessed};
use super::sign_in::device;
use super::throttle::Counted;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::platform::db::Db;

/// Records a failed try: `entry` says what it was, and gets the device. One more says so when this
/// try closed the door, and whoever `entry` is about is told of it by mail.
pub(super) async fn record(
    db: &Db,
    actor: &Actor,
    (counted, guessed): (&Counted, Guessed),
    mut entry: NewEntry,
) -> Result<(), DbErr> {
    entry.changes.extend(device(actor));
    let subject = entry.subject;
    let closed = NewEntry::refused(Action::SignInThrottled, subject, &entry.subject_name);
    let txn = db.begin().await?;
    entry::record(&txn, actor, entry).await?;
    if counted.closes {
        entry::record(&txn, actor, closed.with(device(actor))).await?;
    }
    let last = counted.run == Run::Last;
    if let Subject::Staff(id) = subject
        && (last || counted.closes_account)
        && let Some(member) = member::Entity::find_by_id(id).one(&txn).await?
    {
        match last {
            true => in_a_row::close(&txn, actor, &member).await?,
            false => notice::warn(&txn, actor, &member, guessed).await?,
        }
    }
    txn.commit().await
}
