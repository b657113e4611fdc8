//! One's own passkeys: added and removed.

use actix_web::web;

use super::{not_removed, page};
use crate::app::App;
use crate::domain::staff::passkeys::add::{self, AddError, Codes};
use crate::domain::staff::passkeys::{MOST, remove as removal};
use crate::domain::values::ids::PasskeyId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Member, Recent};
use crate::edge::passkeys::{challenge, party};
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::session::StaffSession;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// Makes a challenge for a new one, as JSON.
pub async fn ask(Recent(member): Recent<Member>, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    let parts = (&app.db, &app.key);
    challenge(add::ask(parts, &party(&app)?, &member.actor, &member.staff).await)
}

/// Takes what the device has made.
pub async fn add(
    Recent(member): Recent<Member>,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["passkey_name", "credential"], &[])?;
    let (party, parts) = (party(&app)?, (&app.db, &app.key));
    let given = (form.0.text("passkey_name"), form.0.text("credential"));
    let refused = match add::add(parts, &party, &member.actor, &member.staff, given).await {
        Ok(added) => {
            session.renew(&added.session_key)?;
            shell.flash("passkey-added-done");
            return see_other(match added.codes {
                Codes::Made => paths::recovery_codes(),
                Codes::Kept => paths::second_factor(),
            });
        }
        Err(AddError::Name(problem)) => shell.problem("passkey_name", &problem),
        Err(AddError::Wrong) => shell.t("passkey-wrong"),
        Err(AddError::Known) => shell.t("passkey-known"),
        Err(AddError::TooMany) => shell.t1("passkey-too-many", "max", MOST.to_string()),
        Err(AddError::Gone) => return Err(Failure::SignInFirst),
        Err(AddError::Db(error)) => return Err(error.into()),
    };
    let mut typed = Typed::kept(&form.0, ["passkey_name"]);
    typed.refuse("passkey_name", refused);
    page(&app, member.staff, shell, typed).await
}

/// Removes one.
pub async fn remove(
    Recent(member): Recent<Member>,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    id: web::Path<PasskeyId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let removed = removal::remove(&app.db, &member.actor, &member.staff, *id).await;
    session.renew(&removed.map_err(not_removed)?)?;
    shell.flash("passkey-removed-done");
    see_other(paths::second_factor())
}
