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
use crate::domain::customers::update::{Edit, Saved, update as save_changes};
use crate::domain::documents::{batch, stored};
use crate::domain::journal::entry::Subject;
use crate::domain::staff::permission::UpdateCustomers;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
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
    let current = current(&app, staff.scope(), *id).await?;
    let documents = stored::of_customer(app.db.read(), *id).await?;
    let base = Base::of(entry, &current, &documents);
    let form = CustomerForm::of(&current, &base);
    FormPage::make(&app, shell, form, Some(current.customer))
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
    let stored = current(&app, staff.scope(), *id).await?.customer;
    let submission = upload::receive(&http, payload, &app).await?;
    let submitted = Submitted::examine(&app, submission, Some(*id)).await?;
    let version = submitted.form.version()?;
    let details = match submitted.form.parse(&app, stored.status) {
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
    };
    match save_changes(&app.db, staff.actor(), *id, edit, files).await {
        Ok(saved) => {
            tell(&shell, &saved);
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
}

async fn current(app: &App, scope: &Scope, id: CustomerId) -> Result<Current, Failure> {
    current::find(app.db.read(), scope, id)
        .await?
        .ok_or(Failure::NotFound)
}
