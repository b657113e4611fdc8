//! API tokens: made, used and revoked. A token is seen once, by who made it; what is kept opens
//! nothing (S89).

use std::time::Duration;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use secrecy::{ExposeSecret, SecretString};

use super::member;
use super::notice::{Notice, tell};
use super::token_rows::{ActiveModel, Column, Entity, Model};
use super::token_scope::TokenScope;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::{ApiTokenId, StaffId};
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;
use crate::platform::random;

mod holder;

pub use holder::{Holder, authenticate, touch};

/// The most tokens of one member, expired ones with them.
pub const MOST: usize = 50;

/// How long a token may last, in days.
pub const DAYS: std::ops::RangeInclusive<u32> = 1..=365;

/// How long one lasts when nobody says otherwise.
pub const DEFAULT_DAYS: u32 = 90;

/// The longest name, in characters.
const NAME_CHARS: usize = 100;

/// A token about to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub name: String,
    pub scope: TokenScope,
    pub days: u32,
}

impl NewToken {
    /// Reads what was typed; fails with every mistake in it.
    pub fn parse(
        name: &str,
        days: &str,
        scope: Result<TokenScope, Problem>,
    ) -> Result<NewToken, Vec<(&'static str, Problem)>> {
        let name = text::name(name, NAME_CHARS).map_err(|problem| ("token_name", problem));
        let scope = scope.map_err(|problem| ("scope", problem));
        let days = days.trim().parse().ok().filter(|days| DAYS.contains(days));
        let range = Problem::NotWholeBetween {
            min: DAYS.start().cast_signed(),
            max: DAYS.end().cast_signed(),
        };
        match (name, scope, days) {
            (Ok(name), Ok(scope), Some(days)) => Ok(NewToken { name, scope, days }),
            (name, scope, days) => {
                let days = days.is_none().then_some(("days", range));
                let problems = [name.err(), scope.err(), days];
                Err(problems.into_iter().flatten().collect())
            }
        }
    }
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error("there is no active staff member with this address")]
    NoSuchMember,
    #[error("they have an API token of this name; revoke it first")]
    SameName,
    /// There are [`MOST`] already.
    #[error("they have {MOST} API tokens already; revoke one first")]
    TooMany,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A token that has just been made: this once it can be read.
pub struct Created {
    pub secret: SecretString,
    pub row: Model,
}

/// Makes a token for a member who can sign in, and tells them by mail.
pub async fn create(
    db: &Db,
    actor: &Actor,
    owner: StaffId,
    new: &NewToken,
) -> Result<Created, CreateError> {
    let txn = db.begin().await?;
    // Held until the commit, so that many at once make no more than there may be.
    let member = member::Entity::find_by_id(owner)
        .lock_exclusive()
        .one(&txn)
        .await?;
    let active =
        |member: &member::Model| member.disabled_at.is_none() && !member.password_hash.is_empty();
    let member = member.filter(active).ok_or(CreateError::NoSuchMember)?;
    let others = of_member(&txn, owner).await?;
    if others.iter().any(|token| token.name == new.name) {
        return Err(CreateError::SameName);
    }
    if others.len() >= MOST {
        return Err(CreateError::TooMany);
    }
    let created = insert(&txn, actor, owner, new).await?;
    tell(&txn, actor, &member, Notice::TokenCreated(&new.name)).await?;
    record(
        &txn,
        actor,
        Action::TokenCreated,
        &member.name,
        &created.row,
    )
    .await?;
    txn.commit().await?;
    Ok(created)
}

async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    owner: StaffId,
    new: &NewToken,
) -> Result<Created, DbErr> {
    let no_randomness = |error| DbErr::Custom(format!("no random bytes: {error}"));
    let prefix = format!("cs_{}", random::hex::<4>().map_err(no_randomness)?);
    let secret = random::hex::<32>().map_err(no_randomness)?;
    let secret = SecretString::from(format!("{prefix}_{secret}"));
    let day = Duration::from_secs(24 * 60 * 60);
    let row = ActiveModel {
        staff_id: Set(owner),
        name: Set(new.name.clone()),
        prefix: Set(prefix),
        token_hash: Set(sha256_hex(secret.expose_secret().as_bytes())),
        scope: Set(new.scope.to_string()),
        created_at: Set(actor.at),
        expires_at: Set(actor.at.plus(day * new.days)),
        ..Default::default()
    };
    let row = Entity::insert(row).exec_with_returning(txn).await?;
    Ok(Created { secret, row })
}

/// The tokens of a member, the newest first.
pub async fn of_member(db: &impl ConnectionTrait, who: StaffId) -> Result<Vec<Model>, DbErr> {
    let tokens = Entity::find().filter(Column::StaffId.eq(who));
    let tokens = tokens.order_by_desc(Column::Id).limit(MOST as u64);
    tokens.all(db).await
}

/// Everybody's tokens with the addresses of their owners, for the command line.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<(Model, String)>, DbErr> {
    let found = Entity::find().find_also_related(member::Entity);
    let found = found.order_by_asc(Column::Id).all(db).await?;
    let owned = found.into_iter().map(|(token, owner)| {
        let email = owner.map(|owner| owner.email.to_string());
        (token, email.unwrap_or_default())
    });
    Ok(owned.collect())
}

/// Revokes a token, of `owner` if there is one to keep to. `false` when there is none.
pub async fn revoke(
    db: &Db,
    actor: &Actor,
    owner: Option<StaffId>,
    id: ApiTokenId,
) -> Result<bool, DbErr> {
    let txn = db.begin().await?;
    let found = Entity::find_by_id(id).find_also_related(member::Entity);
    let Some((token, Some(member))) = found.one(&txn).await? else {
        return Ok(false);
    };
    if owner.is_some_and(|owner| owner != token.staff_id) {
        return Ok(false);
    }
    let gone = Entity::delete_by_id(id).exec(&txn).await?;
    if gone.rows_affected != 1 {
        return Ok(false);
    }
    record(&txn, actor, Action::TokenRevoked, &member.name, &token).await?;
    txn.commit().await?;
    Ok(true)
}

/// Removes all tokens of a member.
pub(super) async fn remove_all(txn: &impl ConnectionTrait, who: StaffId) -> Result<u64, DbErr> {
    let all = Entity::delete_many().filter(Column::StaffId.eq(who));
    Ok(all.exec(txn).await?.rows_affected)
}

async fn record(
    txn: &DatabaseTransaction,
    actor: &Actor,
    action: Action,
    owner: &str,
    token: &Model,
) -> Result<(), DbErr> {
    let facts = vec![
        Change::fact("token_name", &token.name),
        Change::fact("token", &token.prefix),
        Change::fact("scope", &token.scope),
        Change::fact("expires", day(token.expires_at)),
    ];
    let entry = NewEntry::done(action, Subject::Staff(token.staff_id), owner);
    entry::record(txn, actor, entry.with(facts)).await
}

fn day(at: Timestamp) -> String {
    at.utc().format("%Y-%m-%d").to_string()
}
