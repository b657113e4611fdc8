//! One's own sessions: seen and ended by their owner.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::session::{Column, Entity, Limits, Model, remove_others};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// How many sessions a member is shown.
const LISTED: u64 = 50;

/// The sessions of a member that still last, the latest used first.
pub async fn of_member(
    db: &Db,
    who: StaffId,
    limits: Limits,
    now: Timestamp,
) -> Result<Vec<Model>, DbErr> {
    let sessions = Entity::find()
        .filter(Column::StaffId.eq(who))
        .order_by_desc(Column::LastSeenAt)
        .order_by_desc(Column::Id)
        .limit(LISTED)
        .all(db.read())
        .await?;
    Ok(sessions
        .into_iter()
        .filter(|session| session.is_whole())
        .filter(|session| limits.last(session.created_at, session.last_seen_at, now))
        .collect())
}

/// Ends one session of the actor's own. `false` when there is none with this id.
pub async fn end_own(db: &Db, actor: &Actor, session: StaffSessionId) -> Result<bool, DbErr> {
    let Some(who) = actor.staff_id() else {
        return Ok(false);
    };
    let txn = db.begin().await?;
    let ended = Entity::delete_many()
        .filter(Column::Id.eq(session))
        .filter(Column::StaffId.eq(who))
        .exec(&txn)
        .await?;
    if ended.rows_affected == 0 {
        txn.rollback().await?;
        return Ok(false);
    }
    record_end(&txn, actor, who, 1).await?;
    txn.commit().await?;
    Ok(true)
}

/// Ends all sessions of the actor's own but the one at hand. Returns how many.
pub async fn end_others(db: &Db, actor: &Actor, kept: StaffSessionId) -> Result<u64, DbErr> {
    let Some(who) = actor.staff_id() else {
        return Ok(0);
    };
    let txn = db.begin().await?;
    let ended = remove_others(&txn, who, kept).await?;
    if ended > 0 {
        record_end(&txn, actor, who, ended).await?;
    }
    txn.commit().await?;
    Ok(ended)
}

async fn record_end(
    db: &impl ConnectionTrait,
    actor: &Actor,
    who: StaffId,
    ended: u64,
) -> Result<(), DbErr> {
    let entry = NewEntry::done(Action::SessionEnded, Subject::Staff(who), actor.name())
        .with(vec![Change::fact("sessions", ended.to_string())]);
    entry::record(db, actor, entry).await
}
