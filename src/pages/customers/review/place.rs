//! Where a reviewer is: on one customer's page, or on a round through the queue.

use crate::app::App;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::values::ids::CustomerId;
use crate::domain::verification::queue;
use crate::domain::verification::queue_filter::{Cursor, Place, QueueFilter};
use crate::domain::verification::step::Step;
use crate::domain::within::Reach;
use crate::edge::error::Failure;
use crate::edge::paths;
use crate::edge::shell::Shell;

/// A round through the queue, or none. Addresses and forms carry it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What the queue is filtered by; `None` for a review that leads nowhere else.
    pub filter: Option<QueueFilter>,
    /// Where in the queue it is; `None` at its beginning.
    pub place: Option<Cursor>,
}

/// The parameter that says whether there is a round.
pub const QUEUE: &str = "queue";
/// Its steps.
pub const STEP: &str = "queue_step";
/// Its countries.
pub const COUNTRY: &str = "queue_country";
/// Where it is.
pub const PLACE: &str = "queue_place";

impl Round {
    /// A round through a queue from its beginning.
    pub fn through(filter: &QueueFilter) -> Round {
        Round {
            filter: Some(QueueFilter {
                step: filter.step.clone(),
                country: filter.country.clone(),
                ..QueueFilter::default()
            }),
            place: None,
        }
    }

    /// Reads an address or a form; other parameters are left alone. Fails with the name of one
    /// whose value is unknown.
    pub fn parse<'a>(
        parameters: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Round, String> {
        let mut on = false;
        let mut criteria: Vec<(String, String)> = Vec::new();
        let mut place = None;
        for (name, value) in parameters {
            match (name, value) {
                (QUEUE, "on") => on = true,
                (QUEUE | PLACE, "") => {}
                (QUEUE, _) => return Err(name.to_owned()),
                (STEP, value) => criteria.push(("step".to_owned(), value.to_owned())),
                (COUNTRY, value) => criteria.push(("country".to_owned(), value.to_owned())),
                (PLACE, value) => {
                    let cursor = Cursor::decode(value);
                    place = Some(cursor.ok_or_else(|| name.to_owned())?);
                }
                _ => {}
            }
        }
        let filter = QueueFilter::parse(&criteria);
        let filter = filter.map_err(|unknown| format!("queue_{}", unknown.0))?;
        Ok(Round {
            filter: on.then_some(filter),
            place: place.filter(|_| on),
        })
    }

    /// The parameters that carry it.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let Some(filter) = &self.filter else {
            return Vec::new();
        };
        let mut all = vec![(QUEUE, "on".to_owned())];
        let steps = filter.step.iter();
        all.extend(steps.map(|step| (STEP, step.code().to_owned())));
        let countries = filter.country.iter();
        all.extend(countries.map(|country| (COUNTRY, country.to_string())));
        all.extend(self.place.map(|place| (PLACE, place.encode())));
        all
    }

    /// The review of a customer within it.
    pub fn page(&self, id: CustomerId) -> String {
        self.anew().same_page(id)
    }

    /// The review of the customer that it is at.
    pub fn same_page(&self, id: CustomerId) -> String {
        let path = paths::customer_verification(id);
        paths::with_query(&path, &self.parameters())
    }

    /// The queue it goes through.
    pub fn queue(&self) -> String {
        let criteria = self.filter.as_ref().map(QueueFilter::criteria);
        paths::with_query(paths::pending(), &criteria.unwrap_or_default())
    }

    /// The same round from its beginning.
    pub fn anew(&self) -> Round {
        Round {
            filter: self.filter.clone(),
            place: None,
        }
    }

    /// The round at a customer: where it knows no place yet, it is where they wait. That place
    /// stays while their steps are decided, each of which may have waited since another moment.
    pub fn at(self, customer: &Customer) -> Round {
        let since = customer.waiting_since.filter(|_| self.filter.is_some());
        let here = since.map(|waiting_since| Cursor {
            waiting_since,
            id: customer.id,
        });
        Round {
            place: self.place.or(here),
            ..self
        }
    }

    /// Who comes next in the queue from its place on, but for one customer.
    pub async fn next(
        &self,
        app: &App,
        shell: &Shell,
        not: CustomerId,
    ) -> Result<Option<CustomerId>, Failure> {
        let Some(filter) = &self.filter else {
            return Ok(None);
        };
        let from_here = QueueFilter {
            place: self.place.map(Place::After),
            ..filter.clone()
        };
        let reach = Reach::of(&app.db, &shell.scope()).await?;
        Ok(queue::next(app.db.read(), &reach, &from_here, Some(not)).await?)
    }

    /// Whether a step belongs to it.
    pub fn covers(&self, step: Step) -> bool {
        let steps = self.filter.as_ref().map(|filter| filter.step.as_slice());
        steps.is_none_or(|steps| steps.is_empty() || steps.contains(&step))
    }
}
