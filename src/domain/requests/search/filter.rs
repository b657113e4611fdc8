//! What the list of requests is filtered by: read from an address, and written back into one.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::cursor::{Cursor, Order, Sort};
use crate::domain::customers::search::text::searchable;
use crate::domain::requests::color::Color;
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::amount::Amount;
use crate::domain::values::criteria::{self, Parameter, PerPage, Unknown, one, push, set_once};
use crate::domain::values::ids::{CustomerId, RequestId, StaffId};
use crate::domain::values::person;

/// The filters that may come several times: any of their values will do.
pub const SEVERAL: [&str; 2] = ["status", "type"];

/// How long an address or its beginning is, in characters.
const EMAIL_CHARS: RangeInclusive<usize> = 3..=254;

/// From so many digits on a search is for a phone number, of which any part will do. No list has a
/// request with so high a number; after a `#` it is one in any case.
const PHONE_DIGITS: usize = 9;

/// Everything the address of the list says. Pages, exports and the API share it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    pub q: Option<Wanted>,
    pub status: Statuses,
    pub kind: Vec<RequestType>,
    /// An address or the beginning of one, in small letters.
    pub email: Option<String>,
    pub customer: Option<CustomerId>,
    pub assignee: Option<Assignee>,
    /// The request's own colour or, where it has none, its customer's.
    pub color: Option<Color>,
    pub created_from: Option<NaiveDate>,
    pub created_to: Option<NaiveDate>,
    pub amount_min: Option<Amount>,
    pub amount_max: Option<Amount>,
    /// `None` for the order that suits the statuses: see [`RequestFilter::order`].
    pub order: Option<Order>,
    pub per_page: PerPage,
    pub place: Option<Place>,
}

/// Which statuses are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Statuses {
    /// Those that wait for a decision.
    #[default]
    Open,
    All,
    /// Any of these.
    Named(Vec<RequestStatus>),
}

impl Statuses {
    /// Each of them.
    pub fn list(&self) -> Vec<RequestStatus> {
        match self {
            Statuses::Open => RequestStatus::OPEN.into(),
            Statuses::All => RequestStatus::ALL.into(),
            Statuses::Named(named) => named.clone(),
        }
    }
}

/// What was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The request with this number.
    Number(RequestId),
    /// Requests of customers whom the customers' search finds by this.
    Customer(String),
}

impl fmt::Display for Wanted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wanted::Number(id) => id.fmt(out),
            Wanted::Customer(words) => out.write_str(words),
        }
    }
}

/// Who has a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    Me,
    Nobody,
    Staff(StaffId),
}

impl fmt::Display for Assignee {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Assignee::Me => out.write_str("me"),
            Assignee::Nobody => out.write_str("none"),
            Assignee::Staff(id) => id.fmt(out),
        }
    }
}

/// Where a page begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    After(Cursor),
    Before(Cursor),
}

