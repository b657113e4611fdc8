//! Which part of a list is asked for: `limit`, and `offset` or `after`.

use crate::edge::json::Fields;
use crate::edge::shell::Shell;

/// The most of one answer.
const MOST: u64 = 1_000;

/// How many without a word about it.
const USUAL: u64 = 100;

/// Further in, `after` leads.
const FARTHEST: u64 = 10_000;

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub limit: u64,
    pub offset: u64,
    /// The last number of the part before.
    pub after: i64,
}

/// Reads the parameters; fails with what is wrong with each.
pub fn read(shell: &Shell, parameters: &[(String, String)]) -> Result<Asked, Fields> {
    let mut asked = Asked {
        limit: USUAL,
        offset: 0,
        after: 0,
    };
    let mut wrong = Fields::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, value) in parameters {
        let problem = match (name.as_str(), number(value)) {
            (name, _) if seen.contains(&name) => Some(shell.t("api-parameter-twice")),
            ("limit", Some(limit @ 1..=MOST)) => put(&mut asked.limit, limit),
            ("offset", Some(offset @ 0..=FARTHEST)) => put(&mut asked.offset, offset),
            ("after", Some(after)) => put(&mut asked.after, after.cast_signed()),
            ("limit", _) => Some(between(shell, 1, MOST)),
            ("offset", _) => Some(between(shell, 0, FARTHEST)),
            ("after", _) => Some(shell.t("api-parameter-number")),
            _ => Some(shell.t("api-parameter-unknown")),
        };
        seen.push(name);
        if let Some(words) = problem {
            wrong.entry(name.clone()).or_default().push(words);
        }
    }
    if wrong.is_empty() {
        Ok(asked)
    } else {
        Err(wrong)
    }
}

fn put<T>(place: &mut T, value: T) -> Option<String> {
    *place = value;
    None
}

fn between(shell: &Shell, min: u64, max: u64) -> String {
    shell.t2("api-parameter-between", "min", min, "max", max)
}

/// Plain digits, as far as numbers of rows go.
fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let number = if plain { text.parse().ok() } else { None };
    number.filter(|number| i64::try_from(*number).is_ok())
}
