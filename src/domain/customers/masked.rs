//! Customers as somebody sees them: whoever does not see their data gets rows in which they are
//! masked, so that no page has what it must not show.

use super::base::Base;
use super::current::Current;
use super::customer::{Line, Model};
use super::facts;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::mask::{self, DOTS, PERSONAL};
use crate::domain::values::sight::Sight;

impl Model {
    /// As it is seen. Of a masked one nothing may be written back. A date cannot be masked, so
    /// there is none then; pages show [`mask::BIRTH_DATE`].
    pub fn seen_by(self, sight: &Sight) -> Model {
        if sight.sees(self.id) {
            return self;
        }
        let dots = |value: Option<String>| value.map(|_| DOTS.to_owned());
        Model {
            first_name: mask::name(&self.first_name),
            last_name: self.last_name.as_deref().map(mask::name),
            company: self.company.as_deref().map(mask::name),
            email: self.email.masked(),
            phone: self.phone.map(|phone| phone.masked()),
            telegram_chat_id: dots(self.telegram_chat_id),
            address: dots(self.address),
            document_number: dots(self.document_number),
            birth_date: None,
            sort_name: String::new(),
            search_text: String::new(),
            ..self
        }
    }
}

impl Line {
    /// As it is seen.
    pub fn seen_by(self, sight: &Sight) -> Line {
        if sight.sees(self.id) {
            return self;
        }
        Line {
            first_name: mask::name(&self.first_name),
            last_name: self.last_name.as_deref().map(mask::name),
            company: self.company.as_deref().map(mask::name),
            email: self.email.masked(),
            phone: self.phone.as_deref().map(mask::phone),
            ..self
        }
    }
}

impl Current {
    /// As it is seen.
    pub fn seen_by(self, sight: &Sight) -> Current {
        Current {
            customer: self.customer.seen_by(sight),
            ..self
        }
    }
}

impl Base {
    /// As it is seen: what is masked is not in it.
    pub fn seen_by(mut self, sight: &Sight, customer: CustomerId) -> Base {
        if !sight.sees(customer) {
            self.facts
                .retain(|field, _| !PERSONAL.contains(&field.as_str()));
        }
        self
    }
}

/// The personal fields of a customer with their masks, for a form that does not offer them.
pub fn personal(clear: &Current) -> Vec<(&'static str, String)> {
    let facts = facts::facts(clear).into_iter();
    let personal = facts.filter(|(field, _)| PERSONAL.contains(field));
    personal
        .map(|(field, value)| (field, mask::field(field, &value.unwrap_or_default())))
        .collect()
}
