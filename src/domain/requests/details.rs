//! Everything the page of one request tells, in few queries.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use tokio::try_join;

use super::payload::{self, Payload};
use super::request::{self, CustomerRequest};
use super::search::{Line, others_of};
use super::{comment, search};
use crate::domain::customers::current::{self, Current};
use crate::domain::customers::customer::{self, full_name};
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::stored;
use crate::domain::ledger::{account, hold, transaction};
use crate::domain::values::ids::{AccountId, CustomerId, DocumentId, RequestId};
use crate::domain::values::mask::DOTS;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::values::total::Total;
use crate::domain::within::within;
use crate::platform::db::{Db, Together};

/// How many other requests of the customer are shown.
pub const OTHERS: u64 = 5;

/// How many transactions of each account are shown.
pub const TRANSACTIONS: u64 = 5;

/// The most documents that a request names: more than there are places for.
pub const DOCUMENTS: usize = 50;

/// A request with what hangs on it.
#[derive(Clone, Debug)]
pub struct Details {
    pub request: CustomerRequest,
    /// The same as its list shows it.
    pub line: Line,
    pub payload: Option<Payload>,
    pub current: Current,
    /// The customer's other requests, newest first.
    pub others: Vec<Line>,
    /// Those that the request touches: its own first.
    pub accounts: Vec<Involved>,
    /// Those of customers whom the reader does not see: nothing but their numbers.
    pub hidden: Vec<(AccountId, String)>,
    pub comments: Vec<comment::Model>,
    /// The documents that it names.
    pub documents: Vec<(DocumentId, FileName)>,
}

/// An account that a request touches.
#[derive(Clone, Debug)]
pub struct Involved {
    pub account: account::Model,
    /// What its owner is called.
    pub owner: String,
    /// What debits on hold will take from it, but for those of the request itself.
    pub held: Total,
    /// The latest, newest first.
    pub transactions: Vec<transaction::Model>,
}

impl Details {
    /// The number of an account that the request touches.
    pub fn account_number(&self, id: AccountId) -> Option<&str> {
        let seen = self.accounts.iter().map(|involved| &involved.account);
        let seen = seen.map(|account| (account.id, account.number.as_str()));
        let hidden = self
            .hidden
            .iter()
            .map(|(id, number)| (*id, number.as_str()));
        let mut numbers = seen.chain(hidden);
        numbers.find_map(|(account, number)| (account == id).then_some(number))
    }
}

/// The request with this id as its customer is seen, if there is one within the scope.
pub async fn find(
    db: &Db,
    (scope, sight): (&Scope, &Sight),
    id: RequestId,
) -> Result<Option<Details>, DbErr> {
    let db = db.read();
    let Some(request) = request::find(db, scope, id).await? else {
        return Ok(None);
    };
    let request = seen(request, sight);
    let (payload, customer) = (request.payload(), request.customer_id);
    let touched = involved(&request, payload.as_ref());
    let rest = async |db: &Together| {
        try_join!(
            search::line(db, sight, id),
            current::find(db, (&Scope::All, sight), customer),
            others_of(db, (scope, sight), (customer, id), OTHERS),
            accounts(db, (scope, sight), id, &touched),
            comment::of(db, id),
            documents(db, sight, customer, payload.as_ref()),
        )
    };
    let (line, current, others, (accounts, hidden), comments, documents) =
        db.together(rest).await?;
    Ok(line.zip(current).map(|(line, current)| Details {
        request,
        line,
        payload,
        current,
        others,
        accounts,
        hidden,
        comments,
        documents,
    }))
}

/// A request as it is seen: what was asked for, and what the customer was told.
fn seen(request: CustomerRequest, sight: &Sight) -> CustomerRequest {
    if sight.sees(request.customer_id) {
        return request;
    }
    CustomerRequest {
        payload: payload::masked(&request.payload),
        letter: request.letter.map(|_| DOTS.to_owned()),
        ..request
    }
}

/// The accounts that a request touches, each once: its own first.
pub fn involved(request: &CustomerRequest, payload: Option<&Payload>) -> Vec<AccountId> {
    let other = match payload {
        Some(Payload::Transfer { to, .. } | Payload::Investment { to }) => Some(*to),
        _ => None,
    };
    let mut ids: Vec<AccountId> = request.account_id.into_iter().chain(other).collect();
    ids.dedup();
    ids
}

