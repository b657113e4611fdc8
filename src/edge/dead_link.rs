//! The page of a link in a letter that does not work: made up, used, replaced or too old, and never
//! said which.

use actix_web::http::StatusCode;
use askama::Template;

use super::error::Answer;
use super::paths;
use super::respond::html_status;
use super::shell::Shell;

/// What a link would have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLink {
    /// Let somebody new set a password.
    Invitation,
    /// Confirmed another address for oneself.
    Address,
    /// Set another password in place of a lost one.
    Password,
}

impl DeadLink {
    /// How long such links work, and how to get another one.
    fn note(self) -> &'static str {
        match self {
            DeadLink::Invitation => "dead-link-invitation",
            DeadLink::Address => "dead-link-address",
            DeadLink::Password => "dead-link-password",
        }
    }
}

#[derive(Template)]
#[template(path = "dead_link.html")]
struct DeadLinkPage {
    shell: Shell,
    link: DeadLink,
}

impl DeadLinkPage {
    /// Where another one is asked for, with the words of the way there.
    fn again(&self) -> Option<(&'static str, String)> {
        match self.link {
            DeadLink::Password => Some((
                paths::lost_password(),
                self.shell.t("dead-link-password-again"),
            )),
            DeadLink::Address if self.shell.staff.is_some() => {
                Some((paths::own_email(), self.shell.t("dead-link-address-again")))
            }
            DeadLink::Address | DeadLink::Invitation => None,
        }
    }
}

/// The page.
pub fn dead_link(shell: Shell, link: DeadLink) -> Answer {
    html_status(StatusCode::NOT_FOUND, &DeadLinkPage { shell, link })
}
