//! The second step at the door: half a session, codes that work once, and who must have an app.

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::second_factor;
use futures_util::future::join_all;
use sea_orm::EntityTrait;
use totp_rs::{Algorithm, Builder, Secret};

use crate::access::routes;
use crate::on_both_engines;
use crate::sign_in::{DEVICE, SESSION, stored, try_as};
use crate::staff_sessions::{count, is_signed_in, sessions};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

pub const ADA: &str = "administrators@example.com";

/// The code that an app shows now (or so many seconds from now), whose secret stands on a page.
pub fn code(app: &TestApp, secret: &str, seconds: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("a secret");
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6);
    let builder = builder.with_step_duration(30).with_secret(secret);
    let now = app.app.clock.now().0 / 1000 + seconds;
    let totp = builder.build().expect("an app");
    totp.generate(u64::try_from(now).expect("a moment"))
        .to_string()
}

/// Sets up an app; its secret is answered. The next code is a new one.
pub async fn set_up(app: &TestApp, browser: &Browser) -> String {
    let page = browser.get("/account/second-factor").await;
    let secret = page.find("code.secret").expect("a secret");
    let form = page.form_at("form[action='/account/second-factor']");
    let answer = form.set("code", &code(app, &secret, 0)).submit().await;
    assert_eq!(
        answer.location(),
        "/account/recovery-codes",
        "{}",
        answer.text()
    );
    app.app.clock.advance(Duration::from_secs(30));
    secret
}

/// Gives the right password and stands before the second step.
pub async fn halfway(browser: &Browser, email: &str) -> Page {
    let answer = try_as(browser, email, PASSWORD).await;
    assert_eq!(
        (answer.status, answer.location().as_str()),
        (303, "/login/2fa")
    );
    answer.follow().await
}

/// Types a code into the second step.
pub async fn give(browser: &Browser, code: &str) -> Page {
    let form = browser
        .get("/login/2fa")
        .await
        .form_at("form[action='/login/2fa']");
    form.set("code", code).submit().await
}

/// What a page looks like without its token and its number.
fn masked(page: &Page) -> String {
    let mut html = page.html();
    for value in page.attributes("input[name=csrf_token]", "value") {
        html = html.replace(&value, "");
    }
    html.replace(&page.header("x-request-id"), "")
}

