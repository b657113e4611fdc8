//! Who works here: the list of members, and one of them.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, LikeExpr, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::group_rows::{membership, row as groups};
use super::member::{Column, Entity};
use super::{scope, second_factor};
use crate::domain::tag;
use crate::domain::values::email::Email;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;

mod filter;

pub use filter::{Place, SecondFactor, StaffFilter, Standing};

/// How many members a page shows.
pub const PER_PAGE: u64 = 50;

/// Counting stops here.
pub const COUNT_LIMIT: u64 = 10_000;

/// A member as lists and their own page show one.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Person {
    pub id: StaffId,
    pub version: i64,
    pub email: Email,
    pub name: String,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub created_by: Option<String>,
    pub last_sign_in_at: Option<Timestamp>,
    /// Where they may come from; empty for anywhere.
    pub allowed_networks: String,
    #[sea_orm(from_expr = "waits()")]
    waits: bool,
    #[sea_orm(from_expr = "second_factor::has_one()")]
    pub has_second_factor: bool,
    #[sea_orm(from_expr = "groups_of_each()")]
    group_ids: Option<String>,
    #[sea_orm(from_expr = "tag_names_of_each()")]
    tag_names: Option<String>,
}

impl Person {
    /// Whether they can sign in.
    pub fn standing(&self) -> Standing {
        match (self.disabled_at, self.waits) {
            (Some(_), _) => Standing::Disabled,
            (None, true) => Standing::Invited,
            (None, false) => Standing::Active,
        }
    }

    /// The groups they are in.
    pub fn groups(&self) -> Vec<GroupId> {
        let ids = self.group_ids.as_deref().unwrap_or_default().split(',');
        ids.filter_map(|id| id.parse().ok()).collect()
    }

    /// The names of their allowed tags, sorted; none for all customers.
    pub fn tags(&self) -> Vec<&str> {
        // No tag has a comma in its name.
        let names = self.tag_names.as_deref().unwrap_or_default().split(',');
        let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names
    }
}

fn waits() -> SimpleExpr {
    Expr::col((Entity, Column::PasswordHash)).eq("")
}

fn of_each(
    column: impl Into<SimpleExpr>,
    mut rows: sea_orm::sea_query::SelectStatement,
) -> SimpleExpr {
    let listed = Func::cust("string_agg").args([column.into(), Expr::value(",")]);
    SimpleExpr::SubQuery(None, Box::new(rows.expr(listed).to_owned().into()))
}

fn groups_of_each() -> SimpleExpr {
    let own = Expr::col((membership::Entity, membership::Column::StaffId));
    let rows = Query::select()
        .from(membership::Entity)
        .and_where(own.equals((Entity, Column::Id)))
        .to_owned();
    let id = Expr::col((membership::Entity, membership::Column::GroupId));
    of_each(id.cast_as("TEXT"), rows)
}

