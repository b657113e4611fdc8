//! Finds out who is asking: loads the staff member of the session, and carries messages and the
//! token's secret from page to page.

use actix_session::SessionExt;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

use super::error::Failure;
use super::session::Use;
use super::shell::Visit;
use super::way_back::way_back;
use super::{flash, paths, session};
use crate::app::App;
use crate::domain::customers::search::Count;
use crate::domain::staff::permission::Permission;
use crate::domain::staff::signed_in::{Asking, SignedIn};
use crate::platform::clock::Timestamp;
use crate::platform::random;

/// The cookie of people who have not signed in: their CSRF tokens are bound to it, so that opening
/// the sign-in page writes nothing to the database.
const DOOR_COOKIE: &str = "__Host-countersign-door";

/// See the module.
pub async fn identify(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(visit) = Visit::of(request.request()) else {
        return Err(Failure::Internal(anyhow::anyhow!("a request without a visit")).into());
    };
    let by_itself = asks_by_itself(request.path());
    let used = match by_itself {
        true => Use::DoesNotCount,
        false => Use::Counts,
    };
    let opened = request.get_session();
    let asking = session::signed_in(&app, &opened, used, (visit.ip, visit.at)).await?;
    if let Some(Asking::Member(staff)) = &asking {
        visit.rings(bell(&app, staff, visit.at).await);
    }
    let mut new_door = None;
    let seed = match (&asking, request.cookie(DOOR_COOKIE)) {
        (Some(asking), _) => asking.member().csrf_seed.clone(),
        (None, Some(door)) if door.value().len() == 32 => door.value().to_owned(),
        (None, _) => new_door.insert(random::hex::<16>()?).clone(),
    };
    visit.identified(asking, seed);
    let carried = request.cookie(flash::cookie_name());
    if let Some(cookie) = &carried {
        visit.arrived_flashes(flash::read(&app.key, cookie.value()));
    }
    let method = request.method().clone();
    // Whoever has come halfway reaches nothing but what is still asked of them (S28).
    if visit.halfway().is_some() && !paths::is_second_step(request.path()) {
        let path = paths::second_step(&way_back(request.request()));
        return Ok(request.into_response(leading_to(&path)));
    }
    let response = next.call(request).await?.map_into_boxed_body();
    // Something may have changed; that a page is still open changes nothing.
    if ![Method::GET, Method::HEAD].contains(&method) && !by_itself {
        app.bell.stir();
        app.counted.stir();
        app.tallies.stir();
        app.choices.stir();
    }
    let mut response = lead_to_sign_in(response);
    let page = is_page(&response);
    let queued = visit.queued_flashes();
    if !queued.is_empty() {
        add(&mut response, &flash::carry(&app.key, &queued));
    } else if carried.is_some() && page {
        add(&mut response, &flash::forget());
    }
    if let Some(door) = new_door.filter(|_| page) {
        add(&mut response, &door_cookie(door));
    }
    Ok(response)
}

/// Whether an open page asks this by itself, also when nobody sits there any more.
fn asks_by_itself(path: &str) -> bool {
    path == paths::notification_stream() || paths::is_request_presence(path)
}

/// How many requests wait, for those who may know. A page has no figure rather than none.
async fn bell(app: &App, staff: &SignedIn, now: Timestamp) -> Option<Count> {
    if !staff.may(Permission::ViewRequests) {
        return None;
    }
    match app.bell.waiting(&app.db, &staff.scope, now).await {
        Ok(waiting) => Some(waiting.count),
        Err(error) => {
            tracing::warn!(%error, "a page goes without its bell");
            None
        }
    }
}

/// Whether the answer is a page (drawn here, or drawn later because it failed).
fn is_page(response: &ServiceResponse<BoxBody>) -> bool {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// What needs a session leads to the sign-in page and from there back.
fn lead_to_sign_in(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let bare = !response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() != actix_web::http::StatusCode::UNAUTHORIZED || !bare {
        return response;
    }
    let next = way_back(response.request());
    let request = response.request();
    let looked = [Method::GET, Method::HEAD].contains(request.method());
    let path = match looked || asks_by_itself(request.path()) {
        true => paths::sign_in(&next),
        false => paths::sign_in_unsent(&next),
    };
    let (http, _) = response.into_parts();
    ServiceResponse::new(http, leading_to(&path))
}

fn leading_to(path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, path))
        .finish()
}

fn add(response: &mut ServiceResponse<BoxBody>, cookie: &Cookie<'_>) {
    if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn door_cookie(value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(DOOR_COOKIE, value);
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Strict);
    cookie.set_max_age(time::Duration::hours(12));
    cookie
}
