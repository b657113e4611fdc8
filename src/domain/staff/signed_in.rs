//! Who is signed in, and what they may do: asked for once in every request.

use chrono_tz::Tz;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, Query, SimpleExpr};
use sea_orm::{FromQueryResult, QuerySelect};

use super::group_rows::{granted, membership};
use super::member::{Column, Entity, Model, Theme};
use super::permission::{Permission, Permissions};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::platform::db::Db;
use crate::platform::locales::Locale;

/// Who is signed in: loaded once per request.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub id: StaffId,
    pub name: String,
    pub email: Email,
    pub locale: Locale,
    pub zone: Tz,
    pub theme: Theme,
    pub permissions: Permissions,
    pub session: CurrentSession,
    /// What this session's CSRF tokens are made from.
    pub csrf_seed: String,
}

/// The session of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentSession {
    pub id: StaffSessionId,
    /// A short digest that tells two sessions apart in records and opens nothing.
    pub reference: String,
}

impl SignedIn {
    /// Whether this member may do something.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// A short digest of the session, for the journal.
    pub fn session_ref(&self) -> String {
        self.session.reference.clone()
    }
}

/// A member with the codes of what they may do in one text: one row instead of one for each.
#[derive(FromQueryResult)]
struct WithCodes {
    #[sea_orm(nested)]
    member: Model,
    codes: Option<String>,
}

/// The member of a session with what they may do, in one query. `None` once disabled.
pub async fn load(
    db: &Db,
    id: StaffId,
    session: CurrentSession,
    csrf_seed: String,
) -> Result<Option<SignedIn>, DbErr> {
    let groups = Query::select()
        .column(membership::Column::GroupId)
        .from(membership::Entity)
        .and_where(membership::Column::StaffId.eq(id))
        .to_owned();
    let permission = Expr::col(granted::Column::Permission);
    let codes = Query::select()
        .expr(Func::cust("string_agg").args([permission, Expr::value(",")]))
        .from(granted::Entity)
        .and_where(granted::Column::GroupId.in_subquery(groups))
        .to_owned();
    let found = Entity::find()
        .expr_as(SimpleExpr::SubQuery(None, Box::new(codes.into())), "codes")
        .filter(Column::Id.eq(id))
        .filter(Column::DisabledAt.is_null())
        .into_model::<WithCodes>()
        .one(db.read())
        .await?;
    Ok(found.map(|WithCodes { member, codes }| SignedIn {
        id: member.id,
        locale: member.locale.parse().unwrap_or_default(),
        zone: member.time_zone.0,
        theme: member.theme.parse().unwrap_or_default(),
        name: member.name,
        email: member.email,
        permissions: codes
            .unwrap_or_default()
            .split(',')
            .filter_map(Permission::from_code)
            .collect(),
        session,
        csrf_seed,
    }))
}
