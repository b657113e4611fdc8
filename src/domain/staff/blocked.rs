//! Who is closed out after too many tries: seen, and opened again by hand.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::in_a_row;
use super::member;
use super::throttle::row;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// How many are shown.
pub const MOST: u64 = 100;

/// A door that is closed.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// The digest that it is known by.
    pub subject: String,
    /// What was counted: its words have the key `blocked-CODE`.
    pub kind: String,
    pub network: Option<String>,
    /// Whose account it is; `None` for an address, and for an account that does not exist.
    pub member: Option<(StaffId, String)>,
    pub failures: i64,
    /// `None` for a password that is not taken any more until there is another one.
    pub until: Option<Timestamp>,
}

/// What a password that is not taken any more is known by, before its member's number.
const SPENT: &str = "password-";

/// The doors that are closed now, the one that opens last first.
pub async fn all(db: &Db, now: Timestamp) -> Result<Vec<Blocked>, DbErr> {
    let mut all = spent(db).await?;
    all.extend(closed(db, now).await?);
    Ok(all)
}

/// Passwords that are not taken any more.
async fn spent(db: &Db) -> Result<Vec<Blocked>, DbErr> {
    let members = member::Entity::find()
        .filter(in_a_row::spent())
        .order_by_asc(member::Column::Id)
        .limit(MOST)
        .all(db.read())
        .await?;
    let told = members.into_iter().map(|member| Blocked {
        subject: format!("{SPENT}{}", member.id),
        kind: "in-a-row".to_owned(),
        network: None,
        failures: Ord::max(member.strangers_failures, member.own_failures),
        member: Some((member.id, member.name)),
        until: None,
    });
    Ok(told.collect())
}

async fn closed(db: &Db, now: Timestamp) -> Result<Vec<Blocked>, DbErr> {
    let rows = row::Entity::find()
        .filter(row::Column::ClosedUntil.gt(now))
        // Those of an older version say nothing about themselves.
        .filter(row::Column::Kind.ne(""))
        .order_by_desc(row::Column::ClosedUntil)
        .limit(MOST)
        .all(db.read())
        .await?;
    let known = rows.iter().filter_map(|row| row.staff_id);
    let names: Vec<(StaffId, String)> = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .column(member::Column::Name)
        .filter(member::Column::Id.is_in(known))
        .into_tuple()
        .all(db.read())
        .await?;
    let names: HashMap<StaffId, String> = names.into_iter().collect();
    let told = rows.into_iter().map(|row| Blocked {
        member: row
            .staff_id
            .and_then(|id| Some((id, names.get(&id)?.clone()))),
        subject: row.subject,
        kind: row.kind,
        network: row.network,
        failures: row.failures,
        until: Some(row.closed_until),
    });
    Ok(told.collect())
}

/// Opens a door again. `false` when it is not closed.
pub async fn open(db: &Db, actor: &Actor, subject: &str) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
    if let Some(id) = subject.strip_prefix(SPENT) {
        return match id.parse() {
            Ok(id) => reopen(txn, actor, StaffId(id)).await,
            Err(_) => Ok(false),
        };
    }
    let closed = row::Entity::find_by_id(subject).filter(row::Column::ClosedUntil.gt(actor.at));
    let Some(closed) = closed.one(&txn).await? else {
        return Ok(false);
    };
    row::Entity::delete_by_id(subject).exec(&txn).await?;
    let member = match closed.staff_id {
        Some(id) => member::Entity::find_by_id(id).one(&txn).await?,
        None => None,
    };
    let about = member.as_ref().map(|member| Subject::Staff(member.id));
    let name = member.map_or_else(|| "•••".to_owned(), |member| member.name);
    let opened = NewEntry::done(
        Action::SignInReopened,
        about.unwrap_or(Subject::Nothing),
        name,
    );
    let from = closed
        .network
        .map(|network| Change::fact("network", network));
    entry::record(&txn, actor, opened.with(from.into_iter().collect())).await?;
    txn.commit().await?;
    Ok(true)
}

async fn reopen(txn: DatabaseTransaction, actor: &Actor, id: StaffId) -> Result<bool, DbErr> {
    if !in_a_row::reopen(&txn, id).await? {
        return Ok(false);
    }
    let member = member::Entity::find_by_id(id).one(&txn).await?;
    let name = member.map(|member| member.name).unwrap_or_default();
    let opened = NewEntry::done(Action::SignInReopened, Subject::Staff(id), name);
    entry::record(&txn, actor, opened).await?;
    txn.commit().await?;
    Ok(true)
}
