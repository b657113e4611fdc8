//! What the page of a mail to staff says besides: whose page to open, and what of it nobody but its
//! receiver reads.

use crate::app::App;
use crate::domain::outbox::mail::Model;
use crate::domain::outbox::message::{Message, Secret};
use crate::domain::outbox::sealed;
use crate::domain::staff::member;
use crate::domain::staff::permission::Permission;
use crate::edge::error::Failure;
use crate::edge::paths;
use crate::edge::shell::Shell;

/// About a mail to a member.
pub(super) struct ToStaff {
    /// Their page, for those who may open it.
    pub page: Option<String>,
    /// Why it is not sent again, if it came with a link or a code that works once.
    pub once: Option<&'static str>,
}

impl ToStaff {
    /// What there is to say; `None` of a mail to a customer.
    pub async fn of(app: &App, shell: &Shell, mail: &Model) -> Result<Option<ToStaff>, Failure> {
        let message = Message::from_code(&mail.kind);
        let Some(message) = message.filter(|message| message.is_to_staff()) else {
            return Ok(None);
        };
        let member = match shell.may(Permission::ViewStaff) {
            true => member::id_by_email(app.db.read(), &mail.to_address).await?,
            false => None,
        };
        Ok(Some(ToStaff {
            page: member.map(paths::staff_member),
            once: message.secret().map(|_| once(message)),
        }))
    }
}

/// Where a new one comes from.
fn once(message: Message) -> &'static str {
    match message {
        Message::StaffInvitation | Message::StaffPasswordLink => "mail-once-sent",
        Message::StaffSignInCode => "mail-once-code",
        _ => "mail-once-address",
    }
}

/// A mail without its link or code.
pub(super) fn withheld(shell: &Shell, mail: Model) -> Model {
    sealed::withheld(mail, |secret| match secret {
        Secret::Link => shell.t("mail-secret-link"),
        Secret::Code => shell.t("mail-secret-code"),
    })
}
