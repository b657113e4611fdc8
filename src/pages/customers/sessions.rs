//! A customer's sessions on the platform: seen, and ended by staff.

use actix_web::web;
use askama::Template;

use super::back::back;
use super::profile::{self, Tab, tabs};
use crate::app::App;
use crate::domain::customers::current::Current;
use crate::domain::customers::sessions::{self, Model, Place, SessionError, Sessions};
use crate::domain::staff::permission::{EndCustomerSessions, Permission, ViewCustomerSessions};
use crate::domain::values::ids::{CustomerId, CustomerSessionId};
use crate::edge::device::device_words;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, see_other};
use crate::edge::shell::Shell;

/// Where a page begins, as its address says.
#[derive(serde::Deserialize)]
pub struct FromWhere {
    open: Option<CustomerSessionId>,
    ended: Option<CustomerSessionId>,
}

impl FromWhere {
    fn place(&self) -> Option<Place> {
        let open = self.open.map(Place::Open);
        open.or(self.ended.map(Place::Ended))
    }
}

/// The tab.
#[derive(Template)]
#[template(path = "customers/sessions.html")]
struct SessionsPage {
    shell: Shell,
    current: Current,
    tabs: Vec<Tab>,
    page: Sessions,
    /// Whether this is the first page.
    first: bool,
    may_end: bool,
}

impl SessionsPage {
    fn device(&self, session: &Model) -> String {
        device_words(&self.shell, session.user_agent.as_deref())
    }

    /// Why it ended; a reason that this version does not know as it is stored.
    fn because(&self, session: &Model) -> String {
        match session.because() {
            Some(because) => self.shell.t(because.words_key()),
            None => session.ended_because.clone().unwrap_or_default(),
        }
    }

    fn any_open(&self) -> bool {
        let mut sessions = self.page.sessions.iter();
        sessions.any(|session| session.ended_at.is_none())
    }

    fn revoke(&self, session: &Model) -> String {
        let id = self.current.customer.id;
        back(&self.shell).carry(&paths::revoke_session(id, session.id))
    }

    fn revoke_all(&self) -> String {
        let id = self.current.customer.id;
        back(&self.shell).carry(&paths::revoke_sessions(id))
    }

    fn newest(&self) -> String {
        let id = self.current.customer.id;
        back(&self.shell).carry(&paths::customer_sessions(id))
    }

    fn older(&self, next: &Place) -> String {
        let path = paths::customer_sessions(self.current.customer.id);
        back(&self.shell).carry(&match next {
            Place::Open(id) => format!("{path}?open={id}"),
            Place::Ended(id) => format!("{path}?ended={id}"),
        })
    }
}

/// Shows them: those that are open first.
pub async fn index(
    _staff: Allowed<ViewCustomerSessions>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    place: web::Query<FromWhere>,
) -> Answer {
    let current = profile::current(&app, &shell, *id).await?;
    let page = sessions::page(&app.db, *id, place.place()).await?;
    html(&SessionsPage {
        tabs: tabs(&shell, *id),
        may_end: shell.may(Permission::EndCustomerSessions),
        first: place.place().is_none(),
        shell,
        current,
        page,
    })
}

/// Ends one.
pub async fn revoke(
    staff: Allowed<EndCustomerSessions>,
    shell: Shell,
    app: web::Data<App>,
    ids: web::Path<(CustomerId, CustomerSessionId)>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let (id, session) = ids.into_inner();
    sessions::revoke(&app.db, staff.actor(), id, session)
        .await
        .map_err(failure)?;
    shell.flash_with("sessions-ended", 1);
    done(&shell, id)
}

/// Ends every one that is open.
pub async fn revoke_all(
    staff: Allowed<EndCustomerSessions>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let ended = sessions::revoke_all(&app.db, staff.actor(), *id)
        .await
        .map_err(failure)?;
    shell.flash_with("sessions-ended", ended);
    done(&shell, *id)
}

fn done(shell: &Shell, id: CustomerId) -> Answer {
    see_other(&back(shell).carry(&paths::customer_sessions(id)))
}

fn failure(error: SessionError) -> Failure {
    match error {
        SessionError::AlreadyEnded | SessionError::Closed => {
            Failure::Conflict("error-session-ended")
        }
        SessionError::NotFound => Failure::NotFound,
        SessionError::Db(error) => error.into(),
    }
}
