//! The log of mails: what was written to whom, whether it arrived, and what to do if not.

mod failures;
mod to_staff;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use self::failures::{Trouble, trouble};
use self::to_staff::ToStaff;

use crate::app::App;
use crate::domain::customers::letter;
use crate::domain::journal::entry::Subject;
use crate::domain::journal::reading::{self, Kinds};
use crate::domain::outbox::letter::direction;
use crate::domain::outbox::log::{self, MailFilter, MailPage, Readable};
use crate::domain::outbox::mail::{MailState, Model};
use crate::domain::outbox::message::Message;
use crate::domain::outbox::resend::{self, ResendError};
use crate::domain::staff::permission::{Permission, ResendMails, ViewMails};
use crate::domain::values::criteria::Parameter;
use crate::domain::values::email::Email;
use crate::domain::values::ids::MailId;
use crate::domain::values::sight::Sight;
use crate::domain::within::Reach;
use crate::edge::error::{Answer, Failure};
use crate::edge::filters::{self, Chip};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::pages::history::{self, Told};

/// One page of the log with its filters.
#[derive(Template)]
#[template(path = "mail_log/index.html")]
struct IndexPage {
    shell: Shell,
    filter: MailFilter,
    /// What was typed and is not understood.
    form: Typed,
    /// `None` when something is not understood.
    page: Option<MailPage>,
}

/// The log. An unknown filter or value is 422, never a silently full list; what was searched for
/// comes back with it.
pub async fn index(
    staff: Allowed<ViewMails>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let mut form = Typed::default();
    let typed = (&mut form, ["q"].as_slice());
    let wrong = |_| shell.t("mails-search-length");
    let filter = filters::understood(parameters, typed, MailFilter::parse, wrong);
    let mut filter = filter.map_err(|unknown| filters::refused(&shell, unknown))?;
    filter.readable = readable(&shell);
    let page = match form.status() {
        StatusCode::OK => {
            let reach = Reach::of(&app.db, staff.scope()).await?;
            let reach = reach.seeing(staff.sight());
            Some(log::page(&app.db, &reach, &filter).await?)
        }
        _ => None,
    };
    html_status(
        form.status(),
        &IndexPage {
            shell,
            filter,
            form,
            page,
        },
    )
}

fn readable(shell: &Shell) -> Readable {
    Readable::those(|kind| shell.may_read_mail(kind))
}

impl IndexPage {
    fn path(&self, parameters: &[Parameter]) -> String {
        paths::with_query(paths::mail_log(), parameters)
    }

    fn at(&self, side: &'static str, place: &MailId) -> String {
        let mut parameters = self.filter.criteria();
        parameters.push((side, place.to_string()));
        self.path(&parameters)
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.criteria();
        let path = |parameters: &[_]| self.path(parameters);
        Chip::each(&all, &all, path, |name, value| {
            let (label, shown) = match (name, value) {
                ("q", q) => ("mail-filter-q", q.to_owned()),
                ("kind", kind) => ("mail-filter-kind", kind_words(&self.shell, kind)),
                ("customer", id) => ("mail-filter-customer", id.to_owned()),
                (_, state) => {
                    let state = MailState::ALL.into_iter().find(|one| one.code() == state);
                    let words = state.map(|state| self.shell.t(state_key(state)));
                    ("mail-filter-state", words.unwrap_or_default())
                }
            };
            (self.shell.t(label), shown)
        })
    }

    /// What was searched for, as it was typed.
    fn q(&self) -> &str {
        let understood = self.filter.q.as_deref().unwrap_or_default();
        self.form.or("q", understood)
    }

    fn states(&self) -> [MailState; 3] {
        MailState::ALL
    }

    fn is_on(&self, state: &MailState) -> bool {
        self.filter.state.contains(state)
    }

    fn kinds(&self) -> Vec<(&'static str, String)> {
        let words = |kind| (kind, kind_words(&self.shell, kind));
        let readable = |kind: &&str| self.filter.readable.contains(kind);
        let codes = Message::ALL.iter().map(|message| message.code());
        codes.filter(readable).map(words).collect()
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.filter.kind == Some(kind)
    }

    fn filtered(&self) -> bool {
        !self.filter.criteria().is_empty()
    }
}

/// The words of a state.
fn state_key(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "mail-state-queued",
        MailState::Sent => "mail-state-sent",
        MailState::Dead => "mail-state-dead",
    }
}

