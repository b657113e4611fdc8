//! Codes that change every half minute, as authenticator apps make them (RFC 6238): the secret that
//! an app and this installation share, and which half minute a code belongs to.

use std::io::{Error, ErrorKind, Result};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use totp_rs::{Algorithm, Builder, Totp};

use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::MasterKey;

/// What an app calls the account.
const ISSUER: &str = "Countersign";

/// How many digits a code has.
pub const DIGITS: u8 = 6;

/// How long a code is shown, in seconds.
const STEP_SECONDS: u64 = 30;

/// How many half minutes a clock may be wrong, either way (S29).
const SKEW: u16 = 1;

const SECRET_BYTES: usize = 20;

const PURPOSE: &str = "second factor";

/// What an app and this installation share.
#[derive(Clone)]
pub struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// The secret that a session offers to its member: the same one for as long as the session has
    /// this seed, so that looking at the page again changes nothing, and nothing is stored.
    pub fn offered(key: &MasterKey, who: StaffId, seed: &str) -> Secret {
        let digest = key.sign("second factor offer", format!("{who} {seed}").as_bytes());
        let mut secret = [0; SECRET_BYTES];
        secret.copy_from_slice(&digest[..SECRET_BYTES]);
        Secret(secret)
    }

    /// Encrypted, to be stored.
    pub fn sealed(&self, key: &MasterKey, who: StaffId) -> Result<String> {
        key.seal(PURPOSE, &who.to_string(), &self.0)
    }

    /// A stored one. Fails when it is not that of this member, or the key is another one.
    pub fn opened(key: &MasterKey, who: StaffId, sealed: &str) -> Result<Secret> {
        let bytes = key.open(PURPOSE, &who.to_string(), sealed)?;
        let bytes = bytes.try_into();
        bytes.map(Secret).map_err(|_| ErrorKind::InvalidData.into())
    }

    /// As somebody types it into an app that has no camera.
    pub fn spelled(&self) -> String {
        totp_rs::Secret::from(self.0).to_base32()
    }

    /// As an app reads it from a picture.
    pub fn address(&self, account: &str) -> String {
        let account = utf8_percent_encode(account, NON_ALPHANUMERIC);
        let secret = self.spelled();
        format!(
            "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}\
             &algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
        )
    }

    /// Which half minute a code belongs to, if it belongs to one near this moment.
    pub fn step_of(&self, code: &str, now: Timestamp) -> Result<Option<i64>> {
        let seconds = u64::try_from(now.0 / 1000).unwrap_or_default();
        let step = self.totp()?.check(code, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    fn totp(&self) -> Result<Totp> {
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_SECONDS)
            .with_secret(self.0);
        builder
            .build()
            .map_err(|error| Error::other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6238, appendix B, shortened to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret(*b"12345678901234567890");
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804")] {
            let step = secret.step_of(code, Timestamp(seconds * 1000));
            assert_eq!(step.expect("a step"), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_half_minute_and_one_on_either_side() {
        let secret = Secret(*b"12345678901234567890");
        // The code of the seconds 30 to 59.
        for (second, known) in [(0, true), (59, true), (89, true), (90, false), (300, false)] {
            let step = secret.step_of("287082", Timestamp(second * 1000));
            assert_eq!(step.expect("a step").is_some(), known, "{second}");
        }
        for odd in ["", "28708", "2870822", "abcdef", "２８７０８２"] {
            assert_eq!(secret.step_of(odd, Timestamp(59_000)).expect("none"), None);
        }
    }

    #[test]
    fn an_app_reads_issuer_account_and_secret() {
        let secret = Secret(*b"12345678901234567890");
        assert_eq!(secret.spelled(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let address = secret.address("ada@example.com");
        let begin = "otpauth://totp/Countersign:ada%40example%2Ecom?secret=GEZDGNBV";
        assert!(address.starts_with(begin), "{address}");
    }
}
