//! Hostile uploads: each is refused with a sentence or stored without harm. Never an answer of 500
//! or above, never a temporary file left, never bytes without a row.

mod bodies;
mod contents;
pub mod files;
mod wire;

use self::wire::{Person, Reply};

/// The form came back with this sentence, and nothing was stored.
pub fn assert_refused(person: &Person<'_>, what: &str, reply: &Reply, sentence: &str) {
    let text = reply.text();
    assert!(
        matches!(reply.status, 413 | 422),
        "{what}: {} {text}",
        reply.status
    );
    assert!(text.contains(sentence), "{what}: no “{sentence}” in {text}");
    assert!(text.contains("Maria"), "{what}: what was typed is gone");
    person.site.assert_nothing_is_left_arriving();
    assert_eq!(person.site.stored_files(), 0, "{what}");
}

pub fn assert_stored(what: &str, reply: &Reply) {
    assert_eq!(reply.status, 303, "{what}: {}", reply.text());
}

pub fn assert_bad(what: &str, reply: &Reply, status: u16) {
    assert_eq!(reply.status, status, "{what}: {}", reply.text());
    assert!(reply.text().contains("<h1>"), "{what}: no page");
}
