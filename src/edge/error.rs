//! Failures: one type for every handler, drawn as a page that says what happened and what to do.
//! The cause is logged once, here, with the request id that the page shows.

use std::time::Duration;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpResponse, ResponseError, web};
use sea_orm::DbErr;

use super::paths;
use crate::domain::journal::refusals::Why;
use crate::domain::staff::permission::Permission;
use crate::platform::db;

mod page;

pub use page::draw;

/// What a handler answers.
pub type Answer = Result<HttpResponse, Failure>;

/// Why a request has no ordinary answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("sign in first")]
    SignInFirst,
    /// Prove again that it is you; then to this path.
    #[error("prove first")]
    ProveFirst(String),
    #[error("needs {}", .0.code())]
    Forbidden(Permission),
    /// Personal data of a customer whom the reader has to reveal first.
    #[error("masked")]
    Masked,
    /// The rules about addresses keep them out.
    #[error("kept out by the address rules")]
    KeptOut,
    /// A form we did not make for this visitor, or made too long ago: the words say which.
    #[error("form refused: {0}")]
    BadForm(&'static str),
    /// Something about the request makes no sense: the words say what.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    #[error("not found")]
    NotFound,
    #[error("wrong method")]
    WrongMethod(Vec<Method>),
    /// Somebody else was first.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// A rule is against it, whoever was first: the words say which.
    #[error("against a rule: {0}")]
    AgainstRule(&'static str),
    #[error("larger than {limit_bytes} bytes")]
    TooLarge { limit_bytes: u64 },
    #[error("media type not supported")]
    UnsupportedMedia,
    /// A value in the address that the list does not know.
    #[error("not understood: {0}")]
    Unprocessable(String),
    /// The same of a list, with its path: it leads to the list without filters.
    #[error("not understood: {words}")]
    UnknownFilter { words: String, list: String },
    /// More rows than a file may have; the list as it is filtered, to narrow it down.
    #[error("too many rows: {words}")]
    TooManyRows { words: String, list: String },
    #[error("too many tries")]
    TooMany { retry_after: Duration },
    /// The client took too long to send: the words say what.
    #[error("sent too slowly: {0}")]
    TooSlow(&'static str),
    #[error("took too long")]
    TimedOut,
    /// Too many are at it already: the words say at what.
    #[error("busy: {0}")]
    Busy(&'static str),
    #[error("unavailable")]
    Unavailable,
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Failure {
        if db::unavailable(&error) {
            tracing::warn!(%error, "the database is unavailable");
            Failure::Unavailable
        } else {
            Failure::Internal(error.into())
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        use std::io::ErrorKind;
        if matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded
        ) {
            tracing::error!(%error, "the disk is full");
            Failure::Unavailable
        } else {
            Failure::Internal(error.into())
        }
    }
}

/// What a bare response carries to the place where its page is drawn.
#[derive(Debug)]
pub struct Cause {
    /// The words that explain it, instead of those of the status.
    words: Option<String>,
    limit_bytes: Option<u64>,
    /// The list that the address asked something unknown of.
    list: Option<String>,
    internal: Option<anyhow::Error>,
    sign_in: bool,
    /// Whose title and advice it has, instead of those of the status: `rule`, `form`.
    family: Option<&'static str>,
    /// Why somebody was refused, for the journal.
    pub refused: Option<Why>,
}

impl Failure {
    /// The failure inside an actix error; one that is not ours by its status alone.
    pub fn of_actix(error: &actix_web::Error) -> Failure {
        if let Some(failure) = error.as_error::<Failure>() {
            return failure.copy();
        }
        match error.as_response_error().status_code() {
            StatusCode::NOT_FOUND => Failure::NotFound,
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge { limit_bytes: 0 },
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Failure::UnsupportedMedia,
            status if status.is_client_error() => Failure::BadRequest("error-400-what"),
            // Debug and not Display: some sources hide what went wrong behind a fixed text.
            _ => Failure::Internal(anyhow::anyhow!("{error:?}")),
        }
    }

    /// A response without a body: the outermost layer draws it.
    pub fn response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        match &self {
            Failure::TooMany { retry_after } => {
                response.insert_header((header::RETRY_AFTER, retry_after.as_secs().max(1)));
            }
            Failure::ProveFirst(next) => {
                response.insert_header((header::LOCATION, paths::prove(next)));
            }
            Failure::Unavailable => {
                response.insert_header((header::RETRY_AFTER, 5));
            }
            Failure::Busy(_) => {
                response.insert_header((header::RETRY_AFTER, 30));
            }
            Failure::WrongMethod(allowed) => {
                let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
                response.insert_header((header::ALLOW, names.join(", ")));
            }
            _ => {}
        }
        let mut response = response.finish();
        response.extensions_mut().insert(self.cause());
        response
    }

    /// actix hands out references only: what is inside moves on as text.
    fn copy(&self) -> Failure {
        match self {
            Failure::Internal(error) => Failure::Internal(anyhow::anyhow!("{error:?}")),
            Failure::BadForm(words) => Failure::BadForm(words),
            Failure::BadRequest(words) => Failure::BadRequest(words),
            Failure::Conflict(words) => Failure::Conflict(words),
            Failure::AgainstRule(words) => Failure::AgainstRule(words),
            Failure::Busy(words) => Failure::Busy(words),
            Failure::Unprocessable(words) => Failure::Unprocessable(words.clone()),
            Failure::UnknownFilter { words, list } => Failure::UnknownFilter {
                words: words.clone(),
                list: list.clone(),
            },
            Failure::TooManyRows { words, list } => Failure::TooManyRows {
                words: words.clone(),
                list: list.clone(),
            },
            Failure::TooLarge { limit_bytes } => Failure::TooLarge {
                limit_bytes: *limit_bytes,
            },
            Failure::TooMany { retry_after } => Failure::TooMany {
                retry_after: *retry_after,
            },
            Failure::WrongMethod(allowed) => Failure::WrongMethod(allowed.clone()),
            Failure::Forbidden(permission) => Failure::Forbidden(*permission),
            Failure::Masked => Failure::Masked,
            Failure::SignInFirst => Failure::SignInFirst,
            Failure::ProveFirst(next) => Failure::ProveFirst(next.clone()),
            Failure::NotFound => Failure::NotFound,
            Failure::KeptOut => Failure::KeptOut,
            Failure::UnsupportedMedia => Failure::UnsupportedMedia,
            Failure::TooSlow(words) => Failure::TooSlow(words),
            Failure::TimedOut => Failure::TimedOut,
            Failure::Unavailable => Failure::Unavailable,
        }
    }

    fn refused(&self) -> Option<Why> {
        match self {
            Failure::Forbidden(permission) => Some(Why::Permission(permission.code())),
            Failure::BadForm("error-other-origin") => Some(Why::Origin),
            Failure::BadForm(_) => Some(Why::Token),
            _ => None,
        }
    }

    /// Failures with titles and advice of their own: nobody was first, nobody lacks a permission.
    fn family(&self) -> Option<&'static str> {
        match self {
            Failure::AgainstRule(_) => Some("rule"),
            Failure::BadForm("error-form-expired") => Some("form"),
            Failure::KeptOut => Some("kept-out"),
            Failure::TooManyRows { .. } => Some("rows"),
            _ => None,
        }
    }

    fn cause(self) -> Cause {
        let mut cause = Cause {
            words: None,
            limit_bytes: None,
            list: None,
            internal: None,
            sign_in: false,
            family: self.family(),
            refused: self.refused(),
        };
        match self {
            Failure::BadForm(words)
            | Failure::BadRequest(words)
            | Failure::Conflict(words)
            | Failure::AgainstRule(words)
            | Failure::TooSlow(words)
            | Failure::Busy(words) => cause.words = Some(words.to_owned()),
            Failure::Unprocessable(words) => cause.words = Some(words),
            Failure::UnknownFilter { words, list } | Failure::TooManyRows { words, list } => {
                (cause.words, cause.list) = (Some(words), Some(list));
            }
            Failure::TooLarge { limit_bytes } => cause.limit_bytes = Some(limit_bytes),
            Failure::Internal(error) => cause.internal = Some(error),
            Failure::SignInFirst => cause.sign_in = true,
            Failure::Masked => cause.words = Some("error-masked".to_owned()),
            _ => {}
        }
        cause
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Failure::SignInFirst => StatusCode::UNAUTHORIZED,
            Failure::ProveFirst(_) => StatusCode::SEE_OTHER,
            Failure::Forbidden(_) | Failure::BadForm(_) | Failure::Masked | Failure::KeptOut => {
                StatusCode::FORBIDDEN
            }
            Failure::BadRequest(_) => StatusCode::BAD_REQUEST,
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Failure::Conflict(_) | Failure::AgainstRule(_) => StatusCode::CONFLICT,
            Failure::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::Unprocessable(_)
            | Failure::UnknownFilter { .. }
            | Failure::TooManyRows { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Failure::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Failure::TimedOut | Failure::Unavailable | Failure::Busy(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Failure::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        self.copy().response()
    }
}

/// How the extractors of actix fail: as one of ours, never with the text of a library (S59).
pub fn extractors(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PathConfig::default().error_handler(|_, _| Failure::NotFound.into()))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|_, _| Failure::BadRequest("error-query").into()),
        )
        .app_data(web::PayloadConfig::new(64 * 1024));
}
