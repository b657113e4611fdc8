//! Every form of passkeys, used once.

use super::{Uses, forms};
use crate::passkeys::device::Device;
use crate::passkeys::{ask, named};
use crate::second_factor::{ADA, halfway};
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

/// A challenge, for which nothing is written.
async fn challenge(
    uses: &mut Uses,
    route: &str,
    page: &Page,
    browser: &Browser,
) -> serde_json::Value {
    let answer = uses.one(route, super::NOTHING, ask(page, browser)).await;
    serde_json::from_slice(&answer.body).expect("a challenge")
}

#[actix_web::test]
async fn s106_each_use_of_each_form_of_passkeys_is_exactly_one_entry() {
    let mut uses = Uses::of(named(TestApp::on_sqlite().await).await);
    let ada = uses.app.administrator().await;
    let mut key = Device::new();
    let (add, door) = ("/account/passkeys", "/login/2fa/passkey");
    let page = ada.get("/account/second-factor").await;
    let asked = challenge(&mut uses, "/account/passkeys/challenge", &page, &ada).await;
    let form = page
        .form_at("form[data-passkey]")
        .set("passkey_name", "the blue key");
    let adding = form.set("credential", &key.make(&asked)).submit();
    uses.one(add, "staff.passkey-added", adding).await;

    let other = uses.app.stranger();
    let page = halfway(&other, ADA).await;
    let asked = challenge(&mut uses, "/login/2fa/passkey/challenge", &page, &other).await;
    let form = page.form_at("form[data-passkey]");
    let entering = form.set("credential", &key.answer(&asked)).submit();
    uses.one(door, "staff.signed-in", entering).await;

    let page = other.get("/account/confirm").await;
    let proof = "/account/confirm/passkey";
    let asked = challenge(&mut uses, &format!("{proof}/challenge"), &page, &other).await;
    let form = page.form_at("form[data-passkey]");
    let proving = form.set("credential", &key.answer(&asked)).submit();
    uses.one(proof, "staff.proved", proving).await;

    let page = other.get("/account/second-factor").await;
    let removing = page.form_at("#passkeys form").submit();
    let remove = "/account/passkeys/{id}/remove";
    uses.one(remove, "staff.passkey-removed", removing).await;
    assert!(uses.wrong.is_empty(), "{:#?}", uses.wrong);
    assert_eq!(uses.used, forms(|path| path.contains("passkey")));
}
