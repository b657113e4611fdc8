//! Who is looking at a request, and that nobody sees what is not theirs to see.

use std::time::Duration;

use countersign::domain::customers::tags;
use countersign::domain::requests::presence::row;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::scope;
use countersign::domain::values::ids::RequestId;
use countersign::worker::{sweep, write_looks};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, stored};
use crate::requests_decide::{asked, matter, sam};
use crate::support::TestApp;
use crate::support::page::Page;

/// Those who are shown.
const LOOKING: &str = ".request-looking:not([hidden])";

const SECOND: Duration = Duration::from_secs(1);

async fn page(clerk: &Clerk, id: RequestId) -> Page {
    clerk.browser.get(&format!("/requests/{id}")).await
}

async fn rows(app: &TestApp) -> Vec<row::Model> {
    let rows = row::Entity::find().all(app.app.db.read()).await;
    rows.expect("rows")
}

on_both_engines! {
    async fn the_page_and_the_list_show_who_else_is_looking(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let id = deposit(&app, maria, "100").await;
        let sam = sam(&app).await;
        assert!(!page(&sam, id).await.has(LOOKING), "oneself is not shown");
        assert!(rows(&app).await.is_empty(), "opening a page writes nothing by itself");
        write_looks(&app.app).await;
        assert!(!page(&sam, id).await.has(LOOKING));
        let words = |page: &Page| page.find("[data-presence]").unwrap_or_default();
        let seen = page(&ada, id).await;
        assert_eq!(words(&seen), "support is looking at this request, too.");
        let list = ada.browser.get("/requests").await;
        assert_eq!(list.find("#requests .request-looking").as_deref(), Some("Looking at it now: support"));
        assert!(!sam.browser.get("/requests").await.has(".request-looking"));
        for (seconds, looking) in [(119, true), (120, false)] {
            app.app.clock.advance(SECOND * (if looking { seconds } else { 1 }));
            assert_eq!(page(&ada, id).await.has(LOOKING), looking, "{seconds}");
            assert_eq!(ada.browser.get("/requests").await.has(".request-looking"), looking);
        }
        write_looks(&app.app).await;
        let bo = app.hire("bo", GroupKey::Support).await;
        let of_bo = Clerk::of(app.sign_in("bo").await).await;
        let piece = of_bo.post(&format!("/requests/{id}/presence"), &[]).await;
        assert_eq!((piece.status, piece.html()), (200, "administrators is looking at this request, too.".into()));
        write_looks(&app.app).await;
        assert!(rows(&app).await.iter().any(|row| row.staff_id == bo));
        assert_eq!(words(&page(&sam, id).await), "administrators, bo are looking at this request, too.");
        assert_eq!(of_bo.post("/requests/99/presence", &[]).await.status, 404);
    }

    async fn it_is_written_down_once_a_minute_and_swept_when_it_is_over(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let id = deposit(&app, maria, "100").await;
        let looked = async |seconds: u64| {
            app.app.clock.advance(SECOND * u32::try_from(seconds).expect("a number"));
            page(&ada, id).await;
            ada.post(&format!("/requests/{id}/presence"), &[]).await;
            write_looks(&app.app).await;
            let rows = rows(&app).await;
            assert_eq!(rows.len(), 1, "one row for each person and request");
            (app.app.clock.now().0 - rows[0].seen_at.0) / 1000
        };
        assert_eq!(looked(0).await, 0);
        assert_eq!(looked(59).await, 59);
        assert_eq!(looked(1).await, 0);
        app.app.clock.advance(SECOND * 119);
        sweep(&app.app).await;
        assert_eq!(rows(&app).await.len(), 1);
        app.app.clock.advance(SECOND);
        sweep(&app.app).await;
        assert!(rows(&app).await.is_empty());
    }

    async fn an_open_page_keeps_no_session_alive(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let id = deposit(&app, maria, "100").await;
        page(&ada, id).await;
        let path = format!("/requests/{id}/presence");
        for _ in 0..14 {
            app.app.clock.advance(SECOND * 60);
            assert_eq!(ada.post(&path, &[]).await.status, 200);
        }
        app.app.clock.advance(SECOND * 60);
        let answer = ada.post(&path, &[]).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/login?next=%2Frequests%2F1"));
    }

    async fn what_is_outside_the_scope_is_as_if_it_were_not_there(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let omar = ada.customer(&[("email", "omar@example.com"), ("tags", "vip")]).await;
        let hers = asked(&app, maria, matter()).await;
        let his: Vec<RequestId> = vec![asked(&app, omar, matter()).await, asked(&app, omar, matter()).await];
        let more = asked(&app, maria, matter()).await;
        ada.customer(&[("email", "zoe@example.com"), ("tags", "gold")]).await;
        let sam = sam(&app).await;
        let tags = tags::tag::Entity::find().all(app.app.db.read()).await.expect("tags");
        let tag = |name: &str| tags.iter().find(|tag| tag.name == name).expect("a tag").id;
        let staff = countersign::domain::staff::member::Entity::find().all(app.app.db.read()).await.expect("staff");
        let id = staff.iter().find(|one| one.name == "support").expect("Sam").id;
        scope::allow(app.app.db.write(), id, &[tag("vip")]).await.expect("a scope");
        for verb in ["claim", "release", "presence"] {
            for outside in [hers, more] {
                let answer = sam.post(&format!("/requests/{outside}/{verb}"), &[]).await;
                assert_eq!(answer.status, 404, "{verb}");
            }
        }
        let shown = sam.browser.get(&format!("/requests/{}?from=", his[0])).await;
        assert_eq!(shown.find(".request-position").as_deref(), Some("1 of 2"));
        assert!(!shown.has("[rel=prev]"));
        assert_eq!(shown.attributes("[rel=next]", "href"), [format!("/requests/{}?from=", his[1])]);
        let next = sam.post("/requests/claim-next", &[("from", "")]).await;
        assert_eq!(next.location(), format!("/requests/{}?from=", his[0]));
        let decided = shown.form_at("#decide form").submit().await;
        assert_eq!(decided.location(), format!("/requests/{}?from=", his[1]));
        scope::allow(app.app.db.write(), id, &[tag("gold")]).await.expect("a scope");
        assert_eq!(sam.post("/requests/claim-next", &[]).await.location(), "/requests");
        assert!(stored(&app, hers).await.assignee_id.is_none());
        assert_eq!(row::Entity::find().count(app.app.db.read()).await.expect("a count"), 0);
    }
}
