//! The staff session of a request: the cookie, and its row in the database.
//!
//! The cookie holds a random key, encrypted; the row holds the key's hash. Rows are begun, renewed
//! and ended by verbs, in the transaction of their cause; nothing is written after the handler. So
//! a request in flight cannot bring back a session that was ended meanwhile, and visitors without a
//! session cause neither a write nor a cookie.

use std::collections::HashMap;
use std::net::IpAddr;

use actix_session::config::{BrowserSession, CookieContentSecurity, TtlExtensionPolicy};
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_session::{Session, SessionExt, SessionMiddleware};
use actix_web::cookie::{Cookie, Key, SameSite, time};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use secrecy::{ExposeSecret, SecretString};

use super::error::Failure;
use super::shell::Visit;
use crate::app::App;
use crate::domain::staff::device;
use crate::domain::staff::session;
use crate::domain::staff::signed_in::{self, Asking, SignedIn};
use crate::platform::clock::Timestamp;
use crate::platform::random;

/// The session cookie.
pub const COOKIE: &str = "__Host-countersign";

/// The mark of a known device; see [`device`].
pub const DEVICE_COOKIE: &str = "__Host-countersign-device";

/// The entries of the state. It lives for one request; what lasts is in the row.
/// The key that the request came with.
const KEY: &str = "key";
/// A key that a verb has given out, for the cookie of this answer.
const ISSUED: &str = "issued";

/// The middleware that opens the cookie.
pub fn middleware(app: &App) -> SessionMiddleware<Store> {
    let lifecycle =
        BrowserSession::default().state_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
    SessionMiddleware::builder(Store { app: app.clone() }, Key::from(&app.key.cookie_key()))
        .cookie_name(COOKIE.to_owned())
        .cookie_path("/".to_owned())
        .cookie_secure(true)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Private)
        .session_lifecycle(lifecycle)
        .build()
}

/// Whether a request keeps its session from ending for want of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Counts,
    /// A page that nobody looks at asks by itself.
    DoesNotCount,
}

/// Who is asking at `now`: one query, and none without a session.
pub async fn signed_in(
    app: &App,
    session: &Session,
    used: Use,
    (from, now): (Option<IpAddr>, Timestamp),
) -> Result<Option<Asking>, Failure> {
    let Some(key) = session.get::<String>(KEY).ok().flatten() else {
        return Ok(None);
    };
    let found = signed_in::find(&app.db, &key, from, app.session_rules(), now).await?;
    if let Some(asking) = &found
        && used == Use::Counts
        && let Err(error) = session::touch(&app.db, &asking.member().session, now).await
    {
        // Reading goes on where writing is impossible: the disk may be full.
        tracing::warn!(%error, "the last use of a session was not written down");
    }
    Ok(found)
}

/// The session of a request, for handlers that begin or end one, and what they need for that.
pub struct StaffSession {
    session: Session,
    from: Option<IpAddr>,
    /// The mark of a known device that came with the request.
    pub device_mark: Option<String>,
    /// How the browser calls itself.
    pub user_agent: Option<String>,
}

impl FromRequest for StaffSession {
    type Error = Failure;
    type Future = std::future::Ready<Result<StaffSession, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let device_mark = http
            .cookie(DEVICE_COOKIE)
            .map(|cookie| cookie.value().to_owned());
        let user_agent = http.headers().get(header::USER_AGENT);
        let user_agent =
            user_agent.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
        std::future::ready(Ok(StaffSession {
            session: http.get_session(),
            from: Visit::of(http).and_then(|visit| visit.ip),
            device_mark,
            user_agent,
        }))
    }
}

/// A session to be asked after later on, when its request has been answered.
pub struct Presence {
    key: String,
    /// Where it was used.
    from: Option<IpAddr>,
}

impl Presence {
    /// Who the session stands for by now; this is no use of it.
    pub async fn now(&self, app: &App) -> Result<Option<SignedIn>, Failure> {
        let now = app.clock.now();
        let rules = app.session_rules();
        let found = signed_in::find(&app.db, &self.key, self.from, rules, now).await?;
        Ok(found.and_then(Asking::signed_in))
    }
}

impl StaffSession {
    /// The session that the request came with, to be asked after later on.
    pub fn presence(&self) -> Option<Presence> {
        let key = self.session.get::<String>(KEY).ok().flatten()?;
        Some(Presence {
            key,
            from: self.from,
        })
    }

    /// Hands the key of a session just begun to the browser; the one it had before ends.
    pub fn begin(&self, key: &SecretString) -> Result<(), Failure> {
        self.session.clear();
        self.session.renew();
        self.issue(key)
    }

    /// Hands the new key of the session at hand to the browser.
    pub fn renew(&self, key: &SecretString) -> Result<(), Failure> {
        self.issue(key)
    }

    /// Ends the session.
    pub fn end(&self) {
        self.session.purge();
    }

    fn issue(&self, key: &SecretString) -> Result<(), Failure> {
        let issued = self.session.insert(ISSUED, key.expose_secret());
        issued.map_err(|error| anyhow::anyhow!("session: {error}").into())
    }
}

/// The cookie that lets this browser in again while strangers have the account throttled.
pub fn device_cookie(mark: String) -> Cookie<'static> {
    let seconds = i64::try_from(device::LIFETIME.as_secs()).unwrap_or(0);
    let mut cookie = Cookie::new(DEVICE_COOKIE, mark);
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(time::Duration::seconds(seconds));
    cookie
}

/// Sessions in the database, as the middleware sees them.
pub struct Store {
    app: App,
}

type State = HashMap<String, String>;

impl SessionStore for Store {
    /// Only remembers the key: who it stands for is asked once, with all that a request needs.
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let key = serde_json::to_string(key.as_ref());
        let key = key.map_err(|error| LoadError::Other(error.into()))?;
        Ok(Some(State::from([(KEY.to_owned(), key)])))
    }

    async fn save(&self, state: State, _: &time::Duration) -> Result<SessionKey, SaveError> {
        // Without a key given out there is no row, and the cookie opens nothing.
        match issued(&state) {
            Some(key) => Ok(key),
            None => new_key().map_err(SaveError::Other),
        }
    }

    async fn update(
        &self,
        key: SessionKey,
        state: State,
        _: &time::Duration,
    ) -> Result<SessionKey, UpdateError> {
        Ok(issued(&state).unwrap_or(key))
    }

    async fn update_ttl(&self, _: &SessionKey, _: &time::Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        Ok(session::remove(&self.app.db, key.as_ref()).await?)
    }
}

fn issued(state: &State) -> Option<SessionKey> {
    let key: String = serde_json::from_str(state.get(ISSUED)?).ok()?;
    key.try_into().ok()
}

fn new_key() -> Result<SessionKey, anyhow::Error> {
    Ok(random::hex::<32>()?.try_into()?)
}
