//! The cells of a row in the order they were asked for: for lists that read many rows. To look up
//! each by its name takes longer than to read it.

use sea_orm::{DbErr, QueryResult, TryGetable};

/// Reads one cell after the other.
#[derive(Debug)]
pub struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl Cells<'_> {
    /// From the first cell on.
    pub fn of(row: &QueryResult) -> Cells<'_> {
        Cells { row, next: 0 }
    }

    /// The next cell. Fails when there is none, or one of another kind.
    pub fn read<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let cell = self.row.try_get_by_index(self.next)?;
        self.next += 1;
        Ok(cell)
    }
}
