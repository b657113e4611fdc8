//! What hangs on a batch of demo customers: journal, consents, decided and waiting steps, sessions.
//! What follows from the customers' rows is made from them inside the database.

use sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, Statement, Value,
};

use super::super::people::{Open, Standing};
use super::rows::{MOST_VALUES, Prepared};
use super::{ago, is_drawn};
use crate::domain::actor::Actor;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::network;
use crate::domain::verification::review::{self, Decision};
use crate::domain::verification::step::{self, Step, StepState};
use crate::platform::clock::Timestamp;

/// Who decides about papers in the demo.
pub const REVIEWER: &str = "Cora Compliance";

const TOLD: &str = "INSERT INTO journal (at, actor_kind, actor_name, request_id, action,
        subject_kind, subject_id, subject_name, customer_id, changes, outcome)
    SELECT created_at, 'command', 'demo', 'command-demo', 'customer.created', 'customer', id,
        first_name || ' ' || last_name, id, '[]', 'done'
    FROM customers WHERE id BETWEEN $1 AND $2 ORDER BY id";

const CONSENTS: &str = "INSERT INTO consents (customer_id, kind, given, at, recorded_by, how)
    SELECT id, 'newsletter', newsletter, created_at, 'demo', 'registration'
    FROM customers WHERE newsletter AND id BETWEEN $1 AND $2 ORDER BY id";

/// Channels are verified within the first minute. What is in them needs no escaping in JSON.
const CHANNELS: &str = "INSERT INTO verification_reviews (customer_id, step, decision, by_hand,
        evidence, decided_at, decided_by)
    SELECT id, '{step}', 'accept', FALSE, '[{\"channel\":\"' || {step} || '\"}]',
        created_at + {after}, 'demo'
    FROM customers WHERE verified_{step} AND id BETWEEN $1 AND $2 ORDER BY id";

/// Papers within two days, or earlier when they registered just now.
const PAPERS: &str = "INSERT INTO verification_reviews (customer_id, step, decision, by_hand,
        evidence, decided_at, decided_by)
    SELECT id, '{step}', 'accept', FALSE, '[]', created_at + CASE
        WHEN $3 - created_at > 518400000 THEN 172800000 ELSE ($3 - created_at) / 3 END, '{reviewer}'
    FROM customers WHERE verified_{step} AND id BETWEEN $1 AND $2 ORDER BY id";

/// Steps whose decision is recorded when the papers are drawn.
const UNDRAWN: &str = "INSERT INTO verification_steps (customer_id, step, state, since)
    SELECT id, '{step}', 'accepted', created_at
    FROM customers WHERE verified_{step} AND id BETWEEN $1 AND $2";

/// Where the decisions brought the steps.
const DECIDED: &str = "INSERT INTO verification_steps (customer_id, step, state, since, review_id)
    SELECT customer_id, step, CASE decision WHEN 'accept' THEN 'accepted'
        WHEN 'ask_again' THEN 'asked_again' ELSE 'rejected' END, decided_at, id
    FROM verification_reviews WHERE id > $1 AND customer_id BETWEEN $2 AND $3";

/// Writes everything around the customers from `first` on; those up to `drawn` get papers later.
pub async fn insert(
    txn: &DatabaseTransaction,
    actor: &Actor,
    first: CustomerId,
    batch: &[Prepared],
    drawn: Option<CustomerId>,
) -> Result<(), DbErr> {
    let (from, to) = (first.0, first.0 + batch.len() as i64 - 1);
    run(txn, TOLD, [from, to]).await?;
    run(txn, CONSENTS, [from, to]).await?;
    let reviewed = last_review(txn).await?;
    for (step, after) in [("email", "20000"), ("phone", "40000")] {
        let sql = CHANNELS.replace("{step}", step).replace("{after}", after);
        run(txn, &sql, [from, to]).await?;
    }
    let papers_from = drawn.map_or(from, |last| last.0 + 1);
    for step in ["document", "selfie", "address"] {
        let sql = PAPERS
            .replace("{step}", step)
            .replace("{reviewer}", REVIEWER);
        run(txn, &sql, [papers_from, to, actor.at.0]).await?;
        if drawn.is_some() {
            let sql = UNDRAWN.replace("{step}", step);
            run(txn, &sql, [from, papers_from - 1]).await?;
        }
    }
    decide(txn, actor.at, first, batch).await?;
    run(txn, DECIDED, [reviewed, from, to]).await?;
    submit(txn, actor.at, first, batch).await?;
    sessions(txn, actor.at, first, batch).await
}

async fn run<const N: usize>(
    txn: &DatabaseTransaction,
    sql: &str,
    values: [i64; N],
) -> Result<(), DbErr> {
    let values: [Value; N] = values.map(Value::from);
    let engine = txn.get_database_backend();
    let statement = Statement::from_sql_and_values(engine, sql, values);
    txn.execute_raw(statement).await?;
    Ok(())
}

