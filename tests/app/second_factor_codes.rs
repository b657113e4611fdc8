//! Other codes than those of an app: recovery codes, and a code by mail.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign::domain::outbox::mail;
use countersign::domain::staff::{recovery, sign_in_code};
use countersign::worker;
use futures_util::future::join_all;
use sea_orm::EntityTrait;

use crate::on_both_engines;
use crate::second_factor::{ADA, give, halfway, set_up};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

async fn ask_for_mail(browser: &Browser) -> Page {
    let page = browser.get("/login/2fa").await;
    page.form_at("form[action='/login/2fa/mail']")
        .submit()
        .await
}

/// The text of the last letter of a kind that has left.
async fn letter(app: &TestApp, subject: &str) -> String {
    worker::deliver(&app.app).await;
    let sent = app.app.mailer.sent();
    let last = sent
        .iter()
        .rev()
        .find(|letter| letter.subject.contains(subject));
    last.unwrap_or_else(|| panic!("no letter about {subject}"))
        .text
        .clone()
}

/// The eight digits of the last letter with some.
async fn mailed_code(app: &TestApp) -> String {
    let text = letter(app, "sign-in code").await;
    let lines = text.lines().map(str::trim);
    let mut codes =
        lines.filter(|line| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit()));
    codes
        .next()
        .unwrap_or_else(|| panic!("no code: {text}"))
        .to_owned()
}

on_both_engines! {
    /// S30: 64 bits or more, hashed, each for one use, and whoever they belong to is told.
    async fn a_recovery_code_lets_its_owner_in_once(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let codes = ada.get("/account/recovery-codes").await.all(".recovery-codes code");
        let different: BTreeSet<&String> = codes.iter().collect();
        assert_eq!((codes.len(), different.len()), (10, 10));
        // Sixteen letters out of 32: eighty bits.
        assert!(codes.iter().all(|code| code.replace('-', "").len() == 16), "{codes:?}");
        let rows = recovery::Entity::find().all(app.app.db.read()).await.expect("rows");
        assert_eq!(rows.len(), 10);
        let stored = format!("{rows:?}");
        assert!(codes.iter().all(|code| !stored.contains(&code.replace('-', ""))));
        let second = app.stranger();
        halfway(&second, ADA).await;
        let typed = codes[3].to_lowercase().replace('-', " ");
        assert_eq!(give(&second, &typed).await.status, 303);
        assert!(is_signed_in(&second).await);
        let third = app.stranger();
        halfway(&third, ADA).await;
        assert_eq!(give(&third, &codes[3]).await.status, 422, "used");
        assert!(letter(&app, "recovery code was used").await.contains('9'));
    }

    async fn of_uses_of_a_recovery_code_at_once_one_succeeds(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let codes = ada.get("/account/recovery-codes").await.all(".recovery-codes code");
        let mut forms = Vec::new();
        for place in 1..=8 {
            let browser = app.stranger().at([10, 0, 0, place]);
            let page = halfway(&browser, ADA).await;
            forms.push(page.form_at("form[action='/login/2fa']").set("code", &codes[0]));
        }
        let answers = join_all(forms.into_iter().map(|form| form.submit())).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 303).count(), 1);
    }

    /// They are shown to the session that made them until its member has kept them, and no longer
    /// than ten minutes.
    async fn new_codes_are_shown_once(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let page = ada.get("/account/recovery-codes").await;
        let file = ada.get("/account/recovery-codes.txt").await;
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(file.header("content-type").starts_with("text/plain"));
        let codes = page.all(".recovery-codes code");
        assert!(codes.iter().all(|code| file.html().contains(code)));
        let kept = page.form().set("next", "/customers").submit().await;
        assert_eq!(kept.location(), "/customers");
        assert_eq!(ada.get("/account/recovery-codes").await.location(), "/account/second-factor");
        assert_eq!(ada.get("/account/recovery-codes.txt").await.status, 404);
        let page = ada.get("/account/second-factor").await;
        let anew = page.form_at("form[action='/account/recovery-codes/renew']").submit().await;
        let other = anew.follow().await.all(".recovery-codes code");
        assert!(other.iter().all(|code| !codes.contains(code)));
        assert_eq!(count(&app, "staff.recovery-codes-made").await, 1);
        let second = app.stranger();
        halfway(&second, ADA).await;
        assert_eq!(give(&second, &codes[0]).await.status, 422, "replaced");
        assert_eq!(give(&second, &other[0]).await.status, 303);
        assert_eq!(second.get("/account/recovery-codes").await.status, 303, "another session");
        app.app.clock.advance(Duration::from_secs(600));
        assert_eq!(ada.get("/account/recovery-codes").await.status, 303, "too late");
    }

    /// As S31 wants it of links: one use, a short life, hashed at rest, dead when there is a newer one.
    async fn a_code_by_mail_works_once_for_ten_minutes(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let second = app.stranger();
        halfway(&second, ADA).await;
        let asked = ask_for_mail(&second).await;
        assert_eq!(asked.location(), "/login/2fa");
        assert!(asked.follow().await.flash().contains("on its way"));
        let first = mailed_code(&app).await;
        ask_for_mail(&second).await;
        let newer = mailed_code(&app).await;
        assert_ne!(first, newer);
        let rows = sign_in_code::Entity::find().all(app.app.db.read()).await.expect("rows");
        let mails = mail::Entity::find().all(app.app.db.read()).await.expect("mails");
        let stored = format!("{rows:?}{mails:?}");
        assert!(!stored.contains(&first) && !stored.contains(&newer), "{stored}");
        let log = ada.get(&format!("/mail-log/{}", mails.last().expect("a mail").id)).await;
        assert!(log.status == 200 && !log.html().contains(&newer), "{}", log.text());
        assert_eq!(give(&second, &first).await.status, 422, "there is a newer one");
        app.app.clock.advance(Duration::from_secs(10 * 60 - 1));
        let (head, tail) = newer.split_at(4);
        assert_eq!(give(&second, &format!("{head} {tail}")).await.status, 303);
        let third = app.stranger();
        halfway(&third, ADA).await;
        assert_eq!(give(&third, &newer).await.status, 422, "used");
        ask_for_mail(&third).await;
        let late = mailed_code(&app).await;
        app.app.clock.advance(Duration::from_secs(10 * 60));
        assert_eq!(give(&third, &late).await.status, 422, "too old");
    }

    async fn nobody_is_flooded_with_codes(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let second = app.stranger();
        halfway(&second, ADA).await;
        for _ in 0..5 {
            assert_eq!(ask_for_mail(&second).await.status, 303);
        }
        let closed = ask_for_mail(&second).await;
        assert_eq!((closed.status, closed.header("retry-after").as_str()), (429, "30"));
        assert_eq!(count(&app, "staff.sign-in-code-sent").await, 5);
    }
}
