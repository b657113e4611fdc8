//! Driving every route: where they are, what is sent to each, and what an answer means.

use std::collections::BTreeSet;

use Got::{Door, In, No, Nothing};

use crate::support::Browser;
use crate::support::page::Page;

/// What somebody is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Got {
    /// Let in: a page, a form that comes back with its mistakes or cannot be, or one that worked.
    In,
    /// Led to the sign-in page.
    Door,
    /// 403.
    No,
    /// 404.
    Nothing,
}

/// Every route in `pages/routes.rs`: its method and its path.
pub fn routes() -> BTreeSet<(String, String)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages/routes.rs");
    let source = std::fs::read_to_string(file).expect("the routes");
    let mut routes = BTreeSet::new();
    for (start, _) in source.match_indices("at(\"") {
        let rest = &source[start + 4..];
        let path = rest.split('"').next().unwrap_or_default();
        let end = rest
            .find(".service(")
            .or(rest.find(";\n"))
            .unwrap_or(rest.len());
        for (call, method) in [(".get(", "GET"), (".post(", "POST")] {
            if rest[..end].contains(call) {
                routes.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    // The source has them always, the program when it is built with them.
    #[cfg(not(feature = "passkeys"))]
    routes.retain(|(_, path)| !path.contains("passkey"));
    routes
}

pub(super) fn got(page: &Page) -> Got {
    match page.status {
        303 if page.location().starts_with("/login") => Door,
        200 | 303 | 409 | 422 => In,
        403 => No,
        404 => Nothing,
        other => panic!("{other}: {}", page.text()),
    }
}

/// The address of a route with something that is there.
pub(super) fn address(path: &str) -> String {
    let decides = path.ends_with("/approve") || path.ends_with("/reject");
    let there = if path.starts_with("/settings/mail-templates") {
        "request.rejected.de"
    } else if path.starts_with("/account")
        || path.starts_with("/mail-log")
        || decides
        || acts_on_staff(path)
    {
        "999"
    } else {
        "1"
    };
    path.replace("{id}", there)
        .replace("{sid}", "999")
        .replace("{comment}", "999")
        .replace("{step}", "email")
}

/// Whether it does something to a member, or removes a group.
fn acts_on_staff(path: &str) -> bool {
    let verbs = [
        "/invite",
        "/disable",
        "/enable",
        "/end-sessions",
        "/reset-second-factor",
        "/send-password-link",
    ];
    let acts = verbs.iter().any(|verb| path.ends_with(verb));
    path.starts_with("/staff/") && (acts || path.ends_with("/delete"))
}

pub(super) async fn drive(browser: &Browser, method: &str, path: &str) -> Page {
    if method == "GET" {
        return browser.get(path).await;
    }
    // The page at hand has a token; for a stranger it is the one of the door.
    let page = browser.get("/account").await;
    let page = if page.status == 303 {
        page.follow().await
    } else {
        page
    };
    let token = page.value("csrf_token");
    let sent = [("csrf_token", token.as_str()), ("version", "1")];
    browser.post(path, &sent[..fields(path)]).await
}

/// Forms that have no version would refuse one.
pub(super) fn fields(path: &str) -> usize {
    let plain = path.starts_with("/settings/address-rules")
        || path.contains("/sessions/")
        || path.ends_with("/request-color")
        || path.ends_with("/reveal")
        || path.ends_with("/hide");
    let versioned = path.starts_with("/customers/") && !plain;
    let decides = path.ends_with("/approve") || path.ends_with("/reject");
    let guarded = decides || path.ends_with("/amount");
    let staff = path.starts_with("/staff") && !acts_on_staff(path);
    if versioned || guarded || staff || (path.starts_with("/settings") && !plain) {
        2
    } else {
        1
    }
}
