//! Where somebody is within the list they came from, and where they go on to after a decision.

use super::back::Back;
use super::list::asking;
use crate::app::App;
use crate::domain::requests::request::{self, CustomerRequest};
use crate::domain::requests::search::{RequestFilter, SearchError, Standing, Walk};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::ids::RequestId;
use crate::edge::error::{Answer, Failure};
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;

/// Where a request stands in the list that its page was opened from.
pub(super) async fn standing(
    app: &App,
    shell: &Shell,
    staff: &SignedIn,
    back: &Back,
    request: &CustomerRequest,
) -> Result<Option<Standing>, Failure> {
    let Some(filter) = back.filter() else {
        return Ok(None);
    };
    let asking = asking(staff, shell);
    let walk = Walk::through(filter, &asking, &app.tallies);
    match walk.standing(&app.db, request).await {
        Ok(standing) => Ok(Some(standing)),
        // The list itself would say so.
        Err(SearchError::TooWide) => Ok(None),
        Err(SearchError::Db(error)) => Err(error.into()),
    }
}

/// Says what was decided and leads to the next open request of the list, else to the list; to the
/// request itself when it was not opened from one.
pub(super) async fn go_on(
    app: &App,
    shell: &Shell,
    staff: &SignedIn,
    (back, id): (&Back, RequestId),
    (decided, customer): (&'static str, String),
) -> Answer {
    let Some(filter) = back.filter() else {
        shell.flash_with(decided, customer);
        return see_other(&paths::request(id));
    };
    let words = shell.t1("request-number", "id", id.to_string());
    let link = (back.carry(&paths::request(id)), words);
    shell.flash_leading(decided, customer, link);
    match next(app, shell, staff, filter, id).await {
        Ok(Some(next)) => see_other(&back.carry(&paths::request(next))),
        Ok(None) => {
            shell.flash("request-list-done");
            see_other(&back.beginning())
        }
        // It is decided, whatever becomes of the list.
        Err(error) => {
            tracing::warn!(%error, "nobody knows which request comes next");
            see_other(&paths::request(id))
        }
    }
}

async fn next(
    app: &App,
    shell: &Shell,
    staff: &SignedIn,
    filter: &RequestFilter,
    id: RequestId,
) -> Result<Option<RequestId>, SearchError> {
    let Some(open) = filter.open() else {
        return Ok(None);
    };
    let Some(request) = request::find(app.db.read(), &staff.scope, id).await? else {
        return Ok(None);
    };
    let asking = asking(staff, shell);
    let walk = Walk::through(&open, &asking, &app.tallies);
    walk.after(&app.db, &request).await
}
