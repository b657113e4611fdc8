//! Rules about addresses: from where people and programs may come at all. A denied network stays
//! out; as soon as any network is allowed, only those get in.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DeriveActiveEnum, EnumIter, QueryOrder, QuerySelect};

use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::ids::AddressRuleId;
use crate::domain::values::networks;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

mod gate;

pub use gate::Gate;

/// The most rules, expired ones with them.
pub const MOST: usize = 1_000;

/// The longest reason, in characters.
const REASON_CHARS: usize = 200;

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum RuleKind {
    #[sea_orm(string_value = "allow")]
    Allow,
    #[sea_orm(string_value = "deny")]
    Deny,
}

impl RuleKind {
    /// Every kind, in the order of the form.
    pub const ALL: [RuleKind; 2] = [RuleKind::Deny, RuleKind::Allow];

    /// The code in forms; its words have the key `rule-kind-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            RuleKind::Allow => "allow",
            RuleKind::Deny => "deny",
        }
    }
}

impl FromStr for RuleKind {
    type Err = Problem;

    fn from_str(code: &str) -> Result<RuleKind, Problem> {
        let known = RuleKind::ALL.into_iter().find(|kind| kind.code() == code);
        known.ok_or(Problem::UnknownChoice)
    }
}

/// How long a rule lasts: the code in the form, and the hours; 0 for ever. Words have the key
/// `rule-lasts-CODE`.
pub const LASTS: [(&str, u64); 5] = [
    ("ever", 0),
    ("hour", 1),
    ("day", 24),
    ("week", 7 * 24),
    ("month", 30 * 24),
];

/// A stored rule. Ended ones are removed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "address_rules")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AddressRuleId,
    pub kind: RuleKind,
    /// In CIDR form.
    pub network: String,
    pub reason: String,
    pub created_at: Timestamp,
    /// The name of who added it.
    pub created_by: String,
    pub expires_at: Option<Timestamp>,
}

/// Rules stand alone.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it holds at a moment.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|expires| now < expires)
    }
}

/// A rule about to be added.
#[derive(Clone, Debug)]
pub struct NewRule {
    pub kind: RuleKind,
    pub network: IpNet,
    pub reason: String,
    /// `None` for ever.
    pub lasts: Option<Duration>,
}

impl NewRule {
    /// Reads a form; fails with every mistake in it.
    pub fn parse(
        kind: &str,
        network: &str,
        reason: &str,
        lasts: &str,
    ) -> Result<NewRule, Vec<(&'static str, Problem)>> {
        let kind = kind.parse().map_err(|problem| ("rule_kind", problem));
        let network = networks::network(network).map_err(|problem| ("network", problem));
        let reason = text::required(reason, REASON_CHARS);
        let reason = reason.map_err(|problem| ("rule_reason", problem));
        let known = LASTS.into_iter().find(|(code, _)| *code == lasts);
        let lasts = known.ok_or(("lasts", Problem::UnknownChoice));
        match (kind, network, reason, lasts) {
            (Ok(kind), Ok(network), Ok(reason), Ok((_, hours))) => Ok(NewRule {
                kind,
                network,
                reason,
                lasts: (hours > 0).then(|| Duration::from_secs(hours * 60 * 60)),
            }),
            (kind, network, reason, lasts) => {
                let problems = [kind.err(), network.err(), reason.err(), lasts.err()];
                Err(problems.into_iter().flatten().collect())
            }
        }
    }
}

/// Why rules stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Whoever asks could not come back from where they are.
    #[error("this would lock out who asks")]
    LocksYouOut,
    /// There is the same one, which lasts as long.
    #[error("this rule is there already")]
    ThereAlready,
    /// There are [`MOST`] already.
    #[error("there are {MOST} address rules already")]
    TooMany,
    #[error("there is no such rule")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Every rule, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let rules = Entity::find().order_by_desc(Column::Id).limit(MOST as u64);
    rules.all(db).await
}

