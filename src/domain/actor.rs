//! Who acts: an argument of every verb, and what the journal writes down about them.

use std::net::IpAddr;

use crate::domain::values::device::Device;
use crate::domain::values::ids::StaffId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;

/// The one who acts, from where, and when. Made once per request (or command) at the edge.
#[derive(Clone, Debug)]
pub struct Actor {
    pub who: Who,
    /// The groups they are in, as they are called now.
    pub groups: Option<String>,
    /// Whose customers they may see and change; everything else is as if it were not there.
    pub scope: Scope,
    /// Whose personal data they see unmasked.
    pub sight: Sight,
    /// Whether they may judge what customers hand in.
    pub judges: bool,
    /// The moment of the act: everything a verb writes carries this one time.
    pub at: Timestamp,
    pub ip: Option<IpAddr>,
    /// What their browser claims to be.
    pub device: Device,
    /// The id that the page, the log and the journal share.
    pub request_id: String,
    /// A short digest of the staff session, to tell two of them apart.
    pub session_ref: Option<String>,
}

/// What kind of actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Someone signed in.
    Staff { id: StaffId, name: String },
    /// Somebody at the door who has not signed in.
    Nobody,
    /// A command on the machine itself, by its name.
    Command(&'static str),
}

impl Actor {
    /// A command line's actor.
    pub fn command(name: &'static str, at: Timestamp) -> Actor {
        Actor {
            who: Who::Command(name),
            groups: None,
            scope: Scope::All,
            sight: Sight::Clear,
            judges: true,
            at,
            ip: None,
            device: Device::default(),
            request_id: format!("command-{name}"),
            session_ref: None,
        }
    }

    /// The same act, by a member who has just proved who they are.
    pub fn being(&self, id: StaffId, name: &str) -> Actor {
        let name = name.to_owned();
        Actor {
            who: Who::Staff { id, name },
            ..self.clone()
        }
    }

    /// The staff member, if it is one.
    pub fn staff_id(&self) -> Option<StaffId> {
        match self.who {
            Who::Staff { id, .. } => Some(id),
            Who::Nobody | Who::Command(_) => None,
        }
    }

    /// The name that records keep, so that they read the same after the staff member is gone.
    pub fn name(&self) -> &str {
        match &self.who {
            Who::Staff { name, .. } => name,
            Who::Nobody => "",
            Who::Command(name) => name,
        }
    }

    /// How the journal tells the kinds apart.
    pub fn kind(&self) -> &'static str {
        match self.who {
            Who::Staff { .. } => "staff",
            Who::Nobody => "nobody",
            Who::Command(_) => "command",
        }
    }
}