fn tag_names_of_each() -> SimpleExpr {
    use scope::row::{Column as Allowed, Entity as Rows};
    let tag = Expr::col((tag::Entity, tag::Column::Id)).equals((Rows, Allowed::TagId));
    let rows = Query::select()
        .from(Rows)
        .inner_join(tag::Entity, tag)
        .and_where(Expr::col((Rows, Allowed::StaffId)).equals((Entity, Column::Id)))
        .to_owned();
    of_each(Expr::col((tag::Entity, tag::Column::Name)), rows)
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct StaffPage {
    pub people: Vec<Person>,
    /// Where the page before ends; `None` on the first.
    pub before: Option<Email>,
    /// Where the page after begins; `None` on the last.
    pub after: Option<Email>,
}

/// The page that a filter names.
pub async fn page(db: &impl ConnectionTrait, filter: &StaffFilter) -> Result<StaffPage, DbErr> {
    let query = query(filter).limit(PER_PAGE + 1);
    let mut people = query.into_partial_model::<Person>().all(db).await?;
    let more = people.len() as u64 > PER_PAGE;
    people.truncate(PER_PAGE as usize);
    if matches!(filter.place, Some(Place::Before(_))) {
        people.reverse();
    }
    let (has_before, has_after) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    let before = people.first().filter(|_| has_before);
    let after = people.last().filter(|_| has_after);
    Ok(StaffPage {
        before: before.map(|person| person.email.clone()),
        after: after.map(|person| person.email.clone()),
        people,
    })
}

/// Only those who stand as the filter wants it.
fn standing(query: Select<Entity>, filter: &StaffFilter) -> Select<Entity> {
    let query = match filter.second_factor {
        None => query,
        Some(SecondFactor::Authenticator) => query.filter(second_factor::has_one()),
        Some(SecondFactor::None) => query.filter(second_factor::has_one().not()),
    };
    let active = || query.clone().filter(Column::DisabledAt.is_null());
    match filter.status {
        None => query,
        Some(Standing::Disabled) => query.filter(Column::DisabledAt.is_not_null()),
        Some(Standing::Invited) => active().filter(waits()),
        Some(Standing::Active) => active().filter(waits().not()),
    }
}

/// The members from the filter's place on, along the index of addresses; backwards when the page
/// ends at the place.
pub fn query(filter: &StaffFilter) -> Select<Entity> {
    let mut query = match &filter.place {
        None => Entity::find().order_by_asc(Column::Email),
        Some(Place::After(email)) => Entity::find()
            .filter(Column::Email.gt(email.as_str()))
            .order_by_asc(Column::Email),
        Some(Place::Before(email)) => Entity::find()
            .filter(Column::Email.lt(email.as_str()))
            .order_by_desc(Column::Email),
    };
    query = standing(query, filter);
    if let Some(q) = &filter.q {
        let signs = q
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let like = || LikeExpr::new(format!("%{signs}%")).escape('\\');
        let name = Expr::expr(Func::lower(Expr::col((Entity, Column::Name))));
        let email = Expr::col((Entity, Column::Email));
        query = query.filter(name.like(like()).or(email.like(like())));
    }
    if let Some(group) = filter.group {
        let members = Query::select()
            .column(membership::Column::StaffId)
            .from(membership::Entity)
            .and_where(membership::Column::GroupId.eq(group))
            .to_owned();
        query = query.filter(Column::Id.in_subquery(members));
    }
    if let Some(tag) = &filter.tag {
        use scope::row::{Column as Allowed, Entity as Rows};
        let named = Query::select()
            .column(tag::Column::Id)
            .from(tag::Entity)
            .and_where(tag::Column::Name.eq(tag.as_str()))
            .to_owned();
        let allowed = Query::select()
            .column(Allowed::StaffId)
            .from(Rows)
            .and_where(Allowed::TagId.in_subquery(named))
            .to_owned();
        query = query.filter(Column::Id.in_subquery(allowed));
    }
    query
}

/// One member.
pub async fn find(db: &impl ConnectionTrait, id: StaffId) -> Result<Option<Person>, DbErr> {
    let query = Entity::find_by_id(id);
    query.into_partial_model::<Person>().one(db).await
}

/// So many members with higher numbers, in the order of these.
pub async fn numbered(
    db: &impl ConnectionTrait,
    after: StaffId,
    most: u64,
) -> Result<Vec<Person>, DbErr> {
    let query = Entity::find().filter(Column::Id.gt(after));
    let query = query.order_by_asc(Column::Id).limit(most);
    query.into_partial_model::<Person>().all(db).await
}

/// How many members there are, as far as [`COUNT_LIMIT`].
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let some = Query::select()
        .column(Column::Id)
        .from(Entity)
        .limit(COUNT_LIMIT)
        .to_owned();
    let count = Query::select()
        .expr_as(Expr::col(Alias::new("id")).count(), Alias::new("count"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.query_one(&count).await?;
    let count = row.map(|row| row.try_get::<i64>("", "count")).transpose()?;
    Ok(u64::try_from(count.unwrap_or_default()).unwrap_or_default())
}

/// Everyone, by address: for commands.
pub async fn everyone(db: &impl ConnectionTrait) -> Result<Vec<Person>, DbErr> {
    let query = query(&StaffFilter::default());
    query.into_partial_model::<Person>().all(db).await
}

/// What each group is called, by name.
pub async fn group_names(db: &impl ConnectionTrait) -> Result<Vec<(GroupId, String)>, DbErr> {
    let names = groups::Entity::find()
        .select_only()
        .column(groups::Column::Id)
        .column(groups::Column::Name)
        .order_by_asc(groups::Column::Name);
    names.into_tuple().all(db).await
}

/// The names of a person's groups, of all that there are.
pub fn named(person: &Person, groups: &[(GroupId, String)]) -> Vec<String> {
    let names: HashMap<GroupId, &String> = groups.iter().map(|(id, name)| (*id, name)).collect();
    let mut own: Vec<String> = person
        .groups()
        .iter()
        .filter_map(|id| names.get(id).map(|name| (*name).clone()))
        .collect();
    own.sort_unstable();
    own
}

/// Tags that somebody is limited to, or could be, for a choice: see [`tag::offered`].
pub async fn some_tags(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<String>, DbErr> {
    let names = tag::offered(scope).select_only().column(tag::Column::Name);
    names.into_tuple().all(db).await
}
