//! Wrong passwords and codes, wherever they are given: what is told of them, and to whom.

use std::time::Duration;

use countersign::domain::outbox::mail;
use countersign::domain::staff::group::GroupKey;
use sea_orm::{EntityTrait, QueryOrder};

use crate::on_both_engines;
use crate::own_account::{mail, mails};
use crate::second_factor::{code, give, halfway, set_up};
use crate::sign_in::{fail, try_as};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const CORA: &str = "cora@example.com";

/// What somebody gives when they are asked again who they are.
async fn prove(browser: &Browser, password: &str) -> Page {
    let page = browser.get("/account/confirm").await;
    let form = page.form_at("form[action='/account/confirm']");
    form.set("password", password).submit().await
}

async fn change_password(browser: &Browser, current: &str, new: &str) -> Page {
    let page = browser.get("/account").await;
    let form = page.form_at("form[action='/account/password']");
    let form = form.set("current", current).set("new", new);
    form.set("again", new).submit().await
}

/// How many letters of a kind were written to Cora.
async fn letters(app: &TestApp, kind: &str) -> usize {
    let all = mails(app).await;
    all.iter().filter(|one| **one == mail(kind, "cora")).count()
}

/// Somebody who has the password of Cora, and none of her codes.
async fn thief(app: &TestApp, place: u8) -> Browser {
    let thief = app.stranger().at([10, 9, 8, place]);
    let thief = thief.with_header("user-agent", AGENT);
    halfway(&thief, CORA).await;
    thief
}

async fn wrong_codes(browser: &Browser, times: usize) {
    for _ in 0..times {
        assert_eq!(give(browser, "000000").await.status, 422);
    }
}

