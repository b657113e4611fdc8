//! What counting has found out and is true for a while: that a filter has more matches than are
//! counted. Fewer are counted anew every time, so that no figure on a page is an old one.

use std::time::Duration;

use chrono_tz::Tz;

use super::conditions::Part;
use super::counting::Count;
use super::filter::CustomerFilter;
use crate::platform::clock::Timestamp;
use crate::platform::memory::Memory;

/// How long it counts as true.
pub const KEPT: Duration = Duration::from_secs(60);

/// The filters with too many matches to count. Cheap to clone; all clones remember the same.
#[derive(Clone, Debug)]
pub struct Counted(Memory<Finding>);

impl Default for Counted {
    fn default() -> Counted {
        Counted(Memory::lasting(KEPT))
    }
}

/// What counting found.
#[derive(Clone, Debug)]
pub struct Finding {
    pub count: Count,
    /// What leads to the matches soonest.
    pub leaders: Vec<Part>,
}

impl Counted {
    /// What was found for a filter not long ago.
    pub fn recall(&self, filter: &CustomerFilter, zone: Tz, now: Timestamp) -> Option<Finding> {
        self.0.recall(&key(filter, zone), now)
    }

    /// Keeps what was found, if there are too many to count.
    pub fn keep(
        &self,
        filter: &CustomerFilter,
        zone: Tz,
        now: Timestamp,
        (count, leaders): (Count, Vec<Part>),
    ) {
        if count.more {
            let finding = Finding { count, leaders };
            self.0.keep(key(filter, zone), now, finding);
        }
    }
}

/// Everything that the count depends on; order and place are not part of it.
fn key(filter: &CustomerFilter, zone: Tz) -> String {
    let criteria = filter.criteria();
    format!("{zone} {:?} {criteria:?}", filter.document_numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(country: &str) -> CustomerFilter {
        let typed = [("country".to_owned(), country.to_owned())];
        CustomerFilter::parse(&typed).unwrap_or_default()
    }

    #[test]
    fn only_many_are_remembered_and_not_for_long() {
        let counted = Counted::default();
        let now = Timestamp(1_000_000);
        let (many, few) = (
            Count {
                figure: 10_000,
                more: true,
            },
            Count {
                figure: 9_999,
                more: false,
            },
        );
        counted.keep(&filter("DE"), Tz::UTC, now, (many, Vec::new()));
        counted.keep(&filter("IS"), Tz::UTC, now, (few, Vec::new()));
        let recalled = |country, at| counted.recall(&filter(country), Tz::UTC, at).is_some();
        assert!(recalled("DE", now) && !recalled("IS", now) && !recalled("FR", now));
        assert!(recalled("DE", Timestamp(now.0 + 59_999)));
        assert!(!recalled("DE", Timestamp(now.0 + 60_000)));
    }
}
