//! Reading the sessions of a customer, a page at a time.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Column, Entity, Model};
use crate::domain::values::ids::{CustomerId, CustomerSessionId};
use crate::platform::db::Db;

/// How many sessions a page shows.
pub const PER_PAGE: u64 = 25;

/// Where a page of sessions begins: after this one, among those that are open or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Open(CustomerSessionId),
    Ended(CustomerSessionId),
}

/// Sessions of one customer, and where the next page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    pub sessions: Vec<Model>,
    /// `None` at the end.
    pub next: Option<Place>,
}

/// The sessions of a customer from a place on: those that are open, then those that ended, the
/// newest first.
pub async fn page(db: &Db, customer: CustomerId, place: Option<Place>) -> Result<Sessions, DbErr> {
    let of = |ended: bool, before: Option<CustomerSessionId>, most: u64| {
        let mut query = Entity::find()
            .filter(Column::CustomerId.eq(customer))
            .order_by_desc(Column::Id)
            .limit(most);
        query = query.filter(if ended {
            Column::EndedAt.is_not_null()
        } else {
            Column::EndedAt.is_null()
        });
        if let Some(before) = before {
            query = query.filter(Column::Id.lt(before));
        }
        query
    };
    let (open_from, ended_from) = match place {
        None => (Some(None), None),
        Some(Place::Open(id)) => (Some(Some(id)), None),
        Some(Place::Ended(id)) => (None, Some(id)),
    };
    let mut sessions = Vec::new();
    if let Some(before) = open_from {
        sessions = of(false, before, PER_PAGE + 1).all(db.read()).await?;
    }
    let missing = (PER_PAGE + 1).saturating_sub(sessions.len() as u64);
    if missing > 0 {
        let ended = of(true, ended_from, missing).all(db.read()).await?;
        sessions.extend(ended);
    }
    let more = sessions.len() as u64 > PER_PAGE;
    sessions.truncate(PER_PAGE as usize);
    let last = sessions.last().filter(|_| more);
    let next = last.map(|last| match last.ended_at {
        None => Place::Open(last.id),
        Some(_) => Place::Ended(last.id),
    });
    Ok(Sessions { sessions, next })
}
