//! Choosing colours: a request's own, and that of its customer, which marks all their requests.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::details::{self, Sent};
use super::tab;
use crate::app::App;
use crate::domain::requests::color::{Color, NotAColor, PALETTE};
use crate::domain::requests::details::Details;
use crate::domain::requests::work::{self, WorkError};
use crate::domain::staff::permission::{Permission, UpdateRequests};
use crate::domain::values::ids::{CustomerId, RequestId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The forms that choose a colour for something.
pub struct Choice {
    /// What its fields are called where both stand on one page.
    pub name: &'static str,
    /// Where the forms are sent.
    pub action: String,
    pub title: String,
    /// The colour it has.
    pub chosen: Option<String>,
    /// The request whose page the forms stand on, for the way back.
    pub from: Option<RequestId>,
    /// The list that the page was opened from.
    pub list: Option<String>,
}

impl Choice {
    /// A request's own.
    pub fn of_request(shell: &Shell, id: RequestId, chosen: Option<String>, back: &Back) -> Choice {
        Choice {
            name: "color",
            action: paths::color_request(id),
            title: shell.t("request-color-offered"),
            chosen,
            from: None,
            list: back.query(),
        }
    }

    /// A customer's.
    pub fn of_customer(
        shell: &Shell,
        id: CustomerId,
        chosen: Option<String>,
        (from, back): (Option<RequestId>, &Back),
    ) -> Choice {
        Choice {
            name: "customer_color",
            action: paths::color_customer(id),
            title: shell.t("customer-color-offered"),
            chosen,
            from,
            list: back.query(),
        }
    }

    /// The colours to choose from.
    pub fn palette(&self) -> [(&'static str, &'static str); 8] {
        PALETTE
    }

    /// Whether it has this colour.
    pub fn is(&self, code: &str) -> bool {
        self.chosen.as_deref() == Some(code)
    }

    /// A colour that is not one of those offered.
    pub fn own(&self, form: &Typed) -> String {
        let own = self.chosen.clone().unwrap_or_default();
        let known = PALETTE.iter().any(|(code, _)| *code == own);
        match form.value(self.name) {
            "" if known => String::new(),
            "" => own,
            typed => typed.to_owned(),
        }
    }
}

/// What a request's page offers, and which of the two colours is the one that lists show.
pub struct Options {
    pub says: String,
    pub choices: Vec<Choice>,
}

/// The options of a request: those that the reader may change.
pub fn options(shell: &Shell, details: &Details, back: &Back) -> Options {
    let (request, customer) = (&details.request, &details.current.customer);
    let says = match (&request.color, &customer.request_color) {
        (Some(_), _) => "request-color-is-own",
        (None, Some(_)) => "request-color-is-customers",
        (None, None) => "request-color-is-none",
    };
    let mut choices = Vec::new();
    if shell.may(Permission::UpdateRequests) {
        let (id, own) = (request.id, request.color.clone());
        let open = request.is_open();
        choices.extend(open.then(|| Choice::of_request(shell, id, own, back)));
        let theirs = customer.request_color.clone();
        let place = (Some(id), back);
        choices.push(Choice::of_customer(shell, customer.id, theirs, place));
    }
    Options {
        says: shell.t(says),
        choices,
    }
}

/// The colour of a form's field; nothing removes it.
pub(super) fn typed(text: &str) -> Result<Option<Color>, NotAColor> {
    match text.trim() {
        "" => Ok(None),
        code => code.parse().map(Some),
    }
}

/// `POST /customers/{id}/request-color`: from a request's page (`request`), or from the customer's.
pub async fn of_customer(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    form.0.only(&["color", "request", "from"], &[])?;
    let back = Back::of(&form.0);
    let from: Option<RequestId> = form.0.text("request").parse().ok();
    let color = match typed(form.0.text("color")) {
        Ok(color) => color,
        Err(NotAColor) => {
            let mut again = Typed::with([("customer_color", form.0.text("color").to_owned())]);
            again.refuse("customer_color", shell.t("request-color-invalid"));
            return match from {
                Some(request) => {
                    let sent = Sent {
                        form: again,
                        back,
                        ..Sent::default()
                    };
                    let status = StatusCode::UNPROCESSABLE_ENTITY;
                    details::answer(&app, shell, request, sent, status).await
                }
                None => {
                    let place = Fields::default();
                    tab::answer(&app, shell, staff.staff(), *id, place, again).await
                }
            };
        }
    };
    match work::set_customer_color(&app.db, staff.actor(), *id, color).await {
        Ok(()) => {
            shell.flash("customer-colored");
            let request = from.map(|request| back.carry(&paths::request(request)));
            see_other(&request.unwrap_or_else(|| paths::customer_requests(*id)))
        }
        Err(WorkError::Db(error)) => Err(error.into()),
        Err(_) => Err(Failure::NotFound),
    }
}
