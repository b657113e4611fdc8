//! API tokens: shown once, never more than their owner, dead at once when they should be (S89).

use std::time::Duration;

use actix_web::http::Method;
use countersign::domain::staff::disable::{self, Named};
use countersign::domain::staff::group::{self, GroupKey};
use countersign::domain::staff::token::MOST;
use countersign::domain::staff::token_rows;
use countersign::domain::values::ids::StaffId;
use countersign::edge::pace::A_MINUTE;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Value;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::own_account::{mail, mails};
use crate::staff_sessions::count;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const USERS: &str = "/api/v2/users";

/// Makes a token and answers it.
async fn make(clerk: &Clerk, scope: &str, days: &str) -> String {
    make_named(clerk, "Report", scope, days).await
}

async fn make_named(clerk: &Clerk, name: &str, scope: &str, days: &str) -> String {
    let sent = [("token_name", name), ("scope", scope), ("days", days)];
    let made = clerk.post("/account/tokens", &sent).await;
    assert_eq!(made.status, 200, "{:?}", made.errors());
    assert_eq!(made.header("cache-control"), "no-store");
    made.find("#secret").unwrap_or_default()
}

fn program(app: &TestApp, token: &str) -> Browser {
    app.stranger()
        .with_header("authorization", &format!("Bearer {token}"))
}

fn read(page: &Page) -> Value {
    assert!(
        page.header("content-type").starts_with("application/json"),
        "{}",
        page.html()
    );
    serde_json::from_slice(&page.body).expect("JSON")
}

async fn row(app: &TestApp) -> token_rows::Model {
    let row = token_rows::Entity::find().one(app.app.db.read()).await;
    row.expect("an answer").expect("a token")
}

