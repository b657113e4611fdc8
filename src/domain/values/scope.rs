//! Whose customers somebody may see: an argument of every query that finds customers or what hangs
//! on them, so that none can forget it.

use std::sync::Arc;

use super::ids::TagId;

/// Whose customers somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of everybody.
    All,
    /// Those who carry one of these tags; there is at least one.
    Tagged(Arc<[TagId]>),
}

impl Scope {
    /// The scope of somebody who is allowed these tags; none means all customers.
    pub fn of(tags: impl IntoIterator<Item = TagId>) -> Scope {
        let tags: Arc<[TagId]> = tags.into_iter().collect();
        if tags.is_empty() {
            Scope::All
        } else {
            Scope::Tagged(tags)
        }
    }

    /// The scope of somebody who sees no customer.
    pub fn none() -> Scope {
        // No tag has this number.
        Scope::of([TagId(0)])
    }

    /// The tags that limit it; empty when nothing does.
    pub fn tags(&self) -> &[TagId] {
        match self {
            Scope::All => &[],
            Scope::Tagged(tags) => tags,
        }
    }
}
