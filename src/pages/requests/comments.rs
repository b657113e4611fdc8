//! Changing the text of one's own comment on a request.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::back::{Back, back};
use crate::app::App;
use crate::domain::requests::comment::{self, Body, EditError, Model};
use crate::domain::staff::permission::UpdateRequests;
use crate::domain::values::ids::{CommentId, RequestId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The form.
#[derive(Template)]
#[template(path = "requests/comment.html")]
struct CommentPage {
    shell: Shell,
    form: Typed,
    /// As it is now.
    comment: Model,
    /// Whether it was changed after the form was made.
    conflict: bool,
    back: Back,
}

impl CommentPage {
    /// The request, with the way back to its list.
    fn request_page(&self) -> String {
        self.back.carry(&paths::request(self.comment.request_id))
    }
}

/// Whether the reader may change a comment.
pub fn may_edit(shell: &Shell, comment: &Model) -> bool {
    comment.may_be_edited_by(shell.staff.as_ref().map(|staff| staff.id))
}

/// `GET /requests/{id}/comments/{comment}`
pub async fn form(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    ids: web::Path<(RequestId, CommentId)>,
) -> Answer {
    let comment = own(&app, &staff, &shell, *ids).await?;
    let form = Typed::with([
        ("body", comment.body.clone()),
        ("version", comment.version.to_string()),
    ]);
    html(&CommentPage {
        back: back(&shell),
        shell,
        form,
        comment,
        conflict: false,
    })
}

/// `POST /requests/{id}/comments/{comment}`
pub async fn save(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    ids: web::Path<(RequestId, CommentId)>,
    form: Form,
) -> Answer {
    let comment = own(&app, &staff, &shell, *ids).await?;
    form.0.only(&["body", "version", "from"], &[])?;
    let back = Back::of(&form.0);
    let version = form.0.text("version").parse();
    let version = version.map_err(|_| Failure::BadRequest("error-version"))?;
    let mut form = Typed::kept(&form.0, ["body", "version"]);
    let body = match Body::parse(form.value("body")) {
        Ok(body) => body,
        Err(problem) => {
            form.refuse("body", shell.problem("body", &problem));
            let page = CommentPage {
                shell,
                form,
                comment,
                conflict: false,
                back,
            };
            return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match comment::edit(&app.db, staff.actor(), *ids, version, &body).await {
        Ok(()) => {
            shell.flash("request-comment-changed");
            see_other(&back.carry(&paths::request(comment.request_id)))
        }
        Err(EditError::Stale(now)) => {
            // Made from the newest text now: sending it again means it.
            form.set("version", now.version.to_string());
            let page = CommentPage {
                shell,
                form,
                comment: *now,
                conflict: true,
                back,
            };
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(EditError::NotFound) => Err(Failure::NotFound),
        Err(EditError::NotTheAuthor) => Err(Failure::BadForm("error-comment-foreign")),
        Err(EditError::Db(error)) => Err(error.into()),
    }
}

/// The reader's own comment.
async fn own(
    app: &App,
    staff: &Allowed<UpdateRequests>,
    shell: &Shell,
    ids: (RequestId, CommentId),
) -> Result<Model, Failure> {
    let found = comment::find(app.db.read(), staff.scope(), ids).await?;
    let found = found.ok_or(Failure::NotFound)?;
    match may_edit(shell, &found) {
        true => Ok(found),
        false => Err(Failure::BadForm("error-comment-foreign")),
    }
}
