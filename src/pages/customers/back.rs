//! The way back from a profile to the very list it was opened from: filters, order and place.
//!
//! The list puts its own parameters, as one value named `from`, into its links to profiles; the
//! profile's tabs, forms and redirects carry it along. Nothing is remembered on the server, two
//! windows do not disturb each other, and it works without scripts. What does not parse as a list
//! is passed over, so the value leads nowhere else.

use crate::domain::customers::search::CustomerFilter;
use crate::edge::forms::Fields;
use crate::edge::paths;
use crate::edge::shell::Shell;

/// The list that a page was opened from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Back {
    /// Its parameters; empty for the list as everybody finds it.
    query: String,
}

impl Back {
    /// To the list with this filter.
    pub fn to(filter: &CustomerFilter) -> Back {
        Back {
            query: paths::query(&filter.whole()),
        }
    }

    /// Where the list is.
    pub fn list(&self) -> String {
        if self.query.is_empty() {
            paths::customers().to_owned()
        } else {
            format!("{}?{}", paths::customers(), self.query)
        }
    }

    /// A path that leads on and keeps the way back.
    pub fn carry(&self, path: &str) -> String {
        if self.query.is_empty() {
            return path.to_owned();
        }
        paths::carrying(path, &self.query)
    }
}

/// The way back of the page at hand.
pub fn back(shell: &Shell) -> Back {
    named(shell.query()).unwrap_or_default()
}

fn named(query: &str) -> Option<Back> {
    let query = Fields::decode(query.as_bytes()).ok()?;
    let list = Fields::decode(query.text("from").as_bytes()).ok()?;
    let filter = CustomerFilter::parse(&list.into_pairs()).ok()?;
    Some(Back::to(&filter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_list_is_a_way_back() {
        let list = |query: &str| named(query).unwrap_or_default().list();
        assert_eq!(
            list("from=status%3Dactive%26sort%3Dname%26before%3Dend"),
            "/customers?status=active&sort=name&before=end"
        );
        for nowhere in [
            "",
            "from=",
            "from=colour%3Dred",
            "from=https%3A%2F%2Fevil.example",
            "from=%2F%2Fevil.example",
            "from=%FF",
            "from=status%3D%2500",
        ] {
            assert_eq!(list(nowhere), "/customers", "{nowhere}");
        }
    }

    #[test]
    fn every_path_carries_it() {
        let back = named("from=q%3Dann").unwrap_or_default();
        assert_eq!(back.carry("/customers/7"), "/customers/7?from=q%3Dann");
        assert_eq!(
            back.carry("/customers/7/history?looks=on"),
            "/customers/7/history?looks=on&from=q%3Dann"
        );
        assert_eq!(Back::default().carry("/customers/7"), "/customers/7");
    }
}
