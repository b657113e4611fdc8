//! What the journal is filtered by: read from an address, and written back into one.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Model, Outcome, Subject};
use crate::domain::values::criteria::{self, Parameter, PerPage, Unknown, one, push, set_once};
use crate::domain::values::ids::{CustomerId, EntryId, StaffId};
use crate::domain::values::network::Network;
use crate::domain::values::person;
use crate::platform::clock::Timestamp;

/// The longest request id: those of commands have the command's name in them.
const REQUEST_ID_CHARS: usize = 60;

/// Everything the address of the journal says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalFilter {
    pub actor: Option<By>,
    /// Any of these; all when empty.
    pub action: Vec<Action>,
    pub subject: Option<About>,
    /// What is about a customer, or about what hangs on them.
    pub customer: Option<CustomerId>,
    /// Days of the reader.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub ip: Option<Network>,
    pub outcome: Option<Outcome>,
    pub request_id: Option<String>,
    pub per_page: PerPage,
    pub place: Option<Place>,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Staff(StaffId),
    Commands,
    /// Somebody who had not signed in.
    Nobody,
}

impl FromStr for By {
    type Err = ();

    fn from_str(typed: &str) -> Result<By, ()> {
        match typed {
            "commands" => Ok(By::Commands),
            "nobody" => Ok(By::Nobody),
            id => id.parse().map(By::Staff),
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            By::Staff(id) => id.fmt(out),
            By::Commands => out.write_str("commands"),
            By::Nobody => out.write_str("nobody"),
        }
    }
}

/// What it was done to: `request:7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    pub kind: &'static str,
    pub id: i64,
}

impl FromStr for About {
    type Err = ();

    fn from_str(typed: &str) -> Result<About, ()> {
        let (kind, id) = typed.split_once(':').ok_or(())?;
        let kind = Subject::KINDS.into_iter().find(|known| *known == kind);
        let EntryId(id) = id.parse()?;
        kind.map(|kind| About { kind, id }).ok_or(())
    }
}

impl fmt::Display for About {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.kind, self.id)
    }
}

/// Where an entry stands: `1795176000000-7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub at: Timestamp,
    pub id: EntryId,
}

impl Cursor {
    /// Where this one stands.
    pub fn of(entry: &Model) -> Cursor {
        Cursor {
            at: entry.at,
            id: entry.id,
        }
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(typed: &str) -> Result<Cursor, ()> {
        let (at, id) = typed.rsplit_once('-').ok_or(())?;
        let at = at.parse().map(Timestamp).map_err(|_| ())?;
        Ok(Cursor {
            at,
            id: id.parse()?,
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.at.0, self.id)
    }
}

/// Where a page begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Older than this one.
    After(Cursor),
    /// Newer than this one.
    Before(Cursor),
}

impl JournalFilter {
    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<JournalFilter, Unknown> {
        let mut filter = JournalFilter::default();
        criteria::read(parameters, &["action"], |name, value| {
            filter.read(name, value)
        })?;
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "actor" => self.actor = Some(value.parse().ok()?),
            "action" => push(&mut self.action, Action::from_code(value)?),
            "subject" => self.subject = Some(value.parse().ok()?),
            "customer" => self.customer = Some(value.parse().ok()?),
            "from" => self.from = Some(person::parse_date(value).ok()?),
            "to" => self.to = Some(person::parse_date(value).ok()?),
            "ip" => self.ip = Some(value.parse().ok()?),
            "outcome" => {
                let known = Outcome::ALL.into_iter().find(|one| one.code() == value);
                self.outcome = Some(known?);
            }
            "request_id" => {
                let fits = value.chars().count() <= REQUEST_ID_CHARS;
                self.request_id = Some(fits.then(|| value.to_owned())?);
            }
            "per_page" => self.per_page = PerPage::parse(value)?,
            "after" => set_once(&mut self.place, Place::After(value.parse().ok()?))?,
            "before" => set_once(&mut self.place, Place::Before(value.parse().ok()?))?,
            _ => return None,
        }
        Some(())
    }

    /// What narrows the journal down.
    pub fn criteria(&self) -> Vec<Parameter> {
        let actions = self.action.iter();
        let mut all: Vec<_> = one("actor", &self.actor).into_iter().collect();
        all.extend(actions.map(|action| ("action", action.code().to_owned())));
        all.extend(one("subject", &self.subject));
        all.extend(one("customer", &self.customer));
        all.extend(one("from", &self.from));
        all.extend(one("to", &self.to));
        all.extend(one("ip", &self.ip));
        let outcome = self.outcome.map(|outcome| outcome.code());
        all.extend(outcome.map(|code| ("outcome", code.to_owned())));
        all.extend(one("request_id", &self.request_id));
        all
    }

    /// The parameters that lead to this very list, without its place.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all = self.criteria();
        all.extend(self.per_page.parameter());
        all
    }
}
