//! What a customer agreed to or withdrew, by whom it was recorded, and how it was said.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbErr, QueryOrder};

use crate::domain::actor::Actor;
use crate::domain::values::ids::CustomerId;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The newsletter.
pub const NEWSLETTER: &str = "newsletter";

/// One consent or withdrawal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub customer_id: CustomerId,
    pub kind: String,
    pub given: bool,
    pub at: Timestamp,
    pub recorded_by: String,
    /// How the customer said so; `form` when the one who recorded it did not say.
    pub how: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Records that a customer agreed to the newsletter, or no longer does.
pub async fn record_newsletter(
    db: &impl ConnectionTrait,
    actor: &Actor,
    customer: CustomerId,
    given: bool,
    how: Option<&str>,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        customer_id: Set(customer),
        kind: Set(NEWSLETTER.to_owned()),
        given: Set(given),
        at: Set(actor.at),
        recorded_by: Set(actor.name().to_owned()),
        how: Set(how.unwrap_or("form").to_owned()),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The last word on the newsletter, if any was recorded.
pub async fn newsletter(db: &Db, customer: CustomerId) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .filter(Column::Kind.eq(NEWSLETTER))
        .order_by_desc(Column::Id)
        .one(db.read())
        .await
}
