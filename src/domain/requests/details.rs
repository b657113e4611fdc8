//! Everything the page of one request tells, in few queries.

use sea_orm::sea_query::{Alias, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::payload::Payload;
use super::request::{self, CustomerRequest};
use super::search::{Line, others_of};
use super::{comment, search};
use crate::domain::customers::current::{self, Current};
use crate::domain::customers::customer::{self, full_name};
use crate::domain::documents::stored;
use crate::domain::ledger::{account, transaction};
use crate::domain::values::ids::{AccountId, CustomerId, DocumentId, RequestId};
use crate::domain::values::scope::Scope;
use crate::platform::db::Db;

/// How many other requests of the customer are shown.
pub const OTHERS: u64 = 5;

/// How many transactions of each account are shown.
pub const TRANSACTIONS: u64 = 5;

/// The most documents that are named.
const DOCUMENTS: u64 = 50;

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
    pub comments: Vec<comment::Model>,
    /// The documents that it names.
    pub documents: Vec<(DocumentId, String)>,
}

/// An account that a request touches.
#[derive(Clone, Debug)]
pub struct Involved {
    pub account: account::Model,
    /// What its owner is called.
    pub owner: String,
    /// The latest, newest first.
    pub transactions: Vec<transaction::Model>,
}

impl Details {
    /// An account that the request touches.
    pub fn account(&self, id: AccountId) -> Option<&account::Model> {
        let mut accounts = self.accounts.iter().map(|involved| &involved.account);
        accounts.find(|account| account.id == id)
    }
}

/// The request with this id, if there is one.
pub async fn find(db: &Db, id: RequestId) -> Result<Option<Details>, DbErr> {
    let db = db.read();
    let Some(request) = request::find(db, id).await? else {
        return Ok(None);
    };
    let line = search::lines().filter(request::Column::Id.eq(id));
    let line = line.into_model::<Line>().one(db).await?;
    let current = current::find(db, &Scope::All, request.customer_id).await?;
    let Some((line, current)) = line.zip(current) else {
        return Ok(None);
    };
    let payload = request.payload();
    let others = others_of(db, request.customer_id, id, OTHERS).await?;
    Ok(Some(Details {
        accounts: accounts(db, &involved(&request, payload.as_ref())).await?,
        comments: comment::of(db, id).await?,
        documents: documents(db, request.customer_id, payload.as_ref()).await?,
        request,
        line,
        payload,
        current,
        others,
    }))
}

fn involved(request: &CustomerRequest, payload: Option<&Payload>) -> Vec<AccountId> {
    let other = match payload {
        Some(Payload::Transfer { to, .. } | Payload::Investment { to }) => Some(*to),
        _ => None,
    };
    let mut ids: Vec<AccountId> = request.account_id.into_iter().chain(other).collect();
    ids.dedup();
    ids
}

async fn accounts(db: &impl ConnectionTrait, ids: &[AccountId]) -> Result<Vec<Involved>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let owner = account::Entity::belongs_to(customer::Entity)
        .from(account::Column::CustomerId)
        .to(customer::Column::Id);
    let owners: Vec<(CustomerId, String, Option<String>)> = account::Entity::find()
        .select_only()
        .column_as(customer::Column::Id, "owner_id")
        .column(customer::Column::FirstName)
        .column(customer::Column::LastName)
        .join(JoinType::InnerJoin, owner.into())
        .filter(account::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let found = account::Entity::find().filter(account::Column::Id.is_in(ids.iter().copied()));
    let found = found.all(db).await?;
    let moves = transactions(db, ids).await?;
    let mut all: Vec<Involved> = found
        .into_iter()
        .map(|account| Involved {
            owner: owners
                .iter()
                .find(|(id, ..)| *id == account.customer_id)
                .map(|(_, first, last)| full_name(first, last.as_deref()))
                .unwrap_or_default(),
            transactions: moves
                .iter()
                .filter(|one| one.account_id == account.id)
                .cloned()
                .collect(),
            account,
        })
        .collect();
    all.sort_by_key(|involved| ids.iter().position(|id| *id == involved.account.id));
    Ok(all)
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

/// Names of the customer's documents that the request is about.
async fn documents(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    payload: Option<&Payload>,
) -> Result<Vec<(DocumentId, String)>, DbErr> {
    let Some(Payload::Document { documents }) = payload else {
        return Ok(Vec::new());
    };
    stored::Entity::find()
        .select_only()
        .columns([stored::Column::Id, stored::Column::FileName])
        .filter(stored::Column::Id.is_in(documents.iter().copied()))
        .filter(stored::Column::CustomerId.eq(customer))
        .order_by(stored::Column::Id, Order::Asc)
        .limit(DOCUMENTS)
        .into_tuple()
        .all(db)
        .await
}
