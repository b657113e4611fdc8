//! What the columns of a file are, and what a cell may hold.

use std::borrow::Cow;

use crate::domain::values::percent::ProfitShare;
use crate::platform::clock::Timestamp;

/// One value of one line.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(i64),
    Share(ProfitShare),
    Switch(bool),
    Moment(Timestamp),
    List(&'a [String]),
}

/// A column: its name, and where its value comes from.
pub type Column<R> = (&'static str, fn(&R) -> Cell<'_>);

/// The columns of a file in their order.
#[derive(Clone, Debug)]
pub struct Table<R> {
    /// What the sheets of a workbook are called.
    pub name: &'static str,
    pub columns: Vec<Column<R>>,
}

/// A moment as files have it: UTC, to the millisecond.
pub fn moment(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// A switch as files have it.
pub fn switch(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// A text that is there.
pub fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

/// A text that may be missing.
pub fn optional(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Nothing, |text| Cell::Text(Cow::Borrowed(text)))
}
