//! For queries that change nothing: each is lent a connection of SQLite, which is free right after.
//!
//! The pool of sqlx asks a connection for a sign of life whenever it comes back. With SQLite that
//! is one more way to another thread for every query, and takes as long as most queries do.

use std::sync::Arc;

use async_trait::async_trait;
use deadpool::Runtime;
use deadpool::managed::{
    self, BuildError, Metrics, Object, Pool, PoolError, QueueMode, RecycleResult,
};
use futures_util::TryStreamExt;
use sea_orm::error::ConnAcquireErr;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Either, Error, Executor, SqliteConnection,
    query_with,
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
    /// Whether its last query came to a good end. It may still be at work when nobody waited for
    /// it, or be out of order after an error: then another one takes its place.
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
            false => Err(managed::RecycleError::message(
                "left at work or out of order",
            )),
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
            // The one that was at work last has its pages at hand.
            .queue_mode(QueueMode::Lifo)
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

    /// Asks several queries in one go and gives the rows of each. On SQLite they are statements of
    /// one text, which its driver runs one after the other: only this driver can, and its makers
    /// may take that away with a later version. The values are told apart by their order alone:
    /// each statement has as many as it has signs `?`, and no other signs. On PostgreSQL each
    /// query goes its own way.
    pub(super) async fn query_each(
        &self,
        statements: Vec<Statement>,
    ) -> Result<Vec<Vec<QueryResult>>, DbErr> {
        let mut answers = Vec::with_capacity(statements.len());
        let pool = match self {
            Readers::File(pool) if statements.len() > 1 => pool,
            _ => {
                for statement in statements {
                    answers.push(self.query_all_raw(statement).await?);
                }
                return Ok(answers);
            }
        };
        let asked = statements.len();
        let (mut sql, mut arguments) = (String::new(), Vec::new());
        for statement in statements {
            sql.push_str(&statement.sql);
            sql.push(';');
            arguments.extend(statement.values.into_iter().flat_map(|values| values.0));
        }
        let mut reader = lent(pool).await?;
        reader.free = false;
        let query = query_with(AssertSqlSafe(sql), SqlxValues(Values(arguments)));
        let mut steps = reader.connection.fetch_many(query);
        let mut rows = Vec::new();
        while let Some(step) = steps.try_next().await.map_err(failed)? {
            match step {
                Either::Left(_end) => answers.push(std::mem::take(&mut rows)),
                Either::Right(row) => rows.push(QueryResult::from(row)),
            }
        }
        drop(steps);
        if answers.len() != asked {
            return Err(DbErr::Custom("queries were not answered".to_owned()));
        }
        reader.free = true;
        Ok(answers)
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

pub(super) fn refused() -> DbErr {
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
        reader.free = found.is_ok();
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
        reader.free = found.is_ok();
        let rows = found.map_err(failed)?.into_iter();
        Ok(rows.map(QueryResult::from).collect())
    }
}

fn values(values: Option<Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| Values(Vec::new())))
}

#[cfg(test)]
pub(super) mod tests {
    use futures_util::FutureExt;

    use super::*;

    /// A single reader of a file that has a table of one row.
    pub async fn one(folder: &std::path::Path) -> Readers {
        let address = format!("sqlite://{}/file?mode=rwc", folder.display());
        let writer = sea_orm::Database::connect(&address).await;
        let writer = writer.expect("a writer");
        let table = "CREATE TABLE numbers (number BIGINT); INSERT INTO numbers VALUES (7)";
        writer.execute_unprepared(table).await.expect("a table");
        let options = address.parse().expect("an address");
        Readers::of_file(options, 1).expect("a pool")
    }

    pub fn sql(sql: &str) -> Statement {
        Statement::from_string(DbBackend::Sqlite, sql)
    }

    pub async fn number(db: &impl ConnectionTrait) -> i64 {
        let found = db.query_one_raw(sql("SELECT number FROM numbers"));
        let row = found.await.expect("an answer").expect("a row");
        row.try_get("", "number").expect("a number")
    }

    #[tokio::test]
    async fn a_reader_writes_nothing_whatever_it_is_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = one(folder.path()).await;
        let write = "INSERT INTO numbers VALUES (8) RETURNING number";
        readers.execute_unprepared(write).await.expect_err("said");
        readers.execute_raw(sql(write)).await.expect_err("said");
        readers
            .query_one_raw(sql(write))
            .await
            .expect_err("by SQLite");
        readers
            .query_all_raw(sql(write))
            .await
            .expect_err("by SQLite");
        assert_eq!(number(&readers).await, 7);
        let all = readers.query_all_raw(sql("SELECT number FROM numbers"));
        assert_eq!(all.await.expect("rows").len(), 1);
        readers.close().await.expect("closed");
        let late = readers.query_all_raw(sql("SELECT 1")).await;
        assert!(matches!(late, Err(DbErr::ConnectionAcquire(_))), "{late:?}");
    }

    #[tokio::test]
    async fn after_an_error_or_a_query_that_nobody_waits_for_there_is_another_reader() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = one(folder.path()).await;
        let nonsense = readers.query_all_raw(sql("SELECT nonsense")).await;
        assert!(matches!(nonsense, Err(DbErr::Query(_))), "{nonsense:?}");
        assert_eq!(number(&readers).await, 7);
        let long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000)
            SELECT COUNT(*) AS count FROM n";
        let given_up = readers.query_one_raw(sql(long)).now_or_never();
        assert!(given_up.is_none(), "it takes longer");
        assert_eq!(number(&readers).await, 7);
    }
}
