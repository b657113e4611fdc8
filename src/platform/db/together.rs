//! Queries that are asked side by side go to the database together.
//!
//! The way to a connection's thread and back takes longer than most queries do. A page that asks
//! for several things of which none depends on another goes it once.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use tokio::sync::oneshot;

use super::readers::{Readers, refused};

type Answer = Result<Vec<QueryResult>, DbErr>;
/// A query, and who waits for its rows.
type Asked = (Statement, oneshot::Sender<Answer>);

/// A reader for futures that are polled side by side: each waits until all of them wait, then the
/// queries of all go on their way.
#[derive(Debug)]
pub struct Together {
    backend: DbBackend,
    asked: Mutex<Vec<Asked>>,
}

impl Readers {
    /// Runs what asks through the reader it is given, and sends together what is asked side by
    /// side, as with `join!`. Whoever asks one after the other waits as long as without. While
    /// queries are on their way nothing else goes on: wait for nothing but queries in here.
    pub async fn together<T>(&self, asking: impl AsyncFnOnce(&Together) -> T) -> T {
        let together = &Together {
            backend: self.get_database_backend(),
            asked: Mutex::default(),
        };
        let mut asking = pin!(asking(together));
        loop {
            let step = poll_fn(|context| match asking.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Ok(done)),
                Poll::Pending => match together.take() {
                    asked if asked.is_empty() => Poll::Pending,
                    asked => Poll::Ready(Err(asked)),
                },
            });
            let asked = match step.await {
                Ok(done) => return done,
                Err(asked) => asked,
            };
            let (statements, waiting): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
            // Who no longer waits needs no answer.
            match self.query_each(statements).await {
                Ok(answers) => {
                    for (waits, answer) in waiting.into_iter().zip(answers) {
                        let _ = waits.send(Ok(answer));
                    }
                }
                Err(error) => {
                    for waits in waiting {
                        let _ = waits.send(Err(error.clone()));
                    }
                }
            }
        }
    }
}

impl Together {
    fn take(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked())
    }

    fn asked(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ConnectionTrait for Together {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(refused())
    }

    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(refused())
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.query_all_raw(statement).await?.into_iter().next())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (answers, answer) = oneshot::channel();
        self.asked().push((statement, answers));
        let unanswered = |_| Err(DbErr::Custom("a query was not answered".to_owned()));
        answer.await.unwrap_or_else(unanswered)
    }
}

#[cfg(test)]
mod tests {
    use tokio::join;

    use super::super::readers::tests::{number, one, sql};
    use super::*;

    /// Numbers from the first on, as many as asked for.
    async fn numbers(db: &Together, first: i64, many: i64) -> Result<Vec<i64>, DbErr> {
        let counted = "WITH RECURSIVE counted (n) AS (
                SELECT ? UNION ALL SELECT n + 1 FROM counted LIMIT ?
            ) SELECT n FROM counted";
        let values = [first.into(), many.into()];
        let asking = Statement::from_sql_and_values(DbBackend::Sqlite, counted, values);
        let rows = db.query_all_raw(asking).await?;
        rows.iter().map(|row| row.try_get("", "n")).collect()
    }

    #[tokio::test]
    async fn each_of_those_who_ask_side_by_side_gets_their_own_rows() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = one(folder.path()).await;
        let asking = async |db: &Together| {
            join!(numbers(db, 3, 2), number(db), async {
                let first = numbers(db, 10, 1).await?;
                numbers(db, first[0] * 2, 3).await
            })
        };
        let (short, single, later) = readers.together(asking).await;
        assert_eq!(short.expect("two"), [3, 4]);
        assert_eq!(single, 7);
        assert_eq!(later.expect("three"), [20, 21, 22]);
        let nothing = readers.together(async |_: &Together| 5).await;
        assert_eq!(nothing, 5, "who asks for nothing");
    }

    #[tokio::test]
    async fn who_asks_beside_nonsense_is_told_and_the_next_is_answered() {
        let folder = tempfile::tempdir().expect("a folder");
        let readers = one(folder.path()).await;
        let asking = async |db: &Together| {
            let nonsense = db.query_one_raw(sql("SELECT nonsense"));
            join!(
                nonsense,
                numbers(db, 1, 1),
                db.execute_unprepared("DELETE FROM numbers")
            )
        };
        let (nonsense, beside, written) = readers.together(asking).await;
        assert!(matches!(nonsense, Err(DbErr::Query(_))), "{nonsense:?}");
        beside.expect_err("it went the same way");
        written.expect_err("a reader changes nothing");
        assert_eq!(number(&readers).await, 7);
    }
}
