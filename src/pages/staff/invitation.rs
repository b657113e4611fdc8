//! The end of an invitation: a link that works once, and a password that only its owner knows.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::invite;
use crate::domain::staff::member::Model;
use crate::edge::dead_link::{DeadLink, dead_link};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::new_password;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The token in the address.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// The page.
#[derive(Template)]
#[template(path = "staff/invitation.html")]
struct InvitationPage {
    shell: Shell,
    form: Typed,
    /// Whose password it will be.
    email: String,
}

/// The form, while its link works.
pub async fn form(app: web::Data<App>, shell: Shell, link: web::Query<Link>) -> Answer {
    let Some(member) = invited(&app, &shell, &link.token).await? else {
        return dead_link(shell, DeadLink::Invitation);
    };
    html(&InvitationPage {
        email: member.email.to_string(),
        shell,
        form: Typed::with([("token", link.into_inner().token)]),
    })
}

async fn invited(app: &App, shell: &Shell, token: &str) -> Result<Option<Model>, Failure> {
    Ok(invite::invited(app.db.read(), token, shell.now()).await?)
}

/// Sets the password; the way on is to sign in with it.
pub async fn submit(
    app: web::Data<App>,
    shell: Shell,
    link: web::Query<Link>,
    form: Form,
) -> Answer {
    form.0.only(&["token", "password", "password_again"], &[])?;
    let sent = Some(form.0.text("token")).filter(|token| !token.is_empty());
    let token = sent.unwrap_or(&link.token).to_owned();
    let Some(member) = invited(&app, &shell, &token).await? else {
        return dead_link(shell, DeadLink::Invitation);
    };
    let context = [member.email.as_str(), member.name.as_str()];
    let mut again = Typed::with([("token", token.clone())]);
    let Some(password) = new_password::read(&shell, &form.0, &mut again, &context) else {
        let page = InvitationPage {
            email: member.email.to_string(),
            shell,
            form: again,
        };
        return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let hash = new_password::hashed(&app, password).await?;
    if !invite::accept(&app.db, &shell.actor(), &token, hash).await? {
        return dead_link(shell, DeadLink::Invitation);
    }
    shell.flash("invitation-accepted");
    see_other(&paths::sign_in("/"))
}
