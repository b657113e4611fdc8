//! One-time messages for the next page, carried in a signed cookie: no row is written for them.

use actix_web::cookie::{Cookie, SameSite, time};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::platform::crypto::MasterKey;

const COOKIE: &str = "__Host-countersign-flash";
const PURPOSE: &str = "flash message";

/// A message: the key of its words and the value in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where it leads, and the words of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<(String, String)>,
    /// Whether nothing could be done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub warning: bool,
    /// The id of the part of the page that tells it; `None` for the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// The cookie's name.
pub fn cookie_name() -> &'static str {
    COOKIE
}

/// The messages in a cookie; one that we did not sign holds none.
pub fn read(key: &MasterKey, cookie: &str) -> Vec<Flash> {
    let Some((body, signature)) = cookie.split_once('.') else {
        return Vec::new();
    };
    let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
        return Vec::new();
    };
    if !key.verify(PURPOSE, body.as_bytes(), &signature) {
        return Vec::new();
    }
    let body = URL_SAFE_NO_PAD.decode(body).unwrap_or_default();
    serde_json::from_slice(&body).unwrap_or_default()
}

/// A cookie that carries messages to the next page.
pub fn carry(key: &MasterKey, flashes: &[Flash]) -> Cookie<'static> {
    let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(flashes).unwrap_or_default());
    let signature = URL_SAFE_NO_PAD.encode(key.sign(PURPOSE, body.as_bytes()));
    with_attributes(
        Cookie::new(COOKIE, format!("{body}.{signature}")),
        time::Duration::minutes(5),
    )
}

/// A cookie that removes the one before.
pub fn forget() -> Cookie<'static> {
    with_attributes(Cookie::new(COOKIE, ""), time::Duration::ZERO)
}

fn with_attributes(mut cookie: Cookie<'static>, age: time::Duration) -> Cookie<'static> {
    cookie.set_path("/");
    cookie.set_secure(true);
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(age);
    cookie
}
