//! Requests in words: what they are called, their types, statuses and colours.

use crate::domain::requests::color;
use crate::domain::requests::search::Line;
use crate::domain::requests::status::RequestStatus;
use crate::edge::shell::Shell;

/// What a request is called; its type when an older or newer version wrote it.
pub fn title(shell: &Shell, line: &Line) -> String {
    match line.title() {
        Some(title) => title.words(shell.locale),
        None => kind(shell, &line.kind),
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

/// The key of a filter's label.
pub fn filter_label(name: &str) -> &'static str {
    match name {
        "q" => "filter-q",
        "type" => "request-filter-type",
        "email" => "request-filter-email",
        "customer" => "request-filter-customer",
        "assignee" => "request-filter-assignee",
        "color" => "request-filter-color",
        "created_from" => "request-filter-created-from",
        "created_to" => "request-filter-created-to",
        "amount_min" => "request-filter-amount-min",
        _ => "request-filter-amount-max",
    }
}
