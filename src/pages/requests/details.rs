//! A request's own page.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::decide::Answered;
use crate::app::App;
use crate::domain::customers::customer::{self, Model as Customer};
use crate::domain::requests::letter::asked_for;
use crate::domain::requests::request::{self, CustomerRequest};
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::values::ids::RequestId;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;

/// ShowPage: a request with what can be decided about it.
#[derive(Template)]
#[template(path = "requests/show.html")]
struct ShowPage {
    shell: Shell,
    request: CustomerRequest,
    customer: Customer,
    what: String,
    may_approve: bool,
    may_reject: bool,
    answered: Answered,
}

/// `GET /requests/{id}`
pub async fn show(
    _staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
) -> Answer {
    with_decision(&app, shell, *id, Answered::default(), StatusCode::OK).await
}

/// The page after a decision that was not made.
pub async fn with_decision(
    app: &App,
    shell: Shell,
    id: RequestId,
    answered: Answered,
    status: StatusCode,
) -> Answer {
    let request = request::find(app.db.read(), id).await?;
    let request = request.ok_or(Failure::NotFound)?;
    let customer = customer::find(&app.db, request.customer_id).await?;
    let customer = customer.ok_or(Failure::NotFound)?;
    let page = ShowPage {
        what: asked_for(&request, shell.locale),
        may_approve: shell.may(Permission::ApproveRequests),
        may_reject: shell.may(Permission::RejectRequests),
        shell,
        request,
        customer,
        answered,
    };
    html_status(status, &page)
}
