//! The bell: how many requests wait, for whom, and how an open page hears of it.

use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::header;
use actix_web::test::TestRequest;
use countersign::domain::requests::bell::{Bell, OF_A_SESSION, Pace};
use countersign::domain::requests::payload::Payload;
use countersign::domain::staff::group::GroupKey;
use countersign::edge::session::COOKIE as SESSION;
use futures_util::future::poll_fn;
use sea_orm::ConnectionTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, submit};
use crate::requests_list::nine;
use crate::requests_scope::{limit, sam};
use crate::support::app::NOW;
use crate::support::{Browser, TestApp};

/// What the bell of a page says: its figure, if it shows one, and its words.
async fn bell(browser: &Browser) -> (Option<String>, String) {
    let page = browser.get("/account").await;
    let shown = page.find(".bell-count:not([hidden])");
    (shown, page.find("[data-bell-words]").expect("a bell"))
}

/// After a while: what was seen before counts no longer.
fn later(app: &TestApp) {
    app.app.clock.advance(Duration::from_secs(2));
}

on_both_engines! {
    async fn the_figure_is_exact_to_ninety_nine(app) {
        let ada = Clerk::hired(&app).await;
        assert_eq!(bell(&ada.browser).await, (None, "No request waits for a decision".into()));
        let maria = ada.customer(&[]).await;
        deposit(&app, maria, "1").await;
        later(&app);
        let one = "One request waits for a decision";
        assert_eq!(bell(&ada.browser).await, (Some("1".into()), one.into()));
        for _ in 1..99 {
            submit(&app, NOW, maria, Payload::Archive {}, None).await;
        }
        later(&app);
        let many = "99 requests wait for a decision";
        assert_eq!(bell(&ada.browser).await, (Some("99".into()), many.into()));
        submit(&app, NOW, maria, Payload::Archive {}, None).await;
        later(&app);
        let more = "More than 99 requests wait for a decision";
        assert_eq!(bell(&ada.browser).await, (Some("99+".into()), more.into()));
    }

    async fn the_page_names_the_latest_ten_and_leads_to_all(app) {
        let ada = nine(&app).await;
        let page = ada.browser.get("/notifications").await;
        assert_eq!(page.find(".page-note").as_deref(), Some("6 requests wait for a decision"));
        let links = page.attributes("[data-bell-list] a", "href");
        let expected = [9, 7, 6, 3, 2, 1].map(|id| format!("/requests/{id}"));
        assert_eq!(links[..6], expected);
        assert_eq!(links[6..], ["/requests"]);
        let first = page.find(".bell-list li").unwrap_or_default();
        assert!(first.contains("Archive the account") && first.contains("Omar"), "{first}");
        for _ in 0..6 {
            submit(&app, NOW, countersign::domain::values::ids::CustomerId(1), Payload::Archive {}, None).await;
        }
        let page = ada.browser.get("/notifications").await;
        assert_eq!(page.all(".bell-list li").len(), 10);
    }

    async fn sam_hears_of_his_customers_only(app) {
        nine(&app).await;
        let (id, sam) = sam(&app, &["vip"]).await;
        assert_eq!(bell(&sam.browser).await.0.as_deref(), Some("3"));
        let page = sam.browser.get("/notifications").await;
        assert_eq!(page.attributes(".bell-list a", "href"), ["/requests/9", "/requests/7", "/requests/6"]);
        limit(&app, id, &["nobody has this"]).await;
        assert_eq!(bell(&sam.browser).await.0, None);
        assert!(sam.browser.get("/notifications").await.text().contains("Nothing waits for a decision"));
        limit(&app, id, &[]).await;
        assert_eq!(bell(&sam.browser).await.0.as_deref(), Some("6"), "at once");
    }

    async fn the_start_page_says_what_waits_and_since_when(app) {
        let ada = nine(&app).await;
        let home = ada.browser.get("/").await;
        let counts = home.all("[data-requests-waiting] li");
        assert_eq!(counts, ["3 New", "2 Pending", "1 In progress"]);
        let links = home.attributes("[data-requests-waiting] li a", "href");
        assert_eq!(links[2], "/requests?status=in%5Fprogress");
        let words = home.find("[data-requests-waiting] p").unwrap_or_default();
        assert!(words.contains("waiting for 5 days"), "{words}");
        let (_, sam) = sam(&app, &["vip"]).await;
        let home = sam.browser.get("/").await;
        assert_eq!(home.all("[data-requests-waiting] li"), ["2 New", "1 Pending", "0 In progress"]);
    }
}

