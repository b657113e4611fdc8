//! The rows of API tokens. Only a hash of a token is kept, and a beginning to know it by.

use sea_orm::entity::prelude::*;

use super::member;
use crate::domain::values::ids::{ApiTokenId, StaffId};
use crate::platform::clock::Timestamp;

/// A stored token. Revoked ones are removed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ApiTokenId,
    pub staff_id: StaffId,
    pub name: String,
    /// How the token begins: it tells two of them apart and opens nothing.
    pub prefix: String,
    pub token_hash: String,
    /// What [`super::token_scope::TokenScope`] reads.
    pub scope: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub last_used_ip: Option<String>,
}

/// How tokens hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::member::Entity",
        from = "Column::StaffId",
        to = "super::member::Column::Id"
    )]
    Staff,
}

impl Related<member::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Staff.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
