//! Posting: a balance changes here and nowhere else, always together with the transaction that
//! explains it.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
};

use super::account::{self, Model as Account};
use super::error::LedgerError;
use super::hold;
use super::transaction::{self, ActiveModel, Column, Entity, TransactionKind, TransactionStatus};
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, RequestId, TransactionId};
use crate::domain::values::total::Total;
use crate::platform::clock::Timestamp;

/// A transaction about to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTransaction {
    pub kind: TransactionKind,
    /// What it adds to the balance once it is done; negative when it takes away.
    pub amount: Amount,
    /// What the amount is in; the account must be in the same.
    pub currency: Currency,
    pub status: TransactionStatus,
    /// What the other side calls it.
    pub reference: Option<String>,
    /// The request that caused it.
    pub request: Option<RequestId>,
}

/// Posts a transaction to an account; a done one changes the balance. Of two who post at the same
/// moment the second waits and reckons with what the first left. Refused on an archived account,
/// in another currency, and when the balance would fall below zero, or below what debits on hold
/// will take, or grow beyond what can be kept exactly.
pub async fn post(
    txn: &DatabaseTransaction,
    at: Timestamp,
    account: AccountId,
    new: NewTransaction,
) -> Result<TransactionId, LedgerError> {
    let account = account::locked(txn, &[account]).await?.pop();
    let account = account.ok_or(LedgerError::NotFound)?;
    to_locked(txn, at, &account, new).await
}

/// The same, to an account that was read with [`account::locked`] and not changed since.
pub async fn to_locked(
    txn: &DatabaseTransaction,
    at: Timestamp,
    account: &Account,
    new: NewTransaction,
) -> Result<TransactionId, LedgerError> {
    takes(account, &new.currency)?;
    if new.status == TransactionStatus::Done {
        move_balance(txn, account, new.amount, Spends::Available(new.request)).await?;
    }
    let row = ActiveModel {
        account_id: Set(account.id),
        kind: Set(new.kind),
        amount: Set(new.amount),
        currency: Set(new.currency),
        status: Set(new.status),
        reference: Set(new.reference),
        request_id: Set(new.request),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// Brings a transaction into another status. One that becomes done is added to the balance, one
/// that was done is taken back from it; refused as in [`post`]. On an archived account only what
/// neither moves money nor holds it may still happen.
pub async fn change_status(
    txn: &DatabaseTransaction,
    at: Timestamp,
    id: TransactionId,
    status: TransactionStatus,
) -> Result<(), LedgerError> {
    let known = transaction::find(txn, id).await?;
    let known = known.ok_or(LedgerError::NotFound)?;
    let account = account::locked(txn, &[known.account_id]).await?.pop();
    let account = account.ok_or(LedgerError::NotFound)?;
    // Read again: whoever changes a status holds the account.
    let before = transaction::find(txn, id).await?;
    let before = before.ok_or(LedgerError::NotFound)?;
    if before.status == status {
        return Ok(());
    }
    let moved = match (before.status, status) {
        (TransactionStatus::Done, _) => Some(before.amount.negated()),
        (_, TransactionStatus::Done) => Some(before.amount),
        _ => None,
    };
    let binds = moved.is_some() || status == TransactionStatus::Hold;
    if binds && account.archived_at.is_some() {
        return Err(archived(&account));
    }
    if let Some(amount) = moved {
        let spends = match before.status {
            TransactionStatus::Hold => Spends::ItsHold,
            _ => Spends::Available(before.request_id),
        };
        move_balance(txn, &account, amount, spends).await?;
    }
    let row = ActiveModel {
        status: Set(status),
        updated_at: Set(at),
        ..Default::default()
    };
    Ok(write(txn, id, before.status, row).await?)
}

/// Whether an account takes anything in this currency.
pub(super) fn takes(account: &Account, currency: &Currency) -> Result<(), LedgerError> {
    if account.archived_at.is_some() {
        return Err(archived(account));
    }
    if account.currency != *currency {
        return Err(LedgerError::WrongCurrency {
            number: account.number.clone(),
            has: account.currency.clone(),
            asked: currency.clone(),
        });
    }
    Ok(())
}

/// Writes over the status that was read under the lock of the account.
pub(super) async fn write(
    txn: &DatabaseTransaction,
    id: TransactionId,
    before: TransactionStatus,
    row: ActiveModel,
) -> Result<(), DbErr> {
    let written = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(before))
        .exec(txn)
        .await?;
    match written.rows_affected {
        1 => Ok(()),
        rows => Err(DbErr::Custom(format!(
            "{rows} transactions written under a lock"
        ))),
    }
}

/// What a debit may take.
#[derive(Clone, Copy)]
pub(super) enum Spends {
    /// What is there and not on hold, but for a request's own hold.
    Available(Option<RequestId>),
    /// What was set aside for it. Of several holds that are too much together, the first is done.
    ItsHold,
}

pub(super) async fn move_balance(
    txn: &DatabaseTransaction,
    account: &Account,
    by: Amount,
    spends: Spends,
) -> Result<(), LedgerError> {
    let balance = account.balance.plus(by).ok_or(LedgerError::Overflow)?;
    if by.is_negative() && !account.may_go_below_zero {
        let held = match spends {
            Spends::Available(request) => hold::debits_of(txn, account.id, request).await?,
            Spends::ItsHold => Total::ZERO,
        };
        if Total::from(balance) < held {
            return Err(LedgerError::NotEnough {
                number: account.number.clone(),
                balance: account.balance,
                held,
                needed: by.negated(),
                currency: account.currency.clone(),
            });
        }
    }
    let row = account::ActiveModel {
        balance: Set(balance),
        ..Default::default()
    };
    Ok(account::write(txn, account.id, account.version, row).await?)
}

fn archived(account: &Account) -> LedgerError {
    LedgerError::Archived {
        number: account.number.clone(),
    }
}