/// The subject of a mail; of a masked one what it is about.
fn subject(shell: &Shell, mail: &Model) -> String {
    match mail.customer_id {
        Some(customer) if !shell.sees(customer) => kind_words(shell, &mail.kind),
        _ => mail.subject.clone(),
    }
}

/// What a mail is about, in words; the code when an older or newer version wrote it.
fn kind_words(shell: &Shell, kind: &str) -> String {
    let key = format!("mail-{}", kind.replace('.', "-"));
    if shell.has(&key) {
        shell.t(key)
    } else {
        kind.to_owned()
    }
}

/// One mail, as its receiver got it or would have, but for what works once.
#[derive(Template)]
#[template(path = "mail_log/show.html")]
struct ShowPage {
    shell: Shell,
    mail: Model,
    kind: String,
    /// The code of the state, and the key of its words.
    code: &'static str,
    state: &'static str,
    trouble: Option<Trouble>,
    direction: &'static str,
    told: Vec<Told>,
    /// `None` for a mail to a customer.
    to_staff: Option<ToStaff>,
    may_resend: bool,
    /// Where it would go this time, if not where it went.
    new_address: Option<Email>,
    may_cancel: bool,
}

/// The page of a mail.
pub async fn show(
    staff: Allowed<ViewMails>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MailId>,
) -> Answer {
    let whole = (staff.scope(), &Sight::Clear);
    let mail = log::find(&app.db, whole, *id, &readable(&shell)).await?;
    let mail = mail.ok_or(Failure::NotFound)?;
    let address = letter::present_address(app.db.read(), &mail).await?;
    let sees = mail.customer_id.is_none_or(|customer| shell.sees(customer));
    let masked = |address: Email| if sees { address } else { address.masked() };
    let new_address = address.map(masked);
    let mail = mail.seen_by(staff.sight());
    let entries = reading::about(app.db.read(), Subject::Mail(*id), Kinds::Changes, None).await?;
    let to_staff = ToStaff::of(&app, &shell, &mail).await?;
    let once = to_staff.as_ref().is_some_and(|staff| staff.once.is_some());
    let allowed = shell.may(Permission::ResendMails);
    let queued = mail.state == MailState::Queued;
    html(&ShowPage {
        kind: kind_words(&shell, &mail.kind),
        code: mail.state.code(),
        state: state_key(mail.state),
        trouble: trouble(&shell, &mail),
        direction: direction(mail.language),
        told: history::tell_of(&shell, mail.customer_id, &entries.entries),
        may_resend: allowed && !queued && !once,
        new_address,
        may_cancel: allowed && queued && mail.tries == 0,
        to_staff,
        mail: to_staff::withheld(&shell, mail),
        shell,
    })
}

/// Sends a mail again, to the address that the customer has now.
pub async fn resend(
    staff: Allowed<ResendMails>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MailId>,
    form: Form,
) -> Answer {
    form.0.only(&["state"], &[])?;
    let seen = form.0.text("state");
    let seen = MailState::ALL
        .into_iter()
        .find(|state| state.code() == seen);
    let reader = (staff.scope(), staff.sight());
    let mail = log::find(&app.db, reader, *id, &readable(&shell)).await?;
    mail.ok_or(Failure::NotFound)?;
    match letter::resend(&app.db, staff.actor(), *id, seen).await {
        Ok(queued) => {
            shell.flash("mail-resent");
            see_other(&paths::mail(queued))
        }
        Err(error) => Err(failure(error)),
    }
}

/// Takes a mail back before it leaves.
pub async fn cancel(
    staff: Allowed<ResendMails>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<MailId>,
    form: Form,
) -> Answer {
    form.0.only(&["state"], &[])?;
    match resend::cancel(&app.db, staff.actor(), *id).await {
        Ok(()) => {
            shell.flash("mail-cancelled");
            see_other(&paths::mail(*id))
        }
        Err(error) => Err(failure(error)),
    }
}

fn failure(error: ResendError) -> Failure {
    match error {
        ResendError::NotFound => Failure::NotFound,
        ResendError::MovedOn => Failure::Conflict("error-mail-moved-on"),
        ResendError::OneTime => Failure::AgainstRule("error-mail-once"),
        ResendError::Db(error) => error.into(),
    }
}
