//! Exchange monitors: list, create, edit, deactivate.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading;
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
use crate::edge::typed::{Typed, switch};
use crate::pages::history::{Told, tell};

const FIELDS: [&str; 5] = ["name", "alias", "url", "active", "version"];

/// The form of a stored monitor, or of a new one.
fn filled(monitor: Option<&Model>) -> Typed {
    let active = monitor.is_none_or(|monitor| monitor.active);
    let text = |field: Option<&String>| field.cloned().unwrap_or_default();
    Typed::with([
        ("name", text(monitor.map(|monitor| &monitor.name))),
        ("alias", text(monitor.map(|monitor| &monitor.alias))),
        (
            "url",
            text(monitor.and_then(|monitor| monitor.url.as_ref())),
        ),
        ("active", switch(active)),
        (
            "version",
            monitor.map_or(0, |monitor| monitor.version).to_string(),
        ),
    ])
}

/// The form that came back.
fn submitted(fields: &Fields) -> Result<Typed, Failure> {
    fields.only(&FIELDS, &[])?;
    let mut form = Typed::kept(fields, FIELDS);
    form.set("active", switch(fields.is_on("active")));
    Ok(form)
}

fn parse(form: &Typed) -> Result<Details, Vec<(&'static str, Problem)>> {
    let active = form.value("active") == "on";
    Details::parse(
        form.value("name"),
        form.value("alias"),
        form.value("url"),
        active,
    )
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
    form: Typed,
    /// The stored one; `None` for a new one.
    monitor: Option<Model>,
    /// What others did to it since the form was made, when that is why it came back.
    meanwhile: Option<Vec<Told>>,
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
        form: filled(None),
        monitor: None,
        meanwhile: None,
    })
}

/// Saves a new monitor.
pub async fn create(
    staff: Allowed<UpdateMonitors>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let form = submitted(&form.0)?;
    let saved = match parse(&form) {
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
        form: filled(Some(&monitor)),
        monitor: Some(monitor),
        meanwhile: None,
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
    let form = submitted(&form.0)?;
    let version = form
        .value("version")
        .parse()
        .map_err(|_| Failure::BadRequest("error-version"))?;
    let saved = match parse(&form) {
        Ok(details) => monitor::update(&app.db, staff.actor(), *id, version, &details).await,
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    if matches!(saved, Err(SaveError::Stale)) {
        return conflict(&app, shell, form, *id, version).await;
    }
    answer(shell, form, Some(stored), saved, "monitor-updated")
}

/// The form as typed, made from the newest version now, beside what others did since: sending it
/// again means it.
async fn conflict(app: &App, shell: Shell, mut form: Typed, id: MonitorId, version: i64) -> Answer {
    let now = monitor::find(&app.db, id).await?.ok_or(Failure::NotFound)?;
    // Every change of a monitor is one version and one entry.
    let most = u64::try_from(now.version.saturating_sub(version)).unwrap_or(1);
    let entries = reading::since(app.db.read(), Subject::Monitor(id), None, most.clamp(1, 20));
    let meanwhile = tell(&shell, &[], &entries.await?);
    form.set("version", now.version.to_string());
    html_status(
        StatusCode::CONFLICT,
        &FormPage {
            shell,
            form,
            monitor: Some(now),
            meanwhile: Some(meanwhile),
        },
    )
}

fn answer(
    shell: Shell,
    mut form: Typed,
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
            for (field, problem) in &problems {
                form.refuse(field, shell.problem(field, problem));
            }
            html_status(
                StatusCode::UNPROCESSABLE_ENTITY,
                &FormPage {
                    shell,
                    form,
                    monitor,
                    meanwhile: None,
                },
            )
        }
        // A form of today's version would have to be made first.
        Err(SaveError::Stale) => Err(Failure::Conflict("error-409-what")),
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}
