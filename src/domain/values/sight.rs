//! What of customers' personal data somebody sees: an argument of every query that finds customers
//! or what hangs on them for a page, so that none can forget it.

use std::sync::Arc;

use super::ids::CustomerId;
use super::mask;
use crate::platform::clock::Timestamp;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Everything as it is.
    Clear,
    /// Masked, but for those who are revealed at this moment.
    Masked(Arc<[Revealed]>),
}

/// A customer whom somebody sees for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revealed {
    pub customer: CustomerId,
    pub until: Timestamp,
}

impl Sight {
    /// The sight of somebody who sees nobody unmasked.
    pub fn masked() -> Sight {
        Sight::Masked(Arc::default())
    }

    /// Whether the data of a customer are seen as they are.
    pub fn sees(&self, customer: CustomerId) -> bool {
        *self == Sight::Clear || self.revealed_until(customer).is_some()
    }

    /// Whether nothing is masked at all.
    pub fn is_clear(&self) -> bool {
        *self == Sight::Clear
    }

    /// Until when a customer is revealed who would be masked.
    pub fn revealed_until(&self, customer: CustomerId) -> Option<Timestamp> {
        let Sight::Masked(revealed) = self else {
            return None;
        };
        let mut revealed = revealed.iter();
        let found = revealed.find(|one| one.customer == customer);
        found.map(|one| one.until)
    }

    /// The name of a customer, as it is seen.
    pub fn name(&self, customer: CustomerId, name: &str) -> String {
        match self.sees(customer) {
            true => name.to_owned(),
            false => mask::name(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_revealed_is_seen() {
        let revealed = Revealed {
            customer: CustomerId(7),
            until: Timestamp(1),
        };
        let sight = Sight::Masked([revealed].into());
        assert!(sight.sees(CustomerId(7)) && !sight.sees(CustomerId(8)));
        assert_eq!(sight.name(CustomerId(7), "Ann"), "Ann");
        assert_eq!(sight.name(CustomerId(8), "Ann"), "A•••");
        assert!(Sight::Clear.sees(CustomerId(8)) && !Sight::masked().sees(CustomerId(7)));
    }
}
