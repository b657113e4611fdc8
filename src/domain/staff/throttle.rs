//! The throttle at the door: how often sign-ins may fail before the next one has to wait.
//!
//! Every try is counted before its password is looked at, so that tries in parallel cannot slip
//! through together; a right password gives its count back. What is counted:
//!
//! - the account from one address (or from one known device): the fifth failure closes the pair;
//! - the account from anywhere. One address adds no more than a pair's limit while the account is
//!   open, so nobody can close it for others from a single address;
//! - the address over all accounts.
//!
//! Closings grow from thirty seconds to a quarter of an hour and end by themselves. Accounts that
//! do not exist are counted alike. Rows hold digests, never an address typed; beside them stand the
//! network and the member, for those who open a door again. They are swept. Beside all that,
//! [`in_a_row`] counts what does not end by itself.

use std::time::Duration;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    ExprTrait, PaginatorTrait, QueryFilter,
};

use super::counters::{Counter, Counters, Kind};
use super::in_a_row::{self, Run, Side};
use crate::domain::values::ids::StaffId;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The rows of `sign_in_failures`.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::StaffId;
    use crate::platform::clock::Timestamp;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_failures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub failures: i64,
        pub last_failed_at: Timestamp,
        pub closed_until: Timestamp,
        /// What it counts, and for whom it is told: see [`super::Counter`].
        pub kind: String,
        pub network: Option<String>,
        pub staff_id: Option<StaffId>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Why a try may not be made now.
#[derive(Debug)]
pub enum Refused {
    /// Closed; it opens after `retry_after`.
    Closed {
        retry_after: Duration,
    },
    Db(DbErr),
}

impl From<DbErr> for Refused {
    fn from(error: DbErr) -> Refused {
        Refused::Db(error)
    }
}

/// A try that was counted as failed before it was made.
#[derive(Debug)]
pub struct Counted {
    subjects: Vec<String>,
    /// Whether this try, should it fail, closes something.
    pub closes: bool,
    /// Whether that is the account, here or everywhere, and not the address alone.
    pub closes_account: bool,
    /// Whose password is tried, and from where.
    of: Option<(StaffId, Side)>,
    /// Where it stands among the wrong passwords in a row.
    pub run: Run,
}

impl Counted {
    /// What a password has to match. One that is not taken any more matches nothing, as that of
    /// nobody, and takes as long.
    pub(super) fn to_match<'a>(&self, hash: Option<&'a str>) -> Option<&'a str> {
        hash.filter(|_| self.run != Run::Spent)
    }
}

/// Whether a try would be refused right now. Only looks; [`count`] decides.
pub async fn closed(
    db: &Db,
    counters: &Counters,
    now: Timestamp,
) -> Result<Option<Duration>, DbErr> {
    let subjects = counters
        .counters
        .iter()
        .map(|counter| counter.subject.as_str());
    let rows = row::Entity::find()
        .filter(row::Column::Subject.is_in(subjects))
        .filter(row::Column::ClosedUntil.gt(now))
        .all(db.read())
        .await?;
    Ok(rows.iter().map(|row| remaining(row, now)).max())
}

/// Counts a try as failed, in one transaction, unless something is closed.
pub async fn count(db: &Db, counters: &Counters, now: Timestamp) -> Result<Counted, Refused> {
    let txn = db.begin().await?;
    let mut rows = Vec::with_capacity(counters.counters.len());
    for counter in &counters.counters {
        let row = lock(&txn, counter, counters.member, now).await?;
        rows.push((counter.kind, row));
    }
    let wait = rows
        .iter()
        .map(|(_, row)| remaining(row, now))
        .max()
        .unwrap_or_default();
    if wait > Duration::ZERO {
        txn.rollback().await?;
        return Err(Refused::Closed { retry_after: wait });
    }
    let mut counted = add(&txn, rows, now).await?;
    if let Some(side) = counters.password {
        counted.of = counters.member.map(|member| (member, side));
        counted.run = in_a_row::count(&txn, counters.member, side).await?;
    }
    txn.commit().await?;
    Ok(counted)
}