on_both_engines! {
    async fn a_token_is_seen_once_and_opens_the_api(app) {
        let ada = Clerk::hired(&app).await;
        assert!(ada.browser.get("/account/tokens").await.text().contains("You have no tokens."));
        let token = make(&ada, "everything", "90").await;
        assert!(token.starts_with("cs_") && token.len() == 76, "256 bits and a beginning: {token}");
        assert_eq!(mails(&app).await, [mail("token-created", "administrators")]);
        let stored = row(&app).await;
        assert!(!format!("{stored:?}").contains(&token), "only its hash is kept");
        let list = ada.browser.get("/account/tokens").await;
        assert!(!list.html().contains(&token) && list.text().contains(&token[..11]));
        let answer = program(&app, &token).get(USERS).await;
        assert_eq!(answer.status, 200);
        let users = read(&answer);
        assert_eq!(users["total"], 1);
        let user = &users["data"][0];
        assert_eq!((&user["id"], &user["email"]), (&Value::from(1), &Value::from("administrators@example.com")));
        assert_eq!(user["groups"][0]["name"], "Administrators");
        assert_eq!((&user["status"], &user["createTime"]), (&Value::from("active"), &Value::from("2026-11-20T12:00:00+00:00")));
        assert_eq!(user.as_object().expect("a user").len(), 6, "{user}");
        let one = program(&app, &token).get("/v2/users/1").await;
        assert_eq!(read(&one)["name"], "administrators");
        assert_eq!(count(&app, "token.created").await, 1);
    }

    async fn neither_does_a_cookie_open_the_api_nor_a_token_the_pages(app) {
        let ada = Clerk::hired(&app).await;
        let token = make(&ada, "everything", "1").await;
        let mut ways = vec![ada.browser.clone(), app.stranger()];
        let odd = [
            String::new(), "x".repeat(500), token[..75].to_owned(), format!("{token}0"),
            token.to_uppercase(), format!("{token} {token}"),
        ];
        ways.extend(odd.iter().map(|odd| program(&app, odd)));
        ways.push(app.stranger().with_header("authorization", &token));
        ways.push(app.stranger().with_header("authorization", &format!("Basic {token}")));
        for way in ways {
            let refused = way.get(USERS).await;
            assert_eq!(refused.status, 401);
            assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"countersign\"");
            let said = read(&refused);
            assert_eq!(said["error"]["code"], "unauthorized");
            assert_eq!(said["error"]["requestId"], refused.header("x-request-id"));
            assert!(said["error"]["message"].is_string() && said["error"]["fields"].is_object());
        }
        let query = format!("{USERS}?token={token}&access_token={token}");
        assert_eq!(app.stranger().get(&query).await.status, 401, "never in an address");
        for path in ["/", "/staff", "/account", "/customers"] {
            let door = program(&app, &token).get(path).await;
            assert!(door.location().starts_with("/login"), "{path}: {}", door.status);
        }
    }

    async fn failures_are_json_in_one_shape(app) {
        let ada = Clerk::hired(&app).await;
        let program = program(&app, &make(&ada, "read", "1").await);
        for (path, status, code) in [
            ("/api/v2/users/99", 404, "not_found"), ("/api/v2/users/x", 404, "not_found"),
            ("/api/v2/nothing", 404, "not_found"), ("/v2", 404, "not_found"),
            ("/api/v2/users?limit=0", 422, "invalid"), ("/api/v2/users?limit=1001", 422, "invalid"),
            ("/api/v2/users?offset=10001", 422, "invalid"), ("/api/v2/users?limit=1&limit=1", 422, "invalid"),
            ("/api/v2/users?page=1", 422, "invalid"), ("/api/v2/users?after=-1", 422, "invalid"),
            ("/api/v2/users?after=99999999999999999999", 422, "invalid"),
        ] {
            let answer = program.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            let said = read(&answer);
            assert_eq!(said["error"]["code"], code, "{path}");
            let fields = said["error"]["fields"].as_object().expect("fields");
            assert_eq!(fields.is_empty(), status != 422, "{path}: {said}");
        }
        let wrong = program.send(Method::DELETE, USERS, None, Vec::new()).await;
        assert_eq!((wrong.status, wrong.header("allow")), (405, "GET, HEAD".to_owned()));
        assert_eq!(read(&wrong)["error"]["code"], "method_not_allowed");
    }

    async fn a_list_is_read_in_parts(app) {
        let ada = Clerk::hired(&app).await;
        for name in ["bob", "cora", "dan"] {
            app.hire(name, GroupKey::Support).await;
        }
        let program = program(&app, &make(&ada, "read", "1").await);
        for (query, found) in [
            ("limit=1000", vec![1, 2, 3, 4]), ("limit=2", vec![1, 2]), ("limit=2&offset=1", vec![2, 3]),
            ("offset=4", vec![]), ("after=2", vec![3, 4]), ("after=2&limit=1&offset=1", vec![4]),
        ] {
            let users = read(&program.get(&format!("{USERS}?{query}")).await);
            let ids = users["data"].as_array().expect("a list").iter();
            let ids: Vec<i64> = ids.filter_map(|user| user["id"].as_i64()).collect();
            assert_eq!((ids, &users["total"]), (found, &Value::from(4)), "{query}");
        }
    }

    async fn a_form_sent_twice_makes_one_token(app) {
        let ada = Clerk::hired(&app).await;
        make(&ada, "read", "1").await;
        let sent = [("token_name", "Report"), ("scope", "read"), ("days", "1")];
        let again = ada.post("/account/tokens", &sent).await;
        assert_eq!((again.status, again.errors().len()), (422, 1));
        assert!(again.text().contains("you have a token of this name"), "{}", again.text());
        let all = token_rows::Entity::find().all(app.app.db.read()).await;
        assert_eq!(all.expect("tokens").len(), 1);
        // Another name is another token, and a name is free again once its token is revoked.
        let other = [("token_name", "Another"), ("scope", "read"), ("days", "1")];
        assert_eq!(ada.post("/account/tokens", &other).await.status, 200);
        let revoke = format!("/account/tokens/{}/revoke", row(&app).await.id);
        assert_eq!(ada.post(&revoke, &[]).await.status, 303);
        make(&ada, "read", "1").await;
    }

    async fn a_token_never_may_more_than_its_owner(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("sam", GroupKey::Support).await;
        let sam = Clerk::of(app.sign_in("sam").await).await;
        let theirs = program(&app, &make(&sam, "everything", "1").await);
        assert_eq!(theirs.get(USERS).await.status, 403, "support sees no staff");
        assert_eq!(theirs.get("/api/v2/users/1").await.status, 403);
        let beyond = [("token_name", "x"), ("scope", "chosen"), ("days", "1"), ("permissions", "staff.view")];
        let refused = sam.post("/account/tokens", &beyond).await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1));
        // Of ada's many permissions, one that is not enough, and the one that is.
        for (permission, status) in [("staff.update", 403), ("staff.view", 200)] {
            let sent = [("token_name", permission), ("scope", "chosen"), ("days", "1"), ("permissions", permission)];
            let made = ada.post("/account/tokens", &sent).await.find("#secret").unwrap_or_default();
            assert_eq!(program(&app, &made).get(USERS).await.status, status, "{permission}");
        }
        // What somebody may do changes with the very next request (S40).
        let auditor = group::id_of(app.app.db.read(), GroupKey::Auditor).await.expect("a group");
        group::join(app.app.db.write(), StaffId(2), auditor).await.expect("joined");
        assert_eq!(theirs.get(USERS).await.status, 200);
        let sql = "DELETE FROM staff_group_members WHERE staff_id = 2";
        app.app.db.write().execute_unprepared(sql).await.expect("out");
        assert_eq!(theirs.get(USERS).await.status, 403);
    }

    async fn a_token_ends_when_it_expires_is_revoked_or_its_owner_goes(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("bob", GroupKey::Administrators).await;
        let bob = Clerk::of(app.sign_in("bob").await).await;
        let short = program(&app, &make(&bob, "read", "1").await);
        app.app.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
        assert_eq!(short.get(USERS).await.status, 200);
        app.app.clock.advance(Duration::from_secs(1));
        assert_eq!(short.get(USERS).await.status, 401, "expired");
        let bob = Clerk::of(app.sign_in("bob").await).await;
        assert!(bob.browser.get("/account/tokens").await.text().contains("Expired"));
        let revoked = program(&app, &make_named(&bob, "Second", "read", "365").await);
        assert_eq!(revoked.get(USERS).await.status, 200);
        let max = Clerk::of(app.member_of(GroupKey::Support).await).await;
        assert_eq!(max.post("/account/tokens/2/revoke", &[]).await.status, 404, "not theirs");
        assert_eq!(bob.post("/account/tokens/2/revoke", &[]).await.status, 303);
        assert_eq!(revoked.get(USERS).await.status, 401);
        assert_eq!(bob.post("/account/tokens/2/revoke", &[]).await.status, 404);
        assert_eq!(count(&app, "token.revoked").await, 1);
        let last = program(&app, &make_named(&bob, "Third", "everything", "365").await);
        assert_eq!(last.get(USERS).await.status, 200);
        let email = "bob@example.com".parse().expect("an address");
        let disabled = disable::disable(&app.app.db, &app.actor(), Named::Address(&email)).await;
        disabled.expect("disabled");
        assert_eq!(last.get(USERS).await.status, 401, "S9");
        let ada = Clerk::of({ drop(ada); app.sign_in("administrators").await }).await;
        assert_eq!(ada.post("/staff/2/enable", &[]).await.status, 303);
        assert_eq!(last.get(USERS).await.status, 401, "and does not come back");
    }

    async fn the_last_use_is_written_once_a_minute(app) {
        let ada = Clerk::hired(&app).await;
        let program = program(&app, &make(&ada, "read", "1").await).at([10, 3, 2, 1]);
        assert_eq!(row(&app).await.last_used_at, None);
        program.get(USERS).await;
        let used = app.app.clock.now();
        assert_eq!(row(&app).await.last_used_at, Some(used));
        assert_eq!(row(&app).await.last_used_ip.as_deref(), Some("10.3.2.1"));
        app.app.clock.advance(Duration::from_secs(59));
        program.get(USERS).await;
        assert_eq!(row(&app).await.last_used_at, Some(used));
        app.app.clock.advance(Duration::from_secs(1));
        program.get(USERS).await;
        assert_eq!(row(&app).await.last_used_at, Some(app.app.clock.now()));
    }

    async fn a_form_with_mistakes_comes_back_with_all_of_them(app) {
        let ada = Clerk::hired(&app).await;
        let long = "a".repeat(101);
        for (name, scope, days, mistakes) in [
            ("", "", "0", 3), ("x", "all", "366", 2), (long.as_str(), "chosen", "1", 2), ("x", "read", "1.5", 1),
        ] {
            let sent = [("token_name", name), ("scope", scope), ("days", days)];
            let refused = ada.post("/account/tokens", &sent).await;
            assert_eq!((refused.status, refused.errors().len()), (422, mistakes), "{name} {scope} {days}");
        }
        for number in 0..MOST {
            make_named(&ada, &number.to_string(), "read", "1").await;
        }
        let sent = [("token_name", "x"), ("scope", "read"), ("days", "1")];
        let refused = ada.post("/account/tokens", &sent).await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1), "there is an end to it");
    }
}

#[actix_web::test]
async fn s90_a_token_that_asks_too_fast_is_slowed_by_itself_and_told_for_how_long() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let eager = program(&app, &make(&ada, "read", "1").await);
    let other = program(&app, &make_named(&ada, "Other", "read", "1").await);
    for _ in 0..A_MINUTE.get() {
        assert_eq!(eager.get(USERS).await.status, 200);
    }
    let early = eager.get(USERS).await;
    assert_eq!(
        (early.status, early.header("retry-after").as_str()),
        (429, "1")
    );
    assert_eq!(read(&early)["error"]["code"], "too_many_requests");
    assert_eq!(
        other.get(USERS).await.status,
        200,
        "another program does not wait"
    );
    app.app.clock.advance(Duration::from_secs(1));
    for _ in 0..A_MINUTE.get() / 60 {
        assert_eq!(eager.get(USERS).await.status, 200);
    }
    assert_eq!(eager.get(USERS).await.status, 429);
}
