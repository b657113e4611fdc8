//! The page for a form that came too late: what both changed, beside the form as it was typed.

use actix_web::http::StatusCode;

use super::form::CustomerForm;
use super::form_page::FormPage;
use crate::app::App;
use crate::domain::customers::merge;
use crate::domain::customers::update::Stale;
use crate::domain::documents::slot::Slot;
use crate::domain::monitors::monitor;
use crate::domain::staff::permission::Permission;
use crate::domain::values::ids::MonitorId;
use crate::edge::error::Answer;
use crate::edge::shell::Shell;
use crate::pages::history::value_words;
use crate::platform::clock::Timestamp;

/// What both changed.
pub struct Conflict {
    pub differences: Vec<Difference>,
    /// Whether what the form was made from is known.
    pub base_known: bool,
}

/// A field that both changed: what it was, what is typed here, what is stored now.
pub struct Difference {
    pub field: &'static str,
    pub label: String,
    pub base: String,
    pub yours: String,
    pub theirs: String,
    /// Who saved theirs, and when.
    pub by: Option<(String, Timestamp)>,
    /// A file has to be chosen again to be mine: there is nothing to choose from here.
    pub is_file: bool,
}

/// The form as typed, made from the newest version now, with what only others changed taken over:
/// sending it again means it.
pub async fn answer(app: &App, shell: Shell, form: CustomerForm, stale: Stale) -> Answer {
    let monitors = monitor::names(&app.db).await?;
    let merged = stale.merged;
    let base_known = form.base().is_some();
    let differences = merged
        .conflicts
        .iter()
        .map(|conflict| difference(&shell, &monitors, conflict))
        .collect();
    let version = stale.now.customer.version;
    let form = form.rebased(version, &stale.base, &merged.taken, &merged.details);
    let mut page = FormPage::make(app, shell, form, Some(stale.now.customer)).await?;
    page.conflict = Some(Conflict {
        differences,
        base_known,
    });
    page.answer(StatusCode::CONFLICT)
}

fn difference(
    shell: &Shell,
    monitors: &[(MonitorId, String)],
    conflict: &merge::Conflict,
) -> Difference {
    let words = |value: &Option<String>| {
        let value = value.as_deref().unwrap_or_default();
        value_words(shell, monitors, conflict.field, value)
    };
    let slot = Slot::from_code(conflict.field);
    // What papers are called tells too much to those who may not see them.
    let hidden = slot.is_some_and(|slot| slot.proves().is_some())
        && !shell.may(Permission::ViewVerification);
    Difference {
        field: conflict.field,
        label: shell.t(crate::pages::label(conflict.field)),
        base: conflict.base.as_ref().map(words).unwrap_or_default(),
        yours: words(&conflict.yours),
        theirs: if hidden {
            shell.t("conflict-a-file")
        } else {
            words(&conflict.theirs)
        },
        by: conflict.by.clone(),
        is_file: slot.is_some(),
    }
}
