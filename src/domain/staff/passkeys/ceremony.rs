//! Challenges that wait for an answer: made here, kept here, for one session and one purpose,
//! answered once and within five minutes.

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::values::ids::StaffSessionId;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// For how long a challenge may be answered.
pub(super) const LASTS: Duration = Duration::from_secs(5 * 60);

/// A stored challenge with all that judging its answer takes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_ceremonies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: StaffSessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    /// What the library wants back, as JSON.
    pub state: String,
    pub expires_at: Timestamp,
}

/// Challenges stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Add,
    SignIn,
    Confirm,
}

impl Purpose {
    fn code(self) -> &'static str {
        match self {
            Purpose::Add => "add",
            Purpose::SignIn => "sign-in",
            Purpose::Confirm => "confirm",
        }
    }
}

/// Keeps a challenge, in place of the one before.
pub(super) async fn begin(
    db: &Db,
    (session, purpose): (StaffSessionId, Purpose),
    state: &impl Serialize,
    now: Timestamp,
) -> Result<(), DbErr> {
    let state = serde_json::to_string(state);
    let state = state.map_err(|error| DbErr::Custom(format!("a challenge: {error}")))?;
    let row = ActiveModel {
        session_id: Set(session),
        purpose: Set(purpose.code().to_owned()),
        state: Set(state),
        expires_at: Set(now.plus(LASTS)),
    };
    let again = OnConflict::columns([Column::SessionId, Column::Purpose])
        .update_columns([Column::State, Column::ExpiresAt])
        .to_owned();
    let written = Entity::insert(row).on_conflict(again);
    written.exec_without_returning(db.write()).await?;
    Ok(())
}

/// Uses a challenge up, whatever becomes of its answer: of any number of answers, one gets it.
/// `None` when there is none, or it is too late.
pub(super) async fn take<T: DeserializeOwned>(
    db: &Db,
    (session, purpose): (StaffSessionId, Purpose),
    now: Timestamp,
) -> Result<Option<T>, DbErr> {
    let key = (session, purpose.code().to_owned());
    let Some(waiting) = Entity::find_by_id(key.clone()).one(db.read()).await? else {
        return Ok(None);
    };
    let this = Entity::delete_by_id(key).filter(Column::State.eq(&waiting.state));
    let taken = this.exec(db.write()).await?.rows_affected == 1;
    let good = taken && now < waiting.expires_at;
    Ok(good
        .then(|| serde_json::from_str(&waiting.state).ok())
        .flatten())
}
