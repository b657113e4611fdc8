//! One-time tokens and codes in letters: none is stored. A letter keeps a salt in the place of its
//! token, which is made from it with the key of the installation when the letter leaves. A token is
//! good for one address: a salt that somebody copies into another letter becomes another token.

use std::io;

use super::mail::Model;
use super::message::Message;
use crate::domain::values::email::Email;
use crate::platform::crypto::MasterKey;
use crate::platform::random;

const BEFORE: &str = "{token:";
const BEFORE_CODE: &str = "{code:";
const AFTER: char = '}';

/// A new token, and what stands for it in a letter to this address.
pub fn new(key: &MasterKey, to: &Email) -> io::Result<(String, String)> {
    let salt = random::hex::<16>()?;
    let place = format!("{BEFORE}{salt}{AFTER}");
    Ok((token(key, to, &salt), place))
}

/// A new code of eight digits, and what stands for it in a letter to this address.
pub fn new_code(key: &MasterKey, to: &Email) -> io::Result<(String, String)> {
    let salt = random::hex::<16>()?;
    let place = format!("{BEFORE_CODE}{salt}{AFTER}");
    Ok((code(key, to, &salt), place))
}

fn code(key: &MasterKey, to: &Email, salt: &str) -> String {
    let signed = key.sign("one-time code", format!("{salt} {to}").as_bytes());
    let number = signed
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:08}", number % 100_000_000)
}

fn token(key: &MasterKey, to: &Email, salt: &str) -> String {
    let signed = key.sign("one-time token", format!("{salt} {to}").as_bytes());
    signed.map(|byte| format!("{byte:02x}")).concat()
}

/// A mail as it leaves. Only letters that come with a token or a code have one: what somebody types
/// into another letter stays what it is.
pub fn opened(key: &MasterKey, mut mail: Model) -> Model {
    let made = match Message::from_code(&mail.kind) {
        Some(
            Message::StaffInvitation | Message::StaffEmailConfirm | Message::StaffPasswordLink,
        ) => (BEFORE, token as fn(&MasterKey, &Email, &str) -> String),
        Some(Message::StaffSignInCode) => (BEFORE_CODE, code as _),
        _ => return mail,
    };
    let (before, make) = made;
    let place = mail.body.split_once(before);
    let salt = place.and_then(|(_, rest)| rest.split_once(AFTER));
    if let Some((salt, _)) = salt {
        let place = format!("{before}{salt}{AFTER}");
        let secret = make(key, &mail.to_address, salt);
        mail.body = mail.body.replace(&place, &secret);
    }
    mail
}
