//! Rejecting a request: a page of its own, with the letter, a sum to solve, and no way back.

use actix_web::http::{StatusCode, header};
use actix_web::web;
use askama::Template;
use tokio::try_join;

use super::back::{Back, back};
use super::claims::opened;
use super::decide::{Answered, answered, over, version};
use super::details;
use super::onward::go_on;
use super::words;
use crate::app::App;
use crate::domain::customers::customer::{self, Model as Customer};
use crate::domain::outbox::wording::Wording;
use crate::domain::requests::claim;
use crate::domain::requests::presence::{self, Looker};
use crate::domain::requests::request::{self, CustomerRequest};
use crate::domain::requests::resolution::{self, Dictionary};
use crate::domain::requests::resolve::{self, Rejection, ResolveError};
use crate::domain::requests::search;
use crate::domain::requests::status::RequestStatus;
use crate::domain::requests::sum::{self, Answered as Sum, Asked, Purpose, Reply};
use crate::domain::staff::permission::RejectRequests;
use crate::domain::values::ids::RequestId;
use crate::domain::values::person::Language;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::platform::clock::Timestamp;
use crate::platform::db::Together;

mod choices;

use choices::{Group, groups, language};

const FIELDS: [&str; 10] = [
    "resolution_type",
    "resolution",
    "verification_code",
    "comment",
    "version",
    "from",
    "letters",
    "sum",
    "show",
    "again",
];

/// Those that come back when only the form is shown.
const KEPT: [&str; 3] = ["resolution_type", "resolution", "comment"];

/// RejectPage: why a request is rejected, and what the customer will read.
#[derive(Template)]
#[template(path = "requests/reject.html")]
struct RejectPage {
    shell: Shell,
    request: CustomerRequest,
    customer: Customer,
    title: String,
    groups: Vec<Group>,
    asked: Asked,
    answered: Answered,
    /// Who else has claimed it, and is told of in a warning.
    holder: Option<String>,
    /// Who else is looking at it, in words.
    looking: Option<String>,
}

impl RejectPage {
    /// The request, with the way back to its list.
    fn request_page(&self) -> String {
        self.answered.back.carry(&paths::request(self.request.id))
    }

    /// The mark of every letter on the page, as its form carries them: `resolution:mark`.
    fn letters(&self) -> String {
        let choices = self.groups.iter().flat_map(|group| &group.choices);
        let marks = choices.map(|choice| format!("{}:{}", choice.id, choice.mark));
        marks.collect::<Vec<_>>().join(" ")
    }

    fn types(&self) -> Vec<(String, String)> {
        let pair = |group: &Group| (group.id.clone(), group.name.clone());
        self.groups.iter().map(pair).collect()
    }

