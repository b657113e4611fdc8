//! What machines ask: alive, ready, figures.

use std::time::Duration;

use countersign::migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::on_both_engines;
use crate::support::TestApp;

const SECOND: Duration = Duration::from_secs(1);
const READY: &str = "database ok\nmigrations ok\nstorage ok\n";

on_both_engines! {
    async fn ready_means_database_schema_and_storage(app) {
        let machine = app.stranger().expecting_failure();
        let ready = machine.get("/readyz").await;
        assert_eq!((ready.status, ready.html().as_str()), (200, READY));
        assert_eq!(ready.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(ready.header("set-cookie"), "");
        Migrator::down(app.app.db.write(), Some(1))
            .await
            .expect("one down");
        let still = machine.get("/readyz").await;
        assert_eq!(still.status, 200, "an answer holds for a second");
        app.app.clock.advance(Duration::from_millis(999));
        assert_eq!(machine.get("/readyz").await.status, 200);
        app.app.clock.advance(Duration::from_millis(1));
        let behind = machine.get("/readyz").await;
        let words = "database ok\nmigrations failing\nstorage ok\n";
        assert_eq!((behind.status, behind.html().as_str()), (503, words));
        assert_eq!(
            machine.get("/healthz").await.status,
            200,
            "alive all the same"
        );
        app.app.migrate().await.expect("up again");
        app.app.clock.advance(SECOND);
        assert_eq!(machine.get("/readyz").await.status, 200);
        app.app.clock.advance(SECOND);
        app.app.db.clone().close().await.expect("closed");
        let gone = machine.get("/readyz").await;
        let words = "database failing\nmigrations failing\nstorage ok\n";
        assert_eq!((gone.status, gone.html().as_str()), (503, words));
        assert_eq!(machine.get("/healthz").await.html(), "ok\n");
    }
}

#[actix_web::test]
async fn without_storage_nothing_is_ready() {
    let app = TestApp::on_sqlite().await;
    let machine = app.stranger().expecting_failure();
    std::fs::remove_dir_all(app.app.config.document_store.join("arriving")).expect("removed");
    let answer = machine.get("/readyz").await;
    let words = "database ok\nmigrations ok\nstorage failing\n";
    assert_eq!((answer.status, answer.html().as_str()), (503, words));
}

#[actix_web::test]
async fn figures_are_for_this_machine_alone() {
    let app = TestApp::on_sqlite().await;
    let here = app.stranger();
    here.get("/login").await;
    let figures = here.get("/metrics").await;
    assert_eq!(figures.status, 200);
    let text = figures.html();
    assert!(text.contains("countersign_http_requests_total{"), "{text}");
    assert!(
        text.contains("countersign_http_request_seconds_bucket{le="),
        "{text}"
    );
    assert!(
        !text.contains("/login") && !text.contains("@"),
        "no paths, no people"
    );
    let far = app.stranger().at([203, 0, 113, 9]);
    assert_eq!(far.get("/metrics").await.status, 404);
    let sent = far
        .with_header("authorization", "Bearer x")
        .get("/metrics")
        .await;
    assert_eq!(sent.status, 404);
    let proxied = TestApp::start(&[("trusted_proxies", "127.0.0.1/32")]).await;
    let visitor = proxied
        .stranger()
        .with_header("x-forwarded-for", "203.0.113.9");
    assert_eq!(
        visitor.get("/metrics").await.status,
        404,
        "everybody is local behind a proxy"
    );
}

#[actix_web::test]
async fn a_scraper_elsewhere_needs_the_token() {
    let app = TestApp::start(&[("metrics_token", "a long random text")]).await;
    let far = app.stranger().at([203, 0, 113, 9]);
    for (sent, status) in [
        ("Bearer a long random text", 200),
        ("Bearer a long random tex", 404),
        ("Bearer a long random text ", 404),
        ("bearer a long random text", 404),
        ("a long random text", 404),
        ("Basic a long random text", 404),
        ("Bearer", 404),
    ] {
        let scraper = far.clone().with_header("authorization", sent);
        assert_eq!(scraper.get("/metrics").await.status, status, "{sent}");
    }
    assert_eq!(
        app.stranger().get("/metrics").await.status,
        404,
        "here as well"
    );
}
