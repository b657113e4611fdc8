//! One-time tokens in letters: none is stored. A letter keeps a salt in the place of its token,
//! which is made from it with the key of the installation when the letter leaves.

use std::io;

use super::mail::{INVITATION, Model};
use crate::platform::crypto::MasterKey;
use crate::platform::random;

const BEFORE: &str = "{token:";
const AFTER: char = '}';

/// A new token, and what stands for it in a letter.
pub fn new(key: &MasterKey) -> io::Result<(String, String)> {
    let salt = random::hex::<16>()?;
    let place = format!("{BEFORE}{salt}{AFTER}");
    Ok((token(key, &salt), place))
}

fn token(key: &MasterKey, salt: &str) -> String {
    let signed = key.sign("one-time token", salt.as_bytes());
    signed.map(|byte| format!("{byte:02x}")).concat()
}

/// A mail as it leaves. Only letters that nobody else writes a word of have tokens: what somebody
/// types into another one stays what it is.
pub fn opened(key: &MasterKey, mut mail: Model) -> Model {
    let place = mail.body.split_once(BEFORE);
    if mail.kind != INVITATION {
        return mail;
    }
    let salt = place.and_then(|(_, rest)| rest.split_once(AFTER));
    if let Some((salt, _)) = salt {
        let place = format!("{BEFORE}{salt}{AFTER}");
        mail.body = mail.body.replace(&place, &token(key, salt));
    }
    mail
}
