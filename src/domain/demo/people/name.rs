//! The name of a demo person, and what is made of it: a mail address, a company.

use any_ascii::any_ascii;
use fastrand::Rng;

use super::{Country, Gender, chance, places};

/// Industries that stand in a company's name.
const TRADES: &str = "Trading,Logistics,Consulting,Media,Foods,Systems,Energy,Textiles,Capital,\
    Marine,Analytics,Travel,Pharma,Studio,Imports,Robotics";

/// A name in all the ways it is written.
pub struct Name {
    /// As they write it.
    pub first: String,
    /// As they write it.
    pub last: String,
    /// In Latin letters.
    pub latin_first: String,
    /// In Latin letters.
    pub latin_last: String,
    /// The gender the name goes with.
    pub gender: Gender,
}

impl Name {
    /// A name usual in the country.
    pub fn choose(country: &Country, rng: &mut Rng) -> Name {
        let gender = if chance(rng, 54.0) {
            Gender::Male
        } else {
            Gender::Female
        };
        let names = country.names;
        let first = if gender == Gender::Male {
            names.male
        } else {
            names.female
        };
        let (latin_first, own_first) = scripts(places::choose(first, ',', rng));
        let (latin_last, own_last) = scripts(places::choose(names.last, ',', rng));
        let latin_last = match latin_last.split_once('/') {
            Some((_, last)) if gender == Gender::Female => last,
            Some((last, _)) => last,
            None => latin_last,
        };
        let (first, last) = match (own_first, own_last) {
            (Some(first), Some(last)) if chance(rng, 25.0) => (first.into(), last.into()),
            // Many type their name without the letters a foreign keyboard lacks.
            _ if chance(rng, 40.0) => (plain(latin_first), plain(latin_last)),
            _ => (latin_first.to_owned(), latin_last.to_owned()),
        };
        let (latin_first, latin_last) = (latin_first.to_owned(), latin_last.to_owned());
        Name {
            first,
            last,
            latin_first,
            latin_last,
            gender,
        }
    }

    /// A mail address nobody with another index has, at a domain reserved for examples.
    pub fn email(&self, index: u64, rng: &mut Rng) -> String {
        let (first, last) = (slug(&self.latin_first), slug(&self.latin_last));
        let initial = first.get(..1).unwrap_or_default();
        let domain = ["example.com", "example.org", "example.net"][rng.usize(..3)];
        match rng.u8(..10) {
            0..5 => format!("{first}.{last}{index}@{domain}"),
            5..7 => format!("{initial}.{last}{index}@{domain}"),
            7..9 => format!("{first}_{last}{index}@{domain}"),
            _ => format!("{last}.{first}{index}@{domain}"),
        }
    }

    /// The name of a company of theirs.
    pub fn company(&self, country: &Country, rng: &mut Rng) -> String {
        let trade = places::choose(TRADES, ',', rng);
        let form = places::choose(country.legal_forms, ',', rng);
        let last = &self.latin_last;
        match rng.u8(..4) {
            0 => format!("{last} & Partners {form}"),
            _ => format!("{last} {trade} {form}"),
        }
    }
}

/// The Latin form of a name in the tables, and the one in its own script.
fn scripts(entry: &'static str) -> (&'static str, Option<&'static str>) {
    match entry.split_once('=') {
        Some((latin, own)) => (latin, Some(own)),
        None => (entry, None),
    }
}

/// The name in ASCII, as its bearer would write it.
fn plain(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    any_ascii(name)
}

/// The name as part of a mail address.
fn slug(name: &str) -> String {
    let plain = plain(name);
    plain
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_lowercase())
        .collect()
}
