//! Who is closed out after too many tries: seen, and opened again by hand.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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
    pub until: Timestamp,
}

/// The doors that are closed now, the one that opens last first.
pub async fn all(db: &Db, now: Timestamp) -> Result<Vec<Blocked>, DbErr> {
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
        until: row.closed_until,
    });
    Ok(told.collect())
}

/// Opens a door again. `false` when it is not closed.
pub async fn open(db: &Db, actor: &Actor, subject: &str) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
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
