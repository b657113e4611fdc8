//! What one demo customer asked for, in the order it happened, and what became of it.

mod asking;
mod decided;
mod ledger;
mod person;

pub use decided::Reasons;
use fastrand::Rng;
use sea_orm::{DerivePartialModel, FromQueryResult};

use crate::domain::customers::customer;
use crate::domain::ledger::account::{self, AccountKind, Model as Account};
use crate::domain::ledger::transaction::{
    Model as Transaction, TransactionKind, TransactionStatus,
};
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::request::CustomerRequest;
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{AccountId, CustomerId, DocumentId, RequestId, TransactionId};
use crate::domain::values::percent::ProfitShare;
use crate::domain::values::person::{CustomerType, Language};
use crate::platform::clock::Timestamp;

/// In milliseconds.
const DAY: i64 = 86_400_000;

/// What becomes of requests, in turns.
const STATUSES: [RequestStatus; 8] = [
    RequestStatus::New,
    RequestStatus::Approved,
    RequestStatus::Pending,
    RequestStatus::Rejected,
    RequestStatus::InProgress,
    RequestStatus::Approved,
    RequestStatus::Approved,
    RequestStatus::Rejected,
];

/// What a customer's money is in; a trade account is always in the second.
const CURRENCIES: [&str; 3] = ["EUR", "USD", "USDT"];

/// Who decides in the demo.
const DECIDERS: [&str; 2] = ["Sam Support", super::super::around::REVIEWER];

/// A customer who may ask for something.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "customer::Entity")]
pub struct Asker {
    pub id: CustomerId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub language: Language,
    pub company: Option<String>,
    pub customer_type: CustomerType,
    pub email: Email,
    pub address: Option<String>,
    pub profit_share: ProfitShare,
    pub verification_level: i32,
    pub created_at: Timestamp,
}

/// A current document, and whether the step it proves is verified.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Paper {
    pub id: DocumentId,
    pub uploaded_at: Timestamp,
    pub customer_id: CustomerId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub language: Language,
    /// Papers that prove the same say the same here.
    pub proves: String,
    pub verified: bool,
}

impl Paper {
    /// Whether a reviewer looks at both of them together.
    pub fn belongs_to(&self, other: &Paper) -> bool {
        self.customer_id == other.customer_id && self.proves == other.proves
    }
}

/// The last id of each kind.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    pub account: AccountId,
    pub transaction: TransactionId,
    pub request: RequestId,
}

/// What is to be written. Requests are numbered when the batch is complete, in the order they came;
/// until then a transaction's `request_id` is the place of its request in the batch.
#[derive(Debug, Default)]
pub struct Book {
    pub accounts: Vec<Account>,
    pub transactions: Vec<Transaction>,
    pub requests: Vec<CustomerRequest>,
}

/// Tells the stories.
pub struct Teller {
    rng: Rng,
    now: Timestamp,
    papers: Vec<Paper>,
    reasons: Reasons,
    currencies: Vec<Currency>,
    /// How many requests were told, which decides about type and status.
    told: usize,
    /// How many were rejected, which decides about their resolution.
    rejected: usize,
    /// How many were audited.
    audited: usize,
    pub last: Ids,
}

/// A request before it is known what it says.
#[derive(Clone, Copy, Debug)]
struct Plan {
    kind: RequestType,
    status: RequestStatus,
    created: Timestamp,
    resolved: Option<Timestamp>,
}

impl Teller {
    pub fn new(
        seed: u64,
        now: Timestamp,
        (papers, reasons): (Vec<Paper>, Reasons),
        last: Ids,
    ) -> Teller {
        Teller {
            rng: Rng::with_seed(seed),
            now,
            papers,
            reasons,
            currencies: CURRENCIES.iter().flat_map(|code| code.parse()).collect(),
            told: 0,
            rejected: 0,
            audited: 0,
            last,
        }
    }

