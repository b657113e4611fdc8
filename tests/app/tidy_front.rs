//! The rules of the house, by reading its templates and its front end: no code where words belong,
//! and nothing of others changed.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::tidy::{files, nothing, root};

#[test]
fn templates_are_short_and_bring_no_code() {
    let mut found = Vec::new();
    for (path, source) in files("templates", &[".html"]) {
        let lines = source.lines().count();
        if lines > 120 {
            found.push(format!("{path} has {lines} lines"));
        }
        if !source.starts_with("{#-") {
            found.push(format!("{path} does not begin with what it is for"));
        }
        for (number, line) in source.lines().enumerate() {
            let wrongs = [
                "|safe",
                "| safe",
                " style=",
                "<style",
                "javascript:",
                "http://",
            ];
            let wrong = wrongs
                .into_iter()
                .filter(|wrong| line.to_lowercase().contains(wrong));
            found.extend(wrong.map(|wrong| format!("{path}:{}: {wrong}", number + 1)));
            if has_unquoted(line) {
                found.push(format!(
                    "{path}:{}: an attribute without quotation marks",
                    number + 1
                ));
            }
            if has_handler(line) {
                found.push(format!("{path}:{}: an inline handler", number + 1));
            }
        }
        for script in source.split("<script").skip(1) {
            let content = script.split_once('>').map_or("", |(_, rest)| rest);
            if !content.starts_with("</script>") {
                found.push(format!("{path}: a script with code"));
            }
        }
    }
    nothing(&found);
}

/// A value that is not in quotation marks: `<a href={{`.
fn has_unquoted(line: &str) -> bool {
    line.match_indices("={{").any(|(at, _)| {
        // What is computed has quotation marks of its own.
        let mut before = String::new();
        let mut rest = &line[..at];
        while let Some((words, computed)) = rest.split_once("{{") {
            before.push_str(words);
            rest = computed.split_once("}}").map_or("", |(_, rest)| rest);
        }
        before.push_str(rest);
        let tag = before.rsplit('<').next().unwrap_or_default();
        tag.matches('"').count().is_multiple_of(2)
    })
}

/// ` onclick=` and its like.
fn has_handler(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.match_indices(" on").any(|(at, _)| {
        let rest = &lower[at + 3..];
        let name = rest
            .split(|letter: char| !letter.is_ascii_lowercase())
            .next()
            .unwrap_or_default();
        !name.is_empty() && rest[name.len()..].starts_with('=')
    })
}

#[test]
fn scripts_of_ours_make_no_code_and_no_markup() {
    let mut found = Vec::new();
    for (path, source) in files("static/js", &[".js"]) {
        // The name of SVG's elements is no address.
        let source = source.replace("http://www.w3.org/2000/svg", "");
        for wrong in [
            "innerHTML",
            "outerHTML",
            "document.write",
            "eval(",
            "new Function",
            "http://",
            "https://",
        ] {
            if source.contains(wrong) {
                found.push(format!("{path}: {wrong}"));
            }
        }
    }
    nothing(&found);
}

/// A rule that is left open swallows all that follow.
#[test]
fn every_rule_of_the_stylesheet_is_closed() {
    let sheet = std::fs::read_to_string(root().join("static/app.css")).expect("a stylesheet");
    let mut depth = 0_i32;
    for (number, line) in sheet.lines().enumerate() {
        // Our rules begin at the margin; within a rule only a condition's rules are indented.
        let begins = !line.starts_with([' ', '}']) && line.ends_with('{');
        assert!(!begins || depth == 0, "line {}: {line}", number + 1);
        depth += i32::try_from(line.matches('{').count()).expect("a count");
        depth -= i32::try_from(line.matches('}').count()).expect("a count");
    }
    assert_eq!(depth, 0, "a rule is not closed");
}

