//! The page that says what happened and what to do.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use super::Cause;
use crate::edge::json;
use crate::edge::shell::Shell;

/// The error page.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    shell: &'a Shell,
    status: u16,
    title: String,
    what: String,
    advice: String,
    /// The list without filters, when the address has one that means nothing.
    list: Option<String>,
}

/// Statuses that have words of their own; every other one is explained like 400 or 500.
const EXPLAINED: [u16; 12] = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];

/// What a key says; a sentence that is ready is no key.
fn sentence(shell: &Shell, words: String) -> String {
    match words.starts_with("error-") {
        true => shell.t(words),
        false => words,
    }
}

/// Gives a bare response its page. Logs the cause of what is our own fault.
pub fn draw(shell: &Shell, bare: HttpResponse, cause: Option<Cause>) -> HttpResponse {
    if let Some(error) = cause.as_ref().and_then(|cause| cause.internal.as_ref()) {
        tracing::error!(request_id = shell.request_id(), error = ?error, "a request failed");
    }
    if json::is_api(shell.path()) {
        let said = cause.and_then(|cause| cause.words);
        return json::failed(shell, bare, said.map(|words| sentence(shell, words)));
    }
    let status = bare.status().as_u16();
    let family = cause.as_ref().and_then(|cause| cause.family);
    let key = match status {
        _ if family.is_some() => family.unwrap_or_default().to_owned(),
        status if EXPLAINED.contains(&status) => status.to_string(),
        500.. => "500".to_owned(),
        _ => "400".to_owned(),
    };
    let mut what = shell.t(format!("error-{key}-what"));
    let mut list = None;
    if let Some(cause) = cause {
        list = cause.list;
        if let Some(words) = cause.words {
            what = sentence(shell, words);
        }
        if let Some(limit) = cause.limit_bytes.filter(|limit| *limit > 0) {
            what = shell.t1("error-413-limit", "limit", limit.div_ceil(1024 * 1024));
        }
    }
    let page = ErrorPage {
        shell,
        status,
        title: shell.t(format!("error-{key}-title")),
        what,
        advice: wait(shell, &bare).unwrap_or_else(|| shell.t(format!("error-{key}-advice"))),
        list,
    };
    let body = page.render().unwrap_or_default();
    let mut response = HttpResponse::build(bare.status());
    for (name, value) in bare.headers() {
        response.append_header((name, value));
    }
    response.content_type("text/html; charset=utf-8").body(body)
}

/// How long to wait, of whoever tried too often.
fn wait(shell: &Shell, bare: &HttpResponse) -> Option<String> {
    let throttled = bare.status() == StatusCode::TOO_MANY_REQUESTS;
    let wait = bare.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = wait.parse().ok()?;
    throttled.then(|| match seconds {
        0..=90 => shell.t1("error-429-seconds", "seconds", seconds),
        _ => shell.t1("error-429-minutes", "minutes", seconds.div_ceil(60)),
    })
}
