//! A request's own page: what is asked for, by whom, and what staff did about it.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use tokio::try_join;

use super::back::{Back, back};
use super::claims::{Claim, opened};
use super::color;
use super::decide::Answered;
use super::facts::{Fact, facts};
use super::onward::standing;
use super::words;
use crate::app::App;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::outbox::log::{self, Fate};
use crate::domain::requests::audit::{self, Audit};
use crate::domain::requests::details::{self, Details};
use crate::domain::requests::payload::Payload;
use crate::domain::requests::presence;
use crate::domain::requests::request::CustomerRequest;
use crate::domain::requests::search::Standing;
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::RequestId;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::{Told, tell_of};
use crate::platform::db::Together;

mod accounts;

/// What a form on the page was answered.
#[derive(Default)]
pub(super) struct Sent {
    /// Of a comment, the colour or the amount.
    pub form: Typed,
    /// Why it could not be done.
    pub conflict: Option<String>,
    /// Of a decision.
    pub answered: Answered,
    pub back: Back,
}

/// Everything about one request.
#[derive(Template)]
#[template(path = "requests/show.html")]
struct ShowPage {
    shell: Shell,
    request: CustomerRequest,
    may_approve: bool,
    may_reject: bool,
    /// Whether only those approve it who review verification, and the reader does not.
    not_theirs: bool,
    answered: Answered,
    form: Typed,
    conflict: Option<String>,
    title: String,
    facts: Vec<Fact>,
    /// Whether the reader may work on it.
    may_work: bool,
    colors: color::Options,
    audits: Vec<Audit>,
    /// Whether its amount may be changed.
    may_change: bool,
    told: Vec<Told>,
    details: Details,
    back: Back,
    /// Where it stands in the list.
    standing: Option<Standing>,
    claim: Option<Claim>,
    /// Who else is looking.
    looking: Option<String>,
    /// The comment of a decision that somebody else made first.
    unsaved: Option<String>,
    /// What became of the letters about the decision.
    letters: Vec<Fate>,
}

/// The comment that came with a decision for which it is too late, unless it is there already: then
/// the same form was sent twice.
fn unsaved(answered: &Answered, details: &Details) -> Option<String> {
    let typed = answered.form.value("comment").replace("\r\n", "\n");
    let typed = typed.trim();
    let known = details.comments.iter().any(|one| one.body == typed);
    let late = !details.request.is_open() && !typed.is_empty() && !known;
    late.then(|| typed.to_owned())
}

/// The page.
pub async fn show(
    _staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
) -> Answer {
    let sent = Sent {
        back: back(&shell),
        ..Sent::default()
    };
    answer(&app, shell, *id, sent, StatusCode::OK).await
}

/// The page as an answer of a decision.
pub async fn with_decision(
    app: &App,
    shell: Shell,
    id: RequestId,
    answered: Answered,
    status: StatusCode,
) -> Answer {
    let sent = Sent {
        back: answered.back.clone(),
        answered,
        ..Sent::default()
    };
    answer(app, shell, id, sent, status).await
}

