//! Requests in words: what they are called, their types, statuses and colours.

use crate::domain::requests::color;
use crate::domain::requests::search::Line;
use crate::domain::requests::status::RequestStatus;
use crate::domain::requests::title::{Part, Title};
use crate::edge::shell::Shell;

/// What a request is called; its type when an older or newer version wrote it.
pub fn title(shell: &Shell, line: &Line) -> String {
    match line.title() {
        None => kind(shell, &line.kind),
        Some(Title::Written(words)) => words,
        Some(Title::Open(key, kind, currency)) => {
            let currency = currency.to_string();
            shell.t2(key, "kind", kind.code(), "currency", currency)
        }
        Some(Title::Words(key, None)) => shell.t1(key, "value", ""),
        Some(Title::Words(key, Some(part))) => match part {
            Part::Count(count) => shell.t1(key, "value", count),
            Part::Text(text) => shell.t1(key, "value", text),
            Part::Money(amount, currency) => {
                shell.t1(key, "value", shell.money(&amount, &currency))
            }
        },
    }
}

/// A type; its code when an older or newer version wrote it.
pub fn kind(shell: &Shell, code: &str) -> String {
    coded(shell, "request-type", &code.to_lowercase()).unwrap_or_else(|| code.to_owned())
}

/// A status.
pub fn status(shell: &Shell, status: &RequestStatus) -> String {
    coded(shell, "request-status", status.code()).unwrap_or_default()
}

/// A colour: its name when it is one of those offered, else its code.
pub fn color(shell: &Shell, code: &str) -> String {
    match color::name(code) {
        Some(name) => shell.t(format!("color-{name}")),
        None => code.to_owned(),
    }
}

/// The words of a code, if there are any.
pub fn coded(shell: &Shell, prefix: &str, code: &str) -> Option<String> {
    let key = format!("{prefix}-{}", code.replace('_', "-"));
    shell.has(&key).then(|| shell.t(key))
}
