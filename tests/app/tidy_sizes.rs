//! The rules of the house, by measuring its files: what a reader can take in at once.

use crate::tidy::{files, nothing};

/// Stories and their tables of odd inputs may be longer than what runs.
const LONGEST_STORY: usize = 400;

fn rust(trees: &[&str]) -> Vec<(String, String)> {
    trees
        .iter()
        .flat_map(|tree| files(tree, &[".rs"]))
        .collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut found = Vec::new();
    for (path, source) in rust(&["src", "migrations", "tests"]) {
        if !source.starts_with("//! ") {
            found.push(path);
        }
    }
    nothing(&found);
}

#[test]
fn every_file_fits_a_head() {
    let mut found = Vec::new();
    for (path, source) in rust(&["src", "migrations", "tests"]) {
        let lines = source.lines().count();
        let most = if path.starts_with("tests/") {
            LONGEST_STORY
        } else {
            300
        };
        if lines > most {
            found.push(format!("{path} has {lines} lines"));
        }
    }
    nothing(&found);
}

#[test]
fn every_line_fits_the_screen() {
    let mut found = Vec::new();
    for (path, source) in rust(&["src", "migrations"]) {
        for (number, line) in source.lines().enumerate() {
            let width = line.chars().count();
            // Texts are not broken; everything else can be.
            if width > 100 && !line.contains('"') {
                found.push(format!("{path}:{} has {width} columns", number + 1));
            }
        }
    }
    nothing(&found);
}

#[test]
fn every_function_fits_a_page() {
    let found: Vec<String> = rust(&["src"])
        .iter()
        .flat_map(|(path, source)| long_functions(path, source))
        .collect();
    nothing(&found);
}

/// Functions of more than 60 lines. As rustfmt writes it, one ends with a brace under its first
/// letter.
fn long_functions(path: &str, source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let head = bare.split('(').next().unwrap_or_default();
        let begins = head.split_whitespace().any(|word| word == "fn");
        if !begins || bare.starts_with("//") || bare.ends_with([';', '}']) {
            continue;
        }
        let indent = &line[..line.len() - bare.len()];
        let end = format!("{indent}}}");
        let length = lines[start..].iter().position(|line| *line == end);
        let length = length.map_or(0, |last| last + 1);
        if length > 60 {
            found.push(format!("{path}:{}: {head} has {length} lines", start + 1));
        }
    }
    found
}
