//! Passkeys on pages: the list of one's own, the button that uses one, and the challenge for a
//! script. What the browser answers comes back as a plain form.

use actix_web::HttpResponse;
use actix_web::http::header;
use askama::Template;
use serde::Serialize;

use super::drawn::Drawn;
use super::error::{Answer, Failure};
use super::paths;
use super::shell::Shell;
use super::typed::Typed;
use crate::app::App;
use crate::domain::staff::passkeys::add::AskError;
use crate::domain::staff::passkeys::party::Party;
use crate::domain::staff::passkeys::{self, Model};
use crate::domain::staff::signed_in::SignedIn;

pub use crate::domain::staff::passkeys::answer::At;

/// The party that passkeys are made for. Fails where the installation is reached by a number.
pub fn party(app: &App) -> Result<Party, Failure> {
    let party = Party::at(&app.config.public_url);
    party.ok_or(Failure::AgainstRule("error-passkeys-need-name"))
}

/// A challenge for the script of the page.
pub fn challenge<T: Serialize>(made: Result<T, AskError>) -> Answer {
    let made = made.map_err(|error| match error {
        AskError::NoneThere => Failure::NotFound,
        AskError::Db(error) => error.into(),
        error => Failure::Internal(error.into()),
    })?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(made))
}

/// The passkeys of a member on the page of their second factor.
pub struct Section {
    pub drawn: Drawn,
    /// How many there are.
    pub count: usize,
}

/// SectionPart: the passkeys of a member, and the form for another one.
#[derive(Template)]
#[template(path = "passkeys/section.html")]
struct SectionPart<'a> {
    shell: &'a Shell,
    form: &'a Typed,
    passkeys: Vec<Model>,
    /// Whether the installation has a name that passkeys can be made for.
    named: bool,
}

/// Draws the section. There is always one in this program.
pub async fn section(
    app: &App,
    shell: &Shell,
    staff: &SignedIn,
    form: &Typed,
) -> Result<Option<Section>, Failure> {
    let passkeys = passkeys::of_member(app.db.read(), staff.id).await?;
    let count = passkeys.len();
    let part = SectionPart {
        shell,
        form,
        passkeys,
        named: Party::at(&app.config.public_url).is_some(),
    };
    let drawn = Drawn::of(&part).map_err(anyhow::Error::from)?;
    Ok(Some(Section { drawn, count }))
}

/// ButtonPart: using a passkey in place of a code.
#[derive(Template)]
#[template(path = "passkeys/button.html")]
struct ButtonPart<'a> {
    shell: &'a Shell,
    form: &'a Typed,
    action: &'static str,
    challenge: &'static str,
}

/// Draws the button for a member who has a passkey.
pub async fn button(
    app: &App,
    shell: &Shell,
    (staff, at): (&SignedIn, At),
    form: &Typed,
) -> Result<Option<Drawn>, Failure> {
    let possible = staff.second_factor.there && Party::at(&app.config.public_url).is_some();
    if !possible || !passkeys::any(app.db.read(), staff.id).await? {
        return Ok(None);
    }
    let (action, challenge) = match at {
        At::TheSecondStep => paths::passkey_at_second_step(),
        At::TheConfirmation => paths::passkey_at_confirmation(),
    };
    let part = ButtonPart {
        shell,
        form,
        action,
        challenge,
    };
    Ok(Some(Drawn::of(&part).map_err(anyhow::Error::from)?))
}
