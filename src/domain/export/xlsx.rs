//! A list as an Excel workbook. Texts are written as texts, so nothing in it is a formula. Only
//! the row being written is in memory; the others are in a temporary file. Blocks.

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::table::{Cell, Table, moment, switch};

/// How many lines Excel has room for on a sheet, below the line of names.
const SHEET: u32 = 1_048_575;

/// The most characters in a cell. Source: the specifications and limits of Excel.
const CELL_MAX: usize = 32_767;

/// A workbook that grows.
pub struct Xlsx<'a, R> {
    table: &'a Table<R>,
    book: Workbook,
    /// Lines on the last sheet.
    filled: u32,
    sheets: u32,
}

impl<'a, R> Xlsx<'a, R> {
    /// With these columns. Temporary files lie in `directory`.
    pub fn new(table: &'a Table<R>, directory: &Path) -> Result<Xlsx<'a, R>, XlsxError> {
        let mut book = Workbook::new();
        book.set_tempdir(directory)?;
        let mut xlsx = Xlsx {
            table,
            book,
            filled: 0,
            sheets: 0,
        };
        xlsx.begin_sheet()?;
        Ok(xlsx)
    }

    /// Adds records; those a sheet has no room for go on the next.
    pub fn add(&mut self, records: &[R]) -> Result<(), XlsxError> {
        for record in records {
            if self.filled == SHEET {
                self.begin_sheet()?;
            }
            self.filled += 1;
            let last = usize::try_from(self.sheets - 1).unwrap_or_default();
            let sheet = self.book.worksheet_from_index(last)?;
            for ((_, cell), column) in self.table.columns.iter().zip(0u16..) {
                write(sheet, self.filled, column, cell(record))?;
            }
        }
        Ok(())
    }

    /// Writes the finished workbook.
    pub fn save(mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        self.book.save_to_writer(out)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.filled = 0;
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        let name = match self.sheets {
            1 => self.table.name.to_owned(),
            number => format!("{} {number}", self.table.name),
        };
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for ((name, _), column) in self.table.columns.iter().zip(0u16..) {
            sheet.write_string(0, column, *name)?;
        }
        Ok(())
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell<'_>) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, fitting(&text))?,
        Cell::Number(number) => sheet.write_number(row, column, number as f64)?,
        Cell::Share(share) => sheet.write_number(row, column, f64::from(share.0) / 100.0)?,
        Cell::Switch(on) => sheet.write_string(row, column, switch(on))?,
        Cell::Moment(at) => sheet.write_string(row, column, moment(at))?,
        Cell::List(names) => sheet.write_string(row, column, fitting(&names.join(", ")))?,
    };
    Ok(())
}

/// As much of a text as a cell takes: longer ones would end the file. A CSV has them whole.
fn fitting(text: &str) -> &str {
    let end = text.char_indices().nth(CELL_MAX).map(|(at, _)| at);
    end.map_or(text, |end| text.get(..end).unwrap_or(text))
}
