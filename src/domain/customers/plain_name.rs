//! Whether two people are called much the same, whatever the spelling, script and order of their
//! names.

use any_ascii::any_ascii;

/// How alike two names are at least, from 0 to 1 (Jaro–Winkler).
const ALIKE: f64 = 0.92;

/// A name to compare others with, in plain Latin letters and in either order.
pub struct PlainName {
    orders: [String; 2],
    signs: Signs,
}

/// How often each sign is in a plain name.
type Signs = [u8; 128];

impl PlainName {
    /// The name of somebody, who may have no last name.
    pub fn of(first: &str, last: Option<&str>) -> PlainName {
        let [first, last] = [first, last.unwrap_or_default()].map(plain);
        let orders = [joined(&first, &last), joined(&last, &first)];
        PlainName {
            signs: signs(&orders[0]),
            orders,
        }
    }

    /// Whether somebody else is called much the same.
    pub fn is_like(&self, first: &str, last: Option<&str>) -> bool {
        let theirs = joined(&plain(first), &plain(last.unwrap_or_default()));
        let mut named = self.orders.iter().filter(|name| !name.is_empty());
        self.may_be_like(&theirs) && named.any(|name| strsim::jaro_winkler(name, &theirs) >= ALIKE)
    }

    /// Whether there are signs enough in both for them to be alike. Most are told apart by that,
    /// in a small part of the time: with m signs in common Jaro's likeness is at most
    /// (m/a + m/b + 1) / 3, to which Winkler adds at most four tenths of what is missing to 1.
    fn may_be_like(&self, theirs: &str) -> bool {
        let pairs = self.signs.into_iter().zip(signs(theirs));
        let common = pairs.map(|(one, other)| u32::from(one.min(other)));
        let [a, b] = [self.orders[0].len(), theirs.len()].map(|length| length as f64);
        let common = f64::from(common.sum::<u32>());
        let jaro = (common * (1.0 / a + 1.0 / b) + 1.0) / 3.0;
        jaro + 0.4 * (1.0 - jaro) >= ALIKE
    }
}

fn joined(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

fn signs(plain: &str) -> Signs {
    let mut signs = [0; 128];
    for sign in plain.bytes() {
        let often: &mut u8 = &mut signs[usize::from(sign & 0x7f)];
        *often = often.saturating_add(1);
    }
    signs
}

fn plain(name: &str) -> String {
    any_ascii(name).trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_alike(one: (&str, &str), other: (&str, &str)) -> bool {
        PlainName::of(one.0, Some(one.1)).is_like(other.0, Some(other.1))
    }

    #[test]
    fn names_are_alike_across_spelling_order_and_script() {
        for other in [
            ("Maria", "Müller"),
            ("MARIA", "Muller"),
            ("Müller", "Maria"),
            ("Marja", "Muller"),
            ("Мария", "Мюллер"),
        ] {
            assert!(are_alike(("Maria", "Müller"), other), "{other:?}");
        }
        for other in [("Martin", "Möller"), ("Anna", "Müller"), ("", "")] {
            assert!(!are_alike(("Maria", "Müller"), other), "{other:?}");
        }
    }

    #[test]
    fn counting_letters_passes_over_nobody_who_is_alike() {
        let names = [
            "maria muller",
            "marja muller",
            "muller maria",
            "maria m",
            "mari mulle",
            "anna huber",
            "anna hubner",
            "hanna huber",
            "m",
            "martha miller",
            "dwayne",
            "duane",
            "aaaa aaaa",
        ];
        let (mut alike, mut passed_over) = (0, 0);
        for (one, other) in names
            .iter()
            .flat_map(|one| names.map(|other| (*one, other)))
        {
            let is_alike = strsim::jaro_winkler(one, other) >= ALIKE;
            let may_be = PlainName::of(one, None).may_be_like(other);
            assert!(may_be || !is_alike, "{one}, {other}");
            alike += usize::from(is_alike && one != other);
            passed_over += usize::from(!may_be);
        }
        assert!(
            alike > 0 && passed_over > names.len(),
            "{alike}, {passed_over}"
        );
    }
}
