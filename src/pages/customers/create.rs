//! Creating a customer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use super::form::{Choices, CustomerForm, FormPage, Submitted};
use crate::app::App;
use crate::domain::customers::details::Problems;
use crate::domain::customers::save::{self, SaveError};
use crate::domain::documents::batch;
use crate::domain::documents::slot::Slot;
use crate::domain::staff::permission::CreateCustomers;
use crate::domain::values::person::Status;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::{paths, upload};

/// The empty form.
pub async fn form(_staff: Allowed<CreateCustomers>, shell: Shell, app: web::Data<App>) -> Answer {
    page(&app, shell, CustomerForm::empty())
        .await?
        .answer(StatusCode::OK)
}

/// Saves a new customer with their files, or brings the form back as it was typed.
pub async fn create(
    staff: Allowed<CreateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
    payload: web::Payload,
) -> Answer {
    let submission = upload::receive(&http, payload, &app).await?;
    let submitted = Submitted::examine(&app, submission, None).await?;
    let details = match submitted.form.parse(&app, Status::Active) {
        Ok(details) if submitted.refused.is_empty() => details,
        Ok(_) => return again(&app, shell, submitted, Vec::new()).await,
        Err(problems) => return again(&app, shell, submitted, problems).await,
    };
    let names = submitted.file_names();
    let files = batch::store(&app.storage, submitted.files).await?;
    match save::register(&app.db, staff.actor(), &details, files).await {
        Ok(id) => {
            shell.flash("customer-created");
            see_other(&paths::customer(id))
        }
        Err(SaveError::Invalid(problems)) => {
            let form = submitted
                .form
                .choose_again(names)
                .refused(&shell, &problems, &[]);
            page(&app, shell, form)
                .await?
                .answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(SaveError::Stale(_) | SaveError::NotFound) => Err(Failure::NotFound),
    }
}

async fn again(app: &App, shell: Shell, submitted: Submitted, problems: Problems) -> Answer {
    let status = submitted.status(&problems);
    let names = submitted.file_names();
    let form = submitted
        .form
        .choose_again(names)
        .refused(&shell, &problems, &submitted.refused);
    page(app, shell, form).await?.answer(status)
}

async fn page(app: &App, shell: Shell, form: CustomerForm) -> Result<FormPage, Failure> {
    let choices = Choices::gather(app, &shell, None).await?;
    let limit = app.config.upload_limit_bytes / (1024 * 1024);
    Ok(FormPage {
        shell,
        form,
        choices,
        customer: None,
        conflict: None,
        limit,
        slots: &Slot::ALL,
    })
}
