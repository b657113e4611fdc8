//! The countries demo people live in: cities, streets, postcodes, phone numbers, names in use.
//!
//! Phone numbers are from the ranges set aside for fiction wherever a country has such ranges.

mod europe;
pub mod names;
mod world;

use fastrand::Rng;
use names::Names;

/// What a country has in common with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// A member of the European Union.
    Union,
    /// The Middle East and North Africa.
    Mena,
    /// Anywhere else.
    Elsewhere,
}

/// One country. In patterns `#` stands for a digit and `@` for a letter.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// How many people live here, next to the other countries.
    pub weight: u32,
    /// What a country has in common with others.
    pub region: Region,
    /// The language people here want their mails in.
    pub language: &'static str,
    /// Where a city does not say otherwise.
    pub timezone: &'static str,
    /// How people are called.
    pub names: &'static Names,
    /// Patterns of E.164 numbers, separated by commas.
    pub phones: &'static str,
    /// `name=postcode pattern` or `name=postcode pattern=time zone`, separated by semicolons.
    pub cities: &'static str,
    /// Separated by commas.
    pub streets: &'static str,
    /// How an address is written: `S` street, `N` number, `P` postcode, `C` city.
    pub address: &'static str,
    /// The legal forms of companies, separated by commas.
    pub legal_forms: &'static str,
}

/// A city of a country.
#[derive(Clone, Copy, Debug)]
pub struct City {
    /// Its name, with the state where that is usual.
    pub name: &'static str,
    /// The pattern of its postcodes; may be empty.
    pub postcode: &'static str,
    /// IANA time zone.
    pub timezone: &'static str,
}

/// Every country.
pub fn all() -> impl Iterator<Item = &'static Country> {
    europe::COUNTRIES.iter().chain(world::COUNTRIES)
}

/// The sum of all weights.
const EVERYONE: u32 = weights(europe::COUNTRIES) + weights(world::COUNTRIES);

/// A country, the populous ones more often.
pub fn country(rng: &mut Rng) -> &'static Country {
    let mut ticket = rng.u32(..EVERYONE);
    for country in all() {
        if ticket < country.weight {
            return country;
        }
        ticket -= country.weight;
    }
    &europe::COUNTRIES[0]
}

impl Country {
    /// One of its cities.
    pub fn city(&self, rng: &mut Rng) -> City {
        let mut parts = choose(self.cities, ';', rng).split('=');
        City {
            name: parts.next().unwrap_or_default(),
            postcode: parts.next().unwrap_or_default(),
            timezone: parts.next().unwrap_or(self.timezone),
        }
    }

    /// A phone number as E.164.
    pub fn phone(&self, rng: &mut Rng) -> String {
        fill(choose(self.phones, ',', rng), rng)
    }

    /// An address in one of its cities, on one line.
    pub fn address(&self, city: City, rng: &mut Rng) -> String {
        let mut address = String::with_capacity(64);
        for sign in self.address.chars() {
            match sign {
                'S' => address.push_str(choose(self.streets, ',', rng)),
                'N' => address.push_str(&(1 + rng.u16(..120).min(rng.u16(..240))).to_string()),
                'P' => address.push_str(&fill(city.postcode, rng)),
                'C' => address.push_str(city.name),
                other => address.push(other),
            }
        }
        address
    }
}

/// One entry of a list in a string, each as likely as the others.
pub fn choose(list: &'static str, separator: char, rng: &mut Rng) -> &'static str {
    let entries = list.bytes().filter(|&byte| byte == separator as u8).count() + 1;
    list.split(separator)
        .nth(rng.usize(..entries))
        .unwrap_or_default()
        .trim_start()
}

/// The pattern with chance in place of its signs.
pub fn fill(pattern: &str, rng: &mut Rng) -> String {
    // Only letters that every country's postcodes may have.
    const LETTERS: &[u8] = b"ABEGHJLNPRSTWXYZ";
    pattern
        .chars()
        .map(|sign| match sign {
            '#' => char::from(b'0' + rng.u8(..10)),
            '@' => char::from(LETTERS[rng.usize(..LETTERS.len())]),
            other => other,
        })
        .collect()
}

const fn weights(countries: &[Country]) -> u32 {
    let mut sum = 0;
    let mut position = 0;
    while position < countries.len() {
        sum += countries[position].weight;
        position += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_filled_in() {
        for country in all() {
            let mut rng = Rng::with_seed(1);
            assert_eq!(country.code.len(), 2);
            for list in [country.names.male, country.names.female] {
                assert!(list.split(',').count() >= 20, "{}", country.code);
            }
            assert!(
                country.names.last.split(',').count() >= 30,
                "{}",
                country.code
            );
            for _ in 0..100 {
                let city = country.city(&mut rng);
                let zone = city.timezone;
                assert!(zone.parse::<chrono_tz::Tz>().is_ok(), "{zone}");
                assert!(country.address(city, &mut rng).len() > 10);
            }
        }
    }

    #[test]
    fn every_phone_pattern_is_valid() {
        let mut rng = Rng::with_seed(2);
        for country in all() {
            for pattern in country.phones.split(',') {
                for _ in 0..5 {
                    let written = fill(pattern.trim(), &mut rng);
                    let number = phonenumber::parse(None, &written).ok();
                    assert!(number.is_some_and(|number| number.is_valid()), "{written}");
                }
            }
        }
    }
}
