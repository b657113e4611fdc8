//! What demo staff did about requests: the letters about those that were decided, and audits of a
//! few that wait.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, DbErr};

use super::{Book, Teller};
use crate::domain::ledger::account::Model as Account;
use crate::domain::ledger::books::Books;
use crate::domain::ledger::transaction::Model as Transaction;
use crate::domain::outbox::wording::Wording;
use crate::domain::requests::audit::{self, Checked};
use crate::domain::requests::details::involved;
use crate::domain::requests::letter::{Outcome, compose_to};
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::request::CustomerRequest;
use crate::domain::requests::resolution::{Dictionary, Resolution};
use crate::domain::requests::status::RequestStatus;
use crate::domain::settings::audit::AuditLimits;
use crate::domain::values::ids::AccountId;
use crate::domain::values::person::Language;
use crate::domain::values::total::Total;

/// How many requests are audited.
const AUDITED: usize = 12;

/// Of so many that could be, one is.
const ONE_OF: usize = 3;

/// The resolutions that demo requests are rejected with, by the type of the request.
pub struct Reasons(BTreeMap<&'static str, Vec<Resolution>>);

impl Reasons {
    /// Sorts a dictionary by the requests that its types are made for.
    pub fn of(dictionary: &Dictionary) -> Reasons {
        let mut fitting: BTreeMap<&'static str, Vec<Resolution>> = BTreeMap::new();
        for (kind, resolutions) in dictionary.offered() {
            for request in RequestType::ALL {
                if key(request) == kind.key {
                    let all = resolutions.iter().map(|one| (*one).clone());
                    fitting.entry(request.code()).or_default().extend(all);
                }
            }
        }
        Reasons(fitting)
    }
}

/// The key of the type of resolutions that fits a type of requests.
fn key(request: RequestType) -> &'static str {
    match request {
        RequestType::Document => "document-rejected",
        RequestType::Withdrawal => "withdrawal-rejected",
        RequestType::Deposit => "deposit-rejected",
        RequestType::Transfer | RequestType::Investment => "transfer-rejected",
        RequestType::Profile | RequestType::Address | RequestType::ClientType => {
            "profile-change-rejected"
        }
        RequestType::Account | RequestType::Archive => "account-rejected",
        RequestType::External | RequestType::Partner | RequestType::Verification => "other",
    }
}

impl Teller {
    /// Gives a request that was decided its letter, and one that was rejected its resolution. Where
    /// no resolution fits, there is neither.
    pub(super) fn decide(&mut self, (name, language): (&str, Language), row: &mut CustomerRequest) {
        let wording = Wording::original(language);
        let letter = match row.status {
            RequestStatus::Approved => compose_to(&wording, name, row, Outcome::Approved),
            RequestStatus::Rejected => {
                let fitting = self.reasons.0.get(row.r#type.as_str());
                let fitting = fitting.map_or(&[][..], Vec::as_slice);
                let place = self.rejected % fitting.len().max(1);
                self.rejected += 1;
                let Some(resolution) = fitting.get(place) else {
                    return;
                };
                row.resolution_id = Some(resolution.id);
                compose_to(&wording, name, row, Outcome::Rejected(resolution))
            }
            RequestStatus::New | RequestStatus::Pending | RequestStatus::InProgress => return,
        };
        row.letter = Some(letter.body);
    }

    /// Audits some of the requests of the first batch: what an audit at this moment finds.
    pub fn audits(&mut self, written: &Book) -> Result<Vec<audit::row::ActiveModel>, DbErr> {
        let (limits, by) = (AuditLimits::default(), super::DECIDERS[0]);
        let open = written.requests.iter().filter(|one| one.is_open());
        let open: Vec<_> = open
            .filter(|one| one.account_id.is_some())
            .step_by(ONE_OF)
            .take(AUDITED - self.audited)
            .collect();
        self.audited += open.len();
        let check = |id: &AccountId| {
            let account = written.accounts.iter().find(|account| account.id == *id)?;
            let books = books(&written.transactions, account);
            Some(Checked::of(account, &books, &limits))
        };
        let rows = open.into_iter().filter_map(|one| {
            let ids = involved(one, one.payload().as_ref());
            let checked: Option<Vec<Checked>> = ids.iter().map(check).collect();
            Some((one.id, checked?))
        });
        rows.map(|(request, checked)| {
            Ok(audit::row::ActiveModel {
                request_id: Set(request),
                audited_at: Set(self.now),
                audited_by: Set(by.to_owned()),
                staff_id: Set(None),
                limits: Set(audit::json(&limits)?),
                accounts: Set(audit::json(&checked)?),
                ..Default::default()
            })
        })
        .collect()
    }
}

fn books(transactions: &[Transaction], account: &Account) -> Books {
    let mut books = Books::default();
    let of = |id: AccountId| transactions.iter().filter(move |one| one.account_id == id);
    for one in of(account.id) {
        books.add(one.status, Total::from(one.amount));
    }
    books
}
