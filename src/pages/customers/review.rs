//! The review: what proves a customer's steps beside what it proves, and deciding about it.

mod card;
mod offer;
pub mod place;
mod sent;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use self::card::{Card, Mark};
use self::place::{COUNTRY, PLACE, QUEUE, Round, STEP};
use self::sent::Sent;
use super::back::back;
use super::profile::{Tab, current, tabs};
use crate::app::App;
use crate::domain::customers::current::Current;
use crate::domain::documents::slot::Slot;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::staff::permission::{Permission, ReviewVerification, ViewVerification};
use crate::domain::values::ids::CustomerId;
use crate::domain::verification::decide::{self, DecideError, Decided, Verdict};
use crate::domain::verification::dossier::Dossier;
use crate::domain::verification::review::Decision;
use crate::domain::verification::step::Step;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::pages::history::tell;
use crate::platform::clock::Timestamp;

/// The five steps with their files, their data and their decisions.
#[derive(Template)]
#[template(path = "customers/review.html")]
struct ReviewPage {
    shell: Shell,
    current: Current,
    tabs: Vec<Tab>,
    dossier: Dossier,
    /// Those that wait come first.
    cards: Vec<Card>,
    marks: Vec<Mark>,
    round: Round,
    /// Who comes after this customer in the queue.
    next: Option<CustomerId>,
    /// What is wrong with the form that came back: field and words.
    errors: Vec<(String, String)>,
    conflict: Option<Conflict>,
    may_review: bool,
}

/// Why a decision was not made: somebody else was first.
struct Conflict {
    /// Who did what.
    sentence: String,
    at: Option<Timestamp>,
    /// What came with the form: label and words.
    typed: Vec<(String, String)>,
}

impl ReviewPage {
    /// The pictures of the profile, which prove nothing.
    fn pictures(&self) -> [Slot; 2] {
        [Slot::Photo, Slot::CoverPhoto]
    }

    fn next_page(&self, next: &CustomerId) -> String {
        self.round.page(*next)
    }
}

/// `GET /customers/{id}/verification`
pub async fn show(
    _staff: Allowed<ViewVerification>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let round = round(&shell, &parameters)?;
    html(&page(&app, shell, *id, round, Sent::default()).await?)
}

fn round(shell: &Shell, parameters: &[(String, String)]) -> Result<Round, Failure> {
    let pairs = parameters.iter();
    let pairs = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
    Round::parse(pairs)
        .map_err(|name| Failure::Unprocessable(shell.t1("list-unknown-value", "parameter", name)))
}

async fn page(
    app: &App,
    shell: Shell,
    id: CustomerId,
    round: Round,
    sent: Sent,
) -> Result<ReviewPage, Failure> {
    let current = current(app, &shell, id).await?;
    let dossier = Dossier::of(app.db.read(), &shell.sight(), &current.customer).await?;
    let may_review = shell.may(Permission::ReviewVerification);
    let round = round.at(&current.customer);
    let next = round.next(app, &shell, id).await?;
    let card = |step| Card::of(&shell, &current.customer, &dossier, step, &sent);
    let mut cards: Vec<Card> = Step::ALL.map(card).into();
    let marks = cards.iter().map(|card| card.mark(&shell)).collect();
    // What waits comes first; otherwise the order stays.
    cards.sort_by_key(|card| card.waits.is_none());
    // A form that came back has an address of its own.
    let mut tabs = tabs(&shell, id);
    for tab in &mut tabs {
        let path = tab.path.split('?').next();
        tab.current = path == Some(paths::customer_verification(id).as_str());
    }
    Ok(ReviewPage {
        tabs,
        marks,
        errors: sent.errors(),
        cards,
        shell,
        current,
        dossier,
        round,
        next,
        conflict: None,
        may_review,
    })
}

/// `POST /customers/{id}/steps/{step}`: 422 when the decision is not complete, 409 when somebody
/// else was first; both bring the page back with what was typed.
pub async fn decide(
    staff: Allowed<ReviewVerification>,
    shell: Shell,
    app: web::Data<App>,
    path: web::Path<(CustomerId, String)>,
    form: Form,
) -> Answer {
    let (id, step) = path.into_inner();
    let step = Step::from_code(&step).ok_or(Failure::NotFound)?;
    let fields = form.0;
    let single = ["decision", "reason", "comment", "version", QUEUE, PLACE];
    fields.only(&single, &[STEP, COUNTRY])?;
    let mut sent = Sent::of(step, &fields);
    let version = fields.text("version").parse();
    let version = version.map_err(|_| Failure::BadRequest("error-version"))?;
    let round = round(&shell, &fields.into_pairs())?;
    let Some(decision) = sent.decision else {
        current(&app, &shell, id).await?;
        sent.refuse_decision(&shell);
        return again(&app, shell, id, round, sent).await;
    };
    let verdict = Verdict {
        customer: id,
        version,
        step,
        decision,
        reason: sent.reason.clone(),
        comment: sent.comment.clone(),
    };
    match decide::decide(&app.db, staff.actor(), &verdict).await {
        Ok(decided) => go_on(&app, &shell, &verdict, &round, &decided).await,
        Err(DecideError::Invalid(problems)) => {
            sent.refuse(&shell, &problems);
            again(&app, shell, id, round, sent).await
        }
        Err(DecideError::NothingHandedIn) => {
            sent.refuse_empty(&shell);
            again(&app, shell, id, round, sent).await
        }
        Err(error) => {
            let (sentence, at) = why(&app, &shell, (id, step), error).await?;
            conflict(&app, shell, id, round, sent, sentence, at).await
        }
    }
}

