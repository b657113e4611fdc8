//! Every address, one line each.

use actix_web::web;

use super::{
    account, address_rules, audit_log, audit_settings, confirm, customers, documents, history,
    home, lost_password, mail_log, mail_templates, monitors, notifications, reasons, requests,
    resolutions, second_factor, second_step, settings as all_settings, setup, sign_in, staff,
};
use crate::edge::at::at;
use crate::edge::error::Failure;

/// The pages.
pub fn routes(config: &mut web::ServiceConfig) {
    #[cfg(feature = "passkeys")]
    config.configure(passkeys);
    config
        .configure(customers)
        .configure(requests)
        .configure(settings)
        .configure(resolutions)
        .configure(staff)
        .configure(own_account)
        // At the door.
        .service(at("/login").get(sign_in::form).post(sign_in::submit))
        .service(
            at("/login/2fa")
                .get(second_step::form)
                .post(second_step::submit),
        )
        .service(at("/login/2fa/mail").post(second_step::send_code))
        .service(
            at("/login/forgotten")
                .get(lost_password::form)
                .post(lost_password::ask),
        )
        .service(at("/login/forgotten/sent").get(lost_password::sent))
        .service(
            at("/login/new-password")
                .get(lost_password::link)
                .post(lost_password::set),
        )
        .service(at("/logout").post(sign_in::sign_out))
        .service(at("/setup").get(setup::form).post(setup::submit))
        .service(
            at("/invitation")
                .get(staff::invitation::form)
                .post(staff::invitation::submit),
        )
        // Home.
        .service(at("/").get(home::index))
        .service(at("/notifications").get(notifications::index))
        .service(at("/notifications/stream").get(notifications::stream))
        // Documents.
        .service(at("/documents/{id}").get(documents::show))
        .service(at("/documents/{id}/preview").get(documents::preview))
        .service(at("/documents/{id}/original").get(documents::original))
        // Records.
        .service(at("/audit-log").get(audit_log::list::index))
        .service(at("/audit-log/addresses").get(audit_log::addresses::index))
        .service(at("/audit-log/export.csv").get(audit_log::export::csv))
        .service(at("/audit-log/export.xlsx").get(audit_log::export::xlsx))
        .service(at("/mail-log").get(mail_log::index))
        .service(at("/mail-log/{id}").get(mail_log::show))
        .service(at("/mail-log/{id}/resend").post(mail_log::resend))
        .service(at("/mail-log/{id}/cancel").post(mail_log::cancel));
}

/// One's own account.
fn own_account(config: &mut web::ServiceConfig) {
    config
        .service(at("/account").get(account::index).post(account::save))
        .service(
            at("/account/confirm")
                .get(confirm::form)
                .post(confirm::submit),
        )
        .service(
            at("/account/second-factor")
                .get(second_factor::show)
                .post(second_factor::set_up),
        )
        .service(at("/account/second-factor/remove").post(second_factor::remove))
        .service(
            at("/account/recovery-codes")
                .get(second_factor::codes::show)
                .post(second_factor::codes::kept),
        )
        .service(at("/account/recovery-codes/renew").post(second_factor::codes::renew))
        .service(at("/account/recovery-codes.txt").get(second_factor::codes::file))
        .service(
            at("/account/email")
                .get(account::email::form)
                .post(account::email::ask),
        )
        .service(at("/account/email/cancel").post(account::email::cancel))
        .service(
            at("/account/email/confirm")
                .get(account::email::link)
                .post(account::email::confirm),
        )
        .service(at("/account/sign-ins").get(account::sign_ins::index))
        .service(
            at("/account/tokens")
                .get(account::tokens::index)
                .post(account::tokens::create),
        )
        .service(at("/account/tokens/new").get(account::tokens::new))
        .service(at("/account/tokens/{id}/revoke").post(account::tokens::revoke))
        .service(at("/account/password").post(account::change_password))
        .service(at("/account/sessions/end-others").post(account::end_others))
        .service(at("/account/sessions/{id}/end").post(account::end_session));
}

