//! From where anybody may come: whoever the rules keep out gets to no page and no part of the API,
//! the sign-in page among them. Health checks and the front end's files are for everybody.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use super::error::Failure;
use super::shell::Visit;
use crate::app::App;

/// See the module.
pub async fn admit(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(visit) = Visit::of(request.request()) else {
        return Err(Failure::Internal(anyhow::anyhow!("a request without a visit")).into());
    };
    let admitted = app.gate.admits(&app.db, visit.ip, visit.at).await;
    if !admitted.map_err(Failure::from)? {
        return Err(Failure::KeptOut.into());
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}
