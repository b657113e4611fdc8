//! The start page: where to go from here.

use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::customers::customer::Line;
use crate::domain::customers::search::{self, COUNT_LIMIT, Count};
use crate::domain::outbox::log::{self, Readable};
use crate::domain::requests::search as requests;
use crate::domain::requests::status::RequestStatus;
use crate::domain::staff::permission::Permission;
use crate::domain::verification::queue::{self, Workload};
use crate::domain::verification::step::Step;
use crate::domain::within::Reach;
use crate::edge::error::Answer;
use crate::edge::guard::Member;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// How many of the newest customers are shown.
const NEWEST: u64 = 8;

/// The newest customers, and the ways into the product.
#[derive(Template)]
#[template(path = "home/index.html")]
struct HomePage {
    shell: Shell,
    name: String,
    newest: Option<Vec<Line>>,
    /// What waits for a reviewer, for those who may know.
    workload: Option<Workload>,
    /// The requests that wait, for those who may know.
    requests: Option<requests::Workload>,
    /// Mails that were given up; `None` for who may not see them.
    dead_mails: Option<u64>,
}

impl HomePage {
    /// The queue of one step.
    fn queue(&self, step: &Step) -> String {
        paths::with_query(paths::pending(), &[("step", step.code().to_owned())])
    }

    fn count(&self, count: &u64) -> String {
        self.shell.capped(count, COUNT_LIMIT)
    }

    /// The list of the requests with one status.
    fn requests_with(&self, status: &RequestStatus) -> String {
        paths::with_query(paths::requests(), &[("status", status.code().to_owned())])
    }

    fn figure(&self, count: &Count) -> String {
        let more = if count.more { "+" } else { "" };
        format!("{}{more}", self.shell.number(&count.figure))
    }

    fn status(&self, status: &RequestStatus) -> String {
        let code = status.code().replace('_', "-");
        self.shell.t(format!("request-status-{code}"))
    }
}

/// The start page of whoever is signed in.
pub async fn index(member: Member, shell: Shell, app: web::Data<App>) -> Answer {
    let scope = shell.scope();
    let newest = if shell.may(Permission::ViewCustomers) {
        Some(
            search::newest(
                &app.db,
                (&app.counted, shell.now()),
                (&scope, &shell.sight()),
                NEWEST,
            )
            .await?,
        )
    } else {
        None
    };
    let workload = if shell.may(Permission::ViewVerification) {
        let reach = Reach::of(&app.db, &scope).await?;
        Some(queue::workload(app.db.read(), &reach).await?)
    } else {
        None
    };
    let requests = if shell.may(Permission::ViewRequests) {
        Some(requests::workload(&app.db, &member.actor.scope, shell.now()).await?)
    } else {
        None
    };
    let readable = Readable::those(|kind| shell.may_read_mail(kind));
    let dead_mails = if shell.may(Permission::ViewMails) {
        Some(log::dead_count(&app.db, &scope, readable).await?)
    } else {
        None
    };
    html(&HomePage {
        shell,
        name: member.staff.name.clone(),
        newest,
        workload,
        requests,
        dead_mails,
    })
}