/// Passkeys: one's own, and where one is used.
#[cfg(feature = "passkeys")]
fn passkeys(config: &mut web::ServiceConfig) {
    config
        .service(at("/account/passkeys").post(second_factor::passkeys::add))
        .service(at("/account/passkeys/challenge").post(second_factor::passkeys::ask))
        .service(at("/account/passkeys/{id}/remove").post(second_factor::passkeys::remove))
        .service(at("/account/confirm/passkey").post(confirm::passkey::submit))
        .service(at("/account/confirm/passkey/challenge").post(confirm::passkey::ask))
        .service(at("/login/2fa/passkey").post(second_step::passkey::submit))
        .service(at("/login/2fa/passkey/challenge").post(second_step::passkey::ask));
}

/// Settings and dictionaries.
fn settings(config: &mut web::ServiceConfig) {
    config
        .service(
            at("/settings/address-rules")
                .get(address_rules::index)
                .post(address_rules::add),
        )
        .service(at("/settings/address-rules/unblock").post(address_rules::unblock))
        .service(at("/settings/address-rules/{id}/end").post(address_rules::end))
        .service(
            at("/settings/audit")
                .get(audit_settings::form)
                .post(audit_settings::save),
        )
        .service(
            at("/settings/exchange-monitors")
                .get(monitors::index)
                .post(monitors::create),
        )
        .service(at("/settings").get(all_settings::index))
        .service(at("/settings/exchange-monitors/new").get(monitors::new))
        .service(at("/settings/exchange-monitors/{id}").post(monitors::update))
        .service(at("/settings/exchange-monitors/{id}/edit").get(monitors::edit))
        .service(at("/settings/exchange-monitors/{id}/history").get(history::of_monitor))
        .service(
            at("/settings/verification")
                .get(reasons::index)
                .post(reasons::create),
        )
        .service(at("/settings/verification/new").get(reasons::new))
        .service(at("/settings/verification/{id}").post(reasons::update))
        .service(at("/settings/verification/{id}/edit").get(reasons::edit))
        .service(
            at("/settings/verification/{id}/delete")
                .get(reasons::removal::confirm)
                .post(reasons::removal::delete),
        )
        .service(at("/settings/mail-templates").get(mail_templates::index))
        .service(at("/settings/mail-templates/{id}").post(mail_templates::update))
        .service(at("/settings/mail-templates/{id}/edit").get(mail_templates::edit))
        .service(at("/settings/mail-templates/{id}/delete").post(mail_templates::reset));
}

/// Customers: the words of an address come before any `{id}` that would take them for a number.
fn customers(config: &mut web::ServiceConfig) {
    config
        .service(
            at("/customers")
                .get(customers::list::index)
                .post(customers::create::create),
        )
        .service(at("/customers/new").get(customers::create::form))
        .service(at("/customers/pending").get(customers::pending::index))
        .service(at("/customers/duplicates").get(customers::duplicates::piece))
        .service(at("/customers/export.csv").get(customers::export::csv))
        .service(at("/customers/export.xlsx").get(customers::export::xlsx))
        .service(
            at("/customers/{id}")
                .get(customers::profile::overview)
                .post(customers::edit::update),
        )
        .service(at("/customers/{id}/edit").get(customers::edit::form))
        .service(at("/customers/{id}/verification").get(customers::review::show))
        .service(at("/customers/{id}/steps/{step}").post(customers::review::decide))
        .service(at("/customers/{id}/block").post(customers::block::block))
        .service(at("/customers/{id}/unblock").post(customers::block::unblock))
        .service(at("/customers/{id}/reveal").post(customers::reveal::reveal))
        .service(at("/customers/{id}/hide").post(customers::reveal::hide))
        .service(at("/customers/{id}/sessions").get(customers::sessions::index))
        .service(at("/customers/{id}/sessions/revoke-all").post(customers::sessions::revoke_all))
        .service(at("/customers/{id}/sessions/{sid}/revoke").post(customers::sessions::revoke))
        .service(at("/customers/{id}/requests").get(requests::tab::index))
        .service(at("/customers/{id}/request-color").post(requests::color::of_customer))
        .service(at("/customers/{id}/history").get(customers::profile::history));
}

