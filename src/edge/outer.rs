//! The outermost layer: a request id, a time limit, a net for panics, headers, error pages, one log
//! line. Whatever happens inside, the client gets a finished answer.

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};
use futures_util::FutureExt;

use super::error::{self, Cause, Failure};
use super::shell::Visit;
use super::{client, headers};
use crate::app::App;
use crate::domain::journal::refusals::{Refused, Why};
use crate::platform::random;
use crate::telemetry;

/// How long a page may take.
const PAGE: Duration = Duration::from_secs(10);

/// How long an upload may take; the upload itself gives up earlier on a stalled connection.
const UPLOAD: Duration = Duration::from_secs(300);

/// See the module. Never returns an error that actix would have to draw (P3, P4).
pub async fn outermost(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.path().to_owned();
    let visit = Rc::new(Visit::begin(
        &app,
        &request,
        random::hex::<8>().unwrap_or_default(),
    ));
    request.extensions_mut().insert(Rc::clone(&visit));
    let refusal = refuse_early(&app, &request);
    let limit = if is_upload(&request) { UPLOAD } else { PAGE };
    let answer = match refusal {
        Some(failure) => Ok(request
            .into_response(failure.response())
            .map_into_boxed_body()),
        None => within(limit, next.call(request)).await,
    };
    if let Ok(response) = &answer
        && let Some(why) = refused(response)
    {
        note(&app, &visit, response, why).await;
    }
    let finished = match answer {
        Ok(response) => Ok(finish(&app, &visit, response)),
        Err(failure) => Err(stand_alone(&app, &visit, failure)),
    };
    let status = finished
        .as_ref()
        .map_or_else(|(status, _)| *status, ServiceResponse::status);
    telemetry::answered(&method, &path, status, started.elapsed(), &visit.request_id);
    finished.map_err(|(_, error)| error)
}

/// What is refused before anything looks at it.
fn refuse_early(app: &App, request: &ServiceRequest) -> Option<Failure> {
    // Those that only ask whether we are well know us by a number, if at all.
    let probe = ["/healthz", "/readyz"].contains(&request.path());
    if !probe && !client::host_is_ours(request, &app.config) {
        return Some(Failure::BadRequest("error-unknown-host"));
    }
    let writes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if writes && !client::same_origin(request, &app.config) {
        return Some(Failure::BadForm("error-other-origin"));
    }
    None
}

fn is_upload(request: &ServiceRequest) -> bool {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/"))
}

/// Runs the inner layers; too slow and panicking both become a failure.
async fn within<B: MessageBody + 'static>(
    limit: Duration,
    inner: impl Future<Output = Result<ServiceResponse<B>, Error>>,
) -> Result<ServiceResponse<BoxBody>, Failure> {
    match tokio::time::timeout(limit, AssertUnwindSafe(inner).catch_unwind()).await {
        Ok(Ok(Ok(response))) => Ok(response.map_into_boxed_body()),
        Ok(Ok(Err(error))) => Err(Failure::of_actix(&error)),
        Ok(Err(_panic)) => Err(Failure::Internal(anyhow::anyhow!("a handler panicked"))),
        Err(_elapsed) => Err(Failure::TimedOut),
    }
}

/// Why an answer refuses somebody, if it does.
fn refused(response: &ServiceResponse<BoxBody>) -> Option<Why> {
    let carried = response.response().extensions();
    carried.get::<Cause>().and_then(|cause| cause.refused)
}

/// Writes a refusal into the journal (S106). It has no transaction that could be its cause's.
async fn note(app: &App, visit: &Visit, response: &ServiceResponse<BoxBody>, why: Why) {
    let request = response.request();
    let route = request.match_pattern().unwrap_or_default();
    // HEAD asks for what GET does.
    let method = match *request.method() {
        Method::HEAD => Method::GET.as_str(),
        ref method => method.as_str(),
    };
    let refused = Refused {
        why,
        method,
        path: request.path(),
        route: &route,
    };
    let noted = app.refusals.note(&app.db, &visit.actor(), refused).await;
    if let Err(error) = noted {
        tracing::warn!(%error, request_id = visit.request_id, "a refusal was not written down");
    }
}

/// Draws the error page where the answer is a bare failure, and adds the headers.
fn finish(
    app: &App,
    visit: &Rc<Visit>,
    mut response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    let cause = response.response_mut().extensions_mut().remove::<Cause>();
    let drawn = response.headers().contains_key(header::CONTENT_TYPE);
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let mut response = if failed && !drawn {
        let shell = visit.shell();
        let (http, bare) = response.into_parts();
        ServiceResponse::new(http, error::draw(&shell, bare, cause))
    } else {
        response
    };
    complete(app, visit, response.headers_mut());
    response
}

/// A whole answer for when there is no response to finish. actix sends it as it is.
fn stand_alone(app: &App, visit: &Rc<Visit>, failure: Failure) -> (StatusCode, Error) {
    let mut bare: HttpResponse = failure.response();
    let cause = bare.extensions_mut().remove::<Cause>();
    let mut response = error::draw(&visit.shell(), bare, cause);
    complete(app, visit, response.headers_mut());
    (
        response.status(),
        InternalError::from_response("answered", response).into(),
    )
}

fn complete(app: &App, visit: &Visit, map: &mut header::HeaderMap) {
    headers::complete(map, app.config.https());
    if let Ok(id) = header::HeaderValue::from_str(&visit.request_id) {
        map.insert(header::HeaderName::from_static("x-request-id"), id);
    }
}
