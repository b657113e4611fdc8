//! The rows of passkeys. What is kept of one opens nothing: its secret never leaves the device.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use webauthn_rs::prelude::Passkey;

use crate::domain::values::ids::{PasskeyId, StaffId};
use crate::platform::clock::Timestamp;
use crate::platform::random;

/// The most passkeys of one member.
pub const MOST: usize = 20;

/// A stored passkey. Removed ones are gone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PasskeyId,
    pub staff_id: StaffId,
    /// What its owner calls it.
    pub name: String,
    /// What the device calls it, in hexadecimal digits: unique over all accounts.
    pub credential_id: String,
    /// What the library keeps, as JSON.
    pub credential: String,
    /// How often the device says that it was used; it only grows. Zero where the device does not
    /// count.
    pub counter: i64,
    pub added_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// Passkeys stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What the library keeps of it. `None` when a later version wrote it.
    pub(super) fn passkey(&self) -> Option<Passkey> {
        serde_json::from_str(&self.credential).ok()
    }
}

/// How a credential's id is stored.
pub(super) fn stored_id(id: &[u8]) -> String {
    random::to_hex(id)
}

/// The passkeys of a member, the newest first.
pub async fn of_member(db: &impl ConnectionTrait, who: StaffId) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::StaffId.eq(who));
    let own = own.order_by_desc(Column::Id).limit(MOST as u64);
    own.all(db).await
}

/// Whether a member has one.
pub async fn any(db: &impl ConnectionTrait, who: StaffId) -> Result<bool, DbErr> {
    let own = Entity::find().select_only().column(Column::Id);
    let own = own.filter(Column::StaffId.eq(who)).limit(1);
    Ok(own.into_tuple::<PasskeyId>().one(db).await?.is_some())
}
