//! One entry of the journal, and the only way to add one.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, ExprTrait, InsertStatement, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::chain;
use crate::domain::actor::Actor;
use crate::domain::values::ids::{
    AccountId, CustomerId, EntryId, GroupId, MailId, MailTemplateId, MonitorId, ReasonId,
    RequestId, ResolutionId, ResolutionTypeId, StaffId,
};
use crate::domain::values::network;
use crate::platform::clock::Timestamp;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Customer(CustomerId),
    Staff(StaffId),
    Group(GroupId),
    Monitor(MonitorId),
    Reason(ReasonId),
    Mail(MailId),
    MailTemplate(MailTemplateId),
    Request(RequestId),
    ResolutionType(ResolutionTypeId),
    Resolution(ResolutionId),
    Account(AccountId),
    /// Settings; the name of the subject says which.
    Settings,
    /// The installation itself, or someone we do not know.
    Nothing,
}

impl Subject {
    /// The stored kind.
    pub fn kind(self) -> &'static str {
        match self {
            Subject::Customer(_) => "customer",
            Subject::Staff(_) => "staff",
            Subject::Group(_) => "group",
            Subject::Monitor(_) => "monitor",
            Subject::Reason(_) => "reason",
            Subject::Mail(_) => "mail",
            Subject::MailTemplate(_) => "mail-template",
            Subject::Request(_) => "request",
            Subject::ResolutionType(_) => "resolution-type",
            Subject::Resolution(_) => "resolution",
            Subject::Account(_) => "account",
            Subject::Settings => "settings",
            Subject::Nothing => "nothing",
        }
    }

    /// Every kind that has ids.
    pub const KINDS: [&'static str; 11] = [
        "customer",
        "request",
        "account",
        "mail",
        "staff",
        "group",
        "monitor",
        "reason",
        "mail-template",
        "resolution-type",
        "resolution",
    ];

    /// The stored id.
    pub fn id(self) -> Option<i64> {
        match self {
            Subject::Customer(CustomerId(id))
            | Subject::Staff(StaffId(id))
            | Subject::Group(GroupId(id))
            | Subject::Monitor(MonitorId(id))
            | Subject::Reason(ReasonId(id))
            | Subject::Mail(MailId(id))
            | Subject::MailTemplate(MailTemplateId(id))
            | Subject::Request(RequestId(id))
            | Subject::ResolutionType(ResolutionTypeId(id))
            | Subject::Resolution(ResolutionId(id))
            | Subject::Account(AccountId(id)) => Some(id),
            Subject::Settings | Subject::Nothing => None,
        }
    }
}

/// One field before and after. `None` is an empty field; both are what a person would read in the
/// form (codes, not translated names). Never put a secret here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The form's name of the field; its label has the key `field-…`.
    pub field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Change {
    /// A change of a field, or nothing when both sides are equal.
    pub fn of(field: &str, before: Option<String>, after: Option<String>) -> Option<Change> {
        (before != after).then(|| Change {
            field: field.to_owned(),
            before,
            after,
        })
    }

    /// A fact that has no before: a file's name, a reason.
    pub fn fact(field: &str, value: impl Into<String>) -> Change {
        Change {
            field: field.to_owned(),
            before: None,
            after: Some(value.into()),
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    Refused,
}

impl Outcome {
    /// Both.
    pub const ALL: [Outcome; 2] = [Outcome::Done, Outcome::Refused];

    /// The stored word.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
        }
    }
}

/// A stored entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EntryId,
    pub at: Timestamp,
    pub actor_kind: String,
    pub actor_id: Option<StaffId>,
    pub actor_name: String,
    /// The groups that the actor was in, as they were called.
    pub actor_groups: Option<String>,
    pub ip: Option<String>,
    /// The address as ranges know it; see [`network::key`].
    pub ip_key: Option<String>,
    pub request_id: String,
    pub session_ref: Option<String>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<i64>,
    pub subject_name: String,
    /// The customer whom the entry is about, or on whom its subject hangs.
    pub customer_id: Option<CustomerId>,
    pub changes: String,
    pub outcome: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// An entry about to be written.
#[derive(Clone, Debug)]
pub struct NewEntry {
    pub action: Action,
    pub subject: Subject,
    /// What the subject was called at the time.
    pub subject_name: String,
    pub changes: Vec<Change>,
    pub outcome: Outcome,
}

impl NewEntry {
    /// Something done, so far without details.
    pub fn done(action: Action, subject: Subject, subject_name: impl Into<String>) -> NewEntry {
        let subject_name = subject_name.into();
        NewEntry {
            action,
            subject,
            subject_name,
            changes: Vec::new(),
            outcome: Outcome::Done,
        }
    }

    /// Something refused.
    pub fn refused(action: Action, subject: Subject, subject_name: impl Into<String>) -> NewEntry {
        NewEntry {
            outcome: Outcome::Refused,
            ..NewEntry::done(action, subject, subject_name)
        }
    }

    /// With what changed.
    pub fn with(mut self, changes: Vec<Change>) -> NewEntry {
        self.changes = changes;
        self
    }
}

/// Adds an entry and links it. `db` is the transaction of what it records.
pub async fn record(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry: NewEntry,
) -> Result<(), DbErr> {
    let mut insertion = insertion(actor, entry)?;
    if db.get_database_backend() == DbBackend::Postgres {
        return db.execute(&insertion).await.map(|_| ());
    }
    insertion.returning(chain::returned());
    match db.query_one(&insertion).await? {
        Some(added) => chain::extend_by(db, &added).await,
        None => Err(DbErr::RecordNotInserted),
    }
}

fn insertion(actor: &Actor, entry: NewEntry) -> Result<InsertStatement, DbErr> {
    let changes = serde_json::to_string(&entry.changes)
        .map_err(|error| DbErr::Custom(format!("journal changes: {error}")))?;
    let values: [(Column, SimpleExpr); 16] = [
        (Column::At, actor.at.into()),
        (Column::ActorKind, actor.kind().into()),
        (Column::ActorId, Expr::value(actor.staff_id())),
        (Column::ActorName, actor.name().into()),
        (Column::ActorGroups, Expr::value(actor.groups.clone())),
        (Column::Ip, Expr::value(actor.ip.map(|ip| ip.to_string()))),
        (Column::IpKey, Expr::value(actor.ip.map(network::key))),
        (Column::RequestId, actor.request_id.as_str().into()),
        (Column::SessionRef, Expr::value(actor.session_ref.clone())),
        (Column::Action, entry.action.code().into()),
        (Column::SubjectKind, entry.subject.kind().into()),
        (Column::SubjectId, Expr::value(entry.subject.id())),
        (Column::SubjectName, entry.subject_name.into()),
        (Column::CustomerId, customer_of(entry.subject)),
        (Column::Changes, changes.into()),
        (Column::Outcome, entry.outcome.code().into()),
    ];
    let (columns, values): (Vec<Column>, Vec<SimpleExpr>) = values.into_iter().unzip();
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns(columns)
        .values_panic(values);
    Ok(insert)
}

/// The customer on whom a subject hangs. Asked of the database here, so that nobody can forget it:
/// it decides who may see the entry.
fn customer_of(subject: Subject) -> SimpleExpr {
    let table = match subject {
        Subject::Customer(id) => return Expr::value(id.0),
        Subject::Request(_) => "requests",
        Subject::Mail(_) => "mails",
        Subject::Account(_) => "accounts",
        _ => return Expr::value(None::<i64>),
    };
    let customer = Query::select()
        .column(Alias::new("customer_id"))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("id")).eq(subject.id()))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(customer.into()))
}
