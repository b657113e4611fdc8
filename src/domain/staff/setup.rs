//! The first administrator: a one-time link, printed at the first start, that expires.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ExprTrait};
use secrecy::SecretString;
use thiserror::Error;

use super::member::{self, CreateError, NewMember};
use super::second_factor::RequiredOf;
use super::session::{self, Stage};
use super::sign_in;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;
use crate::platform::random;

/// How long a link works.
pub const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A stored link: its token is nowhere but in the line that was printed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "setup_links")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub token_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// Links stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why a link did not create an administrator.
#[derive(Debug, Error)]
pub enum RedeemError {
    /// Made up, used, replaced or expired, or there is staff already.
    #[error("the setup link is not valid any more")]
    LinkInvalid,
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A new link's token while there is no staff at all; older unused links stop working.
pub async fn ensure_link(db: &Db, actor: &Actor) -> Result<Option<String>, DbErr> {
    if !member::none_yet(db.read()).await? {
        return Ok(None);
    }
    let token = random::hex::<32>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let txn = db.begin().await?;
    Entity::delete_many()
        .filter(Column::UsedAt.is_null())
        .exec(&txn)
        .await?;
    let link = ActiveModel {
        token_hash: Set(sha256_hex(token.as_bytes())),
        created_at: Set(actor.at),
        expires_at: Set(actor.at.plus(LIFETIME)),
        ..Default::default()
    };
    Entity::insert(link).exec_without_returning(&txn).await?;
    let made = NewEntry::done(Action::SetupLinkMade, Subject::Nothing, "");
    entry::record(&txn, actor, made).await?;
    txn.commit().await?;
    Ok(Some(token))
}

/// Whether a link works right now.
pub async fn is_open(db: &Db, token: &str, now: Timestamp) -> Result<bool, DbErr> {
    let link = Entity::find()
        .filter(usable(token, now))
        .one(db.read())
        .await?;
    Ok(link.is_some() && member::none_yet(db.read()).await?)
}

/// Creates the first administrator and begins their session. However often and at whatever moment a
/// link is used, one use succeeds: the link is marked first, in the same transaction. Where a
/// second factor is required of everybody, they have to set one up before they are in.
pub async fn redeem(
    (db, required_of): (&Db, RequiredOf),
    actor: &Actor,
    token: &str,
    first: NewMember,
    user_agent: Option<&str>,
) -> Result<SecretString, RedeemError> {
    let txn = db.begin().await?;
    let marked = Entity::update_many()
        .col_expr(Column::UsedAt, actor.at.into())
        .filter(usable(token, actor.at))
        .exec(&txn)
        .await?;
    if marked.rows_affected != 1 || !member::none_yet(&txn).await? {
        return Err(RedeemError::LinkInvalid);
    }
    let name = first.name.to_string();
    let id = member::insert(&txn, actor, first).await?;
    let stage = match required_of {
        RequiredOf::Everybody => Stage::Half,
        RequiredOf::SomeGroups => Stage::Whole,
    };
    let session_key = session::begin(&txn, actor, (id, actor.at), stage, user_agent).await?;
    if stage == Stage::Whole {
        let seen = member::Entity::update_many()
            .col_expr(member::Column::LastSignInAt, actor.at.into())
            .filter(member::Column::Id.eq(id));
        seen.exec(&txn).await?;
        sign_in::record_entry(&txn, actor, id, &name).await?;
    }
    txn.commit().await?;
    Ok(session_key)
}

fn usable(token: &str, now: Timestamp) -> Expr {
    Column::TokenHash
        .eq(sha256_hex(token.as_bytes()))
        .and(Column::UsedAt.is_null())
        .and(Column::ExpiresAt.gt(now))
}
