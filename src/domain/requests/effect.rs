//! What approving a request does to the data, in the approving transaction.

use sea_orm::{DatabaseTransaction, DbErr};

use super::payload::Payload;
use super::refusal::Refusal;
use super::request::CustomerRequest;
use crate::domain::actor::Actor;
use crate::domain::journal::entry::Change;
use crate::domain::ledger::error::LedgerError;
use crate::domain::ledger::of_request::{self, Settled, UnderWay};
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::total::Total;

mod accounts;
mod money;
mod papers;
mod person;

pub use person::falling;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum EffectError {
    #[error("refused: {0:?}")]
    Refused(Refusal),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// An approved request on its way.
#[derive(Clone, Copy)]
struct Approved<'a> {
    txn: &'a DatabaseTransaction,
    actor: &'a Actor,
    request: &'a CustomerRequest,
}

/// Does what a request asks for, as a part of the transaction that approves it. Answers what was
/// changed, for the journal. After a failure the transaction must be rolled back.
pub async fn apply(
    txn: &DatabaseTransaction,
    actor: &Actor,
    request: &CustomerRequest,
    payload: &Payload,
) -> Result<Vec<Change>, EffectError> {
    let approved = Approved {
        txn,
        actor,
        request,
    };
    // Nobody approves what they are not shown.
    if payload.has_personal_data() && !actor.sight.sees(request.customer_id) {
        return Err(refused("effect-masked", []));
    }
    if let Payload::External { .. } = payload {
        // The platform does it, and hears of the decision by itself: what it set aside is its own.
        return Ok(Vec::new());
    }
    let mut changes = approved.carry_out(payload).await?;
    let left = of_request::let_go(txn, actor.at, request.id, UnderWay::Stays).await?;
    changes.extend(left.iter().map(Settled::change));
    Ok(changes)
}

impl Approved<'_> {
    async fn carry_out(self, payload: &Payload) -> Result<Vec<Change>, EffectError> {
        match payload {
            Payload::Account {
                product,
                kind,
                currency,
            } => self.open_account(product, *kind, currency).await,
            Payload::Archive {} => self.archive_account().await,
            Payload::Deposit { method, .. } => self.deposit(method).await,
            Payload::Withdrawal { destination, .. } => self.withdraw(destination).await,
            Payload::Transfer { to, rate } => self.transfer(*to, *rate).await,
            Payload::Investment { to } => self.invest(*to).await,
            Payload::Address { address } => self.change_address(address).await,
            Payload::ClientType {
                customer_type,
                company,
            } => self.change_type(*customer_type, company.as_deref()).await,
            Payload::Profile {
                first_name,
                last_name,
                email,
                phone,
            } => {
                let said = [
                    ("first_name", first_name),
                    ("last_name", last_name),
                    ("email", email),
                    ("phone", phone),
                ];
                self.change_profile(said).await
            }
            Payload::Partner { profit_share } => self.make_partner(*profit_share).await,
            Payload::Verification { level, reason } => {
                self.raise_level(*level, reason.as_deref()).await
            }
            Payload::Document { documents } => self.accept_documents(documents).await,
            Payload::External { .. } => Ok(Vec::new()),
        }
    }
}

fn refused<const N: usize>(key: &'static str, values: [(&'static str, String); N]) -> EffectError {
    EffectError::Refused(Refusal {
        key,
        values: values.into(),
        of_another: None,
    })
}

/// An account has less than it takes, or has it on hold.
fn not_enough(
    number: String,
    (balance, held, needed): (Amount, Total, Amount),
    currency: &Currency,
) -> EffectError {
    let available = Total::from(balance).minus(held);
    let [balance, needed] = [balance, needed].map(|amount| amount.to_string());
    if held == Total::ZERO {
        let values = [
            ("number", number),
            ("balance", balance),
            ("needed", needed),
            ("currency", currency.to_string()),
        ];
        return refused("effect-not-enough", values);
    }
    let values = [
        ("number", number),
        ("balance", balance),
        ("held", held.to_string()),
        ("available", available.to_string()),
        ("needed", needed),
        ("currency", currency.to_string()),
    ];
    refused("effect-not-available", values)
}

/// A sentence about money that a request moves already.
fn moved(key: &'static str, number: String, amount: Amount, currency: &Currency) -> EffectError {
    let values = [
        ("number", number),
        ("amount", amount.to_string()),
        ("currency", currency.to_string()),
    ];
    refused(key, values)
}

impl From<LedgerError> for EffectError {
    fn from(error: LedgerError) -> EffectError {
        match error {
            LedgerError::NotEnough {
                number,
                balance,
                held,
                needed,
                currency,
            } => not_enough(number, (balance, held, needed), &currency),
            LedgerError::NotEmpty {
                number,
                balance,
                currency,
            } => refused(
                "effect-account-not-empty",
                [
                    ("number", number),
                    ("balance", balance.to_string()),
                    ("currency", currency.to_string()),
                ],
            ),
            LedgerError::WrongCurrency { number, has, asked } => refused(
                "effect-wrong-currency",
                [
                    ("number", number),
                    ("has", has.to_string()),
                    ("asked", asked.to_string()),
                ],
            ),
            LedgerError::Unfinished { number, count } => refused(
                "effect-account-on-hold",
                [("number", number), ("count", count.to_string())],
            ),
            LedgerError::Archived { number } => {
                refused("effect-account-archived", [("number", number)])
            }
            LedgerError::AlreadyDone {
                number,
                amount,
                currency,
            } => moved("effect-already-done", number, amount, &currency),
            LedgerError::UnderWay {
                number,
                amount,
                currency,
            } => moved("effect-under-way", number, amount, &currency),
            LedgerError::Overflow => refused("effect-amount-too-large", []),
            LedgerError::NotFound => refused("effect-account-unknown", []),
            LedgerError::Db(error) => EffectError::Db(error),
        }
    }
}
