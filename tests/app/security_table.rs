//! `docs/security.md` says of each requirement how it stands and which tests show it: here is
//! whether that can be so.

use crate::tidy::{nothing, root};

/// The requirements are numbered from 1 to this.
const LAST: usize = 118;

const STATES: [&str; 3] = ["met", "not applicable", "open"];

/// A reason has at least so many letters beside the names of tests.
const SHORTEST_REASON: usize = 8;

/// What the table says of one requirement.
struct Row {
    number: String,
    requirement: String,
    state: String,
    shown: String,
}

impl Row {
    fn read(line: &str) -> Row {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        Row {
            number: cell(1),
            requirement: cell(2),
            state: cell(3),
            shown: cell(4),
        }
    }

    /// What stands between backquotes and has the form of a test's name: its file, its function.
    fn tests(&self) -> Vec<(&str, &str)> {
        let quoted = self.shown.split('`').skip(1).step_by(2);
        quoted.filter_map(|name| name.split_once("::")).collect()
    }

    /// How many letters there are besides what stands between backquotes.
    fn letters(&self) -> usize {
        let words = self.shown.split('`').step_by(2);
        let letters = words.flat_map(str::chars);
        letters.filter(|one| one.is_alphabetic()).count()
    }
}

/// The rows of the table, without those that only name a section.
fn rows() -> Vec<Row> {
    let path = root().join("docs/security.md");
    let text = std::fs::read_to_string(path).expect("the table");
    let lines = text.lines().filter(|line| line.starts_with("| S"));
    lines.map(Row::read).collect()
}

/// Whether a file of tests has a function of this name.
fn is_there(file: &str, name: &str) -> bool {
    let path = match file.starts_with("src/") {
        true => root().join(format!("{file}.rs")),
        false => root().join("tests").join(format!("{file}.rs")),
    };
    let source = std::fs::read_to_string(path).unwrap_or_default();
    source.contains(&format!("fn {name}("))
}

#[test]
fn every_requirement_is_there_once_and_in_order() {
    let rows = rows();
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let expected: Vec<String> = (1..=LAST).map(|number| format!("S{number}")).collect();
    assert_eq!(numbers, expected);
    let silent = rows.iter().filter(|row| row.requirement.is_empty());
    nothing(&silent.map(|row| row.number.clone()).collect::<Vec<_>>());
}

#[test]
fn every_state_is_one_of_three() {
    let mut found = Vec::new();
    for row in rows() {
        if !STATES.contains(&row.state.as_str()) {
            found.push(format!("{} is “{}”", row.number, row.state));
        }
    }
    nothing(&found);
}

#[test]
fn what_is_met_is_shown_by_a_test() {
    let mut found = Vec::new();
    for row in rows() {
        if row.state == "met" && row.tests().is_empty() {
            found.push(format!("{} is met, and no test shows it", row.number));
        }
    }
    nothing(&found);
}

#[test]
fn what_is_not_met_says_why() {
    let mut found = Vec::new();
    for row in rows() {
        if row.state != "met" && row.letters() < SHORTEST_REASON {
            found.push(format!("{} does not say why", row.number));
        }
    }
    nothing(&found);
}

#[test]
fn every_test_that_is_named_is_there() {
    let mut found = Vec::new();
    for row in rows() {
        for (file, name) in row.tests() {
            if !is_there(file, name) {
                found.push(format!("{} names {file}::{name}", row.number));
            }
        }
    }
    nothing(&found);
}