on_both_engines! {
    /// S3, S28: the key changes at the password and again at the code, and forms of before are void.
    async fn ada_signs_in_with_password_and_code(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let second = app.stranger();
        second.get("/login").await;
        let page = halfway(&second, ADA).await;
        assert_eq!(page.heading(), "Second step");
        let half = second.copy();
        assert_eq!(second.cookie(DEVICE), None, "no mark for who has only a password");
        assert_eq!(count(&app, "staff.signed-in").await, 1, "not in yet");
        let form = page.form_at("form[action='/login/2fa']");
        let answer = form.clone().set("code", &code(&app, &secret, 0)).submit().await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/"));
        assert!(is_signed_in(&second).await);
        assert_ne!(second.cookie(SESSION), half.cookie(SESSION));
        assert!(second.cookie(DEVICE).is_some());
        assert!(!is_signed_in(&half).await, "the key from before is dead");
        assert_eq!(half.get("/login/2fa").await.location(), "/login?next=%2Flogin%2F2fa");
        let token = page.value("csrf_token");
        assert_eq!(second.post("/account", &[("csrf_token", &token)]).await.status, 403, "void");
        assert_eq!(count(&app, "staff.signed-in").await, 2);
        assert_eq!(second.get("/login/2fa").await.follow().await.location(), "/");
    }

    async fn she_is_led_to_where_she_wanted_to_go(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let second = app.stranger();
        let door = second.get("/customers?q=x").await.follow().await;
        let form = door.form().set("email", ADA).set("password", PASSWORD);
        let step = form.submit().await;
        assert_eq!(step.location(), "/login/2fa?next=%2Fcustomers%3Fq%3Dx");
        let form = step.follow().await.form_at("form[action='/login/2fa']");
        let wrong = form.set("code", "000000").submit().await;
        assert_eq!((wrong.status, wrong.errors().len()), (422, 1));
        assert_eq!(wrong.attributes("#code", "value"), Vec::<String>::new());
        let form = wrong.form_at("form[action='/login/2fa']");
        let answer = form.set("code", &code(&app, &secret, 0)).submit().await;
        assert_eq!(answer.location(), "/customers?q=x");
    }

    /// S28, S34: of every route there is.
    async fn half_a_session_reaches_nothing_but_the_second_step(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let half = app.stranger();
        let page = halfway(&half, ADA).await;
        let token = page.value("csrf_token");
        for (method, path) in routes() {
            let concrete = path.replace("{id}", "1").replace("{step}", "email");
            if path.starts_with("/login/2fa") || path == "/logout" {
                continue;
            }
            let answer = match method.as_str() {
                "GET" => half.get(&concrete).await,
                _ => half.post(&concrete, &[("csrf_token", &token)]).await,
            };
            assert_eq!(answer.status, 303, "{method} {path}: {}", answer.text());
            assert!(answer.location().starts_with("/login/2fa"), "{method} {path}");
        }
        assert!(half.get("/nowhere").await.location().starts_with("/login/2fa"));
        assert_eq!(half.get("/login/2fa").await.status, 200, "still there");
        let left = half.get("/login/2fa").await.form_at("form[action='/logout']");
        assert_eq!(left.submit().await.location(), "/login");
        assert_eq!(half.get("/login/2fa").await.location(), "/login?next=%2Flogin%2F2fa");
    }

    /// S29: also in another session, and never one from before.
    async fn a_code_works_once_and_codes_only_go_forwards(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let (first, second) = (app.stranger(), app.stranger());
        halfway(&first, ADA).await;
        halfway(&second, ADA).await;
        let (before, now) = (code(&app, &secret, -30), code(&app, &secret, 0));
        assert_eq!(give(&first, &now).await.status, 303);
        assert_eq!(give(&second, &now).await.status, 422, "used");
        assert_eq!(give(&second, &before).await.status, 422, "older than the last one");
        let after = code(&app, &secret, 60);
        assert_eq!(give(&second, &after).await.status, 422, "two half minutes early");
        let next = code(&app, &secret, 30);
        assert_eq!(give(&second, &next).await.status, 303, "a clock may be half a minute off");
        assert_eq!(count(&app, "staff.second-factor-failed").await, 3);
    }

    /// S29: of twenty uses at the same moment, from twenty places, exactly one succeeds.
    async fn of_twenty_uses_at_once_one_succeeds(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let now = code(&app, &secret, 0);
        let mut forms = Vec::new();
        for place in 1..=20 {
            let browser = app.stranger().at([10, 0, 0, place]);
            let page = halfway(&browser, ADA).await;
            forms.push(page.form_at("form[action='/login/2fa']").set("code", &now));
        }
        let answers = join_all(forms.into_iter().map(|form| form.submit())).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        let right = statuses.iter().filter(|status| **status == 303).count();
        let wrong = statuses.iter().filter(|status| **status == 422).count();
        assert_eq!((right, wrong), (1, 19), "{statuses:?}");
    }

    /// S29: five tries, then a pause that ends by itself; S26: it is no weapon against a known device.
    async fn wrong_codes_bring_a_pause_to_strangers_alone(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let known = app.stranger();
        halfway(&known, ADA).await;
        assert_eq!(give(&known, &code(&app, &secret, 0)).await.status, 303);
        let out = known.get("/account").await.form_at("form[action='/logout']");
        assert_eq!(out.submit().await.location(), "/login");
        let stranger = app.stranger();
        halfway(&stranger, ADA).await;
        for _ in 0..5 {
            assert_eq!(give(&stranger, "000000").await.status, 422);
        }
        let right = code(&app, &secret, 30);
        let closed = give(&stranger, &right).await;
        assert_eq!((closed.status, closed.header("retry-after").as_str()), (429, "30"));
        assert_eq!(count(&app, "staff.sign-in-throttled").await, 1);
        // Signing in anew with the password opens nothing.
        let again = app.stranger();
        halfway(&again, ADA).await;
        assert_eq!(give(&again, &right).await.status, 429);
        halfway(&known, ADA).await;
        assert_eq!(give(&known, &right).await.status, 303, "she has signed in here before");
        app.app.clock.advance(Duration::from_secs(31));
        assert_eq!(give(&stranger, &code(&app, &secret, 30)).await.status, 303);
    }

    /// S21: at the first step nobody is told who has a second factor.
    async fn a_wrong_password_is_answered_alike_with_and_without_an_app(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let page = |email: &'static str| {
            let browser = app.stranger();
            async move { try_as(&browser, email, "not the password at all").await }
        };
        let (with, without) = (page(ADA).await, page("nobody@example.com").await);
        assert_eq!((with.status, without.status), (422, 422));
        assert_eq!(masked(&with).replace(ADA, ""), masked(&without).replace("nobody@example.com", ""));
    }

    /// The secret is nowhere in clear: neither in its row nor in the journal (S110).
    async fn the_secret_is_stored_encrypted(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await.replace(' ', "");
        let rows = second_factor::Entity::find().all(app.app.db.read()).await.expect("rows");
        assert_eq!(rows.len(), 1);
        let bytes = Secret::try_from_base32(&secret).expect("a secret");
        let hex: String = bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let entries = countersign::domain::journal::entry::Entity::find();
        let entries = format!("{:?}", entries.all(app.app.db.read()).await.expect("entries"));
        for text in [format!("{rows:?}"), entries] {
            assert!(!text.contains(&secret) && !text.contains(&hex), "{text}");
        }
    }

    async fn a_session_that_is_disabled_halfway_is_over(app) {
        let ada = app.administrator().await;
        app.hire("support", GroupKey::Support).await;
        let eve = app.sign_in("support").await;
        let secret = set_up(&app, &eve).await;
        let half = app.stranger();
        halfway(&half, "support@example.com").await;
        assert_eq!(sessions(&app).await, 3);
        let id = stored(&app, "support").await.id;
        let page = ada.get(&format!("/staff/{id}")).await;
        page.form_at(&format!("form[action='/staff/{id}/disable']")).submit().await;
        let answer = half.post("/login/2fa", &[("code", &code(&app, &secret, 0))]).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/login?unsent=on"));
        assert_eq!(sessions(&app).await, 1);
    }
}
