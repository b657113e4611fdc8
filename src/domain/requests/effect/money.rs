//! Requests that move money.

use sea_orm::EntityTrait;

use super::accounts::named;
use super::{Approved, EffectError, refused};
use crate::domain::customers::customer;
use crate::domain::journal::entry::Change;
use crate::domain::ledger::account::{self, AccountKind, Model as Account};
use crate::domain::ledger::of_request::{self, Posted, Settled};
use crate::domain::ledger::post::NewTransaction;
use crate::domain::ledger::transaction::{TransactionKind, TransactionStatus};
use crate::domain::requests::payload::Rate;
use crate::domain::requests::refusal::Refusal;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::AccountId;

/// One side of what a request does.
struct Movement<'a> {
    account: &'a Account,
    kind: TransactionKind,
    /// What it adds to the balance.
    amount: Amount,
    currency: Currency,
    reference: Option<&'a str>,
}

impl Approved<'_> {
    pub(super) async fn deposit(self, method: &str) -> Result<Vec<Change>, EffectError> {
        let amount = self.amount()?;
        let id = self.account_id()?;
        let accounts = account::locked(self.txn, &[id]).await?;
        let account = self.own(&accounts, id)?;
        let credit = Movement {
            account,
            kind: TransactionKind::Deposit,
            amount,
            currency: self.currency(account),
            reference: said(method),
        };
        self.book(credit).await
    }

    pub(super) async fn withdraw(self, destination: &str) -> Result<Vec<Change>, EffectError> {
        self.may_spend().await?;
        let amount = self.amount()?;
        let id = self.account_id()?;
        let accounts = account::locked(self.txn, &[id]).await?;
        let account = self.own(&accounts, id)?;
        if account.kind == AccountKind::Demo {
            return Err(play_money(account));
        }
        let debit = Movement {
            account,
            kind: TransactionKind::Withdrawal,
            amount: amount.negated(),
            currency: self.currency(account),
            reference: said(destination),
        };
        self.book(debit).await
    }

    pub(super) async fn transfer(
        self,
        to: AccountId,
        rate: Option<Rate>,
    ) -> Result<Vec<Change>, EffectError> {
        self.may_spend().await?;
        let accounts = self.both(to).await?;
        let from = self.own(&accounts, self.account_id()?)?;
        let to = named(&accounts, to)?;
        self.may_be_told_of(from, to, rate).await?;
        let done = self.exchange(TransactionKind::Transfer, from, to, rate);
        let theirs = to.customer_id != self.request.customer_id;
        done.await.map_err(|error| match error {
            EffectError::Refused(refusal) if theirs => {
                EffectError::Refused(telling_of(to, refusal))
            }
            other => other,
        })
    }

    /// Of an account whose customer is none of theirs, who approves learns its number and nothing
    /// else: not why it takes nothing.
    async fn may_be_told_of(
        self,
        from: &Account,
        to: &Account,
        rate: Option<Rate>,
    ) -> Result<(), EffectError> {
        let play = |account: &Account| account.kind == AccountKind::Demo;
        let rate = rate.filter(|Rate(rate)| *rate > Amount::ZERO);
        let exchanged = from.currency == to.currency || rate.is_some();
        if to.archived_at.is_none() && play(from) == play(to) && exchanged {
            return Ok(());
        }
        let seen = customer::by_id(&self.actor.scope, to.customer_id);
        match seen.one(self.txn).await? {
            Some(_) => Ok(()),
            None => Err(refused(
                "effect-receiver-unfit",
                [("number", to.number.clone())],
            )),
        }
    }

    pub(super) async fn invest(self, to: AccountId) -> Result<Vec<Change>, EffectError> {
        self.may_spend().await?;
        let accounts = self.both(to).await?;
        let from = self.own(&accounts, self.account_id()?)?;
        let to = self.own(&accounts, to)?;
        if to.kind != AccountKind::Investment {
            let number = to.number.clone();
            return Err(refused("effect-no-investment", [("number", number)]));
        }
        self.exchange(TransactionKind::Investment, from, to, None)
            .await
    }

    /// The request's account and another, locked.
    async fn both(self, to: AccountId) -> Result<Vec<Account>, EffectError> {
        let from = self.account_id()?;
        let accounts = account::locked(self.txn, &[from, to]).await?;
        if from == to {
            let number = named(&accounts, to)?.number.clone();
            return Err(refused("effect-same-account", [("number", number)]));
        }
        Ok(accounts)
    }

    /// Takes the amount from one account and adds what it is worth to another.
    async fn exchange(
        self,
        kind: TransactionKind,
        from: &Account,
        to: &Account,
        rate: Option<Rate>,
    ) -> Result<Vec<Change>, EffectError> {
        if (from.kind == AccountKind::Demo) != (to.kind == AccountKind::Demo) {
            let demo = if from.kind == AccountKind::Demo {
                from
            } else {
                to
            };
            return Err(play_money(demo));
        }
        let amount = self.amount()?;
        let worth = worth(amount, from, to, rate)?;
        let debit = Movement {
            account: from,
            kind,
            amount: amount.negated(),
            currency: self.currency(from),
            reference: Some(&to.number),
        };
        let credit = Movement {
            account: to,
            kind,
            amount: worth,
            currency: to.currency.clone(),
            reference: Some(&from.number),
        };
        let mut changes = self.book(debit).await?;
        let other = self.book(credit).await?;
        // What another customer has is nobody's business who reads of this request.
        let own = to.customer_id == self.request.customer_id;
        let told = |change: &Change| own || change.field != "account_balance";
        changes.extend(other.into_iter().filter(told).map(receiving));
        let credited = format!("{worth} {}", to.currency);
        changes.push(Change::fact("account_to_credited", credited));
        Ok(changes)
    }

    async fn book(self, movement: Movement<'_>) -> Result<Vec<Change>, EffectError> {
        let Movement {
            account,
            kind,
            amount,
            currency,
            reference,
        } = movement;
        let new = NewTransaction {
            kind,
            amount,
            currency,
            status: TransactionStatus::Done,
            reference: reference.map(str::to_owned),
            request: Some(self.request.id),
        };
        let number = Change::fact("account_number", &account.number);
        let settled = match of_request::post(self.txn, self.actor.at, account, new).await? {
            Posted::Now(settled) => settled,
            Posted::Before => return Ok(vec![number]),
        };
        let money = |balance: Amount| format!("{balance} {}", account.currency);
        let after = account.balance.plus(amount).map(money);
        let moved = Change::of("account_balance", Some(money(account.balance)), after);
        let settled = settled.as_ref().map(Settled::change);
        let changes = [number].into_iter().chain(moved).chain(settled);
        Ok(changes.collect())
    }

    /// The amount asked for, which is more than nothing.
    fn amount(self) -> Result<Amount, EffectError> {
        let amount = self.request.amount.filter(|amount| *amount > Amount::ZERO);
        amount.ok_or_else(|| refused("effect-amount-missing", []))
    }

    /// What the amount is in; the account's own when the request does not say.
    fn currency(self, account: &Account) -> Currency {
        let asked = self.request.currency.clone();
        asked.unwrap_or_else(|| account.currency.clone())
    }

    /// The money of a blocked customer stays where it is.
    async fn may_spend(self) -> Result<(), EffectError> {
        let customer = customer::Entity::find_by_id(self.request.customer_id);
        match customer.one(self.txn).await? {
            Some(customer) if customer.blocked_at.is_some() => {
                let name = customer.name();
                Err(refused("effect-customer-blocked", [("name", name)]))
            }
            _ => Ok(()),
        }
    }
}

