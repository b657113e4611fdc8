//! The settings of the audit: from which difference on it reports an account.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::settings::audit::AuditLimits;
use crate::domain::settings::stored::{self, SaveError, Settings, Stored};
use crate::domain::staff::permission::UpdateSettings;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

const FIELDS: [&str; 3] = ["audit_absolute", "audit_per_mille", "version"];

/// Beside the fields, the language that their figures are in.
const TYPED_IN: &str = "typed_in";

/// The form.
#[derive(Template)]
#[template(path = "audit_settings/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    /// As they are now.
    stored: Stored<AuditLimits>,
    /// Whether somebody saved them after the form was made.
    conflict: bool,
}

impl FormPage {
    /// Each value as it is stored now, with its label.
    fn now(&self) -> Vec<(String, String)> {
        let facts = self.stored.value.facts().into_iter();
        let facts = facts.map(|(field, value)| {
            let value = self.shell.figure(&value);
            (self.shell.t(super::label(field)), value)
        });
        facts.collect()
    }
}

/// `GET /settings/audit`
pub async fn form(_staff: Allowed<UpdateSettings>, shell: Shell, app: web::Data<App>) -> Answer {
    let stored = stored::find::<AuditLimits>(app.db.read()).await?;
    let form = Typed::with([
        ("audit_absolute", shell.in_field(&stored.value.absolute)),
        ("audit_per_mille", shell.in_field(&stored.value.per_mille)),
        ("version", stored.version.to_string()),
    ]);
    html(&FormPage {
        shell,
        form,
        stored,
        conflict: false,
    })
}

/// `POST /settings/audit`
pub async fn save(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let sent = form.0;
    sent.only(&[&FIELDS[..], &[TYPED_IN]].concat(), &[])?;
    let mut form = Typed::kept(&sent, FIELDS);
    let version = form.value("version").parse();
    let version: i64 = version.map_err(|_| Failure::BadRequest("error-version"))?;
    let parsed = AuditLimits::read(
        form.amount(&shell, &sent, "audit_absolute"),
        form.value("audit_per_mille").parse(),
    );
    let limits = match parsed {
        Ok(limits) => limits,
        Err(problems) => {
            for (field, problem) in &problems {
                form.refuse(field, shell.problem(field, problem));
            }
            return again(&app, shell, form, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    match stored::save(&app.db, staff.actor(), version, &limits).await {
        Ok(()) => {
            shell.flash("audit-settings-saved");
            see_other(paths::audit_settings())
        }
        Err(SaveError::Stale) => again(&app, shell, form, StatusCode::CONFLICT).await,
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// The form as typed. After a conflict it is made from what is stored now: sending it again means
/// it.
async fn again(app: &App, shell: Shell, mut form: Typed, status: StatusCode) -> Answer {
    let stored = stored::find::<AuditLimits>(app.db.read()).await?;
    let conflict = status == StatusCode::CONFLICT;
    if conflict {
        form.set("version", stored.version.to_string());
    }
    let page = FormPage {
        shell,
        form,
        stored,
        conflict,
    };
    html_status(status, &page)
}
