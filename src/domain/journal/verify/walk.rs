//! Going along the chain: each place must follow from the one before, and fit its seal.

use super::stretch::{Place, Stretch};
use super::{Broken, Harm};
use crate::domain::journal::chain::{BEFORE_THE_FIRST, link};
use crate::domain::journal::seal::{Seal, seal};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;

/// How far the chain was found whole, and what seals come next.
pub(super) struct Walk {
    pub no: i64,
    pub hash: String,
    key: MasterKey,
    /// Seals that were not met yet, the next one last.
    pub seals: Vec<Seal>,
    /// The last seal that was met.
    pub met: Option<Seal>,
}

/// Where a walk ended early.
pub(super) struct Fault {
    pub broken: Broken,
    /// The entry whose hash does not fit, if that is the fault.
    pub entry: Option<i64>,
}

impl Walk {
    /// At the very beginning, with every seal, the last one first.
    pub fn new(key: MasterKey, seals: Vec<Seal>) -> Walk {
        Walk {
            no: 0,
            hash: BEFORE_THE_FIRST.to_owned(),
            key,
            seals,
            met: None,
        }
    }

    /// Goes on over a stretch. There are places behind it, or its last one is the last of all: so
    /// none of them may be missing.
    pub fn over(&mut self, stretch: &Stretch) -> Result<(), Fault> {
        let places = stretch.places();
        let places = places.ok_or_else(|| self.next_is(Harm::Edited, None))?;
        for place in &places {
            self.to(place)?;
        }
        match self.no == stretch.up_to {
            true => Ok(()),
            false => Err(self.next_is(Harm::Removed, None)),
        }
    }

    fn to(&mut self, place: &Place<'_>) -> Result<(), Fault> {
        let next = self.no + 1;
        let Some(stored) = place.stored.filter(|_| place.no == next) else {
            return Err(self.next_is(Harm::Removed, None));
        };
        let hash = link(&self.hash, next, stored.text);
        if hash.as_bytes() != place.hash {
            let entry = Some(place.entry);
            let fault = self.next_is(Harm::Edited, stored.at);
            return Err(Fault { entry, ..fault });
        }
        self.sealed(next, &hash)
            .map_err(|harm| self.next_is(harm, stored.at))?;
        (self.no, self.hash) = (next, hash);
        Ok(())
    }

    fn next_is(&self, harm: Harm, at: Option<Timestamp>) -> Fault {
        let no = self.no + 1;
        let broken = Broken { harm, no, at };
        Fault {
            broken,
            entry: None,
        }
    }

    /// Checks the seal of a place, if it has one.
    fn sealed(&mut self, no: i64, hash: &str) -> Result<(), Harm> {
        let Some(next) = self.seals.pop_if(|next| next.no == no) else {
            return Ok(());
        };
        let before = self.met.as_ref().map_or("", |seal| seal.seal.as_str());
        if seal(&self.key, before, no, hash, next.at) != next.seal {
            return Err(Harm::Recomputed);
        }
        self.met = Some(next);
        Ok(())
    }
}