/// What stands against a decision, and since when. Fails when there is nothing to come back to.
async fn why(
    app: &App,
    shell: &Shell,
    (id, step): (CustomerId, Step),
    error: DecideError,
) -> Result<(String, Option<Timestamp>), Failure> {
    match error {
        DecideError::Stale => newest(app, shell, id).await,
        DecideError::AlreadyDecided { by, at } => Ok((already(shell, step, by), Some(at))),
        DecideError::NotOpen => Ok((shell.t("review-not-open"), None)),
        DecideError::NotDecided => Ok((shell.t("review-nothing-to-reopen"), None)),
        DecideError::Masked => Err(Failure::Masked),
        DecideError::Db(error) => Err(error.into()),
        DecideError::NotFound | DecideError::Invalid(_) | DecideError::NothingHandedIn => {
            Err(Failure::NotFound)
        }
    }
}

async fn again(app: &App, shell: Shell, id: CustomerId, round: Round, sent: Sent) -> Answer {
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    html_status(refused, &page(app, shell, id, round, sent).await?)
}

/// The page as it is now, with who was first; what was typed is kept.
async fn conflict(
    app: &App,
    shell: Shell,
    id: CustomerId,
    round: Round,
    sent: Sent,
    sentence: String,
    at: Option<Timestamp>,
) -> Answer {
    let typed = sent.clone();
    let mut page = page(app, shell, id, round, sent).await?;
    page.conflict = Some(Conflict {
        sentence,
        at,
        typed: typed.words(&page.shell, &page.dossier),
    });
    html_status(StatusCode::CONFLICT, &page)
}

/// What happened to the customer last.
async fn newest(
    app: &App,
    shell: &Shell,
    id: CustomerId,
) -> Result<(String, Option<Timestamp>), Failure> {
    let entries =
        reading::about(app.db.read(), Subject::Customer(id), Kinds::Changes, None).await?;
    let told = tell(shell, &[], &entries.entries);
    let Some(newest) = told.into_iter().next() else {
        return Ok((shell.t("error-409-what"), None));
    };
    let about = newest.changes.first();
    let about = about.map(|change| format!(" ({}: {})", change.label, change.after));
    let sentence = format!("{}{}", newest.sentence, about.unwrap_or_default());
    Ok((sentence, Some(newest.at)))
}

fn already(shell: &Shell, step: Step, by: Option<String>) -> String {
    let step = shell.t(format!("step-{}", step.code()));
    match by {
        Some(by) => shell.t2("review-already-by", "step", step, "by", by),
        None => shell.t1("review-already", "step", step),
    }
}

/// The same review at a step, with the way back to the list that it was opened from.
fn here(shell: &Shell, round: &Round, id: CustomerId, step: Step) -> String {
    let page = back(shell).carry(&round.same_page(id));
    format!("{page}#step-{}", step.code())
}

/// To the next step that waits, else to the next customer, else to the queue.
async fn go_on(
    app: &App,
    shell: &Shell,
    verdict: &Verdict,
    round: &Round,
    decided: &Decided,
) -> Answer {
    let (id, step) = (verdict.customer, verdict.step);
    let name = shell.t(format!("step-{}", step.code()));
    let value = format!("{}, {name}", decided.customer_name);
    let done = match verdict.decision {
        Decision::Accept => "review-done-accept",
        Decision::AskAgain => "review-done-ask-again",
        Decision::Reject => "review-done-reject",
        Decision::Reopen => "review-done-reopen",
    };
    let waiting = decided.waiting.iter().copied();
    let open: Vec<Step> = waiting.filter(|step| round.covers(*step)).collect();
    let later = open.iter().copied().find(|open| *open >= step);
    let stays = round.filter.is_none().then_some(step);
    if let Some(next) = later.or(open.first().copied()).or(stays) {
        shell.flash_at(done, value, &format!("step-{}", next.code()));
        return see_other(&here(shell, round, id, next));
    }
    shell.flash_with(done, value);
    // Who was skipped comes again when the round is through.
    let next = match round.next(app, shell, id).await? {
        None => round.anew().next(app, shell, id).await?,
        next => next,
    };
    match next {
        Some(next) => see_other(&round.page(next)),
        None => {
            shell.flash("review-queue-done");
            see_other(&round.queue())
        }
    }
}
