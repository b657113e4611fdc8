//! What a form says about a member, and what of it may be.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};

use super::administrators::Administrators;
use super::group_rows::{membership, row as groups};
use super::name::StaffName;
use super::reach::{self, Reach};
use super::{member, scope};
use crate::domain::actor::Actor;
use crate::domain::journal::entry::Change;
use crate::domain::tag::{carried_by_nobody, ids_of, names_of};
use crate::domain::values::email::Email;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::domain::values::networks::Networks;
use crate::domain::values::problem::Problem;
use crate::domain::values::scope::Scope;
use crate::domain::values::tag;

/// Mistakes of a form: field and kind.
pub type Problems = Vec<(&'static str, Problem)>;

/// What a form decides about a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub name: StaffName,
    pub email: Email,
    pub groups: BTreeSet<GroupId>,
    /// Allowed tags, sorted; none for all customers.
    pub tags: Vec<String>,
    /// Where they may come from.
    pub networks: Networks,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    /// The member has more than who acts.
    #[error("beyond your reach")]
    Beyond,
    #[error("no token could be drawn")]
    Token(#[from] std::io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl Details {
    /// Reads a form; fails with every mistake in it.
    pub fn parse<'a>(
        name: &str,
        email: &str,
        groups: impl Iterator<Item = &'a str>,
        tags: &str,
        networks: &str,
    ) -> Result<Details, Problems> {
        let name = name.parse().map_err(|problem| ("name", problem));
        let email = email.parse().map_err(|problem| ("email", problem));
        let groups: Result<BTreeSet<GroupId>, ()> = groups.map(str::parse).collect();
        let groups = groups.map_err(|()| ("groups", Problem::UnknownChoice));
        let tags = tag::parse_list([tags].into_iter()).map_err(|problem| ("tags", problem));
        let networks = networks
            .parse()
            .map_err(|problem| ("allowed_networks", problem));
        match (name, email, groups, tags, networks) {
            (Ok(name), Ok(email), Ok(groups), Ok(tags), Ok(networks)) => Ok(Details {
                name,
                email,
                groups,
                tags,
                networks,
            }),
            (name, email, groups, tags, networks) => {
                let who = [name.err(), email.err()];
                let what = [groups.err(), tags.err(), networks.err()];
                Err(who.into_iter().chain(what).flatten().collect())
            }
        }
    }
}

/// A member as stored, with what hangs on them.
pub(super) struct Stored {
    pub member: member::Model,
    pub groups: BTreeSet<GroupId>,
    pub tags: Vec<String>,
}

impl Stored {
    /// Reads one.
    pub async fn find(txn: &DatabaseTransaction, id: StaffId) -> Result<Option<Stored>, DbErr> {
        let Some(member) = member::Entity::find_by_id(id).one(txn).await? else {
            return Ok(None);
        };
        let joined = membership::Entity::find().filter(membership::Column::StaffId.eq(id));
        let joined = joined.all(txn).await?.into_iter();
        let allowed = scope::row::Entity::find().filter(scope::row::Column::StaffId.eq(id));
        let allowed = allowed.all(txn).await?.into_iter();
        let allowed: Vec<_> = allowed.map(|row| row.tag_id).collect();
        Ok(Some(Stored {
            member,
            groups: joined.map(|row| row.group_id).collect(),
            tags: names_of(txn, &allowed).await?,
        }))
    }
}

/// What the database, or who acts, has against it.
pub(super) async fn problems(
    txn: &DatabaseTransaction,
    (actor, reach): (&Actor, &Reach),
    before: Option<&Stored>,
    details: &Details,
) -> Result<Problems, DbErr> {
    // Somebody new takes nothing away from anybody, and waits for nobody.
    let administrators = match before {
        Some(_) => Administrators::hold(txn).await?,
        None => Administrators::default(),
    };
    let mut problems = of_groups(txn, (actor, reach), &administrators, (before, details)).await?;
    problems.extend(of_limits(txn, actor, &administrators, (before, details)).await?);
    let own = before.filter(|before| actor.staff_id() == Some(before.member.id));
    if own.is_some_and(|own| own.member.email != details.email) {
        problems.push(("email", Problem::OwnAddress));
    }
    Ok(problems)
}

async fn of_groups(
    txn: &DatabaseTransaction,
    (actor, reach): (&Actor, &Reach),
    administrators: &Administrators,
    (before, details): (Option<&Stored>, &Details),
) -> Result<Problems, DbErr> {
    let known = groups::Entity::find().all(txn).await?;
    let exists = |id: &GroupId| known.iter().any(|group| group.id == *id);
    if !details.groups.iter().all(exists) {
        return Ok(vec![("groups", Problem::UnknownChoice)]);
    }
    let nothing = BTreeSet::new();
    let stored = before.map_or(&nothing, |before| &before.groups);
    let own = before.is_some_and(|before| actor.staff_id() == Some(before.member.id));
    if own && *stored != details.groups {
        return Ok(vec![("groups", Problem::NotYourOwn)]);
    }
    let leaves = |group: &GroupId| stored.contains(group) && !details.groups.contains(group);
    if administrators.group.as_ref().is_some_and(leaves)
        && before.is_some_and(|before| administrators.need(before.member.id))
    {
        return Ok(vec![("groups", Problem::LastAdministrator)]);
    }
    let given = details.groups.difference(stored).copied().collect();
    let given = reach::permissions(txn, &given).await?;
    Ok(match reach.allows(&given) {
        true => Problems::new(),
        false => vec![("groups", Problem::BeyondYourPermissions)],
    })
}

