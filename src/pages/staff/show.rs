//! One member of staff: what they may do and see, what happened, and what can be done about it.

use actix_web::web;
use askama::Template;

use super::{BEYOND, sender};
use crate::app::App;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::staff::details::SaveError;
use crate::domain::staff::disable::{self, AccessError, Named};
use crate::domain::staff::invite::{self, AgainError};
use crate::domain::staff::lost_password::{self, SendError};
use crate::domain::staff::permission::{Permission, UpdateStaff, ViewStaff};
use crate::domain::staff::roster::{self, Person};
use crate::domain::staff::second_factor::{self, ResetError};
use crate::domain::staff::update;
use crate::domain::values::ids::StaffId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::paths;
use crate::edge::respond::{html, see_other};
use crate::edge::shell::Shell;
use crate::pages::history::{Told, tell};

/// The page of a member.
#[derive(Template)]
#[template(path = "staff/show.html")]
struct ShowPage {
    shell: Shell,
    person: Person,
    groups: Vec<String>,
    told: Vec<Told>,
    may_update: bool,
    /// Whether the reader looks at themselves.
    own: bool,
}

impl ShowPage {
    fn is(&self, code: &str) -> bool {
        self.person.standing().code() == code
    }

    fn path(&self) -> String {
        paths::staff_member(self.person.id)
    }
}

/// The page.
pub async fn show(
    staff: Allowed<ViewStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
) -> Answer {
    let db = app.db.read();
    let person = roster::find(db, *id).await?.ok_or(Failure::NotFound)?;
    let groups = roster::named(&person, &roster::group_names(db).await?);
    let entries = reading::about(app.db.read(), Subject::Staff(*id), Kinds::Changes, None).await?;
    html(&ShowPage {
        told: tell(&shell, &[], &entries.entries),
        may_update: shell.may(Permission::UpdateStaff),
        own: staff.staff().id == *id,
        groups,
        shell,
        person,
    })
}

/// Sends a new invitation.
pub async fn invite(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let sent = invite::invite_again(&app.db, staff.actor(), sender(&app, &shell), *id).await;
    match sent {
        Ok(()) => done(&shell, *id, "staff-invited-again"),
        Err(AgainError::NotWaiting) => Err(Failure::Conflict("error-staff-moved-on")),
        Err(AgainError::Save(SaveError::NotFound)) => Err(Failure::NotFound),
        Err(AgainError::Save(SaveError::Beyond)) => Err(Failure::AgainstRule(BEYOND)),
        Err(AgainError::Save(error)) => Err(Failure::Internal(error.into())),
    }
}

/// Shuts them out.
pub async fn disable(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let disabled = disable::disable(&app.db, staff.actor(), Named::Number(*id)).await;
    disabled.map_err(failure)?;
    done(&shell, *id, "staff-disabled-done")
}

/// Lets them in again.
pub async fn enable(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let enabled = disable::enable(&app.db, staff.actor(), *id).await;
    enabled.map_err(failure)?;
    done(&shell, *id, "staff-enabled-done")
}

/// Ends all their sessions.
pub async fn end_sessions(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let ended = update::end_sessions(&app.db, staff.actor(), *id).await;
    let ended = ended.map_err(failure)?;
    shell.flash_with("sessions-ended", ended);
    see_other(&paths::staff_member(*id))
}

/// Takes away their second factor, which they have lost.
pub async fn reset_second_factor(
    Recent(staff): Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let reset = second_factor::reset(&app.db, staff.actor(), Named::Number(*id)).await;
    reset.map_err(|error| match error {
        ResetError::Unknown => Failure::NotFound,
        ResetError::NoneThere => Failure::Conflict("error-staff-moved-on"),
        ResetError::Yourself => Failure::AgainstRule("error-not-your-own-factor"),
        ResetError::Beyond => Failure::AgainstRule(BEYOND),
        ResetError::Db(error) => error.into(),
    })?;
    done(&shell, *id, "second-factor-reset-done")
}

/// Sends a link with which they set another password; nobody else sees it.
pub async fn send_password_link(
    Recent(staff): Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let sent = lost_password::send(&app.db, staff.actor(), sender(&app, &shell), *id).await;
    sent.map_err(|error| match error {
        SendError::Unknown => Failure::NotFound,
        SendError::CannotSignIn => Failure::Conflict("error-staff-moved-on"),
        SendError::Beyond => Failure::AgainstRule(BEYOND),
        SendError::Token(error) => error.into(),
        SendError::Db(error) => error.into(),
    })?;
    done(&shell, *id, "staff-password-link-done")
}

fn done(shell: &Shell, id: StaffId, words: &'static str) -> Answer {
    shell.flash(words);
    see_other(&paths::staff_member(id))
}

fn failure(error: AccessError) -> Failure {
    match error {
        AccessError::Unknown => Failure::NotFound,
        AccessError::LastAdministrator => Failure::AgainstRule("error-last-administrator"),
        AccessError::Yourself => Failure::AgainstRule("error-not-yourself"),
        AccessError::Beyond => Failure::AgainstRule(BEYOND),
        AccessError::AlreadyDisabled | AccessError::NotDisabled => {
            Failure::Conflict("error-staff-moved-on")
        }
        AccessError::Db(error) => error.into(),
    }
}
