//! What every page needs besides its own matter: who reads it, in which language, and its frame.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::SecondsFormat;
use chrono::format::{Item, StrftimeItems};
use chrono_tz::Tz;
use fluent_bundle::FluentValue;

use super::flash::Flash;
use super::{assets, csrf, flash};
use crate::app::App;
use crate::domain::actor::{Actor, Who};
use crate::domain::customers::search::Count;
use crate::domain::requests::search::BELL_LIMIT;
use crate::domain::staff::member::Theme;
use crate::domain::staff::permission::Permission;
use crate::domain::staff::signed_in::{Asking, Halfway, SignedIn};
use crate::domain::values::amount::{self, Currency};
use crate::domain::values::device::Device;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::problem::Problem;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::locales::{self, Locale};

/// One request, from its first byte to its answer: made by the outermost layer, completed when the
/// staff member is known. The page, the log and the journal share its id.
pub struct Visit {
    pub request_id: String,
    pub at: Timestamp,
    pub ip: Option<IpAddr>,
    device: Device,
    path: String,
    query: String,
    accepted: Locale,
    key: MasterKey,
    staff: RefCell<Option<Arc<SignedIn>>>,
    halfway: RefCell<Option<Arc<Halfway>>>,
    /// What binds the CSRF token: a secret of the session, or of the cookie of people at the door.
    csrf_seed: RefCell<String>,
    /// How many requests wait, for those who may know.
    bell: Cell<Option<Count>>,
    shown: RefCell<Vec<Flash>>,
    queued: RefCell<Vec<Flash>>,
}

impl Visit {
    /// The start of a request.
    pub fn begin(app: &App, request: &ServiceRequest, request_id: String) -> Visit {
        let accepted = request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let agent = request.headers().get(header::USER_AGENT);
        let agent = agent.and_then(|value| value.to_str().ok());
        Visit {
            request_id,
            at: app.clock.now(),
            ip: super::client::address(request, &app.config),
            device: Device::claimed(agent.unwrap_or_default()),
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            accepted: Locale::negotiate(accepted.unwrap_or_default()),
            key: app.key.clone(),
            staff: RefCell::new(None),
            halfway: RefCell::new(None),
            csrf_seed: RefCell::new(String::new()),
            bell: Cell::new(None),
            shown: RefCell::new(Vec::new()),
            queued: RefCell::new(Vec::new()),
        }
    }

    /// The visit of a request; every request has one.
    pub fn of(http: &HttpRequest) -> Option<Rc<Visit>> {
        http.extensions().get::<Rc<Visit>>().cloned()
    }

    /// Says who is asking.
    pub fn identified(&self, asking: Option<Asking>, csrf_seed: String) {
        match asking {
            Some(Asking::Member(staff)) => *self.staff.borrow_mut() = Some(Arc::new(staff)),
            Some(Asking::Halfway(one)) => *self.halfway.borrow_mut() = Some(Arc::new(one)),
            None => {}
        }
        *self.csrf_seed.borrow_mut() = csrf_seed;
    }

    /// Says how many requests wait.
    pub fn rings(&self, waiting: Option<Count>) {
        self.bell.set(waiting);
    }

    /// Who is asking, if they signed in.
    pub fn staff(&self) -> Option<Arc<SignedIn>> {
        self.staff.borrow().clone()
    }

    /// Who is asking, if they have come only halfway in: nobody, as far as pages are concerned.
    pub fn halfway(&self) -> Option<Arc<Halfway>> {
        self.halfway.borrow().clone()
    }

    /// The secret that this visitor's CSRF tokens are made from.
    pub fn csrf_seed(&self) -> String {
        self.csrf_seed.borrow().clone()
    }

    /// Messages that arrived with this request and are shown on its page.
    pub fn arrived_flashes(&self, flashes: Vec<Flash>) {
        *self.shown.borrow_mut() = flashes;
    }

