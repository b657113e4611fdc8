//! Customers: what hangs on them, and who may see and change them.

use countersign::domain::customers::consent;
use countersign::domain::staff::group::GroupKey;
use sea_orm::{EntityTrait, QueryOrder};

use crate::customers::{Clerk, MARIA, count, stored};
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;

on_both_engines! {
    async fn consent_to_the_newsletter_is_recorded_and_taken_back(app) {
        let clerk = Clerk::hired(&app).await;
        let agreed = [
            ("newsletter", "on"), ("newsletter_source", "ticked the box"),
        ];
        let id = clerk.customer(&agreed).await;
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        let words = "Agreed; recorded by administrators (ticked the box), 20 Nov 2026, 12:00";
        assert!(profile.text().contains(words), "{}", profile.text());
        let form = clerk.editing(id).await.without("newsletter");
        form.set("newsletter_source", "said so by phone")
            .submit()
            .await;
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert!(
            profile
                .text()
                .contains("Withdrawn; recorded by administrators (said so by phone)")
        );
        clerk
            .editing(id)
            .await
            .set("last_name", "Meier")
            .submit()
            .await;
        let rows = consent::Entity::find().order_by_asc(consent::Column::Id);
        let rows = rows.all(app.app.db.read()).await.expect("rows");
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.customer_id, row.given, row.at, row.recorded_by.as_str()))
            .collect();
        let (given, taken) = (
            (id, true, NOW, "administrators"),
            (id, false, NOW, "administrators"),
        );
        assert_eq!(rows, [given, taken]);
    }

    async fn a_monitor_that_became_inactive_stays_and_is_marked(app) {
        let clerk = Clerk::hired(&app).await;
        let monitors = "/settings/exchange-monitors";
        for name in ["Alpha", "Beta"] {
            assert_eq!(
                clerk
                    .post(monitors, &[("name", name), ("active", "on")])
                    .await
                    .status,
                303
            );
        }
        let id = clerk.customer(&[("exchange_monitor", "1")]).await;
        let off = [("name", "Alpha"), ("version", "1")];
        assert_eq!(
            clerk
                .post("/settings/exchange-monitors/1", &off)
                .await
                .status,
            303
        );
        let offered = "#exchange_monitor option";
        let edit = clerk.browser.get(&format!("/customers/{id}/edit")).await;
        assert_eq!(edit.all(offered), ["Choose…", "Alpha (inactive)", "Beta"]);
        assert_eq!(edit.value("exchange_monitor"), "1");
        let new = clerk.browser.get("/customers/new").await;
        assert_eq!(new.all(offered), ["Choose…", "Beta"]);
        assert_eq!(
            edit.form().set("last_name", "Meier").submit().await.status,
            303
        );
        assert_eq!(
            stored(&app, id)
                .await
                .customer
                .exchange_monitor_id
                .map(|id| id.0),
            Some(1)
        );
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert!(profile.text().contains("Alpha (inactive)"));
        let form = clerk.editing(id).await;
        assert_eq!(form.set("exchange_monitor", "2").submit().await.status, 303);
        let back = clerk.update(id, "3", &[("exchange_monitor", "1")]).await;
        assert_eq!(
            back.errors(),
            ["Exchange monitor: this monitor is inactive; choose an active one"]
        );
        assert_eq!(
            stored(&app, id)
                .await
                .customer
                .exchange_monitor_id
                .map(|id| id.0),
            Some(2)
        );
    }
}