on_both_engines! {
    async fn a_refused_proof_is_told_as_refused(app) {
        let ada = app.administrator().await;
        app.hire("cora", GroupKey::Support).await;
        let cora = app.sign_in("cora").await;
        for _ in 0..5 {
            assert_eq!(prove(&cora, "not the password").await.status, 422);
        }
        let refused = "cora gave a wrong password or code when asked again who they are Refused";
        let lines = async |path: &str, words: &str| {
            let told = ada.get(path).await.all(".told-sentence");
            told.iter().filter(|line| *line == words).count()
        };
        for path in ["/staff/2", "/audit-log?subject=staff:2"] {
            assert_eq!(lines(path, refused).await, 5, "{path}");
            assert_eq!(lines(path, "cora confirmed who they are").await, 0, "{path}");
        }
        app.app.clock.advance(Duration::from_secs(31));
        assert_eq!(prove(&cora, PASSWORD).await.status, 303);
        assert_eq!(lines("/staff/2", "cora confirmed who they are").await, 1);
        let new = "tangerine sunset marble fox";
        assert_eq!(change_password(&cora, "not the password", new).await.status, 422);
        let refused = "cora gave a wrong current password when changing it Refused";
        assert_eq!(lines("/staff/2", refused).await, 1);
        assert_eq!(change_password(&cora, PASSWORD, new).await.status, 303);
        assert_eq!(lines("/staff/2", "cora changed the password of cora").await, 1);
    }

    async fn passwords_guessed_inside_a_session_are_told_by_mail(app) {
        app.hire("cora", GroupKey::Support).await;
        let cora = app.sign_in("cora").await;
        for _ in 0..4 {
            assert_eq!(prove(&cora, "not the password").await.status, 422);
        }
        assert_eq!(letters(&app, "many-failures").await, 0, "below the limit");
        assert_eq!(prove(&cora, "not the password").await.status, 422);
        assert_eq!(letters(&app, "many-failures").await, 1);
        app.app.clock.advance(Duration::from_secs(31));
        assert_eq!(prove(&cora, "not the password").await.status, 422);
        assert_eq!(letters(&app, "many-failures").await, 1, "once an hour");
    }

    /// The worse case: whoever gets so far has the password. It is told however much else is.
    async fn codes_guessed_after_the_right_password_are_told_by_mail(app) {
        app.hire("cora", GroupKey::Support).await;
        let cora = app.sign_in("cora").await;
        let secret = set_up(&app, &cora).await;
        fail(&app.stranger(), CORA, 5).await;
        assert_eq!(letters(&app, "many-failures").await, 1, "of the password");
        let one = thief(&app, 7).await;
        wrong_codes(&one, 4).await;
        assert_eq!(letters(&app, "many-wrong-codes").await, 0, "below the limit");
        wrong_codes(&one, 1).await;
        assert_eq!(letters(&app, "many-wrong-codes").await, 1);
        let last = mail::Entity::find().order_by_desc(mail::Column::Id);
        let letter = last.one(app.app.db.read()).await.expect("mails").expect("a mail");
        for words in ["the right password of your account", "Firefox on Linux", "10.9.8.7"] {
            assert!(letter.body.contains(words), "{words} in {}", letter.body);
        }
        let other = thief(&app, 8).await;
        wrong_codes(&other, 5).await;
        assert_eq!(letters(&app, "many-wrong-codes").await, 1, "not twice in an hour");
        app.app.clock.advance(Duration::from_secs(60 * 60));
        let other = thief(&app, 9).await;
        wrong_codes(&other, 5).await;
        assert_eq!(letters(&app, "many-wrong-codes").await, 2);
        assert_eq!(letters(&app, "many-failures").await, 1, "no password was wrong");
        let own = app.stranger();
        halfway(&own, CORA).await;
        assert_eq!(give(&own, &code(&app, &secret, 0)).await.status, 303, "and she gets in");
    }

    async fn codes_guessed_are_in_her_history_and_found_by_their_address(app) {
        let ada = app.administrator().await;
        app.hire("cora", GroupKey::Support).await;
        let cora = app.sign_in("cora").await;
        set_up(&app, &cora).await;
        let thief = thief(&app, 7).await;
        wrong_codes(&thief, 5).await;
        let page = cora.get("/account/sign-ins").await;
        let mut expected = vec!["Closed for a while after many failures"];
        expected.extend(["Right password, but failed at the second step"; 5]);
        expected.push("Signed in");
        assert_eq!(page.all("#sign-ins tbody th"), expected);
        let devices = page.all("#sign-ins tbody td[data-label='Device']");
        assert_eq!(devices[..6], ["Firefox / Linux"; 6], "{devices:?}");
        let found = ada.get("/audit-log/addresses?ip=10.9.8.7").await;
        let told = found.all(".told-sentence");
        assert_eq!(told.len(), 6, "{told:?}");
        assert!(told[5].contains("gave a wrong code for cora, after the right password"), "{told:?}");
        assert!(told.iter().all(|line| line.ends_with("Refused")), "{told:?}");
    }

    async fn new_recovery_codes_are_told_by_mail(app) {
        app.hire("cora", GroupKey::Support).await;
        let cora = app.sign_in("cora").await;
        set_up(&app, &cora).await;
        assert_eq!(letters(&app, "recovery-codes-made").await, 0, "they came with the app");
        let page = cora.get("/account/second-factor").await;
        let form = page.form_at("form[action='/account/recovery-codes/renew']");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(letters(&app, "recovery-codes-made").await, 1);
    }

    async fn the_password_of_before_is_no_new_one(app) {
        let ada = app.administrator().await;
        let other = app.sign_in("administrators").await;
        let before = mails(&app).await;
        for _ in 0..6 {
            let page = change_password(&ada, PASSWORD, PASSWORD).await;
            assert_eq!(page.errors(), ["The new password is the one you have"]);
        }
        let wrong = change_password(&ada, "not the password", PASSWORD).await;
        assert_eq!(wrong.errors(), ["The current password is wrong"], "no way to find out");
        assert!(other.get("/account").await.status == 200, "nothing has ended");
        assert_eq!(mails(&app).await, before);
        let new = "tangerine sunset marble fox";
        assert_eq!(change_password(&ada, PASSWORD, new).await.status, 303, "six counted nothing");
        let again = try_as(&app.stranger(), "administrators@example.com", PASSWORD).await;
        assert_eq!(again.status, 422);
    }
}
