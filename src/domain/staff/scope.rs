//! The tags that limit whose customers a staff member sees.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::member;
use crate::domain::values::ids::{StaffId, TagId};
use crate::domain::values::scope::Scope;

/// The rows of `staff_tags`.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{StaffId, TagId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_tags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag_id: TagId,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The tags of the member at hand in one text: part of a larger query. What it answers, [`read`]
/// reads.
pub fn tags_of_each() -> SimpleExpr {
    let tag = Expr::col((row::Entity, row::Column::TagId)).cast_as("TEXT");
    let tags = Query::select()
        .expr(Func::cust("string_agg").args([tag, Expr::value(",")]))
        .from(row::Entity)
        .and_where(
            Expr::col((row::Entity, row::Column::StaffId))
                .equals((member::Entity, member::Column::Id)),
        )
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(tags.into()))
}

/// The scope that [`tags_of_each`] tells of. What cannot be read limits to nothing at all: a scope
/// never grows by a mistake.
pub fn read(tags: Option<&str>) -> Scope {
    let tags = tags
        .unwrap_or_default()
        .split(',')
        .filter(|tag| !tag.is_empty());
    Scope::of(tags.map(|tag| tag.parse().unwrap_or(TagId(0))))
}

/// Limits a member to the customers with these tags; none gives them all customers. It holds from
/// the member's next request on.
pub async fn allow(
    txn: &impl ConnectionTrait,
    staff: StaffId,
    tags: &[TagId],
) -> Result<(), DbErr> {
    let before = row::Entity::delete_many().filter(row::Column::StaffId.eq(staff));
    before.exec(txn).await?;
    if tags.is_empty() {
        return Ok(());
    }
    let rows = tags.iter().map(|tag| row::ActiveModel {
        staff_id: Set(staff),
        tag_id: Set(*tag),
    });
    row::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tags_limit_nothing_and_unreadable_ones_let_nothing_through() {
        assert_eq!(read(None), Scope::All);
        assert_eq!(read(Some("7,12")).tags(), [TagId(7), TagId(12)]);
        assert_eq!(read(Some("x")).tags(), [TagId(0)]);
    }
}
