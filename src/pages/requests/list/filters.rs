//! The form of the filters: what may be chosen, and what is.

use super::ListPage;
use crate::domain::customers::search::{Parameter, PerPage};
use crate::domain::requests::color::PALETTE;
use crate::domain::requests::payload::RequestType;
use crate::pages::requests::words;

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
