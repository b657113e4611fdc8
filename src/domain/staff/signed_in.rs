//! Who is signed in, and what they may do: asked for once in every request.

use std::net::IpAddr;

use chrono_tz::Tz;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{DerivePartialModel, FromQueryResult, PartialModelTrait, QuerySelect, QueryTrait};

use super::group_rows::{codes, names};
use super::member::{self, Theme};
use super::permission::{Permission, Permissions};
use super::second_factor::{self, RequiredOf};
use super::session::{self, Kept, Limits, Stage};
use super::{reveals, scope};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{StaffId, StaffSessionId};
use crate::domain::values::networks;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::values::zone::Zone;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::db::prepared::{OPEN, Prepared};
use crate::platform::locales::Locale;

/// Who a session stands for.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Somebody who has come all the way in.
    Member(SignedIn),
    Halfway(Halfway),
}

impl Asking {
    /// Whose session it is, however far they have come.
    pub fn member(&self) -> &SignedIn {
        match self {
            Asking::Member(member) => member,
            Asking::Halfway(halfway) => &halfway.member,
        }
    }

    /// Who has come all the way in.
    pub fn signed_in(self) -> Option<SignedIn> {
        match self {
            Asking::Member(member) => Some(member),
            Asking::Halfway(_) => None,
        }
    }
}

/// Somebody whose password was right and who may do nothing yet (S28).
#[derive(Clone, Debug)]
pub struct Halfway {
    /// Without any permission, and without customers.
    pub member: SignedIn,
    pub missing: Missing,
}

/// What is still asked of somebody halfway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A code.
    Code,
    /// They have no second factor and must set one up.
    SetUp,
}

/// How sessions are judged.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub limits: Limits,
    pub required_of: RequiredOf,
}

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
    /// The groups they are in, as records keep it.
    pub groups: Option<String>,
    /// Whose customers they see.
    pub scope: Scope,
    /// Whose personal data they see unmasked at this moment.
    pub sight: Sight,
    pub session: CurrentSession,
    /// What this session's CSRF tokens are made from.
    pub csrf_seed: String,
    /// With another password, the session is over.
    pub password_changed_at: Timestamp,
    pub second_factor: SecondFactor,
}

/// How a member stands to second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whether they have one.
    pub there: bool,
    /// Whether they must have one.
    pub required: bool,
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
    #[sea_orm(from_expr = "names()")]
    groups: Option<String>,
    #[sea_orm(from_expr = "scope::tags_of_each()")]
    tags: Option<String>,
    #[sea_orm(from_expr = "reveals::of_each()")]
    reveals: Option<String>,
    #[sea_orm(from_expr = "second_factor::has_one()")]
    has_second_factor: bool,
    #[sea_orm(from_expr = "second_factor::group_requires()")]
    group_requires: bool,
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

/// Who a session's key stands for, in one query. `None` when the session has ended, its member is
/// disabled, comes from outside of their networks, or has another password by now.
pub async fn find(
    db: &Db,
    key: &str,
    from: Option<IpAddr>,
    rules: Rules,
    now: Timestamp,
) -> Result<Option<Asking>, DbErr> {
    static OF_KEY: Prepared = Prepared::new(of_key);
    let key_hash = session::key_hash(key);
    let asking = OF_KEY.with(db.backend(), key_hash.as_str());
    let found = Row::find_by_statement(asking).one(db.read()).await?;
    let found = found.filter(|row| networks::admit(&row.member.allowed_networks, from));
    Ok(found.and_then(|row| row.asking(&key_hash, rules, now)))
}

fn of_key() -> SelectStatement {
    let query = session::Entity::find().select_only();
    Row::select_cols(query.inner_join(member::Entity))
        .filter(session::Column::KeyHash.eq(OPEN))
        .filter(member::Column::DisabledAt.is_null())
        .into_query()
}

impl Row {
    /// A session from before a second factor was required goes on only when somebody proves anew
    /// who they are: whoever sets one up must not be a passer-by.
    fn asking(self, key_hash: &str, rules: Rules, now: Timestamp) -> Option<Asking> {
        let kept: Kept = serde_json::from_str(&self.state).ok()?;
        let lasts = rules.limits.last(self.created_at, self.last_seen_at, now);
        if !lasts || kept.password_changed_at != self.member.password_changed_at {
            return None;
        }
        let all = rules.required_of == RequiredOf::Everybody;
        let second_factor = SecondFactor {
            there: self.has_second_factor,
            required: all || self.group_requires,
        };
        let missing = match (kept.stage, second_factor.there) {
            (Stage::Half, true) => Some(Missing::Code),
            (Stage::Half, false) => Some(Missing::SetUp),
            (Stage::Whole, false) if second_factor.required => Some(Missing::SetUp),
            (Stage::Whole, _) => None,
        };
        let mut member = self.signed_in(key_hash, kept.csrf_seed, second_factor, now);
        let Some(missing) = missing else {
            return Some(Asking::Member(member));
        };
        if kept.stage == Stage::Whole && !member.proved_lately(now) {
            return None;
        }
        member.permissions.clear();
        member.scope = Scope::none();
        member.sight = Sight::masked();
        Some(Asking::Halfway(Halfway { member, missing }))
    }

    fn signed_in(
        self,
        key_hash: &str,
        csrf_seed: String,
        second_factor: SecondFactor,
        now: Timestamp,
    ) -> SignedIn {
        let Row { member, .. } = self;
        let codes = self.codes.unwrap_or_default();
        let permissions = codes.split(',').filter_map(Permission::from_code).collect();
        SignedIn {
            id: member.id,
            locale: member.locale.parse().unwrap_or_default(),
            zone: member.time_zone.0,
            theme: member.theme.parse().unwrap_or_default(),
            shortcuts: member.shortcuts,
            name: member.name,
            email: member.email,
            scope: scope::read(self.tags.as_deref()),
            sight: reveals::read(self.reveals.as_deref(), &permissions, now),
            permissions,
            groups: self.groups,
            session: CurrentSession {
                id: self.id,
                reference: session::reference(key_hash),
                last_seen_at: self.last_seen_at,
                proved_at: self.proved_at,
            },
            csrf_seed,
            password_changed_at: member.password_changed_at,
            second_factor,
        }
    }
}
