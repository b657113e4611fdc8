//! Comments on a request: staff write them for staff, customers never see them.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbErr, QueryOrder, QuerySelect};

use super::claim;
use super::request::{self, subject_name};
use super::work::WorkError;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::{CommentId, RequestId, StaffId};
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// The longest comment, in characters.
pub const LONGEST: usize = 2_000;

/// How many comments a page shows: the newest.
pub const SHOWN: u64 = 200;

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_comments")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CommentId,
    pub request_id: RequestId,
    pub author_id: Option<StaffId>,
    /// What the author was called at the time.
    pub author_name: String,
    pub body: String,
    pub created_at: Timestamp,
    pub edited_at: Option<Timestamp>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The text of a comment: something, and not too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// Reads what was typed. A line break counts as one character, however it was sent.
    pub fn parse(typed: &str) -> Result<Body, Problem> {
        text::required(&typed.replace("\r\n", "\n"), LONGEST).map(Body)
    }
}

/// Adds a comment; also to a resolved request.
pub async fn add(db: &Db, actor: &Actor, id: RequestId, body: Body) -> Result<(), WorkError> {
    let txn = db.begin().await?;
    request::find(&txn, id).await?.ok_or(WorkError::NotFound)?;
    insert(&txn, actor, id, &body).await?;
    claim::go_on(&txn, actor, id).await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::done(Action::RequestCommented, subject, subject_name(id));
    let facts = vec![Change::fact("body", body.0)];
    record(&txn, actor, entry.with(facts)).await?;
    txn.commit().await?;
    Ok(())
}

/// Adds a comment, in somebody's transaction; what it belongs to tells the journal.
pub async fn insert(
    txn: &impl ConnectionTrait,
    actor: &Actor,
    id: RequestId,
    body: &Body,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        request_id: Set(id),
        author_id: Set(actor.staff_id()),
        author_name: Set(actor.name().to_owned()),
        body: Set(body.0.clone()),
        created_at: Set(actor.at),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// The newest comments on a request, oldest first.
pub async fn of(db: &impl ConnectionTrait, id: RequestId) -> Result<Vec<Model>, DbErr> {
    let newest = Entity::find()
        .filter(Column::RequestId.eq(id))
        .order_by_desc(Column::Id)
        .limit(SHOWN);
    let mut comments = newest.all(db).await?;
    comments.reverse();
    Ok(comments)
}
