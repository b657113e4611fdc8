//! A list as CSV: commas, quotes where needed, lines that end in CR LF (RFC 4180), UTF-8, and no
//! cell that a spreadsheet takes for a formula.

use std::borrow::Cow;

use super::table::{Cell, Column, Table, moment, switch};
use crate::platform::formula::guarded;

/// What a file begins with so that Excel reads it as UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Turns records into lines.
pub struct Csv<'a, R> {
    columns: &'a [Column<R>],
}

impl<'a, R> Csv<'a, R> {
    /// With these columns.
    pub fn new(table: &'a Table<R>) -> Csv<'a, R> {
        Csv {
            columns: &table.columns,
        }
    }

    /// The first line: the names of the columns.
    pub fn head(&self) -> csv::Result<Vec<u8>> {
        let mut lines = writer(Vec::new());
        lines.write_record(self.columns.iter().map(|(name, _)| name))?;
        finished(lines)
    }

    /// A line for each record.
    pub fn lines(&self, records: &[R]) -> csv::Result<Vec<u8>> {
        let mut lines = writer(Vec::with_capacity(records.len() * 400));
        for record in records {
            for (_, cell) in self.columns {
                lines.write_field(written(cell(record)).as_bytes())?;
            }
            lines.write_record(None::<&[u8]>)?;
        }
        finished(lines)
    }
}

/// A writer of lines as this file describes them.
pub fn writer<W: std::io::Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out)
}

fn finished(lines: csv::Writer<Vec<u8>>) -> csv::Result<Vec<u8>> {
    lines
        .into_inner()
        .map_err(|failed| csv::Error::from(failed.into_error()))
}

fn written(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Nothing => Cow::Borrowed(""),
        Cell::Text(Cow::Borrowed(text)) => guarded(text),
        Cell::Text(Cow::Owned(text)) => Cow::Owned(guarded(&text).into_owned()),
        Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Share(share) => Cow::Owned(share.to_string()),
        Cell::Switch(on) => Cow::Borrowed(switch(on)),
        Cell::Moment(at) => Cow::Owned(moment(at)),
        Cell::List(names) => Cow::Owned(guarded(&names.join(", ")).into_owned()),
    }
}
