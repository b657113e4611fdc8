//! What never gets as far as a page: other origins, other names, other methods, forged addresses.

use actix_web::http::Method;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::customers::{Clerk, count};
use crate::errors::has_all_headers;
use crate::sign_in::try_as;
use crate::support::app::PASSWORD;
use crate::support::{Browser, TestApp};

#[actix_web::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "https://127.0.0.1:8080"),
        ("origin", "http://127.0.0.1:9090"),
        ("origin", "http://127.0.0.1:8080.evil.example"),
        ("origin", "http://localhost:8080"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "nonsense"),
    ] {
        let elsewhere = Clerk::of(clerk.browser.clone().with_header(name, value)).await;
        let answer = elsewhere.create(&[]).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert!(
            answer.text().contains("came from another site"),
            "{}",
            answer.text()
        );
        has_all_headers(&answer);
        assert_eq!(
            elsewhere.browser.get("/customers").await.status,
            200,
            "reading is free"
        );
    }
    assert_eq!(count(&clerk.browser).await, 0);
    for site in ["same-origin", "none"] {
        let browser = clerk.browser.clone().with_header("sec-fetch-site", site);
        let email = format!("{site}@example.com");
        Clerk::of(browser)
            .await
            .customer(&[("email", &email)])
            .await;
    }
}

#[actix_web::test]
async fn a_token_belongs_to_one_session() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    let other = app.member_of(GroupKey::Compliance).await;
    let foreign = other.get("/account").await.value("csrf_token");
    let door = app.stranger().get("/login").await.value("csrf_token");
    let own = clerk.browser.get("/account").await.value("csrf_token");
    let mut bent = own.clone();
    bent.replace_range(..1, if own.starts_with('A') { "B" } else { "A" });
    for token in [
        "",
        "x",
        &foreign,
        &door,
        &bent,
        &own[..40],
        &format!("{own}AAAA"),
        "ä",
    ] {
        let mut fields = crate::customers::MARIA.to_vec();
        fields.push(("csrf_token", token));
        assert_eq!(
            clerk.browser.post("/customers", &fields).await.status,
            403,
            "{token}"
        );
        assert_eq!(
            clerk.browser.post("/logout", &fields[5..]).await.status,
            403,
            "{token}"
        );
    }
    assert_eq!(count(&clerk.browser).await, 0);
}

