//! Reading a file of customers, a row at a time: CSV with commas, semicolons or tabs; JSON lines.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::super::details::FIELDS;
use super::super::export::columns::not_in_a_form;
use super::Fault;
use super::file::{Bounded, LONGEST_ROW, Unreadable, check_utf8, too_long, unreadable};
use super::row::{Columns, Row};
use crate::platform::formula::unguarded;

/// What a form says about itself and not about the customer.
const OF_THE_FORM: [&str; 2] = ["version", "base"];

/// Why a flag is on without a review.
const REASON: &str = "verification_reason";

/// The column that an earlier import added.
pub const ERROR: &str = "error";

/// A file being read.
pub struct Reader {
    source: Source,
    /// As the first line has them; of JSON, every one there is.
    pub names: Vec<String>,
    columns: Columns,
    line: u64,
    /// The reader counts a line at its LF, which it meets only with the row after.
    crlf: bool,
    /// Bytes read so far, and how many may be read before the row must be complete.
    read: Arc<AtomicU64>,
    most: Arc<AtomicU64>,
}

enum Source {
    Csv(Box<csv::Reader<Bounded>>),
    Jsonl(BufReader<Bounded>),
}

impl Reader {
    /// Opens a file, once all of it is known to be UTF-8, and reads which columns it has.
    pub fn open(path: &Path) -> Result<Reader, Unreadable> {
        check_utf8(BufReader::new(File::open(path)?))?;
        let mut first = String::new();
        BufReader::new(File::open(path)?.take(LONGEST_ROW)).read_line(&mut first)?;
        let first = first.trim_start_matches('\u{feff}').trim_start();
        let (read, most) = (Arc::default(), Arc::new(AtomicU64::new(LONGEST_ROW)));
        let bounded = Bounded {
            file: File::open(path)?,
            read: Arc::clone(&read),
            most: Arc::clone(&most),
        };
        let source = if first.starts_with('{') {
            Source::Jsonl(BufReader::new(bounded))
        } else {
            let reader = csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .delimiter(delimiter(first))
                .from_reader(bounded);
            Source::Csv(Box::new(reader))
        };
        let mut reader = Reader {
            source,
            names: Vec::new(),
            columns: Arc::default(),
            line: 0,
            crlf: first.ends_with("\r\n"),
            read,
            most,
        };
        reader.read_names()?;
        Ok(reader)
    }

    /// How many bytes have been read.
    pub fn position(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// The next rows, at most so many; none at the end.
    pub fn batch(&mut self, most: usize) -> Result<Vec<Row>, Unreadable> {
        let mut rows = Vec::with_capacity(most);
        while rows.len() < most {
            let Some(mut row) = self.row()? else { break };
            self.line = row.line;
            row.check();
            rows.push(row);
        }
        Ok(rows)
    }

    fn read_names(&mut self) -> Result<(), Unreadable> {
        self.names = match &mut self.source {
            Source::Jsonl(_) => known().map(str::to_owned).collect(),
            Source::Csv(reader) => {
                let mut names = csv::StringRecord::new();
                let there = reader.read_record(&mut names);
                if !there.map_err(|error| unreadable(error, 0))? {
                    return Err(Unreadable::Empty);
                }
                let plain = |name: &str| {
                    let name = name.trim_start_matches('\u{feff}').trim();
                    name.to_lowercase()
                };
                names.iter().map(plain).collect()
            }
        };
        let mut columns = Vec::with_capacity(self.names.len());
        for (at, name) in self.names.iter().enumerate() {
            let column = known().find(|known| known == name);
            let ignored = name == ERROR || not_in_a_form().contains(&name.as_str());
            if column.is_none() && !ignored {
                return Err(Unreadable::UnknownColumn(name.clone()));
            }
            if self.names[..at].contains(name) {
                return Err(Unreadable::ColumnTwice(name.clone()));
            }
            columns.push(column);
        }
        for needed in ["first_name", "email"] {
            if !columns.contains(&Some(needed)) {
                return Err(Unreadable::NoColumn(needed));
            }
        }
        self.columns = columns.into();
        Ok(())
    }

    fn row(&mut self) -> Result<Option<Row>, Unreadable> {
        let most = self.position() + LONGEST_ROW;
        self.most.store(most, Ordering::Relaxed);
        let columns = Arc::clone(&self.columns);
        let before = self.line;
        match &mut self.source {
            Source::Csv(reader) => {
                let mut record = csv::StringRecord::new();
                let there = reader.read_record(&mut record);
                let there = there.map_err(|error| unreadable(error, before))?;
                Ok(there.then(|| csv_row(&record, self.crlf, columns)))
            }
            Source::Jsonl(reader) => loop {
                let mut text = String::new();
                let read = reader.read_line(&mut text);
                if read.map_err(|error| too_long(error, before))? == 0 {
                    return Ok(None);
                }
                self.line += 1;
                let text = text.trim_start_matches('\u{feff}').trim();
                if !text.is_empty() {
                    return Ok(Some(json_row(text, self.line, columns)));
                }
            },
        }
    }
}

/// Every field that a file may have, in the order of the form.
fn known() -> impl Iterator<Item = &'static str> {
    let fields = FIELDS.into_iter();
    let fields = fields.filter(|name| !OF_THE_FORM.contains(name) && *name != REASON);
    fields.chain([REASON])
}

fn csv_row(record: &csv::StringRecord, crlf: bool, columns: Columns) -> Row {
    let line = record.position().map_or(0, csv::Position::line);
    let (found, expected) = (record.len(), columns.len());
    let faults = (found != expected).then_some(Fault::FieldCount { found, expected });
    Row {
        line: line + u64::from(crlf),
        faults: faults.into_iter().collect(),
        columns,
        values: record
            .iter()
            .map(|cell| unguarded(cell).to_owned())
            .collect(),
    }
}

fn json_row(text: &str, line: u64, columns: Columns) -> Row {
    let mut row = Row {
        line,
        faults: Vec::new(),
        values: vec![String::new(); columns.len()],
        columns,
    };
    let Ok(Value::Object(object)) = serde_json::from_str(text) else {
        row.faults.push(Fault::NotAnObject);
        return row;
    };
    for (name, value) in object {
        let at = row.columns.iter().position(|known| *known == Some(&name));
        match (at, plain(value)) {
            (_, None) => row.faults.push(Fault::NotAnObject),
            (Some(at), Some(value)) => row.values[at] = value,
            (None, _) if name == ERROR || not_in_a_form().contains(&name.as_str()) => {}
            (None, _) => row.faults.push(Fault::UnknownField(name)),
        }
    }
    row
}

/// A JSON value as it would stand in a form.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(on) => Some(if on { "on" } else { "off" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text),
        Value::Array(list) => {
            let texts: Option<Vec<String>> = list.into_iter().map(plain).collect();
            Some(texts?.join(", "))
        }
        Value::Object(_) => None,
    }
}

/// The sign between columns that the first line has most of.
fn delimiter(first: &str) -> u8 {
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    let signs = [b'\t', b';', b','];
    signs
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}