#[actix_web::test]
async fn who_may_only_look_changes_nothing() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    let id = clerk.customer(&[]).await;
    let before = stored(&app, id).await;
    for group in [GroupKey::Support, GroupKey::Auditor] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let profile = reader.browser.get(&format!("/customers/{id}")).await;
        assert_eq!(
            (profile.status, profile.heading()),
            (200, "Maria".to_owned()),
            "{group}"
        );
        assert!(
            !profile.has(".page-actions a"),
            "{group} is offered no change"
        );
        assert!(
            !reader
                .browser
                .get("/customers")
                .await
                .has(".page-actions a"),
            "{group}"
        );
        for path in ["/customers/new".to_owned(), format!("/customers/{id}/edit")] {
            assert_eq!(
                reader.browser.get(&path).await.status,
                403,
                "{group} {path}"
            );
        }
        let sent = reader.update(id, "1", &[("last_name", "Changed")]).await;
        assert_eq!(
            (sent.status, sent.heading()),
            (403, "You may not do this".into()),
            "{group}"
        );
        let sent = reader.create(&[("email", "new@example.com")]).await;
        assert_eq!(sent.status, 403, "{group}");
    }
    assert_eq!(stored(&app, id).await, before);
    assert_eq!(count(&clerk.browser).await, 1);
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    clerk.customer(&[]).await;
    for id in [
        "2",
        "0",
        "-1",
        "99999999999999999999",
        "9223372036854775808",
        "%00",
        "x",
        "1.5",
    ] {
        for page in ["", "/edit", "/verification", "/history"] {
            let path = format!("/customers/{id}{page}");
            assert_eq!(clerk.browser.get(&path).await.status, 404, "{path}");
        }
        let sent = clerk
            .post(&format!("/customers/{id}"), &[("version", "1")])
            .await;
        assert_eq!(sent.status, 404, "POST {id}");
    }
}

#[actix_web::test]
async fn without_a_session_every_page_leads_to_the_door_and_back() {
    let app = TestApp::on_sqlite().await;
    let stranger = app.stranger();
    for (path, door) in [
        ("/customers", "/login?next=%2Fcustomers"),
        ("/customers/1/edit", "/login?next=%2Fcustomers%2F1%2Fedit"),
        (
            "/customers?q=a%20b&sort=-id",
            "/login?next=%2Fcustomers%3Fq%3Da%2520b%26sort%3D%2Did",
        ),
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(
            (answer.status, answer.location().as_str()),
            (303, door),
            "{path}"
        );
    }
    let sent = stranger.post("/customers", &MARIA).await;
    let door = "/login?next=%2Fcustomers%2Fnew&unsent=on";
    assert_eq!((sent.status, sent.location().as_str()), (303, door));
    let said = stranger.get(door).await.text();
    assert!(said.contains("What you sent was not done"), "{said}");
    let hired = app.administrator().await;
    assert_eq!(count(&hired).await, 0);
}

on_both_engines! {
    async fn who_may_not_see_papers_does_not_learn_of_them_elsewhere(app) {
        let ada = app.administrator().await;
        let form = ada.get("/customers/new").await.form();
        let picture = {
            let mut bytes = std::io::Cursor::new(Vec::new());
            image::RgbImage::new(8, 8)
                .write_to(&mut bytes, image::ImageFormat::Png)
                .expect("a picture");
            bytes.into_inner()
        };
        let saved = form
            .set("first_name", "Mo")
            .set("email", "mo@example.com")
            .set("gender", "other")
            .set("country", "DE")
            .set("document_number", "CANARY-77")
            .attach("doc_file_1", "canary-passport.png", &picture)
            .attach("photo", "mo.png", &picture)
            .submit()
            .await;
        let profile = saved.location();
        let sam = app.member_of(GroupKey::Support).await;
        for path in [profile.clone(), format!("{profile}/history"), format!("{profile}/history?looks=on")] {
            let seen = sam.get(&path).await.html();
            assert!(!seen.contains("CANARY-77") && !seen.contains("canary-passport"), "{path}");
        }
        assert!(sam.get(&profile).await.html().contains("mo.png"));
        assert!(ada.get(&profile).await.html().contains("canary-passport.png"));
        assert!(ada.get(&format!("{profile}/history")).await.html().contains("canary-passport.png"));
    }
}
