//! Requests that open and archive accounts, and which accounts a request may touch.

use super::{Approved, EffectError, refused};
use crate::domain::journal::entry::Change;
use crate::domain::ledger::account::{self, AccountKind, Model as Account, NewAccount};
use crate::domain::values::amount::Currency;
use crate::domain::values::ids::AccountId;
use crate::domain::values::text;

/// The longest name of a product, in characters.
const PRODUCT_MAX: usize = 100;

impl Approved<'_> {
    pub(super) async fn open_account(
        self,
        product: &str,
        kind: AccountKind,
        currency: &Currency,
    ) -> Result<Vec<Change>, EffectError> {
        let product = text::required(product, PRODUCT_MAX)
            .map_err(|_| refused("effect-product", [("value", product.to_owned())]))?;
        let new = NewAccount {
            customer: self.request.customer_id,
            product,
            kind,
            currency: currency.clone(),
        };
        let id = account::open(self.txn, self.actor, new).await?;
        Ok(vec![Change::fact(
            "account_number",
            account::number(kind, id),
        )])
    }

    pub(super) async fn archive_account(self) -> Result<Vec<Change>, EffectError> {
        let id = self.account_id()?;
        let accounts = account::locked(self.txn, &[id]).await?;
        let account = self.own(&accounts, id)?;
        account::archive(self.txn, self.actor, account).await?;
        Ok(vec![Change::fact("account_number", &account.number)])
    }

    /// The account that the request is about.
    pub(super) fn account_id(self) -> Result<AccountId, EffectError> {
        let id = self.request.account_id;
        id.ok_or_else(|| refused("effect-account-missing", []))
    }

    /// One of the accounts that were read, which must be the customer's own.
    pub(super) fn own(self, accounts: &[Account], id: AccountId) -> Result<&Account, EffectError> {
        let account = named(accounts, id)?;
        if account.customer_id == self.request.customer_id {
            Ok(account)
        } else {
            let number = account.number.clone();
            Err(refused("effect-account-foreign", [("number", number)]))
        }
    }
}

/// One of the accounts that were read.
pub(super) fn named(accounts: &[Account], id: AccountId) -> Result<&Account, EffectError> {
    let found = accounts.iter().find(|account| account.id == id);
    found.ok_or_else(|| refused("effect-account-unknown", []))
}
