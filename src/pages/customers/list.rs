//! The list of customers.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::form::{Options, codes, countries};
use crate::app::App;
use crate::domain::customers::cursor::{Cursor, Sort};
use crate::domain::customers::search::{
    self, COUNT_LIMIT, CustomerFilter, CustomerPage, PerPage, VERIFIED,
};
use crate::domain::customers::tags;
use crate::domain::monitors::monitor;
use crate::domain::staff::permission::{Permission, ViewCustomers};
use crate::domain::values::person::{CustomerType, Gender, Status};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::pages::history::value_words;

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    shell: Shell,
    filter: CustomerFilter,
    page: CustomerPage,
    statuses: Options,
    countries: Options,
    genders: Options,
    customer_types: Options,
    tags: Options,
    /// To name those that the list is filtered by.
    monitors: Vec<monitor::Model>,
    may_create: bool,
}

/// The list. An unknown filter or value is 422, never a silently full list.
pub async fn index(
    _staff: Allowed<ViewCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter =
        CustomerFilter::parse(&parameters).map_err(|unknown| refused(&shell, &unknown.0))?;
    let page = search::page(&app.db, &filter, shell.zone).await?;
    let tags = tags::all(&app.db)
        .await?
        .into_iter()
        .map(|tag| (tag.clone(), tag))
        .collect();
    let monitors = if filter.exchange_monitor.is_empty() {
        Vec::new()
    } else {
        monitor::all(&app.db).await?
    };
    html(&ListPage {
        statuses: codes(&shell, "status", Status::ALL),
        countries: countries(&shell),
        genders: codes(&shell, "gender", Gender::ALL),
        customer_types: codes(&shell, "customer-type", CustomerType::ALL),
        may_create: shell.may(Permission::CreateCustomers),
        shell,
        filter,
        page,
        tags,
        monitors,
    })
}

/// What an address is told whose parameter means nothing.
pub fn refused(shell: &Shell, parameter: &str) -> Failure {
    Failure::Unprocessable(match parameter {
        "q" => shell.t("list-search-too-short"),
        "after" | "before" => shell.t("error-cursor"),
        other => shell.t1("list-unknown-value", "parameter", other.to_owned()),
    })
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
    fn path(&self, parameters: &[(&str, String)]) -> String {
        let query: Vec<String> = parameters
            .iter()
            .map(|(name, value)| format!("{name}={}", paths::encode(value)))
            .collect();
        if query.is_empty() {
            paths::customers().to_owned()
        } else {
            format!("{}?{}", paths::customers(), query.join("&"))
        }
    }

    fn at(&self, side: &'static str, cursor: &Cursor) -> String {
        let mut parameters = self.filter.parameters();
        parameters.push((side, cursor.encode()));
        self.path(&parameters)
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.parameters();
        let criteria = self.filter.criteria();
        criteria
            .iter()
            .map(|(name, value)| {
                let label = self.shell.t(format!("filter-{}", name.replace('_', "-")));
                let shown = match value.as_str() {
                    "yes" | "no" => self.shell.t(format!("word-{value}")),
                    _ => value_words(&self.shell, &self.monitors, name, value),
                };
                let rest: Vec<_> = all
                    .iter()
                    .filter(|other| **other != (*name, value.clone()))
                    .cloned()
                    .collect();
                Chip {
                    words: format!("{label}: {shown}"),
                    without: self.path(&rest),
                }
            })
            .collect()
    }

    fn heading(&self, sort: &str) -> Heading {
        let sort = Sort::ALL
            .into_iter()
            .find(|known| known.code() == sort)
            .unwrap_or_default();
        let current = self.filter.sort == sort;
        let turned = CustomerFilter {
            sort,
            descending: if current {
                !self.filter.descending
            } else {
                sort == Sort::CreatedAt
            },
            ..self.filter.clone()
        };
        let order = match (current, self.filter.descending) {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        };
        let mut parameters = turned.parameters();
        parameters.retain(|(name, _)| *name != "sort");
        let minus = if turned.descending { "-" } else { "" };
        parameters.push(("sort", format!("{minus}{}", sort.code())));
        let words = self
            .shell
            .t(format!("column-{}", sort.code().replace('_', "-")));
        Heading {
            words,
            path: self.path(&parameters),
            order,
        }
    }

    /// How many there are: `1,234` or `10,000+`.
    fn count(&self) -> String {
        if self.page.uncounted() {
            format!("{}+", self.shell.number(&COUNT_LIMIT))
        } else {
            self.shell.number(&self.page.count)
        }
    }

    fn q(&self) -> &str {
        self.filter.q.as_deref().unwrap_or_default()
    }

    /// Whether a filter's field shows this value: of several the last one.
    fn chosen(&self, name: &str, value: &str) -> bool {
        let criteria = self.filter.criteria();
        let last = criteria.iter().rfind(|(filter, _)| *filter == name);
        last.is_some_and(|(_, chosen)| chosen == value)
    }

    /// Filters that are on and have no field that shows them: the form carries them along.
    fn carried(&self) -> Vec<(&'static str, String)> {
        let criteria = self.filter.criteria();
        let later =
            |at: usize, name: &str| criteria[at + 1..].iter().any(|(next, _)| *next == name);
        let hidden = criteria
            .iter()
            .enumerate()
            .filter(|(at, (name, _))| *name == "exchange_monitor" || later(*at, name));
        hidden.map(|(_, criterion)| criterion.clone()).collect()
    }

    /// The one value of a filter that has one.
    fn one(&self, name: &str) -> String {
        let criteria = self.filter.criteria();
        criteria
            .into_iter()
            .find(|(filter, _)| *filter == name)
            .map(|(_, value)| value)
            .unwrap_or_default()
    }

    fn verified(&self) -> [&'static str; 5] {
        VERIFIED.map(|(name, _)| name)
    }

    fn page_sizes(&self) -> [u16; 3] {
        PerPage::ALL
    }

    fn is_page_size(&self, lines: &u16) -> bool {
        self.filter.per_page.lines() == u64::from(*lines)
    }

    fn sort(&self) -> String {
        let minus = if self.filter.descending { "-" } else { "" };
        format!("{minus}{}", self.filter.sort.code())
    }

    fn filtered(&self) -> bool {
        !self.filter.criteria().is_empty()
    }
}
