//! Every address, one line each.

use actix_web::web;

use super::{account, customers, documents, history, home, monitors, setup, sign_in};
use crate::edge::at::at;
use crate::edge::error::Failure;

/// The pages.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        // At the door.
        .service(at("/login").get(sign_in::form).post(sign_in::submit))
        .service(at("/logout").post(sign_in::sign_out))
        .service(at("/setup").get(setup::form).post(setup::submit))
        // Home.
        .service(at("/").get(home::index))
        // Customers.
        .service(
            at("/customers")
                .get(customers::list::index)
                .post(customers::create::create),
        )
        .service(at("/customers/new").get(customers::create::form))
        .service(at("/customers/export.csv").get(customers::export::csv))
        .service(at("/customers/export.xlsx").get(customers::export::xlsx))
        .service(
            at("/customers/{id}")
                .get(customers::profile::overview)
                .post(customers::edit::update),
        )
        .service(at("/customers/{id}/edit").get(customers::edit::form))
        .service(at("/customers/{id}/verification").get(customers::profile::verification))
        .service(at("/customers/{id}/history").get(customers::profile::history))
        // Documents.
        .service(at("/documents/{id}").get(documents::show))
        .service(at("/documents/{id}/preview").get(documents::preview))
        .service(at("/documents/{id}/original").get(documents::original))
        // Settings.
        .service(
            at("/settings/exchange-monitors")
                .get(monitors::index)
                .post(monitors::create),
        )
        .service(at("/settings/exchange-monitors/new").get(monitors::new))
        .service(at("/settings/exchange-monitors/{id}").post(monitors::update))
        .service(at("/settings/exchange-monitors/{id}/edit").get(monitors::edit))
        .service(at("/settings/exchange-monitors/{id}/history").get(history::of_monitor))
        // One's own account.
        .service(at("/account").get(account::index).post(account::save))
        .service(at("/account/password").post(account::change_password))
        .service(at("/account/sessions/end-others").post(account::end_others))
        .service(at("/account/sessions/{id}/end").post(account::end_session));
}

/// What every other address answers.
pub async fn not_found() -> Result<&'static str, Failure> {
    Err(Failure::NotFound)
}
