//! Tags: short labels on customers.

use super::problem::Problem;
use super::text;

/// The longest tag, in characters.
pub const MAX_LENGTH: usize = 40;

/// The most tags a customer can carry.
pub const MAX_TAGS: usize = 20;

/// The tags in what was typed: separated by commas, lower-cased, each once, in order.
pub fn parse_list<'a>(typed: impl Iterator<Item = &'a str>) -> Result<Vec<String>, Problem> {
    let mut tags: Vec<String> = Vec::new();
    for one in typed.flat_map(|line| line.split([',', '،', ';', '\n'])) {
        let Some(tag) = text::optional(one, MAX_LENGTH)? else {
            continue;
        };
        tags.push(tag.to_lowercase());
    }
    tags.sort();
    tags.dedup();
    if tags.len() > MAX_TAGS {
        Err(Problem::TooManyTags { max: MAX_TAGS })
    } else {
        Ok(tags)
    }
}
