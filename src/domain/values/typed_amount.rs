//! Amounts in fields: read as the language of the page writes them, so that `1.500` is 1500 in
//! German and one and a half in English. Nothing is guessed: what only another language would mean
//! is refused.

use std::fmt;

use super::amount::{Amount, NOT_AN_AMOUNT};
use super::digits;
use super::problem::Problem;
use crate::platform::locales::{self, Locale};

/// Digits with the language's own decimal sign and, if they are in groups of three, the sign
/// between these. Refuses a sign in any other place. No currency, and no sign before it.
pub fn read(locale: Locale, typed: &str) -> Result<Amount, Problem> {
    let text = latin(locale, typed.trim_matches(is_around));
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let (point, group) = locales::number_signs(locale);
    let known = |sign: char| sign.is_ascii_digit() || sign == point || sign == group;
    if !text.chars().all(known) {
        return Err(NOT_AN_AMOUNT);
    }
    let (whole, decimals) = match text.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text.as_str(), None),
    };
    let is_plain = decimals.is_none_or(|decimals| !decimals.contains([point, group]));
    if !is_plain || !is_grouped(whole, group) {
        return Err(Problem::MisplacedSign);
    }
    let whole = whole.replace(group, "");
    match decimals {
        Some(decimals) => format!("{whole}.{decimals}").parse(),
        None => whole.parse(),
    }
}

/// A figure of plain digits as a field shows it: without groups, and [`read`] reads it back.
pub fn in_field(locale: Locale, plain: &impl fmt::Display) -> String {
    let (point, _) = locales::number_signs(locale);
    plain
        .to_string()
        .replace('.', point.encode_utf8(&mut [0; 4]))
}

/// Whether the digits are in groups of three, but for the first ones, or in no groups. No group
/// begins with a zero that says nothing: who types `0,500` means something else.
fn is_grouped(whole: &str, sign: char) -> bool {
    let mut groups = whole.split(sign);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    rest.is_empty() || (begins && rest.iter().all(|group| group.len() == 3))
}

/// In Arabic, with digits and signs of the own script as those that pages print.
fn latin(locale: Locale, typed: &str) -> String {
    if locale != Locale::Ar {
        return typed.to_owned();
    }
    let sign = |sign: char| match sign {
        '٫' => '.',
        '٬' => ',',
        other => digits::latin(other),
    };
    typed.chars().map(sign).collect()
}

/// What comes along when an amount is copied from a page: spaces and marks of direction.
fn is_around(sign: char) -> bool {
    let marks = ['\u{200e}', '\u{200f}', '\u{61c}'];
    sign.is_whitespace() || marks.contains(&sign) || ('\u{2066}'..='\u{2069}').contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(locale: Locale, typed: &str) -> Result<String, Problem> {
        read(locale, typed).map(|amount| amount.to_string())
    }

    #[test]
    fn each_language_has_its_own_decimals_and_groups() {
        for (typed, english, german) in [
            ("1500", Some("1500"), Some("1500")),
            ("1,500", Some("1500"), Some("1.5")),
            ("1.500", Some("1.5"), Some("1500")),
            ("1,500.25", Some("1500.25"), None),
            ("1.500,25", None, Some("1500.25")),
            ("12,345,678", Some("12345678"), None),
            ("12.345.678", None, Some("12345678")),
            ("2,5", None, Some("2.5")),
            ("2.5", Some("2.5"), None),
            ("2,55", None, Some("2.55")),
            ("1,5000", None, Some("1.5")),
            ("0,500", None, Some("0.5")),
            ("0.500", Some("0.5"), None),
            ("1500,000", None, Some("1500")),
            ("1,50,000", None, None),
            ("1,,500", None, None),
            (",500", None, None),
            ("1,500,", None, None),
            ("1.500.25", None, None),
            ("1,500.250.1", None, None),
            (" 1500\u{a0}", Some("1500"), Some("1500")),
        ] {
            assert_eq!(of(Locale::En, typed).ok().as_deref(), english, "{typed}");
            assert_eq!(of(Locale::De, typed).ok().as_deref(), german, "{typed}");
            assert_eq!(of(Locale::Ar, typed).ok().as_deref(), english, "{typed}");
        }
        assert_eq!(of(Locale::En, "2,5"), Err(Problem::MisplacedSign));
        assert_eq!(of(Locale::De, "1.5"), Err(Problem::MisplacedSign));
        assert_eq!(of(Locale::De, " "), Err(Problem::Required));
        for typed in ["-1", "+1", "1e3", "1 000", "1’000", "5 EUR", "1."] {
            assert_eq!(of(Locale::En, typed), Err(NOT_AN_AMOUNT), "{typed}");
        }
    }

    #[test]
    fn arabic_is_read_in_the_digits_of_either_script() {
        for typed in [
            "١٬٥٠٠٫٢٥",
            "1,500.25",
            "۱۵۰۰٫۲۵",
            "\u{2068}1,500.25\u{2069}",
        ] {
            assert_eq!(of(Locale::Ar, typed), Ok("1500.25".into()), "{typed}");
        }
        assert_eq!(of(Locale::Ar, "١٬٥"), Err(Problem::MisplacedSign));
        assert_eq!(of(Locale::En, "١"), Err(NOT_AN_AMOUNT));
    }

    fn comes_back(amount: Amount) {
        for locale in Locale::ALL {
            let field = in_field(locale, &amount);
            assert_eq!(read(locale, &field), Ok(amount), "{locale}: {field}");
            let shown = locales::decimal(locale, &amount.to_string());
            assert_eq!(read(locale, &shown), Ok(amount), "{locale}: {shown}");
        }
    }

    #[test]
    fn the_longest_and_the_smallest_come_back() {
        for text in [
            "0",
            "0.5",
            "1.125",
            "1000",
            "999999.001",
            "0.000000000000000001",
            "99999999999999999999",
            "9999999999.123456789012345678",
        ] {
            let amount = text.parse::<Amount>();
            assert!(amount.is_ok(), "{text}");
            comes_back(amount.unwrap_or_default());
        }
    }

    proptest! {
        #[test]
        fn what_a_page_shows_is_read_back(whole in 0..u64::MAX >> 24, rest in 0..u64::MAX >> 5) {
            let amount = format!("{whole}.{:018}", rest % 1_000_000_000_000_000_000).parse::<Amount>();
            comes_back(amount.unwrap_or_default());
            comes_back(Amount::of_hundredths(i64::try_from(rest).unwrap_or_default()));
        }
    }
}
