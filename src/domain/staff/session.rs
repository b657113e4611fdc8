//! Staff sessions: who is signed in, from where, and for how long. Only a hash of the key is kept.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ExprTrait, QuerySelect};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::member;
use super::signed_in::CurrentSession;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;
use crate::platform::random;

/// How old the time of the last request may be before it is written again.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// For how long what somebody has proved is good for acts that ask again (S12).
pub const PROOF_LASTS: Duration = Duration::from_secs(5 * 60);

/// The longest browser name that is kept, in characters.
const USER_AGENT_CHARS: usize = 300;

/// A stored session. Ended ones are removed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_sessions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StaffSessionId,
    pub key_hash: String,
    pub staff_id: StaffId,
    pub state: String,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    /// When its member signed in.
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// When its member last gave a password or a code.
    pub proved_at: Timestamp,
}

/// How sessions hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::member::Entity",
        from = "Column::StaffId",
        to = "super::member::Column::Id"
    )]
    Staff,
}

impl Related<member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Staff.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// How long sessions last.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without a request.
    pub idle: Duration,
    /// In any case.
    pub lifetime: Duration,
}

impl Limits {
    /// Whether a session still lasts.
    pub fn last(self, created_at: Timestamp, last_seen_at: Timestamp, now: Timestamp) -> bool {
        now < created_at.plus(self.lifetime) && now < last_seen_at.plus(self.idle)
    }
}

/// How far somebody has come at the door.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// All the way.
    #[default]
    Whole,
    /// The password was right, and more is asked for (S28).
    Half,
}

/// What a session keeps beside its columns, as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The password it was begun with; with another one the session is over.
    pub password_changed_at: Timestamp,
    /// What its CSRF tokens are made from.
    pub csrf_seed: String,
    #[serde(default)]
    pub stage: Stage,
}

impl Model {
    /// Whether its member has come all the way in.
    pub fn is_whole(&self) -> bool {
        let kept = serde_json::from_str::<Kept>(&self.state);
        kept.is_ok_and(|kept| kept.stage == Stage::Whole)
    }
}

/// What is stored instead of a key: whoever reads the database cannot use it.
pub fn key_hash(key: &str) -> String {
    sha256_hex(key.as_bytes())
}

/// Begins a session of a member whose password was just found right. Answers its key.
pub async fn begin(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (staff_id, password_changed_at): (StaffId, Timestamp),
    stage: Stage,
    user_agent: Option<&str>,
) -> Result<SecretString, DbErr> {
    let key = new_key()?;
    let row = ActiveModel {
        key_hash: Set(key_hash(key.expose_secret())),
        staff_id: Set(staff_id),
        state: Set(fresh_state(password_changed_at, stage)?),
        ip: Set(actor.ip.map(|ip| ip.to_string())),
        user_agent: Set(user_agent.map(|text| text.chars().take(USER_AGENT_CHARS).collect())),
        created_at: Set(actor.at),
        last_seen_at: Set(actor.at),
        proved_at: Set(actor.at),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(key)
}

/// Writes down that the member at a session has just proved that it is them.
pub async fn proved(
    db: &impl ConnectionTrait,
    session: StaffSessionId,
    at: Timestamp,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ProvedAt, at.into())
        .filter(Column::Id.eq(session))
        .exec(db)
        .await?;
    Ok(())
}

/// Moves a session to a new key after its member changed the password or gave a second factor (S3);
/// it is whole then, and forms made before are void.
/// `None` when it has ended meanwhile: what a sign-out removed is not made again.
pub async fn renew(
    db: &impl ConnectionTrait,
    session: StaffSessionId,
    password_changed_at: Timestamp,
) -> Result<Option<SecretString>, DbErr> {
    let key = new_key()?;
    let moved = Entity::update_many()
        .col_expr(Column::KeyHash, key_hash(key.expose_secret()).into())
        .col_expr(
            Column::State,
            fresh_state(password_changed_at, Stage::Whole)?.into(),
        )
        .filter(Column::Id.eq(session))
        .exec(db)
        .await?;
    Ok((moved.rows_affected == 1).then_some(key))
}

fn new_key() -> Result<SecretString, DbErr> {
    Ok(random::hex::<32>().map_err(no_randomness)?.into())
}

fn fresh_state(password_changed_at: Timestamp, stage: Stage) -> Result<String, DbErr> {
    let csrf_seed = random::hex::<16>().map_err(no_randomness)?;
    let kept = Kept {
        password_changed_at,
        csrf_seed,
        stage,
    };
    serde_json::to_string(&kept).map_err(|error| DbErr::Custom(format!("session state: {error}")))
}

fn no_randomness(error: std::io::Error) -> DbErr {
    DbErr::Custom(format!("no random bytes: {error}"))
}

/// A short digest that tells two sessions apart in records and opens nothing.
pub fn reference(key_hash: &str) -> String {
    key_hash.chars().take(12).collect()
}

/// Writes down that the session was used, at most once a minute.
pub async fn touch(db: &Db, session: &CurrentSession, now: Timestamp) -> Result<(), DbErr> {
    if now < session.last_seen_at.plus(TOUCH_EVERY) {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::LastSeenAt, now.into())
        .filter(Column::Id.eq(session.id))
        .filter(Column::LastSeenAt.lt(now))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Removes the session of a key.
pub async fn remove(db: &Db, key: &str) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::KeyHash.eq(key_hash(key)))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Signs out: the session of the actor ends.
pub async fn sign_out(db: &Db, actor: &Actor, session: StaffSessionId) -> Result<(), DbErr> {
    let Some(who) = actor.staff_id() else {
        return Ok(());
    };
    let txn = db.begin().await?;
    Entity::delete_by_id(session).exec(&txn).await?;
    let entry = NewEntry::done(Action::SignedOut, Subject::Staff(who), actor.name());
    entry::record(&txn, actor, entry).await?;
    txn.commit().await
}

/// Removes all sessions of a member but one.
pub async fn remove_others(
    db: &impl ConnectionTrait,
    who: StaffId,
    kept: StaffSessionId,
) -> Result<u64, DbErr> {
    let others = Column::StaffId.eq(who).and(Column::Id.ne(kept));
    Ok(Entity::delete_many()
        .filter(others)
        .exec(db)
        .await?
        .rows_affected)
}

/// Removes all sessions of a member.
pub async fn remove_all(db: &impl ConnectionTrait, who: StaffId) -> Result<u64, DbErr> {
    Ok(Entity::delete_many()
        .filter(Column::StaffId.eq(who))
        .exec(db)
        .await?
        .rows_affected)
}

/// Removes sessions that have ended by themselves. Returns how many.
pub async fn sweep(db: &Db, limits: Limits, now: Timestamp) -> Result<u64, DbErr> {
    let over = Column::LastSeenAt
        .lt(now.minus(limits.idle))
        .or(Column::CreatedAt.lt(now.minus(limits.lifetime)));
    let any = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(over.clone());
    if any
        .into_tuple::<StaffSessionId>()
        .one(db.read())
        .await?
        .is_none()
    {
        return Ok(0);
    }
    Ok(Entity::delete_many()
        .filter(over)
        .exec(db.write())
        .await?
        .rows_affected)
}
