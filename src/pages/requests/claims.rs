//! Claiming a request, giving it back, taking the next one, and who is looking.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::decide::was_decided;
use super::details::{self, Sent};
use super::list::{asking, failure};
use crate::app::App;
use crate::domain::requests::claim::{self, ClaimError, Over};
use crate::domain::requests::next;
use crate::domain::requests::presence::{self, Looker};
use crate::domain::requests::request::CustomerRequest;
use crate::domain::staff::permission::{UpdateRequests, ViewRequests};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::ids::{RequestId, StaffId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{see_other, words};
use crate::edge::shell::Shell;
use crate::platform::clock::Timestamp;

/// The most people who are named.
const NAMED: usize = 5;

/// Who has an open request, as its page tells it.
pub(super) enum Claim {
    Nobody,
    Mine {
        since: Timestamp,
    },
    Theirs {
        id: StaffId,
        name: String,
        since: Timestamp,
    },
}

impl Claim {
    /// Of a request whose assignee has this name; `None` when it is resolved.
    pub(super) fn of(
        request: &CustomerRequest,
        name: Option<&str>,
        me: StaffId,
        now: Timestamp,
    ) -> Option<Claim> {
        let since = request.claimed_at.unwrap_or(request.updated_at);
        let claim = match request.holder(now) {
            None => Claim::Nobody,
            Some(holder) if holder == me => Claim::Mine { since },
            Some(id) => Claim::Theirs {
                id,
                name: name.unwrap_or_default().to_owned(),
                since,
            },
        };
        request.is_open().then_some(claim)
    }

    /// Whom the page shows as the one who has it, as its form says it.
    pub(super) fn holder(&self) -> String {
        match self {
            Claim::Theirs { id, .. } => id.to_string(),
            Claim::Nobody | Claim::Mine { .. } => String::new(),
        }
    }
}

/// Claims a request, or takes it over from the one whom the page showed.
pub async fn claim(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["from", "holder"], &[])?;
    let over = if form.0.has("holder") {
        Over::Shown(form.0.text("holder").parse().ok())
    } else {
        Over::Anybody
    };
    let done = claim::claim(&app.db, staff.actor(), *id, over).await;
    answer(&app, shell, *id, Back::of(&form.0), done, "request-claimed").await
}

/// Gives a request back.
pub async fn release(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["from"], &[])?;
    let done = claim::release(&app.db, staff.actor(), *id).await;
    answer(
        &app,
        shell,
        *id,
        Back::of(&form.0),
        done,
        "request-released",
    )
    .await
}

async fn answer(
    app: &App,
    shell: Shell,
    id: RequestId,
    back: Back,
    done: Result<(), ClaimError>,
    flash: &'static str,
) -> Answer {
    let conflict = match done {
        Ok(()) => {
            shell.flash(flash);
            return see_other(&back.carry(&paths::request(id)));
        }
        Err(ClaimError::Resolved(first)) => {
            let nothing = shell.t("deciding-changed-nothing");
            format!("{} {nothing}", was_decided(&shell, first))
        }
        Err(ClaimError::Held { name, since }) => {
            shell.t2("claim-meanwhile", "name", name, "since", shell.time(&since))
        }
        Err(ClaimError::NotFound) => return Err(Failure::NotFound),
        Err(ClaimError::Db(error)) => return Err(error.into()),
    };
    let sent = Sent {
        conflict: Some(conflict),
        back,
        ..Sent::default()
    };
    details::answer(app, shell, id, sent, StatusCode::CONFLICT).await
}

/// Claims the oldest request of the list that nobody has, and leads to it.
pub async fn claim_next(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["from"], &[])?;
    let filter = Back::of(&form.0).filter().cloned().unwrap_or_default();
    let asking = asking(staff.staff(), &shell);
    let next = next::claim_next(&app.db, staff.actor(), &filter, (&asking, &app.tallies)).await;
    let back = Back::to(&filter);
    match next.map_err(|error| failure(&shell, error))? {
        Some(id) => {
            shell.flash("request-claimed");
            see_other(&back.carry(&paths::request(id)))
        }
        None => {
            shell.flash_warning("requests-none-free");
            see_other(&back.beginning())
        }
    }
}

/// The page of a request is open still: who else is looking at it? Answers in words, none when
/// nobody is.
pub async fn presence(
    staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    let db = app.db.read();
    if !presence::is_there(db, staff.scope(), *id).await? {
        return Err(Failure::NotFound);
    }
    let (me, now) = (staff.staff().id, shell.now());
    let lookers = presence::at(db, [*id], now).await?;
    app.looks.stayed(*id, me, &lookers, now);
    words(looking(&shell, &lookers, me).unwrap_or_default())
}

/// Notes that somebody opened a page of a request. Of those who look at it now it answers who the
/// others are, in words.
pub(super) fn opened(
    app: &App,
    shell: &Shell,
    staff: &SignedIn,
    (request, lookers): (&CustomerRequest, &[Looker]),
) -> Option<String> {
    app.looks.opened(request, staff.id, lookers, shell.now());
    looking(shell, lookers, staff.id)
}

/// Who else is looking at a request; `None` when nobody is.
fn looking(shell: &Shell, lookers: &[Looker], me: StaffId) -> Option<String> {
    let (names, count) = names(lookers, me)?;
    Some(shell.t2("request-looking", "names", names, "count", count))
}

/// The names of the others who look, and how many they are; `None` when nobody does.
pub(super) fn names<'a>(
    lookers: impl IntoIterator<Item = &'a Looker>,
    me: StaffId,
) -> Option<(String, u64)> {
    let others = lookers.into_iter().filter(|looker| looker.staff_id != me);
    let others: Vec<&str> = others.map(|looker| looker.name.as_str()).collect();
    let more = if others.len() > NAMED { ", …" } else { "" };
    let named = others.iter().take(NAMED).copied().collect::<Vec<_>>();
    let names = format!("{}{more}", named.join(", "));
    (!others.is_empty()).then_some((names, others.len() as u64))
}
