//! The rules of the house, by reading its files: who may import whom.

use std::path::PathBuf;

/// Page modules that others may use, and why.
const SHARED_PAGES: [(&str, &str); 1] = [(
    "history",
    "telling journal entries and stored values is one thing for every page that has a history",
)];

/// Where the house stands.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a directory, with its path from the root and its text.
pub fn files(directory: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(directory)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .expect("a directory")
                    .flatten()
                    .map(|one| one.path()),
            );
        } else if endings
            .iter()
            .any(|ending| path.to_string_lossy().ends_with(ending))
        {
            let name = path
                .strip_prefix(root())
                .unwrap_or(&path)
                .display()
                .to_string();
            found.push((name, std::fs::read_to_string(&path).expect("a text")));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{directory} is empty");
    found
}

/// The lines that do something: neither comment nor documentation.
fn code(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = source.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// Where code below a tree names one of these.
fn named(tree: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, source) in files(tree, &[".rs"]) {
        for (number, line) in code(&source) {
            if let Some(name) = names.iter().find(|name| line.contains(**name)) {
                found.push(format!("{path}:{number} names {name}: {}", line.trim()));
            }
        }
    }
    found
}

/// Nothing was found; else everything is told at once.
pub fn nothing(found: &[String]) {
    assert!(
        found.is_empty(),
        "{} findings:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_business_knows_nothing_of_the_web() {
    let web = [
        "actix",
        "askama",
        "crate::edge",
        "crate::pages",
        "crate::api",
        "crate::app",
        "crate::cli",
    ];
    let mut found = named("src/domain", &web);
    // A letter is business text: the outbox draws it.
    found.retain(|line| {
        !(line.starts_with("src/domain/outbox/letter.rs") && line.contains("askama"))
    });
    nothing(&found);
}

#[test]
fn the_machinery_knows_nothing_of_the_business() {
    let above = [
        "crate::domain",
        "crate::edge",
        "crate::pages",
        "crate::app",
        "actix",
        "askama",
    ];
    nothing(&named("src/platform", &above));
}

#[test]
fn inside_the_business_use_goes_inward() {
    let rings: [&[&str]; 3] = [
        &["values", "journal", "documents", "outbox", "export"],
        &["staff", "settings"],
        &[
            "customers",
            "monitors",
            "ledger",
            "verification",
            "requests",
            "jobs",
        ],
    ];
    let mut found = Vec::new();
    for (ring, members) in rings.iter().enumerate() {
        let outer = rings[ring + 1..].concat();
        let names: Vec<String> = outer
            .iter()
            .map(|name| format!("crate::domain::{name}"))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for member in members
            .iter()
            .filter(|name| root().join("src/domain").join(name).exists())
        {
            found.extend(named(&format!("src/domain/{member}"), &names));
        }
    }
    nothing(&found);
}

#[test]
fn the_edge_does_not_know_the_pages() {
    nothing(&named(
        "src/edge",
        &["crate::pages", "crate::api", "crate::cli"],
    ));
}

/// The page module that a file belongs to: `customers` for `src/pages/customers/edit.rs`.
fn page_module(path: &str) -> &str {
    let inside = path.strip_prefix("src/pages/").unwrap_or(path);
    inside.split(['/', '.']).next().unwrap_or(inside)
}

#[test]
fn no_page_knows_another() {
    let all: Vec<String> = files("src/pages", &[".rs"])
        .iter()
        .map(|(path, _)| page_module(path).to_owned())
        .filter(|module| !["routes", "mod"].contains(&module.as_str()))
        .collect();
    let mut found = Vec::new();
    for (path, source) in files("src/pages", &[".rs"]) {
        let own = page_module(&path);
        let shared = |module: &str| SHARED_PAGES.iter().any(|(name, _)| *name == module);
        let others = all.iter().filter(|other| *other != own && !shared(other));
        let others: Vec<&String> = others.collect();
        let top = path.matches('/').count() == 2;
        for (number, line) in code(&source).filter(|_| !["routes", "mod"].contains(&own)) {
            for other in &others {
                let beside = top && line.contains(&format!("super::{other}"));
                if beside || line.contains(&format!("crate::pages::{other}")) {
                    found.push(format!("{path}:{number} uses the page {other}"));
                }
            }
        }
    }
    nothing(&found);
}

#[test]
fn handlers_never_touch_rows_or_transactions() {
    let rows = [
        "ActiveModel",
        "Column",
        "EntityTrait",
        "Entity::",
        "sea_orm",
        ".begin()",
        ".commit()",
        "TransactionTrait",
    ];
    let mut found = named("src/pages", &rows);
    found.retain(|line| !line.contains("session.begin"));
    nothing(&found);
}

#[test]
fn no_shared_page_is_forgotten() {
    for (module, reason) in SHARED_PAGES {
        let file = root().join("src/pages").join(module).with_extension("rs");
        assert!(file.exists() && !reason.is_empty(), "{module}");
    }
}
