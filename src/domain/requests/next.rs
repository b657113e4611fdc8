//! What comes next: the oldest request that nobody has, for whoever wants work.

use super::claim;
use super::search::{Asking, Assignee, Order, RequestFilter, SearchError, Sort, Tallies, Walk};
use crate::domain::actor::Actor;
use crate::domain::values::ids::RequestId;
use crate::platform::db::Db;

/// How often it is tried again when somebody else was first.
const TRIES: usize = 20;

/// Claims the oldest open request that matches the filter and that nobody has, never the same for
/// two people. Whom the list is filtered by does not matter: it is of those that nobody has. `None`
/// when there is none left.
pub async fn claim_next(
    db: &Db,
    actor: &Actor,
    filter: &RequestFilter,
    (asking, tallies): (&Asking, &Tallies),
) -> Result<Option<RequestId>, SearchError> {
    let (Some(me), Some(open)) = (actor.staff_id(), filter.open()) else {
        return Ok(None);
    };
    let free = RequestFilter {
        assignee: Some(Assignee::Nobody),
        order: Some(Order {
            sort: Sort::CreatedAt,
            descending: false,
        }),
        ..open
    };
    let walk = Walk::through(&free, asking, tallies);
    let scouted = walk.prepare(db).await?;
    for _ in 0..TRIES {
        let txn = db.begin().await?;
        let Some(id) = walk.first(&txn, &scouted).await? else {
            return Ok(None);
        };
        if claim::claim_free(&txn, actor, me, id).await? {
            txn.commit().await?;
            return Ok(Some(id));
        }
        txn.rollback().await?;
    }
    Ok(None)
}