/// The page as an answer of a form on it.
pub(super) async fn answer(
    app: &App,
    shell: Shell,
    id: RequestId,
    sent: Sent,
    status: StatusCode,
) -> Answer {
    // Who may only act is told how it went, and shown nothing that they may not read.
    if !shell.may(Permission::ViewRequests) {
        return Err(match status {
            StatusCode::CONFLICT => Failure::Conflict("error-request-unseen"),
            _ => Failure::Unprocessable(shell.t("error-request-unseen")),
        });
    }
    let reader = (&shell.scope(), &shell.sight());
    let details = details::find(&app.db, reader, id).await?;
    let details = details.ok_or(Failure::NotFound)?;
    let about = async |db: &Together| {
        try_join!(
            reading::about(db, Subject::Request(id), Kinds::Changes, None),
            log::about(db, id),
            audit::of(db, reader.0, id),
            presence::at(db, [id], shell.now()),
        )
    };
    let (entries, letters, audits, lookers) = app.db.read().together(about).await?;
    let staff = shell.staff.clone().ok_or(Failure::SignInFirst)?;
    let (request, name) = (&details.request, details.line.assignee_name.as_deref());
    let looking = opened(app, &shell, &staff, (request, &lookers));
    let standing = standing(app, &shell, &staff, &sent.back, request).await?;
    let claim = Claim::of(request, name, staff.id, shell.now());
    let open = request.is_open();
    let may_work = shell.may(Permission::UpdateRequests);
    let unsaved = unsaved(&sent.answered, &details);
    let mut form = sent.form;
    if let Some(comment) = &unsaved {
        form.set("body", comment.clone());
    }
    let payload = details.payload.as_ref();
    let editable = payload.is_some_and(|payload| payload.amount_is_editable());
    let papers = matches!(payload, Some(Payload::Document { .. }));
    let not_theirs = papers && !shell.may(Permission::ReviewVerification);
    html_status(
        status,
        &ShowPage {
            may_approve: open && shell.may(Permission::ApproveRequests) && !not_theirs,
            not_theirs: open && not_theirs,
            may_reject: open && shell.may(Permission::RejectRequests),
            colors: color::options(&shell, &details, &sent.back),
            audits,
            may_change: open && may_work && editable && details.request.amount.is_some(),
            may_work,
            answered: sent.answered,
            form,
            unsaved,
            letters,
            conflict: sent.conflict,
            title: words::title(&shell, &details.line),
            facts: facts(&shell, &details),
            told: tell_of(&shell, Some(details.request.customer_id), &entries.entries),
            request: details.request.clone(),
            details,
            back: sent.back,
            standing,
            claim,
            looking,
            shell,
        },
    )
}

impl ShowPage {
    /// Whether approving changes what the page shows of the customer.
    fn changes_customer(&self) -> bool {
        let payload = self.details.payload.as_ref();
        payload.is_some_and(|payload| payload.changes_customer())
    }

    /// Another request of the same list.
    fn at(&self, id: &RequestId) -> String {
        self.back.carry(&paths::request(*id))
    }

    /// `12 of 148`
    fn position(&self, standing: &Standing) -> Option<String> {
        let position = self.shell.count(&standing.position?);
        let total = self.shell.count(&standing.total);
        Some(
            self.shell
                .t2("request-position", "position", position, "total", total),
        )
    }

    /// The single keys of the page, with what they do.
    fn keys(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("J", "keys-next", self.standing.is_some()),
            ("K", "keys-previous", self.standing.is_some()),
            ("A", "keys-approve", self.may_approve),
            ("R", "keys-reject", self.may_reject),
            ("E", "keys-amount", self.may_change),
            ("C", "keys-comment", self.may_work),
            ("?", "keys-help", true),
        ];
        let shown = all.into_iter().filter(|(_, _, shown)| *shown);
        shown
            .map(|(key, words, _)| (key, self.shell.t(words)))
            .collect()
    }

    /// Whether anything on the page could not be done.
    fn failed(&self) -> bool {
        let answered = &self.answered;
        let decided = answered.trouble.is_none() && answered.form.errors.is_empty();
        !decided || self.conflict.is_some() || !self.form.errors.is_empty()
    }

    /// The page of a mail, for those who may see it.
    fn mail(&self, mail: &Fate) -> Option<String> {
        let may = self.shell.may(Permission::ViewMails) && self.shell.may_read_mail(&mail.kind);
        may.then(|| paths::mail(mail.id))
    }

    /// An amount in the request's currency.
    fn money(&self, amount: &Amount) -> String {
        let currency = self.request.currency.as_ref();
        let plain = || self.shell.figure(&amount.to_string());
        currency.map_or_else(plain, |currency| self.shell.money(amount, currency))
    }

    /// What the form of the amount holds.
    fn amount_typed(&self) -> String {
        match self.form.value("amount") {
            "" => self
                .request
                .amount
                .map(|amount| self.shell.in_field(&amount))
                .unwrap_or_default(),
            typed => typed.to_owned(),
        }
    }
}