    /// How many of so many requests the next of so many customers hands in.
    pub fn share(&mut self, (requests, customers): (u64, u64)) -> u64 {
        if customers <= 1 {
            return requests;
        }
        let expected = requests as f64 / customers as f64;
        let share = (self.rng.f64() * 2.0 * expected + self.rng.f64() * 0.5).round() as u64;
        share.min(requests)
    }

    /// Tells what a customer asked for.
    pub fn tell(&mut self, asker: &Asker, requests: u64, book: &mut Book) {
        let mut plans: Vec<Plan> = (0..requests).map(|_| self.plan(asker)).collect();
        // As it happened: what was decided first is there when the next is decided.
        plans.sort_by_key(|plan| plan.resolved.unwrap_or(self.now));
        let first = book.accounts.len();
        let mut telling = asking::Telling {
            teller: self,
            asker,
            book,
            first,
            level: asker.verification_level,
        };
        for plan in plans {
            telling.request(plan);
        }
    }

    fn plan(&mut self, asker: &Asker) -> Plan {
        let types = RequestType::ALL.len();
        let kind = RequestType::ALL[self.told % types];
        let status = STATUSES[self.told / types % STATUSES.len()];
        self.told += 1;
        let since = (self.now.0 - asker.created_at.0).max(0);
        let open = !status.is_final();
        let back = if open { since.min(10 * DAY) } else { since };
        let created = self.now.0 - self.part(back);
        let resolved = (!open).then(|| {
            let most = (self.now.0 - created).min(2 * DAY);
            Timestamp(created + self.part(most))
        });
        Plan {
            kind,
            status,
            created: Timestamp(created),
            resolved,
        }
    }

    /// Some part of a span.
    fn part(&mut self, span: i64) -> i64 {
        (self.rng.f64() * span as f64) as i64
    }

    fn currency(&mut self) -> Currency {
        self.currencies[self.rng.usize(..self.currencies.len())].clone()
    }

    fn decider(&mut self) -> String {
        DECIDERS[self.rng.usize(..DECIDERS.len())].to_owned()
    }

    /// Numbers the requests of a batch in the order they came.
    pub fn number(&mut self, book: Book) -> Book {
        let Book {
            accounts,
            mut transactions,
            mut requests,
        } = book;
        let mut order: Vec<usize> = (0..requests.len()).collect();
        order.sort_by_key(|place| requests[*place].created_at);
        let mut next = self.last.request.0;
        for place in order {
            next += 1;
            requests[place].id = RequestId(next);
        }
        for transaction in &mut transactions {
            let place = transaction.request_id.map(|RequestId(place)| place);
            let place = place.and_then(|place| usize::try_from(place).ok());
            transaction.request_id = place
                .and_then(|place| requests.get(place))
                .map(|request| request.id);
        }
        requests.sort_by_key(|request| request.id);
        self.last.request = RequestId(next);
        Book {
            accounts,
            transactions,
            requests,
        }
    }

    /// A new account, empty.
    fn account(
        &mut self,
        asker: &Asker,
        kind: AccountKind,
        product: &str,
        currency: Currency,
        at: Timestamp,
    ) -> Account {
        self.last.account = AccountId(self.last.account.0 + 1);
        Account {
            id: self.last.account,
            version: 1,
            customer_id: asker.id,
            number: account::number(kind, self.last.account),
            product: product.to_owned(),
            kind,
            currency,
            balance: Amount::ZERO,
            may_go_below_zero: false,
            archived_at: None,
            created_at: at,
        }
    }

    /// A transaction on an account, which has its sum when it is done.
    fn transaction(
        &mut self,
        account: &mut Account,
        kind: TransactionKind,
        amount: Amount,
        status: TransactionStatus,
        at: Timestamp,
    ) -> Transaction {
        self.last.transaction = TransactionId(self.last.transaction.0 + 1);
        if status == TransactionStatus::Done {
            account.balance = account.balance.plus(amount).unwrap_or(account.balance);
            account.version += 1;
        }
        Transaction {
            id: self.last.transaction,
            account_id: account.id,
            kind,
            amount,
            currency: account.currency.clone(),
            status,
            reference: None,
            request_id: None,
            created_at: at,
            updated_at: at,
        }
    }
}
