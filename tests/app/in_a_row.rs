//! A hundred wrong passwords in a row at most (S24).

use std::time::Duration;

use countersign::domain::outbox::mail;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::in_a_row::MOST;
use sea_orm::{EntityTrait, QueryOrder};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::own_account::mails;
use crate::sign_in::{DEVICE, stored, try_as};
use crate::staff_sessions::count;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const MAX: &str = "max@example.com";
const RULES: &str = "/settings/address-rules";

/// A password after every pause that there may be.
async fn patiently(app: &TestApp, browser: &Browser, password: &str) -> Page {
    app.app.clock.advance(Duration::from_secs(15 * 60));
    try_as(browser, MAX, password).await
}

/// So many wrong ones, each after a pause and at an address of its own.
async fn guess(app: &TestApp, times: i64) {
    for place in 0..times {
        let guesser = app
            .stranger()
            .at([10, 0, 1, u8::try_from(place).expect("few")]);
        let page = patiently(app, &guesser, "not the password at all").await;
        assert_eq!(page.status, 422, "try {place}: {}", page.text());
    }
}

/// How often its owner was told that the password is not taken any more.
async fn told(app: &TestApp) -> usize {
    let all = mails(app).await.into_iter();
    all.filter(|(kind, to)| kind == "staff.password-closed" && to == MAX)
        .count()
}

