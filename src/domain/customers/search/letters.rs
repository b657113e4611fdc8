//! Who has some letters in a row: by the search indexes of SQLite, and by looking at a row.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query, SelectStatement, SimpleExpr};

use super::text::SHORTEST_WORD;
use crate::domain::customers::customer::{Column, Entity};

/// Names, addresses and phones, by every few letters in a row.
struct Index {
    name: &'static str,
    letters: usize,
}

const THREES: Index = Index {
    name: "customers_search",
    letters: SHORTEST_WORD,
};

/// Hardly anybody has the same five letters in a row, so that it is the faster one by far.
const FIVES: Index = Index {
    name: "customers_search_five",
    letters: 5,
};

/// Document numbers: this index knows where the letters are.
const DOCUMENTS: &str = "customers_document_search";

/// The customers that have all of these words, in any order; `None` without words. No word may be
/// shorter than [`SHORTEST_WORD`].
pub fn having(words: &[String]) -> Option<SelectStatement> {
    let shortest = words.iter().map(|word| word.chars().count()).min()?;
    let index = if shortest < FIVES.letters {
        THREES
    } else {
        FIVES
    };
    let parts = words.iter().flat_map(|word| parts(word, index.letters));
    let parts: Vec<String> = parts.map(|part| quoted(&part)).collect();
    let mut hits = hits(index.name, &parts.join(" AND "));
    let longer = |word: &&String| word.chars().count() > index.letters;
    let mut longer = words.iter().filter(longer).peekable();
    if longer.peek().is_some() {
        // Who has all parts of a word may have them apart. SQLite joins in this order.
        let row = Expr::col((Entity, Column::Id)).equals(rowid(index.name));
        hits.cross_join(Entity).and_where(row);
    }
    for word in longer {
        hits.and_where(contains(Expr::col((Entity, Column::SearchText)), word));
    }
    Some(hits)
}

/// The customers that have these letters in their document's number.
pub fn with_document(part: &str) -> SelectStatement {
    hits(DOCUMENTS, &quoted(part))
}

/// Whether the text at hand has these letters.
pub fn contains(text: SimpleExpr, word: &str) -> SimpleExpr {
    let escaped = word
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    text.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// The fewest parts of so many letters that a word consists of; the last may overlap.
fn parts(word: &str, letters: usize) -> Vec<String> {
    let word: Vec<char> = word.chars().collect();
    let mut parts: Vec<&[char]> = word.chunks_exact(letters).collect();
    if !word.len().is_multiple_of(letters) {
        parts.push(&word[word.len().saturating_sub(letters)..]);
    }
    parts
        .into_iter()
        .map(|part| part.iter().collect())
        .collect()
}

/// Who an index has a phrase of. Its hidden column has its own name.
fn hits(index: &'static str, phrase: &str) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col(rowid(index)), Alias::new("id"))
        .from(Alias::new(index))
        .and_where(Expr::cust_with_values(format!("{index} MATCH ?"), [phrase]))
        .to_owned()
}

fn rowid(index: &'static str) -> (Alias, Alias) {
    (Alias::new(index), Alias::new("rowid"))
}

/// As an index wants it, so that no sign means anything.
fn quoted(part: &str) -> String {
    format!("\"{}\"", part.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_word_consists_of_few_parts() {
        for (word, of, expected) in [
            ("ada", 3, vec!["ada"]),
            ("adam", 3, vec!["ada", "dam"]),
            ("łódź", 3, vec!["łód", "ódź"]),
            ("adamsm", 3, vec!["ada", "msm"]),
            ("smith", 5, vec!["smith"]),
            ("smithe", 5, vec!["smith", "mithe"]),
            ("smith@exam", 5, vec!["smith", "@exam"]),
            ("smith@examp", 5, vec!["smith", "@exam", "examp"]),
        ] {
            assert_eq!(parts(word, of), expected, "{word}");
        }
    }
}
