//! Answers of the API: JSON, and failures in the one shape that they all have.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use serde::Serialize;

use super::error::Answer;
use super::shell::Shell;

/// Whether an address belongs to the API.
pub fn is_api(path: &str) -> bool {
    ["/api/v2", "/v2"].into_iter().any(|base| {
        let rest = path.strip_prefix(base);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// A list.
#[derive(Serialize)]
pub struct List<T> {
    pub total: u64,
    pub data: Vec<T>,
}

/// An answer.
pub fn json(value: &impl Serialize) -> Answer {
    Ok(HttpResponse::Ok().json(value))
}

/// What is wrong with each parameter, in words.
pub type Fields = BTreeMap<String, Vec<String>>;

#[derive(Serialize)]
struct Body<'a> {
    error: Failed<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed<'a> {
    code: &'static str,
    message: String,
    fields: &'a Fields,
    request_id: &'a str,
}

/// Parameters or fields that are not understood: 422.
pub fn invalid(shell: &Shell, fields: &Fields) -> Answer {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let message = shell.t("api-error-422");
    Ok(body(HttpResponse::new(status), shell, message, fields))
}

/// A failure that has no answer yet. `words` say more than its status does.
pub fn failed(shell: &Shell, bare: HttpResponse, words: Option<String>) -> HttpResponse {
    let status = bare.status().as_u16();
    let key = match status {
        401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503 => status,
        500.. => 500,
        _ => 400,
    };
    let message = words.unwrap_or_else(|| shell.t(format!("api-error-{key}")));
    body(bare, shell, message, &Fields::new())
}

fn body(bare: HttpResponse, shell: &Shell, message: String, fields: &Fields) -> HttpResponse {
    let mut response = HttpResponse::build(bare.status());
    for (name, value) in bare.headers() {
        response.append_header((name, value));
    }
    if bare.status() == StatusCode::UNAUTHORIZED {
        let asks = "Bearer realm=\"countersign\"";
        response.insert_header((header::WWW_AUTHENTICATE, asks));
    }
    response.json(Body {
        error: Failed {
            code: code(bare.status()),
            message,
            fields,
            request_id: shell.request_id(),
        },
    })
}

fn code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        413 => "too_large",
        415 => "unsupported_media_type",
        422 => "invalid",
        429 => "too_many_requests",
        503 => "unavailable",
        500.. => "internal",
        _ => "bad_request",
    }
}

#[cfg(test)]
mod tests {
    use super::is_api;

    #[test]
    fn the_api_is_below_its_two_bases_and_nowhere_else() {
        for path in ["/api/v2", "/api/v2/users", "/v2", "/v2/users/1"] {
            assert!(is_api(path), "{path}");
        }
        for path in [
            "/",
            "/api",
            "/api/v20",
            "/v2x",
            "/customers/v2",
            "/api/docs",
        ] {
            assert!(!is_api(path), "{path}");
        }
    }
}
