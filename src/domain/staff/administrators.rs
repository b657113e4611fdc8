//! Who can administer: somebody always remains, whom neither tags nor networks limit.

use std::collections::BTreeSet;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};

use super::group::GroupKey;
use super::group_rows::{membership, row as groups};
use super::member::{Column, Entity, Relation};
use super::scope;
use crate::domain::values::ids::{GroupId, StaffId};

/// The administrators who can sign in.
#[derive(Default)]
pub(super) struct Administrators {
    pub group: Option<GroupId>,
    /// Each with whether nothing limits them.
    active: Vec<(StaffId, bool)>,
}

impl Administrators {
    /// Reads them, and holds their group until the commit: two who take the last but one away from
    /// each other at the same moment must not both succeed.
    pub async fn hold(txn: &DatabaseTransaction) -> Result<Administrators, DbErr> {
        let group = groups::Entity::find()
            .filter(groups::Column::Key.eq(GroupKey::Administrators.code()))
            .lock_exclusive()
            .one(txn)
            .await?;
        let group = group.map(|group| group.id);
        let members: Vec<(StaffId, String)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::AllowedNetworks])
            .join(JoinType::InnerJoin, Relation::Membership.def())
            .filter(membership::Column::GroupId.is_in(group))
            .filter(Column::DisabledAt.is_null())
            .filter(Column::PasswordHash.ne(""))
            .into_tuple()
            .all(txn)
            .await?;
        let ids = members.iter().map(|(id, _)| *id);
        let tagged = scope::row::Entity::find().filter(scope::row::Column::StaffId.is_in(ids));
        let tagged = tagged.all(txn).await?.into_iter();
        let tagged: BTreeSet<StaffId> = tagged.map(|row| row.staff_id).collect();
        let free = |(id, networks): (StaffId, String)| {
            let free = networks.is_empty() && !tagged.contains(&id);
            (id, free)
        };
        let active = members.into_iter().map(free).collect();
        Ok(Administrators { group, active })
    }

    /// Whether without this one nobody would be left, or nobody whom nothing limits.
    pub fn need(&self, who: StaffId) -> bool {
        let own = self.active.iter().find(|(id, _)| *id == who);
        let mut others = self.active.iter().filter(|(id, _)| *id != who);
        match own {
            None => false,
            Some((_, false)) => others.next().is_none(),
            Some((_, true)) => !others.any(|(_, free)| *free),
        }
    }

    /// Whether this one may not be limited: nothing limits them, and everybody else is.
    pub fn need_without_limits(&self, who: StaffId) -> bool {
        self.active.contains(&(who, true)) && self.need(who)
    }
}
