//! The start page: where to go from here.

use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::customers::search::{self, CustomerFilter, CustomerPage};
use crate::domain::staff::permission::Permission;
use crate::edge::error::Answer;
use crate::edge::guard::Member;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// The newest customers, and the ways into the product.
#[derive(Template)]
#[template(path = "home/index.html")]
struct HomePage {
    shell: Shell,
    name: String,
    newest: Option<CustomerPage>,
}

/// The start page of whoever is signed in.
pub async fn index(member: Member, shell: Shell, app: web::Data<App>) -> Answer {
    let newest = if shell.may(Permission::ViewCustomers) {
        Some(search::page(&app.db, &CustomerFilter::newest(), shell.zone).await?)
    } else {
        None
    };
    html(&HomePage {
        shell,
        name: member.staff.name.clone(),
        newest,
    })
}
