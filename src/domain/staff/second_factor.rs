//! Second factors: who has one, who must, and how an app is set up; `removal` takes them away.

use std::io;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, Query, SelectStatement, SimpleExpr};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, JoinType, QuerySelect};
use secrecy::SecretString;
use thiserror::Error;

use super::group_rows::{membership, row as groups};
use super::notice::notify;
use super::second_step::record_entry;
use super::signed_in::SignedIn;
use super::totp::Secret;
use super::{member, recovery, session, sign_in_code};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::outbox::message::Message;
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

mod removal;

#[cfg(feature = "passkeys")]
pub(super) use removal::take_away;
pub use removal::{RemoveError, ResetError, remove, reset};

/// The second factor of a member: their authenticator app, and none where passkeys are all they
/// have.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    /// Encrypted: see [`Secret`]. Empty without an app.
    pub secret: String,
    /// The last half minute whose code was accepted; it only grows.
    pub last_step: i64,
    pub set_up_at: Timestamp,
    /// What recovery codes that are still shown are made from.
    pub codes_salt: Option<String>,
    /// The session that they are shown to, and until when.
    pub codes_session: Option<StaffSessionId>,
    pub codes_until: Option<Timestamp>,
}

/// How second factors hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether there is an authenticator app.
    pub fn has_app(&self) -> bool {
        !self.secret.is_empty()
    }
}

/// Of whom a second factor is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequiredOf {
    Everybody,
    /// The members of groups that say so.
    SomeGroups,
}

/// Whether the member at hand of a query has a second factor.
pub(super) fn has_one() -> SimpleExpr {
    let own = Expr::col((Entity, Column::StaffId)).equals((member::Entity, member::Column::Id));
    let rows = Query::select()
        .expr(Expr::value(1))
        .from(Entity)
        .and_where(own)
        .to_owned();
    Expr::exists(rows)
}

/// Whether a group of the member at hand of a query requires one.
pub(super) fn group_requires() -> SimpleExpr {
    let own = Expr::col((membership::Entity, membership::Column::StaffId));
    let mut rows = requiring();
    rows.and_where(own.equals((member::Entity, member::Column::Id)));
    Expr::exists(rows)
}

fn requiring() -> SelectStatement {
    let group = Expr::col((groups::Entity, groups::Column::Id));
    let joined = group.equals((membership::Entity, membership::Column::GroupId));
    Query::select()
        .expr(Expr::value(1))
        .from(membership::Entity)
        .inner_join(groups::Entity, joined)
        .and_where(groups::Column::RequiresSecondFactor.eq(true))
        .to_owned()
}

/// The second factor of a member.
pub async fn of(db: &impl ConnectionTrait, who: StaffId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(who).one(db).await
}

/// Keeps others from the second factor of a member until the commit.
pub(super) async fn hold(txn: &DatabaseTransaction, who: StaffId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(who).lock_exclusive().one(txn).await
}

/// Whether more than the password is asked of a member: they have a second factor, or must have
/// one.
pub(super) async fn asked_of(
    db: &impl ConnectionTrait,
    who: StaffId,
    required_of: RequiredOf,
) -> Result<bool, DbErr> {
    if required_of == RequiredOf::Everybody || of(db, who).await?.is_some() {
        return Ok(true);
    }
    let own = membership::Entity::find()
        .join(JoinType::InnerJoin, membership::Relation::Group.def())
        .filter(membership::Column::StaffId.eq(who))
        .filter(groups::Column::RequiresSecondFactor.eq(true));
    Ok(own.one(db).await?.is_some())
}

/// Why a second factor was not set up.
#[derive(Debug, Error)]
pub enum SetUpError {
    #[error("this is not the code that the app shows now")]
    Wrong,
    /// The session has ended meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error(transparent)]
    Secret(#[from] io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Where somebody sets up a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Signed in.
    TheAccount,
    /// Halfway in: this completes the sign-in.
    TheDoor,
}

/// Sets up the app that reads the secret which the session offers, in place of any before, when its
/// code is right; makes recovery codes. All other sessions of the member end (S10), and the one at
/// hand goes on under a new key, which is answered (S3).
pub async fn set_up(
    (db, key): (&Db, &MasterKey),
    actor: &Actor,
    (staff, from): (&SignedIn, From),
    code: &str,
) -> Result<SecretString, SetUpError> {
    let secret = Secret::offered(key, staff.id, &staff.csrf_seed);
    let step = secret.step_of(code, actor.at)?.ok_or(SetUpError::Wrong)?;
    let actor = &actor.being(staff.id, &staff.name);
    let txn = db.begin().await?;
    let row = ActiveModel {
        staff_id: Set(staff.id),
        secret: Set(secret.sealed(key, staff.id)?),
        last_step: Set(step),
        set_up_at: Set(actor.at),
        codes_salt: Set(None),
        codes_session: Set(None),
        codes_until: Set(None),
    };
    let columns = [Column::Secret, Column::LastStep, Column::SetUpAt];
    let again = OnConflict::column(Column::StaffId)
        .update_columns(columns)
        .to_owned();
    let written = Entity::insert(row).on_conflict(again);
    written.exec_without_returning(&txn).await?;
    recovery::make(&txn, key, actor, staff).await?;
    sign_in_code::forget(&txn, staff.id).await?;
    let session_key = begin_anew(&txn, staff, actor.at).await?;
    let session_key = session_key.ok_or(SetUpError::Gone)?;
    record(&txn, actor, Action::SecondFactorSet, staff.id, &staff.name).await?;
    if from == From::TheDoor {
        record_entry(&txn, actor, staff, Vec::new()).await?;
    }
    let words = [("email", staff.email.as_str())];
    notify(&txn, actor, staff.id, Message::StaffSecondFactorSet, &words).await?;
    txn.commit().await?;
    Ok(session_key)
}

/// A new key for the session at hand after what its member signs in with has changed; the others
/// end. `None` when the session itself has ended.
pub(super) async fn begin_anew(
    txn: &DatabaseTransaction,
    staff: &SignedIn,
    at: Timestamp,
) -> Result<Option<SecretString>, DbErr> {
    session::remove_others(txn, staff.id, staff.session.id).await?;
    session::proved(txn, staff.session.id, at).await?;
    session::renew(txn, staff.session.id, staff.password_changed_at).await
}

pub(super) async fn record(
    txn: &DatabaseTransaction,
    actor: &Actor,
    action: Action,
    who: StaffId,
    name: &str,
) -> Result<(), DbErr> {
    let done = NewEntry::done(action, Subject::Staff(who), name);
    entry::record(txn, actor, done).await
}
