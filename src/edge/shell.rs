//! What every page needs besides its own matter: who reads it, in which language, and its frame.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono_tz::Tz;

use super::assets;
use super::flash::Flash;
use crate::domain::actor::Actor;
use crate::domain::staff::member::Theme;
use crate::domain::staff::permission::Permission;
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;
use crate::platform::locales::Locale;

mod navigation;
mod visit;
mod words;

pub use navigation::{waiting_figure, waiting_words};
pub use visit::Visit;

/// The frame of a page: a plain field of every page struct.
pub struct Shell {
    pub locale: Locale,
    /// The time zone that times are shown in.
    pub zone: Tz,
    theme: Option<Theme>,
    /// Who reads the page; `None` at the door.
    pub staff: Option<Arc<SignedIn>>,
    /// The token for the forms of this page; masked anew for each page.
    pub csrf: String,
    /// Messages left by the page before.
    pub flashes: Vec<Flash>,
    visit: Rc<Visit>,
}

impl FromRequest for Shell {
    type Error = super::error::Failure;
    type Future = std::future::Ready<Result<Shell, Self::Error>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit =
            Visit::of(http).ok_or_else(|| anyhow::anyhow!("a request without a visit").into());
        std::future::ready(visit.map(|visit| visit.shell()))
    }
}

impl Shell {
    /// The one who acts, for verbs.
    pub fn actor(&self) -> Actor {
        self.visit.actor()
    }

    /// Whose customers the reader sees; nobody's at the door.
    pub fn scope(&self) -> Scope {
        let staff = self.staff.as_ref();
        staff.map_or_else(Scope::none, |staff| staff.scope.clone())
    }

    /// Whose personal data the reader sees; nobody's at the door.
    pub fn sight(&self) -> Sight {
        let staff = self.staff.as_ref();
        staff.map_or_else(Sight::masked, |staff| staff.sight.clone())
    }

    /// Whether the reader sees the personal data of a customer.
    pub fn sees(&self, customer: CustomerId) -> bool {
        let staff = self.staff.as_ref();
        staff.is_some_and(|staff| staff.sight.sees(customer))
    }

    /// The moment of this request.
    pub fn now(&self) -> Timestamp {
        self.visit.at
    }

    /// The id that the log has, too.
    pub fn request_id(&self) -> &str {
        &self.visit.request_id
    }

    /// Leaves a message for the next page.
    pub fn flash(&self, key: &'static str) {
        self.leave(key, Flash::default());
    }

    /// Leaves a message that nothing could be done.
    pub fn flash_warning(&self, key: &'static str) {
        let flash = Flash {
            warning: true,
            ..Flash::default()
        };
        self.leave(key, flash);
    }

    /// Leaves a message with a value in it for the next page.
    pub fn flash_with(&self, key: &'static str, value: impl ToString) {
        let value = Some(value.to_string());
        self.leave(
            key,
            Flash {
                value,
                ..Flash::default()
            },
        );
    }

    /// The same, with a link: its path and its words.
    pub fn flash_leading(&self, key: &'static str, value: impl ToString, link: (String, String)) {
        let (value, link) = (Some(value.to_string()), Some(link));
        self.leave(
            key,
            Flash {
                value,
                link,
                ..Flash::default()
            },
        );
    }

    /// A message with a value in it for a part of the next page: where a link to `at` leads.
    pub fn flash_at(&self, key: &'static str, value: impl ToString, at: &str) {
        let (value, at) = (Some(value.to_string()), Some(at.to_owned()));
        self.leave(
            key,
            Flash {
                value,
                at,
                ..Flash::default()
            },
        );
    }

    fn leave(&self, key: &'static str, flash: Flash) {
        let key = key.to_owned();
        self.visit.queued.borrow_mut().push(Flash { key, ..flash });
    }

    /// The messages for a part of this page.
    pub fn flashes_at(&self, at: &str) -> Vec<&Flash> {
        let here = |flash: &&Flash| flash.at.as_deref() == Some(at);
        self.flashes.iter().filter(here).collect()
    }

    /// The key that this session's drafts are sealed with in the browser's storage (S58).
    pub fn draft_seal(&self) -> String {
        let seed = self.visit.csrf_seed();
        STANDARD.encode(self.visit.key.sign("drafts", seed.as_bytes()))
    }

    /// Where an embedded file is served.
    pub fn asset(&self, path: &str) -> &'static str {
        assets::path(path)
    }

    /// Whether the reader may do something; decides what is shown, never what is allowed.
    pub fn may(&self, permission: Permission) -> bool {
        self.staff
            .as_ref()
            .is_some_and(|staff| staff.may(permission))
    }

    /// Whether the reader may read mails of a kind: letters about a check say what is wrong with
    /// somebody's papers, letters to staff who comes.
    pub fn may_read_mail(&self, kind: &str) -> bool {
        match kind.split('.').next() {
            Some("verification") => self.may(Permission::ViewVerification),
            Some("staff") => self.may(Permission::ViewStaff),
            _ => true,
        }
    }

    /// `light`, `dark` or `system`.
    pub fn theme(&self) -> &'static str {
        match self.theme {
            Some(Theme::Light) => "light",
            Some(Theme::Dark) => "dark",
            Some(Theme::System) | None => "system",
        }
    }

    /// Whether single keys do something for this reader.
    pub fn shortcuts(&self) -> bool {
        self.staff.as_ref().is_some_and(|staff| staff.shortcuts)
    }

    /// The path of this page without its query.
    pub fn path(&self) -> &str {
        &self.visit.path
    }

    /// The query of this page, as it came.
    pub fn query(&self) -> &str {
        &self.visit.query
    }
}
