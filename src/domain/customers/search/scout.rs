//! Scouting on SQLite: how many matches a filter has, and what leads to them soonest.

use std::sync::Arc;

use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, IdenStatic, Order};

use super::conditions::{Conditions, Part, carriers};
use super::count::{COUNT_LIMIT, Count};
use super::counting::{count_rows, counted, counting, each, everybody, limited, matches, subquery};
use super::filter::Asked;
use super::text::Wanted;
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::values::scope::Scope;
use crate::domain::within;

/// So many rows are looked at for a count when nothing narrows them down.
const LOOKED_AT: u64 = 5_000;

/// What scouting found out.
pub struct Lead {
    pub count: Count,
    /// What leads to the matches, when there are few.
    pub leaders: Vec<Part>,
    /// Those that the search found, when they are no more than are counted.
    pub ids: Option<Ids>,
}

/// The numbers of customers, separated by commas: named in the next query, they spare it to search
/// again.
#[derive(Clone, Debug)]
pub struct Ids(Arc<str>);

impl Ids {
    /// Of their numbers, separated by commas.
    pub fn of(numbers: &str) -> Ids {
        Ids(numbers.into())
    }

    /// Whether a customer is one of them.
    pub fn contain(&self, id: SimpleExpr) -> SimpleExpr {
        let list = Func::cust("json_each").arg(Expr::value(format!("[{}]", self.0)));
        let named = Query::select()
            .column(Alias::new("value"))
            .from_function(list, Alias::new("named"))
            .to_owned();
        id.in_subquery(named)
    }
}

impl Lead {
    fn by(part: Part, count: u64) -> Lead {
        Lead {
            count: Count::capped(count),
            leaders: vec![part],
            ids: None,
        }
    }
}

/// What a search found.
#[derive(Default)]
struct Hits {
    count: u64,
    ids: Option<Ids>,
}

/// Looks how many matches there are on SQLite, and what leads to them soonest.
pub struct Scout<'a, C> {
    pub db: &'a C,
    pub asked: Asked<'a>,
}

