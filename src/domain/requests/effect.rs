//! What approving a request does to the data, in the approving transaction.

use sea_orm::{DatabaseTransaction, DbErr};

use super::payload::Payload;
use super::refusal::Refusal;
use super::request::CustomerRequest;
use crate::domain::actor::Actor;
use crate::domain::journal::entry::Change;
use crate::domain::ledger::error::LedgerError;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::total::Total;

mod accounts;
mod money;
mod papers;
mod person;

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
    match payload {
        Payload::Account {
            product,
            kind,
            currency,
        } => approved.open_account(product, *kind, currency).await,
        Payload::Archive {} => approved.archive_account().await,
        Payload::Deposit { method, .. } => approved.deposit(method).await,
        Payload::Withdrawal { destination, .. } => approved.withdraw(destination).await,
        Payload::Transfer { to, rate } => approved.transfer(*to, *rate).await,
        Payload::Investment { to } => approved.invest(*to).await,
        Payload::Address { address } => approved.change_address(address).await,
        Payload::ClientType {
            customer_type,
            company,
        } => {
            approved
                .change_type(*customer_type, company.as_deref())
                .await
        }
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
            approved.change_profile(said).await
        }
        Payload::Partner { profit_share } => approved.make_partner(*profit_share).await,
        Payload::Verification { level, reason } => {
            approved.raise_level(*level, reason.as_deref()).await
        }
        Payload::Document { documents } => approved.accept_documents(documents).await,
        // The platform does it, and hears of the decision by itself.
        Payload::External { .. } => Ok(Vec::new()),
    }
}

fn refused<const N: usize>(key: &'static str, values: [(&'static str, String); N]) -> EffectError {
    EffectError::Refused(Refusal {
        key,
        values: values.into(),
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
            LedgerError::Overflow => refused("effect-amount-too-large", []),
            LedgerError::NotFound => refused("effect-account-unknown", []),
            LedgerError::Db(error) => EffectError::Db(error),
        }
    }
}