/// S58: a browser keeps for us whether single keys are switched on, and drafts that are sealed.
#[test]
fn scripts_of_ours_keep_nothing_but_whether_keys_are_on() {
    const KEEPS: [&str; 9] = [
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "cookieStore",
        "caches.",
        "serviceWorker",
        "storage.getDirectory",
        "window.name",
    ];
    let mut scripts = Vec::new();
    below(&root().join("static/js"), &mut scripts);
    assert!(scripts.len() > 10, "{scripts:?}");
    let mut found = Vec::new();
    for path in scripts {
        let text = std::fs::read_to_string(&path).expect("a script");
        let keeping = text
            .lines()
            .filter(|line| KEEPS.iter().any(|word| line.contains(word)));
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        found
            .extend(keeping.map(|line| (name.clone().unwrap_or_default(), line.trim().to_owned())));
    }
    found.sort();
    let keys = [
        "localStorage.setItem(stored, value);",
        "return localStorage.getItem(stored);",
    ];
    let drafts = [
        "const kept = await open(key, sessionStorage.getItem(name));",
        "for (const name of Object.keys(sessionStorage)) {",
        "if (name.startsWith(mine) && !name.startsWith(own)) sessionStorage.removeItem(name);",
        "if (number === newest) sessionStorage.setItem(name, sealed);",
        "sessionStorage.removeItem(name);",
    ];
    let drafts = drafts.map(|line| ("drafts.js".to_owned(), line.to_owned()));
    let keys = keys.map(|line| ("review-keys.js".to_owned(), line.to_owned()));
    assert_eq!(found, [drafts.as_slice(), keys.as_slice()].concat());
    let script = std::fs::read_to_string(root().join("static/js/review-keys.js"));
    let script = script.expect("the script");
    let mut kept: Vec<&str> = script.split("remember(").skip(1).collect();
    kept.retain(|rest| !rest.starts_with("value) {"));
    assert!(!kept.is_empty());
    for rest in kept {
        let value = rest.split(')').next().unwrap_or_default();
        assert_eq!(value, "box.checked ? \"on\" : \"off\"", "what is kept");
    }
    // What others wrote, and we load, keeps nothing either.
    let mut theirs = Vec::new();
    below(&root().join("static/vendor"), &mut theirs);
    for path in theirs.iter().filter(|path| {
        path.extension()
            .is_some_and(|kind| kind == "js" || kind == "mjs")
    }) {
        let text = std::fs::read_to_string(path).expect("a script");
        for word in [
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "document.cookie",
        ] {
            assert!(!text.contains(word), "{} {word}", path.display());
        }
    }
}

fn below(path: &Path, found: &mut Vec<PathBuf>) {
    for one in std::fs::read_dir(path).expect("a directory").flatten() {
        if one.path().is_dir() {
            below(&one.path(), found)
        } else {
            found.push(one.path())
        }
    }
}

#[test]
fn what_others_wrote_is_as_they_shipped_it() {
    let list = std::fs::read_to_string(root().join("static/vendor/VENDOR.json")).expect("a list");
    let list: serde_json::Value = serde_json::from_str(&list).expect("a list");
    let listed = list["files"].as_object().expect("files");
    for (name, digest) in listed {
        let bytes = std::fs::read(root().join("static").join(name)).expect("a file");
        let found: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(Some(found.as_str()), digest.as_str(), "{name}");
    }
    let mut there = Vec::new();
    below(&root().join("static/vendor"), &mut there);
    for path in there.iter().filter(|path| !path.ends_with("VENDOR.json")) {
        let name = path
            .strip_prefix(root().join("static"))
            .unwrap_or(path)
            .display()
            .to_string();
        assert!(listed.contains_key(&name), "{name} is not listed");
    }
    for package in list["packages"].as_array().expect("packages") {
        for fact in ["name", "version", "licence"] {
            assert!(
                package[fact].as_str().is_some_and(|text| !text.is_empty()),
                "{package}"
            );
        }
    }
}
