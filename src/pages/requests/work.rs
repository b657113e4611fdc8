//! Work on a request short of deciding it: comments, its colour, its amount.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::color;
use super::details::{self, Sent};
use crate::app::App;
use crate::domain::requests::comment::{self, Body};
use crate::domain::requests::work::{self, WorkError};
use crate::domain::staff::permission::UpdateRequests;
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::RequestId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Adds a comment that only staff read.
pub async fn comment(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["body", "from"], &[])?;
    let back = Back::of(&form.0);
    let mut typed = Typed::kept(&form.0, ["body"]);
    let done = match Body::parse(typed.value("body")) {
        Ok(body) => comment::add(&app.db, staff.actor(), *id, body).await,
        Err(problem) => {
            typed.refuse("body", shell.problem("body", &problem));
            return again(&app, shell, *id, (typed, back)).await;
        }
    };
    let sent = (typed, back);
    answer(&app, shell, *id, sent, done, "request-commented").await
}

/// Marks it with a colour, or removes the mark.
pub async fn color(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["color", "from"], &[])?;
    let back = Back::of(&form.0);
    let mut typed = Typed::kept(&form.0, ["color"]);
    let color = match color::typed(typed.value("color")) {
        Ok(color) => color,
        Err(_) => {
            typed.refuse("color", shell.t("request-color-invalid"));
            return again(&app, shell, *id, (typed, back)).await;
        }
    };
    let done = work::set_color(&app.db, staff.actor(), *id, color).await;
    let sent = (typed, back);
    answer(&app, shell, *id, sent, done, "request-colored").await
}

/// Changes the amount.
pub async fn amount(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0
        .only(&["amount", "typed_in", "version", "from"], &[])?;
    let back = Back::of(&form.0);
    let version = form.0.text("version").parse();
    let version = version.map_err(|_| Failure::BadRequest("error-version"))?;
    let mut typed = Typed::kept(&form.0, ["amount"]);
    let amount = typed.amount(&shell, &form.0, "amount");
    let refused = match amount {
        Ok(amount) if amount > Amount::ZERO => {
            let done = work::change_amount(&app.db, staff.actor(), *id, version, amount).await;
            let sent = (typed, back);
            return answer(&app, shell, *id, sent, done, "request-amount-changed").await;
        }
        Ok(_) => shell.t("request-amount-zero"),
        Err(problem) => shell.problem("amount", &problem),
    };
    typed.refuse("amount", refused);
    again(&app, shell, *id, (typed, back)).await
}

async fn again(app: &App, shell: Shell, id: RequestId, (form, back): (Typed, Back)) -> Answer {
    let sent = Sent {
        form,
        back,
        ..Sent::default()
    };
    details::answer(app, shell, id, sent, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(
    app: &App,
    shell: Shell,
    id: RequestId,
    (form, back): (Typed, Back),
    done: Result<(), WorkError>,
    flash: &'static str,
) -> Answer {
    let conflict = match done {
        Ok(()) => {
            shell.flash(flash);
            return see_other(&back.carry(&paths::request(id)));
        }
        Err(WorkError::Resolved) => "request-resolved-meanwhile",
        Err(WorkError::Stale) => "request-changed-meanwhile",
        Err(WorkError::AmountFixed) => "request-amount-fixed",
        Err(WorkError::NotFound) => return Err(Failure::NotFound),
        Err(WorkError::Db(error)) => return Err(error.into()),
    };
    let sent = Sent {
        conflict: Some(shell.t(conflict)),
        form,
        back,
        ..Sent::default()
    };
    details::answer(app, shell, id, sent, StatusCode::CONFLICT).await
}
