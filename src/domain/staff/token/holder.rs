//! Who a token stands for: asked in every request of the API, in one query.

use std::net::IpAddr;
use std::sync::LazyLock;
use std::time::Duration;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{DerivePartialModel, PartialModelTrait, QuerySelect};

use crate::domain::staff::permission::{Permission, Permissions};
use crate::domain::staff::token_rows::{Column, Entity};
use crate::domain::staff::token_scope::TokenScope;
use crate::domain::staff::{group_rows, member, scope};
use crate::domain::values::ids::{ApiTokenId, StaffId};
use crate::domain::values::networks;
use crate::domain::values::scope::Scope;
use crate::platform::clock::Timestamp;
use crate::platform::crypto::sha256_hex;
use crate::platform::db::Db;

/// How old the time of the last use may be before it is written again.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// The longest text that is looked at; tokens are 76 characters long.
const LONGEST: usize = 200;

/// Who acts through a token.
#[derive(Clone, Debug)]
pub struct Holder {
    pub token: ApiTokenId,
    /// How the token begins, for the journal.
    pub prefix: String,
    pub id: StaffId,
    pub name: String,
    /// What the member may do now and the token was made for.
    pub permissions: Permissions,
    /// Whose customers they see.
    pub scope: Scope,
    last_used_at: Option<Timestamp>,
}

impl Holder {
    /// Whether this token lets its holder do something.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Row {
    id: ApiTokenId,
    prefix: String,
    scope: String,
    last_used_at: Option<Timestamp>,
    #[sea_orm(nested)]
    member: MemberPart,
    #[sea_orm(from_expr = "group_rows::codes()")]
    codes: Option<String>,
    #[sea_orm(from_expr = "scope::tags_of_each()")]
    tags: Option<String>,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "member::Entity")]
struct MemberPart {
    id: StaffId,
    name: String,
    allowed_networks: String,
}

/// Who a bearer's token stands for. `None` when it is made up, revoked or expired, or its owner is
/// disabled or may not come from there.
pub async fn authenticate(
    db: &Db,
    bearer: &str,
    from: Option<IpAddr>,
    now: Timestamp,
) -> Result<Option<Holder>, DbErr> {
    if bearer.is_empty() || bearer.len() > LONGEST {
        return Ok(None);
    }
    static OF_ALL: LazyLock<Select<Entity>> = LazyLock::new(|| {
        let query = Entity::find().select_only();
        Row::select_cols(query.inner_join(member::Entity))
    });
    let query = OF_ALL
        .clone()
        .filter(Column::TokenHash.eq(sha256_hex(bearer.as_bytes())))
        .filter(Column::ExpiresAt.gt(now))
        .filter(member::Column::DisabledAt.is_null());
    let found = query.into_model::<Row>().one(db.read()).await?;
    let found = found.filter(|row| networks::admit(&row.member.allowed_networks, from));
    Ok(found.map(Row::holder))
}

impl Row {
    fn holder(self) -> Holder {
        let codes = self.codes.unwrap_or_default();
        let owner = codes.split(',').filter_map(Permission::from_code).collect();
        let Ok(scope) = self.scope.parse::<TokenScope>();
        Holder {
            token: self.id,
            prefix: self.prefix,
            id: self.member.id,
            name: self.member.name,
            permissions: scope.of(owner),
            scope: scope::read(self.tags.as_deref()),
            last_used_at: self.last_used_at,
        }
    }
}

/// Writes down that a token was used and from where, at most once a minute.
pub async fn touch(
    db: &Db,
    holder: &Holder,
    ip: Option<IpAddr>,
    now: Timestamp,
) -> Result<(), DbErr> {
    if holder
        .last_used_at
        .is_some_and(|last| now < last.plus(TOUCH_EVERY))
    {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::LastUsedAt, now.into())
        .col_expr(Column::LastUsedIp, Expr::value(ip.map(|ip| ip.to_string())))
        .filter(Column::Id.eq(holder.token))
        .filter(Column::LastUsedAt.is_null().or(Column::LastUsedAt.lt(now)))
        .exec(db.write())
        .await?;
    Ok(())
}
