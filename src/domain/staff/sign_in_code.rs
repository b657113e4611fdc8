//! A code by mail, for whoever does not have their app at hand: eight digits, good for ten minutes
//! and one use. Only a hash is stored, and the letter keeps a salt in its place.

use std::io;
use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use thiserror::Error;

use super::counters::Counters;
use super::notice::notify;
use super::signed_in::SignedIn;
use super::throttle::{self, Refused};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::sealed;
use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::random;

/// How long a code is good.
pub const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How many digits it has.
pub const DIGITS: usize = 8;

/// The one code that a member may use.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    pub code_hash: String,
    pub expires_at: Timestamp,
}

/// Codes stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why no code was sent.
#[derive(Debug, Error)]
pub enum SendError {
    #[error("too many codes were asked for")]
    Throttled { retry_after: Duration },
    #[error(transparent)]
    Random(#[from] io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<Refused> for SendError {
    fn from(refused: Refused) -> SendError {
        match refused {
            Refused::Closed { retry_after } => SendError::Throttled { retry_after },
            Refused::Db(error) => SendError::Db(error),
        }
    }
}

/// Sends a member a new code; the one before stops working.
pub async fn send(
    (db, key): (&Db, &MasterKey),
    actor: &Actor,
    staff: &SignedIn,
) -> Result<(), SendError> {
    let counters = Counters::of_code_by_mail(key, staff.email.as_str()).whose(Some(staff.id));
    throttle::count(db, &counters, actor.at).await?;
    let (code, place) = sealed::new_code(key, &staff.email)?;
    let txn = db.begin().await?;
    forget(&txn, staff.id).await?;
    let row = ActiveModel {
        staff_id: Set(staff.id),
        code_hash: Set(hash(key, staff.id, &code)),
        expires_at: Set(actor.at.plus(LIFETIME)),
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    let words = [("code", place.as_str())];
    notify(&txn, actor, staff.id, Message::StaffSignInCode, &words).await?;
    let subject = Subject::Staff(staff.id);
    let sent = NewEntry::done(Action::SignInCodeSent, subject, &staff.name);
    entry::record(&txn, actor, sent).await?;
    Ok(txn.commit().await?)
}

/// Uses a code up. However often and at whatever moment it is sent, one use succeeds.
pub(super) async fn spend(
    txn: &DatabaseTransaction,
    key: &MasterKey,
    who: StaffId,
    code: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let used = Entity::delete_many()
        .filter(Column::StaffId.eq(who))
        .filter(Column::CodeHash.eq(hash(key, who, code)))
        .filter(Column::ExpiresAt.gt(now));
    Ok(used.exec(txn).await?.rows_affected == 1)
}

/// Voids the code of a member.
pub(super) async fn forget(txn: &DatabaseTransaction, who: StaffId) -> Result<(), DbErr> {
    Entity::delete_by_id(who).exec(txn).await?;
    Ok(())
}

/// Eight digits are soon tried out, so that the hash takes the key of the installation.
fn hash(key: &MasterKey, who: StaffId, code: &str) -> String {
    let digest = key.sign("sign-in code", format!("{who} {code}").as_bytes());
    random::to_hex(&digest)
}
