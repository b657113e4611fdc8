//! Countries: ISO 3166-1, two capital letters.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use sea_orm::DeriveValueType;

use super::problem::Problem;
use crate::platform::locales::Locale;

/// A country that exists in ISO 3166-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// The two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The name in a language.
    pub fn name(&self, locale: Locale) -> String {
        locale.words(&format!("country-{self}"))
    }

    /// Every country with its name, sorted as a reader of the language looks for it.
    pub fn all(locale: Locale) -> &'static [(Country, String)] {
        &NAMED[locale as usize]
    }

    fn named(locale: Locale) -> Vec<(Country, String)> {
        let mut countries: Vec<(Country, String)> = rust_iso3166::ALL_ALPHA2
            .iter()
            .filter_map(|code| code.parse().ok())
            .map(|country: Country| (country, country.name(locale)))
            .collect();
        countries.sort_by_cached_key(|(_, name)| sorting_key(name));
        countries
    }
}

/// The names never change while the program runs; putting them in order takes longer than a page.
static NAMED: LazyLock<[Vec<(Country, String)>; 3]> =
    LazyLock::new(|| Locale::ALL.map(Country::named));

/// Umlauts and the Arabic article are passed over when names are put in order.
fn sorting_key(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let base: String = name
        .nfd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .collect();
    base.strip_prefix("ال").unwrap_or(&base).to_lowercase()
}

impl FromStr for Country {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Country, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::NotChosen);
        }
        let known = rust_iso3166::from_alpha2(typed).ok_or(Problem::UnknownChoice)?;
        <[u8; 2]>::try_from(known.alpha2.as_bytes())
            .map(Country)
            .map_err(|_| Problem::UnknownChoice)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