/// Of the networks and tags that limit a member.
async fn of_limits(
    txn: &DatabaseTransaction,
    actor: &Actor,
    administrators: &Administrators,
    (before, details): (Option<&Stored>, &Details),
) -> Result<Problems, DbErr> {
    let mut problems = Problems::new();
    let own = before.is_some_and(|before| actor.staff_id() == Some(before.member.id));
    let needed = before.is_some_and(|before| administrators.need_without_limits(before.member.id));
    let networks = details.networks.to_string();
    let moves = before.is_some_and(|before| before.member.allowed_networks != networks);
    if own && moves {
        problems.push(("allowed_networks", Problem::NotYourOwn));
    } else if needed && !networks.is_empty() {
        problems.push(("allowed_networks", Problem::LastAdministrator));
    }
    let tags_changed = before.is_none_or(|before| before.tags != details.tags);
    if own && tags_changed {
        problems.push(("tags", Problem::NotYourOwn));
    } else if needed && !details.tags.is_empty() {
        problems.push(("tags", Problem::LastAdministrator));
    } else if tags_changed && let Scope::Tagged(_) = &actor.scope {
        let mine = names_of(txn, actor.scope.tags()).await?;
        let beyond = details.tags.iter().any(|tag| !mine.contains(tag));
        if beyond || details.tags.is_empty() {
            let own = mine.join(", ");
            problems.push(("tags", Problem::BeyondYourTags { own }));
        }
    } else if tags_changed {
        problems.extend(misspelt(txn, before, details).await?);
    }
    Ok(problems)
}

/// A new tag that no customer carries: whoever has it alone would see nobody.
async fn misspelt(
    txn: &DatabaseTransaction,
    before: Option<&Stored>,
    details: &Details,
) -> Result<Option<(&'static str, Problem)>, DbErr> {
    let had = before
        .map(|before| before.tags.as_slice())
        .unwrap_or_default();
    let mut new = details.tags.clone();
    new.retain(|tag| !had.contains(tag));
    let nobody = carried_by_nobody(txn, &new).await?;
    let tags = nobody.join(", ");
    Ok((!nobody.is_empty()).then_some(("tags", Problem::NobodyHas { tags })))
}

/// Writes groups, tags and networks.
pub(super) async fn write(
    txn: &DatabaseTransaction,
    id: StaffId,
    details: &Details,
) -> Result<(), DbErr> {
    member::Entity::update_many()
        .col_expr(
            member::Column::AllowedNetworks,
            details.networks.to_string().into(),
        )
        .filter(member::Column::Id.eq(id))
        .exec(txn)
        .await?;
    let before = membership::Entity::delete_many().filter(membership::Column::StaffId.eq(id));
    before.exec(txn).await?;
    if !details.groups.is_empty() {
        let rows = details.groups.iter().map(|group| membership::ActiveModel {
            staff_id: sea_orm::ActiveValue::Set(id),
            group_id: sea_orm::ActiveValue::Set(*group),
        });
        membership::Entity::insert_many(rows)
            .exec_without_returning(txn)
            .await?;
    }
    let tags = ids_of(txn, &details.tags).await?;
    scope::allow(txn, id, &tags).await
}

/// Field by field, what changes.
pub(super) async fn changes(
    txn: &impl ConnectionTrait,
    before: Option<&Stored>,
    details: &Details,
) -> Result<Vec<Change>, DbErr> {
    let known = groups::Entity::find().all(txn).await?;
    let names = |ids: &BTreeSet<GroupId>| {
        let named = known.iter().filter(|group| ids.contains(&group.id));
        let names: Vec<&str> = named.map(|group| group.name.as_str()).collect();
        Some(names.join(", ")).filter(|names| !names.is_empty())
    };
    let list = |tags: &[String]| Some(tags.join(", ")).filter(|tags| !tags.is_empty());
    let was = |of: fn(&member::Model) -> String| before.map(|before| of(&before.member));
    let all = [
        Change::of(
            "name",
            was(|member| member.name.clone()),
            Some(details.name.to_string()),
        ),
        Change::of(
            "email",
            was(|member| member.email.to_string()),
            Some(details.email.to_string()),
        ),
        Change::of(
            "groups",
            before.and_then(|before| names(&before.groups)),
            names(&details.groups),
        ),
        Change::of(
            "allowed_tags",
            before.and_then(|before| list(&before.tags)),
            list(&details.tags),
        ),
        Change::of(
            "allowed_networks",
            was(|member| member.allowed_networks.clone()).filter(|text| !text.is_empty()),
            Some(details.networks.to_string()).filter(|text| !text.is_empty()),
        ),
    ];
    Ok(all.into_iter().flatten().collect())
}
