//! The rows that became no customers, in a file of their own: corrected, it can be imported again.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::reading::ERROR;
use super::row::Row;
use crate::domain::export::csv::writer;
use crate::platform::formula::guarded;

/// The file of refused rows. It appears when it is finished.
pub struct RefusedRows {
    path: PathBuf,
    /// Whether the file had a column of errors itself, and where.
    error_at: Option<usize>,
    names: Vec<String>,
    file: Option<csv::Writer<BufWriter<NamedTempFile>>>,
}

impl RefusedRows {
    /// For rows with these columns.
    pub fn new(path: PathBuf, names: &[String]) -> RefusedRows {
        let mut names = names.to_vec();
        let error_at = names.iter().position(|name| name == ERROR);
        if let Some(at) = error_at {
            names.remove(at);
        }
        RefusedRows {
            path,
            error_at,
            names,
            file: None,
        }
    }

    /// Adds a row and what is wrong with it.
    pub fn add(&mut self, row: &Row, words: &str) -> csv::Result<()> {
        let (error_at, names) = (self.error_at, &self.names);
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let file = begin(&self.path)?;
                let file = none.insert(writer(BufWriter::new(file)));
                file.write_record(names.iter().map(String::as_str).chain([ERROR]))?;
                file
            }
        };
        let mut values = row.values.clone();
        if let Some(at) = error_at.filter(|at| *at < values.len()) {
            values.remove(at);
        }
        for value in fitted(values, names.len()) {
            file.write_field(guarded(&value).as_bytes())?;
        }
        file.write_field(guarded(words).as_bytes())?;
        file.write_record(None::<&[u8]>)
    }

    /// Puts the file in its place, if there is one, and says where.
    pub fn finish(self) -> io::Result<Option<PathBuf>> {
        let Some(file) = self.file else {
            return Ok(None);
        };
        let file = file.into_inner().map_err(|failed| failed.into_error())?;
        let file = file.into_inner().map_err(|failed| failed.into_error())?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|failed| failed.error)?;
        Ok(Some(self.path))
    }
}

/// As many values as there are columns, so that the words stand in theirs: what is too short gets
/// empty ones, what is too long keeps all it says in its last one.
fn fitted(mut values: Vec<String>, columns: usize) -> Vec<String> {
    if values.len() > columns {
        let surplus = values.split_off(columns.saturating_sub(1));
        values.push(surplus.join(", "));
    }
    values.resize(columns, String::new());
    values
}

fn begin(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    tempfile::Builder::new()
        .prefix(".refused-")
        .tempfile_in(folder)
}
