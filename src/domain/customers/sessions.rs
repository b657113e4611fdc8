//! The sessions of customers on the platform: begun and seen there, ended there or here.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr};

use super::customer;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::{CustomerId, CustomerSessionId};
use crate::domain::values::network as networks;
use crate::domain::values::person::Status;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

pub mod network;
mod reading;

pub use reading::{PER_PAGE, Place, Sessions, page};

/// A session. `reference` is the platform's own name for it; the three about its end come together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_sessions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CustomerSessionId,
    pub customer_id: CustomerId,
    pub reference: String,
    pub ip: Option<String>,
    /// The address as ranges know it; see [`networks::key`].
    pub ip_key: Option<String>,
    pub user_agent: Option<String>,
    pub started_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub ended_by: Option<String>,
    pub ended_because: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The customer was blocked.
    Blocked,
    /// The customer was made inactive.
    Inactive,
    /// Staff ended it.
    Revoked,
    /// The customer signed out on the platform.
    SignedOut,
}

impl Because {
    /// Every reason.
    pub const ALL: [Because; 4] = [
        Because::Blocked,
        Because::Inactive,
        Because::Revoked,
        Because::SignedOut,
    ];

    /// The stored code.
    pub fn code(self) -> &'static str {
        match self {
            Because::Blocked => "blocked",
            Because::Inactive => "inactive",
            Because::Revoked => "revoked",
            Because::SignedOut => "signed_out",
        }
    }

    /// The key of its words.
    pub fn words_key(self) -> &'static str {
        match self {
            Because::Blocked => "ended-because-blocked",
            Because::Inactive => "ended-because-inactive",
            Because::Revoked => "ended-because-revoked",
            Because::SignedOut => "ended-because-signed-out",
        }
    }
}

impl Model {
    /// Why it ended, if this version knows the reason.
    pub fn because(&self) -> Option<Because> {
        let code = self.ended_because.as_deref();
        Because::ALL
            .into_iter()
            .find(|because| Some(because.code()) == code)
    }
}

/// A session that begins on the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// The platform's own name for it, which nothing else has.
    pub reference: String,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    pub at: Timestamp,
}

/// Why a session did not begin, or could not be ended.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The customer is blocked or inactive.
    #[error("the customer may not sign in")]
    Closed,
    /// Somebody else ended it first.
    #[error("already ended")]
    AlreadyEnded,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A customer signed in on the platform. Refused while they are blocked or inactive.
pub async fn started(
    db: &Db,
    customer: CustomerId,
    new: NewSession,
) -> Result<CustomerSessionId, SessionError> {
    let txn = db.begin().await?;
    // Written first: whoever blocks at the same moment waits, and then ends this session, too.
    if !active_at(&txn, customer, new.at).await? {
        let known = customer::Entity::find_by_id(customer).one(&txn).await?;
        return Err(known.map_or(SessionError::NotFound, |_| SessionError::Closed));
    }
    let row = ActiveModel {
        customer_id: Set(customer),
        reference: Set(new.reference),
        ip_key: Set(new.ip.as_deref().and_then(networks::key_of)),
        ip: Set(new.ip),
        user_agent: Set(new.user_agent),
        started_at: Set(new.at),
        last_seen_at: Set(new.at),
        ..Default::default()
    };
    let session = Entity::insert(row).exec_with_returning(&txn).await?;
    txn.commit().await?;
    Ok(session.id)
}

/// A customer did something in a session. Fails when it has ended.
pub async fn seen(db: &Db, reference: &str, at: Timestamp) -> Result<(), SessionError> {
    let txn = db.begin().await?;
    let session = Entity::find()
        .filter(Column::Reference.eq(reference))
        .one(&txn)
        .await?
        .ok_or(SessionError::NotFound)?;
    if !active_at(&txn, session.customer_id, at).await? {
        return Err(SessionError::Closed);
    }
    let touched = Entity::update_many()
        .col_expr(Column::LastSeenAt, later(Column::LastSeenAt, at))
        .filter(Column::Id.eq(session.id))
        .filter(Column::EndedAt.is_null())
        .exec(&txn)
        .await?;
    if touched.rows_affected == 0 {
        return Err(SessionError::AlreadyEnded);
    }
    txn.commit().await?;
    Ok(())
}

