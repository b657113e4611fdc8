//! One-time tokens in letters: none is stored. A letter keeps a salt in the place of its token,
//! which is made from it with the key of the installation when the letter leaves. A token is good
//! for one address: a salt that somebody copies into another letter becomes another token.

use std::io;

use super::mail::Model;
use super::message::Message;
use crate::domain::values::email::Email;
use crate::platform::crypto::MasterKey;
use crate::platform::random;

const BEFORE: &str = "{token:";
const AFTER: char = '}';

/// A new token, and what stands for it in a letter to this address.
pub fn new(key: &MasterKey, to: &Email) -> io::Result<(String, String)> {
    let salt = random::hex::<16>()?;
    let place = format!("{BEFORE}{salt}{AFTER}");
    Ok((token(key, to, &salt), place))
}

fn token(key: &MasterKey, to: &Email, salt: &str) -> String {
    let signed = key.sign("one-time token", format!("{salt} {to}").as_bytes());
    signed.map(|byte| format!("{byte:02x}")).concat()
}

/// Letters that have a token.
const SEALED: [Message; 2] = [Message::StaffInvitation, Message::StaffEmailConfirm];

/// A mail as it leaves. What somebody types into a letter without a token stays what it is.
pub fn opened(key: &MasterKey, mut mail: Model) -> Model {
    let place = mail.body.split_once(BEFORE);
    if !SEALED.iter().any(|message| message.code() == mail.kind) {
        return mail;
    }
    let salt = place.and_then(|(_, rest)| rest.split_once(AFTER));
    if let Some((salt, _)) = salt {
        let place = format!("{BEFORE}{salt}{AFTER}");
        mail.body = mail
            .body
            .replace(&place, &token(key, &mail.to_address, salt));
    }
    mail
}
