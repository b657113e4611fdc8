//! The list of requests: tabs by status, filters, and one page of lines.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::words;
use crate::app::App;
use crate::domain::customers::search::{Count, Parameter, PerPage};
use crate::domain::requests::color::PALETTE;
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::search::{
    self, Asking, Cursor, Line, Order, RequestFilter, RequestPage, SearchError, Sort, Statuses,
};
use crate::domain::requests::status::RequestStatus;
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::staff::signed_in::SignedIn;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "requests/index.html")]
struct ListPage {
    shell: Shell,
    filter: RequestFilter,
    criteria: Vec<Parameter>,
    page: RequestPage,
}

/// The list. An unknown filter or value is 422, never a silently full list.
pub async fn index(
    staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = RequestFilter::parse(&parameters);
    let filter = filter.map_err(|unknown| refused(&shell, &unknown.0))?;
    let asking = asking(staff.staff(), &shell);
    let page = search::page(&app.db, &app.tallies, &filter, &asking).await;
    let page = page.map_err(|error| failure(&shell, error))?;
    html(&ListPage {
        criteria: filter.criteria(),
        shell,
        filter,
        page,
    })
}

/// Who asks.
pub(super) fn asking(staff: &SignedIn, shell: &Shell) -> Asking {
    Asking {
        me: staff.id,
        zone: shell.zone,
        now: shell.now(),
        scope: staff.scope.clone(),
    }
}

/// What an address is told whose parameter means nothing.
pub(super) fn refused(shell: &Shell, parameter: &str) -> Failure {
    Failure::Unprocessable(match parameter {
        "q" => shell.t("requests-search-length"),
        "email" => shell.t("requests-email-length"),
        "after" | "before" => shell.t("error-cursor"),
        other => shell.t1("list-unknown-value", "parameter", other.to_owned()),
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

/// A filter that is on, and the list without it.
struct Chip {
    words: String,
    without: String,
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

    fn tabs(&self) -> Vec<Tab> {
        let each = RequestStatus::ALL.map(|status| Statuses::Named(vec![status]));
        let all = [Statuses::Open].into_iter().chain(each);
        let all = all.chain([Statuses::All]);
        all.map(|status| self.tab(status)).collect()
    }

    fn tab(&self, status: Statuses) -> Tab {
        let words = match &status {
            Statuses::Open => self.shell.t("request-tab-open"),
            Statuses::All => self.shell.t("request-tab-all"),
            Statuses::Named(named) => named
                .iter()
                .map(|status| words::status(&self.shell, status))
                .collect(),
        };
        let count = self.count(&self.page.counts.of(&status.list()));
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

    /// How many there are: `1,234` or `10,000+`.
    fn count(&self, count: &Count) -> String {
        let more = if count.more { "+" } else { "" };
        format!("{}{more}", self.shell.number(&count.figure))
    }

    /// How many the list has in all.
    fn total(&self) -> String {
        self.count(&self.page.counts.of(&self.filter.status.list()))
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.parameters();
        let chip = |(name, value): &Parameter| {
            let label = self.shell.t(words::filter_label(name));
            let rest: Vec<_> = all
                .iter()
                .filter(|other| **other != (*name, value.clone()))
                .cloned()
                .collect();
            Chip {
                words: format!("{label}: {}", self.value_words(name, value)),
                without: self.path(&rest),
            }
        };
        self.criteria.iter().map(chip).collect()
    }

    fn value_words(&self, name: &str, value: &str) -> String {
        match (name, value) {
            ("type", code) => words::kind(&self.shell, code),
            ("color", code) => words::color(&self.shell, code),
            ("assignee", "me") => self.shell.t("request-assignee-me"),
            ("assignee", "none") => self.shell.t("request-assignee-none"),
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

    fn kinds(&self) -> Vec<(&'static str, String)> {
        let words = |kind: RequestType| (kind.code(), words::kind(&self.shell, kind.code()));
        RequestType::ALL.map(words).into()
    }

    /// The colours to choose from; one that is chosen is among them.
    fn colors(&self) -> Vec<(String, String)> {
        let mut codes: Vec<String> = PALETTE.map(|(code, _)| code.to_owned()).into();
        let chosen = self.filter.color.as_ref().map(ToString::to_string);
        codes.extend(chosen.filter(|code| PALETTE.iter().all(|(known, _)| known != code)));
        let words = |code: String| (code.clone(), words::color(&self.shell, &code));
        codes.into_iter().map(words).collect()
    }

    /// Who may be chosen; a number that is in the address is among them.
    fn assignees(&self) -> Vec<(String, String)> {
        let mut all = vec!["me".to_owned(), "none".to_owned()];
        let chosen = self.one("assignee").to_owned();
        if !chosen.is_empty() && !all.contains(&chosen) {
            all.push(chosen);
        }
        let words = |code: String| (code.clone(), self.value_words("assignee", &code));
        all.into_iter().map(words).collect()
    }

    /// Whether a filter is set to this value.
    fn chosen(&self, name: &str, value: &str) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.any(|(filter, chosen)| *filter == name && chosen == value)
    }

    /// The one value of a filter that has one.
    fn one(&self, name: &str) -> &str {
        let one = self.criteria.iter().find(|(filter, _)| *filter == name);
        one.map_or("", |(_, value)| value)
    }

    /// What the form of the filters keeps of the address: tab and order.
    fn kept(&self) -> Vec<Parameter> {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| matches!(*name, "status" | "sort" | "customer"));
        parameters
    }

    fn page_sizes(&self) -> [u16; 3] {
        PerPage::ALL
    }

    fn is_page_size(&self, lines: &u16) -> bool {
        self.filter.per_page.lines() == u64::from(*lines)
    }

    fn filtered(&self) -> bool {
        !self.criteria.is_empty()
    }
}