/// What an amount on one account is worth on another. A rate is looked at only where it means
/// something.
fn worth(
    amount: Amount,
    from: &Account,
    to: &Account,
    rate: Option<Rate>,
) -> Result<Amount, EffectError> {
    if from.currency == to.currency {
        return Ok(amount);
    }
    let Some(Rate(rate)) = rate.filter(|Rate(rate)| *rate > Amount::ZERO) else {
        let (one, other) = (from.currency.to_string(), to.currency.to_string());
        return Err(refused(
            "effect-rate-missing",
            [("from", one), ("to", other)],
        ));
    };
    let worth = amount.times(rate);
    let worth = worth.ok_or_else(|| refused("effect-amount-too-large", []))?;
    if worth > Amount::ZERO {
        Ok(worth)
    } else {
        Err(refused("effect-amount-too-small", []))
    }
}

/// A refusal that may tell something of another customer's account.
fn telling_of(to: &Account, refusal: Refusal) -> Refusal {
    let named = refusal.values.iter().any(|(_, value)| *value == to.number);
    let of_another = named || refusal.key == "effect-rate-missing";
    Refusal {
        of_another: of_another.then(|| to.number.clone()),
        ..refusal
    }
}

/// The receiving side has labels of its own.
fn receiving(change: Change) -> Change {
    let field = match change.field.as_str() {
        "account_number" => "account_to_number",
        "account_balance" => "account_to_balance",
        other => other,
    }
    .to_owned();
    Change { field, ..change }
}

fn play_money(account: &Account) -> EffectError {
    refused("effect-play-money", [("number", account.number.clone())])
}

fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
