//! Comments on a request: staff write them for staff, customers never see them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveValue::Set, DbErr, QueryOrder, QuerySelect};

use super::claim;
use super::request::{self, subject_name};
use super::work::WorkError;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::{CommentId, RequestId, StaffId};
use crate::domain::values::problem::Problem;
use crate::domain::values::scope::Scope;
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
    /// When its text was changed last.
    pub edited_at: Option<Timestamp>,
    /// Grows with every change of the text.
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether somebody may change it. The author may, at any time and also after the decision,
    /// and nobody else: what somebody said is not for others to say. Every earlier text stays in
    /// the request's history.
    pub fn may_be_edited_by(&self, staff: Option<StaffId>) -> bool {
        staff.is_some() && self.author_id == staff
    }
}

/// The text of a comment: something, and not too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// As records keep it.
    pub fn fact(&self) -> Change {
        Change::fact("body", self.0.as_str())
    }

    /// Reads what was typed. A line break counts as one character, however it was sent.
    pub fn parse(typed: &str) -> Result<Body, Problem> {
        text::required(&typed.replace("\r\n", "\n"), LONGEST).map(Body)
    }
}

/// Adds a comment; also to a resolved request.
pub async fn add(db: &Db, actor: &Actor, id: RequestId, body: Body) -> Result<(), WorkError> {
    let txn = db.begin().await?;
    let found = request::find(&txn, &actor.scope, id).await?;
    found.ok_or(WorkError::NotFound)?;
    insert(&txn, actor, id, &body).await?;
    claim::go_on(&txn, actor, id).await?;
    let subject = Subject::Request(id);
    let entry = NewEntry::done(Action::RequestCommented, subject, subject_name(id));
    let facts = vec![body.fact()];
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

/// Why a comment was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    #[error("not found")]
    NotFound,
    #[error("not the author")]
    NotTheAuthor,
    /// The text was changed after the form was made; what it says now.
    #[error("stale")]
    Stale(Box<Model>),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// The comment with this id, if it is on this request and the request is within the scope.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    (request, id): (RequestId, CommentId),
) -> Result<Option<Model>, DbErr> {
    if request::find(db, scope, request).await?.is_none() {
        return Ok(None);
    }
    let query = Entity::find_by_id(id).filter(Column::RequestId.eq(request));
    query.one(db).await
}

/// Changes the text of a comment whose form was made from `version`; only the author may.
pub async fn edit(
    db: &Db,
    actor: &Actor,
    (request, id): (RequestId, CommentId),
    version: i64,
    body: &Body,
) -> Result<(), EditError> {
    let txn = db.begin().await?;
    let before = find(&txn, &actor.scope, (request, id)).await?;
    let before = before.ok_or(EditError::NotFound)?;
    if !before.may_be_edited_by(actor.staff_id()) {
        return Err(EditError::NotTheAuthor);
    }
    if before.version != version {
        return Err(EditError::Stale(Box::new(before)));
    }
    let was = Some(before.body.clone());
    let Some(change) = Change::of("body", was, Some(body.0.clone())) else {
        return Ok(());
    };
    let written = Entity::update_many()
        .col_expr(Column::Body, Expr::value(body.0.as_str()))
        .col_expr(Column::EditedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await?;
    if written.rows_affected != 1 {
        let now = Entity::find_by_id(id).one(&txn).await?;
        return Err(now.map_or(EditError::NotFound, |now| EditError::Stale(Box::new(now))));
    }
    let subject = Subject::Request(request);
    let entry = NewEntry::done(Action::RequestCommentEdited, subject, subject_name(request));
    record(&txn, actor, entry.with(vec![change])).await?;
    txn.commit().await?;
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
