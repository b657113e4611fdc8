//! Filling the database with requests: each customer's story is made in memory, with the accounts
//! and transactions that explain it, and written many at a time.

mod story;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait, FromQueryResult, IntoActiveModel, Iterable, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};

use super::rows::MOST_VALUES;
use crate::domain::actor::Actor;
use crate::domain::customers::customer;
use crate::domain::journal::chain;
use crate::domain::ledger::{account, transaction};
use crate::domain::requests::{audit, request, resolution};
use crate::domain::values::ids::{AccountId, CustomerId, RequestId, TransactionId};
use crate::platform::db::{Db, no_statement_timeout};
use crate::platform::indexes;
use story::{Asker, Book, Ids, Paper, Reasons, Teller};

/// Requests that are written at once, at least.
const BATCH: usize = 4_000;

/// Customers that are read at once.
const CUSTOMERS: u64 = 500;

/// The most papers that requests are about.
const PAPERS: u64 = 600;

const TABLES: [&str; 3] = ["accounts", "transactions", "requests"];

/// What approved requests did to their customers, and what the journal says of it all: `$1` and
/// `$2` are the first and the last of the new requests, in the last one of the new accounts.
const AROUND: [&str; 5] = [
    "UPDATE customers SET verification_level = raised.level FROM (
        SELECT customer_id, COUNT(*) AS level FROM requests
        WHERE type = 'verification' AND status = 1
        GROUP BY customer_id HAVING MAX(id) BETWEEN $1 AND $2) AS raised
    WHERE customers.id = raised.customer_id",
    "UPDATE customers SET partner_since = made.since,
        profit_share = CASE profit_share WHEN 0 THEN 500 ELSE profit_share END
    FROM (
        SELECT customer_id, MIN(resolved_at) AS since FROM requests
        WHERE type = 'partner' AND status = 1
        GROUP BY customer_id HAVING MAX(id) BETWEEN $1 AND $2) AS made
    WHERE customers.id = made.customer_id",
    "INSERT INTO journal (at, actor_kind, actor_name, request_id, action, subject_kind,
        subject_id, subject_name, customer_id, changes, outcome)
    SELECT resolved_at, 'staff', resolved_by, 'command-demo',
        CASE status WHEN 1 THEN 'request.approved' ELSE 'request.rejected' END,
        'request', id, '#' || id, customer_id, '[]', 'done'
    FROM requests WHERE resolved_at IS NOT NULL AND id BETWEEN $1 AND $2 ORDER BY id",
    "INSERT INTO journal (at, actor_kind, actor_name, request_id, action, subject_kind,
        subject_id, subject_name, customer_id, changes, outcome)
    SELECT audited_at, 'staff', audited_by, 'command-demo', 'request.audited', 'request',
        request_id, '#' || request_id, (SELECT customer_id FROM requests r WHERE r.id = request_id),
        '[{\"field\":\"audit_result\",\"after\":\"ok\"}]', 'done'
    FROM request_audits WHERE request_id BETWEEN $1 AND $2 ORDER BY id",
    "INSERT INTO journal (at, actor_kind, actor_name, request_id, action, subject_kind,
        subject_id, subject_name, customer_id, changes, outcome)
    SELECT created_at, 'command', 'demo', 'command-demo', 'account.opened', 'account', id, number,
        customer_id, '[]', 'done'
    FROM accounts WHERE id BETWEEN $1 AND $2 ORDER BY id",
];

/// Adds demo requests until there are `wanted`, with accounts and transactions whose balances they
/// explain, all in one transaction. The same seed, customers and moment make the same ones. Fails
/// when there is nobody who could ask. Answers how many were made.
pub async fn requests(
    db: &Db,
    actor: &Actor,
    wanted: u64,
    seed: u64,
    progress: impl Fn(u64),
) -> anyhow::Result<u64> {
    let txn = db.begin().await?;
    no_statement_timeout(&txn).await?;
    lock(&txn).await?;
    let there = request::Entity::find().count(&txn).await?;
    let missing = wanted.saturating_sub(there);
    if missing == 0 {
        return Ok(0);
    }
    let customers = customer::Entity::find().count(&txn).await?;
    anyhow::ensure!(
        customers > 0,
        "there are no customers yet: say --customers as well"
    );
    let aside = match there {
        0 => Some(indexes::set_aside(&txn, &TABLES, &[]).await?),
        _ => None,
    };
    let before = last_ids(&txn).await?;
    let reasons = Reasons::of(&resolution::dictionary(&txn).await?);
    let known = (papers(&txn).await?, reasons);
    let mut teller = Teller::new(seed, actor.at, known, before);
    let mut left = (missing, customers);
    let (mut book, mut last) = (Book::default(), CustomerId(0));
    while left.0 > 0 {
        let batch = people(&txn, last).await?;
        let Some(end) = batch.last().map(|person| person.id) else {
            break;
        };
        last = end;
        for person in &batch {
            let share = teller.share(left);
            left = (left.0 - share, left.1.saturating_sub(1));
            teller.tell(person, share, &mut book);
            if book.requests.len() >= BATCH {
                write(&txn, std::mem::take(&mut book), &mut teller).await?;
                progress(missing - left.0);
            }
        }
    }
    write(&txn, book, &mut teller).await?;
    if let Some(aside) = aside {
        aside.give_back(&txn).await?;
    }
    around(&txn, before, teller.last).await?;
    txn.commit().await?;
    db.refresh_statistics().await?;
    progress(missing - left.0);
    Ok(missing - left.0)
}

