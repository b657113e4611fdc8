//! Verification Pending: the customers who wait for a reviewer, the longest waiting first.

use actix_web::{HttpRequest, web};
use askama::Template;
use tokio::try_join;

use super::choices::{Options, countries};
use super::review::place::Round;
use crate::app::App;
use crate::domain::customers::search::COUNT_LIMIT;
use crate::domain::staff::permission::{Permission, ViewVerification};
use crate::domain::values::ids::CustomerId;
use crate::domain::verification::queue::{self, QueuePage, Workload};
use crate::domain::verification::queue_filter::{Cursor, QueueFilter};
use crate::domain::verification::step::{Step, StepState};
use crate::domain::within::Reach;
use crate::edge::error::Answer;
use crate::edge::filters::{Chip, refused};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::pages::history::value_words;
use crate::platform::db::Together;

/// One page of the queue with its filters.
#[derive(Template)]
#[template(path = "customers/pending.html")]
struct PendingPage {
    shell: Shell,
    filter: QueueFilter,
    page: QueuePage,
    workload: Workload,
    countries: Options,
    /// Who waits longest, for those who may decide.
    first: Option<CustomerId>,
}

/// `GET /customers/pending`. An unknown filter or value is 422.
pub async fn index(
    staff: Allowed<ViewVerification>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = QueueFilter::parse(&parameters).map_err(|unknown| refused(&shell, unknown))?;
    let reach = Reach::of(&app.db, staff.scope()).await?;
    let reach = reach.seeing(staff.sight());
    let whole = QueueFilter {
        place: None,
        ..filter.clone()
    };
    let decides = shell.may(Permission::ReviewVerification);
    let all = async |db: &Together| {
        let first = async {
            match decides {
                true => queue::next(db, &reach, &whole, None).await,
                false => Ok(None),
            }
        };
        try_join!(
            queue::page(db, &reach, &filter),
            queue::workload(db, &reach),
            first,
        )
    };
    let (page, workload, first) = app.db.read().together(all).await?;
    html(&PendingPage {
        countries: countries(&shell),
        shell,
        filter,
        page,
        workload,
        first,
    })
}

/// How much waits in a step.
struct Count {
    words: String,
    count: String,
    path: String,
    chosen: bool,
}

impl PendingPage {
    fn at(&self, side: &'static str, cursor: &Cursor) -> String {
        let mut parameters = self.filter.parameters();
        parameters.push((side, cursor.encode()));
        paths::with_query(paths::pending(), &parameters)
    }

    fn chips(&self) -> Vec<Chip> {
        let path = |parameters: &[_]| paths::with_query(paths::pending(), parameters);
        let (criteria, all) = (self.filter.criteria(), self.filter.parameters());
        Chip::each(&criteria, &all, path, |name, value| {
            let shown = match name {
                "step" => self.shell.t(format!("step-{value}")),
                _ => value_words(&self.shell, &[], name, value),
            };
            (self.shell.t(format!("filter-{name}")), shown)
        })
    }

    fn counts(&self) -> Vec<Count> {
        let steps = self.workload.steps.iter();
        let count = |(step, count): &(Step, u64)| {
            let alone = QueueFilter {
                step: vec![*step],
                ..self.filter.clone()
            };
            Count {
                words: self.shell.t(format!("step-{}", step.code())),
                count: self.shell.capped(count, COUNT_LIMIT),
                path: paths::with_query(paths::pending(), &alone.parameters()),
                chosen: self.filter.step == [*step],
            }
        };
        steps.map(count).collect()
    }

    /// The review of a customer, after which the next one follows.
    fn review(&self, id: &CustomerId) -> String {
        Round::through(&self.filter).page(*id)
    }

    fn waits(&self, (step, state): &(Step, StepState)) -> String {
        let words = self.shell.t(format!("step-{}", step.code()));
        match state {
            StepState::Recheck => self.shell.t1("pending-recheck", "step", words),
            _ => words,
        }
    }

    fn missing(&self, steps: &[Step]) -> String {
        let words = steps.iter();
        let words = words.map(|step| self.shell.t(format!("step-{}", step.code())));
        words
            .collect::<Vec<String>>()
            .join(&self.shell.t("pending-comma"))
    }

    fn steps(&self) -> [(&'static str, bool); 5] {
        Step::ALL.map(|step| (step.code(), self.filter.step.contains(&step)))
    }

    /// The country that the field shows: of several the last one.
    fn country(&self) -> String {
        let last = self.filter.country.last();
        last.map(ToString::to_string).unwrap_or_default()
    }

    /// Countries that no field shows: the form carries them along.
    fn carried(&self) -> Vec<String> {
        let all = &self.filter.country;
        let shown = all.len().saturating_sub(1);
        all.iter().take(shown).map(ToString::to_string).collect()
    }

    fn filtered(&self) -> bool {
        !self.filter.criteria().is_empty()
    }
}
