//! Passkeys of an account: the list, what follows from adding and removing one, and proving who one
//! is.

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::passkeys::{MOST, any};
use countersign::worker;

use super::device::{Device, ORIGIN};
use super::{ADA, FIVE_MINUTES, MOMENT, add, challenge, enter, has_added, last_entry, named, send};
use crate::on_both_engines;
use crate::second_factor::{code, give, halfway, set_up};
use crate::sign_in::{SESSION, stored, try_as};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::app::PASSWORD;
use crate::support::{Browser, TestApp};

const PAGE: &str = "/account/second-factor";

/// How many mails with a subject have left.
async fn mails(app: &TestApp, subject: &str) -> usize {
    worker::deliver(&app.app).await;
    let sent = app.app.mailer.sent();
    sent.iter()
        .filter(|letter| letter.subject == subject)
        .count()
}

async fn remove(browser: &Browser) -> crate::support::page::Page {
    let page = browser.get(PAGE).await;
    page.form_at("#passkeys form").submit().await
}

on_both_engines! {
    /// S3, S10, S33: what an app brings with it, a passkey brings.
    async fn the_first_one_brings_recovery_codes_a_mail_and_a_new_key(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let other = app.sign_in("administrators").await;
        let before = ada.cookie(SESSION);
        let added = add(&ada, &mut Device::new(), " the blue key ").await;
        assert_eq!(added.location(), "/account/recovery-codes");
        assert_eq!(added.follow().await.all(".recovery-codes code").len(), 10);
        assert_ne!(ada.cookie(SESSION), before);
        assert!(is_signed_in(&ada).await && !is_signed_in(&other).await);
        let last = last_entry(&app).await;
        assert_eq!(last.action, "staff.passkey-added");
        assert!(format!("{:?}", last.changes).contains("the blue key"));
        assert_eq!(mails(&app, "A passkey was added").await, 1);
        let page = ada.get(PAGE).await;
        assert_eq!(page.all("#passkeys strong"), ["the blue key"]);
        assert!(page.text().contains("Last used never"), "{}", page.text());
        // The codes stay when there is another one.
        let second = add(&ada, &mut Device::new(), "my telephone").await;
        assert_eq!(second.location(), PAGE);
        assert_eq!(ada.get(PAGE).await.all("#passkeys strong"), ["my telephone", "the blue key"]);
    }

    /// Without a script, without the key: the same ways as without an app.
    async fn who_has_only_passkeys_has_codes_and_the_mail_as_well(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let added = add(&ada, &mut Device::new(), "the blue key").await;
        let codes = added.follow().await.all(".recovery-codes code");
        let half = app.stranger();
        let page = halfway(&half, ADA).await;
        assert!(page.has("form[action='/login/2fa/mail']"));
        assert_eq!(give(&half, "123456").await.status, 422, "there is no app");
        assert_eq!(give(&half, &codes[0]).await.location(), "/");
        assert!(is_signed_in(&half).await);
    }

    async fn a_name_is_needed_and_devices_are_added_once(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let mut key = Device::new();
        for name in ["", "   ", &"x".repeat(61)] {
            assert_eq!(add(&ada, &mut key, name).await.status, 422, "{name}");
        }
        assert_eq!(add(&ada, &mut key, &"x".repeat(60)).await.status, 303);
        assert_eq!(add(&ada, &mut key, "again").await.status, 422, "it says itself that it is known");
        let mut elsewhere = Device::new();
        elsewhere.origin = "http://localhost".to_owned();
        assert_eq!(add(&ada, &mut elsewhere, "of another page").await.status, 422);
        assert_eq!(count(&app, "staff.passkey-added").await, 1);
    }

    async fn there_are_twenty_at_most(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        for nth in 0..MOST {
            let added = add(&ada, &mut Device::new(), &format!("key {nth}")).await;
            assert_eq!(added.status, 303, "{nth}: {}", added.text());
        }
        let more = add(&ada, &mut Device::new(), "one more").await;
        assert_eq!(more.status, 422);
        assert!(more.errors()[0].contains("20"), "{:?}", more.errors());
    }

    /// S12: the challenge of somebody who proved five minutes ago that it is them is void with it.
    async fn adding_takes_a_fresh_proof_and_a_fresh_challenge(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let mut key = Device::new();
        let page = ada.get(PAGE).await;
        let made = key.make(&challenge(&page, &ada).await);
        app.app.clock.advance(FIVE_MINUTES);
        let form = page.form_at("form[data-passkey]").set("passkey_name", "late");
        let late = form.set("credential", &made).submit().await;
        assert!(late.location().starts_with("/account/confirm"), "{}", late.location());
        let token = page.value_of("form[data-passkey] input[name=csrf_token]");
        let asked = ada.post("/account/passkeys/challenge", &[("csrf_token", &token)]).await;
        assert!(asked.location().starts_with("/account/confirm"));
        let proof = ada.get("/account/confirm").await.form().set("password", PASSWORD);
        assert_eq!(proof.submit().await.status, 303);
        let form = page.form_at("form[data-passkey]").set("passkey_name", "late");
        assert_eq!(form.set("credential", &made).submit().await.status, 422, "the challenge is old");
        let made = key.make(&challenge(&page, &ada).await);
        app.app.clock.advance(FIVE_MINUTES - MOMENT);
        let form = page.form_at("form[data-passkey]").set("passkey_name", "in time");
        assert_eq!(form.set("credential", &made).submit().await.status, 303);
    }

    /// S12: as a password or a code.
    async fn a_passkey_proves_that_it_is_still_her(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let mut key = Device::new();
        has_added(&ada, &mut key).await;
        app.app.clock.advance(FIVE_MINUTES);
        let page = ada.get(PAGE).await.follow().await;
        key.origin = "http://localhost:1".to_owned();
        let wrong = key.answer(&challenge(&page, &ada).await);
        assert_eq!(send(&page, &wrong).await.status, 422);
        let last = last_entry(&app).await;
        assert_eq!((last.action.as_str(), last.outcome.as_str()), ("staff.proved", "refused"));
        key.origin = ORIGIN.to_owned();
        let right = key.answer(&challenge(&page, &ada).await);
        assert_eq!(send(&page, &right).await.location(), PAGE);
        assert_eq!(ada.get(PAGE).await.status, 200);
        let last = last_entry(&app).await;
        assert_eq!((last.action.as_str(), last.outcome.as_str()), ("staff.proved", "done"));
        // A challenge for one thing is none for another.
        let half = app.stranger();
        let step = halfway(&half, ADA).await;
        let other = key.answer(&challenge(&page, &ada).await);
        challenge(&step, &half).await;
        assert_eq!(send(&step, &other).await.status, 422);
    }

    async fn removing_the_last_one_removes_the_second_factor(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let (mut one, mut two) = (Device::new(), Device::new());
        has_added(&ada, &mut one).await;
        has_added(&ada, &mut two).await;
        let other = app.stranger();
        halfway(&other, ADA).await;
        assert_eq!(enter(&other, &mut one).await.status, 303);
        assert_eq!(remove(&ada).await.location(), PAGE);
        assert!(is_signed_in(&ada).await && !is_signed_in(&other).await);
        assert_eq!(mails(&app, "A passkey was removed").await, 1);
        let half = app.stranger();
        halfway(&half, ADA).await;
        assert_eq!(enter(&half, &mut two).await.status, 422, "removed");
        assert_eq!(remove(&ada).await.location(), PAGE);
        assert!(!ada.get(PAGE).await.has("form[action='/account/recovery-codes/renew']"));
        assert_eq!(count(&app, "staff.passkey-removed").await, 2);
        assert_eq!(try_as(&app.stranger(), ADA, PASSWORD).await.location(), "/");
    }

    async fn an_app_and_passkeys_go_one_without_the_other(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let mut key = Device::new();
        has_added(&ada, &mut key).await;
        let secret = set_up(&app, &ada).await;
        let removed = ada.get(PAGE).await.form_at("form[action$='/remove'].apart").submit().await;
        assert_eq!(removed.location(), PAGE);
        assert_eq!(mails(&app, "Your authenticator app is removed").await, 1);
        let half = app.stranger();
        halfway(&half, ADA).await;
        assert_eq!(give(&half, &code(&app, &secret, 0)).await.status, 422, "no app any more");
        assert_eq!(enter(&half, &mut key).await.status, 303);
        let nothing = ada.post("/account/second-factor/remove", &[]).await;
        assert_eq!(nothing.status, 403);
        let token = ada.get(PAGE).await.value_of("#passkeys input[name=csrf_token]");
        let twice = ada.post("/account/second-factor/remove", &[("csrf_token", &token)]).await;
        assert_eq!(twice.status, 404, "passkeys are no app");
        set_up(&app, &ada).await;
        assert_eq!(remove(&ada).await.status, 303);
        let half = app.stranger();
        assert!(!halfway(&half, ADA).await.has("form[data-passkey]"), "the app is left");
    }

    async fn an_administrator_resets_passkeys_too(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let eve = app.member_of(GroupKey::Support).await;
        has_added(&eve, &mut Device::new()).await;
        let id = stored(&app, "support").await.id;
        let form = format!("form[action='/staff/{id}/reset-second-factor']");
        let page = ada.get(&format!("/staff/{id}")).await;
        assert_eq!(page.form_at(&form).submit().await.status, 303);
        assert!(!any(app.app.db.read(), id).await.expect("an answer"));
        assert!(!is_signed_in(&eve).await);
        let again = try_as(&app.stranger(), "support@example.com", PASSWORD).await;
        assert_eq!(again.location(), "/");
    }

    async fn nobody_removes_what_is_not_theirs(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        has_added(&ada, &mut Device::new()).await;
        let action = ada.get(PAGE).await.attributes("#passkeys form", "action").remove(0);
        let eve = app.member_of(GroupKey::Support).await;
        let token = eve.get(PAGE).await.value_of("form[data-passkey] input[name=csrf_token]");
        assert_eq!(eve.post(&action, &[("csrf_token", &token)]).await.status, 404);
        assert_eq!(ada.get(PAGE).await.all("#passkeys strong").len(), 1);
    }
}

