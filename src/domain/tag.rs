//! Tags: what customers carry, and what limits whose customers a member sees.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect};

use crate::domain::values::ids::TagId;

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
