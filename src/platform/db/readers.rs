//! For queries that change nothing: each is lent a connection of SQLite, which is free right after.
//!
//! The pool of sqlx asks a connection for a sign of life whenever it comes back. With SQLite that
//! is one more way to another thread for every query, and takes as long as most queries do.

use std::sync::Arc;

use async_trait::async_trait;
use deadpool::Runtime;
use deadpool::managed::{self, BuildError, Metrics, Object, Pool, PoolError, RecycleResult};
use sea_orm::error::ConnAcquireErr;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Error, SqliteConnection, query_with,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Values,
};
use sea_query_sqlx::SqlxValues;

use super::ACQUIRE;

/// The readers of a database. Cheap to clone; whoever writes through them is refused.
#[derive(Clone, Debug)]
pub enum Readers {
    /// A file's own.
    File(Pool<Opener>),
    /// Everybody's.
    Server(DatabaseConnection),
}

/// Opens a reader.
#[derive(Debug)]
pub struct Opener(SqliteConnectOptions);

/// One connection.
#[derive(Debug)]
pub struct Reader {
    connection: SqliteConnection,
    /// Whether its last query came to its end; it may still be at work when nobody waited for it.
    free: bool,
}

impl managed::Manager for Opener {
    type Type = Reader;
    type Error = Error;

    async fn create(&self) -> Result<Reader, Error> {
        let connection = self.0.connect().await?;
        Ok(Reader {
            connection,
            free: true,
        })
    }

    async fn recycle(&self, reader: &mut Reader, _: &Metrics) -> RecycleResult<Error> {
        match reader.free {
            true => Ok(()),
            false => Err(managed::RecycleError::message("left at work")),
        }
    }
}

impl Readers {
    /// At most `most` of a file; each is opened when it is needed first.
    pub fn of_file(options: SqliteConnectOptions, most: u32) -> Result<Readers, BuildError> {
        let options = options
            .pragma("query_only", "on")
            .disable_statement_logging();
        let pool = Pool::builder(Opener(options))
            .max_size(usize::try_from(most).unwrap_or(1))
            .wait_timeout(Some(ACQUIRE))
            .runtime(Runtime::Tokio1)
            .build()?;
        Ok(Readers::File(pool))
    }

    /// Closes those that are open.
    pub async fn close(&self) -> Result<(), DbErr> {
        let Readers::File(pool) = self else {
            return Ok(());
        };
        for reader in pool.retain(|_, _| false).removed {
            reader.connection.close().await.map_err(failed)?;
        }
        pool.close();
        Ok(())
    }
}

async fn lent(pool: &Pool<Opener>) -> Result<Object<Opener>, DbErr> {
    let lent = pool.get().await;
    lent.map_err(|error| match error {
        PoolError::Backend(error) => DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))),
        PoolError::Timeout(_) => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        _ => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
    })
}

fn failed(error: Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}

fn refused() -> DbErr {
    DbErr::Custom("a reader changes nothing".to_owned())
}

#[async_trait]
impl ConnectionTrait for Readers {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Readers::File(_) => DbBackend::Sqlite,
            Readers::Server(pool) => pool.get_database_backend(),
        }
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(refused())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(refused())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let pool = match self {
            Readers::File(pool) => pool,
            Readers::Server(pool) => return pool.query_one_raw(statement).await,
        };
        let mut reader = lent(pool).await?;
        reader.free = false;
        let query = query_with(AssertSqlSafe(statement.sql), values(statement.values));
        let found = query.fetch_optional(&mut reader.connection).await;
        reader.free = true;
        Ok(found.map_err(failed)?.map(QueryResult::from))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let pool = match self {
            Readers::File(pool) => pool,
            Readers::Server(pool) => return pool.query_all_raw(statement).await,
        };
        let mut reader = lent(pool).await?;
        reader.free = false;
        let query = query_with(AssertSqlSafe(statement.sql), values(statement.values));
        let found = query.fetch_all(&mut reader.connection).await;
        reader.free = true;
        let rows = found.map_err(failed)?.into_iter();
        Ok(rows.map(QueryResult::from).collect())
    }
}

fn values(values: Option<Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| Values(Vec::new())))
}
