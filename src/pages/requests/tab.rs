//! A customer's requests: a tab of their profile.

use actix_web::{HttpRequest, web};
use askama::Template;

use super::back::Back;
use super::color::Choice;
use super::list::{asking, failure, refused};
use super::words;
use crate::app::App;
use crate::domain::customers::current::{self, Current};
use crate::domain::requests::search::{
    self, Cursor, Line, Order, RequestFilter, RequestPage, Sort, Statuses,
};
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::values::ids::CustomerId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// The tab.
#[derive(Template)]
#[template(path = "requests/tab.html")]
struct TabPage {
    shell: Shell,
    current: Current,
    page: RequestPage,
    /// What was typed as a colour.
    form: Typed,
    /// The colour of all requests, for those who may change it.
    choice: Option<Choice>,
}

/// Every request of the customer, newest first.
pub async fn index(
    staff: Allowed<ViewRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    http: HttpRequest,
) -> Answer {
    let query = Fields::decode(http.query_string().as_bytes())?;
    answer(&app, shell, staff.staff(), *id, query, Typed::default()).await
}

/// The tab, also as an answer of a form on it.
pub(super) async fn answer(
    app: &App,
    shell: Shell,
    staff: &SignedIn,
    id: CustomerId,
    query: Fields,
    form: Typed,
) -> Answer {
    let current = current::find(app.db.read(), (&staff.scope, &staff.sight), id).await?;
    let current = current.ok_or(Failure::NotFound)?;
    let order = Order {
        sort: Sort::CreatedAt,
        descending: true,
    };
    // Of the list's parameters only the place means something here.
    let mut asked = vec![("sort".to_owned(), order.code())];
    let place = ["after", "before"].map(|name| (name.to_owned(), query.text(name).to_owned()));
    asked.extend(place);
    let filter = RequestFilter::parse(&asked);
    let filter = RequestFilter {
        customer: Some(id),
        status: Statuses::All,
        ..filter.map_err(|unknown| refused(&shell, unknown))?
    };
    let page = search::page(&app.db, &app.tallies, &filter, &asking(staff, &shell)).await;
    let page = page.map_err(|error| failure(&shell, error))?;
    let chosen = current.customer.request_color.clone();
    let may_choose = shell.may(Permission::UpdateRequests);
    let choice =
        may_choose.then(|| Choice::of_customer(&shell, id, chosen, (None, &Back::default())));
    let page = TabPage {
        shell,
        current,
        page,
        form,
        choice,
    };
    html_status(page.form.status(), &page)
}

impl TabPage {
    fn title(&self, line: &Line) -> String {
        words::title(&self.shell, line)
    }

    fn at(&self, side: &'static str, cursor: &Cursor) -> String {
        let path = paths::customer_requests(self.current.customer.id);
        paths::with_query(&path, &[(side, cursor.encode())])
    }
}