/// Reads a counter, making it first if need be, and keeps others from it until the commit. The
/// order of the kinds is always the same, so that two tries never wait for each other.
async fn lock(
    db: &DatabaseTransaction,
    counter: &Counter,
    member: Option<StaffId>,
    now: Timestamp,
) -> Result<row::Model, DbErr> {
    let fresh = row::ActiveModel {
        subject: Set(counter.subject.clone()),
        failures: Set(0),
        last_failed_at: Set(now),
        closed_until: Set(Timestamp(0)),
        kind: Set(counter.told.to_owned()),
        network: Set(counter.network.clone()),
        // An address is nobody's.
        staff_id: Set(member.filter(|_| counter.kind != Kind::Address)),
    };
    let touch = OnConflict::column(row::Column::Subject)
        .update_column(row::Column::Subject)
        .to_owned();
    let mut row = row::Entity::insert(fresh)
        .on_conflict(touch)
        .exec_with_returning(db)
        .await?;
    if row.last_failed_at.plus(counter.kind.remember()) <= now {
        row.failures = 0;
    }
    Ok(row)
}

async fn add(
    db: &DatabaseTransaction,
    rows: Vec<(Kind, row::Model)>,
    now: Timestamp,
) -> Result<Counted, DbErr> {
    let pair_is_spent = rows
        .iter()
        .any(|(kind, row)| *kind == Kind::Pair && row.failures >= kind.limit());
    let mut counted = Counted {
        subjects: Vec::new(),
        closes: false,
        closes_account: false,
        of: None,
        run: Run::Open,
    };
    for (kind, row) in rows {
        let open = row.failures < kind.limit();
        if kind == Kind::Account && pair_is_spent && open {
            continue;
        }
        let failures = row.failures + 1;
        let closing = kind.closing(failures);
        let closes = closing > Duration::ZERO;
        counted.closes |= closes;
        counted.closes_account |= closes && kind != Kind::Address;
        counted.subjects.push(row.subject.clone());
        let row = row::ActiveModel {
            subject: Set(row.subject),
            failures: Set(failures),
            last_failed_at: Set(now),
            closed_until: Set(if closes {
                now.plus(closing)
            } else {
                Timestamp(0)
            }),
            ..Default::default()
        };
        row::Entity::update(row).exec(db).await?;
    }
    Ok(counted)
}

/// Gives a count back after a right password: the pair starts anew, the others lose this one try.
/// Rows are taken in the order of [`count`], the member last, so that nobody waits for each other:
/// whoever changes a member in the same transaction does so after this.
pub async fn give_back(db: &impl ConnectionTrait, counted: &Counted) -> Result<(), DbErr> {
    for (index, subject) in counted.subjects.iter().enumerate() {
        // The pair is always counted, and first.
        if index == 0 {
            row::Entity::delete_by_id(subject.clone()).exec(db).await?;
            continue;
        }
        row::Entity::update_many()
            .col_expr(
                row::Column::Failures,
                Expr::col(row::Column::Failures).sub(1),
            )
            .col_expr(row::Column::ClosedUntil, Timestamp(0).into())
            .filter(row::Column::Subject.eq(subject.as_str()))
            .filter(row::Column::Failures.gt(0))
            .exec(db)
            .await?;
    }
    match counted.of {
        Some((member, side)) => in_a_row::begin_anew(db, member, side).await,
        None => Ok(()),
    }
}

/// Removes counters that no longer count. Returns how many.
pub async fn sweep(db: &Db, now: Timestamp) -> Result<u64, DbErr> {
    let stale = row::Column::LastFailedAt
        .lt(now.minus(Kind::longest_memory()))
        .and(row::Column::ClosedUntil.lt(now));
    if row::Entity::find()
        .filter(stale.clone())
        .count(db.read())
        .await?
        == 0
    {
        return Ok(0);
    }
    Ok(row::Entity::delete_many()
        .filter(stale)
        .exec(db.write())
        .await?
        .rows_affected)
}

fn remaining(row: &row::Model, now: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(row.closed_until.0 - now.0).unwrap_or(0))
}
