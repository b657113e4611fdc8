//! The ways through the product that a reader has: the navigation, the settings and the bell.

use super::Shell;
use crate::domain::customers::search::Count;
use crate::domain::requests::search::BELL_LIMIT;
use crate::domain::staff::permission::Permission;
use crate::edge::paths;
use crate::platform::locales::{self, Locale};

/// A way to a page.
pub struct Destination {
    pub path: &'static str,
    pub words: String,
    pub icon: &'static str,
    pub current: bool,
}

/// A page of settings, and a sentence on what is set there.
pub struct Setting {
    pub path: &'static str,
    pub words: String,
    pub note: String,
    pub icon: &'static str,
}

/// Path, words, icon, and what a reader needs to be led there.
type Way = (&'static str, &'static str, &'static str, Option<Permission>);

/// The navigation, between its first and its last entry.
const DESTINATIONS: [Way; 7] = [
    ("/", "nav-home", "home", None),
    (
        "/customers",
        "nav-customers",
        "users",
        Some(Permission::ViewCustomers),
    ),
    (
        "/customers/pending",
        "nav-pending",
        "checklist",
        Some(Permission::ViewVerification),
    ),
    (
        "/requests",
        "nav-requests",
        "bell",
        Some(Permission::ViewRequests),
    ),
    (
        "/mail-log",
        "nav-mail-log",
        "mail",
        Some(Permission::ViewMails),
    ),
    (
        "/audit-log",
        "nav-audit-log",
        "history",
        Some(Permission::ViewJournal),
    ),
    ("/staff", "nav-staff", "user", Some(Permission::ViewStaff)),
];

/// The settings, each with what its page says about itself.
const SETTINGS: [(Way, &str); 6] = [
    (
        (
            "/settings/verification",
            "nav-reasons",
            "list",
            Some(Permission::ViewVerification),
        ),
        "reasons-note",
    ),
    (
        (
            "/settings/resolutions",
            "nav-resolutions",
            "circle-x",
            Some(Permission::ViewRequests),
        ),
        "resolutions-note",
    ),
    (
        (
            "/settings/audit",
            "nav-audit",
            "circle-check",
            Some(Permission::UpdateSettings),
        ),
        "audit-settings-note",
    ),
    (
        (
            "/settings/mail-templates",
            "nav-mail-templates",
            "file-text",
            Some(Permission::ViewMails),
        ),
        "mail-templates-note",
    ),
    (
        (
            "/settings/exchange-monitors",
            "nav-exchange-monitors",
            "device-desktop-analytics",
            Some(Permission::ViewMonitors),
        ),
        "monitors-note",
    ),
    (
        (
            "/settings/address-rules",
            "nav-address-rules",
            "map-pin",
            Some(Permission::UpdateSettings),
        ),
        "address-rules-note",
    ),
];

impl Shell {
    /// The navigation that this reader gets.
    pub fn navigation(&self) -> Vec<Destination> {
        // The queue lies below the list, but only one of them is where the reader is.
        let here = |path: &&str| match *path {
            "/" => self.path() == "/",
            path => self.path().starts_with(path),
        };
        let settings = (paths::settings(), "nav-settings", "settings", None);
        let any = SETTINGS.iter().any(|(way, _)| self.is_open(way));
        let ways = DESTINATIONS.iter().filter(|way| self.is_open(way)).copied();
        let ways: Vec<Way> = ways.chain(any.then_some(settings)).collect();
        let paths = ways.iter().map(|(path, ..)| *path);
        let current = paths.filter(here).max_by_key(|path| path.len());
        let destinations = ways.into_iter().map(|(path, words, icon, _)| Destination {
            path,
            words: self.t(words),
            icon,
            current: Some(path) == current,
        });
        destinations.collect()
    }

    /// The settings that this reader may look at.
    pub fn settings(&self) -> Vec<Setting> {
        let open = SETTINGS.iter().filter(|(way, _)| self.is_open(way));
        let settings = open.map(|((path, words, icon, _), note)| Setting {
            path,
            words: self.t(words),
            note: self.t(note),
            icon,
        });
        settings.collect()
    }

    fn is_open(&self, (_, _, _, permission): &Way) -> bool {
        permission.is_none_or(|permission| self.may(permission))
    }

    /// The bell, for those who may know what waits.
    pub fn bell(&self) -> Option<Bell> {
        let count = self.visit.bell.get()?;
        Some(Bell {
            figure: waiting_figure(self.locale, &count),
            words: waiting_words(self.locale, &count),
            waits: count.figure > 0,
        })
    }
}

/// How many requests wait, as the bell of a page says it.
pub struct Bell {
    pub figure: String,
    pub words: String,
    pub waits: bool,
}

/// How many requests wait: `12` or `99+`.
pub fn waiting_figure(locale: Locale, count: &Count) -> String {
    let figure = Ord::min(count.figure, BELL_LIMIT);
    let more = if count.more { "+" } else { "" };
    format!("{}{more}", locales::number(locale, figure))
}

/// How many requests wait, in words.
pub fn waiting_words(locale: Locale, count: &Count) -> String {
    let figure = i64::try_from(count.figure).unwrap_or(i64::MAX);
    locale.words_with("bell-waiting", &[("count", figure.into())])
}
