//! A customer's profile: tabs that are pages of their own.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use tokio::try_join;

use super::back::back;
use crate::app::App;
use crate::domain::customers::current::{self, Current};
use crate::domain::customers::duplicates::{self, Duplicate};
use crate::domain::customers::overview::{self, Overview};
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
use crate::edge::respond::{html, html_status};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::{FromWhere, Told, tell};
use crate::platform::db::Together;

/// A tab of the profile.
pub struct Tab {
    pub path: String,
    pub words: String,
    pub current: bool,
}

/// The tabs that this reader gets; they keep the way back to the list.
pub fn tabs(shell: &Shell, id: CustomerId) -> Vec<Tab> {
    let back = back(shell);
    let tab = |path: String, key: &str| Tab {
        current: path == shell.path(),
        path: back.carry(&path),
        words: shell.t(key),
    };
    let mut tabs = vec![tab(paths::customer(id), "tab-overview")];
    if shell.may(Permission::ViewVerification) {
        tabs.push(tab(paths::customer_verification(id), "tab-verification"));
    }
    if shell.may(Permission::ViewRequests) {
        tabs.push(tab(paths::customer_requests(id), "nav-requests"));
    }
    if shell.may(Permission::ViewCustomerSessions) {
        tabs.push(tab(paths::customer_sessions(id), "tab-sessions"));
    }
    tabs.push(tab(paths::customer_history(id, false, None), "tab-history"));
    // What a form on the first tab answers is the first tab.
    if !tabs.iter().any(|tab| tab.current) {
        tabs[0].current = true;
    }
    tabs
}

/// The customer of a profile's page as the reader sees them, if they do at all.
pub async fn current(app: &App, shell: &Shell, id: CustomerId) -> Result<Current, Failure> {
    current::find(app.db.read(), (&shell.scope(), &shell.sight()), id)
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
    block: BlockForm,
    may_block: bool,
}

/// The form that blocks or unblocks.
#[derive(Default)]
pub struct BlockForm {
    pub form: Typed,
    /// What somebody else did meanwhile.
    pub conflict: Option<String>,
}

impl BlockForm {
    /// Whether it is shown opened: something has to be read in it.
    fn is_open(&self) -> bool {
        !self.form.errors.is_empty() || self.conflict.is_some()
    }
}

impl OverviewPage {
    /// Where the form of blocking or unblocking is sent.
    fn block_path(&self) -> String {
        let customer = &self.current.customer;
        let path = match customer.blocked_at {
            Some(_) => paths::unblock_customer(customer.id),
            None => paths::block_customer(customer.id),
        };
        back(&self.shell).carry(&path)
    }

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
    let page = overview_page(&app, shell, *id, BlockForm::default()).await?;
    html(&page)
}

/// The first tab as an answer of the form that blocks.
pub async fn with_block_form(
    app: &App,
    shell: Shell,
    id: CustomerId,
    block: BlockForm,
    status: StatusCode,
) -> Answer {
    let page = overview_page(app, shell, id, block).await?;
    html_status(status, &page)
}

async fn overview_page(
    app: &App,
    shell: Shell,
    id: CustomerId,
    block: BlockForm,
) -> Result<OverviewPage, Failure> {
    let found = overview::find(app.db.read(), (&shell.scope(), &shell.sight()), id).await?;
    let Overview {
        current,
        monitor,
        consent,
        mut likeness,
    } = found.ok_or(Failure::NotFound)?;
    let tabs = tabs(&shell, id);
    let sees_proofs = shell.may(Permission::ViewVerification);
    likeness.document_number = likeness.document_number.filter(|_| sees_proofs);
    let (scope, sight) = (shell.scope(), shell.sight());
    let rest = async |db: &Together| {
        try_join!(
            stored::of_customer(db, &sight, id),
            settle::standing(db, id),
            duplicates::find(db, (&scope, &sight), &likeness),
        )
    };
    let (documents, by_hand, duplicates) = app.db.read().together(rest).await?;
    Ok(OverviewPage {
        may_block: shell.may(Permission::BlockCustomers),
        block,
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
        let id = self.current.customer.id;
        back(&self.shell).carry(&paths::customer_history(id, self.with_looks, Some(*next)))
    }

    /// The same history with, or without, who only looked.
    fn other_kinds(&self) -> String {
        let id = self.current.customer.id;
        back(&self.shell).carry(&paths::customer_history(id, !self.with_looks, None))
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
    let current = current(&app, &shell, *id).await?;
    let kinds = if shell.may(Permission::ViewVerification) {
        place.kinds()
    } else {
        Kinds::WithoutDocuments
    };
    let entries =
        reading::about(app.db.read(), Subject::Customer(*id), kinds, place.before()).await?;
    let monitors = monitor::names(&app.db).await?;
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
