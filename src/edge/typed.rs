//! What was typed into a small form, shown again with what is wrong.

use actix_web::http::StatusCode;

use super::forms::Fields;
use super::shell::Shell;
use crate::domain::values::amount::Amount;
use crate::domain::values::criteria::Parameter;
use crate::domain::values::problem::Problem;
use crate::domain::values::typed_amount;

/// The values of a form and its errors, as the macros of `ui.html` want them.
#[derive(Default)]
pub struct Typed {
    values: Vec<(&'static str, String)>,
    /// Field and words, in the order of the form.
    pub errors: Vec<(String, String)>,
}

impl Typed {
    /// A form with values.
    pub fn with<const N: usize>(values: [(&'static str, String); N]) -> Typed {
        Typed {
            values: values.into(),
            errors: Vec::new(),
        }
    }

    /// What came back. Only the fields named are kept: a password never is.
    pub fn kept<const N: usize>(fields: &Fields, names: [&'static str; N]) -> Typed {
        Typed::with(names.map(|name| (name, fields.text(name).to_owned())))
    }

    /// Puts a value into a field, in place of the one it has.
    pub fn set(&mut self, field: &'static str, value: String) {
        self.values.retain(|(name, _)| *name != field);
        self.values.push((field, value));
    }

    /// Reads an amount in the language of the form. Where that is not the reader's any more, the
    /// field shows the same amount in theirs.
    pub fn amount(
        &mut self,
        shell: &Shell,
        form: &Fields,
        field: &'static str,
    ) -> Result<Amount, Problem> {
        let typed_in = shell.typed_in(form);
        let amount = typed_amount::read(typed_in, self.value(field))?;
        if typed_in != shell.locale {
            self.set(field, shell.in_field(&amount));
        }
        Ok(amount)
    }

    /// Says what is wrong with a field.
    pub fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }

    /// `200`, or `422` when something is wrong.
    pub fn status(&self) -> StatusCode {
        match self.errors.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What a field of a list's filters shows: what was typed when that is wrong, else what is
    /// among the `criteria`.
    pub fn or_criterion<'a>(&'a self, field: &str, criteria: &'a [Parameter]) -> &'a str {
        let one = criteria.iter().find(|(name, _)| *name == field);
        self.or(field, one.map_or("", |(_, value)| value))
    }

    /// What a field shows: what was typed when that is wrong, else what was `understood`.
    pub fn or<'a>(&'a self, field: &str, understood: &'a str) -> &'a str {
        match self.error(field) {
            Some(_) => self.value(field),
            None => understood,
        }
    }

    /// What a field shows.
    pub fn value(&self, field: &str) -> &str {
        self.values
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| text)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, words)| words.clone())
    }
}

/// A switch as its form has it.
pub fn switch(on: bool) -> String {
    if on { "on".to_owned() } else { String::new() }
}

/// What a switch says, in words.
pub fn switch_words(shell: &Shell, switch: &str) -> String {
    shell.t(if switch.is_empty() {
        "word-no"
    } else {
        "word-yes"
    })
}

/// What is stored now and is not what was typed, for whoever saves second. Each field comes with
/// the key of its label, with what was typed and with what is stored.
pub fn stored_now<L: AsRef<str>>(
    shell: &Shell,
    fields: impl IntoIterator<Item = (L, String, String)>,
) -> Vec<(String, String)> {
    let differ = fields.into_iter().filter(|(_, typed, now)| typed != now);
    differ
        .map(|(label, _, now)| (shell.t(label), now))
        .collect()
}
