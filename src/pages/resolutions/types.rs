//! Types of resolutions: list, create, edit.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::{outcome, submitted, version};
use crate::app::App;
use crate::domain::requests::resolution::{self, ResolutionType};
use crate::domain::requests::resolution_save::SaveError;
use crate::domain::requests::resolution_type_save::{self, Details};
use crate::domain::staff::permission::{Permission, UpdateSettings, ViewRequests};
use crate::domain::values::ids::ResolutionTypeId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, stored_now, switch, switch_words};

const FIELDS: [&str; 3] = ["name", "active", "version"];

/// Every type.
#[derive(Template)]
#[template(path = "resolutions/types.html")]
struct TypesPage {
    shell: Shell,
    types: Vec<ResolutionType>,
    may_update: bool,
}

/// `GET /settings/resolution-types`
pub async fn index(_staff: Allowed<ViewRequests>, shell: Shell, app: web::Data<App>) -> Answer {
    let types = resolution::types(app.db.read()).await?;
    let may_update = shell.may(Permission::UpdateSettings);
    html(&TypesPage {
        shell,
        types,
        may_update,
    })
}

/// The form of a new or a stored type.
#[derive(Template)]
#[template(path = "resolutions/type_form.html")]
struct TypeFormPage {
    shell: Shell,
    form: Typed,
    /// The stored one; `None` for a new one.
    kind: Option<ResolutionType>,
    stale: bool,
}

impl TypeFormPage {
    fn action(&self) -> String {
        match &self.kind {
            Some(kind) => paths::resolution_type(kind.id),
            None => paths::resolution_types().to_owned(),
        }
    }

    /// What is stored now and is not what was typed, with its label.
    fn stored_now(&self) -> Vec<(String, String)> {
        let Some(kind) = &self.kind else {
            return Vec::new();
        };
        let active = |switch: &str| switch_words(&self.shell, switch);
        let fields = [
            (
                "field-name",
                self.form.value("name").to_owned(),
                kind.name.clone(),
            ),
            (
                "field-active",
                active(self.form.value("active")),
                active(&switch(kind.active)),
            ),
        ];
        stored_now(&self.shell, fields)
    }

    fn name(&self) -> String {
        let name = self.kind.as_ref().map(|one| one.name.clone());
        name.unwrap_or_else(|| self.shell.t("resolution-type-new"))
    }
}

fn form_page(
    shell: Shell,
    form: Typed,
    kind: Option<ResolutionType>,
    status: StatusCode,
) -> Answer {
    let page = TypeFormPage {
        shell,
        form,
        kind,
        stale: status == StatusCode::CONFLICT,
    };
    html_status(status, &page)
}

/// The empty form.
pub async fn new(_staff: Allowed<UpdateSettings>, shell: Shell) -> Answer {
    let form = Typed::with([("active", switch(true)), ("version", "0".to_owned())]);
    form_page(shell, form, None, StatusCode::OK)
}

/// Saves a new type.
pub async fn create(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let mut form = submitted(&form.0, FIELDS)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => resolution_type_save::create(&app.db, staff.actor(), &details)
            .await
            .map(|_| ()),
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match outcome(&shell, &mut form, saved, 0)? {
        None => {
            shell.flash("resolution-type-created");
            see_other(paths::resolution_types())
        }
        Some(status) => form_page(shell, form, None, status),
    }
}

/// The form with what is stored.
pub async fn edit(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionTypeId>,
) -> Answer {
    let kind = stored(&app, *id).await?;
    let form = Typed::with([
        ("name", kind.name.clone()),
        ("active", switch(kind.active)),
        ("version", kind.version.to_string()),
    ]);
    form_page(shell, form, Some(kind), StatusCode::OK)
}

/// Saves a changed type.
pub async fn update(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionTypeId>,
    form: Form,
) -> Answer {
    let kind = stored(&app, *id).await?;
    let mut form = submitted(&form.0, FIELDS)?;
    let version = version(&form)?;
    let saved = match Details::parse(|field| form.value(field)) {
        Ok(details) => {
            resolution_type_save::update(&app.db, staff.actor(), *id, version, &details).await
        }
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match outcome(&shell, &mut form, saved, kind.version)? {
        None => {
            shell.flash("resolution-type-updated");
            see_other(paths::resolution_types())
        }
        Some(status) => form_page(shell, form, Some(kind), status),
    }
}

async fn stored(app: &App, id: ResolutionTypeId) -> Result<ResolutionType, Failure> {
    let found = resolution::find_type(&app.db, id).await?;
    found.ok_or(Failure::NotFound)
}
