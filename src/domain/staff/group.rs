//! Groups: named sets of permissions. The built-in ones are data in this file, kept true at start.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};

use super::group_rows::{granted, membership, row};
use super::permission::Permission;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::platform::db::Db;

/// A built-in group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    Administrators,
    Compliance,
    Support,
    Auditor,
}

impl GroupKey {
    /// Every built-in group.
    pub const ALL: [GroupKey; 4] = [
        GroupKey::Administrators,
        GroupKey::Compliance,
        GroupKey::Support,
        GroupKey::Auditor,
    ];

    /// The stored key; also what the command line takes.
    pub fn code(self) -> &'static str {
        match self {
            GroupKey::Administrators => "administrators",
            GroupKey::Compliance => "compliance",
            GroupKey::Support => "support",
            GroupKey::Auditor => "auditor",
        }
    }

    /// The name that a new installation starts with.
    pub fn name(self) -> &'static str {
        match self {
            GroupKey::Administrators => "Administrators",
            GroupKey::Compliance => "Compliance",
            GroupKey::Support => "Support",
            GroupKey::Auditor => "Auditor",
        }
    }

    /// Whether its members may do this.
    pub fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            GroupKey::Administrators => true,
            GroupKey::Compliance => matches!(
                permission,
                P::ViewCustomers
                    | P::SeePersonalData
                    | P::RevealCustomers
                    | P::CreateCustomers
                    | P::UpdateCustomers
                    | P::BlockCustomers
                    | P::ExportCustomers
                    | P::ViewCustomerSessions
                    | P::EndCustomerSessions
                    | P::ViewVerification
                    | P::ReviewVerification
                    | P::ViewMonitors
                    | P::ViewMails
                    | P::ResendMails
                    // Requests to accept documents are for those who may judge them.
                    | P::ViewRequests
                    | P::UpdateRequests
                    | P::ApproveRequests
                    | P::RejectRequests
            ),
            GroupKey::Support => matches!(
                permission,
                P::ViewCustomers
                    | P::SeePersonalData
                    | P::RevealCustomers
                    | P::ViewCustomerSessions
                    | P::EndCustomerSessions
                    | P::ViewMails
                    | P::ViewRequests
                    | P::UpdateRequests
                    | P::ApproveRequests
                    | P::RejectRequests
                    | P::ExportRequests
            ),
            // Whoever judges evidence has to see it.
            GroupKey::Auditor => permission.only_reads() || permission == P::SeePersonalData,
        }
    }

    fn permissions(self) -> BTreeSet<String> {
        let allowed = Permission::ALL
            .iter()
            .filter(|permission| self.allows(**permission));
        allowed
            .map(|permission| permission.code().to_owned())
            .collect()
    }
}

impl fmt::Display for GroupKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl FromStr for GroupKey {
    type Err = String;

    /// The key or the name in any case, in the singular or the plural.
    fn from_str(typed: &str) -> Result<GroupKey, String> {
        let wanted = typed.trim().to_lowercase();
        let stem = wanted.trim_end_matches('s');
        let found = GroupKey::ALL
            .into_iter()
            .find(|key| key.code().trim_end_matches('s') == stem);
        found.ok_or_else(|| {
            let known = GroupKey::ALL.map(GroupKey::code).join(", ");
            format!("there is no group \"{wanted}\"; the groups are {known}")
        })
    }
}

/// Makes the built-in groups and their permissions what this file says. Writes only when something
/// differs, and then in one transaction.
pub async fn ensure_built_in(db: &Db) -> Result<(), DbErr> {
    let wanted: BTreeMap<&str, BTreeSet<String>> = GroupKey::ALL
        .into_iter()
        .map(|key| (key.code(), key.permissions()))
        .collect();
    let stored = stored(db.read()).await?;
    if wanted
        .iter()
        .all(|(key, permissions)| stored.get(*key) == Some(permissions))
    {
        return Ok(());
    }
    let txn = db.begin().await?;
    for key in GroupKey::ALL {
        write(&txn, key).await?;
    }
    txn.commit().await
}

