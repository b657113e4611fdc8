//! The customer form: what was typed, what is wrong with it, and the choices it offers.

use actix_web::http::StatusCode;
use askama::Template;

use super::back::back;
use crate::app::App;
use crate::domain::customers::customer::Model;
use crate::domain::customers::details::{self, Details, Problems, Rules, Typed};
use crate::domain::customers::save::{Current, facts};
use crate::domain::documents::accept::{self, Accepted, Refused};
use crate::domain::documents::refusal::Refusal;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored;
use crate::domain::monitors::monitor;
use crate::domain::values::country::Country;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person::{CustomerType, Gender, Language, Status};
use crate::domain::values::zone::Zone;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::upload::Submission;

/// What was typed, with what is wrong with it.
pub struct CustomerForm {
    /// Every field with its text, in the order of the page.
    typed: Vec<(&'static str, String)>,
    /// Field and words.
    pub errors: Vec<(String, String)>,
    /// Files that arrived well but could not be kept, because something else was wrong.
    pub chosen_again: Vec<String>,
}

impl CustomerForm {
    /// An empty form with sensible choices.
    pub fn empty() -> CustomerForm {
        let mut form = CustomerForm::with(Vec::new());
        for (field, value) in [
            ("status", "active"),
            ("customer_type", "individual"),
            ("language", "en"),
            ("discount", "0"),
            ("affiliate_profit_share", "0"),
            ("verification_progress", "0"),
        ] {
            form.typed.push((field, value.to_owned()));
        }
        form
    }

    /// A stored customer as a form.
    pub fn of(current: &Current) -> CustomerForm {
        let mut form = CustomerForm::with(Vec::new());
        for (field, value) in facts(current) {
            form.typed.push((field, value.unwrap_or_default()));
        }
        form.typed
            .push(("version", current.customer.version.to_string()));
        form
    }

    /// A submitted form. Refuses fields it does not have.
    pub fn submitted(fields: &Fields) -> Result<CustomerForm, Failure> {
        let single: Vec<&str> = details::FIELDS
            .iter()
            .copied()
            .filter(|field| *field != "tags")
            .collect();
        fields.only(&single, &["tags"])?;
        let typed = details::FIELDS
            .iter()
            .map(|field| {
                let text = match *field {
                    "tags" => fields.all("tags").collect::<Vec<_>>().join(", "),
                    field if is_switch(field) => {
                        if fields.is_on(field) { "on" } else { "" }.to_owned()
                    }
                    // Browsers break lines with two characters, and break them anew in every form.
                    field => fields.text(field).replace("\r\n", "\n"),
                };
                (*field, text)
            })
            .collect();
        Ok(CustomerForm::with(typed))
    }

    fn with(typed: Vec<(&'static str, String)>) -> CustomerForm {
        CustomerForm {
            typed,
            errors: Vec::new(),
            chosen_again: Vec::new(),
        }
    }

    /// The typed values as values.
    pub fn parse(&self, app: &App, status: Status) -> Result<Details, Problems> {
        let rules = Rules {
            today: app.clock.today(),
            minimum_age: app.config.minimum_age,
            status,
        };
        Details::parse(self, rules)
    }

    /// The version this form was made from.
    pub fn version(&self) -> Result<i64, Failure> {
        self.text("version")
            .parse()
            .map_err(|_| Failure::BadRequest("error-version"))
    }

    /// The same form as if made from another version.
    pub fn from_version(mut self, version: i64) -> CustomerForm {
        self.typed.retain(|(field, _)| *field != "version");
        self.typed.push(("version", version.to_string()));
        self
    }

    /// Says what is wrong with fields and files, in the reader's language.
    pub fn refused(
        mut self,
        shell: &Shell,
        problems: &Problems,
        files: &[Refused],
    ) -> CustomerForm {
        let of_fields = problems
            .iter()
            .map(|(field, problem)| ((*field).to_owned(), shell.problem(field, problem)));
        let of_files = files.iter().map(|file| {
            let label = shell.t(file.slot.label_key());
            let why = file.refusal.words(shell.locale);
            (
                file.slot.code().to_owned(),
                format!("{label} ({}): {why}", file.file_name),
            )
        });
        self.errors = of_fields.chain(of_files).collect();
        let order = |field: &str| {
            let field = field.to_owned();
            details::FIELDS
                .iter()
                .position(|name| *name == field)
                .unwrap_or(usize::MAX)
        };
        self.errors.sort_by_key(|(field, _)| order(field));
        self
    }

    /// Names the files that have to be chosen again: a browser does not keep them in the form.
    pub fn choose_again(mut self, names: Vec<String>) -> CustomerForm {
        self.chosen_again = names;
        self
    }

    /// Whether a field is a switch.
    pub fn is_switch(&self, field: &str) -> bool {
        is_switch(field)
    }

    /// What a field shows.
    pub fn value(&self, field: &str) -> &str {
        self.text(field)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, words)| words.clone())
    }
}

