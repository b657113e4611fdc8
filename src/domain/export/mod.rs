//! Lists on their way out: a file of what a list shows, a batch at a time.

pub mod csv;
pub mod jsonl;
pub mod table;
pub mod xlsx;

use sea_orm::sea_query::{Expr, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};

use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::platform::db::Db;

/// So many exports at a time, all together.
pub const AT_A_TIME: usize = 2;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180.
    Csv,
    /// Office Open XML.
    Xlsx,
    /// A JSON object to a line.
    Jsonl,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Jsonl];

    /// The name on the command line, which is also how file names end.
    pub fn code(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Jsonl => "jsonl",
        }
    }
}

/// A list, a batch after the other.
pub trait Batches {
    /// A line of the list with what a file says about it.
    type Record;

    /// The next ones; empty when there are no more.
    fn next(&mut self) -> impl Future<Output = Result<Vec<Self::Record>, DbErr>> + Send;

    /// Whether there are more than so many in all. Looks at no more than tell.
    fn more_than(&self, most: u64) -> impl Future<Output = Result<bool, DbErr>> + Send;
}

/// Whether a query has more than so many rows.
pub async fn more_rows_than(db: &Db, mut query: SelectStatement, most: u64) -> Result<bool, DbErr> {
    let some = query.clear_selects().expr_as(Expr::value(1), "one");
    let counting = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .from_subquery(some.limit(most + 1).to_owned(), "some")
        .to_owned();
    let row = db.read().query_one(&counting).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).unwrap_or_default() > most)
}

/// Writes down that somebody exports a list, before the first byte leaves. `what` is the name of
/// the list, `criteria` what it is filtered by.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    (action, what): (Action, &'static str),
    criteria: &[(&'static str, String)],
    format: Format,
) -> Result<(), DbErr> {
    let mut facts = vec![Change::fact("format", format.code())];
    let said = criteria.iter().map(|(name, value)| match *name {
        "q" => format!("q={}", discreet(value)),
        _ => format!("{name}={value}"),
    });
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        facts.push(Change::fact("filter", said.join("; ")));
    }
    let entry = NewEntry::done(action, Subject::Nothing, what);
    let txn = db.begin().await?;
    record(&txn, actor, entry.with(facts)).await?;
    txn.commit().await
}

/// What was searched for, without what may be the number of a document (S110).
fn discreet(q: &str) -> String {
    let word = |word: &str| {
        let number = word.contains(|sign: char| sign.is_numeric()) && !word.contains('@');
        if number {
            let shown = word.chars().count().saturating_sub(2);
            let end: String = word.chars().skip(shown.max(2)).collect();
            format!("•••{end}")
        } else {
            word.to_owned()
        }
    };
    q.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_told_without_the_numbers_in_it() {
        for (q, told) in [
            ("müller", "müller"),
            ("L01X00T47", "•••47"),
            ("zoe1@example.com", "zoe1@example.com"),
            ("müller ab-100", "müller •••00"),
            ("12", "•••"),
            ("١٢٣٤", "•••٣٤"),
        ] {
            assert_eq!(discreet(q), told);
        }
    }
}
