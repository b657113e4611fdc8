//! What a queue is filtered by, and a place in it: from an address and back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::step::Step;
use crate::domain::values::country::Country;
use crate::domain::values::ids::CustomerId;
use crate::platform::clock::Timestamp;

/// How many lines a page may have.
pub const PER_PAGE: [u64; 3] = [25, 50, 100];

/// Everything the address of the queue says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueFilter {
    /// One of them must wait; empty for any.
    pub step: Vec<Step>,
    pub country: Vec<Country>,
    pub per_page: u64,
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

impl Default for QueueFilter {
    fn default() -> QueueFilter {
        QueueFilter {
            step: Vec::new(),
            country: Vec::new(),
            per_page: PER_PAGE[0],
            place: None,
        }
    }
}

impl QueueFilter {
    /// Reads the parameters of an address. Empty ones count as absent. Fails with the name of one
    /// that is unknown, has an unknown value, or came twice.
    pub fn parse(parameters: &[(String, String)]) -> Result<QueueFilter, String> {
        let mut filter = QueueFilter::default();
        let mut once: Vec<&str> = Vec::new();
        let given = parameters.iter();
        for (name, value) in given.filter(|(_, value)| !value.trim().is_empty()) {
            if !["step", "country"].contains(&name.as_str()) {
                if once.contains(&name.as_str()) {
                    return Err(name.clone());
                }
                once.push(name);
            }
            filter
                .read(name, value.trim())
                .ok_or_else(|| name.clone())?;
        }
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "step" => add(&mut self.step, Step::from_code(value)?),
            "country" => add(&mut self.country, value.parse().ok()?),
            "per_page" => {
                let lines: u64 = value.parse().ok()?;
                self.per_page = PER_PAGE.into_iter().find(|choice| *choice == lines)?;
            }
            // One place is enough.
            "after" | "before" if self.place.is_some() => return None,
            "after" => self.place = Some(Place::After(Cursor::decode(value)?)),
            "before" => self.place = Some(Place::Before(Cursor::decode(value)?)),
            _ => return None,
        }
        Some(())
    }

    /// What narrows the queue down.
    pub fn criteria(&self) -> Vec<(&'static str, String)> {
        let steps = self
            .step
            .iter()
            .map(|step| ("step", step.code().to_owned()));
        let countries = self.country.iter().map(|one| ("country", one.to_string()));
        steps.chain(countries).collect()
    }

    /// The parameters that lead to this very queue, without its place.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut all = self.criteria();
        if self.per_page != PER_PAGE[0] {
            all.push(("per_page", self.per_page.to_string()));
        }
        all
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}
