//! Journal entries as sentences a person can read.

use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::documents::slot::Slot;
use crate::domain::journal::entry::{Change, Model, Subject};
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::monitors::monitor;
use crate::domain::requests::{color, refusal};
use crate::domain::staff::permission::{Permission, ViewMonitors};
use crate::domain::values::ids::{CustomerId, EntryId, MonitorId};
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::platform::clock::Timestamp;

/// One entry as a sentence, with what changed below it.
pub struct Told {
    pub at: Timestamp,
    pub sentence: String,
    pub ip: Option<String>,
    pub request_id: String,
    pub refused: bool,
    pub changes: Vec<ToldChange>,
}

/// A field's change in words; an empty side stands for nothing.
pub struct ToldChange {
    pub label: String,
    pub before: String,
    pub after: String,
}

/// Tells entries to a reader, as they see the customers in them: the one way by which what is
/// stored becomes words on a page.
pub fn tell(shell: &Shell, monitors: &[(MonitorId, String)], entries: &[Model]) -> Vec<Told> {
    told(shell, monitors, entries, None)
}

/// The same about what hangs on a customer, such as a request.
pub fn tell_of(shell: &Shell, whose: Option<CustomerId>, entries: &[Model]) -> Vec<Told> {
    told(shell, &[], entries, whose)
}

fn told(
    shell: &Shell,
    monitors: &[(MonitorId, String)],
    entries: &[Model],
    whose: Option<CustomerId>,
) -> Vec<Told> {
    let sight = shell.sight();
    let seen = entries
        .iter()
        .map(|entry| entry.clone().seen_by(&sight, whose));
    seen.map(|entry| tell_one(shell, monitors, &entry))
        .collect()
}

fn tell_one(shell: &Shell, monitors: &[(MonitorId, String)], entry: &Model) -> Told {
    let actor = match (entry.actor_kind.as_str(), entry.actor_name.as_str()) {
        ("command", name) => shell.t1("journal-by-command", "name", name.to_owned()),
        (_, "") => shell.t("journal-by-nobody"),
        (_, name) => name.to_owned(),
    };
    let sentence = match entry.action() {
        Some(action) => shell.t2(
            &action.sentence_key(entry.ended()),
            "actor",
            actor,
            "name",
            entry.subject_name.clone(),
        ),
        None => shell.t2(
            "journal-unknown",
            "actor",
            actor,
            "code",
            entry.action.clone(),
        ),
    };
    let papers = shell.may(Permission::ViewVerification);
    let theirs = |change: &Change| papers || Slot::from_code(&change.field).is_none();
    let changes = entry.changes().into_iter().filter(theirs);
    let changes = changes.map(|change| ToldChange {
        label: shell.t(super::label(&change.field)),
        before: value_words(
            shell,
            monitors,
            &change.field,
            change.before.as_deref().unwrap_or_default(),
        ),
        after: value_words(
            shell,
            monitors,
            &change.field,
            change.after.as_deref().unwrap_or_default(),
        ),
    });
    Told {
        at: entry.at,
        sentence,
        ip: entry.ip.clone(),
        request_id: entry.request_id.clone(),
        refused: entry.refused(),
        changes: changes.collect(),
    }
}

/// A stored value as the form shows it.
pub fn value_words(
    shell: &Shell,
    monitors: &[(MonitorId, String)],
    field: &str,
    value: &str,
) -> String {
    if value.is_empty() {
        return String::new();
    }
    let coded = |prefix: &str| {
        let key = format!("{prefix}-{}", value.replace('_', "-"));
        if shell.has(&key) {
            shell.t(key)
        } else {
            value.to_owned()
        }
    };
    match field {
        "country" | "gender" | "status" | "language" | "theme" | "step" => coded(field),
        "request_status" => coded("request-status"),
        "customer_type" => coded("customer-type"),
        "audit_result" => coded("audit-result"),
        "refused_for" if value == "token" => shell.t("refused-for-token"),
        "refused_for" if value == "origin" => shell.t("refused-for-origin"),
        "permission" => {
            let permission = Permission::from_code(value);
            permission.map_or_else(|| value.to_owned(), |one| shell.t(one.words_key()))
        }
        "refusal" => refusal::retold(value, shell.locale).unwrap_or_else(|| value.to_owned()),
        "color" | "request_color" => {
            let offered = color::name(value).map(|name| shell.t(format!("color-{name}")));
            offered.unwrap_or_else(|| value.to_owned())
        }
        "transaction" => transaction(shell, value),
        "amount"
        | "amount_min"
        | "amount_max"
        | "account_balance"
        | "account_to_balance"
        | "account_to_credited"
        | "audit_absolute"
        | "audit_difference"
        | "audit_per_mille" => figures(shell, value),
        "discount" | "verification_progress" | "affiliate_profit_share" => {
            shell.t1("word-percent", "value", value.to_owned())
        }
        "created_from" | "created_to" | "partner_since" | "birth_date" => shell.day(value),
        // Enough to compare by eye; the whole of it is on the document's own page.
        "sha256" => format!("{}…", value.get(..16).unwrap_or(value)),
        "exchange_monitor" => monitor(monitors, value),
        _ => match value {
            "on" => shell.t("word-yes"),
            "off" => shell.t("word-no"),
            _ => value.to_owned(),
        },
    }
}

/// What an exchange monitor is called.
fn monitor(monitors: &[(MonitorId, String)], value: &str) -> String {
    let id = value.parse::<MonitorId>().ok();
    let known = monitors.iter().find(|(known, _)| Some(*known) == id);
    known.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
}

/// `T-000001: -1,234.5 EUR, On hold`
fn transaction(shell: &Shell, value: &str) -> String {
    let Some((money, status)) = value.rsplit_once(' ') else {
        return value.to_owned();
    };
    let status = shell.t(format!("transaction-status-{}", status.replace('_', "-")));
    format!("{}, {status}", figures(shell, money))
}

/// Each figure as the language writes it: `T-000001: -1,234.5 EUR`.
fn figures(shell: &Shell, value: &str) -> String {
    let words = value.split(' ').map(|word| shell.figure(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Where in a history a page begins.
#[derive(serde::Deserialize)]
pub struct FromWhere {
    before: Option<EntryId>,
    looks: Option<String>,
}

impl FromWhere {
    /// The entry that the page's entries are older than.
    pub fn before(&self) -> Option<EntryId> {
        self.before
    }

    /// Which entries the reader asked for.
    pub fn kinds(&self) -> Kinds {
        match self.looks.as_deref() {
            None | Some("") => Kinds::Changes,
            Some(_) => Kinds::ChangesAndLooks,
        }
    }
}

/// MonitorHistoryPage: what happened to an exchange monitor.
#[derive(Template)]
#[template(path = "monitors/history.html")]
struct MonitorHistoryPage {
    shell: Shell,
    monitor: monitor::Model,
    told: Vec<Told>,
    next: Option<EntryId>,
}

/// What happened to an exchange monitor.
pub async fn of_monitor(
    _staff: Allowed<ViewMonitors>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MonitorId>,
    place: web::Query<FromWhere>,
) -> Answer {
    let monitor = monitor::find(&app.db, *id)
        .await?
        .ok_or(Failure::NotFound)?;
    let entries = reading::about(
        app.db.read(),
        Subject::Monitor(*id),
        place.kinds(),
        place.before(),
    )
    .await?;
    let told = tell(&shell, &[], &entries.entries);
    html(&MonitorHistoryPage {
        shell,
        monitor,
        told,
        next: entries.next,
    })
}