    /// What the letter is written in.
    fn language(&self) -> String {
        language(&self.shell, self.customer.language)
    }
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

/// `POST /requests/{id}/reject`: rejects a request. The button that leads here from the request's
/// page sends `show`: it brings the comment that was typed there, and only the form is shown. So is
/// it for `again`, which leads on after the pause.
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
    if form.0.has("show") || form.0.has("again") {
        let answered = Answered {
            form: Typed::kept(&form.0, KEPT),
            back,
            ..Answered::default()
        };
        return page(&app, &staff, shell, *id, answered, StatusCode::OK).await;
    }
    let rejection = Rejection {
        resolution_type: typed.value("resolution_type").to_owned(),
        resolution: typed.value("resolution").to_owned(),
        comment: typed.value("comment").to_owned(),
        version: version(&typed, "version")?,
        session: staff.staff().session.id,
        verification_code: reply(&typed),
        letter_shown: letter_shown(typed.value("letters"), typed.value("resolution")),
    };
    let error = match resolve::reject((&app.db, &app.key), staff.actor(), *id, &rejection).await {
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
    let rejected = RequestStatus::Rejected;
    let (status, mut answered) = answered(&shell, typed, error, rejected)?;
    answered.back = back;
    let words = match sum {
        Some(Sum::Wrong) => Some("reject-sum-wrong"),
        Some(Sum::Replaced) => Some("deciding-sum-replaced"),
        Some(Sum::Late) => Some("reject-sum-late"),
        Some(Sum::Paused(_) | Sum::Right) | None => None,
    };
    if let Some(words) = words {
        answered.form.refuse("verification_code", shell.t(words));
    }
    page(&app, &staff, shell, *id, answered, status).await
}

/// The answer to the sum, and which one it was: what is no number is none of ours.
fn reply(typed: &Typed) -> Reply {
    let shown = Some(typed.value("sum")).filter(|sum| !sum.is_empty());
    Reply {
        sum: shown.map(|sum| sum.parse().unwrap_or_default()),
        typed: typed.value("verification_code").to_owned(),
    }
}

/// During the pause there is no field to say anything about: what is said leads to the button that
/// tries again.
fn pausing(
    shell: &Shell,
    until: &Timestamp,
    status: StatusCode,
    answered: &mut Answered,
) -> StatusCode {
    let errors = &mut answered.form.errors;
    errors.retain(|(field, _)| field != "verification_code");
    let words = shell.t1("reject-paused", "at", shell.time(until));
    errors.insert(0, ("again".to_owned(), words));
    match status {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::TOO_MANY_REQUESTS,
        other => other,
    }
}

/// What the request is called.
async fn title(
    app: &App,
    shell: &Shell,
    staff: &Allowed<RejectRequests>,
    id: RequestId,
) -> Result<String, Failure> {
    let line = search::line(app.db.read(), staff.sight(), id).await?;
    let line = line.ok_or(Failure::NotFound)?;
    Ok(words::title(shell, &line))
}

/// The mark of the letter that the page showed for a resolution; a form need not carry them.
fn letter_shown(letters: &str, resolution: &str) -> Option<String> {
    let mut marks = letters.split(' ').filter_map(|one| one.split_once(':'));
    marks
        .find(|(id, _)| *id == resolution)
        .map(|(_, mark)| mark.to_owned())
}

/// What there is to say, how a customer is told in their language, and who looks at the request.
async fn beside(
    app: &App,
    language: Language,
    id: RequestId,
    now: Timestamp,
) -> Result<(Dictionary, Wording, Vec<Looker>), Failure> {
    let all = async |db: &Together| {
        try_join!(
            resolution::dictionary(db),
            Wording::of(db, language),
            presence::at(db, [id], now),
        )
    };
    Ok(app.db.read().together(all).await?)
}

/// The page; of a request that is resolved by now, the page that says so.
async fn page(
    app: &App,
    staff: &Allowed<RejectRequests>,
    shell: Shell,
    id: RequestId,
    mut answered: Answered,
    mut status: StatusCode,
) -> Answer {
    let request = request::find(app.db.read(), staff.scope(), id).await?;
    let request = request.ok_or(Failure::NotFound)?;
    if !request.is_open() {
        if answered.trouble.is_none() {
            let first = resolve::decided(app.db.read(), staff.actor(), &request).await?;
            answered.trouble = Some(over(&shell, first));
        }
        return details::with_decision(app, shell, id, answered, StatusCode::CONFLICT).await;
    }
    let clear = (&Scope::All, &Sight::Clear);
    let customer = customer::find(&app.db, clear, request.customer_id).await?;
    let customer = customer.ok_or(Failure::NotFound)?;
    let seen = customer.clone().seen_by(staff.sight());
    let (me, now) = (staff.staff().id, shell.now());
    let (dictionary, wording, lookers) = beside(app, customer.language, id, now).await?;
    let looking = opened(app, &shell, staff.staff(), (&request, &lookers));
    let holder = claim::other_holder(app.db.read(), &request, me, now).await?;
    let purpose = Purpose {
        session: staff.staff().session.id,
        request: id,
    };
    let asked = sum::ask(&app.db, staff.scope(), purpose, now).await?;
    let asked = asked.ok_or(Failure::NotFound)?;
    let wait = if let Asked::Paused(until) = &asked {
        status = pausing(&shell, until, status, &mut answered);
        Some((until.0 - now.0).max(0) / 1000 + 1)
    } else {
        None
    };
    let whose = (&customer, &seen, &request);
    let mut answer = html_status(
        status,
        &RejectPage {
            title: title(app, &shell, staff, id).await?,
            groups: groups(&shell, &app.key, (&dictionary, &wording), whose),
            shell,
            request,
            customer: seen,
            asked,
            answered,
            holder,
            looking,
        },
    )?;
    if let Some(seconds) = wait {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}