on_both_engines! {
    async fn the_hundredth_wrong_password_in_a_row_is_the_last_one_looked_at(app) {
        app.hire("max", GroupKey::Support).await;
        let known = app.sign_in("max").await;
        guess(&app, 99).await;
        assert_eq!((told(&app).await, count(&app, "staff.password-closed").await), (0, 0));
        let fresh = app.stranger().at([10, 0, 2, 1]);
        assert_eq!(patiently(&app, &fresh, PASSWORD).await.status, 303, "99 are not too many");
        guess(&app, 99).await;
        assert_eq!(told(&app).await, 0, "counted anew");
        let wrong = patiently(&app, &app.stranger().at([10, 0, 3, 1]), "wrong").await;
        assert_eq!(wrong.status, 422);
        assert_eq!((told(&app).await, count(&app, "staff.password-closed").await), (1, 1));
        let right = patiently(&app, &app.stranger().at([10, 0, 3, 2]), PASSWORD).await;
        assert_eq!((right.status, right.errors()), (422, wrong.errors()), "answered alike");
        for _ in 0..3 {
            let fresh = app.stranger().at([10, 0, 3, 3]);
            assert_eq!(patiently(&app, &fresh, PASSWORD).await.status, 422);
        }
        assert_eq!((told(&app).await, count(&app, "staff.password-closed").await), (1, 1), "once");
        assert_eq!(stored(&app, "max").await.strangers_failures, MOST);
        // Their own browser knows them (S26), and does not open the door to strangers.
        let device = app.stranger().at([10, 0, 3, 4]);
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(patiently(&app, &device, PASSWORD).await.status, 303);
        let fresh = app.stranger().at([10, 0, 3, 5]);
        assert_eq!(patiently(&app, &fresh, PASSWORD).await.status, 422);
    }

    async fn its_owner_sets_another_one_and_is_in_again(app) {
        app.hire("max", GroupKey::Support).await;
        guess(&app, 100).await;
        let browser = app.stranger();
        let page = browser.get("/login/forgotten").await;
        assert_eq!(page.form().set("email", MAX).submit().await.status, 303);
        countersign::worker::deliver(&app.app).await;
        let letter = app.app.mailer.sent().pop().expect("a letter").text;
        let at = letter.find("/login/new-password").expect("a link");
        let link = letter[at..].lines().next().expect("a line");
        let new = "tangerine sunset marble fox";
        let form = browser.get(link).await.form();
        let form = form.set("password", new).set("password_again", new);
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(patiently(&app, &browser, PASSWORD).await.status, 422, "the old one");
        assert_eq!(patiently(&app, &browser, new).await.status, 303);
        assert_eq!(stored(&app, "max").await.strangers_failures, 0);
    }

    async fn an_administrator_lets_it_be_tried_again(app) {
        let ada = app.administrator().await;
        app.hire("max", GroupKey::Support).await;
        guess(&app, 100).await;
        drop(ada);
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        let page = ada.browser.get(RULES).await;
        let lines = page.all("#blocked tbody tr");
        let line = lines.iter().find(|line| line.contains("100 wrong ones in a row"));
        let line = line.unwrap_or_else(|| panic!("{lines:?}"));
        assert!(line.contains("max") && line.contains("until there is another password"), "{line}");
        let subject = [("subject", "password-2")];
        for wrong in ["password-", "password-1", "password-99", "password-x", "password-2 "] {
            let answer = ada.post(&format!("{RULES}/unblock"), &[("subject", wrong)]).await;
            assert_eq!(answer.status, 404, "{wrong}");
        }
        assert_eq!(ada.post(&format!("{RULES}/unblock"), &subject).await.status, 303);
        assert_eq!(count(&app, "staff.sign-in-reopened").await, 1);
        assert_eq!(ada.post(&format!("{RULES}/unblock"), &subject).await.status, 404, "open already");
        let fresh = app.stranger().at([10, 0, 3, 1]);
        assert_eq!(patiently(&app, &fresh, PASSWORD).await.status, 303);
    }

    /// A browser that somebody has taken away has no more tries than strangers have.
    async fn a_known_browser_and_an_open_session_have_a_hundred_as_well(app) {
        app.hire("max", GroupKey::Support).await;
        let mark = app.sign_in("max").await.cookie(DEVICE).expect("a mark");
        let device = app.stranger();
        device.set_cookie(DEVICE, &mark);
        for _ in 0..98 {
            assert_eq!(patiently(&app, &device, "wrong").await.status, 422);
        }
        // Two more inside of a session: changing the password, and proving that it is them.
        let max = Browser::clone(&app.stranger());
        let mut row: countersign::domain::staff::member::ActiveModel = stored(&app, "max").await.into();
        assert_eq!(stored(&app, "max").await.own_failures, 98);
        assert_eq!(patiently(&app, &max, PASSWORD).await.status, 303);
        row.own_failures = sea_orm::ActiveValue::Set(98);
        let row = countersign::domain::staff::member::Entity::update(row);
        row.exec(app.app.db.write()).await.expect("a change");
        let form = max.get("/account").await.form_at("form[action='/account/password']");
        let new = "tangerine sunset marble fox";
        let form = form.set("new", new).set("again", new);
        assert_eq!(form.clone().set("current", "wrong").submit().await.status, 422);
        assert_eq!(told(&app).await, 0);
        let proof = max.get("/account/confirm").await.form_at("form[action='/account/confirm']");
        assert_eq!(proof.clone().set("password", "wrong").submit().await.status, 422);
        assert_eq!(told(&app).await, 1);
        assert_eq!(proof.set("password", PASSWORD).submit().await.status, 422, "the right one");
        assert_eq!(form.set("current", PASSWORD).submit().await.status, 422, "the right one");
        assert_eq!(patiently(&app, &device, PASSWORD).await.status, 422, "the right one");
        assert_eq!(count(&app, "staff.password-closed").await, 1);
        let fresh = app.stranger().at([10, 0, 3, 1]);
        assert_eq!(patiently(&app, &fresh, PASSWORD).await.status, 303, "strangers have their own");
        assert_eq!(patiently(&app, &device, PASSWORD).await.status, 422, "still");
    }

    async fn the_letter_says_what_to_do(app) {
        app.hire("max", GroupKey::Support).await;
        guess(&app, 100).await;
        let all = mail::Entity::find().order_by_desc(mail::Column::Id);
        let all = all.all(app.app.db.read()).await.expect("mails");
        let letter = &all[0];
        assert_eq!(letter.kind, "staff.password-closed");
        assert!(letter.body.contains("Forgotten your password?"), "{}", letter.body);
        assert!(letter.body.contains("10.0.1.99"), "{}", letter.body);
    }
}
