//! Changing a customer: the form, saving it, and the answer when somebody else was first.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use super::back::back;
use super::form::{Choices, Conflict, CustomerForm, Difference, FormPage, Submitted};
use crate::app::App;
use crate::domain::customers::customer::Model;
use crate::domain::customers::details::Problems;
use crate::domain::customers::save::{self, Current, SaveError, facts};
use crate::domain::documents::batch;
use crate::domain::documents::slot::Slot;
use crate::domain::staff::permission::UpdateCustomers;
use crate::domain::values::ids::CustomerId;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::{paths, upload};
use crate::pages::history::value_words;

/// The form with what is stored.
pub async fn form(
    _staff: Allowed<UpdateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
) -> Answer {
    let current = current(&app, *id).await?;
    let form = CustomerForm::of(&current);
    page(&app, shell, form, current.customer, None)
        .await?
        .answer(StatusCode::OK)
}

/// Saves the form, or brings it back as it was typed: 422 when it says something wrong, 409 when
/// somebody saved after it was opened.
pub async fn update(
    staff: Allowed<UpdateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    (http, payload): (HttpRequest, web::Payload),
) -> Answer {
    let stored = current(&app, *id).await?;
    let submission = upload::receive(&http, payload, &app).await?;
    let submitted = Submitted::examine(&app, submission, Some(*id)).await?;
    let version = submitted.form.version()?;
    let details = match submitted.form.parse(&app, stored.customer.status) {
        Ok(details) if submitted.refused.is_empty() => details,
        Ok(_) => return again(&app, shell, submitted, stored, Vec::new()).await,
        Err(problems) => return again(&app, shell, submitted, stored, problems).await,
    };
    let names = submitted.file_names();
    let files = batch::store(&app.storage, submitted.files).await?;
    let form = submitted.form.choose_again(names);
    match save::update(&app.db, staff.actor(), *id, version, &details, files).await {
        Ok(()) => {
            shell.flash("customer-updated");
            see_other(&back(&shell).carry(&paths::customer(*id)))
        }
        Err(SaveError::Invalid(problems)) => {
            let form = form.refused(&shell, &problems, &[]);
            let page = page(&app, shell, form, stored.customer, None).await?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SaveError::Stale(now)) => conflict(&app, shell, form, *now).await,
        Err(SaveError::NotFound) => Err(Failure::NotFound),
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

async fn again(
    app: &App,
    shell: Shell,
    submitted: Submitted,
    stored: Current,
    problems: Problems,
) -> Answer {
    let status = submitted.status(&problems);
    let names = submitted.file_names();
    let form = submitted
        .form
        .choose_again(names)
        .refused(&shell, &problems, &submitted.refused);
    page(app, shell, form, stored.customer, None)
        .await?
        .answer(status)
}

/// The form as typed, made from the newest version now, beside what somebody else saved: sending it
/// again means it.
async fn conflict(app: &App, shell: Shell, form: CustomerForm, now: Current) -> Answer {
    let monitors = crate::domain::monitors::monitor::all(&app.db).await?;
    let differences = facts(&now)
        .into_iter()
        .map(|(field, theirs)| {
            let theirs = theirs.unwrap_or_default();
            let off = if form.is_switch(field) && form.value(field).is_empty() {
                "off"
            } else {
                ""
            };
            let yours = if off.is_empty() {
                form.value(field).trim().to_owned()
            } else {
                off.to_owned()
            };
            (field, yours, theirs)
        })
        .filter(|(_, yours, theirs)| yours != theirs)
        .map(|(field, yours, theirs)| Difference {
            label: shell.t(crate::pages::label(field)),
            yours: value_words(&shell, &monitors, field, &yours),
            theirs: value_words(&shell, &monitors, field, &theirs),
        })
        .collect();
    let form = form.from_version(now.customer.version);
    let page = page(
        app,
        shell,
        form,
        now.customer,
        Some(Conflict { differences }),
    )
    .await?;
    page.answer(StatusCode::CONFLICT)
}

async fn current(app: &App, id: CustomerId) -> Result<Current, Failure> {
    save::current(app.db.read(), id)
        .await?
        .ok_or(Failure::NotFound)
}

async fn page(
    app: &App,
    shell: Shell,
    form: CustomerForm,
    customer: Model,
    conflict: Option<Conflict>,
) -> Result<FormPage, Failure> {
    let choices = Choices::gather(app, &shell, Some(&customer)).await?;
    let limit = app.config.upload_limit_bytes / (1024 * 1024);
    Ok(FormPage {
        shell,
        form,
        choices,
        customer: Some(customer),
        conflict,
        limit,
        slots: &Slot::ALL,
    })
}
