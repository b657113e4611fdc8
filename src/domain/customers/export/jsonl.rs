//! Customers as JSON, an object to a line: for programs.

use serde_json::{Map, Value};

use super::columns::{Cell, Column, columns, moment};
use super::{DocumentNumbers, Record};

/// Turns customers into lines.
pub struct Jsonl {
    columns: Vec<Column>,
}

impl Jsonl {
    /// For a reader.
    pub fn new(numbers: DocumentNumbers) -> Jsonl {
        Jsonl {
            columns: columns(numbers),
        }
    }

    /// A line for each customer.
    pub fn lines(&self, records: &[Record]) -> serde_json::Result<Vec<u8>> {
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
