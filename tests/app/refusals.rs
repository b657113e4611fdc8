//! What is refused at the door of a page is on record: once, and never so often that it could fill
//! the disk (S106).

use std::time::Duration;

use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry;
use countersign::domain::journal::refusals::MOST;
use countersign::domain::staff::group::GroupKey;
use sea_orm::{EntityTrait, QueryOrder};

use crate::on_both_engines;
use crate::support::TestApp;

async fn refused(app: &TestApp) -> Vec<entry::Model> {
    let all = entry::Entity::find().order_by_asc(entry::Column::Id);
    let mut all = all.all(app.app.db.read()).await.expect("entries");
    all.retain(|entry| entry.refused());
    all
}

on_both_engines! {
    async fn s106_a_missing_permission_is_one_entry(app) {
        let sam = app.member_of(GroupKey::Support).await;
        let answer = sam.get("/staff?q=x").await;
        assert_eq!(answer.status, 403);
        let told = refused(&app).await;
        assert_eq!(told.len(), 1, "{told:?}");
        let entry = &told[0];
        assert_eq!((entry.action(), entry.subject_name.as_str()), (Some(Action::AccessRefused), "GET /staff"));
        assert_eq!((entry.actor_name.as_str(), entry.actor_groups.as_deref()), ("support", Some("Support")));
        assert_eq!(entry.request_id, answer.header("x-request-id"));
        assert!(entry.session_ref.is_some());
        let facts = entry.changes();
        assert_eq!(facts[0].after.as_deref(), Some("staff.view"));
        // The same again within the minute says nothing new, whatever the query.
        sam.get("/staff?q=y").await;
        sam.head("/staff").await;
        assert_eq!(refused(&app).await.len(), 1);
        sam.get("/staff/1").await;
        sam.get("/staff/2").await;
        assert_eq!(refused(&app).await.len(), 2, "one for each route");
        app.app.clock.advance(Duration::from_secs(60));
        sam.get("/staff").await;
        assert_eq!(refused(&app).await.len(), 3, "a minute later");
    }

    async fn s106_a_form_with_a_wrong_token_or_from_elsewhere_is_one_entry(app) {
        let ada = app.administrator().await;
        let answer = ada.post("/account", &[("csrf_token", "made up"), ("language", "de")]).await;
        assert_eq!(answer.status, 403);
        let elsewhere = ada.copy().with_header("sec-fetch-site", "cross-site");
        assert_eq!(elsewhere.post("/account/password", &[]).await.status, 403);
        let told = refused(&app).await;
        let told: Vec<_> = told
            .iter()
            .map(|entry| (entry.action(), entry.subject_name.as_str(), entry.actor_name.as_str(), entry.changes()[0].after.clone()))
            .collect();
        let form = Some(Action::FormRefused);
        assert_eq!(told, [
            (form, "POST /account", "administrators", Some("token".to_owned())),
            // Refused before anybody looked who it is.
            (form, "POST /account/password", "", Some("origin".to_owned())),
        ]);
    }

    async fn s106_strangers_cannot_fill_the_disk_with_refusals(app) {
        let body = [("csrf_token", "x"), ("email", "a@example.com"), ("password", "x")];
        for last in 0..=255_u8 {
            let stranger = app.stranger().at([203, 0, 113, last]);
            assert_eq!(stranger.post("/login", &body).await.status, 403);
            assert_eq!(stranger.post("/setup", &body).await.status, 403);
        }
        assert_eq!(refused(&app).await.len(), MOST);
        app.app.clock.advance(Duration::from_secs(60));
        assert_eq!(app.stranger().post("/login", &body).await.status, 403);
        assert_eq!(refused(&app).await.len(), MOST + 1);
    }
}
