//! Asking again who it is, before what matters most: with the password, or a code of the app.

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
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Member;
use crate::edge::next::safe_next;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
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
}

/// The form.
pub async fn form(member: Member, shell: Shell, wanted: web::Query<Wanted>) -> Answer {
    html(&FormPage {
        shell,
        staff: member.staff,
        form: Typed::with([("next", safe_next(&wanted.next).unwrap_or_default())]),
    })
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
                    let next = safe_next(form.0.text("next"));
                    return see_other(next.as_deref().unwrap_or(paths::account()));
                }
                Err(ProofError::Wrong) => (field, shell.t(format!("confirm-wrong-{field}"))),
                Err(error) => return Err(failure(error)),
            }
        }
    };
    typed.refuse(field, wrong);
    let page = FormPage {
        shell,
        staff: member.staff,
        form: typed,
    };
    html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
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
