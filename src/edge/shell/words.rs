//! Words, times, numbers and amounts as the reader of a page has them.

use std::fmt;
use std::sync::LazyLock;

use chrono::SecondsFormat;
use chrono::format::{Item, StrftimeItems};
use fluent_bundle::FluentValue;

use super::Shell;
use crate::domain::customers::search::Count;
use crate::domain::values::amount::{self, Currency};
use crate::domain::values::percent::Percent;
use crate::domain::values::problem::Problem;
use crate::domain::values::total::Total;
use crate::domain::values::typed_amount;
use crate::edge::flash::Flash;
use crate::edge::forms::{self, Fields};
use crate::platform::clock::Timestamp;
use crate::platform::locales::{self, Locale};

impl Shell {
    /// The words for a key.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.locale.words(key.as_ref())
    }

    /// The words for a key with one value in them.
    pub fn t1<'a>(&self, key: &str, name: &str, value: impl Into<FluentValue<'a>>) -> String {
        self.locale.words_with(key, &[(name, value.into())])
    }

    /// The words for a key with two values in them.
    pub fn t2<'a>(
        &self,
        key: &str,
        name: &str,
        value: impl Into<FluentValue<'a>>,
        other_name: &str,
        other: impl Into<FluentValue<'a>>,
    ) -> String {
        self.locale
            .words_with(key, &[(name, value.into()), (other_name, other.into())])
    }

    /// Whether there are words for a key: hints are optional.
    pub fn has(&self, key: impl AsRef<str>) -> bool {
        self.locale.has(key.as_ref())
    }

    /// What is wrong with a field, in words.
    pub fn problem(&self, field: &str, problem: &Problem) -> String {
        forms::problem_words(self.locale, field, problem)
    }

    /// The same of a field whose label is not named after it.
    pub fn problem_under(&self, label: String, problem: &Problem) -> String {
        forms::problem_under(self.locale, label, problem)
    }

    /// A message in words.
    pub fn flash_words(&self, flash: &Flash) -> String {
        match &flash.value {
            Some(value) => self.t1(&flash.key, "value", value.as_str()),
            None => self.t(&flash.key),
        }
    }

    /// A moment as the reader's wall clock shows it: `20 Nov 2026, 22:58`.
    pub fn time(&self, at: &Timestamp) -> String {
        let local = at.local(self.zone);
        let items = MOMENTS[self.locale as usize].iter();
        local
            .format_localized_with_items(items, self.calendar())
            .to_string()
    }

    /// A day: `20 Nov 2026`.
    pub fn date(&self, day: &chrono::NaiveDate) -> String {
        let items = DAYS[self.locale as usize].iter();
        day.format_localized_with_items(items, self.calendar())
            .to_string()
    }

    /// A moment for `datetime=` and `title=`, in UTC.
    pub fn utc(&self, at: &Timestamp) -> String {
        at.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// A day of an address, such as `2026-11-20`, in the same form; anything else as it is.
    pub fn day(&self, plain: &str) -> String {
        let day = plain.parse().ok();
        day.map_or_else(|| plain.to_owned(), |day| self.date(&day))
    }

    /// The language that the figures of a form are in: that of its page, also when the reader
    /// changed theirs since.
    pub fn typed_in(&self, form: &Fields) -> Locale {
        form.text("typed_in").parse().unwrap_or(self.locale)
    }

    /// A figure of plain digits as the language writes it; anything else as it is.
    pub fn figure(&self, plain: &str) -> String {
        match plain.parse::<Total>() {
            Ok(_) => locales::decimal(self.locale, plain),
            Err(_) => plain.to_owned(),
        }
    }

    /// A figure of plain digits as a field shows it.
    pub fn in_field(&self, plain: &impl fmt::Display) -> String {
        typed_amount::in_field(self.locale, plain)
    }

    /// A share of a hundred: `60 %`.
    pub fn percent(&self, share: &Percent) -> String {
        let shares = &SHARES[self.locale as usize];
        let kept = usize::try_from(share.0).ok().and_then(|at| shares.get(at));
        kept.cloned()
            .unwrap_or_else(|| percent(self.locale, share.0))
    }

    /// A whole number with separators.
    pub fn number(&self, value: &u64) -> String {
        locales::number(self.locale, *value)
    }

    /// An amount of money, or a sum of many, with its currency: `1,250.5 EUR`.
    pub fn money(&self, amount: &impl fmt::Display, currency: &Currency) -> String {
        amount::money(self.locale, amount, currency)
    }

    /// A count as a list has it: `1,234` or `10,000+`.
    pub fn count(&self, count: &Count) -> String {
        let more = if count.more { "+" } else { "" };
        format!("{}{more}", self.number(&count.figure))
    }

    /// A count that stopped at a limit: `1,234` or `10,000+`.
    pub fn capped(&self, count: &u64, limit: u64) -> String {
        match *count > limit {
            true => format!("{}+", self.number(&limit)),
            false => self.number(count),
        }
    }

    /// How long ago something was: `3 days`.
    pub fn age(&self, at: &Timestamp) -> String {
        let minutes = (self.now().0 - at.0) / 60_000;
        match minutes {
            ..1 => self.t("age-moments"),
            1..60 => self.t1("age-minutes", "count", minutes),
            60..1440 => self.t1("age-hours", "count", minutes / 60),
            _ => self.t1("age-days", "count", minutes / 1440),
        }
    }

    /// The name of the reader's time zone.
    pub fn zone_name(&self) -> &'static str {
        self.zone.name()
    }

    fn calendar(&self) -> chrono::Locale {
        calendar(self.locale)
    }
}

fn percent(locale: Locale, share: i32) -> String {
    locale.words_with("word-percent", &[("value", share.to_string().into())])
}

/// The shares in words: a list shows one in every line.
static SHARES: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| (0..=100).map(|share| percent(locale, share)).collect())
});

fn calendar(locale: Locale) -> chrono::Locale {
    match locale {
        Locale::En => chrono::Locale::en_GB,
        Locale::De => chrono::Locale::de_DE,
        Locale::Ar => chrono::Locale::ar_AE,
    }
}

type Items = Vec<Item<'static>>;

/// How each language writes a moment. A pattern is read once: a list shows a hundred moments.
static MOMENTS: LazyLock<[Items; 3]> = LazyLock::new(|| {
    Locale::ALL.map(|locale| {
        let pattern = match locale {
            Locale::En | Locale::De => "%-d %b %Y, %H:%M",
            Locale::Ar => "%-d %B %Y، %H:%M",
        };
        StrftimeItems::new_with_locale(pattern, calendar(locale)).collect()
    })
});

/// How each language writes a day.
static DAYS: LazyLock<[Items; 3]> = LazyLock::new(|| {
    Locale::ALL
        .map(|locale| StrftimeItems::new_with_locale("%-d %b %Y", calendar(locale)).collect())
});
