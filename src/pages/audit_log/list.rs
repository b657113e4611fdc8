//! The journal: a page of sentences with what changed, newest first. The address holds the whole
//! state.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use super::who;
use crate::app::App;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Model, Outcome};
use crate::domain::journal::reading::Kinds;
use crate::domain::journal::search::{self, Cursor, JournalFilter, JournalPage, Reader};
use crate::domain::monitors::monitor;
use crate::domain::staff::permission::{Permission, ViewJournal};
use crate::domain::values::criteria::Parameter;
use crate::domain::values::ids::{CustomerId, GroupId, MailId, MonitorId, RequestId, StaffId};
use crate::edge::error::{Answer, Failure};
use crate::edge::filters::{self, Chip};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::{self, Told};

/// One page of the journal with its filters.
#[derive(Template)]
#[template(path = "audit_log/index.html")]
struct IndexPage {
    shell: Shell,
    filter: JournalFilter,
    criteria: Vec<Parameter>,
    /// What was typed and is not understood: then there are no lines.
    form: Typed,
    before: Option<Cursor>,
    after: Option<Cursor>,
    lines: Vec<Line>,
    /// Who there is to choose from: id and name.
    staff: Vec<(String, String)>,
    may_export: bool,
}

/// An entry in words, and where it leads.
struct Line {
    told: Told,
    /// The page of what it is about.
    subject: Option<String>,
    /// The journal of what it is about alone.
    about: Option<String>,
    by: Option<String>,
    groups: Option<String>,
    session: Option<String>,
}

/// The journal. An unknown filter or value is 422, never a silently full list; what was typed into
/// the form comes back with it.
pub async fn index(
    staff: Allowed<ViewJournal>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let (filter, form) = understood(&shell, parameters)?;
    let page = match form.status() {
        StatusCode::OK => {
            let reader = Reader::of(&app.db, staff.actor(), kinds(&shell), shell.zone).await?;
            search::page(&app.db, &reader, &filter).await?
        }
        _ => JournalPage::default(),
    };
    let lines = lines(&shell, &app, &page.entries).await?;
    let staff = who::choice(&shell, &app, &filter, &page.entries).await?;
    html_status(
        form.status(),
        &IndexPage {
            criteria: filter.criteria(),
            filter,
            form,
            before: page.before,
            after: page.after,
            lines,
            staff,
            may_export: shell.may(Permission::ExportJournal),
            shell,
        },
    )
}

/// Which entries this reader may see.
pub(super) fn kinds(shell: &Shell) -> Kinds {
    match shell.may(Permission::ViewVerification) {
        true => Kinds::ChangesAndLooks,
        false => Kinds::WithoutDocuments,
    }
}

/// The fields of the form that anything can be typed into.
const TYPED: [&str; 6] = ["from", "to", "ip", "subject", "customer", "request_id"];

/// What the address says, and what was typed into the form and is not understood.
fn understood(
    shell: &Shell,
    parameters: Vec<(String, String)>,
) -> Result<(JournalFilter, Typed), Failure> {
    let mut form = Typed::default();
    let typed = (&mut form, TYPED.as_slice());
    let wrong = |field: &'static str| {
        let key = match field {
            "ip" => return shell.t("audit-ip-unknown"),
            "subject" => return shell.t("audit-subject-unknown"),
            "customer" => "typed-no-number",
            "request_id" => "typed-too-long",
            _ => "typed-no-date",
        };
        shell.t1(key, "filter", shell.t(filter_label(field)))
    };
    let filter = filters::understood(parameters, typed, JournalFilter::parse, wrong);
    let filter = filter.map_err(|unknown| filters::refused(shell, unknown))?;
    Ok((filter, form))
}

async fn lines(shell: &Shell, app: &App, entries: &[Model]) -> Result<Vec<Line>, Failure> {
    let monitors = monitor::all(&app.db).await?.into_iter();
    let monitors: Vec<_> = monitors.map(|monitor| (monitor.id, monitor.name)).collect();
    let told = history::tell(shell, &monitors, entries);
    let line = |(told, entry): (Told, &Model)| Line {
        told,
        subject: subject(shell, entry),
        about: entry
            .subject_id
            .map(|id| journal(&[("subject", format!("{}:{id}", entry.subject_kind))])),
        by: by(entry).map(|by| journal(&[("actor", by)])),
        groups: entry.actor_groups.clone(),
        session: entry.session_ref.clone(),
    };
    Ok(told.into_iter().zip(entries).map(line).collect())
}