/// Compliance loses whatever is about requests.
pub async fn without_requests(app: &TestApp) {
    let sql = "DELETE FROM staff_group_permissions WHERE permission LIKE 'requests.%' \
        AND group_id IN (SELECT id FROM staff_groups WHERE key = 'compliance')";
    let db = app.app.db.write();
    db.execute_unprepared(sql).await.expect("fewer permissions");
}

#[actix_web::test]
async fn who_may_not_see_requests_has_no_bell() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    let grace = app.member_of(GroupKey::Compliance).await;
    without_requests(&app).await;
    let home = grace.get("/").await;
    assert!(!home.has(".bell") && !home.has("[data-requests-waiting]"));
    assert_eq!(grace.get("/notifications").await.status, 403);
    assert_eq!(grace.get("/notifications/stream").await.status, 403);
}

#[actix_web::test]
async fn a_decision_is_heard_of_at_once() {
    let app = TestApp::on_sqlite().await;
    let ada = nine(&app).await;
    assert_eq!(bell(&ada.browser).await.0.as_deref(), Some("6"));
    let approved = ada.post("/requests/7/approve", &[("version", "1")]).await;
    assert_eq!(approved.status, 303, "{}", approved.text());
    assert_eq!(bell(&ada.browser).await.0.as_deref(), Some("5"));
}

/// An open stream.
pub struct Stream(Pin<Box<BoxBody>>);

impl Stream {
    /// The next piece; `None` at the end.
    async fn piece(&mut self) -> Option<String> {
        let next = poll_fn(|context| self.0.as_mut().poll_next(context));
        let piece = tokio::time::timeout(Duration::from_secs(20), next).await;
        let piece = piece.expect("a piece in time")?;
        Some(String::from_utf8(piece.expect("a piece").to_vec()).expect("UTF-8"))
    }

    /// What the next event tells, whatever signs of life come before it.
    pub async fn event(&mut self) -> serde_json::Value {
        loop {
            let piece = self.piece().await.expect("an event");
            if let Some(event) = piece.strip_prefix("event: waiting\ndata: ") {
                return serde_json::from_str(event).expect("JSON");
            }
        }
    }

    /// Reads until the stream ends.
    async fn ends(mut self) {
        while let Some(piece) = self.piece().await {
            assert_eq!(piece, ":\n\n", "nothing is told any more");
        }
    }
}

/// What a browser is answered that listens.
async fn answer(app: &TestApp, browser: &Browser) -> (u16, Stream) {
    let session = browser.cookie(SESSION).expect("a session");
    let request = TestRequest::get()
        .uri("/notifications/stream")
        .insert_header((header::HOST, "127.0.0.1:8080"))
        .insert_header((header::ACCEPT_ENCODING, "gzip, br"))
        .insert_header((header::COOKIE, format!("{SESSION}={session}")));
    let answer = (app.call)(request.to_request()).await.expect("an answer");
    let status = answer.status().as_u16();
    if status == 200 {
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .map(|value| value.as_bytes().to_vec())
        };
        assert_eq!(
            header("cache-control").as_deref(),
            Some(b"no-store".as_slice())
        );
        assert_eq!(
            header("content-encoding").as_deref(),
            Some(b"identity".as_slice())
        );
    }
    (status, Stream(Box::pin(answer.into_body())))
}

pub async fn listen(app: &TestApp, browser: &Browser) -> Stream {
    let (status, mut stream) = answer(app, browser).await;
    assert_eq!(status, 200);
    assert_eq!(stream.piece().await.as_deref(), Some("retry: 5000\n\n"));
    stream
}

/// An application whose bell is in a hurry, with its watcher at work.
async fn hurried() -> TestApp {
    let bell = Bell::paced(Pace {
        look: Duration::from_millis(40),
        beat: Duration::from_millis(40),
    });
    let app = TestApp::with(|app| app.bell = bell).await;
    let (bell, db, clock) = (
        app.app.bell.clone(),
        app.app.db.clone(),
        app.app.clock.clone(),
    );
    actix_web::rt::spawn(async move { bell.watch(&db, &clock).await });
    app
}

