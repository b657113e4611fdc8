//! Where a reviewer is: on one customer's page, or on a round through the queue.

use crate::domain::values::ids::CustomerId;
use crate::domain::verification::queue_filter::QueueFilter;
use crate::domain::verification::step::Step;
use crate::edge::paths;

/// A round through the queue, or none. Addresses and forms carry it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What the queue is filtered by; `None` for a review that leads nowhere else.
    pub filter: Option<QueueFilter>,
}

/// The names of the parameters: whether there is a round, its steps, its countries.
pub const NAMES: [&str; 3] = ["queue", "queue_step", "queue_country"];

impl Round {
    /// A round through a queue from its beginning.
    pub fn through(filter: &QueueFilter) -> Round {
        Round {
            filter: Some(QueueFilter {
                step: filter.step.clone(),
                country: filter.country.clone(),
                ..QueueFilter::default()
            }),
        }
    }

    /// Reads an address or a form; other parameters are left alone. Fails with the name of one
    /// whose value is unknown.
    pub fn parse<'a>(
        parameters: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Round, String> {
        let mut on = false;
        let mut criteria: Vec<(String, String)> = Vec::new();
        for (name, value) in parameters {
            match (name, value) {
                ("queue", "on") => on = true,
                ("queue", "") => {}
                ("queue", _) => return Err(name.to_owned()),
                ("queue_step", value) => criteria.push(("step".to_owned(), value.to_owned())),
                ("queue_country", value) => criteria.push(("country".to_owned(), value.to_owned())),
                _ => {}
            }
        }
        let filter = QueueFilter::parse(&criteria);
        let filter = filter.map_err(|unknown| format!("queue_{}", unknown.0))?;
        Ok(Round {
            filter: on.then_some(filter),
        })
    }

    /// The parameters that carry it.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let Some(filter) = &self.filter else {
            return Vec::new();
        };
        let [queue, queue_step, queue_country] = NAMES;
        let mut all = vec![(queue, "on".to_owned())];
        let steps = filter.step.iter();
        all.extend(steps.map(|step| (queue_step, step.code().to_owned())));
        let countries = filter.country.iter();
        all.extend(countries.map(|country| (queue_country, country.to_string())));
        all
    }

    /// The review of a customer within it.
    pub fn page(&self, id: CustomerId) -> String {
        let path = paths::customer_verification(id);
        paths::with_query(&path, &self.parameters())
    }

    /// The queue it goes through.
    pub fn queue(&self) -> String {
        let criteria = self.filter.as_ref().map(QueueFilter::criteria);
        paths::with_query(paths::pending(), &criteria.unwrap_or_default())
    }

    /// Whether a step belongs to it.
    pub fn covers(&self, step: Step) -> bool {
        let steps = self.filter.as_ref().map(|filter| filter.step.as_slice());
        steps.is_none_or(|steps| steps.is_empty() || steps.contains(&step))
    }
}
