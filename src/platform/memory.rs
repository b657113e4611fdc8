//! A memory for what was found out and stays true for a while. Bounded; all clones share it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::clock::Timestamp;

/// So many findings are remembered at most.
const MOST: usize = 1_000;

/// See the module.
#[derive(Clone, Debug)]
pub struct Memory<T> {
    found: Arc<Mutex<HashMap<String, (Timestamp, T)>>>,
    kept: Duration,
}

impl<T: Clone> Memory<T> {
    /// An empty one whose findings count as true for so long.
    pub fn lasting(kept: Duration) -> Memory<T> {
        Memory {
            found: Arc::default(),
            kept,
        }
    }

    /// What was found out about something not long ago.
    pub fn recall(&self, about: &str, now: Timestamp) -> Option<T> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, finding) = found.get(about)?;
        (at.plus(self.kept) > now).then(|| finding.clone())
    }

    /// Keeps a finding, if there is room.
    pub fn keep(&self, about: String, now: Timestamp, finding: T) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= MOST {
            found.retain(|_, (at, _)| at.plus(self.kept) > now);
        }
        if found.len() < MOST || found.contains_key(&about) {
            found.insert(about, (now, finding));
        }
    }

    /// Forgets everything.
    pub fn forget(&self) {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_remembered_for_too_long() {
        let memory = Memory::lasting(Duration::from_secs(60));
        let now = Timestamp(1_000_000);
        memory.keep("DE".into(), now, 7);
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
            memory.keep(number.to_string(), now, number);
        }
        assert_eq!(memory.recall(&(MOST - 1).to_string(), now), Some(MOST - 1));
        assert_eq!(memory.recall(&MOST.to_string(), now), None);
        memory.keep("0".into(), now, 77);
        assert_eq!(
            memory.recall("0", now),
            Some(77),
            "what is known is renewed"
        );
        let later = Timestamp(now.0 + 60_000);
        memory.keep("later".into(), later, 1);
        assert_eq!(memory.recall("later", later), Some(1));
    }
}