/// The value of the filter for whoever did it.
fn by(entry: &Model) -> Option<String> {
    match entry.actor_kind.as_str() {
        "command" => Some("commands".to_owned()),
        "nobody" => Some("nobody".to_owned()),
        _ => entry.actor_id.map(|id| id.to_string()),
    }
}

/// The page of what an entry is about, for those who may see it.
fn subject(shell: &Shell, entry: &Model) -> Option<String> {
    let id = entry.subject_id?;
    let (needed, path) = match entry.subject_kind.as_str() {
        "customer" => (Permission::ViewCustomers, paths::customer(CustomerId(id))),
        "request" => (Permission::ViewRequests, paths::request(RequestId(id))),
        "mail" => (Permission::ViewMails, paths::mail(MailId(id))),
        "staff" => (Permission::ViewStaff, paths::staff_member(StaffId(id))),
        "group" => (Permission::ViewStaff, paths::edit_staff_group(GroupId(id))),
        "monitor" => (
            Permission::ViewMonitors,
            paths::monitor_history(MonitorId(id)),
        ),
        _ => return None,
    };
    shell.may(needed).then_some(path)
}

fn journal(parameters: &[(&str, String)]) -> String {
    paths::with_query(paths::audit_log(), parameters)
}

impl IndexPage {
    fn at(&self, side: &'static str, place: &Cursor) -> String {
        let mut parameters = self.filter.parameters();
        parameters.push((side, place.to_string()));
        journal(&parameters)
    }

    fn export(&self, ending: &str) -> String {
        let path = format!("{}/export.{ending}", paths::audit_log());
        paths::with_query(&path, &self.filter.criteria())
    }

    fn addresses(&self) -> String {
        let ip = self.filter.ip.iter();
        let ip: Vec<_> = ip.map(|ip| ("ip", ip.to_string())).collect();
        paths::with_query(paths::audit_log_addresses(), &ip)
    }

    fn first_page(&self) -> String {
        journal(&self.filter.parameters())
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.parameters();
        Chip::each(&self.criteria, &all, journal, |name, value| {
            (self.shell.t(filter_label(name)), self.shown(name, value))
        })
    }

    fn shown(&self, name: &str, value: &str) -> String {
        let staff = || self.staff.iter().find(|(id, _)| id == value);
        match (name, value) {
            ("actor", "commands") => self.shell.t("audit-actor-commands"),
            ("actor", "nobody") => self.shell.t("audit-actor-nobody"),
            ("actor", id) => staff().map_or_else(|| id.to_owned(), |(_, name)| name.clone()),
            ("action", code) => {
                let action = Action::from_code(code);
                action.map_or_else(|| code.to_owned(), |action| self.action_words(&action))
            }
            ("outcome", code) => self.outcome_words(code),
            ("from" | "to", day) => self.shell.day(day),
            (_, value) => value.to_owned(),
        }
    }

    /// An action as its sentence with the names left open.
    fn action_words(&self, action: &Action) -> String {
        let key = action.sentence_key(Outcome::Done);
        self.shell.t2(&key, "actor", "…", "name", "…")
    }

    fn outcome_words(&self, code: &str) -> String {
        match code == Outcome::Refused.code() {
            true => self.shell.t("audit-outcome-refused"),
            false => self.shell.t("audit-outcome-done"),
        }
    }

    /// What the form shows for a field.
    fn one(&self, name: &str) -> &str {
        self.form.or_criterion(name, &self.criteria)
    }

    fn is_on(&self, name: &str, value: &str) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.any(|(known, on)| *known == name && on == value)
    }

    fn actions(&self) -> &'static [Action] {
        Action::ALL
    }

    fn outcomes(&self) -> [&'static str; 2] {
        Outcome::ALL.map(Outcome::code)
    }

    fn filtered(&self) -> bool {
        !self.criteria.is_empty()
    }

    fn at_address(&self, ip: &str) -> String {
        journal(&[("ip", ip.to_owned())])
    }

    fn with_request(&self, id: &str) -> String {
        journal(&[("request_id", id.to_owned())])
    }
}

/// The key of a filter's words.
fn filter_label(name: &str) -> &'static str {
    match name {
        "actor" => "audit-filter-actor",
        "action" => "audit-filter-action",
        "subject" => "audit-filter-subject",
        "customer" => "audit-filter-customer",
        "from" => "audit-filter-from",
        "to" => "audit-filter-to",
        "ip" => "audit-filter-ip",
        "outcome" => "audit-filter-outcome",
        _ => "audit-filter-request-id",
    }
}
