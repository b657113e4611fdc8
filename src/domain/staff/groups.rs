//! The groups there are, with what they allow and how many are in them.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::group_rows::{granted, membership, row};
use super::member;
use super::permission::{Permission, Permissions};
use crate::domain::values::ids::{GroupId, StaffId};

/// How many members a group's page names.
pub const MEMBERS_SHOWN: u64 = 100;

/// A group.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "row::Entity")]
pub struct Group {
    pub id: GroupId,
    /// Set for the built-in ones, which nobody changes.
    pub key: Option<String>,
    pub name: String,
    pub description: String,
    pub version: i64,
    /// Whether its members must have a second factor.
    pub requires_second_factor: bool,
    #[sea_orm(from_expr = "codes_of_each()")]
    codes: Option<String>,
    #[sea_orm(from_expr = "members_of_each()")]
    pub members: i64,
}

impl Group {
    /// What its members may do.
    pub fn permissions(&self) -> Permissions {
        let codes = self.codes.as_deref().unwrap_or_default().split(',');
        let known: BTreeSet<Permission> = codes.filter_map(Permission::from_code).collect();
        known
    }

    /// Whether it came with the product.
    pub fn is_built_in(&self) -> bool {
        self.key.is_some()
    }
}

fn codes_of_each() -> SimpleExpr {
    let code = Expr::col((granted::Entity, granted::Column::Permission));
    let own = Expr::col((granted::Entity, granted::Column::GroupId));
    let codes = Query::select()
        .expr(Func::cust("string_agg").args([code, Expr::value(",")]))
        .from(granted::Entity)
        .and_where(own.equals((row::Entity, row::Column::Id)))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(codes.into()))
}

fn members_of_each() -> SimpleExpr {
    let own = Expr::col((membership::Entity, membership::Column::GroupId));
    let members = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from(membership::Entity)
        .and_where(own.equals((row::Entity, row::Column::Id)))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(members.into()))
}

/// Every group: the built-in ones as they came, then the others by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Group>, DbErr> {
    let query = row::Entity::find().order_by_asc(row::Column::Name);
    let mut all = query.into_partial_model::<Group>().all(db).await?;
    all.sort_by_key(|group| {
        (
            !group.is_built_in(),
            group.is_built_in().then_some(group.id),
        )
    });
    Ok(all)
}

/// One group.
pub async fn find(db: &impl ConnectionTrait, id: GroupId) -> Result<Option<Group>, DbErr> {
    let query = row::Entity::find_by_id(id);
    query.into_partial_model::<Group>().one(db).await
}

/// The first members of a group, by address.
pub async fn members(
    db: &impl ConnectionTrait,
    id: GroupId,
) -> Result<Vec<(StaffId, String)>, DbErr> {
    let own = Query::select()
        .column(membership::Column::StaffId)
        .from(membership::Entity)
        .and_where(membership::Column::GroupId.eq(id))
        .to_owned();
    let members = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Name])
        .filter(member::Column::Id.in_subquery(own))
        .order_by_asc(member::Column::Email)
        .limit(MEMBERS_SHOWN);
    members.into_tuple().all(db).await
}
