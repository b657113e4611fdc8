//! Approving and rejecting: decision, effect, comment, journal and mail in one transaction, and
//! each request once, whoever and however many press at the same moment.

use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};

use super::comment::Body;
use super::effect::{self, EffectError};
use super::letter::{Outcome, compose};
use super::refusal::Refusal;
use super::request::{CustomerRequest, subject_name};
use super::resolution::{self, Resolution, ResolutionType};
use super::settle::{tell_refusal, write};
use super::status::RequestStatus;
use super::sum::{self, Answered, Purpose, Reply};
use crate::domain::actor::Actor;
use crate::domain::customers::{self, customer};
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject, record};
use crate::domain::ledger::of_request::{self, Settled, UnderWay};
use crate::domain::outbox::template::Letter;
use crate::domain::outbox::wording::Wording;
use crate::domain::values::ids::{RequestId, StaffSessionId};
use crate::domain::values::problem::Problem;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;

mod held;

pub use held::{Decided, Shown, decided};

use held::held;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub customer_name: String,
}

/// A rejection, as typed: whether it can be is found out in the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The id of a type.
    pub resolution_type: String,
    /// The id of a resolution.
    pub resolution: String,
    /// For staff only.
    pub comment: String,
    /// Of the request, when the page was made.
    pub version: i64,
    /// Whose sum is answered.
    pub session: StaffSessionId,
    /// The answer to the sum.
    pub verification_code: Reply,
    /// The mark of the letter that the page showed for this resolution, if it says so.
    pub letter_shown: Option<String>,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error("invalid: {0:?}")]
    Invalid(Vec<(&'static str, Problem)>),
    /// Somebody was first; what is resolved stays so.
    #[error("already resolved")]
    AlreadyResolved(Decided),
    /// Somebody changed the request after the page was made; what they did, newest first.
    #[error("stale")]
    Stale(Vec<entry::Model>),
    /// The customer would read another letter than the page showed.
    #[error("another letter")]
    OtherLetter,
    /// What was asked for cannot be done now. The request stays open.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The sum was answered wrong, or it could not be answered any more.
    #[error("sum: {0:?}")]
    Sum(Answered),
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Approves a request: does what it asks for and tells the customer. A refusal of the effect leaves
/// the request open and is written down.
pub async fn approve(
    db: &Db,
    actor: &Actor,
    id: RequestId,
    shown: Shown,
    comment: &str,
) -> Result<Resolved, ResolveError> {
    let txn = db.begin().await?;
    let (request, customer) = held(&txn, actor, (id, shown), RequestStatus::Approved).await?;
    let comment = noted(comment).map_err(|problem| ResolveError::Invalid(vec![problem]))?;
    let wording = Wording::of(&txn, customer.language).await?;
    let letter = compose(&wording, &customer, &request, Outcome::Approved);
    let decided = (Outcome::Approved, letter.clone());
    let said = comment.as_ref().map(Body::fact);
    write(&txn, actor, (&request, &customer), decided, comment).await?;
    let mut changes = match carry_out(&txn, actor, &request).await {
        Ok(changes) => changes,
        Err(EffectError::Refused(refusal)) => {
            txn.rollback().await?;
            tell_refusal(db, actor, id, &refusal).await?;
            let told = refusal.seen_by(&actor.sight, request.customer_id);
            return Err(ResolveError::Refused(told));
        }
        Err(EffectError::Db(error)) => return Err(error.into()),
    };
    if changes.iter().any(|change| change.field == "email") {
        tell_new_address(&txn, actor, &request, letter).await?;
    }
    changes.extend(said);
    let entry = NewEntry::done(
        Action::RequestApproved,
        Subject::Request(id),
        subject_name(id),
    );
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(Resolved {
        customer_name: actor.sight.name(customer.id, &customer.name()),
    })
}

/// Rejects a request with a resolution, once the sum of the page is solved, and tells the customer.
pub async fn reject(
    (db, key): (&Db, &MasterKey),
    actor: &Actor,
    id: RequestId,
    rejection: &Rejection,
) -> Result<Resolved, ResolveError> {
    let txn = db.begin().await?;
    let form = (id, Shown::of(rejection.version));
    let (request, customer) = held(&txn, actor, form, RequestStatus::Rejected).await?;
    let (kind, resolution, comment) = complete(&txn, rejection).await?;
    let outcome = Outcome::Rejected(&resolution);
    let wording = Wording::of(&txn, customer.language).await?;
    let letter = compose(&wording, &customer, &request, outcome);
    if rejection
        .letter_shown
        .as_ref()
        .is_some_and(|shown| *shown != letter.mark(key))
    {
        return Err(ResolveError::OtherLetter);
    }
    let purpose = Purpose {
        session: rejection.session,
        request: id,
    };
    match sum::answer(&txn, purpose, &rejection.verification_code, actor.at).await? {
        Answered::Right => {}
        other => {
            if other == Answered::Wrong {
                let name = subject_name(id);
                let wrong = NewEntry::refused(Action::RequestSumFailed, Subject::Request(id), name);
                record(&txn, actor, wrong).await?;
            }
            // A wrong answer counts.
            txn.commit().await?;
            return Err(ResolveError::Sum(other));
        }
    }
    let decided = (outcome, letter);
    let said = comment.as_ref().map(Body::fact);
    write(&txn, actor, (&request, &customer), decided, comment).await?;
    let settled = let_go(&txn, actor, id).await?;
    let entry = NewEntry::done(
        Action::RequestRejected,
        Subject::Request(id),
        subject_name(id),
    );
    let mut facts = vec![
        Change::fact("resolution_type", kind.name),
        Change::fact("resolution", resolution.name),
    ];
    facts.extend(settled.iter().map(Settled::change));
    facts.extend(said);
    record(&txn, actor, entry.with(facts)).await?;
    txn.commit().await?;
    Ok(Resolved {
        customer_name: actor.sight.name(customer.id, &customer.name()),
    })
}

/// Lets go what was set aside. A refusal commits nothing, so that the sum can be answered again.
async fn let_go(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: RequestId,
) -> Result<Vec<Settled>, ResolveError> {
    let settled = of_request::let_go(txn, actor.at, id, UnderWay::Refuses).await;
    settled.map_err(|error| match EffectError::from(error) {
        EffectError::Refused(refusal) => ResolveError::Refused(refusal),
        EffectError::Db(error) => error.into(),
    })
}

/// Sends the letter to the address that the customer has from now on, too: who lost the old mailbox
/// would never hear.
async fn tell_new_address(
    txn: &DatabaseTransaction,
    actor: &Actor,
    request: &CustomerRequest,
    letter: Letter,
) -> Result<(), ResolveError> {
    let customer = customer::Entity::find_by_id(request.customer_id);
    let customer = customer.one(txn).await?;
    let customer = customer.ok_or(ResolveError::NotFound)?;
    let message = Outcome::Approved.message();
    let about = Some(request.id);
    customers::letter::send(txn, actor, &customer, message, letter, about).await?;
    Ok(())
}

/// What a rejection needs, with every mistake in it.
async fn complete(
    txn: &DatabaseTransaction,
    typed: &Rejection,
) -> Result<(ResolutionType, Resolution, Option<Body>), ResolveError> {
    let mut problems = Vec::new();
    let mut refuse = |field, problem| problems.push((field, problem));
    let ids = (typed.resolution_type.parse(), typed.resolution.parse());
    let chosen = match ids {
        (Ok(kind), Ok(resolution)) => resolution::chosen(txn, kind, resolution).await?,
        _ => None,
    };
    let chosen = chosen.filter(|(kind, resolution)| resolution.fits(kind));
    match (typed.resolution_type.as_str(), typed.resolution.as_str()) {
        ("", "") => {
            refuse("resolution_type", Problem::NotChosen);
            refuse("resolution", Problem::NotChosen);
        }
        ("", _) => refuse("resolution_type", Problem::NotChosen),
        (_, "") => refuse("resolution", Problem::NotChosen),
        _ if chosen.is_none() => refuse("resolution", Problem::UnknownChoice),
        _ => {}
    }
    if typed.verification_code.typed.trim().is_empty() {
        refuse("verification_code", Problem::Required);
    }
    let comment = noted(&typed.comment).unwrap_or_else(|(field, problem)| {
        refuse(field, problem);
        None
    });
    match chosen {
        Some((kind, resolution)) if problems.is_empty() => Ok((kind, resolution, comment)),
        _ => Err(ResolveError::Invalid(problems)),
    }
}

/// The comment that was typed, if it is not too long.
fn noted(typed: &str) -> Result<Option<Body>, (&'static str, Problem)> {
    match Body::parse(typed) {
        Ok(body) => Ok(Some(body)),
        Err(Problem::Required) => Ok(None),
        Err(problem) => Err(("decision_comment", problem)),
    }
}

/// Does what is asked for. What this version cannot read, it cannot do.
async fn carry_out(
    txn: &DatabaseTransaction,
    actor: &Actor,
    request: &CustomerRequest,
) -> Result<Vec<Change>, EffectError> {
    let Some(payload) = request.payload() else {
        return Err(EffectError::Refused(Refusal {
            key: "request-unreadable",
            values: Vec::new(),
            of_another: None,
        }));
    };
    effect::apply(txn, actor, request, &payload).await
}
