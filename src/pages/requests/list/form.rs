//! The form of the filters: what may be chosen, what is, and how what was typed becomes an address.

use super::{ListPage, refused};
use crate::domain::requests::color::PALETTE;
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::search::RequestFilter;
use crate::domain::values::criteria::Parameter;
use crate::domain::values::typed_amount;
use crate::edge::error::Failure;
use crate::edge::filters;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::requests::words;
use crate::platform::locales::Locale;

/// The fields of the form that anything can be typed into.
const TYPED: [&str; 6] = [
    "q",
    "email",
    "created_from",
    "created_to",
    "amount_min",
    "amount_max",
];

/// What the address says, and what was typed into the form and is not understood. What the form
/// itself sends has its amounts as this language writes them.
pub(super) fn understood(
    shell: &Shell,
    mut parameters: Vec<(String, String)>,
    typed_in: Option<Locale>,
) -> Result<(RequestFilter, Typed), Failure> {
    let mut form = Typed::default();
    if let Some(locale) = typed_in {
        parameters.retain_mut(|(name, value)| {
            name != "typed_in" && amount_read(shell, locale, &mut form, (name, value))
        });
    }
    let wrong = |field: &'static str| {
        let key = match field {
            "q" => return shell.t("requests-search-length"),
            "email" => return shell.t("requests-email-length"),
            "created_from" | "created_to" => "typed-no-date",
            _ => "typed-no-amount",
        };
        shell.t1(key, "filter", shell.t(words::filter_label(field)))
    };
    let typed = (&mut form, TYPED.as_slice());
    let filter = filters::understood(parameters, typed, RequestFilter::parse, wrong);
    let filter = filter.map_err(|unknown| refused(shell, unknown))?;
    Ok((filter, form))
}

/// Makes an amount plain that was typed as a language writes it. `false` when it is none: then the
/// form says so.
fn amount_read(
    shell: &Shell,
    locale: Locale,
    form: &mut Typed,
    (name, value): (&str, &mut String),
) -> bool {
    let mut amounts = TYPED
        .into_iter()
        .filter(|field| field.starts_with("amount"));
    let Some(field) = amounts.find(|field| *field == name) else {
        return true;
    };
    if value.trim().is_empty() {
        return true;
    }
    match typed_amount::read(locale, value) {
        Ok(amount) => {
            *value = amount.to_string();
            true
        }
        Err(problem) => {
            form.set(field, value.clone());
            let label = shell.t(words::filter_label(field));
            form.refuse(field, shell.problem_under(label, &problem));
            false
        }
    }
}

impl ListPage {
    pub(super) fn kinds(&self) -> Vec<(&'static str, String)> {
        let words = |kind: RequestType| (kind.code(), words::kind(&self.shell, kind.code()));
        RequestType::ALL.map(words).into()
    }

    /// The colours to choose from; one that is chosen is among them.
    pub(super) fn colors(&self) -> Vec<(String, String)> {
        let mut codes: Vec<String> = PALETTE.map(|(code, _)| code.to_owned()).into();
        let chosen = self.filter.color.as_ref().map(ToString::to_string);
        codes.extend(chosen.filter(|code| PALETTE.iter().all(|(known, _)| known != code)));
        let words = |code: String| (code.clone(), words::color(&self.shell, &code));
        codes.into_iter().map(words).collect()
    }

    /// Who may be chosen; a number that is in the address is among them.
    pub(super) fn assignees(&self) -> Vec<(String, String)> {
        let mut all = vec!["me".to_owned(), "none".to_owned()];
        let chosen = self.one("assignee").to_owned();
        if !chosen.is_empty() && !all.contains(&chosen) {
            all.push(chosen);
        }
        let words = |code: String| (code.clone(), self.value_words("assignee", &code));
        all.into_iter().map(words).collect()
    }

    /// Whether a filter is set to this value.
    pub(super) fn chosen(&self, name: &str, value: &str) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.any(|(filter, chosen)| *filter == name && chosen == value)
    }

    /// The one value of a filter that has one, as it was typed when it is not understood.
    pub(super) fn one(&self, name: &str) -> &str {
        self.form.or_criterion(name, &self.criteria)
    }

    /// An amount of the filter as its field shows it.
    pub(super) fn amount(&self, name: &str) -> String {
        match self.form.error(name) {
            Some(_) => self.form.value(name).to_owned(),
            None => self.shell.in_field(&self.one(name)),
        }
    }

    /// What the form of the filters keeps of the address: tab and order.
    pub(super) fn kept(&self) -> Vec<Parameter> {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| matches!(*name, "status" | "sort" | "customer"));
        parameters
    }
}
