//! The search indexes of SQLite: every three letters in a row of a text.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement};

/// Names, addresses and phones. Table and column are named the same in a query.
pub const TEXT: &str = "customers_search";
/// Document numbers.
pub const DOCUMENTS: &str = "customers_document_search";

/// The customers that an index has a phrase of.
pub fn hits(index: &'static str, phrase: &str) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col(Alias::new("rowid")), Alias::new("id"))
        .from(Alias::new(index))
        .and_where(Expr::cust_with_values(format!("{index} MATCH ?"), [phrase]))
        .to_owned()
}

/// All of the words, in any order; `None` without words.
pub fn all_of(words: &[String]) -> Option<String> {
    let phrases: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// As the index wants it, so that no sign means anything.
pub fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}
