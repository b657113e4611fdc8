//! Queries whose text is put together once: for what every request asks.

use std::sync::OnceLock;

use sea_orm::sea_query::{SelectStatement, Value};
use sea_orm::{DbBackend, Statement};

/// A query that is asked again and again, alike or with another value where [`OPEN`] stands.
pub struct Prepared {
    make: fn() -> SelectStatement,
    /// As each engine reads it.
    sqlite: OnceLock<Statement>,
    postgres: OnceLock<Statement>,
}

/// Stands for the value that differs: no text of ours is like it.
pub const OPEN: &str = "\u{0}open";

impl Prepared {
    /// The query is made when it is first asked.
    pub const fn new(make: fn() -> SelectStatement) -> Prepared {
        Prepared {
            make,
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
        }
    }

    /// The query as it is.
    pub fn made(&self, backend: DbBackend) -> Statement {
        let made = match backend {
            DbBackend::Sqlite => &self.sqlite,
            _ => &self.postgres,
        };
        made.get_or_init(|| backend.build(&(self.make)())).clone()
    }

    /// The query with this value wherever [`OPEN`] stands.
    pub fn with(&self, backend: DbBackend, value: impl Into<Value>) -> Statement {
        let mut statement = self.made(backend);
        let (open, value) = (Value::from(OPEN), value.into());
        let values = statement.values.iter_mut().flat_map(|values| &mut values.0);
        for place in values.filter(|place| **place == open) {
            *place = value.clone();
        }
        statement
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};

    use super::*;

    #[test]
    fn only_the_open_value_differs_and_each_engine_has_its_own_text() {
        static ASKING: Prepared = Prepared::new(|| {
            let name = Expr::col(Alias::new("name"));
            Query::select()
                .expr(Expr::value("open"))
                .and_where(name.clone().ne("closed").and(name.eq(OPEN)))
                .to_owned()
        });
        for name in ["first", "second", "\u{0}other"] {
            let values = [Value::from("open"), Value::from("closed"), name.into()];
            let texts = [
                (
                    DbBackend::Sqlite,
                    r#"SELECT ? WHERE "name" <> ? AND "name" = ?"#,
                ),
                (
                    DbBackend::Postgres,
                    r#"SELECT $1 WHERE "name" <> $2 AND "name" = $3"#,
                ),
            ];
            for (backend, text) in texts {
                let statement = ASKING.with(backend, name);
                assert_eq!(statement.sql, text);
                assert_eq!(statement.values.expect("values").0, values);
            }
        }
    }
}
