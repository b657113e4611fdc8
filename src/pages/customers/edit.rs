//! Changing a customer: the form, saving it, and the answer when somebody else was first.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use super::back::back;
use super::conflict;
use super::form::CustomerForm;
use super::form_page::{FormPage, Submitted};
use crate::app::App;
use crate::domain::customers::base::{Base, newest_entry};
use crate::domain::customers::current::{self, Current};
use crate::domain::customers::save::SaveError;
use crate::domain::customers::update::{Edit, Personal, Saved, update as save_changes};
use crate::domain::documents::{batch, stored};
use crate::domain::journal::entry::Subject;
use crate::domain::staff::permission::UpdateCustomers;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::{paths, upload};

/// The form with what is stored.
pub async fn form(
    staff: Allowed<UpdateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
) -> Answer {
    let entry = newest_entry(app.db.read(), Subject::Customer(*id)).await?;
    let clear = current(&app, staff.scope(), *id).await?;
    let sight = staff.sight();
    let documents = stored::of_customer(app.db.read(), sight, *id).await?;
    let base = Base::of(entry, &clear, &documents).seen_by(sight, *id);
    let mut form = CustomerForm::of(&clear, &base);
    if !sight.sees(*id) {
        form.withhold(&clear);
    }
    FormPage::make(&app, shell, form, Some(clear.customer.seen_by(sight)))
        .await?
        .answer(StatusCode::OK)
}

/// Saves the form, or brings it back as it was typed: 422 when it says something wrong, 409 when
/// somebody changed the same after it was opened.
pub async fn update(
    staff: Allowed<UpdateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    (http, payload): (HttpRequest, web::Payload),
) -> Answer {
    let clear = current(&app, staff.scope(), *id).await?;
    let stored = clear.customer.clone().seen_by(staff.sight());
    let submission = upload::receive(&http, payload, &app).await?;
    let mut submitted = Submitted::examine(&app, submission, Some(&clear.customer)).await?;
    let sent = submitted.form.says_personal();
    if submitted.form.withheld || !staff.sight().sees(*id) {
        submitted.form.withhold(&clear);
    }
    let version = submitted.form.version()?;
    let details = match submitted.form.parse_over(&app, &clear) {
        Ok(details) if submitted.may_be_saved() => details,
        Ok(_) => return submitted.again(&app, shell, Some(stored), Vec::new()).await,
        Err(problems) => return submitted.again(&app, shell, Some(stored), problems).await,
    };
    let names = submitted.file_names();
    let files = batch::store(&app.storage, submitted.files).await?;
    let form = submitted.form.choose_again(names);
    let edit = Edit {
        details: &details,
        version,
        base: form.base(),
        personal: match form.withheld {
            true => Personal::Left,
            false => Personal::Said,
        },
    };
    match save_changes(&app.db, staff.actor(), *id, edit, files).await {
        Ok(saved) => {
            tell(&shell, &saved);
            if sent && form.withheld {
                shell.flash("personal-unchanged");
            }
            see_other(&back(&shell).carry(&paths::customer(*id)))
        }
        Err(SaveError::Invalid(problems)) => {
            let form = form.refused(&shell, &problems, &[]);
            let page = FormPage::make(&app, shell, form, Some(stored)).await?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SaveError::Stale(stale)) => conflict::answer(&app, shell, form, *stale).await,
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// Says what was saved, and what happened besides.
fn tell(shell: &Shell, saved: &Saved) {
    if saved.merged_with.is_empty() {
        shell.flash("customer-updated");
    } else {
        shell.flash_with("customer-merged", saved.merged_with.join(", "));
    }
    if !saved.dropped.is_empty() {
        let steps = saved.dropped.iter();
        let steps: Vec<String> = steps
            .map(|step| shell.t(format!("step-{}", step.code())))
            .collect();
        shell.flash_with("customer-recheck", steps.join(", "));
    }
    if let Some(ended) = saved.ended {
        shell.flash_with("customer-sessions-ended", ended);
    }
}

/// The customer as stored: the form withholds what its reader does not see.
async fn current(app: &App, scope: &Scope, id: CustomerId) -> Result<Current, Failure> {
    current::find(app.db.read(), (scope, &Sight::Clear), id)
        .await?
        .ok_or(Failure::NotFound)
}
