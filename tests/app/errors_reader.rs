//! Error pages and headers, by who reads them and how.

use actix_web::http::Method;
use countersign::platform::locales::Locale;

use crate::customers::Clerk;
use crate::errors::{explains_in, has_all_headers};
use crate::support::TestApp;

#[actix_web::test]
async fn an_error_page_speaks_the_readers_language() {
    let app = TestApp::on_sqlite().await;
    for (accepted, locale) in [
        ("de-AT,de;q=0.9,en;q=0.5", Locale::De),
        ("ar", Locale::Ar),
        ("fr;q=1, de;q=0.2", Locale::De),
        ("fr", Locale::En),
        ("*", Locale::En),
        ("\u{1}", Locale::En),
    ] {
        let stranger = app.stranger();
        let stranger = match accepted {
            "\u{1}" => stranger,
            accepted => stranger.with_header("accept-language", accepted),
        };
        explains_in(&stranger.get("/nowhere").await, 404, locale);
        let elsewhere = stranger.with_header("host", "evil.example");
        explains_in(&elsewhere.get("/").await, 400, locale);
    }
    let clerk = Clerk::hired(&app).await;
    for locale in Locale::ALL {
        let looks = [
            ("language", locale.code()),
            ("timezone", "UTC"),
            ("theme", "system"),
        ];
        clerk.post("/account", &looks).await;
        let page = clerk.browser.get("/customers/7").await;
        explains_in(&page, 404, locale);
        assert_eq!(page.attributes("html", "dir"), [locale.direction()]);
        explains_in(&clerk.browser.get("/customers?sort=x").await, 422, locale);
        let put = clerk.browser.send(Method::PUT, "/", None, Vec::new()).await;
        explains_in(&put, 405, locale);
    }
}

#[actix_web::test]
async fn every_page_has_its_headers_and_https_its_promise() {
    let app = TestApp::start(&[("public_url", "https://office.example.com")]).await;
    let ours = app.stranger().with_header("host", "office.example.com");
    let promise = "max-age=31536000; includeSubDomains";
    for path in [
        "/login",
        "/nowhere",
        "/healthz",
        "/robots.txt",
        "/customers",
    ] {
        let page = ours.get(path).await;
        assert_eq!(page.header("strict-transport-security"), promise, "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
    }
    let foreign = ours.with_header("origin", "http://office.example.com");
    assert_eq!(
        foreign.post("/login", &[]).await.status,
        403,
        "another scheme is another origin"
    );
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    let id = clerk.customer(&[]).await;
    for path in [
        "/",
        "/customers",
        "/customers/new",
        "/account",
        "/settings/exchange-monitors",
        "/login",
        &format!("/customers/{id}"),
        &format!("/customers/{id}/edit"),
        "/healthz",
        "/readyz",
    ] {
        has_all_headers(&clerk.browser.get(path).await);
    }
}