/// The last ids there are.
async fn last_ids(txn: &DatabaseTransaction) -> Result<Ids, DbErr> {
    let mut last = [0; 3];
    for (id, table) in last.iter_mut().zip(TABLES) {
        let sql = format!("SELECT COALESCE(MAX(id), 0) AS last FROM {table}");
        let statement = Statement::from_string(txn.get_database_backend(), sql);
        let row = txn.query_one_raw(statement).await?;
        *id = row.map_or(Ok(0), |row| row.try_get("", "last"))?;
    }
    let [account, transaction, request] = last;
    Ok(Ids {
        account: AccountId(account),
        transaction: TransactionId(transaction),
        request: RequestId(request),
    })
}

/// Keeps others from taking ids meanwhile. On SQLite, who writes is alone.
async fn lock(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let tables = TABLES.join(", ");
        let lock = format!("LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE");
        txn.execute_unprepared(&lock).await?;
    }
    Ok(())
}

/// The next customers who may ask for something.
async fn people(txn: &DatabaseTransaction, after: CustomerId) -> Result<Vec<Asker>, DbErr> {
    customer::Entity::find()
        .filter(customer::Column::Id.gt(after))
        .order_by_asc(customer::Column::Id)
        .limit(CUSTOMERS)
        .into_partial_model()
        .all(txn)
        .await
}

/// Current papers with what is known of their owners.
async fn papers(txn: &DatabaseTransaction) -> Result<Vec<Paper>, DbErr> {
    let sql = format!(
        "SELECT d.id, d.uploaded_at, d.customer_id, c.first_name, c.last_name, c.language, CASE
            WHEN d.slot IN ('doc_file_1', 'doc_file_2') THEN 'document'
            ELSE d.slot END AS proves, CASE
            WHEN d.slot IN ('doc_file_1', 'doc_file_2') THEN c.verified_document
            WHEN d.slot = 'selfie_images' THEN c.verified_selfie
            ELSE c.verified_address END AS verified
        FROM documents d JOIN customers c ON c.id = d.customer_id
        WHERE d.replaced_at IS NULL
            AND d.slot IN ('doc_file_1', 'doc_file_2', 'selfie_images', 'address_file')
        ORDER BY d.id LIMIT {PAPERS}"
    );
    let statement = Statement::from_string(txn.get_database_backend(), sql);
    Paper::find_by_statement(statement).all(txn).await
}

/// Writes a batch; requests get their numbers in the order they came.
async fn write(txn: &DatabaseTransaction, book: Book, teller: &mut Teller) -> Result<(), DbErr> {
    let book = teller.number(book);
    let audits = teller.audits(&book)?;
    insert::<account::Entity, _>(txn, book.accounts).await?;
    insert::<request::Entity, _>(txn, book.requests).await?;
    insert::<transaction::Entity, _>(txn, book.transactions).await?;
    if !audits.is_empty() {
        let audits = audit::row::Entity::insert_many(audits);
        audits.exec_without_returning(txn).await?;
    }
    Ok(())
}

async fn insert<E, A>(txn: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<(), DbErr>
where
    E: EntityTrait<ActiveModel = A>,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let columns = <E::Column as Iterable>::iter().count();
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all());
    loop {
        let chunk: Vec<A> = rows.by_ref().take(MOST_VALUES / columns).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        E::insert_many(chunk).exec_without_returning(txn).await?;
    }
}

/// What follows from the new rows.
async fn around(txn: &DatabaseTransaction, after: Ids, last: Ids) -> Result<(), DbErr> {
    let engine = txn.get_database_backend();
    let requests = [after.request.0 + 1, last.request.0];
    let accounts = [after.account.0 + 1, last.account.0];
    for (sql, range) in AROUND
        .iter()
        .zip([requests, requests, requests, requests, accounts])
    {
        let values = range.map(sea_orm::Value::from);
        let statement = Statement::from_sql_and_values(engine, *sql, values);
        txn.execute_raw(statement).await?;
    }
    chain::extend(txn).await?;
    if engine == DbBackend::Postgres {
        for table in TABLES {
            let advance = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}
                HAVING MAX(id) IS NOT NULL"
            );
            txn.execute_unprepared(&advance).await?;
        }
    }
    Ok(())
}
