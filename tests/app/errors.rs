//! Error pages: what happened, what to do, a number to ask about, and nothing of what is inside.

use actix_web::http::Method;
use countersign::platform::locales::Locale;
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::customers::{Clerk, count};
use crate::on_both_engines;
use crate::sign_in::{fail, try_as};
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

/// What no page says: parts of the program, of its files, of its database.
const INSIDE: [&str; 22] = [
    "sqlx",
    "sea_orm",
    "sea-orm",
    "seaorm",
    "serde",
    "askama",
    "actix",
    "tokio",
    "panicked",
    "anyhow",
    "dberr",
    "sqlite",
    "postgres",
    "no such table",
    "relation",
    "select ",
    "insert into",
    "src/",
    ".rs:",
    "/tmp",
    "stack",
    "backtrace",
];

/// The headers of every answer (S49–S57).
pub fn has_all_headers(page: &Page) {
    let policy = page.header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(rule), "{rule}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("strict-transport-security", ""),
        ("server", ""),
        ("access-control-allow-origin", ""),
        ("x-powered-by", ""),
    ] {
        assert_eq!(page.header(name), value, "{name}");
    }
    assert!(page.header("permissions-policy").contains("camera=()"));
    let id = page.header("x-request-id");
    assert!(
        id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{id}"
    );
}

/// A whole error page in English.
fn explains(page: &Page, status: u16) {
    explains_in(page, status, Locale::En);
}

/// A whole error page in a language.
pub fn explains_in(page: &Page, status: u16, locale: Locale) {
    let advice = locale.words(&format!("error-{status}-advice"));
    advises(page, status, (&status.to_string(), &advice), locale);
}

/// A whole error page with words that are not those of its status alone.
fn advises(page: &Page, status: u16, (key, advice): (&str, &str), locale: Locale) {
    assert_eq!(page.status, status, "{}", page.text());
    has_all_headers(page);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let title = locale.words(&format!("error-{key}-title"));
    assert_eq!(page.heading(), title);
    assert!(page.title().starts_with(&title), "{}", page.title());
    let text = page.text();
    assert!(text.contains(advice), "{text}");
    let id = page.header("x-request-id");
    assert!(
        page.find(".error-page")
            .is_some_and(|words| words.contains(&id)),
        "{id}: {text}"
    );
    assert_eq!(page.attributes("html", "lang"), [locale.code()]);
    let html = page.markup();
    for word in INSIDE {
        assert!(!html.contains(word), "{status} says {word}: {text}");
    }
}

on_both_engines! {
    async fn every_refusal_is_a_page_that_helps(app) {
        let clerk = Clerk::hired(&app).await;
        let browser = &clerk.browser;
        explains(&browser.get("/customers?after=%FF").await, 400);
        explains(&browser.get("/customers/1/history?before=x").await, 400);
        let no_token = browser.post("/customers", &crate::customers::MARIA).await;
        let advice = Locale::En.words("error-form-advice");
        advises(&no_token, 403, ("form", &advice), Locale::En);
        assert!(
            no_token.text().contains("This form is too old"),
            "{}",
            no_token.text()
        );
        explains(&browser.get("/customers/1").await, 404);
        explains(&browser.get("/nowhere").await, 404);
        explains(&browser.get("/.git/config").await, 404);
        explains(&app.stranger().get("/static/x/../../Cargo.toml").await, 404);
        explains(
            &browser
                .send(Method::DELETE, "/customers", None, Vec::new())
                .await,
            405,
        );
        let kind = "application/x-www-form-urlencoded";
        let large = clerk
            .browser
            .post_raw("/account", kind, vec![b'a'; 513 * 1024])
            .await;
        explains(&large, 413);
        assert!(large.text().contains("at most 1 MB"), "{}", large.text());
        for kind in ["application/json", "text/plain", "text/xml", ""] {
            for path in ["/customers", "/account", "/login"] {
                let page = clerk.browser.post_raw(path, kind, b"{}".to_vec()).await;
                explains(&page, 415);
            }
        }
        explains(&browser.get("/customers?colour=red").await, 422);
        let id = clerk.customer(&[]).await;
        assert_eq!(
            clerk
                .update(id, "1", &[("last_name", "Meier")])
                .await
                .status,
            303
        );
        let conflict = clerk.update(id, "1", &[("last_name", "Meyer")]).await;
        assert_eq!(conflict.status, 409);
        has_all_headers(&conflict);
        fail(&app.stranger(), "administrators@example.com", 5).await;
        let throttled = try_as(&app.stranger(), "administrators@example.com", PASSWORD).await;
        let wait = throttled.header("retry-after").parse::<u64>().expect("seconds");
        let advice = format!("Wait {wait} seconds, then try again.");
        advises(&throttled, 429, ("429", &advice), Locale::En);
        assert!(
            throttled
                .header("retry-after")
                .parse::<u64>()
                .is_ok_and(|seconds| seconds > 0)
        );
        let led = app.stranger().get("/customers").await;
        assert_eq!(led.status, 303);
        has_all_headers(&led);
    }

    async fn what_breaks_inside_stays_inside(app) {
        let clerk = Clerk::of(app.administrator().await.expecting_failure()).await;
        let id = clerk.customer(&[]).await;
        let db = app.app.db.write();
        db.execute_unprepared("DROP TABLE consents")
            .await
            .expect("dropped");
        explains(&clerk.browser.get(&format!("/customers/{id}")).await, 500);
        let lost = [("email", "new@example.com"), ("newsletter", "on")];
        explains(&clerk.create(&lost).await, 500);
        assert_eq!(count(&clerk.browser).await, 1, "nothing half saved");
        for table in ["reveals", "passkey_ceremonies", "staff_sessions"] {
            db.execute_unprepared(&format!("DROP TABLE {table}"))
                .await
                .expect("dropped");
        }
        explains(&clerk.browser.get("/").await, 500);
    }

    async fn a_database_out_of_reach_is_said_to_be_so(app) {
        let browser = app.administrator().await.expecting_failure();
        let clerk = Clerk::of(browser.clone()).await;
        app.app.db.clone().close().await.expect("closed");
        for page in [browser.get("/customers").await, clerk.create(&[]).await] {
            explains(&page, 503);
            assert_eq!(page.header("retry-after"), "5");
        }
        let alive = app.stranger().get("/healthz").await;
        assert_eq!((alive.status, alive.html().as_str()), (200, "ok\n"));
        let door = app.stranger().get("/login").await;
        assert_eq!(door.status, 200, "the door needs no database");
        assert_eq!(browser.get("/robots.txt").await.status, 200);
    }
}

#[actix_web::test]
async fn a_locked_database_costs_a_write_and_not_the_reading() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::of(app.administrator().await.expecting_failure()).await;
    let path = app.app.config.data_dir.join("countersign.sqlite");
    assert!(path.exists(), "{}", path.display());
    let other = Database::connect(format!("sqlite://{}", path.display()))
        .await
        .expect("a second");
    let lock = Statement::from_string(other.get_database_backend(), "BEGIN IMMEDIATE");
    other.execute_raw(lock).await.expect("locked");
    explains(&clerk.create(&[]).await, 503);
    assert_eq!(count(&clerk.browser).await, 0);
}
