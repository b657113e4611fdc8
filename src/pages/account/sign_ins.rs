//! Who came in, or tried to, as oneself.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::Model;
use crate::domain::staff::sign_ins;
use crate::domain::values::ids::EntryId;
use crate::edge::error::Answer;
use crate::edge::guard::Member;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::platform::clock::Timestamp;

/// The page.
#[derive(Template)]
#[template(path = "account/sign_ins.html")]
struct SignInsPage {
    shell: Shell,
    lines: Vec<Line>,
    next: Option<EntryId>,
    first: bool,
}

impl SignInsPage {
    fn older(&self, next: &EntryId) -> String {
        paths::own_sign_ins(Some(*next))
    }
}

/// What happened once.
struct Line {
    at: Timestamp,
    words: String,
    refused: bool,
    device: String,
    ip: Option<String>,
}

/// Where a page begins.
#[derive(Deserialize)]
pub struct Place {
    before: Option<EntryId>,
}

/// `GET /account/sign-ins`
pub async fn index(
    member: Member,
    shell: Shell,
    app: web::Data<App>,
    place: web::Query<Place>,
) -> Answer {
    let found = sign_ins::of_member(&app.db, member.staff.id, place.before).await?;
    let lines = found.entries.into_iter().map(|entry| line(&shell, entry));
    html(&SignInsPage {
        lines: lines.collect(),
        next: found.next,
        first: place.before.is_none(),
        shell,
    })
}

fn line(shell: &Shell, entry: Model) -> Line {
    let changes = entry.changes();
    let device = changes.into_iter().find(|fact| fact.field == "device");
    let unknown = || shell.t("account-device-unknown");
    Line {
        at: entry.at,
        words: match entry.action() {
            Some(Action::SignedIn) => shell.t("sign-ins-in"),
            Some(Action::SignedOut) => shell.t("sign-ins-out"),
            Some(Action::SecondFactorFailed) => shell.t("sign-ins-second-step-failed"),
            Some(Action::SignInThrottled) => shell.t("sign-ins-closed"),
            _ => shell.t("sign-ins-failed"),
        },
        refused: entry.refused(),
        device: device.and_then(|fact| fact.after).unwrap_or_else(unknown),
        ip: entry.ip,
    }
}
