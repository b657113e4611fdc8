//! A passkey in place of a code.

use actix_web::web;

use super::{go_on, show, taken};
use crate::app::App;
use crate::domain::staff::passkeys::answer;
use crate::edge::error::Answer;
use crate::edge::forms::Form;
use crate::edge::guard::AtSecondStep;
use crate::edge::next::safe_next;
use crate::edge::passkeys::{At, challenge, party};
use crate::edge::session::StaffSession;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Makes a challenge, as JSON.
pub async fn ask(one: AtSecondStep, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    let place = (&one.halfway.member, At::TheSecondStep);
    challenge(answer::ask(&app.db, &party(&app)?, &one.actor, place).await)
}

/// Takes the answer.
pub async fn submit(
    one: AtSecondStep,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["credential", "next"], &[])?;
    let (party, parts) = (party(&app)?, (&app.db, &app.key));
    let given = (form.0.text("credential"), session.device_mark.as_deref());
    let done = answer::complete(parts, &party, &one.actor, &one.halfway.member, given).await;
    match taken(done)? {
        Some((key, mark)) => {
            let next = safe_next(form.0.text("next"));
            go_on(&session, &key, mark, next.as_deref().unwrap_or("/"))
        }
        None => {
            let mut typed = Typed::kept(&form.0, ["next"]);
            typed.refuse("passkey", shell.t("passkey-wrong"));
            show(&app, &one, shell, typed).await
        }
    }
}
