//! The page of the customer form, and a form that came back from it with its files.

use actix_web::http::StatusCode;
use askama::Template;

use super::back::back;
use super::choices::Choices;
use super::conflict::Conflict;
use super::duplicates::likeness;
use super::form::{CHECK, CustomerForm};
use crate::app::App;
use crate::domain::customers::customer::Model;
use crate::domain::customers::details::Problems;
use crate::domain::customers::duplicates::{self, Duplicate};
use crate::domain::documents::accept::{self, Accepted, Refused};
use crate::domain::documents::refusal::Refusal;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::{self, CustomerDocuments, Model as Document};
use crate::domain::staff::permission::Permission;
use crate::domain::verification::dossier::begins_anew;
use crate::domain::verification::progress::follows_from;
use crate::domain::verification::step::Step;
use crate::edge::error::{Answer, Failure};
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::upload::Submission;

/// The page of the form, new or for a stored customer.
#[derive(Template)]
#[template(path = "customers/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub form: CustomerForm,
    pub choices: Choices,
    /// The stored customer; `None` for a new one.
    pub customer: Option<Model>,
    /// What somebody else changed meanwhile.
    pub conflict: Option<Conflict>,
    /// In MiB.
    pub limit: u64,
    pub slots: &'static [Slot],
    /// What is stored; of a new customer nothing.
    pub documents: CustomerDocuments,
    /// Who looks alike, if that was asked.
    pub duplicates: Option<Vec<Duplicate>>,
}

impl FormPage {
    /// The form of a new customer, or of a stored one.
    pub async fn make(
        app: &App,
        shell: Shell,
        form: CustomerForm,
        customer: Option<Model>,
    ) -> Result<FormPage, Failure> {
        let choices = Choices::gather(app, &shell, customer.as_ref()).await?;
        let documents = match &customer {
            Some(one) => stored::of_customer(app.db.read(), &shell.sight(), one.id).await?,
            None => CustomerDocuments::default(),
        };
        Ok(FormPage {
            documents,
            shell,
            form,
            choices,
            customer,
            conflict: None,
            limit: app.config.upload_limit_bytes / (1024 * 1024),
            slots: &Slot::ALL,
            duplicates: None,
        })
    }

    /// The same page with who looks like the one in the form.
    pub async fn with_duplicates(mut self, app: &App) -> Result<FormPage, Failure> {
        let except = self.customer.as_ref().map(|customer| customer.id);
        let withheld = self.form.withheld;
        let likeness = likeness(&self.shell, except, |field| match withheld {
            true => "",
            false => self.form.value(field),
        });
        self.duplicates = Some(
            duplicates::find(
                app.db.read(),
                (&self.shell.scope(), &self.shell.sight()),
                &likeness,
            )
            .await?,
        );
        Ok(self)
    }

    /// Whether the form has something that is not stored.
    pub fn is_dirty(&self) -> bool {
        self.conflict.is_some() || self.duplicates.is_some() || !self.form.errors.is_empty()
    }

    /// The progress that follows from the switches, in percent.
    pub fn follows(&self) -> String {
        let flags = Step::ALL.map(|step| self.form.value(step.flag()) == "on");
        follows_from(flags).to_string()
    }

    /// The same in words; `percent` stands for the number.
    pub fn follows_words(&self, percent: &str) -> String {
        self.shell
            .t1("progress-follows", "value", percent.to_owned())
    }

    /// Where the form is sent.
    pub fn action(&self) -> String {
        match &self.customer {
            Some(customer) => back(&self.shell).carry(&paths::customer(customer.id)),
            None => paths::customers().to_owned(),
        }
    }

    /// Where leaving it leads.
    pub fn cancel(&self) -> String {
        self.action()
    }

    /// The largest file in bytes.
    pub fn limit_bytes(&self) -> u64 {
        self.limit * 1024 * 1024
    }

    /// What a slot holds now; nothing for who may not know about it.
    pub fn current_files(&self, slot: &Slot) -> Vec<&Document> {
        match slot.proves().is_none() || self.shell.may(Permission::ViewVerification) {
            true => self.documents.current(*slot).collect(),
            false => Vec::new(),
        }
    }

    /// The types of file that a slot takes.
    pub fn types(&self, slot: &Slot) -> String {
        slot.allowed()
            .iter()
            .map(|kind| kind.name())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Draws it with a status.
    pub fn answer(&self, status: StatusCode) -> Answer {
        html_status(status, self)
    }
}

/// A submitted customer form with its files, before anything is decided.
pub struct Submitted {
    pub form: CustomerForm,
    pub files: Vec<Accepted>,
    pub refused: Vec<Refused>,
    /// Whether the button to check for duplicates was pressed: then nothing is saved.
    pub checks_duplicates: bool,
}

impl Submitted {
    /// Looks into every file that arrived, and whether the customer has room for it.
    pub async fn examine(
        app: &App,
        submission: Submission,
        customer: Option<&Model>,
    ) -> Result<Submitted, Failure> {
        let form = CustomerForm::submitted(&submission.fields, &submission.unreadable)?;
        let checks_duplicates = submission.fields.has(CHECK);
        let mut refused = submission.refused;
        let (files, unfit) = accept::examine_all(&app.storage, submission.arrived).await?;
        refused.extend(unfit);
        let anew = match customer.filter(|_| !files.is_empty()) {
            Some(customer) => begins_anew(app.db.read(), customer).await?,
            None => Vec::new(),
        };
        let of = (customer.map(|customer| customer.id), anew.as_slice());
        let (files, excess) = stored::refuse_excess(&app.db, of, files).await?;
        refused.extend(excess);
        Ok(Submitted {
            form,
            files,
            refused,
            checks_duplicates,
        })
    }

    /// Whether nothing speaks against saving it: no file was turned away, and saving was asked.
    pub fn may_be_saved(&self) -> bool {
        self.refused.is_empty() && !self.checks_duplicates
    }

    /// What the files that arrived well are called.
    pub fn file_names(&self) -> Vec<String> {
        self.files
            .iter()
            .map(|file| file.file_name.to_string())
            .collect()
    }

    /// The form as it was typed, with what is wrong with it. 200 when it only asked for likely
    /// duplicates.
    pub async fn again(
        self,
        app: &App,
        shell: Shell,
        customer: Option<Model>,
        problems: Problems,
    ) -> Answer {
        let names = self.file_names();
        let form = self.form.clone().choose_again(names);
        if self.checks_duplicates {
            let form = form.refused(&shell, &Problems::new(), &self.refused);
            let page = FormPage::make(app, shell, form, customer).await?;
            return page.with_duplicates(app).await?.answer(StatusCode::OK);
        }
        let form = form.refused(&shell, &problems, &self.refused);
        let page = FormPage::make(app, shell, form, customer).await?;
        page.answer(self.status(&problems))
    }

    /// 413 when a file was too large and everything else was right, else 422.
    pub fn status(&self, problems: &Problems) -> StatusCode {
        let too_large = self
            .refused
            .iter()
            .any(|file| matches!(file.refusal, Refusal::TooLarge { .. }));
        if too_large && problems.is_empty() {
            StatusCode::PAYLOAD_TOO_LARGE
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}
