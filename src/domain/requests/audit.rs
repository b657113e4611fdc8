//! Audits of requests: whether the balance of each account that a request involves is what the
//! account's transactions come to. The result is kept as it was found.

mod kept;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

pub use self::kept::{SHOWN, json, of, row};
use super::details::involved;
use super::request::{self, CustomerRequest, subject_name};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::ledger::account::{self, Model as Account};
use crate::domain::ledger::books::{self, Books};
use crate::domain::settings::audit::AuditLimits;
use crate::domain::settings::stored;
use crate::domain::values::amount::Currency;
use crate::domain::values::as_text;
use crate::domain::values::ids::{AccountId, AuditId, CustomerId, RequestId};
use crate::domain::values::scope::Scope;
use crate::domain::values::total::Total;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// An audit as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    pub id: AuditId,
    pub at: Timestamp,
    pub by: String,
    /// The limits of the time.
    pub limits: AuditLimits,
    /// The request's own first.
    pub accounts: Vec<Checked>,
    /// Those of customers whom the reader does not see.
    pub unseen: Vec<Unseen>,
}

/// What a reader learns of an audited account that they do not see: what came out, and no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    pub number: String,
    /// Whether the difference was beyond the limits.
    pub counts: bool,
}

impl Audit {
    /// How many accounts have a difference that counts, whoever reads.
    pub fn discrepancies(&self) -> usize {
        let seen = self.accounts.iter().map(|one| one.counts);
        let unseen = self.unseen.iter().map(|one| one.counts);
        seen.chain(unseen).filter(|counts| *counts).count()
    }

    /// Whether no difference counts.
    pub fn is_ok(&self) -> bool {
        self.discrepancies() == 0
    }
}

/// One account of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub account: AccountId,
    pub number: String,
    #[serde(with = "as_text")]
    pub currency: Currency,
    #[serde(with = "as_text")]
    pub balance: Total,
    #[serde(with = "as_text")]
    pub incoming: Total,
    #[serde(with = "as_text")]
    pub outgoing: Total,
    /// How many transactions were on hold, and what they came to.
    pub holds: u64,
    #[serde(with = "as_text")]
    pub held: Total,
    /// Whether the difference was beyond the limits.
    pub counts: bool,
}

impl Checked {
    /// Compares an account with its books.
    pub fn of(account: &Account, books: &Books, limits: &AuditLimits) -> Checked {
        let balance = Total::from(account.balance);
        Checked {
            account: account.id,
            number: account.number.clone(),
            currency: account.currency.clone(),
            balance,
            incoming: books.incoming,
            outgoing: books.outgoing,
            holds: books.holds,
            held: books.held,
            counts: limits.are_exceeded(balance.minus(books.sum()), balance),
        }
    }

    fn unseen(self) -> Unseen {
        Unseen {
            number: self.number,
            counts: self.counts,
        }
    }

    /// What its transactions came to.
    pub fn sum(&self) -> Total {
        self.incoming.minus(self.outgoing)
    }

    /// What the balance had more than its transactions.
    pub fn difference(&self) -> Total {
        self.balance.minus(self.sum())
    }

    /// Whether there was any difference, counted or not.
    pub fn differs(&self) -> bool {
        self.difference() != Total::ZERO
    }
}

/// Why there is no audit.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    #[error("not found")]
    NotFound,
    /// The request involves no account.
    #[error("no account")]
    NoAccount,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// So many audits read at a time; others wait for their turn, so that pages keep connections.
pub const AT_A_TIME: usize = 2;

/// Audits a request, decided or not: every account that it involves, also one that the one who
/// asks does not see; [`of`] tells them no figure of that. All that is compared is read in one
/// snapshot, so what is posted meanwhile is no discrepancy, and nobody who writes waits for it.
pub async fn carry_out(db: &Db, actor: &Actor, id: RequestId) -> Result<Audit, AuditError> {
    let snapshot = db.snapshot().await?;
    let request = request::find(&snapshot, &actor.scope, id).await?;
    let request = request.ok_or(AuditError::NotFound)?;
    let limits = stored::find::<AuditLimits>(&snapshot).await?.value;
    let owned = check(&snapshot, &request, &limits).await?;
    snapshot.rollback().await?;
    if owned.is_empty() {
        return Err(AuditError::NoAccount);
    }
    let owner = request.customer_id;
    let (own, accounts): (Vec<bool>, Vec<Checked>) = owned
        .into_iter()
        .map(|(of, one)| (of == owner, one))
        .unzip();
    let txn = db.begin().await?;
    let audit = kept::keep(&txn, actor, id, limits, accounts).await?;
    let told = told(&audit, &own);
    let entry = NewEntry::done(
        Action::RequestAudited,
        Subject::Request(id),
        subject_name(id),
    );
    record(&txn, actor, entry.with(told)).await?;
    txn.commit().await?;
    Ok(audit)
}

/// Every account that a request involves, with its owner.
async fn check(
    snapshot: &DatabaseTransaction,
    request: &CustomerRequest,
    limits: &AuditLimits,
) -> Result<Vec<(CustomerId, Checked)>, DbErr> {
    let ids = involved(request, request.payload().as_ref());
    let mut accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(ids.iter().copied()))
        .all(snapshot)
        .await?;
    accounts.sort_by_key(|account| ids.iter().position(|id| *id == account.id));
    let mut checked = Vec::with_capacity(accounts.len());
    // Two at most.
    for account in accounts {
        let books = books::of(snapshot, account.id).await?;
        checked.push((account.customer_id, Checked::of(&account, &books, limits)));
    }
    Ok(checked)
}

/// Holds for accounts of customers within the scope.
fn seen(scope: &Scope) -> Condition {
    within(
        scope,
        Expr::col((account::Entity, account::Column::CustomerId)),
    )
}

/// What the journal says of it. Figures are those of the customer's own accounts: not everybody who
/// reads of this request may see whom they traded with.
fn told(audit: &Audit, own: &[bool]) -> Vec<Change> {
    let result = if audit.is_ok() { "ok" } else { "discrepancy" };
    let figures = audit.accounts.iter().zip(own);
    let figures = figures
        .filter(|(one, own)| one.counts && **own)
        .map(|(one, _)| {
            let said = format!("{}: {} {}", one.number, one.difference(), one.currency);
            Change::fact("audit_difference", said)
        });
    [Change::fact("audit_result", result)]
        .into_iter()
        .chain(figures)
        .collect()
}