#[actix_web::test]
async fn only_our_own_names_are_answered() {
    let app = TestApp::on_sqlite().await;
    for (host, status) in [
        ("127.0.0.1:8080", 200),
        ("127.0.0.1", 200),
        ("localhost:8080", 200),
        ("[::1]:8080", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("127.0.0.1:8080@evil.example", 400),
        ("127.0.0.1:9", 400),
        ("", 400),
    ] {
        let answer = app.stranger().with_header("host", host).get("/login").await;
        assert_eq!(answer.status, status, "{host}");
        has_all_headers(&answer);
    }
    let forwarded = app
        .stranger()
        .with_header("x-forwarded-host", "evil.example");
    let answer = forwarded.get("/customers").await;
    assert_eq!(
        answer.location(),
        "/login?next=%2Fcustomers",
        "no host in a redirect"
    );
    let far = app.stranger().at([203, 0, 113, 9]);
    assert_eq!(
        far.clone()
            .with_header("host", "localhost")
            .get("/login")
            .await
            .status,
        400
    );
    let probe = far.with_header("host", "10.1.2.3:8080");
    assert_eq!(
        probe.get("/healthz").await.status,
        200,
        "a probe knows no name"
    );
    assert_eq!(
        probe.get("/readyz").await.status,
        200,
        "a probe knows no name"
    );
}

#[actix_web::test]
async fn what_can_be_read_has_a_head_and_knows_its_methods() {
    let app = TestApp::on_sqlite().await;
    let browser = app.administrator().await;
    let asset = countersign::edge::assets::path("app.css");
    for path in [
        "/healthz",
        "/readyz",
        "/metrics",
        "/robots.txt",
        "/favicon.ico",
        asset,
    ] {
        let (get, head) = (browser.get(path).await, browser.head(path).await);
        assert_eq!((get.status, head.status), (200, 200), "{path}");
        assert_eq!(
            get.header("content-type"),
            head.header("content-type"),
            "{path}"
        );
        for method in [
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::TRACE,
        ] {
            let answer = browser.send(method.clone(), path, None, Vec::new()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), "GET, HEAD", "{method} {path}");
            has_all_headers(&answer);
        }
    }
    let kept = browser.get(asset).await;
    assert_eq!(
        kept.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(kept.header("content-type"), "text/css; charset=utf-8");
    for path in ["/static/0/app.css", "/robots.txt"] {
        assert_eq!(
            browser.get(path).await.header("cache-control"),
            "no-cache",
            "{path}"
        );
    }
    for path in [
        "/static/0/",
        "/static/0/vendor/",
        "/static/0/vendor.lock",
        "/static/0/nothing.js",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

/// Where the journal says that the last sign-in came from.
async fn seen_from(app: &TestApp, browser: Browser) -> String {
    assert_eq!(
        try_as(&browser, "ada@example.com", PASSWORD).await.status,
        303
    );
    let sign_ins = entry::Column::Action.eq(Action::SignedIn.code());
    let entries = entry::Entity::find()
        .filter(sign_ins)
        .all(app.app.db.read())
        .await;
    let last = entries.expect("entries").pop().expect("a sign-in");
    last.ip.expect("an address")
}

#[actix_web::test]
async fn a_forged_address_is_not_believed() {
    let app = TestApp::on_sqlite().await;
    app.hire("ada", GroupKey::Support).await;
    let client = app.stranger().at([203, 0, 113, 9]);
    for (name, value) in [
        ("x-forwarded-for", "198.51.100.7"),
        ("forwarded", "for=198.51.100.7"),
        ("x-real-ip", "198.51.100.7"),
        ("cf-connecting-ip", "198.51.100.7"),
    ] {
        let browser = client.copy().with_header(name, value);
        assert_eq!(seen_from(&app, browser).await, "203.0.113.9", "{name}");
    }
}

#[actix_web::test]
async fn behind_a_proxy_we_know_the_last_address_it_did_not_make_up_counts() {
    let proxies = [("trusted_proxies", "10.0.0.0/8,192.0.2.1/32")];
    let app = TestApp::start(&proxies).await;
    app.hire("ada", GroupKey::Support).await;
    let proxy = app.stranger().at([10, 0, 0, 1]);
    for (name, value, seen) in [
        ("x-forwarded-for", "198.51.100.7", "198.51.100.7"),
        ("x-forwarded-for", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        (
            "x-forwarded-for",
            "1.2.3.4, 198.51.100.7, 192.0.2.1,10.9.9.9",
            "198.51.100.7",
        ),
        ("x-forwarded-for", "1.2.3.4, unknown", "10.0.0.1"),
        ("x-forwarded-for", "198.51.100.7:4711", "198.51.100.7"),
        ("x-forwarded-for", "2001:db8::7", "2001:db8::7"),
        (
            "forwarded",
            "for=1.2.3.4, For=\"[2001:db8::7]:4711\";proto=https",
            "2001:db8::7",
        ),
        (
            "forwarded",
            "for=198.51.100.7;by=10.0.0.1, for=10.0.0.3",
            "198.51.100.7",
        ),
        ("forwarded", "for=_hidden", "10.0.0.1"),
        ("x-other", "198.51.100.7", "10.0.0.1"),
    ] {
        let browser = proxy.copy().with_header(name, value);
        assert_eq!(seen_from(&app, browser).await, seen, "{name}: {value}");
    }
    let stranger = app.stranger().at([203, 0, 113, 9]);
    let forged = stranger.with_header("x-forwarded-for", "198.51.100.7");
    assert_eq!(
        seen_from(&app, forged).await,
        "203.0.113.9",
        "not a proxy of ours"
    );
}
