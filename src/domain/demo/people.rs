//! Believable people for the demo, made from a seed and a number, never from the real world.

mod activity;
mod check;
mod name;

use chrono::{Days, Months, NaiveDate, TimeDelta};
use fastrand::Rng;

use super::places::{self, Country, Region};
pub use activity::{Activity, Session};
use check::Check;
pub use check::{Open, Paper, Standing, Steps};
use name::Name;

/// How far back people registered.
const THREE_YEARS: f64 = 3.0 * 365.25 * DAY;
const DAY: f64 = 86_400.0;

/// So many of the first people have drawn papers.
pub const WITH_PAPERS: u64 = 300;

/// A customer of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// First name, as they write it.
    pub first_name: String,
    /// Last name, as they write it.
    pub last_name: String,
    /// First name as a passport has it: in Latin letters.
    pub latin_first_name: String,
    /// Last name as a passport has it: in Latin letters.
    pub latin_last_name: String,
    /// The company, for corporate customers.
    pub company: Option<String>,
    /// A company's customer account.
    pub corporate: bool,
    /// Lower case ASCII at a reserved domain, unique by index.
    pub email: String,
    /// E.164, valid for the country.
    pub phone: Option<String>,
    /// Digits.
    pub telegram_chat_id: Option<String>,
    /// On one line, without the country.
    pub address: Option<String>,
    /// Gender.
    pub gender: Gender,
    /// Wants the newsletter.
    pub newsletter: bool,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// IANA time zone.
    pub timezone: &'static str,
    /// The language of their mails: `en`, `de` or `ar`.
    pub language: &'static str,
    /// Percent.
    pub discount: u8,
    /// Hundredths of a percent.
    pub profit_share_hundredths: u16,
    /// 18 to 85 years ago.
    pub birth_date: Option<NaiveDate>,
    /// Has not been switched off.
    pub active: bool,
    /// Labels.
    pub tags: Vec<&'static str>,
    /// Number of the passport or id card.
    pub document_number: Option<String>,
    /// What has been verified.
    pub steps: Steps,
    /// 20 for every verified step.
    pub progress: u8,
    /// How long ago they registered.
    pub created_before_seconds: i64,
    /// Index of one of four exchange monitors.
    pub monitor: Option<u8>,
    /// What they handed in.
    pub papers: Vec<Paper>,
    /// What of it is not verified.
    pub open: Option<Open>,
    /// What they do on the platform.
    pub activity: Activity,
    /// The date on papers made for the occasion, such as a bill: shortly before they registered.
    pub papers_dated: NaiveDate,
}

/// What a person said of their gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Other.
    Other,
}

