//! What the list of staff is filtered by: read from an address, and written back into one.

use crate::domain::values::criteria::{self, Parameter, Unknown, set_once};
use crate::domain::values::email::Email;
use crate::domain::values::ids::GroupId;
use crate::domain::values::text;

/// Whether a member can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Active,
    /// Has no password yet.
    Invited,
    Disabled,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 3] = [Standing::Active, Standing::Invited, Standing::Disabled];

    /// The code in addresses; its words have the key `standing-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Active => "active",
            Standing::Invited => "invited",
            Standing::Disabled => "disabled",
        }
    }
}

/// What a member signs in with beside the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    None,
    /// An app.
    Authenticator,
}

impl SecondFactor {
    /// Every one.
    pub const ALL: [SecondFactor; 2] = [SecondFactor::None, SecondFactor::Authenticator];

    /// The code in addresses; its words have the key `second-factor-is-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            SecondFactor::None => "none",
            SecondFactor::Authenticator => "authenticator",
        }
    }
}

/// What the list is filtered by, and where a page of it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StaffFilter {
    /// A part of a name or an address.
    pub q: Option<String>,
    pub status: Option<Standing>,
    pub second_factor: Option<SecondFactor>,
    pub group: Option<GroupId>,
    /// The name of an allowed tag.
    pub tag: Option<String>,
    pub place: Option<Place>,
}

/// Members are in the order of their addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    After(Email),
    Before(Email),
}

impl StaffFilter {
    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<StaffFilter, Unknown> {
        let mut filter = StaffFilter::default();
        criteria::read(parameters, &[], |name, value| filter.read(name, value))?;
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "q" => self.q = Some(text::required(value, 100).ok()?.to_lowercase()),
            "status" => {
                let known = Standing::ALL.into_iter().find(|one| one.code() == value);
                self.status = Some(known?);
            }
            "second_factor" => {
                let mut all = SecondFactor::ALL.into_iter();
                let known = all.find(|one| one.code() == value);
                self.second_factor = Some(known?);
            }
            "group" => self.group = Some(value.parse().ok()?),
            "tag" => self.tag = Some(text::required(value, 40).ok()?.to_lowercase()),
            "after" => set_once(&mut self.place, Place::After(value.parse().ok()?))?,
            "before" => set_once(&mut self.place, Place::Before(value.parse().ok()?))?,
            _ => return None,
        }
        Some(())
    }

    /// What narrows the list down.
    pub fn criteria(&self) -> Vec<Parameter> {
        let mut all = Vec::new();
        all.extend(self.q.clone().map(|q| ("q", q)));
        all.extend(self.status.map(|one| ("status", one.code().to_owned())));
        let second_factor = self.second_factor.map(|one| one.code().to_owned());
        all.extend(second_factor.map(|code| ("second_factor", code)));
        all.extend(self.group.map(|id| ("group", id.to_string())));
        all.extend(self.tag.clone().map(|tag| ("tag", tag)));
        all
    }
}
