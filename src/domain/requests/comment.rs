//! Comments on a request: for staff only, never sent to the customer.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbErr};

use crate::domain::actor::Actor;
use crate::domain::values::ids::{CommentId, RequestId, StaffId};
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;

/// The longest comment, in characters.
pub const LONGEST: usize = 2_000;

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_comments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CommentId,
    pub request_id: RequestId,
    pub author_id: Option<StaffId>,
    pub author_name: String,
    pub body: String,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The text of a comment: something, and not too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// Reads what was typed. A line break counts as one character, however it was sent.
    pub fn parse(typed: &str) -> Result<Body, Problem> {
        text::required(&typed.replace("\r\n", "\n"), LONGEST).map(Body)
    }
}

/// Adds a comment, in somebody's transaction.
pub async fn insert(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    id: RequestId,
    body: &Body,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        request_id: Set(id),
        author_id: Set(actor.staff_id()),
        author_name: Set(actor.name().to_owned()),
        body: Set(body.0.clone()),
        created_at: Set(actor.at),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}
