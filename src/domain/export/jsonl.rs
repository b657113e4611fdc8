//! A list as JSON, an object to a line: for programs.

use serde_json::{Map, Value};

use super::table::{Cell, Column, Table, moment};

/// Turns records into lines.
pub struct Jsonl<'a, R> {
    columns: &'a [Column<R>],
}

impl<'a, R> Jsonl<'a, R> {
    /// With these columns.
    pub fn new(table: &'a Table<R>) -> Jsonl<'a, R> {
        Jsonl {
            columns: &table.columns,
        }
    }

    /// A line for each record.
    pub fn lines(&self, records: &[R]) -> serde_json::Result<Vec<u8>> {
        let mut lines = Vec::with_capacity(records.len() * 800);
        for record in records {
            let fields = self.columns.iter();
            let object: Map<String, Value> = fields
                .map(|(name, cell)| ((*name).to_owned(), value(cell(record))))
                .collect();
            serde_json::to_writer(&mut lines, &object)?;
            lines.push(b'\n');
        }
        Ok(lines)
    }
}

fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Text(text) => text.into_owned().into(),
        Cell::Number(number) => number.into(),
        Cell::Share(share) => (f64::from(share.0) / 100.0).into(),
        Cell::Switch(on) => on.into(),
        Cell::Moment(at) => moment(at).into(),
        Cell::List(names) => names.into(),
    }
}
