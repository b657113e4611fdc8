//! What counting has found out and is true for a while: that a filter has more matches than are
//! counted. Fewer are counted anew every time, so that no figure on a page is an old one.

use std::time::Duration;

use super::conditions::Part;
use super::count::Count;
use super::filter::Asked;
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
    pub fn recall(&self, asked: Asked<'_>, now: Timestamp) -> Option<Finding> {
        self.0.recall(&key(asked), now)
    }

    /// Keeps what was found, if there are too many to count.
    pub fn keep(&self, asked: Asked<'_>, now: Timestamp, (count, leaders): (Count, Vec<Part>)) {
        if count.more {
            self.0
                .keep(key(asked), self.0.look(now), Finding { count, leaders });
        }
    }
}

/// Everything that the count depends on; order and place are not part of it.
fn key(asked: Asked<'_>) -> String {
    let Asked {
        filter,
        scope,
        sight,
        zone,
    } = asked;
    let criteria = filter.criteria();
    let tags = scope.tags();
    let (numbers, clear) = (filter.document_numbers, sight.is_clear());
    format!("{zone} {numbers:?} {clear} {tags:?} {criteria:?}")
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::domain::customers::search::CustomerFilter;
    use crate::domain::values::ids::TagId;
    use crate::domain::values::scope::Scope;
    use crate::domain::values::sight::Sight;

    fn filter(country: &str) -> CustomerFilter {
        let typed = [("country".to_owned(), country.to_owned())];
        CustomerFilter::parse(&typed).unwrap_or_default()
    }

    fn asked<'a>(filter: &'a CustomerFilter, scope: &'a Scope) -> Asked<'a> {
        let zone = Tz::UTC;
        Asked {
            filter,
            scope,
            sight: &Sight::Clear,
            zone,
        }
    }

    const NOW: Timestamp = Timestamp(1_000_000);

    const MANY: Count = Count {
        figure: 10_000,
        more: true,
    };

    #[test]
    fn only_many_are_remembered_and_not_for_long() {
        let counted = Counted::default();
        let few = Count {
            figure: 9_999,
            more: false,
        };
        for (country, count) in [("DE", MANY), ("IS", few)] {
            let filter = filter(country);
            counted.keep(asked(&filter, &Scope::All), NOW, (count, Vec::new()));
        }
        let recalled = |country, at| {
            let filter = filter(country);
            counted.recall(asked(&filter, &Scope::All), at).is_some()
        };
        assert!(recalled("DE", NOW) && !recalled("IS", NOW) && !recalled("FR", NOW));
        assert!(recalled("DE", Timestamp(NOW.0 + 59_999)));
        assert!(!recalled("DE", Timestamp(NOW.0 + 60_000)));
    }

    #[test]
    fn what_one_scope_has_is_not_told_to_another() {
        let counted = Counted::default();
        let filter = filter("DE");
        let scopes = [
            Scope::All,
            Scope::of([TagId(1)]),
            Scope::of([TagId(2)]),
            Scope::of([TagId(1), TagId(2)]),
        ];
        for (at, kept) in scopes.iter().enumerate() {
            counted.keep(asked(&filter, kept), NOW, (MANY, Vec::new()));
            for other in &scopes[at + 1..] {
                assert!(counted.recall(asked(&filter, other), NOW).is_none());
            }
            assert!(counted.recall(asked(&filter, kept), NOW).is_some());
        }
    }
}
