//! A customer as stored.

use std::sync::LazyLock;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{DbErr, FromQueryResult, QueryResult, QuerySelect};

use super::tags;
use crate::domain::values::country::Country;
use crate::domain::values::email::Email;
use crate::domain::values::ids::{CustomerId, MonitorId};
use crate::domain::values::percent::{Percent, ProfitShare};
use crate::domain::values::person::{CustomerType, Gender, Language, Status};
use crate::domain::values::phone::Phone;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::values::zone::Zone;
use crate::domain::verification::step::Step;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Cells, Db};

/// The row. `sort_name` and `search_text` are made from the other columns by [`super::save`].
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customers")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CustomerId,
    /// Grows with every change: a form that was made from an older one is stale.
    pub version: i64,
    pub first_name: String,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub customer_type: CustomerType,
    pub email: Email,
    pub phone: Option<Phone>,
    pub telegram_chat_id: Option<String>,
    pub address: Option<String>,
    pub gender: Gender,
    pub newsletter: bool,
    pub country: Country,
    pub timezone: Option<Zone>,
    /// What mails to the customer are written in.
    pub language: Language,
    /// In whole percent.
    pub discount: Percent,
    pub exchange_monitor_id: Option<MonitorId>,
    /// In hundredths of a percent.
    pub profit_share: ProfitShare,
    pub birth_date: Option<Date>,
    pub status: Status,
    pub verified_email: bool,
    pub verified_phone: bool,
    pub verified_document: bool,
    pub verified_selfie: bool,
    pub verified_address: bool,
    /// In whole percent.
    pub verification_progress: Percent,
    pub document_number: Option<String>,
    pub sort_name: String,
    pub search_text: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Since when the oldest undecided step waits for a reviewer; kept by `verification::step`.
    pub waiting_since: Option<Timestamp>,
    /// Why the progress is not what follows from the flags.
    pub progress_reason: Option<String>,
    /// A blocked customer is inactive until somebody unblocks them.
    pub blocked_at: Option<Timestamp>,
    pub blocked_by: Option<String>,
    pub block_reason: Option<String>,
    /// When the customer last did something on the platform.
    pub last_activity_at: Option<Timestamp>,
    /// Raised by approving requests; 0 for one who never asked.
    pub verification_level: i32,
    /// Since when the customer is a partner.
    pub partner_since: Option<Timestamp>,
    /// The highlight of all their requests, `#rrggbb`.
    pub request_color: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// First and last name.
    pub fn name(&self) -> String {
        full_name(&self.first_name, self.last_name.as_deref())
    }

    /// The flags, in the order of [`Step::ALL`].
    pub fn flags(&self) -> [bool; 5] {
        [
            self.verified_email,
            self.verified_phone,
            self.verified_document,
            self.verified_selfie,
            self.verified_address,
        ]
    }

    /// Whether a step is verified.
    pub fn flag(&self, step: Step) -> bool {
        self.flags()[step as usize]
    }

    /// The flags as they are once one is set.
    pub fn flags_with(&self, step: Step, on: bool) -> [bool; 5] {
        let mut flags = self.flags();
        flags[step as usize] = on;
        flags
    }

    /// The five steps with their state, in the order of the pages.
    pub fn steps(&self) -> [(&'static str, bool); 5] {
        Step::ALL.map(|step| (step.code(), self.flag(step)))
    }
}

/// A customer as the list shows one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: CustomerId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub email: Email,
    /// As stored: a list does not examine every number anew, nor fail because of one.
    pub phone: Option<String>,
    pub country: Country,
    pub status: Status,
    pub blocked_at: Option<Timestamp>,
    pub verification_progress: Percent,
    pub created_at: Timestamp,
    pub last_activity_at: Option<Timestamp>,
    /// The flags, a bit for each, as [`FLAGS`] makes them.
    pub(super) verified: i32,
    /// The names of the tags, separated by commas, which no tag has.
    pub tag_names: Option<String>,
}

/// The columns of a line, in the order they are read in.
const OF_LINE: [Column; 12] = [
    Column::Id,
    Column::FirstName,
    Column::LastName,
    Column::Company,
    Column::Email,
    Column::Phone,
    Column::Country,
    Column::Status,
    Column::BlockedAt,
    Column::VerificationProgress,
    Column::CreatedAt,
    Column::LastActivityAt,
];

/// The flags in one number, a bit for each in the order of [`Step::ALL`]: one cell to fetch instead
/// of five.
const FLAGS: &str = "CASE WHEN verified_email THEN 1 ELSE 0 END \
    + CASE WHEN verified_phone THEN 2 ELSE 0 END \
    + CASE WHEN verified_document THEN 4 ELSE 0 END \
    + CASE WHEN verified_selfie THEN 8 ELSE 0 END \
    + CASE WHEN verified_address THEN 16 ELSE 0 END";

/// All lines. The query is put together once: a list asks it for every page.
pub fn lines() -> Select<Entity> {
    static LINES: LazyLock<Select<Entity>> = LazyLock::new(|| {
        let columns = Entity::find().select_only().columns(OF_LINE);
        let with_flags = columns.expr_as(Expr::cust(FLAGS), "verified");
        with_flags.expr_as(tags::names_of_each(), "tag_names")
    });
    LINES.clone()
}

impl FromQueryResult for Line {
    /// Of a row of [`lines`].
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Line, DbErr> {
        let mut cells = Cells::of(row);
        Ok(Line {
            id: cells.read()?,
            first_name: cells.read()?,
            last_name: cells.read()?,
            company: cells.read()?,
            email: cells.read()?,
            phone: cells.read()?,
            country: cells.read()?,
            status: cells.read()?,
            blocked_at: cells.read()?,
            verification_progress: cells.read()?,
            created_at: cells.read()?,
            last_activity_at: cells.read()?,
            verified: cells.read()?,
            tag_names: cells.read()?,
        })
    }
}

impl Line {
    /// The names of the tags, sorted.
    pub fn tags(&self) -> Vec<&str> {
        tags::split(self.tag_names.as_deref())
    }

    /// First and last name.
    pub fn name(&self) -> String {
        full_name(&self.first_name, self.last_name.as_deref())
    }

    /// What the name is sorted by.
    pub fn sort_name(&self) -> String {
        sort_name(&self.first_name, self.last_name.as_deref())
    }

    /// The flags, in the order of [`Step::ALL`].
    pub fn flags(&self) -> [bool; 5] {
        Step::ALL.map(|step| self.verified & (1 << step as i32) != 0)
    }
}

/// What a name is sorted by, as stored.
pub fn sort_name(first: &str, last: Option<&str>) -> String {
    full_name(first, last).trim().to_lowercase()
}

/// First and last name, as pages say them.
pub fn full_name(first: &str, last: Option<&str>) -> String {
    match last {
        Some(last) => format!("{first} {last}"),
        None => first.to_owned(),
    }
}

/// The query for the customer with this id within a scope.
pub fn by_id(scope: &Scope, id: CustomerId) -> Select<Entity> {
    let own = Expr::col((Entity, Column::Id));
    Entity::find_by_id(id).filter(within(scope, own))
}

/// The customer with this id as they are seen, if there is one within the scope.
pub async fn find(
    db: &Db,
    (scope, sight): (&Scope, &Sight),
    id: CustomerId,
) -> Result<Option<Model>, DbErr> {
    let found = by_id(scope, id).one(db.read()).await?;
    Ok(found.map(|customer| customer.seen_by(sight)))
}