#[actix_web::test]
async fn an_open_page_hears_what_there_is_and_what_comes() {
    let app = hurried().await;
    nine(&app).await;
    let (_, sam) = sam(&app, &["vip"]).await;
    let mut stream = listen(&app, &sam.browser).await;
    let first = stream.event().await;
    assert_eq!(
        (&first["count"], &first["latest"]),
        (&"3".into(), &serde_json::json!([9, 7, 6]))
    );
    assert_eq!(first["words"], "3 requests wait for a decision");
    assert_eq!(
        stream.piece().await.as_deref(),
        Some(":\n\n"),
        "a sign of life"
    );
    let elsewhere = countersign::domain::values::ids::CustomerId(1);
    submit(&app, NOW, elsewhere, Payload::Archive {}, None).await;
    let own = countersign::domain::values::ids::CustomerId(2);
    submit(&app, NOW, own, Payload::Archive {}, None).await;
    let next = stream.event().await;
    assert_eq!(
        (&next["count"], &next["latest"][0]),
        (&"4".into(), &11.into()),
        "not of no. 10"
    );
    assert_eq!(app.app.bell.listening(), 1);
    drop(stream);
    assert_eq!(app.app.bell.listening(), 0);
}

#[actix_web::test]
async fn a_stream_ends_with_its_session_its_permission_and_its_scope() {
    let app = hurried().await;
    nine(&app).await;
    let (id, sam) = sam(&app, &["vip"]).await;
    let stream = async || {
        let mut stream = listen(&app, &sam.browser).await;
        stream.event().await;
        stream
    };
    let open = stream().await;
    limit(&app, id, &[]).await;
    open.ends().await;
    let mut open = listen(&app, &sam.browser).await;
    assert_eq!(
        open.event().await["count"],
        "6",
        "it begins anew with what he sees by now"
    );
    let withdrawn = "DELETE FROM staff_group_permissions WHERE permission = 'requests.view'";
    sea_orm::ConnectionTrait::execute_unprepared(app.app.db.write(), withdrawn)
        .await
        .expect("done");
    open.ends().await;
    assert_eq!(answer(&app, &sam.browser).await.0, 403);
    let granted = "INSERT INTO staff_group_permissions (group_id, permission)
        SELECT id, 'requests.view' FROM staff_groups WHERE key = 'support'";
    sea_orm::ConnectionTrait::execute_unprepared(app.app.db.write(), granted)
        .await
        .expect("done");
    let open = stream().await;
    assert_eq!(
        sam.browser
            .copy()
            .post("/logout", &[("csrf_token", sam.token())])
            .await
            .status,
        303
    );
    open.ends().await;
    assert_eq!(
        answer(&app, &sam.browser).await.0,
        303,
        "to the sign-in page"
    );
}

#[actix_web::test]
async fn who_only_listens_does_not_keep_the_session_alive() {
    let app = hurried().await;
    let ada = nine(&app).await.browser;
    let idle = app.app.config.session_idle;
    app.app.clock.advance(idle - Duration::from_secs(1));
    let mut stream = listen(&app, &ada).await;
    stream.event().await;
    app.app.clock.advance(Duration::from_secs(1));
    stream.ends().await;
    assert_eq!(
        ada.get("/account").await.status,
        303,
        "the session has ended for want of use"
    );
}

#[actix_web::test]
async fn a_fifth_stream_of_a_session_ends_the_first_and_all_end_when_the_bell_closes() {
    let app = hurried().await;
    let ada = nine(&app).await.browser;
    let mut streams = Vec::new();
    for _ in 0..OF_A_SESSION {
        streams.push(listen(&app, &ada).await);
    }
    streams.push(listen(&app, &ada).await);
    assert_eq!(app.app.bell.listening(), OF_A_SESSION);
    let mut first = streams.remove(0);
    while first.piece().await.is_some() {}
    drop(first);
    assert_eq!(app.app.bell.listening(), OF_A_SESSION);
    app.app.bell.close();
    for mut stream in streams {
        while stream.piece().await.is_some() {}
    }
    assert_eq!(app.app.bell.listening(), 0);
}
