//! Blocking and unblocking a customer: a required reason, and what the profile says when somebody
//! else was first.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::back;
use super::profile::{self, BlockForm};
use crate::app::App;
use crate::domain::customers::block::{self, BlockError, Reason};
use crate::domain::customers::customer::Model;
use crate::domain::staff::permission::BlockCustomers;
use crate::domain::values::ids::CustomerId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// What was sent: the reason, and the version of the page if it had one.
struct Submitted {
    reason: Reason,
    version: Option<i64>,
    form: Typed,
}

/// Reads the form; what is wrong with it comes back inside the form.
fn submitted(shell: &Shell, fields: &Fields) -> Result<Result<Submitted, Typed>, Failure> {
    fields.only(&["reason", "version"], &[])?;
    let mut form = Typed::kept(fields, ["reason"]);
    let version = match fields.text("version") {
        "" => None,
        typed => Some(
            typed
                .parse()
                .map_err(|_| Failure::BadRequest("error-version"))?,
        ),
    };
    Ok(match Reason::parse(fields.text("reason")) {
        Ok(reason) => Ok(Submitted {
            reason,
            version,
            form,
        }),
        Err(problem) => {
            form.refuse("reason", shell.problem("block_reason", &problem));
            Err(form)
        }
    })
}

/// Blocks.
pub async fn block(
    staff: Allowed<BlockCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    let sent = match submitted(&shell, &form.0)? {
        Ok(sent) => sent,
        Err(form) => return again(&app, shell, *id, form).await,
    };
    let blocked = block::block(&app.db, staff.actor(), *id, sent.version, &sent.reason).await;
    if let Ok(ended) = &blocked {
        shell.flash_with("block-done", ended);
    }
    answer(&app, shell, *id, sent.form, blocked.map(|_| ())).await
}

/// Unblocks.
pub async fn unblock(
    staff: Allowed<BlockCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    let sent = match submitted(&shell, &form.0)? {
        Ok(sent) => sent,
        Err(form) => return again(&app, shell, *id, form).await,
    };
    let unblocked = block::unblock(&app.db, staff.actor(), *id, sent.version, &sent.reason).await;
    if unblocked.is_ok() {
        shell.flash("unblock-done");
    }
    answer(&app, shell, *id, sent.form, unblocked).await
}

async fn again(app: &App, shell: Shell, id: CustomerId, form: Typed) -> Answer {
    let form = BlockForm {
        form,
        conflict: None,
    };
    profile::with_block_form(app, shell, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(
    app: &App,
    shell: Shell,
    id: CustomerId,
    form: Typed,
    done: Result<(), BlockError>,
) -> Answer {
    let conflict = match done {
        Ok(()) => return see_other(&back(&shell).carry(&paths::customer(id))),
        Err(BlockError::AlreadyBlocked(customer)) => already(&shell, &customer),
        Err(BlockError::NotBlocked) => shell.t("block-not-blocked"),
        Err(BlockError::Stale) => shell.t("block-stale"),
        Err(BlockError::NotFound) => return Err(Failure::NotFound),
        Err(BlockError::Db(error)) => return Err(error.into()),
    };
    let form = BlockForm {
        form,
        conflict: Some(conflict),
    };
    profile::with_block_form(app, shell, id, form, StatusCode::CONFLICT).await
}

fn already(shell: &Shell, customer: &Model) -> String {
    let who = customer.blocked_by.clone().unwrap_or_default();
    let at = customer.blocked_at.map(|at| shell.time(&at));
    shell.t2("block-already", "who", who, "at", at.unwrap_or_default())
}
