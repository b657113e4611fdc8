//! Removing a resolution or a type of them: asked first, and only what nothing names.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::requests::resolution;
use crate::domain::requests::resolution_delete::{self, DeleteError};
use crate::domain::staff::permission::UpdateSettings;
use crate::domain::values::ids::{ResolutionId, ResolutionTypeId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::shell::Shell;

/// Whether a resolution or a type shall go.
#[derive(Template)]
#[template(path = "resolutions/delete.html")]
struct DeletePage {
    shell: Shell,
    name: String,
    version: i64,
    /// Its list, and what that is called.
    list: (&'static str, String),
    /// Its own address.
    own: String,
    /// Why it can only be made inactive.
    used: Option<String>,
    stale: bool,
}

/// `GET /settings/resolutions/{id}/delete`
pub async fn confirm(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionId>,
) -> Answer {
    page(&app, shell, *id, StatusCode::OK).await
}

/// Removes a resolution that no request was rejected with.
pub async fn delete(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionId>,
    form: Form,
) -> Answer {
    let version = version(&form.0)?;
    match resolution_delete::delete(&app.db, staff.actor(), *id, version).await {
        Ok(()) => {
            shell.flash("resolution-deleted");
            see_other(paths::resolutions())
        }
        Err(error) => {
            refused(error)?;
            page(&app, shell, *id, StatusCode::CONFLICT).await
        }
    }
}

/// `GET /settings/resolution-types/{id}/delete`
pub async fn confirm_type(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionTypeId>,
) -> Answer {
    type_page(&app, shell, *id, StatusCode::OK).await
}

/// Removes a type that no resolution is of.
pub async fn delete_type(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ResolutionTypeId>,
    form: Form,
) -> Answer {
    let version = version(&form.0)?;
    match resolution_delete::delete_type(&app.db, staff.actor(), *id, version).await {
        Ok(()) => {
            shell.flash("resolution-type-deleted");
            see_other(paths::resolution_types())
        }
        Err(error) => {
            refused(error)?;
            type_page(&app, shell, *id, StatusCode::CONFLICT).await
        }
    }
}

/// The version that the page was made from.
fn version(fields: &Fields) -> Result<i64, Failure> {
    fields.only(&["version"], &[])?;
    let typed = fields.text("version").parse();
    typed.map_err(|_| Failure::BadRequest("error-version"))
}

/// Fails with what the page cannot say itself.
fn refused(error: DeleteError) -> Result<(), Failure> {
    match error {
        DeleteError::Used | DeleteError::Stale => Ok(()),
        DeleteError::NotFound => Err(Failure::NotFound),
        DeleteError::Db(error) => Err(error.into()),
    }
}

async fn page(app: &App, shell: Shell, id: ResolutionId, status: StatusCode) -> Answer {
    let found = resolution::find(&app.db, id).await?;
    let found = found.ok_or(Failure::NotFound)?;
    let used = resolution_delete::is_used(app.db.read(), id).await?;
    let page = DeletePage {
        name: found.name,
        version: found.version,
        list: (paths::resolutions(), shell.t("nav-resolutions")),
        own: paths::resolution(id),
        used: used.then(|| shell.t("resolution-used")),
        stale: status == StatusCode::CONFLICT && !used,
        shell,
    };
    html_status(status, &page)
}

async fn type_page(app: &App, shell: Shell, id: ResolutionTypeId, status: StatusCode) -> Answer {
    let found = resolution::find_type(&app.db, id).await?;
    let found = found.ok_or(Failure::NotFound)?;
    let used = resolution_delete::type_is_used(app.db.read(), id).await?;
    let page = DeletePage {
        name: found.name,
        version: found.version,
        list: (paths::resolution_types(), shell.t("resolution-types")),
        own: paths::resolution_type(id),
        used: used.then(|| shell.t("resolution-type-used")),
        stale: status == StatusCode::CONFLICT && !used,
        shell,
    };
    html_status(status, &page)
}