async fn stored(db: &impl ConnectionTrait) -> Result<BTreeMap<String, BTreeSet<String>>, DbErr> {
    let rows: Vec<(String, Option<String>)> = row::Entity::find()
        .select_only()
        .column(row::Column::Key)
        .column(granted::Column::Permission)
        .join(JoinType::LeftJoin, row::Relation::Granted.def())
        .filter(row::Column::Key.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut groups = BTreeMap::<String, BTreeSet<String>>::new();
    for (key, permission) in rows {
        groups.entry(key).or_default().extend(permission);
    }
    Ok(groups)
}

async fn write(db: &impl ConnectionTrait, key: GroupKey) -> Result<(), DbErr> {
    let group = row::ActiveModel {
        key: Set(Some(key.code().to_owned())),
        name: Set(key.name().to_owned()),
        ..Default::default()
    };
    let same = OnConflict::column(row::Column::Key)
        .update_column(row::Column::Key)
        .to_owned();
    let group = row::Entity::insert(group)
        .on_conflict(same)
        .exec_with_returning(db)
        .await?;
    let permissions = key.permissions();
    granted::Entity::delete_many()
        .filter(granted::Column::GroupId.eq(group.id))
        .filter(granted::Column::Permission.is_not_in(&permissions))
        .exec(db)
        .await?;
    let rows = permissions
        .into_iter()
        .map(|permission| granted::ActiveModel {
            group_id: Set(group.id),
            permission: Set(permission),
        });
    let known = OnConflict::columns([granted::Column::GroupId, granted::Column::Permission])
        .do_nothing()
        .to_owned();
    granted::Entity::insert_many(rows)
        .on_conflict(known)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The id of a built-in group; fails when the groups were never made.
pub async fn id_of(db: &impl ConnectionTrait, key: GroupKey) -> Result<GroupId, DbErr> {
    let group = row::Entity::find()
        .filter(row::Column::Key.eq(key.code()))
        .one(db)
        .await?;
    group
        .map(|group| group.id)
        .ok_or_else(|| DbErr::RecordNotFound(format!("the built-in group {key}")))
}

/// Puts a member into a group.
pub async fn join(db: &impl ConnectionTrait, who: StaffId, group: GroupId) -> Result<(), DbErr> {
    let row = membership::ActiveModel {
        staff_id: Set(who),
        group_id: Set(group),
    };
    let known = OnConflict::columns([membership::Column::StaffId, membership::Column::GroupId])
        .do_nothing()
        .to_owned();
    membership::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The groups of one member, by name.
pub async fn of_member(db: &impl ConnectionTrait, who: StaffId) -> Result<Vec<row::Model>, DbErr> {
    let memberships = membership::Relation::Group.def().rev();
    row::Entity::find()
        .join(JoinType::InnerJoin, memberships)
        .filter(membership::Column::StaffId.eq(who))
        .order_by_asc(row::Column::Name)
        .all(db)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_key_name_singular_or_plural_in_any_case() {
        for (typed, key) in [
            ("administrators", GroupKey::Administrators),
            ("Administrator", GroupKey::Administrators),
            (" COMPLIANCE ", GroupKey::Compliance),
            ("Support", GroupKey::Support),
            ("auditor", GroupKey::Auditor),
            ("Auditors", GroupKey::Auditor),
        ] {
            assert_eq!(typed.parse(), Ok(key), "{typed}");
        }
        assert!("root".parse::<GroupKey>().is_err());
        assert!("".parse::<GroupKey>().is_err());
    }

    #[test]
    fn support_sees_no_verification_and_auditors_only_read() {
        assert!(!GroupKey::Support.allows(Permission::ViewVerification));
        assert!(GroupKey::Support.allows(Permission::ViewCustomers));
        assert!(GroupKey::Auditor.allows(Permission::ViewJournal));
        assert!(!GroupKey::Auditor.allows(Permission::UpdateCustomers));
        assert!(GroupKey::Auditor.allows(Permission::SeePersonalData));
        assert!(GroupKey::Compliance.allows(Permission::ReviewVerification));
        assert!(
            Permission::ALL
                .iter()
                .all(|each| GroupKey::Administrators.allows(*each))
        );
    }
}
