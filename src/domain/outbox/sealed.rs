//! One-time tokens and codes in letters: none is stored. A letter keeps a salt in the place of its
//! token, which is made from it with the key of the installation when the letter leaves. A token is
//! good for one address: a salt that somebody copies into another letter becomes another token.

use std::io;

use super::mail::Model;
use super::message::{Message, Secret};
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
    let Some(secret) = secret_of(&mail) else {
        return mail;
    };
    let before = before(secret);
    let make = match secret {
        Secret::Link => token as fn(&MasterKey, &Email, &str) -> String,
        Secret::Code => code as _,
    };
    let place = mail.body.split_once(before);
    let salt = place.and_then(|(_, rest)| rest.split_once(AFTER));
    if let Some((salt, _)) = salt {
        let place = format!("{before}{salt}{AFTER}");
        let secret = make(key, &mail.to_address, salt);
        mail.body = mail.body.replace(&place, &secret);
    }
    mail
}

/// What of a mail works once, if anything does.
pub fn secret_of(mail: &Model) -> Option<Secret> {
    Message::from_code(&mail.kind).and_then(Message::secret)
}

fn before(secret: Secret) -> &'static str {
    match secret {
        Secret::Link => BEFORE,
        Secret::Code => BEFORE_CODE,
    }
}

/// A mail as others than its receiver read it: where its link or code would be stand `words`.
pub fn withheld(mut mail: Model, words: impl FnOnce(Secret) -> String) -> Model {
    let Some(secret) = secret_of(&mail) else {
        return mail;
    };
    let (before, words) = (before(secret), words(secret));
    let told = mail.body.split_inclusive(char::is_whitespace).map(|word| {
        let bare = word.trim_end();
        match bare.contains(before) {
            true => format!("{words}{}", &word[bare.len()..]),
            false => word.to_owned(),
        }
    });
    mail.body = told.collect();
    mail
}
