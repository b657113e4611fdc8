//! The door: who gets in, and what is said to those who do not.

use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::{disable, member, session};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::on_both_engines;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

pub const SESSION: &str = "__Host-countersign";
pub const DEVICE: &str = "__Host-countersign-device";

/// What someone types at the door.
pub async fn try_as(browser: &Browser, email: &str, password: &str) -> Page {
    let form = browser.get("/login").await.form();
    form.set("email", email)
        .set("password", password)
        .submit()
        .await
}

/// Several wrong passwords, one after the other.
pub async fn fail(browser: &Browser, email: &str, times: usize) -> Page {
    let mut last = None;
    for _ in 0..times {
        last = Some(try_as(browser, email, "not the password at all").await);
    }
    last.expect("at least one try")
}

async fn journaled(app: &TestApp, action: &str) -> Vec<entry::Model> {
    let mine = entry::Entity::find().filter(entry::Column::Action.eq(action));
    mine.all(app.app.db.read()).await.expect("entries")
}

pub async fn sessions(app: &TestApp) -> u64 {
    session::Entity::find()
        .count(app.app.db.read())
        .await
        .expect("a number")
}

pub async fn stored(app: &TestApp, name: &str) -> member::Model {
    let email = format!("{name}@example.com").parse().expect("an address");
    member::by_email(app.app.db.read(), &email)
        .await
        .expect("an answer")
        .expect("a member")
}

/// The page without what differs on every page: the token and the request's id.
fn masked(page: &Page) -> String {
    let mut html = page.html();
    for value in page.attributes("input[name=csrf_token]", "value") {
        html = html.replace(&value, "");
    }
    html.replace(&page.header("x-request-id"), "")
}

on_both_engines! {
    async fn the_door_writes_nothing_and_gives_no_session(app) {
        let stranger = app.stranger();
        let door = stranger.get("/login").await;
        assert_eq!(door.status, 200);
        assert_eq!(stranger.cookie(SESSION), None);
        assert_eq!(
            stranger.get("/account").await.location(),
            "/login?next=%2Faccount"
        );
        assert_eq!(sessions(&app).await, 0);
    }

    async fn signing_in_leads_back_to_where_one_wanted_to_go(app) {
        app.hire("ada", GroupKey::Administrators).await;
        let ada = app.stranger();
        let door = ada.get("/account").await.follow().await;
        let answer = door
            .form()
            .set("email", " ADA@Example.com ")
            .set("password", PASSWORD)
            .submit()
            .await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/account".to_owned())
        );
        assert_eq!(answer.follow().await.status, 200);
        assert_eq!(
            ada.get("/login").await.location(),
            "/",
            "who is signed in goes on"
        );
        let entries = journaled(&app, "staff.signed-in").await;
        assert_eq!(entries.len(), 1);
        assert_eq!(
            (entries[0].actor_name.as_str(), entries[0].ip.as_deref()),
            ("ada", Some("127.0.0.1"))
        );
    }

    async fn cookies_are_for_this_host_and_for_nobody_else(app) {
        app.hire("ada", GroupKey::Support).await;
        let answer = try_as(&app.stranger(), "ada@example.com", PASSWORD).await;
        let cookies: Vec<String> = answer
            .headers
            .get_all("set-cookie")
            .map(|cookie| cookie.to_str().expect("text").to_owned())
            .collect();
        assert!(
            cookies
                .iter()
                .any(|cookie| cookie.starts_with(&format!("{SESSION}="))),
            "{cookies:?}"
        );
        assert!(
            cookies
                .iter()
                .any(|cookie| cookie.starts_with(&format!("{DEVICE}="))),
            "{cookies:?}"
        );
        for cookie in &cookies {
            assert!(
                cookie.starts_with("__Host-") && cookie.len() <= 4096,
                "{cookie}"
            );
            for attribute in ["; Secure", "; HttpOnly", "; Path=/"] {
                assert!(cookie.contains(attribute), "{cookie}: {attribute}");
            }
            assert!(
                cookie.contains("SameSite=Lax") || cookie.contains("SameSite=Strict"),
                "{cookie}"
            );
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }

    async fn a_cookie_from_before_is_never_adopted(app) {
        app.hire("ada", GroupKey::Support).await;
        let browser = app.stranger();
        browser.set_cookie(SESSION, "made-up-by-somebody-else");
        try_as(&browser, "ada@example.com", PASSWORD).await;
        let first = browser.cookie(SESSION).expect("a session");
        assert_ne!(first, "made-up-by-somebody-else");
        let old = browser.copy();
        let door = old.copy();
        // Signing in once more from within ends the session one came with.
        let token = door
            .get("/account")
            .await
            .attributes("input[name=csrf_token]", "value")
            .remove(0);
        let again = [
            ("csrf_token", token.as_str()),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        assert_eq!(door.post("/login", &again).await.status, 303);
        assert_ne!(door.cookie(SESSION).expect("a session"), first);
        assert_eq!(old.get("/account").await.status, 303, "the old one is dead");
        assert_eq!(sessions(&app).await, 1);
    }

    async fn nothing_tells_who_works_here(app) {
        app.hire("ada", GroupKey::Support).await;
        app.hire("bob", GroupKey::Support).await;
        let email = "bob@example.com".parse().expect("an address");
        disable::disable(&app.app.db, &app.actor(), disable::Named::Address(&email))
            .await
            .expect("disabled");
        let typed = [
            ("ada@example.com", "wrong password"),
            ("bob@example.com", PASSWORD),
            ("eve@example.com", PASSWORD),
        ];
        let mut answers = Vec::new();
        for (index, (email, password)) in typed.into_iter().enumerate() {
            let browser = app.stranger().at([10, 0, 0, index as u8 + 1]);
            let page = try_as(&browser, email, password).await;
            assert_eq!(
                page.errors(),
                ["The e-mail address or the password is wrong."],
                "{email}"
            );
            assert_eq!(page.value("email"), email);
            assert_eq!(page.value("password"), "");
            let headers: Vec<String> = page
                .headers
                .iter()
                .map(|(name, _)| name.to_string())
                .collect();
            answers.push((page.status, headers.len(), masked(&page).replace(email, "")));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        // Locked looks alike, too.
        let (known, unknown) = (
            app.stranger().at([10, 0, 1, 1]),
            app.stranger().at([10, 0, 1, 2]),
        );
        let known = fail(&known, "ada@example.com", 6).await;
        let unknown = fail(&unknown, "eve@example.com", 6).await;
        assert_eq!(
            (known.status, masked(&known)),
            (unknown.status, masked(&unknown))
        );
        assert_eq!(known.header("retry-after"), unknown.header("retry-after"));
    }

    async fn every_failure_is_on_record_without_what_was_typed(app) {
        app.hire("ada", GroupKey::Support).await;
        fail(&app.stranger(), "ada@example.com", 20).await;
        try_as(&app.stranger(), PASSWORD, "anything").await;
        let failed = journaled(&app, "staff.sign-in-failed").await;
        assert_eq!(failed.len(), 6, "refused tries write nothing");
        assert!(
            failed[..5]
                .iter()
                .all(|entry| entry.subject_name == "a•••@example.com")
        );
        assert_eq!(
            failed[5].subject_name, "•••",
            "a password in the wrong field"
        );
        assert_eq!(
            journaled(&app, "staff.sign-in-throttled").await.len(),
            1,
            "once per closing"
        );
    }
}
