//! Resolutions: why requests may be rejected. List, create, edit; their types in
//! [`types`], taking one away in [`removal`].

pub mod removal;
pub mod types;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::requests::resolution::{self, Dictionary, Resolution, ResolutionType};
use crate::domain::requests::resolution_save::{self, Details, SaveError};
use crate::domain::staff::permission::{Permission, UpdateSettings, ViewRequests};
use crate::domain::values::ids::ResolutionId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, stored_now, switch, switch_words};
use crate::pages::label;

const FIELDS: [&str; 7] = [
    "resolution_type",
    "name",
    "text_en",
    "text_de",
    "text_ar",
    "active",
    "version",
];

/// The form of a stored resolution, or of a new one.
fn filled(resolution: Option<&Resolution>) -> Typed {
    let Some(resolution) = resolution else {
        return Typed::with([("active", switch(true)), ("version", "0".to_owned())]);
    };
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    Typed::with([
        ("resolution_type", resolution.type_id.to_string()),
        ("name", resolution.name.clone()),
        ("text_en", resolution.letter_en.clone()),
        ("text_de", text(&resolution.letter_de)),
        ("text_ar", text(&resolution.letter_ar)),
        ("active", switch(resolution.active)),
        ("version", resolution.version.to_string()),
    ])
}

/// A form that came back.
fn submitted<const N: usize>(fields: &Fields, names: [&'static str; N]) -> Result<Typed, Failure> {
    fields.only(&names, &[])?;
    let mut form = Typed::kept(fields, names);
    form.set("active", switch(fields.is_on("active")));
    Ok(form)
}

fn version(form: &Typed) -> Result<i64, Failure> {
    let typed = form.value("version").parse();
    typed.map_err(|_| Failure::BadRequest("error-version"))
}

/// What came of saving a form: `None` when it is saved, else how the form comes back. `stored` is
/// the version that is there now.
fn outcome(
    shell: &Shell,
    form: &mut Typed,
    saved: Result<(), SaveError>,
    stored: i64,
) -> Result<Option<StatusCode>, Failure> {
    match saved {
        Ok(()) => Ok(None),
        Err(SaveError::Invalid(problems)) => {
            for (field, problem) in &problems {
                form.refuse(field, shell.problem(field, problem));
            }
            Ok(Some(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(SaveError::Stale) => {
            form.set("version", stored.to_string());
            Ok(Some(StatusCode::CONFLICT))
        }
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// Every resolution.
#[derive(Template)]
#[template(path = "resolutions/index.html")]
struct IndexPage {
    shell: Shell,
    dictionary: Dictionary,
    may_update: bool,
}

/// `GET /settings/resolutions`
pub async fn index(_staff: Allowed<ViewRequests>, shell: Shell, app: web::Data<App>) -> Answer {
    let dictionary = resolution::dictionary(app.db.read()).await?;
    let may_update = shell.may(Permission::UpdateSettings);
    html(&IndexPage {
        shell,
        dictionary,
        may_update,
    })
}

/// The form of a new or a stored resolution.
#[derive(Template)]
#[template(path = "resolutions/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    types: Vec<ResolutionType>,
    /// The stored one; `None` for a new one.
    resolution: Option<Resolution>,
    stale: bool,
}

impl FormPage {
    fn action(&self) -> String {
        match &self.resolution {
            Some(resolution) => paths::resolution(resolution.id),
            None => paths::resolutions().to_owned(),
        }
    }

    fn types(&self) -> Vec<(String, String)> {
        let types = self.types.iter();
        types
            .map(|kind| (kind.id.to_string(), kind.name.clone()))
            .collect()
    }

    /// What is stored now and is not what was typed, with its label.
    fn stored_now(&self) -> Vec<(String, String)> {
        let now = filled(self.resolution.as_ref());
        let words = |form: &Typed, field: &str| match (field, form.value(field)) {
            ("resolution_type", id) => {
                let mut types = self.types.iter();
                let kind = types.find(|kind| kind.id.to_string() == id);
                kind.map(|kind| kind.name.clone()).unwrap_or_default()
            }
            ("active", on) => switch_words(&self.shell, on),
            (_, text) => text.to_owned(),
        };
        let fields = FIELDS.into_iter().filter(|field| *field != "version");
        let both = |field| (label(field), words(&self.form, field), words(&now, field));
        stored_now(&self.shell, fields.map(both))
    }

    fn name(&self) -> String {
        let name = self.resolution.as_ref().map(|one| one.name.clone());
        name.unwrap_or_else(|| self.shell.t("resolution-new"))
    }
}

async fn form_page(
    app: &App,
    shell: Shell,
    form: Typed,
    resolution: Option<Resolution>,
    status: StatusCode,
) -> Answer {
    let types = resolution::types(app.db.read()).await?;
    let page = FormPage {
        shell,
        form,
        types,
        resolution,
        stale: status == StatusCode::CONFLICT,
    };
    html_status(status, &page)
}

/// The empty form.
pub async fn new(_staff: Allowed<UpdateSettings>, shell: Shell, app: web::Data<App>) -> Answer {
    form_page(&app, shell, filled(None), None, StatusCode::OK).await
}

/// Saves a new resolution.
pub async fn create(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let mut form = submitted(&form.0, FIELDS)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => resolution_save::create(&app.db, staff.actor(), &details)
            .await
            .map(|_| ()),
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match outcome(&shell, &mut form, saved, 0)? {
        None => {
            shell.flash("resolution-created");
            see_other(paths::resolutions())
        }
        Some(status) => form_page(&app, shell, form, None, status).await,
    }
}

/// The form with what is stored.
pub async fn edit(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionId>,
) -> Answer {
    let resolution = stored(&app, *id).await?;
    let form = filled(Some(&resolution));
    form_page(&app, shell, form, Some(resolution), StatusCode::OK).await
}

/// Saves a changed resolution.
pub async fn update(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionId>,
    form: Form,
) -> Answer {
    let resolution = stored(&app, *id).await?;
    let mut form = submitted(&form.0, FIELDS)?;
    let version = version(&form)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => {
            resolution_save::update(&app.db, staff.actor(), *id, version, &details).await
        }
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match outcome(&shell, &mut form, saved, resolution.version)? {
        None => {
            shell.flash("resolution-updated");
            see_other(paths::resolutions())
        }
        Some(status) => form_page(&app, shell, form, Some(resolution), status).await,
    }
}

async fn stored(app: &App, id: ResolutionId) -> Result<Resolution, Failure> {
    let found = resolution::find(&app.db, id).await?;
    found.ok_or(Failure::NotFound)
}