async fn last_review(txn: &DatabaseTransaction) -> Result<i64, DbErr> {
    let sql = "SELECT COALESCE(MAX(id), 0) AS last FROM verification_reviews";
    let statement = Statement::from_string(txn.get_database_backend(), sql);
    let row = txn.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "last"))
}

/// Each person of a batch who has something open, with their id.
fn open_ones(
    first: CustomerId,
    batch: &[Prepared],
) -> impl Iterator<Item = (CustomerId, &Prepared, &Open)> {
    batch.iter().zip(first.0..).filter_map(|(one, id)| {
        let open = one.person.open.as_ref()?;
        Some((CustomerId(id), one, open))
    })
}

/// What was decided against; with drawn papers, it is recorded together with them.
async fn decide(
    txn: &DatabaseTransaction,
    now: Timestamp,
    first: CustomerId,
    batch: &[Prepared],
) -> Result<(), DbErr> {
    let mut rows = Vec::new();
    for (customer, one, open) in open_ones(first, batch) {
        let Some(decision) = decision(open.standing).filter(|_| !is_drawn(one.index)) else {
            continue;
        };
        rows.extend(open.steps.iter().map(|(step, reason)| review::ActiveModel {
            customer_id: Set(customer),
            step: Set(*step),
            decision: Set(decision),
            by_hand: Set(false),
            reason: Set(reason.map(str::to_owned)),
            evidence: Set("[]".to_owned()),
            decided_at: Set(ago(now, open.since_before_seconds)),
            decided_by: Set(REVIEWER.to_owned()),
            ..Default::default()
        }));
    }
    for chunk in rows.chunks(MOST_VALUES / 9) {
        review::Entity::insert_many(chunk.iter().cloned())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// What a standing was decided as, if it was.
pub fn decision(standing: Standing) -> Option<Decision> {
    match standing {
        Standing::Waiting => None,
        Standing::AskedAgain => Some(Decision::AskAgain),
        Standing::Rejected => Some(Decision::Reject),
    }
}

/// The state that a standing is.
pub fn state(standing: Standing) -> StepState {
    match standing {
        Standing::Waiting => StepState::Submitted,
        Standing::AskedAgain => StepState::AskedAgain,
        Standing::Rejected => StepState::Rejected,
    }
}

/// What waits for a reviewer, and what will have been decided once the papers are drawn.
async fn submit(
    txn: &DatabaseTransaction,
    now: Timestamp,
    first: CustomerId,
    batch: &[Prepared],
) -> Result<(), DbErr> {
    let mut rows = Vec::new();
    for (customer, one, open) in open_ones(first, batch) {
        let waits = open.standing == Standing::Waiting;
        if !waits && !is_drawn(one.index) {
            continue;
        }
        let since = ago(now, open.since_before_seconds);
        let row = |step: Step| step::ActiveModel {
            customer_id: Set(customer),
            step: Set(step),
            state: Set(state(open.standing)),
            since: Set(since),
            waiting_since: Set(waits.then_some(since)),
            review_id: Set(None),
        };
        rows.extend(open.steps.iter().map(|(step, _)| row(*step)));
    }
    for chunk in rows.chunks(MOST_VALUES / 6) {
        step::Entity::insert_many(chunk.iter().cloned())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

async fn sessions(
    txn: &DatabaseTransaction,
    now: Timestamp,
    first: CustomerId,
    batch: &[Prepared],
) -> Result<(), DbErr> {
    const COLUMNS: [&str; 10] = [
        "customer_id",
        "reference",
        "ip",
        "ip_key",
        "user_agent",
        "started_at",
        "last_seen_at",
        "ended_at",
        "ended_by",
        "ended_because",
    ];
    let mut rows: Vec<[SimpleExpr; 10]> = Vec::new();
    for (one, id) in batch.iter().zip(first.0..) {
        rows.extend(one.person.activity.sessions.iter().map(|session| {
            let seen = ago(now, session.seen_before_seconds).0;
            let ended = |words: &str| session.ended.then(|| words.to_owned());
            [
                id.into(),
                session.reference.clone().into(),
                session.ip.clone().into(),
                network::key_of(&session.ip).into(),
                session.user_agent.into(),
                ago(now, session.started_before_seconds).0.into(),
                seen.into(),
                session.ended.then_some(seen).into(),
                ended("customer").into(),
                ended("signed out").into(),
            ]
        }));
    }
    for chunk in rows.chunks(MOST_VALUES / COLUMNS.len()) {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("customer_sessions"))
            .columns(COLUMNS.map(Alias::new));
        for row in chunk {
            insert.values_panic(row.clone());
        }
        txn.execute(&insert).await?;
    }
    Ok(())
}
