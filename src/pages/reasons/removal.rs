//! Removing a reason: asked first, and only one that no decision names.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::{stored, version};
use crate::app::App;
use crate::domain::staff::permission::UpdateSettings;
use crate::domain::values::ids::ReasonId;
use crate::domain::verification::reason::{self, Model};
use crate::domain::verification::reason_save::{self, SaveError};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Whether a reason shall go.
#[derive(Template)]
#[template(path = "reasons/delete.html")]
struct DeletePage {
    shell: Shell,
    reason: Model,
    /// A decision names it: it can only be made inactive.
    used: bool,
    stale: bool,
}

/// `GET /settings/verification/{id}/delete`
pub async fn confirm(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ReasonId>,
) -> Answer {
    let page = delete_page(&app, shell, *id, false).await?;
    html(&page)
}

/// Removes a reason that no decision names.
pub async fn delete(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<ReasonId>,
    form: Form,
) -> Answer {
    form.0.only(&["version"], &[])?;
    stored(&app, *id).await?;
    let typed = Typed::kept(&form.0, ["version"]);
    let version = version(&typed)?;
    match reason_save::delete(&app.db, staff.actor(), *id, version).await {
        Ok(()) => {
            shell.flash("reason-deleted");
            see_other(paths::reasons())
        }
        Err(SaveError::Used | SaveError::Invalid(_)) => {
            let page = delete_page(&app, shell, *id, false).await?;
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(SaveError::Stale) => {
            let page = delete_page(&app, shell, *id, true).await?;
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

async fn delete_page(
    app: &App,
    shell: Shell,
    id: ReasonId,
    stale: bool,
) -> Result<DeletePage, Failure> {
    let reason = stored(app, id).await?;
    let used = reason::is_used(app.db.read(), &reason.code).await?;
    Ok(DeletePage {
        shell,
        reason,
        used,
        stale,
    })
}
