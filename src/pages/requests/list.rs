//! The list of requests: tabs by status, filters, and one page of lines.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use super::back::Back;
use super::claims::names;
use super::words;
use crate::app::App;
use crate::domain::requests::presence::{self, Looker};
use crate::domain::requests::search::{
    self, Asking, Counts, Cursor, Line, Order, RequestFilter, RequestPage, SearchError, Sort,
    Statuses,
};
use crate::domain::requests::status::RequestStatus;
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::criteria::{Parameter, Unknown};
use crate::edge::error::{Answer, Failure};
use crate::edge::filters::{self, Chip};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

mod form;

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "requests/index.html")]
struct ListPage {
    shell: Shell,
    filter: RequestFilter,
    criteria: Vec<Parameter>,
    /// What was typed and is not understood.
    form: Typed,
    /// `None` when something is not understood.
    page: Option<RequestPage>,
    back: Back,
    /// Who is looking at the requests of the page.
    lookers: Vec<Looker>,
}

/// The list. An unknown filter or value is 422, never a silently full list; what was typed into the
/// form comes back with it.
pub async fn index(
    staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let asked = Fields::decode(http.query_string().as_bytes())?;
    let typed_in = asked.has("typed_in").then(|| shell.typed_in(&asked));
    let (filter, form) = form::understood(&shell, asked.into_pairs(), typed_in)?;
    if typed_in.is_some() && form.errors.is_empty() {
        // The address says the same in every language.
        let path = paths::with_query(paths::requests(), &filter.parameters());
        return see_other(&path);
    }
    let asking = asking(staff.staff(), &shell);
    let mut lookers = Vec::new();
    let page = match form.status() {
        StatusCode::OK => {
            let page = search::page(&app.db, &app.tallies, &filter, &asking).await;
            let page = page.map_err(|error| failure(&shell, error))?;
            let shown = page.lines.iter().map(|line| line.id);
            lookers = presence::at(app.db.read(), shown, asking.now).await?;
            Some(page)
        }
        _ => None,
    };
    let list = ListPage {
        criteria: filter.criteria(),
        back: Back::to(&filter),
        lookers,
        shell,
        filter,
        form,
        page,
    };
    html_status(list.form.status(), &list)
}

/// Who asks.
pub(super) fn asking(staff: &SignedIn, shell: &Shell) -> Asking {
    Asking {
        me: staff.id,
        zone: shell.zone,
        now: shell.now(),
        scope: staff.scope.clone(),
        sight: staff.sight.clone(),
    }
}

/// What an address is told whose parameter means nothing.
pub(super) fn refused(shell: &Shell, unknown: Unknown) -> Failure {
    Failure::Unprocessable(match unknown.0.as_str() {
        "q" => shell.t("requests-search-length"),
        "email" => shell.t("requests-email-length"),
        "amount_min" | "amount_max" => {
            shell.t1("requests-amount-in-address", "parameter", unknown.0)
        }
        _ => return filters::refused(shell, unknown),
    })
}

/// Why there is no list.
pub(super) fn failure(shell: &Shell, error: SearchError) -> Failure {
    match error {
        SearchError::TooWide => Failure::Unprocessable(shell.t1(
            "requests-too-wide",
            "most",
            search::MOST_CUSTOMERS.to_string(),
        )),
        SearchError::Db(error) => error.into(),
    }
}

/// A status, or several, with how many there are.
struct Tab {
    words: String,
    path: String,
    count: String,
    current: bool,
}

/// A column that the list can be ordered by.
struct Heading {
    words: String,
    path: String,
    /// `ascending`, `descending` or `none`, for `aria-sort`.
    order: &'static str,
}

impl ListPage {
    fn path(&self, parameters: &[Parameter]) -> String {
        paths::with_query(paths::requests(), parameters)
    }

    fn first_page(&self) -> String {
        self.path(&self.filter.parameters())
    }