    /// Messages for the next page.
    pub fn queued_flashes(&self) -> Vec<Flash> {
        self.queued.borrow().clone()
    }

    /// The one who acts, for verbs.
    pub fn actor(&self) -> Actor {
        let staff = self.staff();
        let who = match &staff {
            Some(staff) => Who::Staff {
                id: staff.id,
                name: staff.name.clone(),
            },
            None => Who::Nobody,
        };
        let scope = staff.as_ref().map(|staff| staff.scope.clone());
        let sight = staff.as_ref().map(|staff| staff.sight.clone());
        Actor {
            who,
            groups: staff.as_ref().and_then(|staff| staff.groups.clone()),
            scope: scope.unwrap_or_else(Scope::none),
            sight: sight.unwrap_or_else(Sight::masked),
            at: self.at,
            ip: self.ip,
            device: self.device,
            request_id: self.request_id.clone(),
            session_ref: staff.map(|staff| staff.session_ref()),
        }
    }

    /// The frame of a page.
    pub fn shell(self: &Rc<Self>) -> Shell {
        let (staff, halfway) = (self.staff(), self.halfway());
        let known = staff.as_deref();
        let known = known.or_else(|| halfway.as_deref().map(|one| &one.member));
        Shell {
            locale: known.map_or(self.accepted, |staff| staff.locale),
            zone: known.map_or(Tz::UTC, |staff| staff.zone),
            theme: known.map(|staff| staff.theme),
            csrf: csrf::token(&self.key, &self.csrf_seed()),
            flashes: self.shown.borrow().clone(),
            staff,
            visit: Rc::clone(self),
        }
    }
}

/// The frame of a page: a plain field of every page struct.
pub struct Shell {
    pub locale: Locale,
    /// The time zone that times are shown in.
    pub zone: Tz,
    theme: Option<Theme>,
    /// Who reads the page; `None` at the door.
    pub staff: Option<Arc<SignedIn>>,
    /// The token for the forms of this page; masked anew for each page.
    pub csrf: String,
    /// Messages left by the page before.
    pub flashes: Vec<Flash>,
    visit: Rc<Visit>,
}

