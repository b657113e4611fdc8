//! Asking again who it is, before what matters most: with the password, or a code of the app.

#[cfg(feature = "passkeys")]
pub mod passkey;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use secrecy::SecretString;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::password::HashError;
use crate::domain::staff::proof::{self, Proof};
use crate::domain::staff::second_step::ProofError;
use crate::domain::staff::signed_in::SignedIn;
use crate::edge::drawn::Drawn;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Member;
use crate::edge::next::safe_next;
use crate::edge::passkeys::{self, At};
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// The page.
#[derive(Template)]
#[template(path = "confirm/form.html")]
struct FormPage {
    shell: Shell,
    staff: Arc<SignedIn>,
    form: Typed,
    /// The button that uses a passkey, for those who have one.
    passkey: Option<Drawn>,
}

/// The form.
pub async fn form(
    member: Member,
    shell: Shell,
    app: web::Data<App>,
    wanted: web::Query<Wanted>,
) -> Answer {
    let next = safe_next(&wanted.next).unwrap_or_default();
    show(&app, member.staff, shell, Typed::with([("next", next)])).await
}

async fn show(app: &App, staff: Arc<SignedIn>, shell: Shell, form: Typed) -> Answer {
    let status = match form.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = FormPage {
        passkey: passkeys::button(app, &shell, (&staff, At::TheConfirmation), &form).await?,
        shell,
        staff,
        form,
    };
    html_status(status, &page)
}

/// Takes the password or the code, and leads back to what was wanted.
pub async fn submit(member: Member, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&["password", "code", "next"], &[])?;
    let mut typed = Typed::kept(&form.0, ["next"]);
    let (field, wrong) = match given(&form.0) {
        None => {
            let label = shell.t(super::label("password"));
            ("password", shell.t1("problem-required", "field", label))
        }
        Some((field, given)) => {
            let parts = (&app.db, &app.hasher, &app.key);
            match proof::prove(parts, &member.actor, &member.staff, given).await {
                Ok(()) => {
                    shell.flash("confirmed");
                    let next = safe_next(form.0.text("next"));
                    return see_other(next.as_deref().unwrap_or(paths::account()));
                }
                Err(ProofError::Wrong) => (field, shell.t(format!("confirm-wrong-{field}"))),
                Err(error) => return Err(failure(error)),
            }
        }
    };
    typed.refuse(field, wrong);
    show(&app, member.staff, shell, typed).await
}

/// What was filled in: the password, if both were.
fn given(fields: &Fields) -> Option<(&'static str, Proof<'_>)> {
    let password = fields.text("password");
    if !password.is_empty() {
        let password = SecretString::from(password.to_owned());
        return Some(("password", Proof::Password(password)));
    }
    let code = fields.text("code");
    (!code.trim().is_empty()).then_some(("code", Proof::Code(code)))
}

fn failure(error: ProofError) -> Failure {
    match error {
        ProofError::Throttled { retry_after } => Failure::TooMany { retry_after },
        ProofError::Gone | ProofError::Wrong => Failure::SignInFirst,
        ProofError::Hash(HashError::Busy) => Failure::Unavailable,
        ProofError::Db(error) => error.into(),
        error => Failure::Internal(error.into()),
    }
}
