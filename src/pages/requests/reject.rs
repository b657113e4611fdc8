//! Rejecting a request: a page of its own, with the letter, a sum to solve, and no way back.

use actix_web::http::{StatusCode, header};
use actix_web::web;
use askama::Template;

use super::back::{Back, back};
use super::claims::opened;
use super::decide::{Answered, answered, version};
use super::details;
use super::onward::go_on;
use crate::app::App;
use crate::domain::customers::customer::{self, Model as Customer};
use crate::domain::outbox::template::Letter;
use crate::domain::outbox::wording::Wording;
use crate::domain::requests::claim;
use crate::domain::requests::letter::{Outcome, asked_for, compose};
use crate::domain::requests::request::{self, CustomerRequest};
use crate::domain::requests::resolution::{self, Dictionary};
use crate::domain::requests::resolve::{self, Rejection, ResolveError};
use crate::domain::requests::sum::{self, Answered as Sum, Asked, Purpose};
use crate::domain::staff::permission::RejectRequests;
use crate::domain::values::ids::RequestId;
use crate::domain::values::scope::Scope;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

const FIELDS: [&str; 7] = [
    "resolution_type",
    "resolution",
    "verification_code",
    "comment",
    "version",
    "from",
    "letters",
];

/// RejectPage: why a request is rejected, and what the customer will read.
#[derive(Template)]
#[template(path = "requests/reject.html")]
struct RejectPage {
    shell: Shell,
    request: CustomerRequest,
    customer: Customer,
    what: String,
    groups: Vec<Group>,
    asked: Asked,
    answered: Answered,
    /// Who else has claimed it, and is told of in a warning.
    holder: Option<String>,
    /// Who else is looking at it, in words.
    looking: Option<String>,
}

/// A type that may be chosen.
struct Group {
    id: String,
    name: String,
    choices: Vec<Choice>,
}

/// A resolution that may be chosen, with the letter that it becomes.
struct Choice {
    id: String,
    name: String,
    letter: Letter,
}

impl RejectPage {
    /// The request, with the way back to its list.
    fn request_page(&self) -> String {
        self.answered.back.carry(&paths::request(self.request.id))
    }

    /// The mark of every letter on the page, as its form carries them: `resolution:mark`.
    fn letters(&self) -> String {
        let choices = self.groups.iter().flat_map(|group| &group.choices);
        let marks = choices.map(|choice| format!("{}:{}", choice.id, choice.letter.mark()));
        marks.collect::<Vec<_>>().join(" ")
    }

    fn types(&self) -> Vec<(String, String)> {
        let pair = |group: &Group| (group.id.clone(), group.name.clone());
        self.groups.iter().map(pair).collect()
    }

    /// What the letter is written in.
    fn language(&self) -> String {
        let code = self.customer.language.code();
        self.shell.t(format!("language-{code}"))
    }
}

fn groups(
    dictionary: &Dictionary,
    wording: &Wording,
    customer: &Customer,
    request: &CustomerRequest,
) -> Vec<Group> {
    let offered = dictionary.offered().into_iter();
    let groups = offered.map(|(kind, resolutions)| {
        let choices = resolutions.into_iter().map(|resolution| Choice {
            id: resolution.id.to_string(),
            name: resolution.name.clone(),
            letter: compose(wording, customer, request, Outcome::Rejected(resolution)),
        });
        Group {
            id: kind.id.to_string(),
            name: kind.name.clone(),
            choices: choices.collect(),
        }
    });
    groups.collect()
}

/// `GET /requests/{id}/reject`
pub async fn form(
    staff: Allowed<RejectRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
) -> Answer {
    let answered = Answered {
        back: back(&shell),
        ..Answered::default()
    };
    page(&app, &staff, shell, *id, answered, StatusCode::OK).await
}

/// Rejects a request.
pub async fn submit(
    staff: Allowed<RejectRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&FIELDS, &[])?;
    let back = Back::of(&form.0);
    let mut typed = Typed::kept(&form.0, FIELDS);
    let rejection = Rejection {
        resolution_type: typed.value("resolution_type").to_owned(),
        resolution: typed.value("resolution").to_owned(),
        comment: typed.value("comment").to_owned(),
        version: version(&typed)?,
        session: staff.staff().session.id,
        verification_code: typed.value("verification_code").to_owned(),
        letter_shown: letter_shown(typed.value("letters"), typed.value("resolution")),
    };
    let error = match resolve::reject(&app.db, staff.actor(), *id, &rejection).await {
        Ok(resolved) => {
            let said = ("request-rejected", resolved.customer_name);
            return go_on(&app, &shell, staff.staff(), (&back, *id), said).await;
        }
        Err(error) => error,
    };
    // The answer belonged to a problem that may be gone.
    typed.set("verification_code", String::new());
    let sum = match error {
        ResolveError::Sum(sum) => Some(sum),
        _ => None,
    };
    let (mut status, mut answered) = answered(&shell, typed, error)?;
    answered.back = back;
    let words = match sum {
        Some(Sum::Wrong) => Some("reject-sum-wrong"),
        Some(Sum::Late) => Some("reject-sum-late"),
        Some(Sum::Paused(_)) => {
            status = StatusCode::TOO_MANY_REQUESTS;
            None
        }
        Some(Sum::Right) | None => None,
    };
    if let Some(words) = words {
        answered.form.refuse("verification_code", shell.t(words));
    }
    page(&app, &staff, shell, *id, answered, status).await
}

/// The mark of the letter that the page showed for a resolution; a form need not carry them.
fn letter_shown(letters: &str, resolution: &str) -> Option<String> {
    let mut marks = letters.split(' ').filter_map(|one| one.split_once(':'));
    marks
        .find(|(id, _)| *id == resolution)
        .map(|(_, mark)| mark.to_owned())
}

/// The page; of a request that is resolved by now, the page that says so.
async fn page(
    app: &App,
    staff: &Allowed<RejectRequests>,
    shell: Shell,
    id: RequestId,
    answered: Answered,
    status: StatusCode,
) -> Answer {
    let request = request::find(app.db.read(), staff.scope(), id).await?;
    let request = request.ok_or(Failure::NotFound)?;
    if !request.is_open() {
        return details::with_decision(app, shell, id, answered, StatusCode::CONFLICT).await;
    }
    let customer =
        customer::find(&app.db, (&Scope::All, staff.sight()), request.customer_id).await?;
    let customer = customer.ok_or(Failure::NotFound)?;
    let dictionary = resolution::dictionary(app.db.read()).await?;
    let wording = Wording::of(app.db.read(), customer.language).await?;
    let looking = opened(app, &shell, staff.staff(), &request).await?;
    let (me, now) = (staff.staff().id, shell.now());
    let holder = claim::other_holder(app.db.read(), &request, me, now).await?;
    let purpose = Purpose {
        session: staff.staff().session.id,
        request: id,
    };
    let asked = sum::ask(&app.db, staff.scope(), purpose, now).await?;
    let asked = asked.ok_or(Failure::NotFound)?;
    let wait = match &asked {
        Asked::Paused(until) => Some((until.0 - now.0).max(0) / 1000 + 1),
        Asked::Problem(_) => None,
    };
    let mut answer = html_status(
        status,
        &RejectPage {
            what: asked_for(&request, shell.locale),
            groups: groups(&dictionary, &wording, &customer, &request),
            shell,
            request,
            customer,
            asked,
            answered,
            holder,
            looking,
        },
    )?;
    if let Some(seconds) = wait {
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}
