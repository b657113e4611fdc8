//! Who came in, or tried to, as one member: from the journal, newest first, a page at a time.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Column, Entity, Subject};
use crate::domain::journal::reading::{Entries, PER_PAGE};
use crate::domain::values::ids::{EntryId, StaffId};
use crate::platform::db::Db;

/// What somebody does who comes in, or tries to.
pub const COMING_IN: [Action; 4] = [
    Action::SignedIn,
    Action::SignInFailed,
    Action::SecondFactorFailed,
    Action::SignInThrottled,
];

/// The entries that are older than `before`.
pub async fn of_member(db: &Db, who: StaffId, before: Option<EntryId>) -> Result<Entries, DbErr> {
    let subject = Subject::Staff(who);
    let told = COMING_IN.into_iter().chain([Action::SignedOut]);
    let mut query = Entity::find()
        .filter(Column::SubjectKind.eq(subject.kind()))
        .filter(Column::SubjectId.eq(subject.id()))
        .filter(Column::Action.is_in(told.map(Action::code)))
        .order_by_desc(Column::Id)
        .limit(PER_PAGE + 1);
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let mut entries = query.all(db.read()).await?;
    let more = entries.len() as u64 > PER_PAGE;
    entries.truncate(PER_PAGE as usize);
    let next = more.then(|| entries.last().map(|entry| entry.id)).flatten();
    Ok(Entries { entries, next })
}
