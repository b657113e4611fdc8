//! The tables of groups: the groups, what they allow, and who is in them.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};

use super::member;

/// The codes of what the member at hand of a query may do, separated by commas; what two groups
/// allow is said twice.
pub(super) fn codes() -> SimpleExpr {
    let of = Expr::col((granted::Entity, granted::Column::GroupId)).equals(group_id());
    let granted = own().inner_join(granted::Entity, of).take();
    joined(Expr::col(granted::Column::Permission), ",", granted)
}

/// What the groups of the member at hand of a query are called.
pub(super) fn names() -> SimpleExpr {
    let of = Expr::col((row::Entity, row::Column::Id)).equals(group_id());
    let groups = own().inner_join(row::Entity, of).take();
    joined(Expr::col(row::Column::Name), ", ", groups)
}

/// The texts of a query in one.
fn joined(text: SimpleExpr, separator: &str, mut of: SelectStatement) -> SimpleExpr {
    of.expr(Func::cust("string_agg").args([text, Expr::value(separator)]));
    SimpleExpr::SubQuery(None, Box::new(of.into()))
}

/// The memberships of the member at hand. What is found by a group is joined to them: for `IN` (…),
/// SQLite reads every group there is.
fn own() -> SelectStatement {
    let own = Expr::col((membership::Entity, membership::Column::StaffId));
    Query::select()
        .from(membership::Entity)
        .and_where(own.equals((member::Entity, member::Column::Id)))
        .to_owned()
}

fn group_id() -> (membership::Entity, membership::Column) {
    (membership::Entity, membership::Column::GroupId)
}

/// The rows of `staff_groups`.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::GroupId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_groups")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: GroupId,
        /// Set for the built-in groups.
        pub key: Option<String>,
        pub name: String,
        pub description: String,
        /// Grows with every change.
        pub version: i64,
        /// Whether its members must have a second factor.
        pub requires_second_factor: bool,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::granted::Entity",
            from = "Column::Id",
            to = "super::granted::Column::GroupId"
        )]
        Granted,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The rows of `staff_group_permissions`.
pub mod granted {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::GroupId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_group_permissions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: GroupId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub permission: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::row::Entity",
            from = "Column::GroupId",
            to = "super::row::Column::Id"
        )]
        Group,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The rows of `staff_group_members`.
pub mod membership {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{GroupId, StaffId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "staff_group_members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: StaffId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub group_id: GroupId,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::row::Entity",
            from = "Column::GroupId",
            to = "super::row::Column::Id"
        )]
        Group,
        #[sea_orm(
            belongs_to = "super::granted::Entity",
            from = "Column::GroupId",
            to = "super::granted::Column::GroupId"
        )]
        Granted,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
