//! What the form of the filters offers and shows.

use super::ListPage;
use crate::domain::customers::search::{CustomerFilter, PerPage, VERIFIED};
use crate::domain::values::country::Country;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::person::{CustomerType, Gender, Status};
use crate::edge::shell::Shell;
use crate::pages::customers::choices::{Options, codes};

/// The filters that are yes, no, or not set.
const YES_OR_NO: [&str; 2] = ["blocked", "waiting"];

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

/// The tags to choose from; those that are chosen are among them, even if there are none of them.
pub(super) fn offered_tags(filter: &CustomerFilter, mut all: Vec<String>) -> Options {
    for chosen in &filter.tag {
        if !all.contains(chosen) {
            all.push(chosen.clone());
        }
    }
    all.into_iter().map(|tag| (tag.clone(), tag)).collect()
}

impl ListPage {
    /// Whether a filter is set to this value.
    pub(super) fn chosen(&self, name: &str, value: &str) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.any(|(filter, chosen)| *filter == name && chosen == value)
    }

    pub(super) fn is_chosen(&self, country: &Country) -> bool {
        self.filter.country.contains(country)
    }

    pub(super) fn is_from(&self, monitor: &MonitorId) -> bool {
        self.filter.exchange_monitor.contains(monitor)
    }

    /// The monitors to choose from; one that is chosen is among them, even if it does not exist.
    pub(super) fn offered_monitors(&self) -> Vec<(MonitorId, String)> {
        let known = self.monitors.iter();
        let known = known.map(|monitor| (monitor.id, monitor.name.clone()));
        let chosen = self.filter.exchange_monitor.iter().copied();
        let unknown = chosen.filter(|id| self.monitors.iter().all(|known| known.id != *id));
        known
            .chain(unknown.map(|id| (id, id.to_string())))
            .collect()
    }

    /// The one value of a filter that has one.
    pub(super) fn one(&self, name: &str) -> &str {
        let one = self.criteria.iter().find(|(filter, _)| *filter == name);
        one.map_or("", |(_, value)| value)
    }

    pub(super) fn switches(&self) -> Vec<&'static str> {
        let verified = VERIFIED.iter().map(|(name, _)| *name);
        YES_OR_NO.into_iter().chain(verified).collect()
    }

    pub(super) fn page_sizes(&self) -> [u16; 3] {
        PerPage::ALL
    }

    pub(super) fn is_page_size(&self, lines: &u16) -> bool {
        self.filter.per_page.lines() == u64::from(*lines)
    }

    pub(super) fn sort(&self) -> String {
        let minus = if self.filter.descending { "-" } else { "" };
        format!("{minus}{}", self.filter.sort.code())
    }
}
