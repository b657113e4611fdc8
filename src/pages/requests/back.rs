//! The way back from a request to the very list it was opened from, and on to the next one of it.
//!
//! The list puts its own parameters, as one value named `from`, into its links to requests; pages
//! carry it along in links and forms. What does not parse as a list is passed over, so the value
//! leads nowhere else.

use crate::domain::requests::search::RequestFilter;
use crate::edge::forms::Fields;
use crate::edge::paths;
use crate::edge::shell::Shell;

/// The list that a page was opened from, if it was one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    filter: Option<RequestFilter>,
}

impl Back {
    /// To the list with this filter.
    pub fn to(filter: &RequestFilter) -> Back {
        Back {
            filter: Some(filter.clone()),
        }
    }

    /// What a form carries along.
    pub fn of(form: &Fields) -> Back {
        let filter = form.has("from").then(|| parse(form.text("from"))).flatten();
        Back { filter }
    }

    /// The list's filter; `None` when the page was not opened from a list.
    pub fn filter(&self) -> Option<&RequestFilter> {
        self.filter.as_ref()
    }

    /// What forms carry along.
    pub fn query(&self) -> Option<String> {
        let filter = self.filter.as_ref()?;
        Some(paths::query(&filter.whole()))
    }

    /// Where the list is.
    pub fn list(&self) -> String {
        let whole = self.filter.as_ref().map(RequestFilter::whole);
        paths::with_query(paths::requests(), &whole.unwrap_or_default())
    }

    /// Where the list begins.
    pub fn beginning(&self) -> String {
        let parameters = self.filter.as_ref().map(RequestFilter::parameters);
        paths::with_query(paths::requests(), &parameters.unwrap_or_default())
    }

    /// A path that leads on and keeps the way back.
    pub fn carry(&self, path: &str) -> String {
        match self.query() {
            Some(query) => paths::carrying(path, &query),
            None => path.to_owned(),
        }
    }
}

/// The way back of the page at hand.
pub fn back(shell: &Shell) -> Back {
    let query = Fields::decode(shell.query().as_bytes());
    query.map(|query| Back::of(&query)).unwrap_or_default()
}

fn parse(query: &str) -> Option<RequestFilter> {
    let list = Fields::decode(query.as_bytes()).ok()?;
    RequestFilter::parse(&list.into_pairs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Back {
        let fields = Fields::decode(query.as_bytes());
        fields.map(|fields| Back::of(&fields)).unwrap_or_default()
    }

    #[test]
    fn only_a_list_is_a_way_back() {
        let cursor = "eyJieSI6ImlkIiwia2V5IjoiMyIsImlkIjozfQ";
        let back = of(&format!("from=status%3Dnew%26sort%3Did%26after%3D{cursor}"));
        let list = format!("/requests?status=new&sort=id&after={cursor}");
        assert_eq!(back.list(), list);
        assert_eq!(back.beginning(), "/requests?status=new&sort=id");
        for nowhere in [
            "",
            "from=status%3Dopen",
            "from=%2F%2Fevil.example%3Fa%3Db",
            "from=%FF",
        ] {
            let back = of(nowhere);
            assert_eq!((back.list().as_str(), back.filter()), ("/requests", None));
            assert_eq!(back.carry("/requests/7"), "/requests/7", "{nowhere}");
        }
    }

    #[test]
    fn the_list_as_everybody_finds_it_is_one_too() {
        let back = of("from=");
        assert_eq!(back.filter(), Some(&RequestFilter::default()));
        assert_eq!(back.carry("/requests/7"), "/requests/7?from=");
        assert_eq!(back.list(), "/requests");
    }
}
