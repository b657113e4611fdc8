//! Reading the journal: the entries of one subject, newest first, a page at a time.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::action::Action;
use super::entry::{Change, Column, Entity, Model, Outcome, Subject};
use crate::domain::values::ids::EntryId;

/// How many entries a page shows.
pub const PER_PAGE: u64 = 50;

/// Entries of one subject, newest first, and where the next page begins.
pub struct Entries {
    pub entries: Vec<Model>,
    /// Ask for entries before this one to go on; `None` at the end.
    pub next: Option<EntryId>,
}

/// Which entries to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// What changed something.
    Changes,
    /// Also who only looked.
    ChangesAndLooks,
    /// Nothing about documents and what was decided on them: for readers who may not see them,
    /// names and reasons tell too much.
    WithoutDocuments,
}

impl Kinds {
    /// The codes of the actions that are not among them.
    pub fn left_out(self) -> Vec<&'static str> {
        let looks = [Action::DocumentViewed, Action::DocumentDownloaded];
        let files = [
            Action::DocumentAdded,
            Action::DocumentReplaced,
            Action::StepAccepted,
            Action::StepAskedAgain,
            Action::StepRejected,
            Action::StepReopened,
            Action::StepRecheck,
        ];
        match self {
            Kinds::ChangesAndLooks => Vec::new(),
            Kinds::Changes => looks.map(Action::code).into(),
            Kinds::WithoutDocuments => looks.into_iter().chain(files).map(Action::code).collect(),
        }
    }
}

/// The entries about `subject` that are older than `before`.
pub async fn about(
    db: &impl ConnectionTrait,
    subject: Subject,
    kinds: Kinds,
    before: Option<EntryId>,
) -> Result<Entries, DbErr> {
    let mut query = Entity::find()
        .filter(Column::SubjectKind.eq(subject.kind()))
        .filter(Column::SubjectId.eq(subject.id()))
        .order_by_desc(Column::Id)
        .limit(PER_PAGE + 1);
    let left_out = kinds.left_out();
    if !left_out.is_empty() {
        query = query.filter(Column::Action.is_not_in(left_out));
    }
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let mut entries = query.all(db).await?;
    let more = entries.len() as u64 > PER_PAGE;
    entries.truncate(PER_PAGE as usize);
    let next = more.then(|| entries.last().map(|entry| entry.id)).flatten();
    Ok(Entries { entries, next })
}

/// The entries about `subject` that are newer than `after`, newest first, `most` at most.
pub async fn since(
    db: &impl ConnectionTrait,
    subject: Subject,
    after: Option<EntryId>,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find()
        .filter(Column::SubjectKind.eq(subject.kind()))
        .filter(Column::SubjectId.eq(subject.id()))
        .order_by_desc(Column::Id)
        .limit(most);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after));
    }
    query.all(db).await
}

impl Model {
    /// What was done, if this version knows the action.
    pub fn action(&self) -> Option<Action> {
        Action::from_code(&self.action)
    }

    /// Field by field, what changed.
    pub fn changes(&self) -> Vec<Change> {
        serde_json::from_str(&self.changes).unwrap_or_default()
    }

    /// Whether somebody only looked.
    pub fn looked(&self) -> bool {
        let action = self.action();
        matches!(
            action,
            Some(Action::DocumentViewed | Action::DocumentDownloaded)
        )
    }

    /// Whether it was refused.
    pub fn refused(&self) -> bool {
        self.ended() == Outcome::Refused
    }

    /// How it ended.
    pub fn ended(&self) -> Outcome {
        match self.outcome == Outcome::Refused.code() {
            true => Outcome::Refused,
            false => Outcome::Done,
        }
    }
}