impl RequestFilter {
    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<RequestFilter, Unknown> {
        let mut filter = RequestFilter::default();
        let mut place = None;
        criteria::read(parameters, &SEVERAL, |name, value| match name {
            "after" | "before" => set_once(&mut place, (name, value)),
            _ => filter.read(name, value),
        })?;
        if let Some((name, value)) = place {
            let cursor = Cursor::decode(value, filter.order().sort);
            let cursor = cursor.ok_or_else(|| Unknown(name.to_owned()))?;
            filter.place = Some(match name {
                "before" => Place::Before(cursor),
                _ => Place::After(cursor),
            });
        }
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "q" => self.q = Some(wanted(value)?),
            "status" if value == "all" => self.status = Statuses::All,
            "status" => {
                let status = RequestStatus::from_code(value)?;
                match &mut self.status {
                    Statuses::All => {}
                    Statuses::Open => self.status = Statuses::Named(vec![status]),
                    Statuses::Named(named) => push(named, status),
                }
            }
            "type" => push(&mut self.kind, RequestType::from_code(value)?),
            "email" => {
                let fits = EMAIL_CHARS.contains(&value.chars().count());
                let clean = fits && !value.contains(char::is_control);
                self.email = Some(clean.then(|| value.to_lowercase())?);
            }
            "customer" => self.customer = Some(value.parse().ok()?),
            "assignee" => {
                self.assignee = Some(match value {
                    "me" => Assignee::Me,
                    "none" => Assignee::Nobody,
                    id => Assignee::Staff(id.parse().ok()?),
                });
            }
            "color" => self.color = Some(value.parse().ok()?),
            "created_from" => self.created_from = Some(person::parse_date(value).ok()?),
            "created_to" => self.created_to = Some(person::parse_date(value).ok()?),
            "amount_min" => self.amount_min = Some(value.parse().ok()?),
            "amount_max" => self.amount_max = Some(value.parse().ok()?),
            "sort" => self.order = Some(Order::parse(value)?),
            "per_page" => self.per_page = PerPage::parse(value)?,
            _ => return None,
        }
        Some(())
    }

    /// The order: what waits longest comes first, and what is over newest first, unless the address
    /// says otherwise.
    pub fn order(&self) -> Order {
        self.order.unwrap_or(Order {
            sort: Sort::CreatedAt,
            descending: self.status.list().iter().any(|status| status.is_final()),
        })
    }

    /// The parameters that lead to this very list, without its place.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all: Vec<Parameter> = match &self.status {
            Statuses::Open => Vec::new(),
            Statuses::All => vec![("status", "all".to_owned())],
            Statuses::Named(named) => named
                .iter()
                .map(|status| ("status", status.code().to_owned()))
                .collect(),
        };
        all.extend(self.criteria());
        all.extend(self.order.map(|order| ("sort", order.code())));
        all.extend(self.per_page.parameter());
        all
    }

    /// The parameters that lead to this very list and to its place.
    pub fn whole(&self) -> Vec<Parameter> {
        let mut all = self.parameters();
        all.extend(self.place.as_ref().map(|place| match place {
            Place::After(cursor) => ("after", cursor.encode()),
            Place::Before(cursor) => ("before", cursor.encode()),
        }));
        all
    }

    /// The same list from its beginning, with nothing in it that is resolved; `None` when nothing
    /// would be left.
    pub fn open(&self) -> Option<RequestFilter> {
        let open = self.status.list().into_iter();
        let open: Vec<RequestStatus> = open.filter(|status| !status.is_final()).collect();
        (!open.is_empty()).then(|| RequestFilter {
            status: Statuses::Named(open),
            order: Some(self.order()),
            place: None,
            ..self.clone()
        })
    }

    /// What narrows the list down besides the statuses, which are its tabs.
    pub fn criteria(&self) -> Vec<Parameter> {
        let kinds = self.kind.iter();
        let mut all: Vec<Parameter> = one("q", &self.q).into_iter().collect();
        all.extend(kinds.map(|kind| ("type", kind.code().to_owned())));
        all.extend(one("email", &self.email));
        all.extend(one("customer", &self.customer));
        all.extend(one("assignee", &self.assignee));
        all.extend(one("color", &self.color));
        all.extend(one("created_from", &self.created_from));
        all.extend(one("created_to", &self.created_to));
        all.extend(one("amount_min", &self.amount_min));
        all.extend(one("amount_max", &self.amount_max));
        all
    }
}

/// A number, or something that the customers' search can find.
fn wanted(typed: &str) -> Option<Wanted> {
    let (digits, marked) = match typed.strip_prefix('#') {
        Some(digits) => (digits, true),
        None => (typed, false),
    };
    let number = digits.bytes().all(|digit| digit.is_ascii_digit());
    if number && (marked || digits.len() < PHONE_DIGITS) {
        digits.parse().ok().map(Wanted::Number)
    } else {
        searchable(typed).map(Wanted::Customer)
    }
}
