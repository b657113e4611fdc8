//! The accounts on a request's page: what they are to the request, and what is on them.

use super::ShowPage;
use crate::domain::ledger::transaction;
use crate::domain::requests::details::Involved;
use crate::domain::requests::payload::Payload;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::AccountId;
use crate::domain::values::total::Total;
use crate::pages::requests::facts::account_kind;
use crate::pages::requests::words;

impl ShowPage {
    /// What an account is called; where money moves between two, whether it comes or goes.
    pub(super) fn account_title(&self, id: &AccountId, number: &str) -> String {
        let to = match self.details.payload {
            Some(Payload::Transfer { to, .. } | Payload::Investment { to }) => Some(to),
            _ => None,
        };
        let key = match to {
            Some(to) if to == *id => "request-account-to",
            Some(_) => "request-account-from",
            None => "request-account",
        };
        self.shell.t1(key, "number", number)
    }

    /// The account on which there is less than the request would take.
    pub(super) fn short(&self) -> Option<&Involved> {
        let takes = matches!(
            self.details.payload,
            Some(
                Payload::Withdrawal { .. } | Payload::Transfer { .. } | Payload::Investment { .. }
            )
        );
        let amount = Total::from(self.request.amount.filter(|_| takes)?);
        let own = self.details.accounts.iter();
        let mut own = own.filter(|one| Some(one.account.id) == self.request.account_id);
        own.find(|one| !one.account.may_go_below_zero && left(one).minus(amount).is_negative())
    }

    pub(super) fn account_kind(&self, involved: &Involved) -> String {
        account_kind(&self.shell, involved.account.kind)
    }

    pub(super) fn balance(&self, involved: &Involved) -> String {
        let account = &involved.account;
        self.shell.money(&account.balance, &account.currency)
    }

    /// What is on hold, where anything is.
    pub(super) fn held(&self, involved: &Involved) -> Option<String> {
        let some = Some(&involved.held).filter(|held| **held != Total::ZERO);
        some.map(|held| self.shell.money(held, &involved.account.currency))
    }

    /// What may be spent, where that is less than the balance.
    pub(super) fn available(&self, involved: &Involved) -> Option<String> {
        let account = &involved.account;
        let bound = involved.held != Total::ZERO && !account.may_go_below_zero;
        bound.then(|| self.shell.money(&left(involved), &account.currency))
    }

    pub(super) fn moved(&self, amount: &Amount, currency: &Currency) -> String {
        self.shell.money(amount, currency)
    }

    pub(super) fn transaction_kind(&self, one: &transaction::Model) -> String {
        let words = words::coded(&self.shell, "transaction-kind", one.kind.code());
        words.unwrap_or_default()
    }

    pub(super) fn transaction_status(&self, one: &transaction::Model) -> String {
        let words = words::coded(&self.shell, "transaction-status", one.status.code());
        words.unwrap_or_default()
    }
}

/// What is not on hold.
fn left(involved: &Involved) -> Total {
    Total::from(involved.account.balance).minus(involved.held)
}
