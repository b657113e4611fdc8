//! The file behind an import: whether it can be read at all, and no more in memory than a row.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest row, in bytes: beyond it a quotation mark is missing.
pub const LONGEST_ROW: u64 = 1024 * 1024;

/// Why a file cannot be read as a whole.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("line {0} is not UTF-8; save the file as UTF-8 and try again")]
    NotUtf8(u64),
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    #[error("the first line names a column \"{0}\" that customers do not have")]
    UnknownColumn(String),
    #[error("the first line names the column \"{0}\" twice")]
    ColumnTwice(String),
    #[error("the first line names no column \"{0}\"")]
    NoColumn(&'static str),
    #[error("the row after line {0} is longer than 1 MB; is a quotation mark missing?")]
    LongRow(u64),
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A file that ends in an error when a row is too long to be one.
pub struct Bounded {
    pub file: File,
    /// How many bytes have been read.
    pub read: Arc<AtomicU64>,
    /// How many bytes may be read before the row must be complete.
    pub most: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read.load(Ordering::Relaxed) > self.most.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.file.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Fails at the first line that is not UTF-8.
pub fn check_utf8(mut file: impl BufRead) -> Result<(), Unreadable> {
    let (mut line, mut kept) = (1, Vec::new());
    loop {
        let piece = file.fill_buf()?;
        if piece.is_empty() {
            break;
        }
        let length = piece.len();
        kept.extend_from_slice(piece);
        file.consume(length);
        let (whole, cut) = match std::str::from_utf8(&kept) {
            Ok(_) => (kept.len(), false),
            Err(error) => (error.valid_up_to(), error.error_len().is_some()),
        };
        line += kept[..whole].iter().filter(|byte| **byte == b'\n').count() as u64;
        if cut {
            return Err(Unreadable::NotUtf8(line));
        }
        kept.drain(..whole);
    }
    if kept.is_empty() {
        Ok(())
    } else {
        Err(Unreadable::NotUtf8(line))
    }
}

/// What a failure of the CSV reader means, after a line.
pub fn unreadable(error: csv::Error, line: u64) -> Unreadable {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => too_long(error, line),
        other => Unreadable::Io(io::Error::other(format!("{other:?}"))),
    }
}

/// What a failure to read means, after a line.
pub fn too_long(error: io::Error, line: u64) -> Unreadable {
    if error.kind() == io::ErrorKind::FileTooLarge {
        Unreadable::LongRow(line)
    } else {
        Unreadable::Io(error)
    }
}
