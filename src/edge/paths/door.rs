//! Addresses of the door: signing in, its second step, and proving again who one is.

use super::{encode, staff_member};
use crate::domain::values::ids::StaffId;

/// The sign-in page, and where to go from there.
pub fn sign_in(next: &str) -> String {
    if next == "/" {
        "/login".to_owned()
    } else {
        format!("/login?next={}", encode(next))
    }
}

/// The same for who sent a form when their session had ended: it was not done.
pub fn sign_in_unsent(next: &str) -> String {
    match next {
        "/" => "/login?unsent=on".to_owned(),
        next => format!("/login?next={}&unsent=on", encode(next)),
    }
}

const SECOND_STEP: &str = "/login/2fa";
const CODE_BY_MAIL: &str = "/login/2fa/mail";

/// The second step of signing in, and where to go from there.
pub fn second_step(next: &str) -> String {
    if next == "/" {
        SECOND_STEP.to_owned()
    } else {
        format!("{SECOND_STEP}?next={}", encode(next))
    }
}

/// Whether somebody halfway in may go there.
pub fn is_second_step(path: &str) -> bool {
    let below = path.strip_prefix(SECOND_STEP);
    path == "/logout" || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Sends a code for the second step.
pub fn code_by_mail() -> &'static str {
    CODE_BY_MAIL
}

/// Where who has lost their password asks for a link.
pub fn lost_password() -> &'static str {
    "/login/forgotten"
}

/// What is answered to everybody who asks.
pub fn lost_password_sent() -> &'static str {
    "/login/forgotten/sent"
}

/// Where the link leads.
pub fn new_password() -> &'static str {
    "/login/new-password"
}

/// Sends a member a link to a new password.
pub fn send_password_link(id: StaffId) -> String {
    format!("{}/send-password-link", staff_member(id))
}

/// The page that proves that it is still oneself.
pub fn confirm() -> &'static str {
    "/account/confirm"
}

/// The same, and where to go from there.
pub fn prove(next: &str) -> String {
    format!("{}?next={}", confirm(), encode(next))
}

/// One's own second factor.
pub fn second_factor() -> &'static str {
    "/account/second-factor"
}

/// Removes one's own second factor.
pub fn remove_second_factor() -> &'static str {
    "/account/second-factor/remove"
}

/// New recovery codes, shown, and where to go from there.
pub fn new_recovery_codes(next: &str) -> String {
    format!("{}?next={}", recovery_codes(), encode(next))
}

/// The recovery codes of one's own.
pub fn recovery_codes() -> &'static str {
    "/account/recovery-codes"
}

/// The same as a file.
pub fn recovery_codes_file() -> &'static str {
    "/account/recovery-codes.txt"
}

/// Makes new recovery codes.
pub fn renew_recovery_codes() -> &'static str {
    "/account/recovery-codes/renew"
}

/// Takes away the second factor of somebody who has lost it.
pub fn reset_second_factor(id: StaffId) -> String {
    format!("{}/reset-second-factor", staff_member(id))
}