impl<C: ConnectionTrait> Scout<'_, C> {
    /// How many there are, and what leads to them when they are few.
    pub async fn look(&self) -> Result<Lead, DbErr> {
        let (filter, scope) = (self.asked.filter, self.asked.scope);
        let (tagged, scoped) = (!filter.tag.is_empty(), *scope != Scope::All);
        let column = self.rarest_column().await?;
        let columns = self.conditions().columns(&[column]);
        if filter.q.is_none() && !tagged && !scoped {
            let count = match columns.is_empty() {
                true => everybody(self.db).await?,
                false => counted(self.db, columns).await?,
            };
            return Ok(Lead::by(column, count));
        }
        let (mut parts, mut hits) = (Vec::new(), None);
        if let Some(q) = &filter.q {
            let found = self.found(q).await?;
            parts.push((Part::Search, found.count));
            hits = found.ids;
        }
        if tagged {
            parts.push((
                Part::Tags,
                self.count_of(carriers(&filter.tag), filter.tag.len())
                    .await?,
            ));
        }
        if scoped {
            parts.push((
                Part::Scope,
                self.count_of(within::carriers(scope), scope.tags().len())
                    .await?,
            ));
        }
        if !columns.is_empty() {
            parts.push((column, counted(self.db, columns).await?));
        }
        if let ([(part, count)], true) = (parts.as_slice(), self.exact_by_itself()) {
            let lead = Lead::by(*part, *count);
            return Ok(Lead { ids: hits, ..lead });
        }
        let rarest = parts.into_iter().min_by_key(|(_, count)| *count);
        let Some((leader, _)) = rarest.filter(|(_, count)| *count <= COUNT_LIMIT) else {
            return Ok(Lead {
                count: self.sample().await?,
                leaders: Vec::new(),
                ids: None,
            });
        };
        if let Some(ids) = hits.filter(|_| leader == Part::Search) {
            let among = ids.contain(Expr::col((Entity, Column::Id)));
            let found = self.conditions().led_by(&[]).add(among);
            let lead = Lead::by(Part::Search, counted(self.db, found).await?);
            let ids = Some(ids);
            return Ok(Lead { ids, ..lead });
        }
        let found = self.conditions().led_by(&[leader]);
        Ok(Lead::by(leader, counted(self.db, found).await?))
    }

    /// How many customers carry any of so many tags, as far as it is counted. Of one tag, each
    /// carrier comes once by itself.
    async fn count_of(&self, mut carriers: SelectStatement, tags: usize) -> Result<u64, DbErr> {
        if tags > 1 {
            carriers.distinct();
        }
        count_rows(self.db, limited(carriers, COUNT_LIMIT + 1)).await
    }

    /// The column that the fewest customers match, where several are asked for: statistics know how
    /// many a column finds on the average, but not how many with this value.
    async fn rarest_column(&self) -> Result<Part, DbErr> {
        let conditions = self.conditions();
        let tests = conditions.each_column(&[Part::Columns]);
        // What is not set is nearly everywhere, and has no index.
        let indexed = tests.into_iter().filter(|(column, _)| match column {
            Column::BlockedAt => self.asked.filter.blocked == Some(true),
            Column::WaitingSince => self.asked.filter.waiting == Some(true),
            _ => true,
        });
        let indexed: Vec<(Column, Condition)> = indexed.collect();
        if indexed.len() < 2 {
            return Ok(Part::Columns);
        }
        let mut asking = Query::select();
        for (column, test) in &indexed {
            let count = counting(limited(each(test.clone()), COUNT_LIMIT + 1));
            asking.expr_as(subquery(count), Alias::new(column.as_str()));
        }
        let row = self.db.query_one(&asking).await?;
        let mut rarest = (Part::Columns, i64::MAX);
        for (column, _) in indexed {
            let count = row.as_ref().map(|row| row.try_get("", column.as_str()));
            let count = count.transpose()?.unwrap_or(i64::MAX);
            if count < rarest.1 {
                rarest = (Part::Column(column.as_str()), count);
            }
        }
        Ok(rarest.0)
    }

    fn conditions(&self) -> Conditions<'_> {
        Conditions::new(DbBackend::Sqlite, self.asked)
    }

    /// Whether the indexes find no more than what is searched for: short words are not in them.
    fn exact_by_itself(&self) -> bool {
        let q = self.asked.filter.q.as_deref();
        !self.asked.sight.is_clear() || q.is_none_or(|q| Wanted::read(q).short.is_empty())
    }

    /// What the search finds, as far as its indexes tell.
    async fn found(&self, q: &str) -> Result<Hits, DbErr> {
        let wanted = &Wanted::read(q);
        let id = wanted
            .id
            .map(|id| matches(Condition::all().add(Column::Id.eq(id))));
        let hits = self.conditions().hits(q, wanted).into_iter().chain(id);
        let mut arms = hits.map(|arm| all_of(limited(arm, COUNT_LIMIT + 1)));
        let Some(mut any) = arms.next() else {
            return Ok(Hits::default());
        };
        any.unions(arms.map(|arm| (UnionType::Distinct, arm)));
        let ids = Func::cust("string_agg").args([Expr::col(Alias::new("id")), Expr::value(",")]);
        let asking = Query::select()
            .expr_as(Expr::col(Alias::new("id")).count(), Alias::new("count"))
            .expr_as(ids, Alias::new("ids"))
            .from_subquery(limited(any, COUNT_LIMIT + 1), Alias::new("some"))
            .to_owned();
        let Some(row) = self.db.query_one(&asking).await? else {
            return Ok(Hits::default());
        };
        let count = u64::try_from(row.try_get::<i64>("", "count")?).unwrap_or_default();
        let ids: Option<String> = row.try_get("", "ids")?;
        Ok(Hits {
            count,
            ids: (count <= COUNT_LIMIT).then(|| Ids::of(&ids.unwrap_or_default())),
        })
    }

    /// How many of the first rows match: at least so many there are.
    async fn sample(&self) -> Result<Count, DbErr> {
        let first = limited(
            matches(Condition::all())
                .order_by(Column::CreatedAt, Order::Desc)
                .to_owned(),
            LOOKED_AT,
        );
        let within = Column::Id.in_subquery(all_of(first));
        let conditions = self.conditions().led_by(&[]).add(within);
        let figure = counted(self.db, conditions).await?;
        Ok(Count {
            figure: Ord::min(figure, COUNT_LIMIT),
            more: true,
        })
    }
}

/// A limit holds inside a union or a list only in a query of its own.
fn all_of(query: SelectStatement) -> SelectStatement {
    Query::select()
        .column(Alias::new("id"))
        .from_subquery(query, Alias::new("some"))
        .to_owned()
}
