//! Why the ledger did not do what it was asked to: then nothing was changed.

use sea_orm::DbErr;

use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::total::Total;

/// See the module. Accounts are named by their number.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The balance would fall below zero, or below what is on hold.
    #[error("{number}: {needed} {currency} of {balance}, {held} on hold")]
    NotEnough {
        number: String,
        balance: Amount,
        /// What debits on hold will take.
        held: Total,
        needed: Amount,
        currency: Currency,
    },
    #[error("{number} is archived")]
    Archived { number: String },
    #[error("{number} is in {has}, not in {asked}")]
    WrongCurrency {
        number: String,
        has: Currency,
        asked: Currency,
    },
    /// There is money on an account that was to be archived, or is owed.
    #[error("{number} has {balance} {currency}")]
    NotEmpty {
        number: String,
        balance: Amount,
        currency: Currency,
    },
    /// Of transactions on an account that was to be archived something may still come.
    #[error("{number} has {count} unfinished")]
    Unfinished { number: String, count: u64 },
    /// The request has moved money already, and another amount.
    #[error("{number}: {amount} {currency} of it are done")]
    AlreadyDone {
        number: String,
        amount: Amount,
        currency: Currency,
    },
    /// Money of a request that was to be let go may be on its way.
    #[error("{number}: {amount} {currency} are under way")]
    UnderWay {
        number: String,
        amount: Amount,
        currency: Currency,
    },
    /// The balance would be more than can be kept exactly.
    #[error("beyond what can be kept")]
    Overflow,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}
