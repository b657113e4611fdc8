//! Approving a request, and what is said when a decision could not be made.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::details;
use super::onward::go_on;
use crate::app::App;
use crate::domain::journal::entry;
use crate::domain::requests::resolve::{self, Decided, ResolveError, Shown};
use crate::domain::requests::status::RequestStatus;
use crate::domain::staff::permission::ApproveRequests;
use crate::domain::values::ids::RequestId;
use crate::domain::values::problem::Problem;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::tell;

/// What a decision was answered: the form as typed, or why nothing could be decided.
#[derive(Default)]
pub struct Answered {
    pub form: Typed,
    /// Why it could not be done.
    pub trouble: Option<Trouble>,
    pub back: Back,
}

/// Why nothing was decided, under a heading.
pub struct Trouble {
    pub title: String,
    pub words: String,
}

impl Trouble {
    fn undone(shell: &Shell, words: String) -> Option<Trouble> {
        let title = shell.t("decide-not-done");
        Some(Trouble { title, words })
    }
}

/// `POST /requests/{id}/approve`
pub async fn approve(
    staff: Allowed<ApproveRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    let fields = ["comment", "version", "customer_version", "from"];
    form.0.only(&fields, &[])?;
    let back = Back::of(&form.0);
    let typed = Typed::kept(&form.0, fields);
    let shown = Shown {
        version: version(&typed, "version")?,
        customer_version: match typed.value("customer_version") {
            "" => None,
            _ => Some(version(&typed, "customer_version")?),
        },
    };
    let comment = typed.value("comment");
    match resolve::approve(&app.db, staff.actor(), *id, shown, comment).await {
        Ok(resolved) => {
            let said = ("request-approved", resolved.customer_name);
            go_on(&app, &shell, staff.staff(), (&back, *id), said).await
        }
        Err(error) => {
            let (status, mut answered) = answered(&shell, typed, error, RequestStatus::Approved)?;
            answered.back = back;
            details::with_decision(&app, shell, *id, answered, status).await
        }
    }
}

/// The version that a form was made from, in one of its fields.
pub(super) fn version(form: &Typed, field: &str) -> Result<i64, Failure> {
    let typed = form.value(field).parse();
    typed.map_err(|_| Failure::BadRequest("error-version"))
}

/// Why nothing was decided: the status of the answer, and what the page says. Fails with what is
/// nobody's decision.
pub(super) fn answered(
    shell: &Shell,
    mut form: Typed,
    error: ResolveError,
    wanted: RequestStatus,
) -> Result<(StatusCode, Answered), Failure> {
    let (status, trouble) = match error {
        ResolveError::Invalid(problems) => {
            refuse(shell, &mut form, &problems);
            (StatusCode::UNPROCESSABLE_ENTITY, None)
        }
        // Each page that asks for a sum says itself how it was answered.
        ResolveError::Sum(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        ResolveError::AlreadyResolved(first) => {
            (StatusCode::CONFLICT, Some(second(shell, first, wanted)))
        }
        ResolveError::Stale(entries) => {
            let said = stale(shell, &entries);
            (StatusCode::CONFLICT, Trouble::undone(shell, said))
        }
        ResolveError::OtherLetter => {
            let said = shell.t("decide-other-letter");
            (StatusCode::CONFLICT, Trouble::undone(shell, said))
        }
        ResolveError::Refused(refusal) => {
            let why = refusal.words(shell.locale);
            let said = shell.t1("decide-refused", "why", why);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                Trouble::undone(shell, said),
            )
        }
        ResolveError::NotFound => return Err(Failure::NotFound),
        ResolveError::Db(error) => return Err(error.into()),
    };
    let back = Back::default();
    let answered = Answered {
        form,
        trouble,
        back,
    };
    Ok((status, answered))
}

/// What was done since the page was made.
fn stale(shell: &Shell, entries: &[entry::Model]) -> String {
    if entries.is_empty() {
        return shell.t("deciding-stale");
    }
    let told = tell(shell, &[], entries).into_iter().map(|one| {
        let changes = one.changes.into_iter();
        let changes =
            changes.map(|change| format!("{}: {} → {}", change.label, change.before, change.after));
        let changes: Vec<String> = changes.collect();
        format!("{} ({})", one.sentence, changes.join(", "))
    });
    let told: Vec<String> = told.collect();
    shell.t1("decide-stale", "changes", told.join("; "))
}

/// What is said to who comes second. Pressing twice is no failure: what was wanted is done.
fn second(shell: &Shell, first: Decided, wanted: RequestStatus) -> Trouble {
    if first.own && first.outcome == wanted {
        return over(shell, first);
    }
    let nothing = shell.t("deciding-changed-nothing");
    Trouble {
        title: shell.t("decide-not-done"),
        words: format!("{} {nothing}", was_decided(shell, first)),
    }
}

/// What is said of a request that is decided to who opens a page to decide it.
pub(super) fn over(shell: &Shell, first: Decided) -> Trouble {
    Trouble {
        title: shell.t("deciding-over"),
        words: was_decided(shell, first),
    }
}

pub(super) fn was_decided(shell: &Shell, first: Decided) -> String {
    let at = shell.time(&first.at);
    let rejected = first.outcome == RequestStatus::Rejected;
    match (first.own, rejected) {
        (true, true) => shell.t1("deciding-you-rejected", "at", at),
        (true, false) => shell.t1("deciding-you-approved", "at", at),
        (false, true) => shell.t2("decide-was-rejected", "by", first.by, "at", at),
        (false, false) => shell.t2("decide-was-approved", "by", first.by, "at", at),
    }
}

/// Says what is wrong with fields. The comment of a decision has a name of its own in words.
fn refuse(shell: &Shell, form: &mut Typed, problems: &[(&'static str, Problem)]) {
    for (field, problem) in problems {
        let shown = match *field {
            "decision_comment" => "comment",
            other => other,
        };
        form.refuse(shown, shell.problem(field, problem));
    }
}
