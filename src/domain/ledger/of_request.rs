//! What a request does to the ledger: its own transaction is done with what was decided, and when
//! it is decided nothing that was set aside for it stays so.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use super::account::{self, Model as Account};
use super::error::LedgerError;
use super::post::{NewTransaction, Spends, move_balance, takes, to_locked, write};
use super::transaction::{ActiveModel, Column, Entity, Model, TransactionStatus};
use crate::domain::journal::entry::Change;
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::{AccountId, RequestId};
use crate::platform::clock::Timestamp;

/// What became of a transaction that was there before its request was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Of the account.
    pub number: String,
    pub before: Model,
    pub amount: Amount,
    pub status: TransactionStatus,
}

impl Settled {
    /// As records keep it: account, amount, currency and status, before and after.
    pub fn change(&self) -> Change {
        let told = |amount: Amount, status: TransactionStatus| {
            let (number, currency) = (&self.number, &self.before.currency);
            format!("{number}: {amount} {currency} {}", status.code())
        };
        Change {
            field: "transaction".to_owned(),
            before: Some(told(self.before.amount, self.before.status)),
            after: Some(told(self.amount, self.status)),
        }
    }
}

/// What posting for a request did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posted {
    /// The balance has changed; with what waited, if something did.
    Now(Option<Settled>),
    /// This very transaction was done before: the platform was faster. Nothing has changed.
    Before,
}

/// Posts what a request does, to an account read with [`account::locked`]: where money was set
/// aside for it, or a transaction of it waits, that one is done with this amount and no other.
/// Money that the request has moved already is not moved again: refused when it was another amount.
pub async fn post(
    txn: &DatabaseTransaction,
    at: Timestamp,
    account: &Account,
    new: NewTransaction,
) -> Result<Posted, LedgerError> {
    let known = match new.request {
        Some(request) => known_of(txn, request).await?,
        None => Vec::new(),
    };
    let same_way = |one: &&Model| {
        one.account_id == account.id && one.amount.is_negative() == new.amount.is_negative()
    };
    let of_its_kind = |one: &&Model| same_way(one) && one.kind == new.kind;
    let done = |one: &&Model| of_its_kind(one) && one.status == TransactionStatus::Done;
    if let Some(one) = known.iter().find(done) {
        return match one.amount == new.amount && one.currency == new.currency {
            true => Ok(Posted::Before),
            false => Err(already_done(account, one)),
        };
    }
    let waits = |one: &&Model| same_way(one) && one.status.is_waiting();
    // What is under way is what pays; something set aside beside it is let go afterwards.
    let goes = |one: &&Model| waits(one) && one.status.is_under_way();
    let Some(one) = known.iter().find(goes).or_else(|| known.iter().find(waits)) else {
        to_locked(txn, at, account, new).await?;
        return Ok(Posted::Now(None));
    };
    takes(account, &new.currency)?;
    move_balance(txn, account, new.amount, Spends::Available(new.request)).await?;
    let done = ActiveModel {
        amount: Set(new.amount),
        kind: Set(new.kind),
        status: Set(TransactionStatus::Done),
        // What the platform knows it by.
        reference: Set(one.reference.clone().or(new.reference)),
        updated_at: Set(at),
        ..Default::default()
    };
    write(txn, one.id, one.status, done).await?;
    Ok(Posted::Now(Some(Settled {
        number: account.number.clone(),
        before: one.clone(),
        amount: new.amount,
        status: TransactionStatus::Done,
    })))
}

/// What to do about money of a request that may be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderWay {
    /// Whoever carries it out goes on.
    Stays,
    /// Nobody knows where it is: nothing is decided.
    Refuses,
}

/// Lets go what was set aside for a request that is decided, whichever account it is on: nothing
/// comes of it any more.
pub async fn let_go(
    txn: &DatabaseTransaction,
    at: Timestamp,
    request: RequestId,
    under_way: UnderWay,
) -> Result<Vec<Settled>, LedgerError> {
    let stays = |one: &Model| under_way == UnderWay::Stays && one.status.is_under_way();
    let waits = |one: &Model| one.status.is_waiting() && !stays(one);
    let waiting: Vec<Model> = known_of(txn, request).await?;
    let accounts = waiting.iter().filter(|one| waits(one));
    let accounts: Vec<AccountId> = accounts.map(|one| one.account_id).collect();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = account::locked(txn, &accounts).await?;
    let mut settled = Vec::new();
    // Read again: whoever changes a status holds the account.
    for one in known_of(txn, request).await?.into_iter().filter(waits) {
        let account = accounts.iter().find(|known| known.id == one.account_id);
        let account = account.ok_or(LedgerError::NotFound)?;
        if one.status.is_under_way() {
            return Err(on_its_way(account, &one));
        }
        let status = TransactionStatus::Rejected;
        let row = ActiveModel {
            status: Set(status),
            updated_at: Set(at),
            ..Default::default()
        };
        write(txn, one.id, one.status, row).await?;
        settled.push(Settled {
            number: account.number.clone(),
            amount: one.amount,
            before: one,
            status,
        });
    }
    Ok(settled)
}

/// The transactions of a request, the oldest first.
async fn known_of(txn: &DatabaseTransaction, request: RequestId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::RequestId.eq(request))
        .order_by_asc(Column::Id)
        .all(txn)
        .await
}

/// However it moves.
fn size(amount: Amount) -> Amount {
    match amount.is_negative() {
        true => amount.negated(),
        false => amount,
    }
}

fn already_done(account: &Account, one: &Model) -> LedgerError {
    LedgerError::AlreadyDone {
        number: account.number.clone(),
        amount: size(one.amount),
        currency: one.currency.clone(),
    }
}

fn on_its_way(account: &Account, one: &Model) -> LedgerError {
    LedgerError::UnderWay {
        number: account.number.clone(),
        amount: size(one.amount),
        currency: one.currency.clone(),
    }
}
