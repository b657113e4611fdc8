//! Addresses of requests, and of the bell that tells of them.

use super::with_query;
use crate::domain::values::ids::{CommentId, CustomerId, RequestId};

/// The list of requests.
pub fn requests() -> &'static str {
    "/requests"
}

/// A request.
pub fn request(id: RequestId) -> String {
    format!("/requests/{id}")
}

/// The filtered list of requests as a file: `ending` is `csv` or `xlsx`.
pub fn requests_export(ending: &str, parameters: &[(&str, String)]) -> String {
    with_query(&format!("/requests/export.{ending}"), parameters)
}

/// Approves a request.
pub fn approve_request(id: RequestId) -> String {
    format!("/requests/{id}/approve")
}

/// The page that asks why a request is rejected, and where its form is sent.
pub fn reject_request(id: RequestId) -> String {
    format!("/requests/{id}/reject")
}

/// Claims a request.
pub fn claim_request(id: RequestId) -> String {
    format!("/requests/{id}/claim")
}

/// Gives a claimed request back.
pub fn release_request(id: RequestId) -> String {
    format!("/requests/{id}/release")
}

/// Claims the oldest request that nobody has.
pub fn claim_next() -> &'static str {
    "/requests/claim-next"
}

/// Says that somebody is looking at a request still, and asks who else is.
pub fn request_presence(id: RequestId) -> String {
    format!("/requests/{id}/presence")
}

/// Whether a path is one of [`request_presence`].
pub fn is_request_presence(path: &str) -> bool {
    path.starts_with("/requests/") && path.ends_with("/presence")
}

/// Adds a comment to a request.
pub fn comment_request(id: RequestId) -> String {
    format!("/requests/{id}/comments")
}

/// The form to change a comment, and where it is sent.
pub fn edit_comment(id: RequestId, comment: CommentId) -> String {
    format!("/requests/{id}/comments/{comment}")
}

/// Audits a request.
pub fn audit_request(id: RequestId) -> String {
    format!("/requests/{id}/audit")
}

/// Where a request's page tells what its audits found.
pub fn audit_result(page: &str) -> String {
    format!("{page}#audit")
}

/// Marks all requests of a customer with a colour.
pub fn color_customer(id: CustomerId) -> String {
    format!("/customers/{id}/request-color")
}

/// Marks a request with a colour.
pub fn color_request(id: RequestId) -> String {
    format!("/requests/{id}/color")
}

/// Changes the amount of a request.
pub fn change_amount(id: RequestId) -> String {
    format!("/requests/{id}/amount")
}

/// The requests of a customer.
pub fn customer_requests(id: CustomerId) -> String {
    format!("/customers/{id}/requests")
}

/// The latest requests that wait.
pub fn notifications() -> &'static str {
    "/notifications"
}

/// The stream that keeps the bell up to date.
pub fn notification_stream() -> &'static str {
    "/notifications/stream"
}
