//! Delivery: takes what is due out of the outbox, hands it over, and writes down how that went. At
//! least once: whoever dies between handing over and writing down leaves a mail that is sent again,
//! under the same `Message-ID`.

use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::mail::{Column, Entity, MailState, Model};
use super::sealed::opened;
use crate::domain::values::ids::MailId;
use crate::platform::clock::{Clock, Timestamp};
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::mailer::{Mailer, NotSent, PATIENCE, Why};

/// How many mails are handed over at a time.
const AT_ONCE: usize = 4;

/// How many due mails are looked up at a time.
const LOOKED_UP: u64 = 32;

/// For how long a mail belongs to who took it: longer than handing it over can last.
pub const LEASE: Duration = PATIENCE.saturating_add(Duration::from_secs(10));

/// How long to wait after the first try that failed, the second, …; after those, the last one.
const PAUSES_MINUTES: [u64; 5] = [1, 2, 5, 15, 60];

/// A mail is given up with this try: the pauses before it make 24 hours, less 37 minutes.
pub const MOST_TRIES: i32 = 28;

/// How a round went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: usize,
    pub failed: usize,
    /// Nobody answered: the rest of what is due was left for the next round.
    pub outage: bool,
}

/// What delivery needs.
#[derive(Clone, Copy)]
pub struct Post<'a> {
    pub db: &'a Db,
    pub mailer: &'a Mailer,
    pub clock: &'a Clock,
    /// What tokens in letters are made with.
    pub key: &'a MasterKey,
}

/// Hands over everything that is due, unless `stopped` says so or nobody answers at the other end.
/// Without due mails it only looks, into an index.
pub async fn deliver(post: Post<'_>, stopped: impl Fn() -> bool) -> Result<Round, DbErr> {
    let mut round = Round::default();
    loop {
        let due = due(post.db, post.clock.now()).await?;
        if due.is_empty() {
            return Ok(round);
        }
        for few in due.chunks(AT_ONCE) {
            if stopped() {
                return Ok(round);
            }
            hand_over(post, few, &mut round).await?;
            if round.outage {
                return Ok(round);
            }
        }
    }
}

/// Hands over a few mails at the same time. They are taken together and written down together: each
/// write costs as much as a decision of somebody who waits for it.
async fn hand_over(post: Post<'_>, few: &[MailId], round: &mut Round) -> Result<(), DbErr> {
    let taken = take(post.db, few, post.clock.now()).await?;
    let tried = join_all(taken.iter().map(|mail| send(post, mail))).await;
    let now = post.clock.now();
    let mut sent = Vec::with_capacity(taken.len());
    let mut failed = Vec::new();
    for (mail, went) in taken.iter().zip(tried) {
        match went {
            Ok(()) => sent.push(mail.id),
            Err(error) => failed.push((mail, error)),
        }
    }
    round.sent += sent.len();
    write_sent(post.db, sent, now).await?;
    for (mail, error) in failed {
        tracing::info!(
            mail = mail.id.0,
            why = code(error.why),
            "a mail was not sent"
        );
        round.failed += 1;
        round.outage |= error.why == Why::Unreachable;
        write_failed(post.db, mail, &error, now).await?;
    }
    Ok(())
}

async fn send(post: Post<'_>, mail: &Model) -> Result<(), NotSent> {
    let letter = opened(post.key, mail.clone()).letter();
    let letter = letter.map_err(|error| NotSent {
        why: Why::Unwritable,
        detail: error.to_string(),
    })?;
    post.mailer.send(&letter).await
}

async fn due(db: &Db, now: Timestamp) -> Result<Vec<MailId>, DbErr> {
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::NextTryAt.lte(now))
        .order_by_asc(Column::NextTryAt)
        .order_by_asc(Column::Id)
        .limit(LOOKED_UP);
    query.into_tuple().all(db.read()).await
}

/// Takes mails for the time of the lease: of two processes that try, one gets each.
async fn take(db: &Db, ids: &[MailId], now: Timestamp) -> Result<Vec<Model>, DbErr> {
    let mut taken = Entity::update_many()
        .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
        .col_expr(Column::NextTryAt, now.plus(LEASE).into())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::State.eq(MailState::Queued))
        .filter(Column::NextTryAt.lte(now))
        .exec_with_returning(db.write())
        .await?;
    taken.sort_by_key(|mail| mail.id);
    Ok(taken)
}

