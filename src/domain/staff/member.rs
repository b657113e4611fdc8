//! Members of staff: their rows, how they are created, and who is signed in.

use std::collections::BTreeSet;
use std::str::FromStr;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, QuerySelect};
use thiserror::Error;

use super::group::{self, GroupKey};
use super::name::StaffName;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{self, Change, NewEntry, Subject};
use crate::domain::values::email::Email;
use crate::domain::values::ids::StaffId;
use crate::domain::values::problem::Problem;
use crate::domain::values::zone::Zone;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Db, taken};
use crate::platform::locales::Locale;

/// A stored member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StaffId,
    pub version: i64,
    pub email: Email,
    pub name: String,
    /// A PHC string; empty until an invitation is accepted, and nobody's password then.
    pub password_hash: String,
    pub locale: String,
    pub time_zone: Zone,
    pub theme: String,
    /// Whether single keys do something on pages that have some.
    pub shortcuts: bool,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// Sessions begun with an older password end.
    pub password_changed_at: Timestamp,
    pub last_sign_in_at: Option<Timestamp>,
    /// The name of who created them.
    pub created_by: Option<String>,
    /// Networks in CIDR form, separated by commas, that they may come from; empty for anywhere.
    pub allowed_networks: String,
    /// When they were last told of many failed sign-ins.
    pub warned_at: Option<Timestamp>,
    /// The same of wrong codes after the right password.
    pub warned_of_codes_at: Option<Timestamp>,
    /// Wrong passwords in a row, from browsers that are not known: see [`super::in_a_row`].
    pub strangers_failures: i64,
    /// The same, from browsers that they have signed in with, and from inside their sessions.
    pub own_failures: i64,
}

/// How members hang together with other rows.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::group_rows::membership::Entity",
        from = "Column::Id",
        to = "super::group_rows::membership::Column::StaffId"
    )]
    Membership,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether they have a password and are not shut out.
    pub fn can_sign_in(&self) -> bool {
        self.disabled_at.is_none() && !self.password_hash.is_empty()
    }

    /// In place of who does not exist, where the same work is done for everybody.
    pub(super) fn nobody(email: &Email, locale: Locale) -> Model {
        Model {
            id: StaffId(0),
            version: 0,
            email: email.clone(),
            name: String::new(),
            password_hash: String::new(),
            locale: locale.code().to_owned(),
            time_zone: Zone::UTC,
            theme: String::new(),
            shortcuts: false,
            disabled_at: None,
            created_at: Timestamp(0),
            password_changed_at: Timestamp(0),
            last_sign_in_at: None,
            created_by: None,
            allowed_networks: String::new(),
            warned_at: None,
            warned_of_codes_at: None,
            strangers_failures: 0,
            own_failures: 0,
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order of the form.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The code in forms and the database.
    pub fn code(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl FromStr for Theme {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Theme, Problem> {
        Theme::ALL
            .into_iter()
            .find(|theme| theme.code() == code)
            .ok_or(Problem::UnknownChoice)
    }
}

/// A member about to be stored.
#[derive(Clone, Debug)]
pub struct NewMember {
    pub email: Email,
    pub name: StaffName,
    /// A PHC string: hashing is done before, outside any transaction.
    pub password_hash: String,
    pub groups: BTreeSet<GroupKey>,
    pub locale: Locale,
    pub zone: Zone,
}

/// Why a member was not created.
#[derive(Debug, Error)]
pub enum CreateError {
    #[error("there is already a staff member with this address")]
    EmailTaken,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Creates a member with their groups.
pub async fn create(db: &Db, actor: &Actor, new: NewMember) -> Result<StaffId, CreateError> {
    let txn = db.begin().await?;
    let id = insert(&txn, actor, new).await?;
    txn.commit().await?;
    Ok(id)
}

/// As [`create`], inside a transaction.
pub async fn insert(
    db: &impl ConnectionTrait,
    actor: &Actor,
    new: NewMember,
) -> Result<StaffId, CreateError> {
    let (name, email) = (new.name.to_string(), new.email.to_string());
    let member = insert_row(db, actor, &new).await?;
    for key in &new.groups {
        group::join(db, member.id, group::id_of(db, *key).await?).await?;
    }
    let groups = new
        .groups
        .iter()
        .map(|key| key.name())
        .collect::<Vec<_>>()
        .join(", ");
    let changes = [
        Change::of("name", None, Some(name.clone())),
        Change::of("email", None, Some(email)),
        Change::of(
            "groups",
            None,
            Some(groups).filter(|groups| !groups.is_empty()),
        ),
    ];
    let created = NewEntry::done(Action::StaffCreated, Subject::Staff(member.id), name)
        .with(changes.into_iter().flatten().collect());
    entry::record(db, actor, created).await?;
    Ok(member.id)
}

/// The row alone: neither groups nor an entry.
pub(super) async fn insert_row(
    db: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewMember,
) -> Result<Model, CreateError> {
    let by = Some(actor.name().to_owned()).filter(|name| !name.is_empty());
    let row = ActiveModel {
        version: Set(1),
        email: Set(new.email.clone()),
        name: Set(new.name.to_string()),
        password_hash: Set(new.password_hash.clone()),
        locale: Set(new.locale.code().to_owned()),
        time_zone: Set(new.zone),
        theme: Set(Theme::default().code().to_owned()),
        shortcuts: Set(true),
        created_at: Set(actor.at),
        password_changed_at: Set(actor.at),
        created_by: Set(by),
        ..Default::default()
    };
    let inserted = Entity::insert(row).exec_with_returning(db).await;
    inserted.map_err(|error| match taken(&error, "staff", "email") {
        true => CreateError::EmailTaken,
        false => CreateError::Db(error),
    })
}

/// Sets a password, tried by nobody yet; `hash` is a PHC string. Answers since when it holds:
/// `None` when `before` was disabled or got another one meanwhile.
pub(super) async fn set_password(
    txn: &DatabaseTransaction,
    before: &Model,
    hash: String,
    at: Timestamp,
) -> Result<Option<Timestamp>, DbErr> {
    // Strictly later than before, so that sessions of the old password can be told by it.
    let since = Ord::max(at, Timestamp(before.password_changed_at.0 + 1));
    let set = Entity::update_many()
        .col_expr(Column::PasswordHash, hash.into())
        .col_expr(Column::PasswordChangedAt, since.into())
        .col_expr(Column::StrangersFailures, 0.into())
        .col_expr(Column::OwnFailures, 0.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(before.id))
        .filter(Column::DisabledAt.is_null())
        .filter(Column::PasswordChangedAt.eq(before.password_changed_at));
    let set = set.exec(txn).await?.rows_affected == 1;
    Ok(set.then_some(since))
}

/// The member with an address.
pub async fn by_email(db: &impl ConnectionTrait, email: &Email) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Email.eq(email.as_str()))
        .one(db)
        .await
}

/// Whose address it is.
pub async fn id_by_email(
    db: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<StaffId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Email.eq(email.as_str()))
        .into_tuple()
        .one(db)
        .await
}

/// Whether nobody was ever created.
pub async fn none_yet(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let any = Entity::find()
        .select_only()
        .column(Column::Id)
        .into_tuple::<StaffId>()
        .one(db)
        .await?;
    Ok(any.is_none())
}
