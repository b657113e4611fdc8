//! Signing in and out.

use actix_web::http::{StatusCode, header};
use actix_web::web;
use askama::Template;
use secrecy::SecretString;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::sign_in::{self, Attempt, Door, Refusal};
use crate::domain::staff::{own_sessions, session};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::next::safe_next;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::session::{StaffSession, device_cookie};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
    /// There when a form came that was not done, because the session had ended.
    unsent: Option<String>,
}

/// The sign-in page.
#[derive(Template)]
#[template(path = "sign_in/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    /// Whether something was sent and not done.
    unsent: bool,
}

impl FormPage {
    /// With what is wrong about what was typed.
    fn again(shell: Shell, form: Typed) -> FormPage {
        FormPage {
            shell,
            form,
            unsent: false,
        }
    }
}

/// The form; who is signed in already goes on.
pub async fn form(shell: Shell, wanted: web::Query<Wanted>) -> Answer {
    let next = safe_next(&wanted.next);
    if shell.staff.is_some() {
        return see_other(next.as_deref().unwrap_or("/"));
    }
    html(&FormPage {
        shell,
        form: Typed::with([("next", next.unwrap_or_default())]),
        unsent: wanted.unsent.is_some(),
    })
}

/// Signs in.
pub async fn submit(
    app: web::Data<App>,
    shell: Shell,
    session: StaffSession,
    form: Form,
) -> Answer {
    form.0.only(&["email", "password", "next"], &[])?;
    let mut typed = Typed::kept(&form.0, ["email", "next"]);
    for field in ["email", "password"]
        .into_iter()
        .filter(|field| form.0.text(field).is_empty())
    {
        typed.refuse(
            field,
            shell.t1("problem-required", "field", shell.t(super::label(field))),
        );
    }
    if !typed.errors.is_empty() {
        return html_status(
            StatusCode::UNPROCESSABLE_ENTITY,
            &FormPage::again(shell, typed),
        );
    }
    let door = Door {
        db: &app.db,
        hasher: &app.hasher,
        key: &app.key,
        required_of: app.second_factor_required_of(),
    };
    match sign_in::sign_in(door, &shell.actor(), attempt(&form.0, &session)).await {
        Ok(member) => {
            // The session that this browser had before ends here, and that is recorded.
            if let Some(before) = &shell.staff {
                own_sessions::end_own(&app.db, &shell.actor(), before.session.id).await?;
            }
            session.begin(&member.session_key)?;
            let next = safe_next(form.0.text("next"));
            let next = next.as_deref().unwrap_or("/");
            let Some(mark) = member.device_mark else {
                return see_other(&paths::second_step(next));
            };
            let mut answer = see_other(next)?;
            let marked = answer.add_cookie(&device_cookie(mark));
            marked.map_err(anyhow::Error::from)?;
            Ok(answer)
        }
        Err(refusal) => refused(shell, typed, refusal),
    }
}

fn attempt(fields: &Fields, session: &StaffSession) -> Attempt {
    Attempt {
        email: fields.text("email").to_owned(),
        password: SecretString::from(fields.text("password").to_owned()),
        device_mark: session.device_mark.clone(),
        user_agent: session.user_agent.clone(),
    }
}

/// One answer for every wrong try, whatever was wrong.
fn refused(shell: Shell, mut typed: Typed, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Wrong => {
            typed.refuse("email", shell.t("sign-in-wrong"));
            html_status(
                StatusCode::UNPROCESSABLE_ENTITY,
                &FormPage::again(shell, typed),
            )
        }
        Refusal::Throttled { retry_after } => Err(Failure::TooMany { retry_after }),
        Refusal::Busy => Err(Failure::Unavailable),
        Refusal::Failed(why) => Err(Failure::Internal(anyhow::anyhow!(why))),
        Refusal::Db(error) => Err(error.into()),
    }
}

/// Signs out. The browser is told to forget what it keeps of these pages.
pub async fn sign_out(
    app: web::Data<App>,
    shell: Shell,
    session: StaffSession,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    if let Some(staff) = &shell.staff {
        session::sign_out(&app.db, &shell.actor(), staff.session.id).await?;
    }
    session.end();
    let mut answer = see_other("/login")?;
    let forget = header::HeaderValue::from_static("\"cache\", \"storage\"");
    answer
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), forget);
    Ok(answer)
}
