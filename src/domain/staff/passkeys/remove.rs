//! Removing a passkey, and the app beside passkeys.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;

use super::rows::{Column, Entity, any};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::outbox::message::Message;
use crate::domain::staff::notice::notify;
use crate::domain::staff::second_factor::{self, RemoveError, begin_anew, hold, record, take_away};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::ids::PasskeyId;
use crate::platform::db::Db;

/// Removes one of one's own. With the last one of who has no app the second factor is gone, which
/// is refused where one is required. The other sessions end; the answer is the new key of the one
/// at hand.
pub async fn remove(
    db: &Db,
    actor: &Actor,
    staff: &SignedIn,
    id: PasskeyId,
) -> Result<SecretString, RemoveError> {
    let txn = db.begin().await?;
    let has_app = hold(&txn, staff.id).await?.is_some_and(|one| one.has_app());
    let own = Entity::find_by_id(id).filter(Column::StaffId.eq(staff.id));
    let passkey = own.one(&txn).await?.ok_or(RemoveError::NoneThere)?;
    Entity::delete_by_id(id).exec(&txn).await?;
    if !has_app && !any(&txn, staff.id).await? {
        if staff.second_factor.required {
            return Err(RemoveError::Required);
        }
        take_away(&txn, staff.id).await?;
    }
    let session_key = begin_anew(&txn, staff, actor.at).await?;
    let session_key = session_key.ok_or(RemoveError::Gone)?;
    let subject = Subject::Staff(staff.id);
    let done = NewEntry::done(Action::PasskeyRemoved, subject, &staff.name);
    let done = done.with(vec![Change::fact("passkey", &passkey.name)]);
    entry::record(&txn, actor, done).await?;
    let words = [("passkey", passkey.name.as_str())];
    notify(&txn, actor, staff.id, Message::StaffPasskeyRemoved, &words).await?;
    txn.commit().await?;
    Ok(session_key)
}

/// Removes the app of somebody who has passkeys as well: those stay, and so do the recovery codes.
pub(in crate::domain::staff) async fn app_alone(
    txn: DatabaseTransaction,
    actor: &Actor,
    staff: &SignedIn,
) -> Result<SecretString, RemoveError> {
    if !lay_down_app(&txn, staff).await? {
        return Err(RemoveError::NoneThere);
    }
    let session_key = begin_anew(&txn, staff, actor.at).await?;
    let session_key = session_key.ok_or(RemoveError::Gone)?;
    let action = Action::SecondFactorRemoved;
    record(&txn, actor, action, staff.id, &staff.name).await?;
    let words = [("email", staff.email.as_str())];
    notify(&txn, actor, staff.id, Message::StaffAppRemoved, &words).await?;
    txn.commit().await?;
    Ok(session_key)
}

async fn lay_down_app(txn: &DatabaseTransaction, staff: &SignedIn) -> Result<bool, DbErr> {
    use second_factor::{Column, Entity};
    let laid = Entity::update_many()
        .col_expr(Column::Secret, Expr::value(""))
        .filter(Column::StaffId.eq(staff.id))
        .filter(Column::Secret.ne(""));
    Ok(laid.exec(txn).await?.rows_affected == 1)
}