/// Where everybody must have a second factor, the last one stays; an app may go when a passkey is
/// left.
#[actix_web::test]
async fn the_last_one_stays_where_one_is_required() {
    let app = TestApp::start(&[("require_2fa", "true"), ("public_url", ORIGIN)]).await;
    app.hire("administrators", GroupKey::Administrators).await;
    let ada = app.stranger();
    let page = halfway(&ada, ADA).await;
    let secret = page.find("code.secret").expect("a secret");
    let form = page.form_at("form[action='/login/2fa']");
    let done = form.set("code", &code(&app, &secret, 0)).submit().await;
    assert_eq!(done.status, 303);
    has_added(&ada, &mut Device::new()).await;
    let form = ada.get(PAGE).await.form_at("form[action$='/remove'].apart");
    assert_eq!(form.submit().await.status, 303, "a passkey is left");
    assert_eq!(remove(&ada).await.status, 409);
    assert_eq!(ada.get(PAGE).await.all("#passkeys strong").len(), 1);
}

/// Browsers make passkeys for names alone.
#[actix_web::test]
async fn an_installation_without_a_name_says_so() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let page = ada.get(PAGE).await;
    assert!(page.text().contains("Passkeys need an address with a name"));
    assert!(!page.has("form[data-passkey]"));
    let token = page.value("csrf_token");
    let asked = ada
        .post("/account/passkeys/challenge", &[("csrf_token", &token)])
        .await;
    assert_eq!(asked.status, 409);
}
