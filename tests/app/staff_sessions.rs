//! Staff sessions: how long they last, what ends them, what they never do.

use std::time::Duration;

use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::{disable, member, session};
use futures_util::future::{join, join_all};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::on_both_engines;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const SESSION: &str = "__Host-countersign";

pub async fn is_signed_in(browser: &Browser) -> bool {
    match browser.get("/account").await.status {
        200 => true,
        303 => false,
        other => panic!("/account answered {other}"),
    }
}

async fn sign_out(browser: &Browser) -> Page {
    browser
        .get("/account")
        .await
        .form_at("form[action='/logout']")
        .submit()
        .await
}

pub async fn sessions(app: &TestApp) -> u64 {
    session::Entity::find()
        .count(app.app.db.read())
        .await
        .expect("a number")
}

pub async fn count(app: &TestApp, action: &str) -> u64 {
    let mine = entry::Entity::find().filter(entry::Column::Action.eq(action));
    mine.count(app.app.db.read()).await.expect("a number")
}

on_both_engines! {
    async fn a_session_ends_after_a_quarter_of_an_hour_without_a_request(app) {
        let ada = app.administrator().await;
        for _ in 0..4 {
            app.app.clock.advance(Duration::from_secs(14 * 60));
            assert!(is_signed_in(&ada).await, "used in time");
        }
        app.app.clock.advance(Duration::from_secs(15 * 60));
        assert!(!is_signed_in(&ada).await);
    }

    async fn a_session_ends_after_twelve_hours_of_work(app) {
        let ada = app.administrator().await;
        for _ in 0..(12 * 6 - 1) {
            app.app.clock.advance(Duration::from_secs(10 * 60));
            assert!(is_signed_in(&ada).await);
        }
        app.app.clock.advance(Duration::from_secs(10 * 60));
        assert!(!is_signed_in(&ada).await);
        assert_eq!(
            session::sweep(
                &app.app.db,
                app.app.session_limits(),
                app.app.clock.now().plus(Duration::from_secs(1))
            )
            .await
            .expect("swept"),
            1
        );
        assert_eq!(sessions(&app).await, 0);
    }

    async fn the_last_use_is_written_once_a_minute(app) {
        let ada = app.administrator().await;
        let seen = || async {
            let row = session::Entity::find()
                .one(app.app.db.read())
                .await
                .expect("an answer");
            row.expect("a row").last_seen_at
        };
        let begun = seen().await;
        app.app.clock.advance(Duration::from_secs(59));
        ada.get("/account").await;
        assert_eq!(seen().await, begun);
        app.app.clock.advance(Duration::from_secs(1));
        ada.get("/account").await;
        assert_eq!(seen().await, begun.plus(Duration::from_secs(60)));
    }

    async fn signing_out_ends_the_session_on_the_server(app) {
        let ada = app.administrator().await;
        let stolen = ada.copy();
        assert_eq!(ada.get("/logout").await.status, 405);
        assert!(is_signed_in(&ada).await, "reading signs nobody out");
        let answer = sign_out(&ada).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/login".to_owned())
        );
        assert!(answer.header("clear-site-data").contains("\"cache\""));
        assert_eq!(ada.cookie(SESSION), None);
        assert!(!is_signed_in(&stolen).await);
        assert_eq!(sessions(&app).await, 0);
        assert_eq!(count(&app, "staff.signed-out").await, 1);
    }

    async fn signing_out_needs_the_token_of_this_session(app) {
        let ada = app.administrator().await;
        let other = app.stranger().get("/login").await.value("csrf_token");
        let old = ada.get("/account").await.value("csrf_token");
        assert_eq!(ada.post("/logout", &[]).await.status, 403);
        assert_eq!(ada.post("/logout", &[("csrf_token", "")]).await.status, 403);
        assert_eq!(
            ada.post("/logout", &[("csrf_token", &other)]).await.status,
            403
        );
        assert!(is_signed_in(&ada).await);
        sign_out(&ada).await;
        let again = app.sign_in("administrators").await;
        assert_eq!(
            again.post("/logout", &[("csrf_token", &old)]).await.status,
            403,
            "an earlier session's"
        );
        assert!(is_signed_in(&again).await);
    }

    async fn signing_out_wins_against_requests_in_flight(app) {
        app.hire("ada", GroupKey::Support).await;
        for _ in 0..10 {
            let ada = app.sign_in("ada").await;
            let (one, two) = (ada.copy(), ada.copy());
            let page = one.get("/account").await;
            let save = page
                .form_at("form[action='/account']")
                .set("theme", "dark")
                .submit();
            let out = page.form_at("form[action='/logout']").submit();
            let (_, out) = join(save, out).await;
            assert_eq!(out.status, 303);
            assert!(!is_signed_in(&two).await);
            assert_eq!(sessions(&app).await, 0);
        }
    }

    async fn disabling_somebody_ends_their_sessions_at_once(app) {
        app.hire("ada", GroupKey::Support).await;
        let (one, two) = (app.sign_in("ada").await, app.sign_in("ada").await);
        let email = "ada@example.com".parse().expect("an address");
        disable::disable(&app.app.db, &app.actor(), disable::Named::Address(&email))
            .await
            .expect("disabled");
        assert!(!is_signed_in(&one).await && !is_signed_in(&two).await);
        assert_eq!(sessions(&app).await, 0);
    }

    async fn the_last_administrator_stays(app) {
        app.hire("ada", GroupKey::Administrators).await;
        app.hire("bob", GroupKey::Administrators).await;
        let emails =
            ["ada@example.com", "bob@example.com"].map(|email| email.parse().expect("an address"));
        let actor = app.actor();
        let both = join_all(
            emails
                .iter()
                .map(|email| disable::disable(&app.app.db, &actor, disable::Named::Address(email))),
        )
        .await;
        assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
        assert!(
            both.iter()
                .any(|one| matches!(one, Err(disable::AccessError::LastAdministrator)))
        );
    }

    async fn one_sees_and_ends_ones_own_sessions(app) {
        app.hire("ada", GroupKey::Support).await;
        let here = app.sign_in("ada").await;
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let there = app
            .stranger()
            .at([10, 1, 2, 3])
            .with_header("user-agent", agent);
        let form = there
            .get("/login")
            .await
            .form()
            .set("email", "ada@example.com")
            .set("password", PASSWORD);
        assert_eq!(form.submit().await.status, 303);
        let page = here.get("/account").await;
        assert_eq!(page.all("tbody tr").len(), 2);
        assert!(
            page.text().contains("Firefox on Linux") && page.text().contains("10.1.2.3"),
            "{}",
            page.text()
        );
        let end = page.form_at("form[action$='/end']");
        assert_eq!(end.clone().submit().await.status, 303);
        assert!(!is_signed_in(&there).await && is_signed_in(&here).await);
        assert_eq!(end.submit().await.status, 404, "gone");
        let (second, third) = (app.sign_in("ada").await, app.sign_in("ada").await);
        let all = here
            .get("/account")
            .await
            .form_at("form[action$='/end-others']");
        assert_eq!(all.submit().await.status, 303);
        assert!(
            !is_signed_in(&second).await
                && !is_signed_in(&third).await
                && is_signed_in(&here).await
        );
        assert_eq!(count(&app, "staff.session-ended").await, 2);
    }

    async fn nobody_ends_the_session_of_somebody_else(app) {
        app.hire("ada", GroupKey::Support).await;
        app.hire("bob", GroupKey::Support).await;
        let ada = app.sign_in("ada").await;
        let row = session::Entity::find()
            .one(app.app.db.read())
            .await
            .expect("an answer")
            .expect("a row");
        let bob = app.sign_in("bob").await;
        let token = bob.get("/account").await.value("csrf_token");
        for id in [row.id.to_string(), "999999".to_owned(), "x".to_owned()] {
            let path = format!("/account/sessions/{id}/end");
            assert_eq!(
                bob.post(&path, &[("csrf_token", &token)]).await.status,
                404,
                "{id}"
            );
        }
        assert!(is_signed_in(&ada).await);
    }

    async fn preferences_change_how_pages_look(app) {
        let ada = app.administrator().await;
        let form = ada.get("/account").await.form_at("form[action='/account']");
        let answer = form
            .clone()
            .set("theme", "dark")
            .set("timezone", "Asia/Tokyo")
            .submit()
            .await;
        assert_eq!(answer.status, 303);
        let page = answer.follow().await;
        assert_eq!(page.attributes("html", "data-bs-theme"), ["dark"]);
        assert!(page.text().contains("Asia/Tokyo"));
        assert_eq!(count(&app, "staff.preferences-changed").await, 1);
        page.form_at("form[action='/account']").submit().await;
        assert_eq!(
            count(&app, "staff.preferences-changed").await,
            1,
            "nothing changed, nothing recorded"
        );
        let odd = form
            .set("theme", "neon")
            .set("timezone", "Moon/Sea")
            .submit()
            .await;
        assert_eq!((odd.status, odd.errors().len()), (422, 2));
    }

    async fn a_thousand_session_keys_have_nothing_in_common(app) {
        let id = app.hire("ada", GroupKey::Support).await;
        let staff = member::Entity::find_by_id(id)
            .one(app.app.db.read())
            .await
            .expect("an answer")
            .expect("a member");
        let mut keys = std::collections::BTreeSet::new();
        let txn = app.app.db.begin().await.expect("a transaction");
        for _ in 0..1000 {
            let owner = (id, staff.password_changed_at);
            let key = session::begin(&txn, &app.actor(), owner, session::Stage::Whole, None)
                .await
                .expect("a session");
            keys.insert(secrecy::ExposeSecret::expose_secret(&key).to_owned());
        }
        txn.commit().await.expect("committed");
        assert_eq!(keys.len(), 1000);
        assert!(keys.iter().all(|key| key.len() == 64), "256 bits");
        for position in 0..64 {
            let digits: std::collections::BTreeSet<u8> =
                keys.iter().map(|key| key.as_bytes()[position]).collect();
            assert_eq!(digits.len(), 16, "every digit occurs at {position}");
        }
    }
}
