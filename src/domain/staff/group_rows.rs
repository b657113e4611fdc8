//! The tables of groups: the groups, what they allow, and who is in them.

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