    /// The same requests as a file.
    fn export(&self, ending: &str) -> String {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| *name != "per_page");
        paths::requests_export(ending, &parameters)
    }

    fn at(&self, side: &'static str, cursor: &Cursor) -> String {
        let mut parameters = self.filter.parameters();
        parameters.push((side, cursor.encode()));
        self.path(&parameters)
    }

    /// The list with nothing filtered, in the tab at hand.
    fn cleared(&self) -> String {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| *name == "status");
        self.path(&parameters)
    }

    fn tabs(&self, counts: &Counts) -> Vec<Tab> {
        let each = RequestStatus::ALL.map(|status| Statuses::Named(vec![status]));
        let all = [Statuses::Open].into_iter().chain(each);
        let all = all.chain([Statuses::All]);
        all.map(|status| self.tab(status, counts)).collect()
    }

    fn tab(&self, status: Statuses, counts: &Counts) -> Tab {
        let words = match &status {
            Statuses::Open => self.shell.t("request-tab-open"),
            Statuses::All => self.shell.t("request-tab-all"),
            Statuses::Named(named) => named
                .iter()
                .map(|status| words::status(&self.shell, status))
                .collect(),
        };
        let count = self.shell.count(&counts.of(&status.list()));
        let current = self.filter.status == status;
        let there = RequestFilter {
            status,
            place: None,
            ..self.filter.clone()
        };
        Tab {
            words,
            path: self.path(&there.parameters()),
            count,
            current,
        }
    }

    /// How many the list has in all.
    fn total(&self, counts: &Counts) -> String {
        let all = self.filter.status.list();
        self.shell.count(&counts.of(&all))
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.parameters();
        let path = |parameters: &[_]| self.path(parameters);
        Chip::each(&self.criteria, &all, path, |name, value| {
            let label = self.shell.t(words::filter_label(name));
            (label, self.value_words(name, value))
        })
    }

    fn value_words(&self, name: &str, value: &str) -> String {
        match (name, value) {
            ("type", code) => words::kind(&self.shell, code),
            ("color", code) => words::color(&self.shell, code),
            ("assignee", "me") => self.shell.t("request-assignee-me"),
            ("assignee", "none") => self.shell.t("request-assignee-none"),
            ("amount_min" | "amount_max", plain) => self.shell.figure(plain),
            ("created_from" | "created_to", day) => self.shell.day(day),
            _ => value.to_owned(),
        }
    }

    fn heading(&self, sort: &str) -> Heading {
        let order = self.filter.order();
        let current = order.sort.code() == sort;
        let descending = current && !order.descending;
        let asked = Sort::ALL.into_iter().find(|known| known.code() == sort);
        let there = RequestFilter {
            order: asked.map(|sort| Order { sort, descending }),
            place: None,
            ..self.filter.clone()
        };
        Heading {
            words: self.shell.t(match sort {
                "id" => "request-column-number",
                "amount" => "request-column-title",
                _ => "request-column-created",
            }),
            path: self.path(&there.parameters()),
            order: match (current, order.descending) {
                (true, true) => "descending",
                (true, false) => "ascending",
                (false, _) => "none",
            },
        }
    }

    fn title(&self, line: &Line) -> String {
        words::title(&self.shell, line)
    }

    /// A request, with the way back to this list.
    fn request_page(&self, line: &Line) -> String {
        self.back.carry(&paths::request(line.id))
    }

    /// Who else is looking at a request.
    fn looking(&self, line: &Line) -> Option<String> {
        let me = self.shell.staff.as_ref()?.id;
        let here = self.lookers.iter();
        let here = here.filter(|looker| looker.request_id == line.id);
        names(here, me).map(|(names, _)| names)
    }

    /// Whether there may be something to claim.
    fn may_claim(&self) -> bool {
        let open = self.filter.open().map(|open| open.status.list());
        let some = self.page.as_ref().zip(open);
        let some = some.is_some_and(|(page, open)| page.counts.of(&open).figure > 0);
        some && self.shell.may(Permission::UpdateRequests)
    }

    /// The single keys of the page, with what they do.
    fn keys(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("J", "keys-mark-next"),
            ("K", "keys-mark-previous"),
            ("Enter", "keys-open"),
            ("?", "keys-help"),
        ];
        all.map(|(key, words)| (key, self.shell.t(words))).into()
    }

    fn filtered(&self) -> bool {
        !self.criteria.is_empty()
    }
}
