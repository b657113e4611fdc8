//! Approving a request, and what is said when a decision could not be made.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::details;
use super::onward::go_on;
use crate::app::App;
use crate::domain::requests::resolve::{self, ResolveError};
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
use crate::platform::clock::Timestamp;

/// What a decision was answered: the form as typed, or why nothing could be decided.
#[derive(Default)]
pub struct Answered {
    pub form: Typed,
    /// Why it could not be done.
    pub trouble: Option<String>,
    pub back: Back,
}

/// `POST /requests/{id}/approve`
pub async fn approve(
    staff: Allowed<ApproveRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["comment", "version", "from"], &[])?;
    let back = Back::of(&form.0);
    let typed = Typed::kept(&form.0, ["comment", "version"]);
    let version = version(&typed)?;
    let comment = typed.value("comment");
    match resolve::approve(&app.db, staff.actor(), *id, version, comment).await {
        Ok(resolved) => {
            let said = ("request-approved", resolved.customer_name);
            go_on(&app, &shell, staff.staff(), (&back, *id), said).await
        }
        Err(error) => {
            let (status, mut answered) = answered(&shell, typed, error)?;
            answered.back = back;
            details::with_decision(&app, shell, *id, answered, status).await
        }
    }
}

/// The version that a form was made from.
pub(super) fn version(form: &Typed) -> Result<i64, Failure> {
    let typed = form.value("version").parse();
    typed.map_err(|_| Failure::BadRequest("error-version"))
}

/// Why nothing was decided: the status of the answer, and what the page says. Fails with what is
/// nobody's decision.
pub(super) fn answered(
    shell: &Shell,
    mut form: Typed,
    error: ResolveError,
) -> Result<(StatusCode, Answered), Failure> {
    let (status, trouble) = match error {
        ResolveError::Invalid(problems) => {
            refuse(shell, &mut form, &problems);
            (StatusCode::UNPROCESSABLE_ENTITY, None)
        }
        // Each page that asks for a sum says itself how it was answered.
        ResolveError::Sum(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        ResolveError::AlreadyResolved { by, at, outcome } => {
            let said = was_resolved(shell, by, at, outcome);
            (StatusCode::CONFLICT, Some(said))
        }
        ResolveError::Stale(entries) => {
            let told = tell(shell, &[], &entries).into_iter().map(|one| {
                let changes = one.changes.into_iter().map(|change| {
                    format!("{}: {} → {}", change.label, change.before, change.after)
                });
                let changes: Vec<String> = changes.collect();
                format!("{} ({})", one.sentence, changes.join(", "))
            });
            let told: Vec<String> = told.collect();
            let said = shell.t1("decide-stale", "changes", told.join("; "));
            (StatusCode::CONFLICT, Some(said))
        }
        ResolveError::OtherLetter => {
            let said = shell.t("decide-other-letter");
            (StatusCode::CONFLICT, Some(said))
        }
        ResolveError::Refused(refusal) => {
            let why = refusal.words(shell.locale);
            let said = shell.t1("decide-refused", "why", why);
            (StatusCode::UNPROCESSABLE_ENTITY, Some(said))
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

/// Who was first, when, and with what outcome.
pub(super) fn was_resolved(
    shell: &Shell,
    by: String,
    at: Timestamp,
    outcome: RequestStatus,
) -> String {
    let key = match outcome {
        RequestStatus::Rejected => "decide-was-rejected",
        _ => "decide-was-approved",
    };
    shell.t2(key, "by", by, "at", shell.time(&at))
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