/// The accounts whose owners the reader sees, and the numbers of the others.
async fn accounts(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    request: RequestId,
    ids: &[AccountId],
) -> Result<(Vec<Involved>, Vec<(AccountId, String)>), DbErr> {
    if ids.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let owners = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .column(customer::Column::FirstName)
        .column(customer::Column::LastName)
        .filter(customer::Column::Id.in_subquery(owners_of(ids)))
        .filter(within(
            scope,
            Expr::col((customer::Entity, customer::Column::Id)),
        ))
        .into_tuple::<(CustomerId, String, Option<String>)>()
        .all(db);
    let found = account::Entity::find().filter(account::Column::Id.is_in(ids.iter().copied()));
    let (owners, found) = try_join!(owners, found.all(db))?;
    let seen = |account: &account::Model| owners.iter().any(|(id, ..)| *id == account.customer_id);
    let (found, hidden): (Vec<_>, Vec<_>) = found.into_iter().partition(seen);
    let ids_seen: Vec<AccountId> = found.iter().map(|account| account.id).collect();
    let (moves, holds) = try_join!(
        transactions(db, &ids_seen),
        hold::debits(db, &ids_seen, Some(request)),
    )?;
    let held = |id| holds.iter().find(|(account, _)| *account == id);
    let mut all: Vec<Involved> = found
        .into_iter()
        .map(|account| Involved {
            owner: owners
                .iter()
                .find(|(id, ..)| *id == account.customer_id)
                .map(|(id, first, last)| sight.name(*id, &full_name(first, last.as_deref())))
                .unwrap_or_default(),
            held: held(account.id).map_or(Total::ZERO, |(_, sum)| *sum),
            transactions: moves
                .iter()
                .filter(|one| one.account_id == account.id)
                .map(|one| match sight.sees(account.customer_id) {
                    true => one.clone(),
                    false => one.clone().masked(),
                })
                .collect(),
            account,
        })
        .collect();
    all.sort_by_key(|involved| ids.iter().position(|id| *id == involved.account.id));
    let hidden = hidden
        .into_iter()
        .map(|account| (account.id, account.number));
    Ok((all, hidden.collect()))
}

fn owners_of(accounts: &[AccountId]) -> SelectStatement {
    account::Entity::find()
        .select_only()
        .column(account::Column::CustomerId)
        .filter(account::Column::Id.is_in(accounts.iter().copied()))
        .into_query()
}

/// The latest transactions of each account, newest first: one query.
async fn transactions(
    db: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<Vec<transaction::Model>, DbErr> {
    let mut latest = ids.iter().map(|id| latest_of(*id));
    let Some(mut all) = latest.next() else {
        return Ok(Vec::new());
    };
    all.unions(latest.map(|one| (UnionType::All, one)));
    transaction::Entity::find()
        .filter(transaction::Column::Id.in_subquery(all))
        .order_by(transaction::Column::Id, Order::Desc)
        .all(db)
        .await
}

fn latest_of(account: AccountId) -> SelectStatement {
    let latest = transaction::Entity::find()
        .select_only()
        .column(transaction::Column::Id)
        .filter(transaction::Column::AccountId.eq(account))
        .order_by(transaction::Column::Id, Order::Desc)
        .limit(TRANSACTIONS)
        .into_query();
    // A limit holds inside a union only in a query of its own.
    Query::select()
        .column(transaction::Column::Id)
        .from_subquery(latest, Alias::new("latest"))
        .to_owned()
}

/// Names of the customer's documents that the request is about, as they are seen.
async fn documents(
    db: &impl ConnectionTrait,
    sight: &Sight,
    customer: CustomerId,
    payload: Option<&Payload>,
) -> Result<Vec<(DocumentId, FileName)>, DbErr> {
    let Some(Payload::Document { documents }) = payload else {
        return Ok(Vec::new());
    };
    let found: Vec<(DocumentId, FileName)> = stored::Entity::find()
        .select_only()
        .columns([stored::Column::Id, stored::Column::FileName])
        .filter(stored::Column::Id.is_in(documents.iter().copied().take(DOCUMENTS)))
        .filter(stored::Column::CustomerId.eq(customer))
        .order_by(stored::Column::Id, Order::Asc)
        .into_tuple()
        .all(db)
        .await?;
    let clear = sight.sees(customer);
    let seen = found.into_iter().map(|(id, name)| match clear {
        true => (id, name),
        false => (id, name.masked()),
    });
    Ok(seen.collect())
}