async fn write_sent(db: &Db, ids: Vec<MailId>, now: Timestamp) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(MailState::Sent))
        .col_expr(Column::SentAt, now.into())
        .col_expr(Column::NextTryAt, Expr::value(None::<i64>))
        .col_expr(Column::LastError, Expr::value(None::<String>))
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(MailState::Queued))
        .exec(db.write())
        .await?;
    Ok(())
}

/// Only the one who has the mail says how it failed: after the lease, that is somebody else.
async fn write_failed(db: &Db, mail: &Model, error: &NotSent, now: Timestamp) -> Result<(), DbErr> {
    let next = next_try(mail.tries, error.why).map(|pause| now.plus(pause).0);
    let state = match next {
        Some(_) => MailState::Queued,
        None => MailState::Dead,
    };
    let words = format!("{}: {}", code(error.why), error.detail);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::NextTryAt, Expr::value(next))
        .col_expr(Column::LastError, words.into())
        .filter(Column::Id.eq(mail.id))
        .filter(Column::State.eq(MailState::Queued))
        .filter(Column::Tries.eq(mail.tries))
        .exec(db.write())
        .await?;
    Ok(())
}

/// How long to wait after a number of tries; `None` when there is no point in another one.
fn next_try(tries: i32, why: Why) -> Option<Duration> {
    if matches!(why, Why::Refused | Why::Unwritable) || tries >= MOST_TRIES {
        return None;
    }
    let nth = usize::try_from(tries.saturating_sub(1)).unwrap_or(0);
    let minutes = PAUSES_MINUTES[nth.min(PAUSES_MINUTES.len() - 1)];
    Some(Duration::from_secs(minutes * 60))
}

/// How a kind of failure is stored, before the colon of `last_error`.
pub fn code(why: Why) -> &'static str {
    match why {
        Why::Unreachable => "unreachable",
        Why::TimedOut => "timed-out",
        Why::Insecure => "insecure",
        Why::SignIn => "sign-in",
        Why::Deferred => "deferred",
        Why::Refused => "refused",
        Why::Unwritable => "unwritable",
        Why::Storage => "storage",
    }
}

/// Whether a mail waits only because nobody answered.
pub async fn delayed_by_outage(db: &Db, now: Timestamp) -> Result<bool, DbErr> {
    let any = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(delayed(now));
    let any: Option<MailId> = any.into_tuple().one(db.read()).await?;
    Ok(any.is_some())
}

/// The other end answers again: what waits only because it did not is due now. Mails that are just
/// being handed over are left alone. Returns how many.
pub async fn end_outage(db: &Db, now: Timestamp) -> Result<u64, DbErr> {
    let hurried = Entity::update_many()
        .col_expr(Column::NextTryAt, now.into())
        .filter(delayed(now))
        .exec(db.write())
        .await?;
    Ok(hurried.rows_affected)
}

fn delayed(now: Timestamp) -> sea_orm::Condition {
    let prefix = format!("{}:", code(Why::Unreachable));
    sea_orm::Condition::all()
        .add(Column::State.eq(MailState::Queued))
        .add(Column::NextTryAt.gt(now.plus(LEASE)))
        .add(Column::LastError.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_and_end_within_a_day() {
        let minutes = |tries| next_try(tries, Why::Deferred).map(|pause| pause.as_secs() / 60);
        assert_eq!(
            [1, 2, 3, 4, 5, 6].map(minutes),
            [1, 2, 5, 15, 60, 60].map(Some)
        );
        assert_eq!(
            (minutes(MOST_TRIES - 1), minutes(MOST_TRIES)),
            (Some(60), None)
        );
        let all: u64 = (1..MOST_TRIES).filter_map(minutes).sum();
        assert_eq!(all, 24 * 60 - 37);
        assert_eq!(next_try(1, Why::Refused), None);
        assert_eq!(next_try(1, Why::Unwritable), None);
    }
}
