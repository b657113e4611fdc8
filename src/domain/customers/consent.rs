//! What a customer agreed to or withdrew, by whom it was recorded, and how it was said.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Query, SimpleExpr};
use sea_orm::{ActiveValue::Set, DbErr};

use super::customer;
use crate::domain::actor::Actor;
use crate::domain::values::ids::CustomerId;
use crate::platform::clock::Timestamp;

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

/// The number of the last word on the newsletter of the customer at hand: part of a larger query.
pub fn last_newsletter() -> SimpleExpr {
    let own = Expr::col((Entity, Column::CustomerId));
    let last = Query::select()
        .expr(Expr::col((Entity, Column::Id)).max())
        .from(Entity)
        .and_where(own.equals((customer::Entity, customer::Column::Id)))
        .and_where(Expr::col((Entity, Column::Kind)).eq(NEWSLETTER))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(last.into()))
}
