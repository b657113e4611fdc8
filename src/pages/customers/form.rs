//! The customer form: what was typed, and what is wrong with it.

use crate::app::App;
use crate::domain::customers::base::Base;
use crate::domain::customers::current::Current;
use crate::domain::customers::details::{self, Details, Problems, Rules, Typed};
use crate::domain::customers::facts::{facts, of_details, of_field};
use crate::domain::customers::masked::personal;
use crate::domain::documents::accept::Refused;
use crate::domain::values::mask::{self, PERSONAL};
use crate::domain::values::person::Status;
use crate::domain::values::problem::Problem;
use crate::edge::error::Failure;
use crate::edge::forms::Fields;
use crate::edge::shell::Shell;

/// The button that asks for likely duplicates and saves nothing.
pub const CHECK: &str = "check_duplicates";

/// What a form carries that does not offer personal fields.
pub const WITHHELD: &str = "withheld";

/// What the name of a choice between mine and theirs begins with; the field follows.
const KEEP: &str = "keep_";

/// What was typed, with what is wrong with it.
#[derive(Clone)]
pub struct CustomerForm {
    /// Every field with its text, in the order of the page.
    typed: Vec<(&'static str, String)>,
    /// Field and words.
    pub errors: Vec<(String, String)>,
    /// Files that arrived well but could not be kept, because something else was wrong.
    pub chosen_again: Vec<String>,
    /// Whether personal fields are not offered but shown masked: they stay as they are.
    pub withheld: bool,
    /// Fields that signs were taken out of which cannot be stored.
    unreadable: Vec<&'static str>,
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
        ] {
            form.typed.push((field, value.to_owned()));
        }
        form
    }

    /// A stored customer as a form that knows what it was made from.
    pub fn of(current: &Current, base: &Base) -> CustomerForm {
        let mut form = CustomerForm::with(Vec::new());
        for (field, value) in facts(current) {
            form.typed.push((field, value.unwrap_or_default()));
        }
        form.typed
            .push(("version", current.customer.version.to_string()));
        form.typed.push(("base", base.to_text()));
        form
    }

    /// A submitted form. Refuses fields it does not have, and signs that cannot be stored in those
    /// that nobody types.
    pub fn submitted(fields: &Fields, unreadable: &[String]) -> Result<CustomerForm, Failure> {
        let kept: Vec<String> = details::FIELDS.map(|field| format!("{KEEP}{field}")).into();
        let single = details::FIELDS.iter().copied().chain([CHECK, WITHHELD]);
        let single = single.filter(|field| *field != "tags");
        let single: Vec<&str> = single.chain(kept.iter().map(String::as_str)).collect();
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
        let mut form = CustomerForm::with(typed);
        form.keep_theirs(fields);
        form.withheld = fields.has(WITHHELD);
        for name in unreadable {
            let typed = details::FIELDS.into_iter().filter(|field| is_typed(field));
            let field = typed.into_iter().find(|field| *field == name.as_str());
            let field = field.ok_or(Failure::BadRequest("error-control-characters"))?;
            form.unreadable.push(field);
        }
        Ok(form)
    }

    /// Where the sender chose what somebody else saved, the form says what it was made from: that
    /// is a field which this form did not change.
    fn keep_theirs(&mut self, fields: &Fields) {
        let Some(base) = self.base() else {
            return;
        };
        let theirs = |field: &&&str| fields.text(&format!("{KEEP}{field}")) == "theirs";
        for field in details::FIELDS.iter().filter(theirs) {
            if let Some(was) = base.fact(field) {
                self.set(field, was.clone().unwrap_or_default());
            }
        }
    }

    fn set(&mut self, field: &'static str, text: String) {
        self.typed.retain(|(name, _)| *name != field);
        self.typed.push((field, text));
    }

    fn with(typed: Vec<(&'static str, String)>) -> CustomerForm {
        CustomerForm {
            typed,
            errors: Vec::new(),
            chosen_again: Vec::new(),
            withheld: false,
            unreadable: Vec::new(),
        }
    }

    /// The typed values as values.
    pub fn parse(&self, app: &App, status: Status) -> Result<Details, Problems> {
        let rules = Rules {
            today: app.clock.today(),
            minimum_age: app.config.minimum_age,
            status,
        };
        let parsed = Details::parse(self, rules);
        let unseen = |field: &str| self.withheld && PERSONAL.contains(&field);
        let odd = self.unreadable.iter().filter(|field| !unseen(field));
        let odd: Problems = odd
            .map(|field| (*field, Problem::ControlCharacters))
            .collect();
        if odd.is_empty() {
            return parsed;
        }
        // What is left of such a field is not what somebody typed.
        let mut problems = parsed.err().unwrap_or_default();
        problems.retain(|(field, _)| !self.unreadable.contains(field));
        problems.extend(odd);
        Err(problems)
    }

    /// Whether the form said something about personal fields.
    pub fn says_personal(&self) -> bool {
        !self.withheld && PERSONAL.iter().any(|field| !self.text(field).is_empty())
    }

    /// Takes the personal fields out of the form: what it shows of them is masked.
    pub fn withhold(&mut self, clear: &Current) {
        self.withheld = true;
        for (field, masked) in personal(clear) {
            self.set(field, masked);
        }
        self.set("birth_date", mask::BIRTH_DATE.to_owned());
    }

    /// The typed values as values, with what is withheld as it is stored.
    pub fn parse_over(&self, app: &App, clear: &Current) -> Result<Details, Problems> {
        let mut whole = self.clone();
        if self.withheld {
            let stored = facts(clear);
            for field in PERSONAL {
                whole.set(field, of_field(&stored, field).unwrap_or_default());
            }
        }
        let parsed = whole.parse(app, clear.customer.status);
        // Nobody is told off for what they do not see.
        parsed.map_err(|mut problems| {
            problems.retain(|(field, _)| !self.withheld || !PERSONAL.contains(field));
            problems
        })
    }

    /// The version this form was made from.
    pub fn version(&self) -> Result<i64, Failure> {
        self.text("version")
            .parse()
            .map_err(|_| Failure::BadRequest("error-version"))
    }

    /// What this form was made from; `None` when it does not say so, or not readably.
    pub fn base(&self) -> Option<Base> {
        Base::parse(self.text("base"))
    }

    /// The same form as if made from what is stored now, with some fields taken over.
    pub fn rebased(
        mut self,
        version: i64,
        base: &Base,
        taken: &[&'static str],
        from: &Details,
    ) -> CustomerForm {
        let facts = of_details(from);
        for field in taken {
            self.set(field, of_field(&facts, field).unwrap_or_default());
        }
        self.set("version", version.to_string());
        self.set("base", base.to_text());
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

/// Whether a field is one that people type into.
fn is_typed(field: &str) -> bool {
    !is_switch(field) && !["version", "base"].contains(&field)
}

fn is_switch(field: &str) -> bool {
    field.starts_with("verified_") || field == "newsletter"
}
