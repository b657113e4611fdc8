//! Wrong passwords in a row: a hundred at most (S24). After those the password of an account is not
//! looked at any more, until its owner sets another one with a link or an administrator opens the
//! door; the answer is that of a wrong password.
//!
//! The pauses of the throttle make a hundred tries last for most of a day. Browsers that the owner
//! has signed in with are counted apart from strangers, so that nobody is locked out of their own
//! by somebody else (S26). A right password begins both counts anew, but for one that is spent.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::member::{Column, Entity, Model};
use super::notice::{Notice, tell};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, NewEntry, Subject};
use crate::domain::values::ids::StaffId;

/// How many may be wrong.
pub const MOST: i64 = 100;

/// Where a password is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In a browser that is not known.
    Strangers,
    /// In one that its owner has signed in with, or inside a session.
    Own,
}

impl Side {
    fn column(self) -> Column {
        match self {
            Side::Strangers => Column::StrangersFailures,
            Side::Own => Column::OwnFailures,
        }
    }

    fn other(self) -> Side {
        match self {
            Side::Strangers => Side::Own,
            Side::Own => Side::Strangers,
        }
    }
}

/// Where a try stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Others may follow it.
    Open,
    /// The last one whose password is looked at, should it be wrong.
    Last,
    /// The password is not looked at.
    Spent,
}

/// Counts a try as wrong before its password is looked at, so that no more than there may be are
/// looked at together. For an account that does not exist it does the same and finds nothing.
pub(super) async fn count(
    txn: &DatabaseTransaction,
    member: Option<StaffId>,
    side: Side,
) -> Result<Run, DbErr> {
    let column = side.column();
    let counted = Entity::update_many()
        .col_expr(column, Expr::col(column).add(1))
        .filter(Column::Id.eq(member.unwrap_or(StaffId(0))))
        .filter(column.lt(MOST))
        .exec_with_returning(txn)
        .await?;
    Ok(match (member, counted.first()) {
        (None, _) => Run::Open,
        (Some(_), None) => Run::Spent,
        (Some(_), Some(row)) if failures(row, side) >= MOST => Run::Last,
        (Some(_), Some(_)) => Run::Open,
    })
}

fn failures(member: &Model, side: Side) -> i64 {
    match side {
        Side::Strangers => member.strangers_failures,
        Side::Own => member.own_failures,
    }
}

/// A right password: this side begins anew, and the other one if it is not spent.
pub(super) async fn begin_anew(
    db: &impl ConnectionTrait,
    member: StaffId,
    side: Side,
) -> Result<(), DbErr> {
    let other = side.other().column();
    let unless_spent = CaseStatement::new()
        .case(Expr::col(other).lt(MOST), 0)
        .finally(Expr::col(other));
    Entity::update_many()
        .col_expr(side.column(), 0.into())
        .col_expr(other, unless_spent.into())
        .filter(Column::Id.eq(member))
        .exec(db)
        .await?;
    Ok(())
}

/// The last try was wrong: its owner and the records are told, this once.
pub(super) async fn close(
    txn: &DatabaseTransaction,
    actor: &Actor,
    member: &Model,
) -> Result<(), DbErr> {
    let subject = Subject::Staff(member.id);
    let closed = NewEntry::refused(Action::PasswordClosed, subject, &member.name);
    entry::record(txn, actor, closed).await?;
    if !member.can_sign_in() {
        return Ok(());
    }
    tell(txn, actor, member, Notice::PasswordClosed).await
}

/// Members one of whose sides is spent.
pub(super) fn spent() -> SimpleExpr {
    let strangers = Column::StrangersFailures.gte(MOST);
    strangers.or(Column::OwnFailures.gte(MOST))
}

/// Lets a spent password be tried again. `false` when it was not spent.
pub(super) async fn reopen(txn: &DatabaseTransaction, member: StaffId) -> Result<bool, DbErr> {
    let reopened = Entity::update_many()
        .col_expr(Column::StrangersFailures, 0.into())
        .col_expr(Column::OwnFailures, 0.into())
        .filter(Column::Id.eq(member))
        .filter(spent());
    Ok(reopened.exec(txn).await?.rows_affected == 1)
}
