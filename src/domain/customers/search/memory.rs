//! What counting has found out of late: for a while that a filter has more matches than are
//! counted, for a moment a large figure. Fewer are counted anew every time.

use std::time::Duration;

use super::filter::Asked;
use super::plan::Finding;
use crate::platform::clock::Timestamp;
use crate::platform::memory::{Look, Memory};

/// For how long there are too many to count.
pub const KEPT: Duration = Duration::from_secs(60);

/// A count from this figure on takes a while, and is kept for a moment.
pub const LARGE: u64 = 1_000;

/// For how long a large count is shown again when only others change it.
pub const LARGE_KEPT: Duration = Duration::from_secs(10);

/// What was found for the filters of late. Cheap to clone; all clones remember the same.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The filters with too many matches to count.
    many: Memory<Finding>,
    /// Those with large figures.
    large: Memory<Finding>,
}

impl Default for Counted {
    fn default() -> Counted {
        Counted {
            many: Memory::lasting(KEPT),
            large: Memory::lasting(LARGE_KEPT),
        }
    }
}

impl Counted {
    /// Forgets the figures, so that who has just changed one sees it changed.
    pub fn stir(&self) {
        self.large.forget();
    }

    /// What was found for a filter not long ago.
    pub fn recall(&self, asked: Asked<'_>, now: Timestamp) -> Option<Finding> {
        let key = key(asked);
        let many = self.many.recall(&key, now);
        many.or_else(|| self.large.recall(&key, now))
    }

    /// Begins to look for what is not known.
    pub fn look(&self, now: Timestamp) -> [Look; 2] {
        [&self.many, &self.large].map(|memory| memory.look(now))
    }

    /// Keeps what took long to find, unless it takes much room.
    pub fn keep(&self, asked: Asked<'_>, [many, large]: [Look; 2], found: &Finding) {
        if found.count.more {
            self.many.keep(key(asked), many, found.clone());
        } else if found.count.figure >= LARGE && found.is_small() {
            self.large.keep(key(asked), large, found.clone());
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
    use crate::domain::customers::search::count::Count;
    use crate::domain::customers::search::plan::Way;
    use crate::domain::customers::search::scout::Ids;
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

    fn found(matches: u64) -> Finding {
        Finding {
            count: Count::capped(matches),
            leaders: Vec::new(),
            way: Way::Walk(None),
        }
    }

    /// Remembers Germany, where so many are, and asks after it some time later.
    fn recalled(matches: u64, later: i64) -> bool {
        let counted = Counted::default();
        let filter = filter("DE");
        let asked = asked(&filter, &Scope::All);
        counted.keep(asked, counted.look(NOW), &found(matches));
        counted.recall(asked, Timestamp(NOW.0 + later)).is_some()
    }

    #[test]
    fn many_are_remembered_for_a_while_and_a_large_figure_for_a_moment() {
        assert!(!recalled(999, 0));
        for matches in [1_000, 10_000] {
            assert!(recalled(matches, 9_999) && !recalled(matches, 10_000));
        }
        assert!(recalled(10_001, 59_999) && !recalled(10_001, 60_000));
    }

    #[test]
    fn who_changes_a_figure_sees_it_changed() {
        let counted = Counted::default();
        let [large, many, numbers] = ["DE", "AT", "IS"].map(filter);
        let before = counted.look(NOW);
        counted.keep(asked(&large, &Scope::All), before, &found(5_000));
        counted.keep(asked(&many, &Scope::All), before, &found(20_000));
        let known = |filter| counted.recall(asked(filter, &Scope::All), NOW).is_some();
        assert!(known(&large) && known(&many));
        counted.stir();
        assert!(!known(&large) && known(&many));
        counted.keep(asked(&large, &Scope::All), before, &found(5_000));
        assert!(!known(&large), "counted before the change");
        let numbered = Finding {
            way: Way::Walk(Some(Ids::of("1,2"))),
            ..found(5_000)
        };
        counted.keep(asked(&numbers, &Scope::All), counted.look(NOW), &numbered);
        assert!(!known(&numbers), "thousands of numbers take much room");
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
            counted.keep(asked(&filter, kept), counted.look(NOW), &found(20_000));
            for other in &scopes[at + 1..] {
                assert!(counted.recall(asked(&filter, other), NOW).is_none());
            }
            assert!(counted.recall(asked(&filter, kept), NOW).is_some());
        }
    }
}
