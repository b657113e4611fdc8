//! What was refused at the door of a page: a permission that is missing, a form that is not ours.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::DbErr;

use super::action::Action;
use super::entry::{Change, NewEntry, Subject, record};
use crate::domain::actor::Actor;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// For so long the same refusal of the same person is one entry.
const WINDOW: Duration = Duration::from_secs(60);

/// So many entries in a window, of all people together: nobody fills the disk by being refused.
pub const MOST: usize = 300;

/// The longest address that an entry keeps, in characters.
const PATH_CHARS: usize = 200;

/// Why somebody was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The permission with this code is missing.
    Permission(&'static str),
    /// The form's token is not theirs, or too old.
    Token,
    /// The form was sent from a page of somebody else's.
    Origin,
}

/// What was refused: the method, the address as it was asked for, and the route that it names.
#[derive(Clone, Copy, Debug)]
pub struct Refused<'a> {
    pub why: Why,
    pub method: &'a str,
    pub path: &'a str,
    /// The address without what stands for itself: `/customers/{id}`.
    pub route: &'a str,
}

/// Who was refused what within this minute. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Refusals(Arc<Mutex<Minute>>);

#[derive(Debug, Default)]
struct Minute {
    began: Option<Timestamp>,
    told: HashSet<u64>,
}

impl Refusals {
    /// Writes a refusal down, unless the same person was refused the same within this minute, or
    /// too many were.
    pub async fn note(&self, db: &Db, actor: &Actor, refused: Refused<'_>) -> Result<(), DbErr> {
        if !self.is_new(actor, refused) {
            return Ok(());
        }
        let (action, fact) = match refused.why {
            Why::Permission(code) => (Action::AccessRefused, Change::fact("permission", code)),
            Why::Token => (Action::FormRefused, Change::fact("refused_for", "token")),
            Why::Origin => (Action::FormRefused, Change::fact("refused_for", "origin")),
        };
        let path: String = refused.path.chars().take(PATH_CHARS).collect();
        let name = format!("{} {path}", refused.method);
        let entry = NewEntry::refused(action, Subject::Nothing, name).with(vec![fact]);
        let txn = db.begin().await?;
        record(&txn, actor, entry).await?;
        txn.commit().await
    }

    fn is_new(&self, actor: &Actor, refused: Refused<'_>) -> bool {
        let mut hasher = DefaultHasher::new();
        (who(actor), refused.why, refused.method, refused.route).hash(&mut hasher);
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lasts = minute
            .began
            .is_some_and(|began| actor.at < began.plus(WINDOW));
        if !lasts {
            minute.began = Some(actor.at);
            minute.told.clear();
        }
        minute.told.len() < MOST && minute.told.insert(hasher.finish())
    }
}

/// The session, or the address of somebody without one; of IPv6 the network that one client has.
fn who(actor: &Actor) -> (Option<&str>, Option<IpAddr>) {
    let network = |ip: IpAddr| match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(ip) => IpAddr::V6((u128::from(ip) >> 64 << 64).into()),
    };
    match &actor.session_ref {
        Some(session) => (Some(session), None),
        None => (None, actor.ip.map(network)),
    }
}
