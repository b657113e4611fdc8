//! The second step of signing in: a code, or setting up the app that makes them where one is
//! required.

#[cfg(feature = "passkeys")]
pub mod passkey;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use secrecy::SecretString;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::second_factor::{self, From, SetUpError};
use crate::domain::staff::second_step::{self, Completed, Given, ProofError};
use crate::domain::staff::sign_in_code::{self, SendError};
use crate::domain::staff::signed_in::Missing;
use crate::edge::drawn::Drawn;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::AtSecondStep;
use crate::edge::next::safe_next;
use crate::edge::offer::Offer;
use crate::edge::passkeys::{self, At};
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::session::{StaffSession, device_cookie};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// Asks for a code.
#[derive(Template)]
#[template(path = "second_step/code.html")]
struct CodePage {
    shell: Shell,
    form: Typed,
    /// Whose password it was.
    email: String,
    /// The button that uses a passkey, for those who have one.
    passkey: Option<Drawn>,
}

/// Has the app set up.
#[derive(Template)]
#[template(path = "second_step/set_up.html")]
struct SetUpPage {
    shell: Shell,
    form: Typed,
    email: String,
    offer: Offer,
}

/// The page.
pub async fn form(
    one: AtSecondStep,
    shell: Shell,
    app: web::Data<App>,
    wanted: web::Query<Wanted>,
) -> Answer {
    let next = safe_next(&wanted.next).unwrap_or_default();
    show(&app, &one, shell, Typed::with([("next", next)])).await
}

async fn show(app: &App, one: &AtSecondStep, shell: Shell, form: Typed) -> Answer {
    let status = match form.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let member = &one.halfway.member;
    let email = member.email.to_string();
    match one.halfway.missing {
        Missing::Code => {
            let place = (member, At::TheSecondStep);
            let page = CodePage {
                passkey: passkeys::button(app, &shell, place, &form).await?,
                shell,
                form,
                email,
            };
            html_status(status, &page)
        }
        Missing::SetUp => {
            let page = SetUpPage {
                offer: Offer::to(&app.key, member)?,
                shell,
                form,
                email,
            };
            html_status(status, &page)
        }
    }
}

/// Takes the code.
pub async fn submit(
    one: AtSecondStep,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["code", "next"], &[])?;
    let mut typed = Typed::kept(&form.0, ["next"]);
    let code = form.0.text("code");
    if code.trim().is_empty() {
        let label = shell.t(super::label("code"));
        typed.refuse("code", shell.t1("problem-required", "field", label));
        return show(&app, &one, shell, typed).await;
    }
    let next = safe_next(form.0.text("next"));
    let next = next.as_deref().unwrap_or("/");
    let wrong = match one.halfway.missing {
        Missing::Code => match complete(&app, &one, &session, code).await? {
            Some((key, mark)) => return go_on(&session, &key, mark, next),
            None => "second-step-wrong",
        },
        Missing::SetUp => match set_up(&app, &one, code).await? {
            Some((key, mark)) => {
                let codes = paths::new_recovery_codes(next);
                return go_on(&session, &key, mark, &codes);
            }
            None => "second-factor-wrong",
        },
    };
    typed.refuse("code", shell.t(wrong));
    show(&app, &one, shell, typed).await
}

/// The new key of the session and the new mark of the browser; `None` when the code is wrong.
type In = Option<(SecretString, String)>;

async fn complete(
    app: &App,
    one: &AtSecondStep,
    session: &StaffSession,
    code: &str,
) -> Result<In, Failure> {
    let device_mark = session.device_mark.as_deref();
    let given = Given { code, device_mark };
    let parts = (&app.db, &app.key);
    taken(second_step::complete(parts, &one.actor, &one.halfway.member, given).await)
}

fn taken(done: Result<Completed, ProofError>) -> Result<In, Failure> {
    match done {
        Ok(done) => Ok(Some((done.session_key, done.device_mark))),
        Err(ProofError::Wrong) => Ok(None),
        Err(ProofError::Throttled { retry_after }) => Err(Failure::TooMany { retry_after }),
        Err(ProofError::Gone) => Err(Failure::SignInFirst),
        Err(ProofError::Db(error)) => Err(error.into()),
        Err(error) => Err(Failure::Internal(error.into())),
    }
}

async fn set_up(app: &App, one: &AtSecondStep, code: &str) -> Result<In, Failure> {
    let member = &one.halfway.member;
    let parts = (&app.db, &app.key);
    match second_factor::set_up(parts, &one.actor, (member, From::TheDoor), code).await {
        Ok(key) => {
            let mark = second_step::new_mark(&app.key, member, one.actor.at, None)?;
            Ok(Some((key, mark)))
        }
        Err(SetUpError::Wrong) => Ok(None),
        Err(SetUpError::Gone) => Err(Failure::SignInFirst),
        Err(SetUpError::Db(error)) => Err(error.into()),
        Err(error) => Err(Failure::Internal(error.into())),
    }
}

fn go_on(session: &StaffSession, key: &SecretString, mark: String, path: &str) -> Answer {
    session.renew(key)?;
    let mut answer: HttpResponse = see_other(path)?;
    let marked = answer.add_cookie(&device_cookie(mark));
    marked.map_err(anyhow::Error::from)?;
    Ok(answer)
}

/// Sends a code by mail to whoever has an app and not at hand; who has none sets one up.
pub async fn send_code(one: AtSecondStep, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&["next"], &[])?;
    let next = safe_next(form.0.text("next"));
    let back = paths::second_step(next.as_deref().unwrap_or("/"));
    if one.halfway.missing == Missing::SetUp {
        return see_other(&back);
    }
    let parts = (&app.db, &app.key);
    let sent = sign_in_code::send(parts, &one.actor, &one.halfway.member).await;
    sent.map_err(|error| match error {
        SendError::Throttled { retry_after } => Failure::TooMany { retry_after },
        SendError::Random(error) => error.into(),
        SendError::Db(error) => error.into(),
    })?;
    shell.flash("second-step-sent");
    see_other(&back)
}
