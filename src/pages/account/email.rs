//! Another address for oneself: asked for, taken back, and confirmed with the link that was sent.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::email_change::{self, AskError, ConfirmError, Model};
use crate::domain::staff::invite::Sender;
use crate::domain::values::email::Email;
use crate::domain::values::problem::Problem;
use crate::edge::dead_link::{DeadLink, dead_link};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Member, Recent};
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The form.
#[derive(Template)]
#[template(path = "account/email.html")]
struct EmailPage {
    shell: Shell,
    form: Typed,
    /// The address at hand.
    now: String,
    waiting: Option<Model>,
}

async fn page(app: &App, member: &Member, shell: Shell, form: Typed) -> Result<EmailPage, Failure> {
    let waiting = email_change::waiting(app.db.read(), member.staff.id, shell.now()).await?;
    Ok(EmailPage {
        now: member.staff.email.to_string(),
        waiting,
        shell,
        form,
    })
}

/// `GET /account/email`
pub async fn form(member: Recent<Member>, shell: Shell, app: web::Data<App>) -> Answer {
    html(&page(&app, &member.0, shell, Typed::default()).await?)
}

/// `POST /account/email`: sends the link.
pub async fn ask(member: Recent<Member>, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&["email"], &[])?;
    let Recent(member) = member;
    let sender = Sender {
        key: &app.key,
        base: app.config.public_url.as_str(),
        locale: shell.locale,
    };
    let asked = match form.0.text("email").parse::<Email>() {
        Ok(email) => match email_change::ask(&app.db, &member.actor, sender, &email).await {
            Ok(()) => Ok(email),
            Err(AskError::Same) => Err(shell.t("own-email-same")),
            Err(AskError::Gone) => return Err(Failure::SignInFirst),
            Err(AskError::Token(error)) => return Err(error.into()),
            Err(AskError::Db(error)) => return Err(error.into()),
        },
        Err(problem) => Err(shell.problem("email", &problem)),
    };
    match asked {
        Ok(email) => {
            shell.flash_with("own-email-asked", email);
            see_other(paths::own_email())
        }
        Err(words) => {
            let mut form = Typed::kept(&form.0, ["email"]);
            form.refuse("email", words);
            let page = page(&app, &member, shell, form).await?;
            html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /account/email/cancel`
pub async fn cancel(member: Member, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    if !email_change::cancel(&app.db, &member.actor).await? {
        return Err(Failure::NotFound);
    }
    shell.flash("own-email-cancelled");
    see_other(paths::account())
}

/// The token in the address.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// What the link would do.
#[derive(Template)]
#[template(path = "account/confirm_email.html")]
struct ConfirmPage {
    shell: Shell,
    form: Typed,
    email: String,
}

/// `GET /account/email/confirm`: opening a link changes nothing, its button does.
pub async fn link(app: web::Data<App>, shell: Shell, link: web::Query<Link>) -> Answer {
    let asked = email_change::confirming(app.db.read(), &link.token, shell.now()).await?;
    let Some(asked) = asked else {
        return dead_link(shell, DeadLink::Address);
    };
    html(&ConfirmPage {
        shell,
        form: Typed::with([("token", link.into_inner().token)]),
        email: asked.email.to_string(),
    })
}

/// `POST /account/email/confirm`
pub async fn confirm(app: web::Data<App>, shell: Shell, form: Form) -> Answer {
    form.0.only(&["token"], &[])?;
    let token = form.0.text("token");
    let kept = shell.staff.as_ref().map(|staff| staff.session.id);
    match email_change::confirm(&app.db, &shell.actor(), token, kept).await {
        Ok(()) => {
            shell.flash("own-email-changed");
            see_other(match shell.staff {
                Some(_) => paths::account(),
                None => "/login",
            })
        }
        Err(ConfirmError::LinkInvalid) => dead_link(shell, DeadLink::Address),
        Err(ConfirmError::Taken) => {
            let asked = email_change::confirming(app.db.read(), token, shell.now()).await?;
            let mut form = Typed::with([("token", token.to_owned())]);
            form.refuse("email", shell.problem("email", &Problem::EmailTaken));
            let page = ConfirmPage {
                email: asked
                    .map(|asked| asked.email.to_string())
                    .unwrap_or_default(),
                shell,
                form,
            };
            html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(ConfirmError::Db(error)) => Err(error.into()),
    }
}
