//! What a queue is filtered by, and a place in it: from an address and back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::step::Step;
use crate::domain::values::country::Country;
use crate::domain::values::criteria::{self, Parameter, PerPage, Unknown, push, set_once};
use crate::domain::values::ids::CustomerId;
use crate::platform::clock::Timestamp;

/// Everything the address of the queue says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// One of them must wait; empty for any.
    pub step: Vec<Step>,
    pub country: Vec<Country>,
    pub per_page: PerPage,
    pub place: Option<Place>,
}

/// Where a page begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    After(Cursor),
    Before(Cursor),
}

/// A customer's place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub waiting_since: Timestamp,
    pub id: CustomerId,
}

impl Cursor {
    /// The text in addresses.
    pub fn encode(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}.{}", self.waiting_since.0, self.id))
    }

    /// Reads an address; `None` for what we never wrote.
    pub fn decode(typed: &str) -> Option<Cursor> {
        let bytes = URL_SAFE_NO_PAD.decode(typed).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (at, id) = text.split_once('.')?;
        Some(Cursor {
            waiting_since: Timestamp(at.parse().ok()?),
            id: id.parse().ok()?,
        })
    }
}

impl QueueFilter {
    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<QueueFilter, Unknown> {
        let mut filter = QueueFilter::default();
        criteria::read(parameters, &["step", "country"], |name, value| {
            filter.read(name, value)
        })?;
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "step" => push(&mut self.step, Step::from_code(value)?),
            "country" => push(&mut self.country, value.parse().ok()?),
            "per_page" => self.per_page = PerPage::parse(value)?,
            "after" => set_once(&mut self.place, Place::After(Cursor::decode(value)?))?,
            "before" => set_once(&mut self.place, Place::Before(Cursor::decode(value)?))?,
            _ => return None,
        }
        Some(())
    }

    /// What narrows the queue down.
    pub fn criteria(&self) -> Vec<Parameter> {
        let steps = self
            .step
            .iter()
            .map(|step| ("step", step.code().to_owned()));
        let countries = self.country.iter().map(|one| ("country", one.to_string()));
        steps.chain(countries).collect()
    }

    /// The parameters that lead to this very queue, without its place.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all = self.criteria();
        all.extend(self.per_page.parameter());
        all
    }
}
