//! What there is to filter by besides the codes that everybody knows.

use sea_orm::QueryTrait;
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QuerySelect};

use crate::domain::customers::tags::tag;
use crate::domain::monitors::monitor;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::scope::Scope;

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

/// All of them, in one query: every page of the list asks. Tags are those of [`tag::offered`].
pub async fn offered(db: &impl ConnectionTrait, scope: &Scope) -> Result<Offered, DbErr> {
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