/// Moves the last activity of a customer forward, never back. `false` when they may not sign in.
async fn active_at(
    txn: &DatabaseTransaction,
    id: CustomerId,
    at: Timestamp,
) -> Result<bool, DbErr> {
    use customer::Column as C;
    let moved = customer::Entity::update_many()
        .col_expr(C::LastActivityAt, later(C::LastActivityAt, at))
        .filter(C::Id.eq(id))
        .filter(C::Status.eq(Status::Active))
        .filter(C::BlockedAt.is_null())
        .exec(txn)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// The later of what a column has and a moment.
fn later<C: ColumnTrait>(column: C, at: Timestamp) -> Expr {
    let is_later = Expr::col(column).gt(at);
    CaseStatement::new()
        .case(is_later, Expr::col(column))
        .finally(Expr::value(at))
        .into()
}

/// Ends one session of a customer.
pub async fn revoke(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    session: CustomerSessionId,
) -> Result<(), SessionError> {
    let txn = db.begin().await?;
    let session = Entity::find_by_id(session)
        .filter(Column::CustomerId.eq(customer))
        .filter(within(
            &actor.scope,
            Expr::col((Entity, Column::CustomerId)),
        ))
        .one(&txn)
        .await?
        .ok_or(SessionError::NotFound)?;
    let one = Column::Id.eq(session.id);
    if end(&txn, actor, one, Because::Revoked).await? == 0 {
        return Err(SessionError::AlreadyEnded);
    }
    let fact = Change::fact("session", session.reference);
    tell(&txn, actor, customer, fact).await?;
    txn.commit().await?;
    Ok(())
}

/// Ends every open session of a customer. Returns how many there were.
pub async fn revoke_all(db: &Db, actor: &Actor, customer: CustomerId) -> Result<u64, SessionError> {
    let txn = db.begin().await?;
    let ended = end_open(&txn, actor, customer, Because::Revoked).await?;
    let fact = Change::fact("sessions", ended.to_string());
    // Also finds out whether there is such a customer.
    let name = name_of(&txn, actor, customer).await?;
    if ended > 0 {
        let entry = ended_entry(customer, name, fact);
        record(&txn, actor, entry).await?;
    }
    txn.commit().await?;
    Ok(ended)
}

/// Ends every open session of a customer inside the transaction of its cause, which also records
/// it. Returns how many there were.
pub async fn end_open(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: CustomerId,
    because: Because,
) -> Result<u64, DbErr> {
    end(txn, actor, Column::CustomerId.eq(customer), because).await
}

async fn end(
    txn: &DatabaseTransaction,
    actor: &Actor,
    which: Expr,
    because: Because,
) -> Result<u64, DbErr> {
    let ended = Entity::update_many()
        .set(ActiveModel {
            ended_at: Set(Some(actor.at)),
            ended_by: Set(Some(actor.name().to_owned())),
            ended_because: Set(Some(because.code().to_owned())),
            ..Default::default()
        })
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .exec(txn)
        .await?;
    Ok(ended.rows_affected)
}

async fn tell(
    txn: &DatabaseTransaction,
    actor: &Actor,
    customer: CustomerId,
    fact: Change,
) -> Result<(), SessionError> {
    let name = name_of(txn, actor, customer).await?;
    record(txn, actor, ended_entry(customer, name, fact)).await?;
    Ok(())
}

fn ended_entry(customer: CustomerId, name: String, fact: Change) -> NewEntry {
    let subject = Subject::Customer(customer);
    NewEntry::done(Action::CustomerSessionEnded, subject, name).with(vec![fact])
}

async fn name_of(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: CustomerId,
) -> Result<String, SessionError> {
    let customer = customer::by_id(&actor.scope, id).one(txn).await?;
    let customer = customer.ok_or(SessionError::NotFound)?;
    Ok(customer.name())
}
