//! The rules as every request meets them: kept in memory for a few seconds, so that none of them
//! asks the database.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use ipnet::IpNet;
use sea_orm::DbErr;
use tokio::sync::Mutex;

use super::{RuleKind, admit, all};
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// How long rules count as true; what other processes change is known so late at most.
const KEPT: Duration = Duration::from_secs(3);

/// See the module. Cheap to clone; all clones are the same gate.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    known: Arc<RwLock<Option<Arc<Known>>>>,
    /// Whoever holds it looks; the others wait for what is found.
    looking: Arc<Mutex<()>>,
}

#[derive(Debug)]
struct Known {
    at: Timestamp,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    kind: RuleKind,
    network: IpNet,
    expires_at: Option<Timestamp>,
}

impl Known {
    fn is_fresh(&self, now: Timestamp) -> bool {
        self.at <= now && now < self.at.plus(KEPT)
    }

    fn admits(&self, from: Option<IpAddr>, now: Timestamp) -> bool {
        let live = |rule: &&Rule| rule.expires_at.is_none_or(|expires| now < expires);
        let live = self.rules.iter().filter(live);
        admit(live.map(|rule| (rule.kind, &rule.network)), from)
    }
}

impl Gate {
    /// Whether somebody may come from an address now. While the database is out of reach, the
    /// rules stay as they were known last.
    pub async fn admits(
        &self,
        db: &Db,
        from: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<bool, DbErr> {
        if let Some(known) = self.known().filter(|known| known.is_fresh(now)) {
            return Ok(known.admits(from, now));
        }
        let _looking = self.looking.lock().await;
        let before = self.known();
        if let Some(known) = before.as_ref().filter(|known| known.is_fresh(now)) {
            return Ok(known.admits(from, now));
        }
        match (read(db, now).await, before) {
            (Ok(known), _) => {
                let admits = known.admits(from, now);
                self.know(Some(Arc::new(known)));
                Ok(admits)
            }
            (Err(error), Some(known)) => {
                tracing::warn!(%error, "the address rules could not be read anew");
                Ok(known.admits(from, now))
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Makes the next request look again. Whoever is looking right now may have seen the rules as
    /// they were before.
    pub async fn forget(&self) {
        let _looking = self.looking.lock().await;
        self.know(None);
    }

    fn known(&self) -> Option<Arc<Known>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    fn know(&self, new: Option<Arc<Known>>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *known = new;
    }
}

async fn read(db: &Db, now: Timestamp) -> Result<Known, DbErr> {
    let rows = all(db.read()).await?;
    let rules = rows.into_iter().filter_map(|row| {
        let network = row.network.parse();
        let network = network.inspect_err(|_| {
            tracing::error!(rule = %row.id, "an address rule has no readable network");
        });
        Some(Rule {
            kind: row.kind,
            network: network.ok()?,
            expires_at: row.expires_at,
        })
    });
    Ok(Known {
        at: now,
        rules: rules.collect(),
    })
}
