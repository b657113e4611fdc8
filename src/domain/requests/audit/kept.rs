//! The rows of audits: written once, and read with the accounts that the reader may see.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;

use super::{Audit, Checked, seen};
use crate::domain::actor::Actor;
use crate::domain::ledger::account;
use crate::domain::settings::audit::AuditLimits;
use crate::domain::values::ids::{AccountId, RequestId};
use crate::domain::values::scope::Scope;

/// How many audits of a request are shown: the newest.
pub const SHOWN: u64 = 20;

/// The rows.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::{AuditId, RequestId, StaffId};
    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "request_audits")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: AuditId,
        pub request_id: RequestId,
        pub audited_at: Timestamp,
        /// What who did it was called at the time.
        pub audited_by: String,
        pub staff_id: Option<StaffId>,
        /// The JSON of the limits in force.
        pub limits: String,
        /// The JSON of what was found.
        pub accounts: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes what was found.
pub(super) async fn keep(
    txn: &DatabaseTransaction,
    actor: &Actor,
    request: RequestId,
    limits: AuditLimits,
    accounts: Vec<Checked>,
) -> Result<Audit, DbErr> {
    let row = row::ActiveModel {
        request_id: Set(request),
        audited_at: Set(actor.at),
        audited_by: Set(actor.name().to_owned()),
        staff_id: Set(actor.staff_id()),
        limits: Set(json(&limits)?),
        accounts: Set(json(&accounts)?),
        ..Default::default()
    };
    let id = row::Entity::insert(row).exec(txn).await?.last_insert_id;
    Ok(Audit {
        id,
        at: actor.at,
        by: actor.name().to_owned(),
        limits,
        accounts,
        unseen: Vec::new(),
    })
}

/// A part of an audit as its row keeps it.
pub fn json(part: &impl Serialize) -> Result<String, DbErr> {
    serde_json::to_string(part).map_err(|error| DbErr::Custom(format!("audit: {error}")))
}

/// The latest audits of a request, newest first, with the figures that the reader may see.
pub async fn of(
    db: &impl ConnectionTrait,
    scope: &Scope,
    request: RequestId,
) -> Result<Vec<Audit>, DbErr> {
    let rows = row::Entity::find()
        .filter(row::Column::RequestId.eq(request))
        .order_by_desc(row::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let mut audits = rows
        .into_iter()
        .map(read)
        .collect::<Result<Vec<Audit>, DbErr>>()?;
    if *scope != Scope::All && !audits.is_empty() {
        let all = audits.iter().flat_map(|audit| &audit.accounts);
        let ids: Vec<AccountId> = all.map(|one| one.account).collect();
        let seen: Vec<AccountId> = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::Id.is_in(ids))
            .filter(seen(scope))
            .into_tuple()
            .all(db)
            .await?;
        for audit in &mut audits {
            let all = std::mem::take(&mut audit.accounts).into_iter();
            let (shown, hidden) = all.partition(|one| seen.contains(&one.account));
            audit.accounts = shown;
            audit.unseen = Vec::into_iter(hidden).map(Checked::unseen).collect();
        }
    }
    Ok(audits)
}

fn read(row: row::Model) -> Result<Audit, DbErr> {
    let unreadable = |error| DbErr::Custom(format!("audit {}: {error}", row.id));
    Ok(Audit {
        id: row.id,
        at: row.audited_at,
        limits: serde_json::from_str(&row.limits).map_err(unreadable)?,
        accounts: serde_json::from_str(&row.accounts).map_err(unreadable)?,
        unseen: Vec::new(),
        by: row.audited_by,
    })
}
