//! What the log of mails is filtered by: read from an address, and written back into one.

use std::str::FromStr;

use crate::domain::outbox::mail::MailState;
use crate::domain::outbox::message::Message;
use crate::domain::values::criteria::{self, Parameter, Unknown, push, set_once};
use crate::domain::values::ids::{CustomerId, MailId};

/// How long a search may be, in characters: enough to be worth it, and no longer than an address.
const Q_CHARS: std::ops::RangeInclusive<usize> = 3..=254;

/// Everything the address of the log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailFilter {
    /// An address or the beginning of one, in small letters.
    pub q: Option<String>,
    /// Any of these; all when empty.
    pub state: Vec<MailState>,
    pub kind: Option<&'static str>,
    pub customer: Option<CustomerId>,
    pub place: Option<Place>,
    /// Never from the address: what the reader may read.
    pub readable: Readable,
}

/// The kinds of mails that somebody may read: a letter tells as much as what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Readable {
    #[default]
    Every,
    Only(Vec<&'static str>),
}

impl Readable {
    /// Those of all kinds for which `may` says yes.
    pub fn those(may: impl Fn(&str) -> bool) -> Readable {
        let codes = Message::ALL.iter().map(|message| message.code());
        let kinds: Vec<&str> = codes.filter(|kind| may(kind)).collect();
        match kinds.len() == Message::ALL.len() {
            true => Readable::Every,
            false => Readable::Only(kinds),
        }
    }

    /// Whether a kind is one of them.
    pub fn contains(&self, kind: &str) -> bool {
        match self {
            Readable::Every => true,
            Readable::Only(kinds) => kinds.contains(&kind),
        }
    }
}

/// Where a page begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Older than this one.
    After(MailId),
    /// Newer than this one.
    Before(MailId),
}

impl MailFilter {
    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<MailFilter, Unknown> {
        let mut filter = MailFilter::default();
        criteria::read(parameters, &["state"], |name, value| {
            filter.read(name, value)
        })?;
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "q" => {
                let fits = Q_CHARS.contains(&value.chars().count());
                let clean = fits && !value.contains(char::is_control);
                self.q = Some(clean.then(|| value.to_lowercase())?);
            }
            "state" if value == "all" => self.state.clear(),
            "state" => {
                let known = MailState::ALL.into_iter().find(|one| one.code() == value);
                push(&mut self.state, known?);
            }
            "kind" => self.kind = Some(Message::from_code(value)?.code()),
            "customer" => self.customer = Some(CustomerId::from_str(value).ok()?),
            "after" => set_once(&mut self.place, Place::After(value.parse().ok()?))?,
            "before" => set_once(&mut self.place, Place::Before(value.parse().ok()?))?,
            _ => return None,
        }
        Some(())
    }

    /// The parameters that lead to this very log, without its place.
    pub fn criteria(&self) -> Vec<Parameter> {
        let mut all = Vec::new();
        all.extend(self.q.clone().map(|q| ("q", q)));
        let states = self.state.iter();
        all.extend(states.map(|state| ("state", state.code().to_owned())));
        all.extend(self.kind.map(|kind| ("kind", kind.to_owned())));
        all.extend(self.customer.map(|id| ("customer", id.to_string())));
        all
    }
}
