//! The database: one writer and several readers on SQLite, one pool on PostgreSQL.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

mod cells;
mod faults;
pub mod prepared;
mod readers;
mod together;

pub use cells::Cells;
pub use faults::{taken, took_too_long, unavailable};
pub use readers::Readers;
pub use together::Together;

/// How long a request waits for a connection before it is answered 503.
const ACQUIRE: Duration = Duration::from_secs(3);

/// How long SQLite waits for another process that writes.
const BUSY: Duration = Duration::from_secs(4);

/// What each of SQLite's readers may keep of the file; the system keeps the rest for all of them.
const READER_CACHE_KB: u32 = 3_000;

/// The same for those that read long and in order, and come back to little of it.
const SNAPSHOT_CACHE_KB: u32 = 1_000;

/// The same for the writer, which touches many indexes at once.
const WRITER_CACHE_KB: u32 = 16_000;

/// How long PostgreSQL may work on one statement; also how long an exact count may take.
pub const STATEMENT: Duration = Duration::from_secs(8);

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, or a path that will become one.
    Sqlite(String),
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = &'static str;

    fn from_str(typed: &str) -> Result<DatabaseUrl, Self::Err> {
        if let Some(path) = typed
            .strip_prefix("sqlite://")
            .or_else(|| typed.strip_prefix("sqlite:"))
        {
            let path = path.split('?').next().unwrap_or_default();
            if path.is_empty() || path == ":memory:" {
                return Err("needs a file, for example sqlite://data/countersign.sqlite");
            }
            return Ok(DatabaseUrl::Sqlite(path.to_owned()));
        }
        if typed.starts_with("postgres://") || typed.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(typed.to_owned()));
        }
        Err("must begin with sqlite:// or postgres://")
    }
}

/// How many read at once.
const READERS: u32 = 6;

/// The open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    writer: DatabaseConnection,
    readers: Readers,
    /// For readers that ask more than once.
    snapshots: DatabaseConnection,
}

impl Db {
    /// Opens the pools; a SQLite file that is not there is created. Fails when nothing answers.
    pub async fn connect(url: &DatabaseUrl) -> Result<Db, DbErr> {
        match url {
            DatabaseUrl::Sqlite(path) => {
                let writer = Database::connect(sqlite(path, 1, WRITER_CACHE_KB)).await?;
                let readers = in_our_way(address(path).parse().map_err(refused)?, READER_CACHE_KB);
                Ok(Db {
                    writer,
                    readers: Readers::of_file(readers, READERS).map_err(refused)?,
                    snapshots: Database::connect(sqlite(path, READERS, SNAPSHOT_CACHE_KB)).await?,
                })
            }
            DatabaseUrl::Postgres(url) => {
                let pool = Database::connect(postgres(url)).await?;
                Ok(Db {
                    writer: pool.clone(),
                    readers: Readers::Server(pool.clone()),
                    snapshots: pool,
                })
            }
        }
    }

    /// For queries that change nothing.
    pub fn read(&self) -> &Readers {
        &self.readers
    }

    /// For migrations and single statements; a verb takes [`begin`](Self::begin).
    pub fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a writing transaction. On SQLite it takes the write lock at once: a deferred one that
    /// upgrades later fails with "database is locked" whatever the busy timeout.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        self.writer.begin_with_options(options).await
    }

    /// Begins a reading transaction whose queries all see the database of one moment, however long
    /// they take and whatever is written meanwhile. Nobody waits for it; until it ends, though,
    /// SQLite's log cannot be folded into the file.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = match self.backend() {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..Default::default()
            },
            _ => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
        };
        self.snapshots.begin_with_options(options).await
    }

    /// Begins `count` more of them beside a snapshot that has read something, to share out one long
    /// work. PostgreSQL shows all of them the same moment; on SQLite they may see what was
    /// committed since, and never less.
    pub async fn beside(
        &self,
        snapshot: &DatabaseTransaction,
        count: usize,
    ) -> Result<Vec<DatabaseTransaction>, DbErr> {
        let mut same = None;
        if self.backend() == DbBackend::Postgres {
            let export = "SELECT pg_export_snapshot() AS id";
            let export = Statement::from_string(DbBackend::Postgres, export);
            let row = snapshot.query_one_raw(export).await?;
            same = row.map(|row| row.try_get::<String>("", "id")).transpose()?;
        }
        let mut beside = Vec::with_capacity(count);
        for _ in 0..count {
            let txn = self.snapshot().await?;
            if let Some(same) = &same {
                // Digits and dashes, from the database itself.
                let same = format!("SET TRANSACTION SNAPSHOT '{same}'");
                txn.execute_unprepared(&same).await?;
            }
            beside.push(txn);
        }
        Ok(beside)
    }

    /// Which engine answers.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.readers
            .query_one_raw(Statement::from_string(self.backend(), "SELECT 1"))
            .await?;
        Ok(())
    }

    /// Brings the statistics that queries are planned by up to date where they are missing or far
    /// off. PostgreSQL does that by itself.
    pub async fn optimize(&self) -> Result<(), DbErr> {
        if self.backend() == DbBackend::Sqlite {
            let optimize = "PRAGMA optimize(0x10002)";
            self.writer.execute_unprepared(optimize).await?;
        }
        Ok(())
    }

    /// Makes these statistics anew, after many rows have come at once. Looks at samples only.
    pub async fn refresh_statistics(&self) -> Result<(), DbErr> {
        match self.backend() {
            // A sample per index is enough to tell a rare value from a frequent one.
            DbBackend::Sqlite => {
                let sampled = "PRAGMA analysis_limit = 4000; ANALYZE; PRAGMA analysis_limit = 0";
                self.write().execute_unprepared(sampled).await?;
            }
            _ => {
                let txn = self.begin().await?;
                no_statement_timeout(&txn).await?;
                txn.execute_unprepared("ANALYZE").await?;
                txn.commit().await?;
            }
        }
        Ok(())
    }

    /// Closes the pools; SQLite folds its log into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        self.readers.close().await?;
        self.snapshots.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// Lets the statements of a transaction take as long as they need: for commands, never for a page.
pub async fn no_statement_timeout(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared("SET LOCAL statement_timeout = 0")
            .await?;
    }
    Ok(())
}

fn address(path: &str) -> String {
    format!("sqlite://{path}?mode=rwc")
}

fn refused(error: impl std::fmt::Display) -> DbErr {
    DbErr::Custom(error.to_string())
}

fn sqlite(path: &str, connections: u32, cache_kb: u32) -> ConnectOptions {
    let mut options = shared(ConnectOptions::new(address(path)), connections);
    // A file does not go away as a server does: asking first would double every query's way.
    options.test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |options| in_our_way(options, cache_kb));
    options
}

/// Set here and not by a later PRAGMA: that would reach one connection and vanish with it.
/// FULL, because NORMAL loses acknowledged commits in a power cut.
fn in_our_way(options: SqliteConnectOptions, cache_kb: u32) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("cache_size", format!("-{cache_kb}"))
        .pragma("temp_store", "memory")
        .pragma("journal_size_limit", "67108864")
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = shared(ConnectOptions::new(url), 10);
    options
        .connect_timeout(ACQUIRE)
        .statement_timeout(STATEMENT);
    options
}

fn shared(mut options: ConnectOptions, connections: u32) -> ConnectOptions {
    options
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
