//! What the form of the filters offers and shows.

use std::sync::{Arc, LazyLock};

use askama::Template;

use super::ListPage;
use crate::domain::customers::cursor::Sort;
use crate::domain::customers::search::text::LONGEST;
use crate::domain::customers::search::{CustomerFilter, VERIFIED};
use crate::domain::values::country::Country;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::person::{CustomerType, Gender, Status};
use crate::edge::drawn::Drawn;
use crate::edge::error::Failure;
use crate::edge::filters;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::customers::choices::{Options, codes};
use crate::platform::locales::Locale;

/// The filters that are yes, no, or not set.
const YES_OR_NO: [&str; 2] = ["blocked", "waiting"];

/// The fields of the form that anything can be typed into.
const TYPED: [&str; 5] = [
    "q",
    "progress_min",
    "progress_max",
    "created_from",
    "created_to",
];

/// What the address says, and what was typed into the form and is not understood.
pub(super) fn understood(
    shell: &Shell,
    parameters: Vec<(String, String)>,
) -> Result<(CustomerFilter, Typed), Failure> {
    let mut form = Typed::default();
    let mut searches = parameters.iter().filter(|(name, _)| name == "q");
    let too_long = searches.any(|(_, q)| q.trim().chars().count() > LONGEST);
    let wrong = |field: &'static str| {
        let key = match field {
            "q" if too_long => return shell.t1("list-search-too-long", "max", LONGEST),
            "q" => return shell.t("list-search-too-short"),
            "created_from" | "created_to" => "typed-no-date",
            _ => "typed-no-percent",
        };
        shell.t1(key, "filter", label(shell, field))
    };
    let typed = (&mut form, TYPED.as_slice());
    let filter = filters::understood(parameters, typed, CustomerFilter::parse, wrong);
    let filter = filter.map_err(|unknown| filters::refused(shell, unknown))?;
    Ok((filter, form))
}

/// What a filter is called.
pub(super) fn label(shell: &Shell, name: &str) -> String {
    shell.t(format!("filter-{}", name.replace('_', "-")))
}

pub(super) fn groups(shell: &Shell) -> Vec<(&'static str, Options)> {
    vec![
        ("status", codes(shell, "status", Status::ALL)),
        (
            "customer_type",
            codes(shell, "customer-type", CustomerType::ALL),
        ),
        ("gender", codes(shell, "gender", Gender::ALL)),
    ]
}

/// Refuses an order by what the reader sees masked: it would tell what is behind the mask.
pub fn orderable(shell: &Shell, sort: Sort) -> Result<(), Failure> {
    match sort {
        Sort::Name | Sort::Email if !shell.sight().is_clear() => {
            Err(Failure::Unprocessable(shell.t("masked-order")))
        }
        _ => Ok(()),
    }
}

/// The tags to choose from; those that are chosen are among them, even if there are none of them.
pub(super) fn offered_tags(filter: &CustomerFilter, offered: &[String]) -> Options {
    let others = filter.tag.iter().filter(|tag| !offered.contains(tag));
    let all = offered.iter().chain(others);
    all.map(|tag| (tag.clone(), tag.clone())).collect()
}

/// The options of the country.
#[derive(Template)]
#[template(path = "customers/country_options.html")]
struct CountryOptions<'a> {
    countries: &'static [(Country, String)],
    chosen: &'a [Country],
}

impl CountryOptions<'_> {
    fn drawn(locale: Locale, chosen: &[Country]) -> askama::Result<Arc<Drawn>> {
        let countries = Country::all(locale);
        Drawn::of(&CountryOptions { countries, chosen }).map(Arc::new)
    }
}

/// The countries with none chosen. They are most of what the page says, and always the same.
static NONE_CHOSEN: LazyLock<[Option<Arc<Drawn>>; 3]> =
    LazyLock::new(|| Locale::ALL.map(|locale| CountryOptions::drawn(locale, &[]).ok()));

/// The countries to choose from.
pub(super) fn countries(locale: Locale, chosen: &[Country]) -> Result<Arc<Drawn>, Failure> {
    match &NONE_CHOSEN[locale as usize] {
        Some(drawn) if chosen.is_empty() => Ok(Arc::clone(drawn)),
        _ => Ok(CountryOptions::drawn(locale, chosen).map_err(anyhow::Error::from)?),
    }
}

impl ListPage {
    /// Whether a filter is set to this value.
    pub(super) fn chosen(&self, name: &str, value: &str) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.any(|(filter, chosen)| *filter == name && chosen == value)
    }

    pub(super) fn is_from(&self, monitor: &MonitorId) -> bool {
        self.filter.exchange_monitor.contains(monitor)
    }

    /// The monitors to choose from; one that is chosen is among them, even if it does not exist.
    pub(super) fn offered_monitors(&self) -> Vec<(MonitorId, String)> {
        let chosen = self.filter.exchange_monitor.iter().copied();
        let unknown = chosen.filter(|id| self.monitors.iter().all(|(known, _)| known != id));
        let unknown = unknown.map(|id| (id, id.to_string()));
        self.monitors.iter().cloned().chain(unknown).collect()
    }

    /// The one value of a filter that has one, as it was typed when it is not understood.
    pub(super) fn one(&self, name: &str) -> &str {
        self.form.or_criterion(name, &self.criteria)
    }

    pub(super) fn switches(&self) -> Vec<&'static str> {
        let verified = VERIFIED.iter().map(|(name, _)| *name);
        YES_OR_NO.into_iter().chain(verified).collect()
    }

    pub(super) fn sort(&self) -> String {
        let minus = if self.filter.descending { "-" } else { "" };
        format!("{minus}{}", self.filter.sort.code())
    }
}
