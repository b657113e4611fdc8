//! What a demo request says, and what it did if it was approved: the same as the effect would have.

use super::{Asker, Book, Paper, Plan, Teller};
use crate::domain::customers::customer::full_name;
use crate::domain::ledger::account::{AccountKind, Model as Account};
use crate::domain::ledger::transaction::TransactionKind;
use crate::domain::requests::payload::{Payload, Rate, RequestType};
use crate::domain::requests::request::CustomerRequest;
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, CustomerId, RequestId};

const METHODS: [&str; 4] = ["Bank wire", "Card", "USDT (TRC-20)", "SEPA instant"];

/// A customer's requests being told.
pub struct Telling<'a> {
    pub(super) teller: &'a mut Teller,
    pub(super) asker: &'a Asker,
    pub(super) book: &'a mut Book,
    /// Where the customer's accounts begin in the book.
    pub(super) first: usize,
    /// The verification level reached so far.
    pub(super) level: i32,
}

/// What a request says besides when.
struct Asked {
    payload: Payload,
    account: Option<AccountId>,
    money: Option<(Amount, Currency)>,
}

impl From<Payload> for Asked {
    fn from(payload: Payload) -> Asked {
        Asked {
            payload,
            account: None,
            money: None,
        }
    }
}

impl Telling<'_> {
    /// Tells one request, with what it did.
    pub(super) fn request(&mut self, mut plan: Plan) {
        let asker = self.asker;
        let mut customer = asker.id;
        let mut name = full_name(&asker.first_name, asker.last_name.as_deref());
        let mut language = asker.language;
        let mut documents = Vec::new();
        if plan.kind == RequestType::Document {
            match self.paper(plan.status) {
                Some(paper) => {
                    let papers = self.teller.papers.iter();
                    let together = papers.filter(|other| other.belongs_to(&paper));
                    for other in together {
                        documents.push(other.id);
                        plan.created = plan.created.max(other.uploaded_at);
                    }
                    customer = paper.customer_id;
                    name = full_name(&paper.first_name, paper.last_name.as_deref());
                    language = paper.language;
                    plan.resolved = plan.resolved.map(|at| at.max(plan.created));
                }
                // Nobody has handed in anything that could be asked about.
                None => plan.kind = RequestType::Verification,
            }
        }
        let asked = match documents.is_empty() {
            false => Asked::from(Payload::Document { documents }),
            true => self.asked(plan),
        };
        let mut row = self.row(customer, plan, asked);
        self.teller.decide((&name, language), &mut row);
        self.book.requests.push(row);
    }

    fn row(&mut self, customer: CustomerId, plan: Plan, asked: Asked) -> CustomerRequest {
        let Asked {
            payload,
            account,
            money,
        } = asked;
        let (amount, currency) = money.unzip();
        CustomerRequest {
            id: RequestId(0),
            version: if plan.resolved.is_some() { 2 } else { 1 },
            customer_id: customer,
            r#type: payload.kind().code().to_owned(),
            status: plan.status,
            payload: serde_json::to_string(&payload).unwrap_or_default(),
            account_id: account,
            amount,
            first_amount: None,
            currency,
            color: None,
            assignee_id: None,
            claimed_at: None,
            claimed_until: None,
            resolution_id: None,
            letter: None,
            created_at: plan.created,
            updated_at: plan.resolved.unwrap_or(plan.created),
            resolved_at: plan.resolved,
            resolved_by: plan.resolved.map(|_| self.teller.decider()),
        }
    }

    /// A paper whose step stands as the request about it does. Where all are verified, an open
    /// request has been overtaken.
    fn paper(&mut self, status: RequestStatus) -> Option<Paper> {
        let approved = status == RequestStatus::Approved;
        let papers = &self.teller.papers;
        let fit: Vec<&Paper> = papers
            .iter()
            .filter(|paper| paper.verified == approved)
            .collect();
        let any = if fit.is_empty() && !approved {
            papers.iter().collect()
        } else {
            fit
        };
        let place = self.teller.rng.usize(..any.len().max(1));
        any.get(place).copied().cloned()
    }

    fn asked(&mut self, plan: Plan) -> Asked {
        match plan.kind {
            RequestType::Account => self.opening(plan),
            RequestType::Archive => self.archiving(plan),
            RequestType::Deposit => self.deposit(plan),
            RequestType::Withdrawal => self.withdrawal(plan),
            RequestType::Transfer => self.transfer(plan),
            RequestType::Investment => self.investment(plan),
            _ => self.about_the_customer(plan).into(),
        }
    }

    fn opening(&mut self, plan: Plan) -> Asked {
        let currency = self.teller.currency();
        if let (RequestStatus::Approved, Some(at)) = (plan.status, plan.resolved) {
            let (kind, currency) = (AccountKind::Trade, currency.clone());
            let opened = self.teller.account(self.asker, kind, "Pro", currency, at);
            self.book.accounts.push(opened);
        }
        Asked::from(Payload::Account {
            product: "Pro".to_owned(),
            kind: AccountKind::Trade,
            currency,
        })
    }

    /// An account of its own, empty; open ones may as well be about one with money on it.
    fn archiving(&mut self, plan: Plan) -> Asked {
        let full = !plan.status.is_final() && self.teller.rng.bool();
        let account = if full {
            let place = self.account(AccountKind::Personal);
            self.book.accounts[place].id
        } else {
            let (kind, at) = (AccountKind::Trade, self.asker.created_at);
            let currency = self.teller.currencies[1].clone();
            let account = self
                .teller
                .account(self.asker, kind, "Classic", currency, at);
            let archived = plan
                .resolved
                .filter(|_| plan.status == RequestStatus::Approved);
            let id = account.id;
            self.book.accounts.push(Account {
                archived_at: archived,
                version: if archived.is_some() { 2 } else { 1 },
                ..account
            });
            id
        };
        Asked {
            account: Some(account),
            ..Payload::Archive {}.into()
        }
    }

    fn deposit(&mut self, plan: Plan) -> Asked {
        let amount = self.amount(5_000);
        let place = self.account(AccountKind::Personal);
        let method = self.method();
        self.happen(plan, TransactionKind::Deposit, place, amount, Some(&method));
        let payload = Payload::Deposit {
            method,
            amount_editable: self.teller.rng.bool(),
        };
        self.about_money(payload, place, amount)
    }

    fn withdrawal(&mut self, plan: Plan) -> Asked {
        let too_much = !plan.status.is_final() && self.teller.rng.u8(..5) == 0;
        let amount = match too_much {
            true => Amount::of_hundredths(9_000_000),
            false => self.amount(400),
        };
        let place = self.account(AccountKind::Personal);
        let destination = format!("DE{:018}", self.teller.rng.u64(..1 << 58));
        let debit = amount.negated();
        let reference = Some(destination.as_str());
        self.happen(plan, TransactionKind::Withdrawal, place, debit, reference);
        let payload = Payload::Withdrawal {
            method: self.method(),
            destination,
            amount_editable: self.teller.rng.bool(),
        };
        self.about_money(payload, place, amount)
    }

    fn transfer(&mut self, plan: Plan) -> Asked {
        let amount = self.amount(400);
        let (from, to) = (
            self.account(AccountKind::Personal),
            self.account(AccountKind::Trade),
        );
        let rate = match self.book.accounts[from].currency.as_str() {
            "EUR" => Some(Rate(Amount::of_hundredths(108))),
            "USDT" => Some(Rate(Amount::of_hundredths(99))),
            _ => None,
        };
        let worth = rate
            .and_then(|Rate(rate)| amount.times(rate))
            .unwrap_or(amount);
        self.move_between(plan, TransactionKind::Transfer, (from, amount), (to, worth));
        let to = self.book.accounts[to].id;
        self.about_money(Payload::Transfer { to, rate }, from, amount)
    }

    fn investment(&mut self, plan: Plan) -> Asked {
        let amount = self.amount(400);
        let (from, to) = (
            self.account(AccountKind::Personal),
            self.account(AccountKind::Investment),
        );
        self.move_between(
            plan,
            TransactionKind::Investment,
            (from, amount),
            (to, amount),
        );
        let to = self.book.accounts[to].id;
        self.about_money(Payload::Investment { to }, from, amount)
    }

    fn about_money(&self, payload: Payload, place: usize, amount: Amount) -> Asked {
        let account = &self.book.accounts[place];
        Asked {
            payload,
            account: Some(account.id),
            money: Some((amount, account.currency.clone())),
        }
    }

    /// A multiple of five, up to so many units.
    fn amount(&mut self, most: i64) -> Amount {
        Amount::of_hundredths(500 * self.teller.rng.i64(2..=most / 5))
    }

    fn method(&mut self) -> String {
        METHODS[self.teller.rng.usize(..METHODS.len())].to_owned()
    }
}
