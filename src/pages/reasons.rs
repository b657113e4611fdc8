//! Reasons for asking again or rejecting: list, create, edit; removing one in [`removal`].

pub mod removal;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::staff::permission::{Permission, UpdateSettings, ViewVerification};
use crate::domain::values::ids::ReasonId;
use crate::domain::verification::reason::{self, Model, Scope};
use crate::domain::verification::reason_save::{self, Details, SaveError};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, stored_now, switch, switch_words};
use crate::pages::label;

const FIELDS: [&str; 11] = [
    "name_en",
    "name_de",
    "name_ar",
    "step",
    "for_ask_again",
    "for_reject",
    "letter_en",
    "letter_de",
    "letter_ar",
    "active",
    "version",
];

const SWITCHES: [&str; 3] = ["for_ask_again", "for_reject", "active"];

/// The form of a stored reason, or of a new one.
fn filled(reason: Option<&Model>) -> Typed {
    let Some(reason) = reason else {
        return Typed::with([("active", switch(true)), ("version", "0".to_owned())]);
    };
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let step = reason.step.map(Scope::code).unwrap_or_default();
    Typed::with([
        ("name_en", reason.name_en.clone()),
        ("name_de", text(&reason.name_de)),
        ("name_ar", text(&reason.name_ar)),
        ("step", step.to_owned()),
        ("for_ask_again", switch(reason.for_ask_again)),
        ("for_reject", switch(reason.for_reject)),
        ("letter_en", reason.letter_en.clone()),
        ("letter_de", text(&reason.letter_de)),
        ("letter_ar", text(&reason.letter_ar)),
        ("active", switch(reason.active)),
        ("version", reason.version.to_string()),
    ])
}

/// The form that came back.
fn submitted(fields: &Fields) -> Result<Typed, Failure> {
    fields.only(&FIELDS, &[])?;
    let mut form = Typed::kept(fields, FIELDS);
    for name in SWITCHES {
        form.set(name, switch(fields.is_on(name)));
    }
    Ok(form)
}

fn version(form: &Typed) -> Result<i64, Failure> {
    let typed = form.value("version").parse();
    typed.map_err(|_| Failure::BadRequest("error-version"))
}

/// Every reason.
#[derive(Template)]
#[template(path = "reasons/index.html")]
struct IndexPage {
    shell: Shell,
    reasons: Vec<Model>,
    may_update: bool,
}

impl IndexPage {
    fn scope(&self, reason: &Model) -> String {
        scope_words(&self.shell, reason.step)
    }
}

fn scope_words(shell: &Shell, scope: Option<Scope>) -> String {
    match scope {
        None => shell.t("reason-every-step"),
        Some(Scope::Files) => shell.t("reason-file-steps"),
        Some(one) => shell.t(format!("step-{}", one.code())),
    }
}

/// `GET /settings/verification`
pub async fn index(_staff: Allowed<ViewVerification>, shell: Shell, app: web::Data<App>) -> Answer {
    let reasons = reason::all(app.db.read()).await?;
    let may_update = shell.may(Permission::UpdateSettings);
    html(&IndexPage {
        shell,
        reasons,
        may_update,
    })
}

/// The form of a new or a stored reason.
#[derive(Template)]
#[template(path = "reasons/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    /// The stored one; `None` for a new one.
    reason: Option<Model>,
    stale: bool,
}

impl FormPage {
    fn action(&self) -> String {
        match &self.reason {
            Some(reason) => paths::reason(reason.id),
            None => paths::reasons().to_owned(),
        }
    }

    fn scopes(&self) -> Vec<(String, String)> {
        let scope = |scope| (scope, scope_words(&self.shell, scope));
        let all = std::iter::once(None).chain(Scope::ALL.map(Some));
        all.map(scope)
            .map(|(scope, words)| {
                let code = scope.map(Scope::code).unwrap_or_default();
                (code.to_owned(), words)
            })
            .collect()
    }

    /// What is stored now and is not what was typed, with its label.
    fn stored_now(&self) -> Vec<(String, String)> {
        let now = filled(self.reason.as_ref());
        let words = |form: &Typed, field: &str| match (field, form.value(field)) {
            ("step", code) => {
                let scope = Scope::ALL.into_iter().find(|scope| scope.code() == code);
                scope_words(&self.shell, scope)
            }
            (switch, on) if SWITCHES.contains(&switch) => switch_words(&self.shell, on),
            (_, text) => text.to_owned(),
        };
        let fields = FIELDS.into_iter().filter(|field| *field != "version");
        let both = |field| (label(field), words(&self.form, field), words(&now, field));
        stored_now(&self.shell, fields.map(both))
    }

    fn name(&self) -> String {
        let reason = self.reason.as_ref();
        let name = reason.map(|reason| reason.name(self.shell.locale.code()).to_owned());
        name.unwrap_or_else(|| self.shell.t("reason-new"))
    }
}

/// The empty form.
pub async fn new(_staff: Allowed<UpdateSettings>, shell: Shell) -> Answer {
    html(&FormPage {
        shell,
        form: filled(None),
        reason: None,
        stale: false,
    })
}

/// Saves a new reason.
pub async fn create(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let form = submitted(&form.0)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => reason_save::create(&app.db, staff.actor(), &details)
            .await
            .map(|_| ()),
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    answer(shell, form, None, saved, "reason-created")
}

/// The form with what is stored.
pub async fn edit(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ReasonId>,
) -> Answer {
    let reason = stored(&app, *id).await?;
    html(&FormPage {
        shell,
        form: filled(Some(&reason)),
        reason: Some(reason),
        stale: false,
    })
}

/// Saves a changed reason.
pub async fn update(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ReasonId>,
    form: Form,
) -> Answer {
    let reason = stored(&app, *id).await?;
    let form = submitted(&form.0)?;
    let version = version(&form)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => reason_save::update(&app.db, staff.actor(), *id, version, &details).await,
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    answer(shell, form, Some(reason), saved, "reason-updated")
}

async fn stored(app: &App, id: ReasonId) -> Result<Model, Failure> {
    reason::find(&app.db, id).await?.ok_or(Failure::NotFound)
}

fn answer(
    shell: Shell,
    mut form: Typed,
    reason: Option<Model>,
    saved: Result<(), SaveError>,
    done: &'static str,
) -> Answer {
    let (status, stale) = match saved {
        Ok(()) => {
            shell.flash(done);
            return see_other(paths::reasons());
        }
        Err(SaveError::Invalid(problems)) => {
            for (field, problem) in &problems {
                form.refuse(field, shell.problem(field, problem));
            }
            (StatusCode::UNPROCESSABLE_ENTITY, false)
        }
        Err(SaveError::Stale | SaveError::Used) => {
            let version = reason.as_ref().map_or(0, |reason| reason.version);
            form.set("version", version.to_string());
            (StatusCode::CONFLICT, true)
        }
        Err(SaveError::NotFound) => return Err(Failure::NotFound),
        Err(SaveError::Db(error)) => return Err(error.into()),
    };
    html_status(
        status,
        &FormPage {
            shell,
            form,
            reason,
            stale,
        },
    )
}
