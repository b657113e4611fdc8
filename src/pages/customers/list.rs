//! The list of customers.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use super::back::Back;
use super::choices::Options;
use crate::app::App;
use crate::domain::customers::cursor::{Cursor, Sort};
use crate::domain::customers::search::{
    self, Asked, Count, Counting, CustomerFilter, CustomerPage, DocumentNumbers,
};
use crate::domain::staff::permission::{Permission, ViewCustomers};
use crate::domain::values::criteria::Parameter;
use crate::domain::values::ids::{CustomerId, MonitorId};
use crate::edge::drawn::Drawn;
use crate::edge::error::Answer;
use crate::edge::filters::Chip;
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::value_words;
use crate::platform::clock::Timestamp;

pub mod form;

use form::{countries, groups, offered_tags, orderable};

/// The steps with their pictures.
const STEPS: [(&str, &str); 5] = [
    ("email", "mail"),
    ("phone", "phone"),
    ("document", "id-badge-2"),
    ("selfie", "camera"),
    ("address", "map-pin"),
];

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "customers/list.html")]
struct ListPage {
    shell: Shell,
    filter: CustomerFilter,
    /// What was typed and is not understood.
    form: Typed,
    /// `None` when something is not understood.
    page: Option<CustomerPage>,
    /// The filters with few choices: name and choices.
    groups: Vec<(&'static str, Options)>,
    countries: Arc<Drawn>,
    tags: Options,
    monitors: Vec<(MonitorId, String)>,
    back: Back,
    criteria: Vec<Parameter>,
    may_create: bool,
    may_export: bool,
}

/// The list. An unknown filter or value is 422, never a silently full list; what was typed into the
/// form comes back with it.
pub async fn index(
    staff: Allowed<ViewCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let (mut filter, form) = form::understood(&shell, parameters)?;
    orderable(&shell, filter.sort)?;
    if shell.may(Permission::ViewVerification) {
        filter.document_numbers = DocumentNumbers::Searched;
    }
    let page = match form.status() {
        StatusCode::OK => {
            let counted = (&app.counted, shell.now());
            let asked = Asked {
                filter: &filter,
                scope: staff.scope(),
                sight: staff.sight(),
                zone: shell.zone,
            };
            Some(search::page(&app.db, counted, asked).await?)
        }
        _ => None,
    };
    let offered = app.choices.offered(&app.db, staff.scope(), shell.now());
    let offered = offered.await?;
    html_status(
        form.status(),
        &ListPage {
            tags: offered_tags(&filter, &offered.tags),
            monitors: offered.monitors.clone(),
            groups: groups(&shell),
            countries: countries(shell.locale, &filter.country)?,
            may_create: shell.may(Permission::CreateCustomers),
            may_export: shell.may(Permission::ExportCustomers),
            back: Back::to(&filter),
            criteria: filter.criteria(),
            shell,
            filter,
            form,
            page,
        },
    )
}

/// A column that the list can be ordered by.
struct Heading {
    words: String,
    path: String,
    /// `ascending`, `descending` or `none`, for `aria-sort`.
    order: &'static str,
}

/// A verification step as the table shows it. Drawn once for a page, not for each of its lines.
#[derive(Template)]
#[template(path = "customers/step_mark.html")]
struct StepMark<'a> {
    state: &'static str,
    words: String,
    sprite: &'a str,
    icon: &'static str,
}

impl ListPage {
    fn path(&self, parameters: &[Parameter]) -> String {
        paths::with_query(paths::customers(), parameters)
    }

    fn at(&self, side: &'static str, cursor: &Cursor) -> String {
        self.with(side, cursor.encode())
    }

    fn with(&self, name: &'static str, value: String) -> String {
        let mut parameters = self.filter.parameters();
        parameters.push((name, value));
        self.path(&parameters)
    }

    fn first_page(&self) -> String {
        self.path(&self.filter.parameters())
    }

    fn last_page(&self) -> String {
        self.with("before", "end".to_owned())
    }

    fn counted_exactly(&self) -> String {
        let mut parameters = self.filter.whole();
        parameters.push(("count", "exact".to_owned()));
        self.path(&parameters)
    }

    fn profile(&self, id: &CustomerId) -> String {
        self.back.carry(&paths::customer(*id))
    }

    /// The same customers as a file.
    fn export(&self, ending: &str) -> String {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| *name != "per_page");
        paths::customers_export(ending, &paths::query(&parameters))
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.parameters();
        let path = |parameters: &[_]| self.path(parameters);
        Chip::each(&self.criteria, &all, path, |name, value| {
            let shown = match value {
                "yes" | "no" if name != "q" => self.shell.t(format!("word-{value}")),
                _ => value_words(&self.shell, &self.monitors, name, value),
            };
            (form::label(&self.shell, name), shown)
        })
    }

    fn heading(&self, sort: &str) -> Heading {
        let sort = Sort::ALL
            .into_iter()
            .find(|known| known.code() == sort)
            .unwrap_or_default();
        let current = self.filter.sort == sort;
        let descending = if current {
            !self.filter.descending
        } else {
            sort == Sort::CreatedAt
        };
        let order = match (current, self.filter.descending) {
            (true, true) => "descending",
            (true, false) => "ascending",
            (false, _) => "none",
        };
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| *name != "sort");
        let minus = if descending { "-" } else { "" };
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
    fn count(&self, count: &Count) -> String {
        let more = if count.more { "+" } else { "" };
        format!("{}{more}", self.shell.number(&count.figure))
    }

    /// Whether the search looks into document numbers for this reader.
    fn sees_documents(&self) -> bool {
        self.filter.document_numbers == DocumentNumbers::Searched
    }

    /// Whether somebody asked for the exact figure.
    fn exact_wanted(&self) -> bool {
        self.filter.counting == Counting::Exact
    }

    /// The mark of each step: when it is not verified, and when it is.
    fn marks(&self, sprite: &str) -> askama::Result<Vec<[Drawn; 2]>> {
        let states = [
            ("missing", self.shell.t("step-not-verified")),
            ("accepted", self.shell.t("step-verified")),
        ];
        let step = |(step, icon): (&str, &'static str)| {
            let name = self.shell.t(format!("step-{step}"));
            let mark = |(state, words): &(&'static str, String)| {
                let words = format!("{name}: {words}");
                Drawn::of(&StepMark {
                    state,
                    words,
                    sprite,
                    icon,
                })
            };
            let [missing, accepted] = &states;
            Ok([mark(missing)?, mark(accepted)?])
        };
        STEPS.into_iter().map(step).collect()
    }

    /// The day of a moment.
    fn day(&self, at: &Timestamp) -> String {
        let day = at.local(self.shell.zone).date_naive();
        self.shell.date(&day)
    }

    fn filtered(&self) -> bool {
        !self.criteria.is_empty()
    }
}
