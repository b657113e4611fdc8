//! Another password for who has lost theirs: asking for a link, and what the link leads to.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::invite::Sender;
use crate::domain::staff::lost_password::{self, AskError};
use crate::domain::staff::member::Model;
use crate::domain::values::email::Email;
use crate::edge::dead_link::{DeadLink, dead_link};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::new_password;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Asks for the address.
#[derive(Template)]
#[template(path = "lost_password/ask.html")]
struct AskPage {
    shell: Shell,
    form: Typed,
}

/// What everybody is answered.
#[derive(Template)]
#[template(path = "lost_password/sent.html")]
struct SentPage {
    shell: Shell,
}

/// Asks for the new password.
#[derive(Template)]
#[template(path = "lost_password/set.html")]
struct SetPage {
    shell: Shell,
    form: Typed,
    /// Whose password it will be.
    email: String,
}

/// `GET /login/forgotten`
pub async fn form(shell: Shell) -> Answer {
    html(&AskPage {
        shell,
        form: Typed::default(),
    })
}

/// `POST /login/forgotten`: the same answer whoever has this address, or nobody (S23).
pub async fn ask(app: web::Data<App>, shell: Shell, form: Form) -> Answer {
    form.0.only(&["email"], &[])?;
    let email = match form.0.text("email").parse::<Email>() {
        Ok(email) => email,
        Err(problem) => {
            let mut typed = Typed::kept(&form.0, ["email"]);
            typed.refuse("email", shell.problem("email", &problem));
            let page = AskPage { shell, form: typed };
            return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let sender = Sender {
        key: &app.key,
        base: app.config.public_url.as_str(),
        locale: shell.locale,
    };
    let asked = lost_password::ask(&app.db, &shell.actor(), sender, &email).await;
    asked.map_err(|error| match error {
        AskError::Throttled { retry_after } => Failure::TooMany { retry_after },
        AskError::Token(error) => error.into(),
        AskError::Db(error) => error.into(),
    })?;
    see_other(paths::lost_password_sent())
}

/// `GET /login/forgotten/sent`
pub async fn sent(shell: Shell) -> Answer {
    html(&SentPage { shell })
}

/// The token in the address.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// `GET /login/new-password`: opening a link changes nothing.
pub async fn link(app: web::Data<App>, shell: Shell, link: web::Query<Link>) -> Answer {
    let token = link.into_inner().token;
    let Some(member) = owner(&app, &shell, &token).await? else {
        return void(shell);
    };
    html(&SetPage {
        shell,
        form: Typed::with([("token", token)]),
        email: member.email.to_string(),
    })
}

async fn owner(app: &App, shell: &Shell, token: &str) -> Result<Option<Model>, Failure> {
    Ok(lost_password::owner(app.db.read(), token, shell.now()).await?)
}

fn void(shell: Shell) -> Answer {
    dead_link(shell, DeadLink::Password)
}

/// `POST /login/new-password`: sets it; the way on is to sign in with it.
pub async fn set(app: web::Data<App>, shell: Shell, form: Form) -> Answer {
    form.0.only(&["token", "password", "password_again"], &[])?;
    let token = form.0.text("token").to_owned();
    let Some(member) = owner(&app, &shell, &token).await? else {
        return void(shell);
    };
    let context = [member.email.as_str(), member.name.as_str()];
    let mut again = Typed::with([("token", token.clone())]);
    let Some(password) = new_password::read(&shell, &form.0, &mut again, &context) else {
        let page = SetPage {
            email: member.email.to_string(),
            shell,
            form: again,
        };
        return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let hash = new_password::hashed(&app, password).await?;
    if !lost_password::set(&app.db, &shell.actor(), &token, hash).await? {
        return void(shell);
    }
    shell.flash("lost-password-set-done");
    see_other(&paths::sign_in("/"))
}
