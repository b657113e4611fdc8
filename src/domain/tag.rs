//! Tags: what customers carry, and what limits whose customers a member sees.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, OnConflict, Order, Query, SelectStatement, UnionType};
use sea_orm::{ActiveValue::Set, Condition, QueryOrder, QuerySelect};

use crate::domain::values::ids::TagId;
use crate::domain::values::scope::Scope;

/// The most tags that are offered; others can still be written into the address.
const OFFERED: u64 = 200;

/// So many customers of a scope are looked at for the tags they carry, the newest of each tag.
const LOOKED_AT: u64 = 2_000;

/// How many of each tag are looked at in any case.
const LOOKED_AT_LEAST: u64 = 100;

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tags")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TagId,
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The ids of tags by name, made where missing.
pub async fn ids_of(db: &impl ConnectionTrait, names: &[String]) -> Result<Vec<TagId>, DbErr> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let rows = names.iter().map(|name| ActiveModel {
        name: Set(name.clone()),
        ..Default::default()
    });
    Entity::insert_many(rows)
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Name.is_in(names))
        .order_by_asc(Column::Name)
        .into_tuple()
        .all(db)
        .await
}

/// The names of tags, sorted.
pub async fn names_of(db: &impl ConnectionTrait, ids: &[TagId]) -> Result<Vec<String>, DbErr> {
    let mut names: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Name)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    names.sort_unstable();
    Ok(names)
}

/// Those of these names that no customer carries, sorted.
pub async fn carried_by_nobody(
    db: &impl ConnectionTrait,
    names: &[String],
) -> Result<Vec<String>, DbErr> {
    let link = |column: &'static str| Expr::col((Alias::new("customer_tags"), Alias::new(column)));
    let carried = Query::select()
        .expr(Expr::value(1))
        .from(Alias::new("customer_tags"))
        .and_where(link("tag_id").equals((Entity, Column::Id)))
        .to_owned();
    let found: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Name)
        .filter(Column::Name.is_in(names))
        .filter(Expr::exists(carried))
        .into_tuple()
        .all(db)
        .await?;
    let mut others: Vec<String> = names.to_vec();
    others.retain(|name| !found.contains(name));
    others.sort_unstable();
    Ok(others)
}

/// Tags to choose from, by name. Within a scope: its own, and those that its customers carry; any
/// other tells of customers outside. Of a wide scope the newest customers are looked at.
pub fn offered(scope: &Scope) -> Select<Entity> {
    let all = Entity::find().order_by_asc(Column::Name).limit(OFFERED);
    let Some(some) = some_carriers(scope) else {
        return all;
    };
    let carried = Query::select()
        .column(Alias::new("tag_id"))
        .from(Alias::new("customer_tags"))
        .and_where(Expr::col(Alias::new("customer_id")).in_subquery(some))
        .to_owned();
    let known = Condition::any()
        .add(Column::Id.is_in(scope.tags().iter().copied()))
        .add(Column::Id.in_subquery(carried));
    all.filter(known)
}

/// Customers within a scope, so many that it costs little; `None` for that of everybody.
fn some_carriers(scope: &Scope) -> Option<SelectStatement> {
    let each = LOOKED_AT / Ord::max(scope.tags().len() as u64, 1);
    let mut of_each = scope
        .tags()
        .iter()
        .map(|tag| newest_of(*tag, Ord::max(each, LOOKED_AT_LEAST)));
    let mut some = of_each.next()?;
    some.unions(of_each.map(|one| (UnionType::All, one)));
    Some(some)
}

fn newest_of(tag: TagId, most: u64) -> SelectStatement {
    let newest = Query::select()
        .column(Alias::new("customer_id"))
        .from(Alias::new("customer_tags"))
        .and_where(Expr::col(Alias::new("tag_id")).eq(tag))
        .order_by(Alias::new("customer_created_at"), Order::Desc)
        .order_by(Alias::new("customer_id"), Order::Desc)
        .limit(most)
        .to_owned();
    // A limit holds inside a union only in a query of its own.
    Query::select()
        .column(Alias::new("customer_id"))
        .from_subquery(newest, Alias::new("newest"))
        .to_owned()
}
