//! A passkey as the proof that it is still oneself.

use actix_web::web;

use super::{failure, show};
use crate::app::App;
use crate::domain::staff::passkeys::answer;
use crate::domain::staff::second_step::ProofError;
use crate::edge::error::Answer;
use crate::edge::forms::Form;
use crate::edge::guard::Member;
use crate::edge::next::safe_next;
use crate::edge::passkeys::{At, challenge, party};
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Makes a challenge, as JSON.
pub async fn ask(member: Member, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    let place = (&*member.staff, At::TheConfirmation);
    challenge(answer::ask(&app.db, &party(&app)?, &member.actor, place).await)
}

/// Takes the answer, and leads back to what was wanted.
pub async fn submit(member: Member, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&["credential", "next"], &[])?;
    let (party, parts) = (party(&app)?, (&app.db, &app.key));
    let credential = form.0.text("credential");
    match answer::prove(parts, &party, &member.actor, &member.staff, credential).await {
        Ok(()) => {
            let next = safe_next(form.0.text("next"));
            see_other(next.as_deref().unwrap_or(paths::account()))
        }
        Err(ProofError::Wrong) => {
            let mut typed = Typed::kept(&form.0, ["next"]);
            typed.refuse("passkey", shell.t("passkey-wrong"));
            show(&app, member.staff, shell, typed).await
        }
        Err(error) => Err(failure(error)),
    }
}
