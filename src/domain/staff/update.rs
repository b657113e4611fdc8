//! Changing a member: name, address, groups and allowed tags.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter};

use super::details::{self, Details, SaveError, Stored};
use super::disable::{AccessError, Named};
use super::invite::{self, Sender};
use super::member::{self, Column, Entity};
use super::notice::{Notice, tell};
use super::reach::{self, Reach};
use super::{email_change, lost_password, session};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::StaffId;
use crate::domain::values::problem::Problem;
use crate::platform::db::{Db, taken};

/// Changes a member whose form was made from `version`. What they may do and see changes with their
/// next request, and other groups end their sessions. Somebody who still waits for an invitation
/// gets a new one at a new address.
pub async fn update(
    db: &Db,
    actor: &Actor,
    sender: Sender<'_>,
    (id, version): (StaffId, i64),
    details: &Details,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = Stored::find(&txn, id).await?.ok_or(SaveError::NotFound)?;
    if before.member.version != version {
        return Err(SaveError::Stale);
    }
    let reach = Reach::of_actor(&txn, actor).await?;
    if !reach.extends_to(&txn, actor, id).await? {
        return Err(SaveError::Beyond);
    }
    let problems = details::problems(&txn, (actor, &reach), Some(&before), details).await?;
    if !problems.is_empty() {
        return Err(SaveError::Invalid(problems));
    }
    let changes = details::changes(&txn, Some(&before), details).await?;
    if changes.is_empty() {
        return Ok(());
    }
    let written = Entity::update_many()
        .col_expr(Column::Name, details.name.to_string().into())
        .col_expr(Column::Email, details.email.as_str().into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await
        .map_err(|error| match taken(&error, "staff", "email") {
            true => SaveError::Invalid(vec![("email", Problem::EmailTaken)]),
            false => SaveError::Db(error),
        })?;
    if written.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    details::write(&txn, id, details).await?;
    let name = details.name.to_string();
    let moved = before.member.email != details.email;
    if moved {
        email_change::forget(&txn, id).await?;
        lost_password::forget(&txn, id).await?;
    }
    // Other groups, another key (S3): they sign in again.
    if changes.iter().any(|change| change.field == "groups") {
        session::remove_all(&txn, id).await?;
    }
    announce(&txn, actor, &before.member, details, &changes).await?;
    let updated = NewEntry::done(Action::StaffUpdated, Subject::Staff(id), name).with(changes);
    entry::record(&txn, actor, updated).await?;
    if moved && before.member.password_hash.is_empty() && before.member.disabled_at.is_none() {
        let now = member::Entity::find_by_id(id).one(&txn).await?;
        let now = now.ok_or(SaveError::NotFound)?;
        invite::send(&txn, actor, sender, &now).await?;
    }
    Ok(txn.commit().await?)
}

/// Tells somebody who can sign in what was changed about them.
async fn announce(
    txn: &DatabaseTransaction,
    actor: &Actor,
    before: &member::Model,
    details: &Details,
    changes: &[Change],
) -> Result<(), DbErr> {
    if !before.can_sign_in() {
        return Ok(());
    }
    if before.email != details.email {
        tell(txn, actor, before, Notice::EmailChanged(&details.email)).await?;
    }
    if let Some(groups) = changes.iter().find(|change| change.field == "groups") {
        let after = groups.after.as_deref().unwrap_or("–");
        let now = member::Model {
            email: details.email.clone(),
            ..before.clone()
        };
        tell(txn, actor, &now, Notice::GroupsChanged(after)).await?;
    }
    Ok(())
}

/// Ends every session of a member. Answers how many there were.
pub async fn end_sessions(db: &Db, actor: &Actor, id: StaffId) -> Result<u64, AccessError> {
    let txn = db.begin().await?;
    let member = Named::Number(id).find(&txn).await?;
    if !reach::reaches(&txn, actor, id).await? {
        return Err(AccessError::Beyond);
    }
    let ended = session::remove_all(&txn, id).await?;
    if ended > 0 {
        let fact = Change::fact("sessions", ended.to_string());
        let entry = NewEntry::done(Action::SessionEnded, Subject::Staff(id), member.name);
        entry::record(&txn, actor, entry.with(vec![fact])).await?;
    }
    txn.commit().await?;
    Ok(ended)
}
