//! CSRF tokens: a signature of the session's secret, under a fresh mask on every page.
//!
//! The mask keeps compressed pages from giving the token away byte by byte (BREACH).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::platform::crypto::MasterKey;
use crate::platform::random;

const PURPOSE: &str = "csrf token";
const LENGTH: usize = 32;

/// A token for the forms of one page.
pub fn token(key: &MasterKey, seed: &str) -> String {
    let Ok(mask) = random::bytes::<LENGTH>() else {
        return String::new();
    };
    let secret = key.sign(PURPOSE, seed.as_bytes());
    let masked = mask.iter().zip(secret).map(|(mask, byte)| mask ^ byte);
    URL_SAFE_NO_PAD.encode(mask.iter().copied().chain(masked).collect::<Vec<u8>>())
}

/// Whether a submitted token belongs to the seed. An empty seed has no valid token.
pub fn verify(key: &MasterKey, seed: &str, submitted: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(submitted) else {
        return false;
    };
    let Some((mask, masked)) = bytes.split_at_checked(LENGTH) else {
        return false;
    };
    let secret: Vec<u8> = mask
        .iter()
        .zip(masked)
        .map(|(mask, byte)| mask ^ byte)
        .collect();
    !seed.is_empty() && masked.len() == LENGTH && key.verify(PURPOSE, seed.as_bytes(), &secret)
}
