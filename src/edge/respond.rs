//! Answers: a page, a page with a status, a redirect.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use super::error::Answer;

/// A page.
pub fn html(page: &impl Template) -> Answer {
    html_status(StatusCode::OK, page)
}

/// A page with another status than 200: a form that came back, a conflict.
pub fn html_status(status: StatusCode, page: &impl Template) -> Answer {
    let body = page.render().map_err(anyhow::Error::from)?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(body))
}

/// A few words for a script.
pub fn words(words: String) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body(words))
}

/// A form's success: look at this page now (303).
pub fn see_other(path: &str) -> Answer {
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, path))
        .finish())
}
