//! One request on its way through the house.

use std::cell::{Cell, RefCell};
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use chrono_tz::Tz;

use super::Shell;
use crate::app::App;
use crate::domain::actor::{Actor, Who};
use crate::domain::customers::search::Count;
use crate::domain::staff::permission::Permission;
use crate::domain::staff::signed_in::{Asking, Halfway, SignedIn};
use crate::domain::values::device::Device;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::edge::flash::Flash;
use crate::edge::{client, csrf};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::locales::Locale;

/// One request, from its first byte to its answer: made by the outermost layer, completed when the
/// staff member is known. The page, the log and the journal share its id.
pub struct Visit {
    pub request_id: String,
    pub at: Timestamp,
    pub ip: Option<IpAddr>,
    pub(super) device: Device,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) accepted: Locale,
    pub(super) key: MasterKey,
    pub(super) staff: RefCell<Option<Arc<SignedIn>>>,
    pub(super) halfway: RefCell<Option<Arc<Halfway>>>,
    /// What binds the CSRF token: a secret of the session, or of the cookie of people at the door.
    pub(super) csrf_seed: RefCell<String>,
    /// How many requests wait, for those who may know.
    pub(super) bell: Cell<Option<Count>>,
    pub(super) shown: RefCell<Vec<Flash>>,
    pub(super) queued: RefCell<Vec<Flash>>,
}

impl Visit {
    /// The start of a request.
    pub fn begin(app: &App, request: &ServiceRequest, request_id: String) -> Visit {
        let accepted = request
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let agent = request.headers().get(header::USER_AGENT);
        let agent = agent.and_then(|value| value.to_str().ok());
        Visit {
            request_id,
            at: app.clock.now(),
            ip: client::address(request, &app.config),
            device: Device::claimed(agent.unwrap_or_default()),
            path: request.path().to_owned(),
            query: request.query_string().to_owned(),
            accepted: Locale::negotiate(accepted.unwrap_or_default()),
            key: app.key.clone(),
            staff: RefCell::new(None),
            halfway: RefCell::new(None),
            csrf_seed: RefCell::new(String::new()),
            bell: Cell::new(None),
            shown: RefCell::new(Vec::new()),
            queued: RefCell::new(Vec::new()),
        }
    }

    /// The visit of a request; every request has one.
    pub fn of(http: &HttpRequest) -> Option<Rc<Visit>> {
        http.extensions().get::<Rc<Visit>>().cloned()
    }

    /// Says who is asking.
    pub fn identified(&self, asking: Option<Asking>, csrf_seed: String) {
        match asking {
            Some(Asking::Member(staff)) => *self.staff.borrow_mut() = Some(Arc::new(staff)),
            Some(Asking::Halfway(one)) => *self.halfway.borrow_mut() = Some(Arc::new(one)),
            None => {}
        }
        *self.csrf_seed.borrow_mut() = csrf_seed;
    }

    /// Says how many requests wait.
    pub fn rings(&self, waiting: Option<Count>) {
        self.bell.set(waiting);
    }

    /// Who is asking, if they signed in.
    pub fn staff(&self) -> Option<Arc<SignedIn>> {
        self.staff.borrow().clone()
    }

    /// Who is asking, if they have come only halfway in: nobody, as far as pages are concerned.
    pub fn halfway(&self) -> Option<Arc<Halfway>> {
        self.halfway.borrow().clone()
    }

    /// The secret that this visitor's CSRF tokens are made from.
    pub fn csrf_seed(&self) -> String {
        self.csrf_seed.borrow().clone()
    }

    /// Messages that arrived with this request and are shown on its page.
    pub fn arrived_flashes(&self, flashes: Vec<Flash>) {
        *self.shown.borrow_mut() = flashes;
    }

    /// Messages for the next page.
    pub fn queued_flashes(&self) -> Vec<Flash> {
        self.queued.borrow().clone()
    }

    /// The one who acts, for verbs.
    pub fn actor(&self) -> Actor {
        let staff = self.staff();
        let who = match &staff {
            Some(staff) => Who::Staff {
                id: staff.id,
                name: staff.name.clone(),
            },
            None => Who::Nobody,
        };
        let scope = staff.as_ref().map(|staff| staff.scope.clone());
        let sight = staff.as_ref().map(|staff| staff.sight.clone());
        let judges = |staff: &Arc<SignedIn>| staff.may(Permission::ReviewVerification);
        Actor {
            who,
            groups: staff.as_ref().and_then(|staff| staff.groups.clone()),
            scope: scope.unwrap_or_else(Scope::none),
            sight: sight.unwrap_or_else(Sight::masked),
            judges: staff.as_ref().is_some_and(judges),
            at: self.at,
            ip: self.ip,
            device: self.device,
            request_id: self.request_id.clone(),
            session_ref: staff.map(|staff| staff.session_ref()),
        }
    }

    /// The frame of a page.
    pub fn shell(self: &Rc<Self>) -> Shell {
        let (staff, halfway) = (self.staff(), self.halfway());
        let known = staff.as_deref();
        let known = known.or_else(|| halfway.as_deref().map(|one| &one.member));
        Shell {
            locale: known.map_or(self.accepted, |staff| staff.locale),
            zone: known.map_or(Tz::UTC, |staff| staff.zone),
            theme: known.map(|staff| staff.theme),
            csrf: csrf::token(&self.key, &self.csrf_seed()),
            flashes: self.shown.borrow().clone(),
            staff,
            visit: Rc::clone(self),
        }
    }
}
