//! Creating a customer.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use super::form::CustomerForm;
use super::form_page::{FormPage, Submitted};
use crate::app::App;
use crate::domain::customers::save::{self, SaveError};
use crate::domain::documents::batch;
use crate::domain::staff::permission::CreateCustomers;
use crate::domain::values::person::Status;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::{paths, upload};

/// The empty form.
pub async fn form(_staff: Allowed<CreateCustomers>, shell: Shell, app: web::Data<App>) -> Answer {
    FormPage::make(&app, shell, CustomerForm::empty(), None)
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
        Ok(details) if submitted.may_be_saved() => details,
        Ok(_) => return submitted.again(&app, shell, None, Vec::new()).await,
        Err(problems) => return submitted.again(&app, shell, None, problems).await,
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
            FormPage::make(&app, shell, form, None)
                .await?
                .answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(SaveError::Stale(_) | SaveError::NotFound) => Err(Failure::NotFound),
    }
}
