//! The form of the filters: what may be chosen, what is, and how what was typed becomes an address.

use super::{ListPage, refused};
use crate::domain::customers::search::{Parameter, PerPage};
use crate::domain::requests::color::PALETTE;
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::search::RequestFilter;
use crate::domain::values::typed_amount;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::pages::requests::words;

/// The list that the form of the filters asks for. In it, amounts are as the language writes them;
/// the address that it leads to says the same in every language.
pub(super) fn typed(shell: &Shell, form: Fields) -> Answer {
    let typed_in = shell.typed_in(&form);
    let mut parameters = form.into_pairs();
    parameters.retain(|(name, _)| name != "typed_in");
    for (name, value) in &mut parameters {
        if matches!(name.as_str(), "amount_min" | "amount_max") && !value.trim().is_empty() {
            let amount = typed_amount::read(typed_in, value);
            let amount = amount
                .map_err(|problem| Failure::Unprocessable(shell.problem("amount", &problem)))?;
            *value = amount.to_string();
        }
    }
    let filter = RequestFilter::parse(&parameters);
    let filter = filter.map_err(|unknown| refused(shell, &unknown.0))?;
    see_other(&paths::with_query(paths::requests(), &filter.parameters()))
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

    /// The one value of a filter that has one.
    pub(super) fn one(&self, name: &str) -> &str {
        let one = self.criteria.iter().find(|(filter, _)| *filter == name);
        one.map_or("", |(_, value)| value)
    }

    /// An amount of the filter as its field shows it.
    pub(super) fn amount(&self, name: &str) -> String {
        self.shell.in_field(&self.one(name))
    }

    /// What the form of the filters keeps of the address: tab and order.
    pub(super) fn kept(&self) -> Vec<Parameter> {
        let mut parameters = self.filter.parameters();
        parameters.retain(|(name, _)| matches!(*name, "status" | "sort" | "customer"));
        parameters
    }

    pub(super) fn page_sizes(&self) -> [u16; 3] {
        PerPage::ALL
    }

    pub(super) fn is_page_size(&self, lines: &u16) -> bool {
        self.filter.per_page.lines() == u64::from(*lines)
    }
}
