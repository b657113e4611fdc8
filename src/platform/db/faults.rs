//! What the errors of a database mean.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Whether an insert or update failed because `column` of `table` must be unique. Constraints are
/// named `table_column_key`; SQLite reports `table.column`, PostgreSQL the name.
pub fn taken(error: &DbErr, table: &str, column: &str) -> bool {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(message)) => {
            message.contains(&format!("{table}.{column}"))
                || message.contains(&format!("{table}_{column}_key"))
        }
        _ => false,
    }
}

/// Whether PostgreSQL gave up on a statement because it took too long.
pub fn took_too_long(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return false;
    };
    let code = cause.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| code == "57014")
}

/// Whether the database is out of reach or out of room, so that trying again later may help.
pub fn unavailable(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return false;
    };
    match cause.as_ref() {
        sea_orm::sqlx::Error::PoolTimedOut
        | sea_orm::sqlx::Error::PoolClosed
        | sea_orm::sqlx::Error::Io(_) => true,
        sea_orm::sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            // SQLite, whose low byte tells the kind: busy, locked, i/o, disk full, cannot open.
            let sqlite = code
                .parse::<u32>()
                .is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 10 | 13 | 14));
            // PostgreSQL, by class: connection, rolled back, resources, shutting down or timeout.
            let postgres = ["08", "40", "53", "57"]
                .iter()
                .any(|class| code.starts_with(class));
            if code.len() == 5 { postgres } else { sqlite }
        }
        _ => false,
    }
}
