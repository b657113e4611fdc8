//! Whom a staff member sees at a session for a while though they see others masked.

use sea_orm::sea_query::{BinOper, Expr, ExprTrait, Func, OnConflict, Query, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::permission::{Permission, Permissions};
use super::session;
use crate::domain::values::ids::{CustomerId, StaffSessionId};
use crate::domain::values::sight::{Revealed, Sight};
use crate::platform::clock::Timestamp;

/// The rows of `reveals`. They go with their session.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{CustomerId, StaffSessionId};
    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reveals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: StaffSessionId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub customer_id: CustomerId,
        /// When it lapses.
        pub until: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The reveals of the session at hand in one text: part of a larger query. What it answers,
/// [`read`] reads. [`keep`] sees to it that few have lapsed.
pub fn of_each() -> SimpleExpr {
    let text = |column| Expr::col((row::Entity, column)).cast_as("TEXT");
    let joined = BinOper::Custom("||");
    let one = text(row::Column::CustomerId)
        .binary(joined, Expr::value(":"))
        .binary(joined, text(row::Column::Until));
    let reveals = Query::select()
        .expr(Func::cust("string_agg").args([one, Expr::value(",")]))
        .from(row::Entity)
        .and_where(
            Expr::col((row::Entity, row::Column::SessionId))
                .equals((session::Entity, session::Column::Id)),
        )
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(reveals.into()))
}

/// What somebody with these permissions sees, of whom [`of_each`] tells. What cannot be read
/// reveals nobody.
pub fn read(reveals: Option<&str>, permissions: &Permissions, now: Timestamp) -> Sight {
    if permissions.contains(&Permission::SeePersonalData) {
        return Sight::Clear;
    }
    if !permissions.contains(&Permission::RevealCustomers) {
        return Sight::masked();
    }
    let reveals = reveals.unwrap_or_default().split(',');
    let reveals = reveals.filter_map(|one| {
        let (customer, until) = one.split_once(':')?;
        let until = Timestamp(until.parse().ok()?);
        let customer: CustomerId = customer.parse().ok()?;
        (until > now).then_some(Revealed { customer, until })
    });
    Sight::Masked(reveals.collect())
}

/// Keeps that a customer is revealed at a session; what has lapsed there by `now` is forgotten.
pub async fn keep(
    txn: &impl ConnectionTrait,
    session: StaffSessionId,
    revealed: Revealed,
    now: Timestamp,
) -> Result<(), DbErr> {
    row::Entity::delete_many()
        .filter(row::Column::SessionId.eq(session))
        .filter(row::Column::Until.lte(now))
        .exec(txn)
        .await?;
    let row = row::ActiveModel {
        session_id: Set(session),
        customer_id: Set(revealed.customer),
        until: Set(revealed.until),
    };
    let again = OnConflict::columns([row::Column::SessionId, row::Column::CustomerId])
        .update_column(row::Column::Until)
        .to_owned();
    row::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Masks a customer again.
pub async fn forget(
    txn: &impl ConnectionTrait,
    session: StaffSessionId,
    customer: CustomerId,
) -> Result<(), DbErr> {
    row::Entity::delete_by_id((session, customer))
        .exec(txn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reveal_lasts_to_its_moment_and_wants_its_permission() {
        let seen = |permissions: &[Permission], now| {
            let permissions = permissions.iter().copied().collect();
            read(Some("7:1000,x,8:y"), &permissions, Timestamp(now))
        };
        use Permission::{RevealCustomers, SeePersonalData};
        assert!(seen(&[RevealCustomers], 999).sees(CustomerId(7)));
        assert!(!seen(&[RevealCustomers], 999).sees(CustomerId(8)));
        assert!(!seen(&[RevealCustomers], 1000).sees(CustomerId(7)));
        assert!(!seen(&[], 999).sees(CustomerId(7)));
        assert_eq!(seen(&[SeePersonalData], 999), Sight::Clear);
    }
}
