//! A customer's profile: tabs that are pages of their own.

use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::customers::duplicates::{self, Duplicate, Likeness};
use crate::domain::customers::save::{self, Current};
use crate::domain::customers::{consent, settle};
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::{self, CustomerDocuments};
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::monitors::monitor;
use crate::domain::staff::permission::{Permission, ViewCustomers};
use crate::domain::values::ids::{CustomerId, EntryId};
use crate::domain::verification::review;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;
use crate::pages::history::{FromWhere, Told, tell};

/// A tab of the profile.
pub struct Tab {
    pub path: String,
    pub words: String,
    pub current: bool,
}

/// The tabs that this reader gets.
pub fn tabs(shell: &Shell, id: CustomerId) -> Vec<Tab> {
    let tab = |path: String, key: &str| Tab {
        current: path == shell.path(),
        path,
        words: shell.t(key),
    };
    let mut tabs = vec![tab(paths::customer(id), "tab-overview")];
    if shell.may(Permission::ViewVerification) {
        tabs.push(tab(paths::customer_verification(id), "tab-verification"));
    }
    tabs.push(tab(paths::customer_history(id, false, None), "tab-history"));
    tabs
}

/// The customer of a tab.
pub async fn current(app: &App, id: CustomerId) -> Result<Current, Failure> {
    save::current(app.db.read(), id)
        .await?
        .ok_or(Failure::NotFound)
}

/// Everything about the customer at a glance.
#[derive(Template)]
#[template(path = "customers/overview.html")]
struct OverviewPage {
    shell: Shell,
    current: Current,
    tabs: Vec<Tab>,
    monitor: Option<monitor::Model>,
    consent: Option<consent::Model>,
    documents: CustomerDocuments,
    /// Flags that stand on a reason given in the form.
    by_hand: Vec<review::Model>,
    duplicates: Vec<Duplicate>,
    /// Whether the reader may know about papers that prove something.
    sees_proofs: bool,
}

impl OverviewPage {
    /// The slots that the reader may know about.
    fn slots(&self) -> Vec<Slot> {
        let known = |slot: &Slot| self.sees_proofs || slot.proves().is_none();
        Slot::ALL.into_iter().filter(known).collect()
    }
}

/// The first tab.
pub async fn overview(
    _staff: Allowed<ViewCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
) -> Answer {
    let current = current(&app, *id).await?;
    let monitor = match current.customer.exchange_monitor_id {
        Some(monitor) => monitor::find(&app.db, monitor).await?,
        None => None,
    };
    let consent = consent::newsletter(&app.db, *id).await?;
    let documents = stored::of_customer(app.db.read(), *id).await?;
    let tabs = tabs(&shell, *id);
    let by_hand = settle::standing(app.db.read(), *id).await?;
    let sees_proofs = shell.may(Permission::ViewVerification);
    let mut likeness = Likeness::of(&current.customer);
    likeness.document_number = likeness.document_number.filter(|_| sees_proofs);
    let duplicates = duplicates::find(app.db.read(), &likeness).await?;
    html(&OverviewPage {
        sees_proofs,
        by_hand,
        duplicates,
        shell,
        current,
        tabs,
        monitor,
        consent,
        documents,
    })
}

/// What happened to the customer.
#[derive(Template)]
#[template(path = "customers/history.html")]
struct HistoryPage {
    shell: Shell,
    current: Current,
    tabs: Vec<Tab>,
    told: Vec<Told>,
    with_looks: bool,
    /// Whether the reader may know about papers that prove something.
    sees_proofs: bool,
    next: Option<EntryId>,
}

impl HistoryPage {
    /// Where older entries of the same kinds are.
    fn older(&self, next: &EntryId) -> String {
        paths::customer_history(self.current.customer.id, self.with_looks, Some(*next))
    }

    /// The same history with, or without, who only looked.
    fn other_kinds(&self) -> String {
        paths::customer_history(self.current.customer.id, !self.with_looks, None)
    }
}

/// The third tab.
pub async fn history(
    _staff: Allowed<ViewCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    place: web::Query<FromWhere>,
) -> Answer {
    let current = current(&app, *id).await?;
    let kinds = if shell.may(Permission::ViewVerification) {
        place.kinds()
    } else {
        Kinds::WithoutDocuments
    };
    let entries = reading::about(&app.db, Subject::Customer(*id), kinds, place.before()).await?;
    let monitors = monitor::all(&app.db).await?;
    let told = tell(&shell, &monitors, &entries.entries);
    let tabs = tabs(&shell, *id);
    let with_looks = kinds == Kinds::ChangesAndLooks;
    let sees_proofs = kinds != Kinds::WithoutDocuments;
    html(&HistoryPage {
        shell,
        current,
        tabs,
        told,
        with_looks,
        sees_proofs,
        next: entries.next,
    })
}