/// Whether rules let an address in.
fn admit<'a>(rules: impl Iterator<Item = (RuleKind, &'a IpNet)>, from: Option<IpAddr>) -> bool {
    let (mut any_allowed, mut allowed) = (false, false);
    for (kind, network) in rules {
        let inside = from.is_some_and(|ip| networks::contains(network, ip));
        match kind {
            RuleKind::Deny if inside => return false,
            RuleKind::Deny => {}
            RuleKind::Allow => {
                any_allowed = true;
                allowed |= inside;
            }
        }
    }
    allowed || !any_allowed
}

/// Whether the one who acts could come back under these rules, now and whenever one of them ends by
/// itself. Commands come from nowhere.
fn keeps_in(actor: &Actor, rules: &[Model]) -> bool {
    let read = |rule: &Model| Some((rule.clone(), rule.network.parse().ok()?));
    let rules: Vec<(Model, IpNet)> = rules.iter().filter_map(read).collect();
    let admitted = |at: Timestamp| {
        let live = rules.iter().filter(|(rule, _)| rule.is_live(at));
        admit(live.map(|(rule, network)| (rule.kind, network)), actor.ip)
    };
    let ends = rules.iter().filter_map(|(rule, _)| rule.expires_at);
    let ends = ends.filter(|end| *end > actor.at);
    actor.staff_id().is_none() || std::iter::once(actor.at).chain(ends).all(admitted)
}

/// Whether a rule says all that a new one, which ends at `expires`, would say.
fn says_as_much(rule: &Model, new: &NewRule, expires: Option<Timestamp>) -> bool {
    let as_long = match (rule.expires_at, expires) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(ends), Some(expires)) => ends >= expires,
    };
    as_long && rule.kind == new.kind && rule.network == new.network.to_string()
}

/// Adds a rule; it holds in this process at once and in others within seconds.
pub async fn add(db: &Db, gate: &Gate, actor: &Actor, new: &NewRule) -> Result<(), RuleError> {
    let txn = db.begin().await?;
    let expires = new.lasts.map(|lasts| actor.at.plus(lasts));
    let before = all(&txn).await?;
    if before.len() >= MOST {
        return Err(RuleError::TooMany);
    }
    let mut live = before.iter().filter(|rule| rule.is_live(actor.at));
    if live.any(|rule| says_as_much(rule, new, expires)) {
        return Err(RuleError::ThereAlready);
    }
    let row = ActiveModel {
        kind: Set(new.kind),
        network: Set(new.network.to_string()),
        reason: Set(new.reason.clone()),
        created_at: Set(actor.at),
        created_by: Set(actor.name().to_owned()),
        expires_at: Set(expires),
        ..Default::default()
    };
    let rule = Entity::insert(row).exec_with_returning(&txn).await?;
    if !keeps_in(actor, &all(&txn).await?) {
        return Err(RuleError::LocksYouOut);
    }
    record(&txn, actor, Action::AddressRuleAdded, &rule).await?;
    txn.commit().await?;
    gate.forget().await;
    Ok(())
}

/// Ends a rule; see [`add`].
pub async fn end(db: &Db, gate: &Gate, actor: &Actor, id: AddressRuleId) -> Result<(), RuleError> {
    let txn = db.begin().await?;
    let rule = Entity::find_by_id(id).one(&txn).await?;
    let rule = rule.ok_or(RuleError::NotFound)?;
    let gone = Entity::delete_by_id(id).exec(&txn).await?;
    if gone.rows_affected != 1 {
        return Err(RuleError::NotFound);
    }
    if !keeps_in(actor, &all(&txn).await?) {
        return Err(RuleError::LocksYouOut);
    }
    record(&txn, actor, Action::AddressRuleEnded, &rule).await?;
    txn.commit().await?;
    gate.forget().await;
    Ok(())
}

async fn record(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    action: Action,
    rule: &Model,
) -> Result<(), DbErr> {
    let mut facts = vec![
        Change::fact("rule_kind", rule.kind.code()),
        Change::fact("network", &rule.network),
        Change::fact("rule_reason", &rule.reason),
    ];
    let expires = rule
        .expires_at
        .map(|at| at.utc().format("%Y-%m-%d %H:%M UTC"));
    facts.extend(expires.map(|at| Change::fact("expires", at.to_string())));
    let entry = NewEntry::done(action, Subject::Settings, &rule.network);
    entry::record(txn, actor, entry.with(facts)).await
}