/// Requests.
fn requests(config: &mut web::ServiceConfig) {
    config
        .service(at("/requests").get(requests::list::index))
        .service(at("/requests/export.csv").get(requests::export::csv))
        .service(at("/requests/export.xlsx").get(requests::export::xlsx))
        .service(at("/requests/claim-next").post(requests::claims::claim_next))
        .service(at("/requests/{id}").get(requests::details::show))
        .service(at("/requests/{id}/claim").post(requests::claims::claim))
        .service(at("/requests/{id}/release").post(requests::claims::release))
        .service(at("/requests/{id}/presence").post(requests::claims::presence))
        .service(at("/requests/{id}/comments").post(requests::work::comment))
        .service(
            at("/requests/{id}/comments/{comment}")
                .get(requests::comments::form)
                .post(requests::comments::save),
        )
        .service(at("/requests/{id}/color").post(requests::work::color))
        .service(at("/requests/{id}/audit").post(requests::audit::audit))
        .service(at("/requests/{id}/amount").post(requests::work::amount))
        .service(at("/requests/{id}/approve").post(requests::decide::approve))
        .service(
            at("/requests/{id}/reject")
                .get(requests::reject::form)
                .post(requests::reject::submit),
        );
}

/// Why requests are rejected.
fn resolutions(config: &mut web::ServiceConfig) {
    config
        .service(
            at("/settings/resolutions")
                .get(resolutions::index)
                .post(resolutions::create),
        )
        .service(at("/settings/resolutions/new").get(resolutions::new))
        .service(at("/settings/resolutions/{id}").post(resolutions::update))
        .service(at("/settings/resolutions/{id}/edit").get(resolutions::edit))
        .service(
            at("/settings/resolutions/{id}/delete")
                .get(resolutions::removal::confirm)
                .post(resolutions::removal::delete),
        )
        .service(
            at("/settings/resolution-types")
                .get(resolutions::types::index)
                .post(resolutions::types::create),
        )
        .service(at("/settings/resolution-types/new").get(resolutions::types::new))
        .service(at("/settings/resolution-types/{id}").post(resolutions::types::update))
        .service(at("/settings/resolution-types/{id}/edit").get(resolutions::types::edit))
        .service(
            at("/settings/resolution-types/{id}/delete")
                .get(resolutions::removal::confirm_type)
                .post(resolutions::removal::delete_type),
        );
}

/// Staff and their groups.
fn staff(config: &mut web::ServiceConfig) {
    config
        .service(
            at("/staff")
                .get(staff::list::index)
                .post(staff::form::create),
        )
        .service(at("/staff/new").get(staff::form::new))
        .service(
            at("/staff/groups")
                .get(staff::groups::index)
                .post(staff::groups::create),
        )
        .service(at("/staff/groups/new").get(staff::groups::new))
        .service(at("/staff/groups/{id}").post(staff::groups::update))
        .service(at("/staff/groups/{id}/edit").get(staff::groups::edit))
        .service(at("/staff/groups/{id}/delete").post(staff::groups::delete))
        .service(
            at("/staff/{id}")
                .get(staff::show::show)
                .post(staff::form::update),
        )
        .service(at("/staff/{id}/edit").get(staff::form::edit))
        .service(at("/staff/{id}/invite").post(staff::show::invite))
        .service(at("/staff/{id}/disable").post(staff::show::disable))
        .service(at("/staff/{id}/enable").post(staff::show::enable))
        .service(at("/staff/{id}/end-sessions").post(staff::show::end_sessions))
        .service(at("/staff/{id}/send-password-link").post(staff::show::send_password_link))
        .service(at("/staff/{id}/reset-second-factor").post(staff::show::reset_second_factor));
}

/// What every other address answers.
pub async fn not_found() -> Result<&'static str, Failure> {
    Err(Failure::NotFound)
}