impl FromRequest for Shell {
    type Error = super::error::Failure;
    type Future = std::future::Ready<Result<Shell, Self::Error>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit =
            Visit::of(http).ok_or_else(|| anyhow::anyhow!("a request without a visit").into());
        std::future::ready(visit.map(|visit| visit.shell()))
    }
}

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
        super::forms::problem_words(self.locale, field, problem)
    }

    /// The one who acts, for verbs.
    pub fn actor(&self) -> Actor {
        self.visit.actor()
    }

    /// Whose customers the reader sees; nobody's at the door.
    pub fn scope(&self) -> Scope {
        let staff = self.staff.as_ref();
        staff.map_or_else(Scope::none, |staff| staff.scope.clone())
    }

    /// Whose personal data the reader sees; nobody's at the door.
    pub fn sight(&self) -> Sight {
        let staff = self.staff.as_ref();
        staff.map_or_else(Sight::masked, |staff| staff.sight.clone())
    }

    /// Whether the reader sees the personal data of a customer.
    pub fn sees(&self, customer: CustomerId) -> bool {
        let staff = self.staff.as_ref();
        staff.is_some_and(|staff| staff.sight.sees(customer))
    }

    /// The moment of this request.
    pub fn now(&self) -> Timestamp {
        self.visit.at
    }

    /// The id that the log has, too.
    pub fn request_id(&self) -> &str {
        &self.visit.request_id
    }

    /// Leaves a message for the next page.
    pub fn flash(&self, key: &'static str) {
        self.visit.queued.borrow_mut().push(Flash {
            key: key.to_owned(),
            value: None,
            link: None,
        });
    }

    /// Leaves a message with a value in it for the next page.
    pub fn flash_with(&self, key: &'static str, value: impl ToString) {
        self.visit.queued.borrow_mut().push(Flash {
            key: key.to_owned(),
            value: Some(value.to_string()),
            link: None,
        });
    }

    /// The same, with a link: its path and its words.
    pub fn flash_leading(&self, key: &'static str, value: impl ToString, link: (String, String)) {
        self.visit.queued.borrow_mut().push(Flash {
            key: key.to_owned(),
            value: Some(value.to_string()),
            link: Some(link),
        });
    }

    /// A message in words.
    pub fn flash_words(&self, flash: &flash::Flash) -> String {
        match &flash.value {
            Some(value) => self.t1(&flash.key, "value", value.as_str()),
            None => self.t(&flash.key),
        }
    }

    /// Where an embedded file is served.
    pub fn asset(&self, path: &str) -> String {
        assets::path(path)
    }

    /// Whether the reader may do something; decides what is shown, never what is allowed.
    pub fn may(&self, permission: Permission) -> bool {
        self.staff
            .as_ref()
            .is_some_and(|staff| staff.may(permission))
    }

    /// Whether the reader may read mails of a kind: letters about a check say what is wrong with
    /// somebody's papers, letters to staff who comes.
    pub fn may_read_mail(&self, kind: &str) -> bool {
        match kind.split('.').next() {
            Some("verification") => self.may(Permission::ViewVerification),
            Some("staff") => self.may(Permission::ViewStaff),
            _ => true,
        }
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

    /// `light`, `dark` or `system`.
    pub fn theme(&self) -> &'static str {
        match self.theme {
            Some(Theme::Light) => "light",
            Some(Theme::Dark) => "dark",
            Some(Theme::System) | None => "system",
        }
    }

    /// Whether single keys do something for this reader.
    pub fn shortcuts(&self) -> bool {
        self.staff.as_ref().is_some_and(|staff| staff.shortcuts)
    }

    /// The path of this page without its query.
    pub fn path(&self) -> &str {
        &self.visit.path
    }

    /// The query of this page, as it came.
    pub fn query(&self) -> &str {
        &self.visit.query
    }

    /// The navigation that this reader gets.
    pub fn navigation(&self) -> Vec<Destination> {
        // The queue lies below the list, but only one of them is where the reader is.
        let here = |path: &&str| match *path {
            "/" => self.path() == "/",
            path => self.path().starts_with(path),
        };
        let paths = DESTINATIONS.iter().map(|(path, ..)| *path);
        let current = paths.filter(here).max_by_key(|path| path.len());
        DESTINATIONS
            .iter()
            .filter(|(_, _, _, permission)| {
                permission.is_none_or(|permission| self.may(permission))
            })
            .map(|(path, words, icon, _)| Destination {
                path,
                words: self.t(words),
                icon,
                current: Some(*path) == current,
            })
            .collect()
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

/// An entry of the navigation.
pub struct Destination {
    pub path: &'static str,
    pub words: String,
    pub icon: &'static str,
    pub current: bool,
}

/// The navigation: path, words, icon, and what a reader needs to see it.
const DESTINATIONS: &[(&str, &str, &str, Option<Permission>)] = &[
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
        "/settings/verification",
        "nav-reasons",
        "list",
        Some(Permission::ViewVerification),
    ),
    (
        "/settings/resolutions",
        "nav-resolutions",
        "circle-x",
        Some(Permission::ViewRequests),
    ),
    (
        "/settings/audit",
        "nav-audit",
        "settings",
        Some(Permission::UpdateSettings),
    ),
    (
        "/settings/exchange-monitors",
        "nav-exchange-monitors",
        "device-desktop-analytics",
        Some(Permission::ViewMonitors),
    ),
    (
        "/settings/address-rules",
        "nav-address-rules",
        "map-pin",
        Some(Permission::UpdateSettings),
    ),
    ("/staff", "nav-staff", "user", Some(Permission::ViewStaff)),
    (
        "/settings/mail-templates",
        "nav-mail-templates",
        "file-text",
        Some(Permission::ViewMails),
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
];