/// The person with this number. The same arguments always give the same person.
pub fn person(seed: u64, index: u64, today: NaiveDate) -> Person {
    let rng = &mut Rng::with_seed(seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let country = places::country(rng);
    let city = country.city(rng);
    let name = Name::choose(country, rng);
    let corporate = chance(rng, 8.0);
    let created_before_seconds = (rng.f64() * rng.f64() * THREE_YEARS) as i64 + 60;
    let check = Check::choose(created_before_seconds, index < WITH_PAPERS, rng);
    let newsletter = chance(rng, 55.0);
    let profit_share_hundredths = if chance(rng, 7.0) {
        50 * rng.u16(2..=80)
    } else {
        0
    };
    let active = chance(rng, 94.0);
    Person {
        email: name.email(index, rng),
        company: corporate.then(|| name.company(country, rng)),
        phone: (check.phone || chance(rng, 80.0)).then(|| country.phone(rng)),
        telegram_chat_id: chance(rng, 14.0).then(|| places::fill("1########", rng)),
        address: (check.address || chance(rng, 75.0)).then(|| country.address(city, rng)),
        gender: if chance(rng, 1.5) {
            Gender::Other
        } else {
            name.gender
        },
        language: if chance(rng, 90.0) {
            country.language
        } else {
            "en"
        },
        discount: if chance(rng, 90.0) { 0 } else { discount(rng) },
        birth_date: (check.document || chance(rng, 70.0))
            .then(|| birth_date(today, created_before_seconds, rng)),
        active,
        tags: tags(country, corporate, newsletter, profit_share_hundredths, rng),
        document_number: check.document.then(|| places::fill("@@#######", rng)),
        monitor: chance(rng, 30.0).then(|| rng.u8(..4)),
        papers_dated: papers_dated(today, created_before_seconds, rng),
        activity: Activity::choose(index, created_before_seconds, active, rng),
        first_name: name.first,
        last_name: name.last,
        latin_first_name: name.latin_first,
        latin_last_name: name.latin_last,
        country: country.code,
        timezone: city.timezone,
        progress: check.steps.progress(),
        steps: check.steps,
        papers: check.papers,
        open: check.open,
        corporate,
        newsletter,
        profit_share_hundredths,
        created_before_seconds,
    }
}

fn chance(rng: &mut Rng, percent: f64) -> bool {
    rng.f64() * 100.0 < percent
}

fn discount(rng: &mut Rng) -> u8 {
    match rng.u8(..20) {
        0 => 100,
        1..3 => 50,
        small => 5 * (1 + small % 5),
    }
}

/// 18 to 85 years ago, of age when they registered; most people are in the younger half.
fn birth_date(today: NaiveDate, created_before_seconds: i64, rng: &mut Rng) -> NaiveDate {
    let registered = today - TimeDelta::seconds(created_before_seconds) - Days::new(1);
    let latest = registered - Months::new(18 * 12);
    let earliest = today - Months::new(85 * 12);
    let span = (latest - earliest).num_days() as f64;
    let part = rng.f64() * (0.35 + 0.65 * rng.f64());
    latest - Days::new((part * span) as u64)
}

/// Between a week and two months before they registered.
fn papers_dated(today: NaiveDate, created_before_seconds: i64, rng: &mut Rng) -> NaiveDate {
    today - TimeDelta::seconds(created_before_seconds) - Days::new(rng.u64(7..60))
}

fn tags(
    country: &Country,
    corporate: bool,
    newsletter: bool,
    profit_share_hundredths: u16,
    rng: &mut Rng,
) -> Vec<&'static str> {
    let candidates = [
        ("vip", chance(rng, 3.0)),
        ("eu", country.region == Region::Union && chance(rng, 60.0)),
        ("mena", country.region == Region::Mena && chance(rng, 60.0)),
        ("high-risk", chance(rng, 2.5)),
        ("pep-check", chance(rng, 2.0)),
        ("partner", profit_share_hundredths > 0),
        ("newsletter-2026", newsletter && chance(rng, 25.0)),
        ("retail", !corporate && chance(rng, 20.0)),
        ("corporate", corporate),
        ("watch", chance(rng, 3.0)),
    ];
    candidates
        .into_iter()
        .filter_map(|(tag, given)| given.then_some(tag))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::verification::step::Step;

    fn people(count: u64) -> impl Iterator<Item = Person> {
        (0..count).map(|index| person(7, index, today()))
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default()
    }

    #[test]
    fn a_number_always_means_the_same_person() {
        assert_eq!(person(1, 42, today()), person(1, 42, today()));
        assert_ne!(person(1, 42, today()), person(2, 42, today()));
        assert_ne!(person(1, 42, today()), person(1, 43, today()));
    }

    #[test]
    fn mail_addresses_are_plain_and_unique() {
        let mut seen = HashSet::new();
        for person in people(100_000) {
            let email = person.email;
            assert!(email.bytes().all(|byte| byte.is_ascii_graphic()), "{email}");
            assert_eq!(email, email.to_lowercase());
            assert!(email.contains("@example."), "{email}");
            assert!(seen.insert(email));
        }
    }

    #[test]
    fn steps_agree_with_everything_else() {
        for person in people(20_000) {
            let Person {
                steps, ref papers, ..
            } = person;
            let has = |paper| papers.contains(&paper);
            let card = has(Paper::IdCardFront) && has(Paper::IdCardBack);
            let identified = person.document_number.is_some() && person.birth_date.is_some();
            assert!(!steps.phone || person.phone.is_some());
            assert!(!steps.document || identified && (has(Paper::Passport) || card));
            assert!(!steps.selfie || has(Paper::Selfie));
            assert!(!steps.address || person.address.is_some() && has(Paper::ProofOfAddress));
            assert_eq!(person.progress, steps.progress());
            for (step, reason) in person.open.iter().flat_map(|open| &open.steps) {
                let (verified, paper) = match step {
                    Step::Document => (steps.document, has(Paper::Passport) || card),
                    Step::Selfie => (steps.selfie, has(Paper::Selfie)),
                    _ => (steps.address, has(Paper::ProofOfAddress)),
                };
                assert!(!verified && paper, "{step:?}");
                let waits = person.open.as_ref().map(|open| open.standing);
                assert_eq!(waits == Some(Standing::Waiting), reason.is_none());
            }
            assert_eq!(person.corporate, person.company.is_some());
            assert!(person.discount <= 100 && person.profit_share_hundredths <= 10_000);
        }
    }

    #[test]
    fn a_small_demo_has_work_and_a_large_one_no_more_than_believable() {
        let waits = |person: &Person| {
            let open = person.open.as_ref();
            open.is_some_and(|open| open.standing == Standing::Waiting)
        };
        let first = people(400).filter(waits).count();
        assert!((20..=40).contains(&first), "{first}");
        let all = people(50_000).filter(waits).count();
        assert!((800..=1_300).contains(&all), "{all}");
        let blocked = |person: &Person| person.activity.block.is_some();
        let blocked = people(400).filter(blocked).count();
        assert!((3..=20).contains(&blocked), "{blocked}");
    }

    #[test]
    fn everybody_is_of_age() {
        for birth in people(20_000).filter_map(|person| person.birth_date) {
            let years = today().years_since(birth).unwrap_or_default();
            assert!((18..=85).contains(&years), "{birth}");
        }
    }

    #[test]
    fn phones_are_valid() {
        for phone in people(200).filter_map(|person| person.phone) {
            let number = phonenumber::parse(None, &phone).ok();
            assert!(number.is_some_and(|number| number.is_valid()), "{phone}");
        }
    }
}
