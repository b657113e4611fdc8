//! Another address for one's own account: it takes effect when the link that was sent there is
//! used, and the old address hears of it at once.

use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait};
use thiserror::Error;

use super::invite::Sender;
use super::lost_password;
use super::member;
use super::notice::{Notice, tell};
use super::session;
use crate::domain::actor::{Actor, Who};
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::outbox::sealed;
use crate::domain::values::email::Email;
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::{Db, taken};

/// How long a link works.
pub const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The address that waits for its owner. There is one at most: a new one ends it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: StaffId,
    pub email: Email,
    pub token_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// How they hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why the address was not asked for.
#[derive(Debug, Error)]
pub enum AskError {
    /// It is the one they have.
    #[error("this is the address already")]
    Same,
    /// Disabled or signed out meanwhile.
    #[error("the account has changed meanwhile")]
    Gone,
    #[error("no token could be drawn")]
    Token(#[from] std::io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Sends a link to the new address and word of it to the old one. Whether somebody else has the
/// address is not said here: that would tell strangers' addresses (S23).
pub async fn ask(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    email: &Email,
) -> Result<(), AskError> {
    let who = actor.staff_id().ok_or(AskError::Gone)?;
    let txn = db.begin().await?;
    let member = member::Entity::find_by_id(who).one(&txn).await?;
    let member = member.filter(|member| member.disabled_at.is_none());
    let member = member.ok_or(AskError::Gone)?;
    if member.email == *email {
        return Err(AskError::Same);
    }
    let (token, place) = sealed::new(sender.key, email)?;
    forget(&txn, who).await?;
    let row = ActiveModel {
        staff_id: Set(who),
        email: Set(email.clone()),
        token_hash: Set(sha256_hex(token.as_bytes())),
        created_at: Set(actor.at),
        expires_at: Set(actor.at.plus(LIFETIME)),
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    let base = sender.base.trim_end_matches('/');
    let link = format!("{base}/account/email/confirm?token={place}");
    tell(
        &txn,
        actor,
        &member,
        Notice::ConfirmEmail { email, link: &link },
    )
    .await?;
    tell(&txn, actor, &member, Notice::EmailAsked(email)).await?;
    let asked = NewEntry::done(Action::EmailChangeAsked, Subject::Staff(who), &member.name);
    let wanted = Change::fact("new_email", email.as_str());
    entry::record(&txn, actor, asked.with(vec![wanted])).await?;
    Ok(txn.commit().await?)
}

/// The address that waits, if its link still works.
pub async fn waiting(
    db: &impl ConnectionTrait,
    who: StaffId,
    now: Timestamp,
) -> Result<Option<Model>, DbErr> {
    let waiting = Entity::find_by_id(who).filter(Column::ExpiresAt.gt(now));
    waiting.one(db).await
}

/// Takes back what the actor asked for. `false` when nothing waits.
pub async fn cancel(db: &Db, actor: &Actor) -> Result<bool, DbErr> {
    let Some(who) = actor.staff_id() else {
        return Ok(false);
    };
    let txn = db.begin().await?;
    if forget(&txn, who).await? == 0 {
        return Ok(false);
    }
    let cancelled = NewEntry::done(
        Action::EmailChangeCancelled,
        Subject::Staff(who),
        actor.name(),
    );
    entry::record(&txn, actor, cancelled).await?;
    txn.commit().await?;
    Ok(true)
}

/// Makes the link useless: another password, or another address from elsewhere.
pub(super) async fn forget(txn: &impl ConnectionTrait, who: StaffId) -> Result<u64, DbErr> {
    Ok(Entity::delete_by_id(who).exec(txn).await?.rows_affected)
}

/// What a link would do right now.
pub async fn confirming(
    db: &impl ConnectionTrait,
    token: &str,
    now: Timestamp,
) -> Result<Option<Model>, DbErr> {
    Entity::find().filter(usable(token, now)).one(db).await
}

/// Why a link did nothing.
#[derive(Debug, Error)]
pub enum ConfirmError {
    /// Made up, used, replaced or expired.
    #[error("the link is not valid any more")]
    LinkInvalid,
    /// Somebody else has the address.
    #[error("the address is taken")]
    Taken,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Uses a link: the new address is in force, and all sessions end but the one at hand. However
/// often and at whatever moment a link is used, one use succeeds.
pub async fn confirm(
    db: &Db,
    actor: &Actor,
    token: &str,
    kept: Option<StaffSessionId>,
) -> Result<(), ConfirmError> {
    let txn = db.begin().await?;
    let asked = confirming(&txn, token, actor.at).await?;
    let asked = asked.ok_or(ConfirmError::LinkInvalid)?;
    let used = Entity::delete_many().filter(usable(token, actor.at));
    if used.exec(&txn).await?.rows_affected != 1 {
        return Err(ConfirmError::LinkInvalid);
    }
    let member = member::Entity::find_by_id(asked.staff_id).one(&txn).await?;
    let member = member.filter(|member| member.disabled_at.is_none());
    let member = member.ok_or(ConfirmError::LinkInvalid)?;
    write(&txn, &member, &asked.email).await?;
    lost_password::forget(&txn, member.id).await?;
    match kept {
        Some(kept) => session::remove_others(&txn, member.id, kept).await?,
        None => session::remove_all(&txn, member.id).await?,
    };
    // The link shows that it is them.
    let themselves = Actor {
        who: Who::Staff {
            id: member.id,
            name: member.name.clone(),
        },
        ..actor.clone()
    };
    tell(
        &txn,
        &themselves,
        &member,
        Notice::EmailChanged(&asked.email),
    )
    .await?;
    let changed = NewEntry::done(
        Action::EmailChanged,
        Subject::Staff(member.id),
        &member.name,
    );
    let was = Some(member.email.to_string());
    let changes = Change::of("email", was, Some(asked.email.to_string()));
    let changed = changed.with(changes.into_iter().collect());
    entry::record(&txn, &themselves, changed).await?;
    Ok(txn.commit().await?)
}

async fn write(
    txn: &DatabaseTransaction,
    before: &member::Model,
    email: &Email,
) -> Result<(), ConfirmError> {
    use member::Column as C;
    let written = member::Entity::update_many()
        .col_expr(C::Email, email.as_str().into())
        .col_expr(C::Version, Expr::col(C::Version).add(1))
        .filter(C::Id.eq(before.id))
        .filter(C::DisabledAt.is_null())
        .filter(C::Email.eq(before.email.as_str()))
        .exec(txn)
        .await
        .map_err(|error| match taken(&error, "staff", "email") {
            true => ConfirmError::Taken,
            false => ConfirmError::Db(error),
        })?;
    match written.rows_affected {
        1 => Ok(()),
        _ => Err(ConfirmError::LinkInvalid),
    }
}

fn usable(token: &str, now: Timestamp) -> Expr {
    Column::TokenHash
        .eq(sha256_hex(token.as_bytes()))
        .and(Column::ExpiresAt.gt(now))
}
