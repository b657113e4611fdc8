//! Looks into the database behind the server's back: what no page shows.

use countersign::platform::db::Db;
use sea_orm::{ConnectionTrait, Statement};

use super::Installation;

/// An installation's database.
pub struct Database {
    runtime: tokio::runtime::Runtime,
    db: Db,
}

impl Database {
    pub fn of(installation: &Installation) -> Database {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let url = installation.database_url().parse().unwrap();
        let db = runtime.block_on(Db::connect(&url)).unwrap();
        Database { runtime, db }
    }

    /// Does something with the database itself.
    pub fn run<T>(&self, work: impl AsyncFnOnce(&Db) -> T) -> T {
        self.runtime.block_on(work(&self.db))
    }

    /// The one number a query answers.
    pub fn number(&self, sql: &str) -> i64 {
        let connection = self.db.read();
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = self.runtime.block_on(connection.query_one_raw(statement));
        let row = row
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// The texts of the first column.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let connection = self.db.read();
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let rows = self.runtime.block_on(connection.query_all_raw(statement));
        let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect()
    }

    /// Changes something.
    pub fn change(&self, sql: &str) {
        let done = self
            .runtime
            .block_on(self.db.write().execute_unprepared(sql));
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
