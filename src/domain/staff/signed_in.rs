//! Who is signed in, and what they may do: asked for once in every request.

use std::net::IpAddr;
use std::sync::LazyLock;

use chrono_tz::Tz;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{DerivePartialModel, PartialModelTrait, QuerySelect};

use super::group_rows::{granted, membership};
use super::member::{self, Theme};
use super::permission::{Permission, Permissions};
use super::scope;
use super::session::{self, Kept, Limits};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::domain::values::networks;
use crate::domain::values::scope::Scope;
use crate::domain::values::zone::Zone;
use crate::platform::clock::Timestamp;
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
    /// Whether single keys do something.
    pub shortcuts: bool,
    pub permissions: Permissions,
    /// Whose customers they see.
    pub scope: Scope,
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
    /// When it was last written down that it is in use.
    pub last_seen_at: Timestamp,
    /// When its member last gave a password or a code.
    pub proved_at: Timestamp,
}

impl SignedIn {
    /// Whether this member may do something.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Whether it was proved lately that it is them: password or code, five minutes ago at most.
    pub fn proved_lately(&self, now: Timestamp) -> bool {
        now < self.session.proved_at.plus(session::PROOF_LASTS)
    }

    /// A short digest of the session, for the journal.
    pub fn session_ref(&self) -> String {
        self.session.reference.clone()
    }
}

/// A session's row, its member, and the codes of what they may do in one text: one row in all.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "session::Entity")]
struct Row {
    id: StaffSessionId,
    state: String,
    created_at: Timestamp,
    last_seen_at: Timestamp,
    proved_at: Timestamp,
    #[sea_orm(nested)]
    member: MemberPart,
    #[sea_orm(from_expr = "codes()")]
    codes: Option<String>,
    #[sea_orm(from_expr = "scope::tags_of_each()")]
    tags: Option<String>,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "member::Entity")]
struct MemberPart {
    id: StaffId,
    name: String,
    email: Email,
    locale: String,
    time_zone: Zone,
    theme: String,
    shortcuts: bool,
    password_changed_at: Timestamp,
    allowed_networks: String,
}

/// The codes of what the member at hand may do, separated by commas.
pub(super) fn codes() -> SimpleExpr {
    let groups = Query::select()
        .column(membership::Column::GroupId)
        .from(membership::Entity)
        .and_where(
            Expr::col((membership::Entity, membership::Column::StaffId))
                .equals((member::Entity, member::Column::Id)),
        )
        .to_owned();
    let permission = Expr::col(granted::Column::Permission);
    let codes = Query::select()
        .expr(Func::cust("string_agg").args([permission, Expr::value(",")]))
        .from(granted::Entity)
        .and_where(granted::Column::GroupId.in_subquery(groups))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(codes.into()))
}

/// Who a session's key stands for, in one query. `None` when the session has ended, its member is
/// disabled, comes from outside of their networks, or has another password by now.
pub async fn find(
    db: &Db,
    key: &str,
    from: Option<IpAddr>,
    limits: Limits,
    now: Timestamp,
) -> Result<Option<SignedIn>, DbErr> {
    let key_hash = session::key_hash(key);
    static OF_ALL: LazyLock<Select<session::Entity>> = LazyLock::new(|| {
        let query = session::Entity::find().select_only();
        Row::select_cols(query.inner_join(member::Entity))
    });
    let query = OF_ALL
        .clone()
        .filter(session::Column::KeyHash.eq(&key_hash))
        .filter(member::Column::DisabledAt.is_null());
    let found = query.into_model::<Row>().one(db.read()).await?;
    let found = found.filter(|row| networks::admit(&row.member.allowed_networks, from));
    Ok(found.and_then(|row| row.signed_in(&key_hash, limits, now)))
}

impl Row {
    fn signed_in(self, key_hash: &str, limits: Limits, now: Timestamp) -> Option<SignedIn> {
        let Row { member, .. } = self;
        let kept: Kept = serde_json::from_str(&self.state).ok()?;
        let lasts = limits.last(self.created_at, self.last_seen_at, now);
        if !lasts || kept.password_changed_at != member.password_changed_at {
            return None;
        }
        let codes = self.codes.unwrap_or_default();
        Some(SignedIn {
            id: member.id,
            locale: member.locale.parse().unwrap_or_default(),
            zone: member.time_zone.0,
            theme: member.theme.parse().unwrap_or_default(),
            shortcuts: member.shortcuts,
            name: member.name,
            email: member.email,
            scope: scope::read(self.tags.as_deref()),
            permissions: codes.split(',').filter_map(Permission::from_code).collect(),
            session: CurrentSession {
                id: self.id,
                reference: session::reference(key_hash),
                last_seen_at: self.last_seen_at,
                proved_at: self.proved_at,
            },
            csrf_seed: kept.csrf_seed,
        })
    }
}
