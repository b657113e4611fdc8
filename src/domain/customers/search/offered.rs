//! What there is to filter by besides the codes that everybody knows.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::QueryTrait;
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QuerySelect};

use crate::domain::customers::tags::tag;
use crate::domain::monitors::monitor;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::memory::Memory;

/// How long choices count as true; what other processes add is known so late at most.
const KEPT: Duration = Duration::from_secs(3);

/// Tags and exchange monitors, each by name.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    pub tags: Vec<String>,
    pub monitors: Vec<(MonitorId, String)>,
}

#[derive(FromQueryResult)]
struct Row {
    /// Of a monitor.
    id: Option<MonitorId>,
    name: String,
}

/// What every page of the list offers, kept for a moment. Cheap to clone; all clones remember the
/// same.
#[derive(Clone, Debug)]
pub struct Choices(Memory<Arc<Offered>>);

impl Default for Choices {
    fn default() -> Choices {
        Choices(Memory::lasting(KEPT))
    }
}

impl Choices {
    /// All choices within a scope, as they were not long ago.
    pub async fn offered(
        &self,
        db: &Db,
        scope: &Scope,
        now: Timestamp,
    ) -> Result<Arc<Offered>, DbErr> {
        let about = format!("{:?}", scope.tags());
        if let Some(known) = self.0.recall(&about, now) {
            return Ok(known);
        }
        let look = self.0.look(now);
        let found = Arc::new(offered(db.read(), scope).await?);
        self.0.keep(about, look, Arc::clone(&found));
        Ok(found)
    }

    /// Forgets them, so that who has just added one finds it offered.
    pub fn stir(&self) {
        self.0.forget();
    }
}

/// All of them, in one query. Tags are those of [`tag::offered`].
async fn offered(db: &impl ConnectionTrait, scope: &Scope) -> Result<Offered, DbErr> {
    let none = Expr::value(Option::<i64>::None);
    let tags = tag::offered(scope)
        .select_only()
        .expr_as(none, "id")
        .column(tag::Column::Name);
    let monitors = monitor::by_name()
        .select_only()
        .columns([monitor::Column::Id, monitor::Column::Name]);
    let mut asking = whole(tags.into_query());
    asking.union(UnionType::All, whole(monitors.into_query()));
    let mut offered = Offered::default();
    for row in db.query_all(&asking).await? {
        let row = Row::from_query_result(&row, "")?;
        match row.id {
            Some(id) => offered.monitors.push((id, row.name)),
            None => offered.tags.push(row.name),
        }
    }
    // Within a union the order of its parts need not be kept.
    offered.tags.sort_unstable();
    offered
        .monitors
        .sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(offered)
}

/// A limit holds inside a union only in a query of its own.
fn whole(query: SelectStatement) -> SelectStatement {
    Query::select()
        .columns(["id", "name"].map(Alias::new))
        .from_subquery(query, Alias::new("some"))
        .to_owned()
}
