//! Revealing a customer whom the reader sees masked: for a purpose and for a while, and hiding them
//! again.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::customers::current;
use crate::domain::customers::reveal::{self, Purpose, RevealError};
use crate::domain::staff::permission::RevealCustomers;
use crate::domain::values::ids::{CustomerId, DocumentId, RequestId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// RevealPage: the form alone, when something is wrong with it.
#[derive(Template)]
#[template(path = "customers/reveal.html")]
struct RevealPage {
    shell: Shell,
    id: CustomerId,
    form: Typed,
    /// Where the form was sent from.
    back: String,
}

/// `POST /customers/{id}/reveal`
pub async fn reveal(
    staff: Recent<Allowed<RevealCustomers>>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    let Recent(staff) = staff;
    form.0.only(&["purpose", "back"], &[])?;
    let back = place(*id, form.0.text("back"));
    let purpose = match Purpose::parse(form.0.text("purpose")) {
        Ok(purpose) => purpose,
        Err(problem) => {
            let reader = (staff.scope(), staff.sight());
            let found = current::find(app.db.read(), reader, *id).await?;
            found.ok_or(Failure::NotFound)?;
            let mut form = Typed::kept(&form.0, ["purpose"]);
            form.refuse("purpose", shell.problem("purpose", &problem));
            let id = *id;
            let page = RevealPage {
                shell,
                id,
                form,
                back,
            };
            return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let session = staff.staff().session.id;
    reveal::reveal(&app.db, staff.actor(), session, *id, purpose)
        .await
        .map_err(failure)?;
    shell.flash("reveal-done");
    see_other(&back)
}

/// `POST /customers/{id}/hide`
pub async fn hide(
    staff: Allowed<RevealCustomers>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<CustomerId>,
    form: Form,
) -> Answer {
    form.0.only(&["back"], &[])?;
    let session = staff.staff().session.id;
    reveal::hide(&app.db, staff.actor(), session, *id)
        .await
        .map_err(failure)?;
    shell.flash("hide-done");
    see_other(&place(*id, form.0.text("back")))
}

fn failure(error: RevealError) -> Failure {
    match error {
        RevealError::NotFound => Failure::NotFound,
        RevealError::Db(error) => error.into(),
    }
}

/// Where a form leads back to: a page about the customer, or their profile.
fn place(id: CustomerId, wanted: &str) -> String {
    let path = wanted.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let own = id.to_string();
    let known = match parts.as_slice() {
        ["", "customers", of] => *of == own,
        ["", "customers", of, tab] => {
            let tabs = ["verification", "requests", "sessions", "history", "edit"];
            *of == own && tabs.contains(tab)
        }
        ["", "requests", request] => request.parse::<RequestId>().is_ok(),
        ["", "documents", document] => document.parse::<DocumentId>().is_ok(),
        _ => false,
    };
    let clean = wanted.bytes().all(|byte| byte.is_ascii_graphic());
    match known && clean {
        true => wanted.to_owned(),
        false => paths::customer(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_about_the_customer_are_a_way_back() {
        for there in [
            "/customers/7",
            "/customers/7?from=q%3Dann",
            "/customers/7/verification",
            "/requests/3?from=",
            "/documents/12",
        ] {
            assert_eq!(place(CustomerId(7), there), there);
        }
        for elsewhere in [
            "",
            "//evil.example",
            "https://evil.example/customers/7",
            "/customers/8",
            "/customers/7/block",
            "/requests/x",
            "/customers/7?\r\nX: y",
            "/logout",
        ] {
            assert_eq!(
                place(CustomerId(7), elsewhere),
                "/customers/7",
                "{elsewhere}"
            );
        }
    }
}
