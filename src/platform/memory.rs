//! A memory for what was found out and stays true for a while. Bounded; all clones share it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::clock::Timestamp;

/// So many findings are remembered at most.
const MOST: usize = 1_000;

/// See the module.
#[derive(Clone, Debug)]
pub struct Memory<T> {
    known: Arc<Mutex<Known<T>>>,
    kept: Duration,
}

#[derive(Debug)]
struct Known<T> {
    findings: HashMap<String, (Timestamp, T)>,
    /// How often everything was forgotten.
    forgotten: u64,
}

/// Somebody has begun to look. What they find is old as soon as everything is forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// When they began.
    pub at: Timestamp,
    forgotten: u64,
}

impl<T: Clone> Memory<T> {
    /// An empty one whose findings count as true for so long.
    pub fn lasting(kept: Duration) -> Memory<T> {
        let known = Known {
            findings: HashMap::new(),
            forgotten: 0,
        };
        Memory {
            known: Arc::new(Mutex::new(known)),
            kept,
        }
    }

    fn known(&self) -> MutexGuard<'_, Known<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was found out about something not long ago.
    pub fn recall(&self, about: &str, now: Timestamp) -> Option<T> {
        let known = self.known();
        let (at, finding) = known.findings.get(about)?;
        (at.plus(self.kept) > now).then(|| finding.clone())
    }

    /// Begins to look for what is not known.
    pub fn look(&self, now: Timestamp) -> Look {
        Look {
            at: now,
            forgotten: self.known().forgotten,
        }
    }

    /// Keeps what a look has found, if there is room.
    pub fn keep(&self, about: String, look: Look, finding: T) {
        let mut known = self.known();
        if known.forgotten != look.forgotten {
            return;
        }
        let findings = &mut known.findings;
        if findings.len() >= MOST {
            findings.retain(|_, (at, _)| at.plus(self.kept) > look.at);
        }
        if findings.len() < MOST || findings.contains_key(&about) {
            findings.insert(about, (look.at, finding));
        }
    }

    /// Forgets everything.
    pub fn forget(&self) {
        let mut known = self.known();
        known.findings.clear();
        known.forgotten += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_remembered_for_too_long() {
        let memory = Memory::lasting(Duration::from_secs(60));
        let now = Timestamp(1_000_000);
        memory.keep("DE".into(), memory.look(now), 7);
        assert_eq!(memory.recall("DE", now), Some(7));
        assert_eq!(memory.recall("FR", now), None);
        assert_eq!(memory.recall("DE", Timestamp(now.0 + 59_999)), Some(7));
        assert_eq!(memory.recall("DE", Timestamp(now.0 + 60_000)), None);
        memory.forget();
        assert_eq!(memory.recall("DE", now), None);
    }

    #[test]
    fn a_full_memory_takes_nothing_new_before_something_is_old() {
        let memory = Memory::lasting(Duration::from_secs(60));
        let now = Timestamp(1_000_000);
        for number in 0..=MOST {
            memory.keep(number.to_string(), memory.look(now), number);
        }
        assert_eq!(memory.recall(&(MOST - 1).to_string(), now), Some(MOST - 1));
        assert_eq!(memory.recall(&MOST.to_string(), now), None);
        memory.keep("0".into(), memory.look(now), 77);
        assert_eq!(
            memory.recall("0", now),
            Some(77),
            "what is known is renewed"
        );
        let later = Timestamp(now.0 + 60_000);
        memory.keep("later".into(), memory.look(later), 1);
        assert_eq!(memory.recall("later", later), Some(1));
    }

    #[test]
    fn what_was_seen_before_everything_was_forgotten_is_not_kept_after() {
        let memory = Memory::lasting(Duration::from_secs(60));
        let now = Timestamp(1_000_000);
        let before = memory.look(now);
        memory.forget();
        memory.keep("DE".into(), before, 7);
        assert_eq!(memory.recall("DE", now), None);
        memory.keep("DE".into(), memory.look(now), 8);
        assert_eq!(memory.recall("DE", now), Some(8));
    }
}
