//! One's own second factor: set up, replaced, removed.

pub mod codes;
#[cfg(feature = "passkeys")]
pub mod passkeys;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::staff::recovery;
use crate::domain::staff::second_factor::{self, From, Model, RemoveError, SetUpError};
use crate::domain::staff::signed_in::SignedIn;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Member, Recent};
use crate::edge::offer::Offer;
use crate::edge::passkeys::{Section, section};
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::session::StaffSession;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The page.
#[derive(Template)]
#[template(path = "second_factor/index.html")]
struct IndexPage {
    shell: Shell,
    staff: Arc<SignedIn>,
    /// The one that is there.
    factor: Option<Model>,
    codes_left: u64,
    /// Their passkeys, where the program is built with them.
    passkeys: Option<Section>,
    /// The one that can be set up.
    offer: Offer,
    form: Typed,
}

impl IndexPage {
    fn has_app(&self) -> bool {
        self.factor.as_ref().is_some_and(Model::has_app)
    }

    /// Whether something is left of the second factor when the app goes.
    fn passkeys_stay(&self) -> bool {
        self.passkeys.as_ref().is_some_and(|own| own.count > 0)
    }

    /// Whether there is an app to remove, or what a program with passkeys has left behind.
    fn removable(&self) -> bool {
        self.has_app() || self.passkeys.is_none()
    }
}

/// What is there, and what an app can read. Both are for the member alone (S12).
pub async fn show(Recent(member): Recent<Member>, shell: Shell, app: web::Data<App>) -> Answer {
    page(&app, member.staff, shell, Typed::default()).await
}

async fn page(app: &App, staff: Arc<SignedIn>, shell: Shell, form: Typed) -> Answer {
    let db = app.db.read();
    let status = match form.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = IndexPage {
        factor: second_factor::of(db, staff.id).await?,
        codes_left: recovery::left(db, staff.id).await?,
        offer: Offer::to(&app.key, &staff)?,
        passkeys: section(app, &shell, &staff, &form).await?,
        shell,
        staff,
        form,
    };
    html_status(status, &page)
}

/// Takes the code of the app that was set up.
pub async fn set_up(
    Recent(member): Recent<Member>,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["code"], &[])?;
    let who = (&*member.staff, From::TheAccount);
    let code = form.0.text("code");
    match second_factor::set_up((&app.db, &app.key), &member.actor, who, code).await {
        Ok(key) => {
            session.renew(&key)?;
            shell.flash("second-factor-set-up-done");
            see_other(paths::recovery_codes())
        }
        Err(SetUpError::Wrong) => {
            let mut typed = Typed::default();
            typed.refuse("code", shell.t("second-factor-wrong"));
            page(&app, member.staff, shell, typed).await
        }
        Err(SetUpError::Gone) => Err(Failure::SignInFirst),
        Err(SetUpError::Secret(error)) => Err(error.into()),
        Err(SetUpError::Db(error)) => Err(error.into()),
    }
}

/// Removes it.
pub async fn remove(
    Recent(member): Recent<Member>,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let removed = second_factor::remove(&app.db, &member.actor, &member.staff).await;
    session.renew(&removed.map_err(not_removed)?)?;
    shell.flash("second-factor-removed-done");
    see_other(paths::second_factor())
}

fn not_removed(error: RemoveError) -> Failure {
    match error {
        RemoveError::NoneThere => Failure::NotFound,
        RemoveError::Required => Failure::AgainstRule("error-second-factor-required"),
        RemoveError::Gone => Failure::SignInFirst,
        RemoveError::Db(error) => error.into(),
    }
}
