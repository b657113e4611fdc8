//! The tags of customers.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::customer;
pub use crate::domain::tag::{self, ids_of};
use crate::domain::values::ids::CustomerId;

/// Which customer carries which tag, and since when they are a customer: the order of the list.
pub mod link {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{CustomerId, TagId};
    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "customer_tags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub customer_id: CustomerId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag_id: TagId,
        pub customer_created_at: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The names of a customer's tags, sorted.
pub async fn of(db: &impl ConnectionTrait, customer: CustomerId) -> Result<Vec<String>, DbErr> {
    let ids = link::Entity::find()
        .select_only()
        .column(link::Column::TagId)
        .filter(link::Column::CustomerId.eq(customer))
        .into_query();
    tag::Entity::find()
        .select_only()
        .column(tag::Column::Name)
        .filter(tag::Column::Id.in_subquery(ids))
        .order_by_asc(tag::Column::Name)
        .into_tuple()
        .all(db)
        .await
}

/// The names of the tags of the customer at hand, separated by commas: part of a larger query. What
/// it answers, [`split`] reads.
pub fn names_of_each() -> SimpleExpr {
    let name = Expr::col((tag::Entity, tag::Column::Name));
    let names = Query::select()
        .expr(Func::cust("string_agg").args([name, Expr::value(",")]))
        .from(link::Entity)
        .inner_join(
            tag::Entity,
            Expr::col((tag::Entity, tag::Column::Id)).equals((link::Entity, link::Column::TagId)),
        )
        .and_where(
            Expr::col((link::Entity, link::Column::CustomerId))
                .equals((customer::Entity, customer::Column::Id)),
        )
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(names.into()))
}

/// The names that [`names_of_each`] gives, sorted. No name has a comma.
pub fn split(names: Option<&str>) -> Vec<&str> {
    let names = names.unwrap_or_default().split(',');
    let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names
}

/// Makes the tags of a customer exactly these. Tags that do not exist yet are made.
pub async fn replace(
    db: &impl ConnectionTrait,
    customer: &customer::Model,
    names: &[String],
) -> Result<(), DbErr> {
    let delete = link::Entity::delete_many().filter(link::Column::CustomerId.eq(customer.id));
    delete.exec(db).await?;
    if names.is_empty() {
        return Ok(());
    }
    let links = ids_of(db, names)
        .await?
        .into_iter()
        .map(|tag_id| link::ActiveModel {
            customer_id: Set(customer.id),
            tag_id: Set(tag_id),
            customer_created_at: Set(customer.created_at),
        });
    link::Entity::insert_many(links)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
