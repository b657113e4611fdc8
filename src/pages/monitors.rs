//! Exchange monitors: list, create, edit, deactivate.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::monitors::monitor::{self, Details, Model, SaveError};
use crate::domain::staff::permission::{Permission, UpdateMonitors, ViewMonitors};
use crate::domain::values::ids::MonitorId;
use crate::domain::values::problem::Problem;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;

const FIELDS: [&str; 5] = ["name", "alias", "url", "active", "version"];

/// What was typed.
pub struct MonitorForm {
    typed: Vec<(&'static str, String)>,
    pub errors: Vec<(String, String)>,
}

impl MonitorForm {
    fn of(monitor: Option<&Model>) -> MonitorForm {
        let active = monitor.is_none_or(|monitor| monitor.active);
        let text = |field: Option<&String>| field.cloned().unwrap_or_default();
        let typed = vec![
            ("name", text(monitor.map(|monitor| &monitor.name))),
            ("alias", text(monitor.map(|monitor| &monitor.alias))),
            (
                "url",
                text(monitor.and_then(|monitor| monitor.url.as_ref())),
            ),
            ("active", if active { "on" } else { "" }.to_owned()),
            (
                "version",
                monitor.map_or(0, |monitor| monitor.version).to_string(),
            ),
        ];
        MonitorForm {
            typed,
            errors: Vec::new(),
        }
    }

    fn submitted(fields: &Fields) -> Result<MonitorForm, Failure> {
        fields.only(&FIELDS, &[])?;
        let text = |field: &str| match field {
            "active" => if fields.is_on(field) { "on" } else { "" }.to_owned(),
            field => fields.text(field).to_owned(),
        };
        Ok(MonitorForm {
            typed: FIELDS.map(|field| (field, text(field))).into(),
            errors: Vec::new(),
        })
    }

    fn parse(&self) -> Result<Details, Vec<(&'static str, Problem)>> {
        Details::parse(
            self.value("name"),
            self.value("alias"),
            self.value("url"),
            self.value("active") == "on",
        )
    }

    fn refused(mut self, shell: &Shell, problems: &[(&'static str, Problem)]) -> MonitorForm {
        let words = problems
            .iter()
            .map(|(field, problem)| ((*field).to_owned(), shell.problem(field, problem)));
        self.errors = words.collect();
        self
    }

    /// What a field shows.
    pub fn value(&self, field: &str) -> &str {
        self.typed
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| text)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, words)| words.clone())
    }
}

/// Every monitor.
#[derive(Template)]
#[template(path = "monitors/index.html")]
struct IndexPage {
    shell: Shell,
    monitors: Vec<Model>,
    may_update: bool,
}

/// The list.
pub async fn index(_staff: Allowed<ViewMonitors>, shell: Shell, app: web::Data<App>) -> Answer {
    let monitors = monitor::all(&app.db).await?;
    let may_update = shell.may(Permission::UpdateMonitors);
    html(&IndexPage {
        shell,
        monitors,
        may_update,
    })
}

/// The form of a new or a stored monitor.
#[derive(Template)]
#[template(path = "monitors/form.html")]
struct FormPage {
    shell: Shell,
    form: MonitorForm,
    /// The stored one; `None` for a new one.
    monitor: Option<Model>,
    stale: bool,
}

impl FormPage {
    fn action(&self) -> String {
        match &self.monitor {
            Some(monitor) => format!("{}/{}", paths::monitors(), monitor.id),
            None => paths::monitors().to_owned(),
        }
    }
}

/// The empty form.
pub async fn new(_staff: Allowed<UpdateMonitors>, shell: Shell) -> Answer {
    html(&FormPage {
        shell,
        form: MonitorForm::of(None),
        monitor: None,
        stale: false,
    })
}

/// Saves a new monitor.
pub async fn create(
    staff: Allowed<UpdateMonitors>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let form = MonitorForm::submitted(&form.0)?;
    let saved = match form.parse() {
        Ok(details) => monitor::create(&app.db, staff.actor(), &details)
            .await
            .map(|_| ()),
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    answer(shell, form, None, saved, "monitor-created")
}

/// The form with what is stored.
pub async fn edit(
    _staff: Allowed<UpdateMonitors>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MonitorId>,
) -> Answer {
    let monitor = monitor::find(&app.db, *id)
        .await?
        .ok_or(Failure::NotFound)?;
    html(&FormPage {
        shell,
        form: MonitorForm::of(Some(&monitor)),
        monitor: Some(monitor),
        stale: false,
    })
}

/// Saves a changed monitor.
pub async fn update(
    staff: Allowed<UpdateMonitors>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MonitorId>,
    form: Form,
) -> Answer {
    let stored = monitor::find(&app.db, *id)
        .await?
        .ok_or(Failure::NotFound)?;
    let form = MonitorForm::submitted(&form.0)?;
    let version = form
        .value("version")
        .parse()
        .map_err(|_| Failure::BadRequest("error-version"))?;
    let saved = match form.parse() {
        Ok(details) => monitor::update(&app.db, staff.actor(), *id, version, &details).await,
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    answer(shell, form, Some(stored), saved, "monitor-updated")
}

fn answer(
    shell: Shell,
    mut form: MonitorForm,
    monitor: Option<Model>,
    saved: Result<(), SaveError>,
    done: &'static str,
) -> Answer {
    match saved {
        Ok(()) => {
            shell.flash(done);
            see_other(paths::monitors())
        }
        Err(SaveError::Invalid(problems)) => {
            let form = form.refused(&shell, &problems);
            html_status(
                StatusCode::UNPROCESSABLE_ENTITY,
                &FormPage {
                    shell,
                    form,
                    monitor,
                    stale: false,
                },
            )
        }
        Err(SaveError::Stale) => {
            let version = monitor.as_ref().map_or(0, |monitor| monitor.version);
            form.typed.retain(|(field, _)| *field != "version");
            form.typed.push(("version", version.to_string()));
            html_status(
                StatusCode::CONFLICT,
                &FormPage {
                    shell,
                    form,
                    monitor,
                    stale: true,
                },
            )
        }
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}
