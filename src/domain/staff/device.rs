//! Known devices: a signed mark in a long-lived cookie says that this browser has signed in to this
//! account before. Such a browser still gets in while strangers have the account throttled, so that
//! the throttle is no weapon against its owner. The mark alone opens nothing.

use std::time::Duration;

use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;
use crate::platform::random;

/// How long a mark counts; each sign-in makes a new one.
pub const LIFETIME: Duration = Duration::from_secs(180 * 24 * 60 * 60);

const PURPOSE: &str = "known device";

/// A browser that has signed in to an account before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Random; kept from one mark of this browser to the next.
    id: String,
}

impl KnownDevice {
    /// A browser that signs in to the account for the first time.
    pub fn new() -> std::io::Result<KnownDevice> {
        Ok(KnownDevice {
            id: random::hex::<16>()?,
        })
    }

    /// The browser that carries this mark, if we made it for this account and not too long ago.
    pub fn recognise(
        key: &MasterKey,
        account: &str,
        mark: &str,
        now: Timestamp,
    ) -> Option<KnownDevice> {
        let mut parts = mark.split('.');
        let (id, made_at, signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || mark.len() > 200 {
            return None;
        }
        let signature = from_hex(signature)?;
        let genuine = key.verify(
            PURPOSE,
            message(account, id, made_at).as_bytes(),
            &signature,
        );
        let made_at = Timestamp(made_at.parse().ok()?);
        let fresh = made_at <= now && now < made_at.plus(LIFETIME);
        (genuine && fresh).then(|| KnownDevice { id: id.to_owned() })
    }

    /// The mark to keep in the browser.
    pub fn mark(&self, key: &MasterKey, account: &str, now: Timestamp) -> String {
        let made_at = now.0.to_string();
        let signature = key.sign(PURPOSE, message(account, &self.id, &made_at).as_bytes());
        format!("{}.{made_at}.{}", self.id, random::to_hex(&signature))
    }

    /// Tells two browsers apart.
    pub fn id(&self) -> &str {
        &self.id
    }
}

fn message(account: &str, id: &str, made_at: &str) -> String {
    format!("{id}\n{made_at}\n{account}")
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}
