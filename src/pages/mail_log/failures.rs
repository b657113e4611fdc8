//! Why a mail has not arrived, in words, and what to do about it.

use crate::domain::outbox::mail::Model;
use crate::domain::outbox::message::Message;
use crate::edge::shell::Shell;

/// The kinds of failure: code, what happened, what to do.
const FAILURES: [(&str, &str, &str); 9] = [
    (
        "unreachable",
        "mail-error-unreachable",
        "mail-advice-server",
    ),
    ("timed-out", "mail-error-timed-out", "mail-advice-timed-out"),
    ("insecure", "mail-error-insecure", "mail-advice-server"),
    ("sign-in", "mail-error-sign-in", "mail-advice-server"),
    ("deferred", "mail-error-deferred", "mail-advice-deferred"),
    ("refused", "mail-error-refused", "mail-advice-refused"),
    ("unwritable", "mail-error-unwritable", "mail-advice-refused"),
    ("storage", "mail-error-storage", "mail-advice-server"),
    ("cancelled", "mail-error-cancelled", "mail-advice-cancelled"),
];

/// Why a mail has not arrived.
pub(super) struct Trouble {
    pub what: String,
    pub advice: String,
    /// What the other side said, in its own words.
    pub said: String,
}

/// Why it has not, and what to do.
pub(super) fn trouble(shell: &Shell, mail: &Model) -> Option<Trouble> {
    let stored = mail.last_error.as_deref()?;
    let (code, said) = stored.split_once(": ").unwrap_or((stored, ""));
    let known = FAILURES.iter().find(|(known, _, _)| *known == code);
    Some(Trouble {
        what: known.map_or_else(|| stored.to_owned(), |(_, what, _)| shell.t(what)),
        advice: known
            .map(|(_, _, key)| shell.t(advice(key, mail)))
            .unwrap_or_default(),
        said: said.to_owned(),
    })
}

/// Advice about a mail to a customer; another one when it is to staff.
fn advice(key: &'static str, mail: &Model) -> &'static str {
    let message = Message::from_code(&mail.kind);
    let once = message.is_some_and(|message| message.secret().is_some());
    let to_staff = message.is_some_and(Message::is_to_staff);
    match key {
        "mail-advice-cancelled" if once => "mail-advice-cancelled-once",
        "mail-advice-refused" if to_staff => "mail-advice-refused-staff",
        "mail-advice-timed-out" if to_staff => "mail-advice-timed-out-staff",
        key => key,
    }
}
