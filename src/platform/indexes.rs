//! Indexes set aside while a great many rows come in, all within one transaction: building one over
//! rows that are there is several times faster than keeping it for each row that comes.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

/// Definitions of what was dropped. A transaction that does not [`give_back`](Self::give_back) must
/// be rolled back; then everything is as it was.
#[must_use]
#[derive(Debug)]
pub struct SetAside {
    definitions: Vec<String>,
    /// Search indexes that nothing kept current meanwhile.
    searches: Vec<&'static str>,
}

/// Drops the indexes of these tables, except those behind keys, and on SQLite the triggers that
/// keep these search indexes current; their names begin with the index's.
pub async fn set_aside(
    txn: &DatabaseTransaction,
    tables: &[&str],
    searches: &[&'static str],
) -> Result<SetAside, DbErr> {
    let engine = txn.get_database_backend();
    let listed = tables
        .iter()
        .map(|table| format!("'{table}'"))
        .collect::<Vec<_>>()
        .join(", ");
    let sql = if engine == DbBackend::Sqlite {
        let kept = searches.iter().fold("FALSE".to_owned(), |kept, search| {
            format!("{kept} OR name GLOB '{search}_*'")
        });
        format!(
            "SELECT type AS kind, name, sql AS definition FROM sqlite_master
             WHERE sql IS NOT NULL AND (type = 'index' AND tbl_name IN ({listed})
                OR type = 'trigger' AND ({kept})) ORDER BY rowid"
        )
    } else {
        format!(
            "SELECT 'index' AS kind, indexname AS name, indexdef AS definition FROM pg_indexes
             WHERE schemaname = current_schema() AND tablename IN ({listed})
                AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname"
        )
    };
    let rows = txn
        .query_all_raw(Statement::from_string(engine, sql))
        .await?;
    let mut aside = SetAside {
        definitions: Vec::with_capacity(rows.len()),
        searches: Vec::new(),
    };
    for row in rows {
        let kind: String = row.try_get("", "kind")?;
        let name: String = row.try_get("", "name")?;
        aside.definitions.push(row.try_get("", "definition")?);
        if kind == "trigger" {
            aside.searches = searches.to_vec();
        }
        let drop = format!("DROP {kind} {name}");
        txn.execute_unprepared(&drop).await?;
    }
    Ok(aside)
}

impl SetAside {
    /// Builds everything again over the rows that are there now.
    pub async fn give_back(self, txn: &DatabaseTransaction) -> Result<(), DbErr> {
        for search in self.searches {
            let rebuild = format!("INSERT INTO {search}({search}) VALUES ('rebuild')");
            txn.execute_unprepared(&rebuild).await?;
        }
        for definition in self.definitions {
            txn.execute_unprepared(&definition).await?;
        }
        Ok(())
    }
}
