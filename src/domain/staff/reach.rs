//! How far a member reaches: what they may do, and whose customers they see. Nobody gives anybody
//! more than they have themselves, nor acts on somebody who has more: they would act as them.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::group_rows::{granted, membership};
use super::permission::{Permission, Permissions};
use super::scope;
use crate::domain::actor::Actor;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::domain::values::scope::Scope;

/// What somebody may do, and whose customers they see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// A command on the machine itself.
    Everything,
    Limited {
        permissions: Permissions,
        scope: Scope,
    },
}

impl Reach {
    /// The reach of who acts.
    pub async fn of_actor(txn: &DatabaseTransaction, actor: &Actor) -> Result<Reach, DbErr> {
        let Some(id) = actor.staff_id() else {
            return Ok(Reach::Everything);
        };
        Ok(Reach::Limited {
            permissions: permissions(txn, &groups_of(txn, id).await?).await?,
            scope: actor.scope.clone(),
        })
    }

    /// Whether they have all of these.
    pub fn allows(&self, permissions: &Permissions) -> bool {
        match self {
            Reach::Everything => true,
            Reach::Limited {
                permissions: own, ..
            } => permissions.is_subset(own),
        }
    }

    /// Whether who acts, whose reach this is, has everything that a member has.
    pub async fn extends_to(
        &self,
        txn: &DatabaseTransaction,
        actor: &Actor,
        who: StaffId,
    ) -> Result<bool, DbErr> {
        if *self == Reach::Everything || actor.staff_id() == Some(who) {
            return Ok(true);
        }
        let theirs = permissions(txn, &groups_of(txn, who).await?).await?;
        let tags = scope::row::Entity::find()
            .filter(scope::row::Column::StaffId.eq(who))
            .all(txn)
            .await?;
        let scope = Scope::of(tags.into_iter().map(|row| row.tag_id));
        Ok(self.allows(&theirs) && self.sees(&scope))
    }

    fn sees(&self, other: &Scope) -> bool {
        match self {
            Reach::Everything
            | Reach::Limited {
                scope: Scope::All, ..
            } => true,
            Reach::Limited { scope, .. } => {
                let within = |tag| scope.tags().contains(tag);
                *other != Scope::All && other.tags().iter().all(within)
            }
        }
    }
}

/// Whether who acts has everything that a member has.
pub(super) async fn reaches(
    txn: &DatabaseTransaction,
    actor: &Actor,
    who: StaffId,
) -> Result<bool, DbErr> {
    let own = Reach::of_actor(txn, actor).await?;
    own.extends_to(txn, actor, who).await
}

async fn groups_of(txn: &DatabaseTransaction, id: StaffId) -> Result<BTreeSet<GroupId>, DbErr> {
    let joined = membership::Entity::find().filter(membership::Column::StaffId.eq(id));
    let joined = joined.all(txn).await?.into_iter();
    Ok(joined.map(|row| row.group_id).collect())
}

/// What the members of these groups may do.
pub(super) async fn permissions(
    txn: &DatabaseTransaction,
    groups: &BTreeSet<GroupId>,
) -> Result<Permissions, DbErr> {
    let codes: Vec<String> = granted::Entity::find()
        .select_only()
        .column(granted::Column::Permission)
        .filter(granted::Column::GroupId.is_in(groups.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    let known = codes.iter().filter_map(|code| Permission::from_code(code));
    Ok(known.collect())
}
