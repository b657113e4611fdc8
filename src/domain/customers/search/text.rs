//! What is searched for: an id, words, a phone number in any spelling, a document number.

use crate::domain::values::ids::CustomerId;
use crate::domain::values::phone::{Phone, between_digits};
use crate::domain::values::text;

/// The fewest letters in a row that the index can find.
pub const SHORTEST_WORD: usize = 3;

/// The most characters that are searched for.
pub const LONGEST: usize = 200;

/// What stands before the number of a customer, in small letters.
const BEFORE_NUMBERS: [&str; 6] = ["#", "№", "no.", "nr.", "no", "nr"];

/// The apostrophes that a keyboard or a telephone puts for the plain one.
const APOSTROPHES: [char; 4] = ['\u{2019}', '\u{2018}', '\u{2bc}', '\u{60}'];

/// From so many digits on, a leading zero is taken for the one dialled inside a country.
const NATIONAL_DIGITS: usize = 6;

/// What can be searched for: a number (an id), a phone number, or something with three letters in a
/// row. `None` for everything else.
pub fn searchable(typed: &str) -> Option<String> {
    let text = text::required(&text::upright(typed), LONGEST).ok()?;
    let number = number(&text).is_some();
    let word = text
        .split_whitespace()
        .any(|word| word.chars().count() >= SHORTEST_WORD);
    let clean = !text.contains(char::is_control);
    ((number || word || phone(&text).is_some()) && clean).then_some(text)
}

/// A search, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The customer's number, if that is what was typed.
    pub id: Option<CustomerId>,
    /// Words long enough for the index.
    pub long: Vec<String>,
    /// The other words.
    pub short: Vec<String>,
    /// The digits of a phone number as it is stored.
    pub phone: Option<String>,
    /// A part of a document number.
    pub document: Option<String>,
}

impl Wanted {
    /// Takes a search apart.
    pub fn read(q: &str) -> Wanted {
        let q = number(q).unwrap_or(q);
        let lower = q.to_lowercase().replace(APOSTROPHES, "'");
        let (long, short): (Vec<String>, Vec<String>) = lower
            .split_whitespace()
            .map(str::to_owned)
            .partition(|word| word.chars().count() >= SHORTEST_WORD);
        let phone = phone(q).filter(|digits| long != [digits.clone()] || !short.is_empty());
        Wanted {
            id: q.parse().ok(),
            phone,
            document: (lower.chars().count() >= SHORTEST_WORD).then_some(lower),
            long,
            short,
        }
    }
}

/// The digits of something that is nothing but a customer's number, as people write one.
pub fn number(typed: &str) -> Option<&str> {
    let starts = |before: &&&str| {
        let start = typed.get(..before.len());
        start.is_some_and(|start| start.to_lowercase() == ***before)
    };
    let before = BEFORE_NUMBERS.iter().find(starts);
    let digits = typed.get(before.map_or(0, |before| before.len())..)?;
    let digits = digits.trim_start();
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then_some(digits)
}

/// The digits of something that is nothing but a phone number, without the zeros that stand for a
/// plus sign or are dialled inside a country only.
fn phone(typed: &str) -> Option<String> {
    let of_phones = |sign: char| sign.is_ascii_digit() || sign == '+' || between_digits(sign);
    if !typed.chars().all(of_phones) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let bare = match digits.strip_prefix("00") {
        Some(international) => international,
        None if digits.len() >= NATIONAL_DIGITS => digits.strip_prefix('0').unwrap_or(&digits),
        None => &digits,
    };
    (bare.len() >= SHORTEST_WORD).then(|| bare.to_owned())
}

/// The whole number that was typed, in any spelling that begins with its country.
pub fn whole_phone(typed: &str) -> Option<Phone> {
    phone(typed).and_then(|digits| Phone::generated(&format!("+{digits}")).ok())
}

/// A text in plain Latin letters, lower-cased; `None` when it is in them already.
pub fn plain_letters(text: &str) -> Option<String> {
    let plain = any_ascii::any_ascii(text).to_lowercase();
    (plain != text.to_lowercase() && !plain.trim().is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_known_in_every_spelling() {
        for typed in [
            "+49 30 901820",
            "0049 30 90-18-20",
            "+49 (30) 90.18.20",
            "4930901820",
            "0 4930901820",
        ] {
            assert_eq!(phone(typed), Some("4930901820".to_owned()), "{typed}");
        }
        assert_eq!(phone("030 901820"), Some("30901820".to_owned()));
        assert_eq!(
            phone("01234"),
            Some("01234".to_owned()),
            "too short to tell"
        );
        for no in ["1 2", "+", "0049", "90 18 x", "zoe", ""] {
            assert_eq!(phone(no), None, "{no}");
        }
    }

    #[test]
    fn only_texts_with_other_letters_have_plain_ones() {
        assert_eq!(plain_letters("Zoë Müller"), Some("zoe muller".to_owned()));
        assert_eq!(plain_letters("Łódź"), Some("lodz".to_owned()));
        assert_eq!(plain_letters("Anna"), None);
        assert_eq!(plain_letters(""), None);
    }

    #[test]
    fn a_number_is_known_as_people_write_it() {
        for typed in [
            "239", "#239", "# 239", "No. 239", "no.239", "NR 239", "№ 239",
        ] {
            assert_eq!(number(typed), Some("239"), "{typed}");
            assert_eq!(Wanted::read(typed), Wanted::read("239"), "{typed}");
        }
        for no in ["", "#", "nora", "no. 23 9", "noon 7", "+239"] {
            assert_eq!(number(no), None, "{no}");
        }
    }

    #[test]
    fn an_apostrophe_is_one_however_it_is_bent() {
        for typed in [
            "O\u{2019}Brien",
            "o\u{2018}brien",
            "O\u{2bc}BRIEN",
            "o`brien",
        ] {
            assert_eq!(Wanted::read(typed), Wanted::read("o'brien"), "{typed}");
        }
    }

    #[test]
    fn three_letters_in_a_row_are_the_least() {
        for yes in [
            "zoe", "a zoe", "7", "12 34", "+49 30", "é'é", "#7", "No. 7", "nr 7",
        ] {
            assert!(searchable(yes).is_some(), "{yes}");
        }
        for no in ["zo", "a b", "1 2", "", "--", "zoe\u{7}", "#", "no", "# x"] {
            assert_eq!(searchable(no), None, "{no}");
        }
    }
}