impl Typed for CustomerForm {
    fn text(&self, field: &str) -> &str {
        self.typed
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| text)
    }

    fn is_on(&self, field: &str) -> bool {
        self.text(field) == "on"
    }

    fn all(&self, field: &str) -> Vec<&str> {
        vec![self.text(field)]
    }
}

fn is_switch(field: &str) -> bool {
    field.starts_with("verified_") || field == "newsletter"
}

/// A list of (value, words) for a select.
pub type Options = Vec<(String, String)>;

/// What the form's selects offer.
pub struct Choices {
    pub customer_types: Options,
    pub genders: Options,
    pub countries: Options,
    pub timezones: Options,
    pub languages: Options,
    pub statuses: Options,
    pub monitors: Options,
}

impl Choices {
    /// Everything, in the reader's language. The monitor that `linked` already has stays offered
    /// and is marked when it became inactive.
    pub async fn gather(
        app: &App,
        shell: &Shell,
        linked: Option<&Model>,
    ) -> Result<Choices, Failure> {
        let zone = linked.and_then(|customer| customer.timezone);
        let linked = linked.and_then(|customer| customer.exchange_monitor_id);
        let monitors = monitor::all(&app.db)
            .await?
            .into_iter()
            .filter_map(|monitor| {
                let words = match (monitor.active, Some(monitor.id) == linked) {
                    (true, _) => monitor.name,
                    (false, true) => shell.t1("monitor-inactive", "name", monitor.name),
                    (false, false) => return None,
                };
                Some((monitor.id.to_string(), words))
            });
        Ok(Choices {
            customer_types: codes(shell, "customer-type", CustomerType::ALL),
            genders: codes(shell, "gender", Gender::ALL),
            countries: countries(shell),
            timezones: timezones(zone),
            languages: codes(shell, "language", Language::ALL),
            statuses: codes(shell, "status", Status::ALL),
            monitors: monitors.collect(),
        })
    }
}

/// The zones worth offering; an old name that is stored stays offered.
fn timezones(stored: Option<Zone>) -> Options {
    let mut names: Vec<&str> = Zone::offered().collect();
    if let Some(own) = stored.filter(|zone| !names.contains(&zone.name())) {
        names.insert(0, own.name());
    }
    names
        .into_iter()
        .map(|name| (name.to_owned(), name.replace('_', " ")))
        .collect()
}

/// The choices of a list of codes, in words.
pub fn codes<C: ToString>(shell: &Shell, prefix: &str, all: &[C]) -> Options {
    all.iter()
        .map(|choice| {
            (
                choice.to_string(),
                shell.t(format!("{prefix}-{}", choice.to_string())),
            )
        })
        .collect()
}

/// Every country by name.
pub fn countries(shell: &Shell) -> Options {
    Country::all(shell.locale)
        .iter()
        .map(|(country, name)| (country.to_string(), name.clone()))
        .collect()
}

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
}

/// What is different now from what the form was made from.
pub struct Conflict {
    pub differences: Vec<Difference>,
}

/// A field that differs: what is typed here, what is stored now.
pub struct Difference {
    pub label: String,
    pub yours: String,
    pub theirs: String,
}

impl FormPage {
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
}

impl Submitted {
    /// Looks into every file that arrived, and whether the customer has room for it.
    pub async fn examine(
        app: &App,
        submission: Submission,
        customer: Option<CustomerId>,
    ) -> Result<Submitted, Failure> {
        let form = CustomerForm::submitted(&submission.fields)?;
        let mut refused = submission.refused;
        let (files, unfit) = accept::examine_all(&app.storage, submission.arrived).await?;
        refused.extend(unfit);
        let (files, excess) = stored::refuse_excess(&app.db, customer, files).await?;
        refused.extend(excess);
        Ok(Submitted {
            form,
            files,
            refused,
        })
    }

    /// What the files that arrived well are called.
    pub fn file_names(&self) -> Vec<String> {
        self.files
            .iter()
            .map(|file| file.file_name.to_string())
            .collect()
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
