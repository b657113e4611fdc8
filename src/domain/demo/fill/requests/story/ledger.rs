//! The accounts of one demo customer, and what moved on them.

use super::Plan;
use super::asking::Telling;
use crate::domain::ledger::account::{AccountKind, Model as Account};
use crate::domain::ledger::transaction::{TransactionKind, TransactionStatus};
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::RequestId;
use crate::platform::clock::Timestamp;

impl Telling<'_> {
    /// The place of the customer's account of a kind in the book. There is money on it from the
    /// beginning.
    pub(super) fn account(&mut self, kind: AccountKind) -> usize {
        let product = product(kind);
        let own = self.book.accounts[self.first..].iter();
        let known = own
            .map(|account| (account.kind, account.product.as_str()))
            .position(|known| known == (kind, product));
        if let Some(place) = known {
            return self.first + place;
        }
        let known = &self.teller.currencies;
        let usual = self.asker.id.0.unsigned_abs() as usize % known.len();
        let currency = match kind {
            AccountKind::Trade => known[1].clone(),
            _ => known[usual].clone(),
        };
        let at = self.asker.created_at;
        let opened = self.teller.account(self.asker, kind, product, currency, at);
        self.book.accounts.push(opened);
        let place = self.book.accounts.len() - 1;
        self.fund(place, at);
        let odd = self.teller.rng.u8(..12);
        let (amount, deposit) = (Amount::of_hundredths(25_000), TransactionKind::Deposit);
        match odd {
            0 => self.post(place, deposit, amount, TransactionStatus::Failed, at),
            1 => self.post(place, deposit, amount, TransactionStatus::Hold, at),
            _ => {}
        }
        place
    }

    fn fund(&mut self, place: usize, at: Timestamp) {
        let amount = Amount::of_hundredths(100 * self.teller.rng.i64(1_000..20_000));
        let done = TransactionStatus::Done;
        self.post(place, TransactionKind::Deposit, amount, done, at);
    }

    fn post(
        &mut self,
        place: usize,
        kind: TransactionKind,
        amount: Amount,
        status: TransactionStatus,
        at: Timestamp,
    ) {
        let account = &mut self.book.accounts[place];
        let posted = self.teller.transaction(account, kind, amount, status, at);
        self.book.transactions.push(posted);
    }

    /// What the next request does to an account, if it was approved. Who takes out more than is
    /// there has paid in before.
    pub(super) fn happen(
        &mut self,
        plan: Plan,
        kind: TransactionKind,
        place: usize,
        amount: Amount,
        reference: Option<&str>,
    ) {
        let (RequestStatus::Approved, Some(at)) = (plan.status, plan.resolved) else {
            return;
        };
        let after = self.book.accounts[place].balance.plus(amount);
        if after.is_none_or(Amount::is_negative) {
            self.fund(place, at);
        }
        self.post(place, kind, amount, TransactionStatus::Done, at);
        let request = i64::try_from(self.book.requests.len()).ok();
        if let Some(posted) = self.book.transactions.last_mut() {
            posted.request_id = request.map(RequestId);
            posted.reference = reference.map(str::to_owned);
        }
    }

    pub(super) fn move_between(
        &mut self,
        plan: Plan,
        kind: TransactionKind,
        (from, amount): (usize, Amount),
        (to, worth): (usize, Amount),
    ) {
        let number = |account: &Account| account.number.clone();
        let (one, other) = (
            number(&self.book.accounts[from]),
            number(&self.book.accounts[to]),
        );
        self.happen(plan, kind, from, amount.negated(), Some(&other));
        self.happen(plan, kind, to, worth, Some(&one));
    }
}

fn product(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Personal => "Wallet",
        AccountKind::Trade => "Standard",
        AccountKind::Demo => "Practice",
        AccountKind::Partner => "Rewards",
        AccountKind::Investment => "Growth portfolio",
    }
}
