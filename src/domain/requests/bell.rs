//! The bell: how many requests wait and which are the latest, for every page and, live, for whoever
//! keeps one open. However many look, the database is asked once for each scope in a while.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::{Notify, oneshot, watch};

use super::search::{Waiting, waiting};
use crate::domain::values::ids::StaffSessionId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::clock::{Clock, Timestamp};
use crate::platform::db::Db;
use crate::platform::memory::Memory;

/// How long what was seen counts as true, and how often it is looked while somebody listens.
const LOOK: Duration = Duration::from_secs(2);

/// How often a stream gives a sign of life and asks whether its reader may still listen.
const BEAT: Duration = Duration::from_secs(15);

/// The most streams of one session. A browser needs one; it opens another with each page, and what
/// is left of those before is found out late.
pub const OF_A_SESSION: usize = 4;

/// The most streams in all.
pub const IN_ALL: usize = 1_000;

/// When nobody listens, the watcher sleeps until somebody does; it wakes now and then anyway.
const SLEEP: Duration = Duration::from_secs(3600);

/// How often things happen.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub look: Duration,
    pub beat: Duration,
}

/// See the module. Cheap to clone; all clones are the same bell.
#[derive(Clone, Debug)]
pub struct Bell {
    seen: Memory<Arc<Waiting>>,
    listeners: Arc<Mutex<Listeners>>,
    /// Somebody begins to listen, or something may have changed.
    stirred: Arc<Notify>,
    closed: Arc<watch::Sender<bool>>,
    pub pace: Pace,
}

/// Who listens.
#[derive(Debug, Default)]
struct Listeners {
    scopes: HashMap<String, (Scope, watch::Sender<Arc<Waiting>>)>,
    /// Of each session the oldest first; to drop a sender ends its stream.
    sessions: HashMap<StaffSessionId, VecDeque<(u64, oneshot::Sender<()>)>>,
    /// The number of the last one.
    last: u64,
}

impl Default for Bell {
    fn default() -> Bell {
        Bell::paced(Pace {
            look: LOOK,
            beat: BEAT,
        })
    }
}

impl Bell {
    /// One that looks and beats at a pace.
    pub fn paced(pace: Pace) -> Bell {
        Bell {
            seen: Memory::lasting(LOOK),
            listeners: Arc::default(),
            stirred: Arc::default(),
            closed: Arc::new(watch::Sender::new(false)),
            pace,
        }
    }

    /// What waits within a scope, as it was found out not long ago.
    pub async fn waiting(
        &self,
        db: &Db,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<Arc<Waiting>, DbErr> {
        match self.seen.recall(&about(scope), now) {
            Some(seen) => Ok(seen),
            None => self.look(db, scope, now).await,
        }
    }

    /// Many readers share what is seen, so nobody is seen unmasked.
    async fn look(&self, db: &Db, scope: &Scope, now: Timestamp) -> Result<Arc<Waiting>, DbErr> {
        let look = self.seen.look(now);
        let seen = Arc::new(waiting(db, (scope, &Sight::masked()), now).await?);
        self.seen.keep(about(scope), look, Arc::clone(&seen));
        Ok(seen)
    }

    /// Something was done in this process: what was seen before is old.
    pub fn stir(&self) {
        self.seen.forget();
        self.stirred.notify_one();
    }

    /// A place among the listeners. Where the session has too many, its oldest stream ends; none
    /// when there are too many in all.
    pub fn listen(
        &self,
        session: StaffSessionId,
        scope: &Scope,
        seen: Arc<Waiting>,
    ) -> Option<Listener> {
        let mut listeners = self.listeners();
        if listeners.count() >= IN_ALL {
            return None;
        }
        listeners.last += 1;
        let number = listeners.last;
        let (place, ended) = oneshot::channel();
        let own = listeners.sessions.entry(session).or_default();
        if own.len() >= OF_A_SESSION {
            own.pop_front();
        }
        own.push_back((number, place));
        let about = about(scope);
        let scoped = listeners.scopes.entry(about.clone());
        let (_, sender) =
            scoped.or_insert_with(|| (scope.clone(), watch::Sender::new(Arc::clone(&seen))));
        let mut changes = sender.subscribe();
        // What is known first is told first.
        changes.mark_changed();
        drop(listeners);
        self.stirred.notify_one();
        Some(Listener {
            changes,
            closed: self.closed.subscribe(),
            ended,
            session,
            number,
            about,
            bell: self.clone(),
        })
    }

    /// How many listen.
    pub fn listening(&self) -> usize {
        self.listeners().count()
    }

    /// Looks as long as somebody listens, and tells those for whom something has changed. Never
    /// ends.
    pub async fn watch(&self, db: &Db, clock: &Clock) {
        loop {
            let scopes = self.scopes();
            let pause = if scopes.is_empty() {
                SLEEP
            } else {
                self.pace.look
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.stirred.notified() => {}
            }
            for (about, scope) in self.scopes() {
                match self.look(db, &scope, clock.now()).await {
                    Ok(seen) => self.tell(&about, seen),
                    Err(error) => tracing::warn!(%error, "the bell could not look"),
                }
            }
            // Many decisions in a moment are one change.
            tokio::time::sleep(self.pace.look / 4).await;
        }
    }

    /// Ends every stream: the process is about to stop.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    fn tell(&self, about: &str, seen: Arc<Waiting>) {
        if let Some((_, sender)) = self.listeners().scopes.get(about) {
            sender.send_if_modified(|known| {
                let changed = known.sign() != seen.sign();
                if changed {
                    *known = seen;
                }
                changed
            });
        }
    }

    fn scopes(&self) -> Vec<(String, Scope)> {
        let listeners = self.listeners();
        let scopes = listeners.scopes.iter();
        scopes
            .map(|(about, (scope, _))| (about.clone(), scope.clone()))
            .collect()
    }

    fn listeners(&self) -> MutexGuard<'_, Listeners> {
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listeners {
    fn count(&self) -> usize {
        self.sessions.values().map(VecDeque::len).sum()
    }
}

/// The same scope has the same name.
fn about(scope: &Scope) -> String {
    let mut tags: Vec<i64> = scope.tags().iter().map(|tag| tag.0).collect();
    tags.sort_unstable();
    format!("{tags:?}")
}

/// Somebody who listens, until dropped.
#[derive(Debug)]
pub struct Listener {
    changes: watch::Receiver<Arc<Waiting>>,
    closed: watch::Receiver<bool>,
    ended: oneshot::Receiver<()>,
    session: StaffSessionId,
    number: u64,
    about: String,
    bell: Bell,
}

impl Listener {
    /// What waits, once it is another than before; `None` when the bell is closed or a newer stream
    /// has taken the place.
    pub async fn changed(&mut self) -> Option<Arc<Waiting>> {
        tokio::select! {
            biased;
            _ = self.closed.wait_for(|closed| *closed) => None,
            _ = &mut self.ended => None,
            changed = self.changes.changed() => {
                changed.ok()?;
                Some(Arc::clone(&self.changes.borrow_and_update()))
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listeners = self.bell.listeners();
        if let Some(own) = listeners.sessions.get_mut(&self.session) {
            own.retain(|(number, _)| *number != self.number);
            if own.is_empty() {
                listeners.sessions.remove(&self.session);
            }
        }
        // The one that is being dropped still counts.
        let scoped = listeners.scopes.get(&self.about);
        if scoped.is_some_and(|(_, sender)| sender.receiver_count() <= 1) {
            listeners.scopes.remove(&self.about);
        }
    }
}
