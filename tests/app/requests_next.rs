//! Going on: where a request stands in the list it was opened from, and what comes after a decision.

use countersign::domain::requests::request::Column;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::values::ids::RequestId;
use countersign::edge::paths::encode;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{set, stored};
use crate::requests_decide::{asked, filled, matter, sam};
use crate::requests_list::{nine, numbers};
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

/// A request's page, opened from a list.
async fn from(clerk: &Clerk, id: i64, query: &str) -> Page {
    let path = format!("/requests/{id}?from={}", encode(query));
    clerk.browser.get(&path).await
}

/// Where the page leads to and where it says it is.
fn place(page: &Page) -> [String; 3] {
    let led = |rel: &str| page.attributes(&format!(".request-place [rel={rel}]"), "href");
    let position = page.find(".request-position").unwrap_or_default();
    [led("prev").concat(), position, led("next").concat()]
}

/// Five matters that approving does nothing about, oldest first.
async fn five(app: &TestApp) -> (Clerk, Vec<RequestId>) {
    let maria = Clerk::hired(app).await.customer(&[]).await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(asked(app, maria, matter()).await);
    }
    (sam(app).await, ids)
}

on_both_engines! {
    async fn every_request_knows_its_place_in_every_list(app) {
        let ada = nine(&app).await;
        for number in [1, 3, 5, 8] {
            set(&app, RequestId(number), Column::Color, "#e03131").await;
        }
        for number in [1, 3, 6, 7] {
            set(&app, RequestId(number), Column::AssigneeId, 1_i64).await;
            set(&app, RequestId(number), Column::ClaimedUntil, NOW.0 + 1).await;
        }
        for query in [
            "", "status=all", "status=new", "status=new&status=approved&sort=-id", "sort=-amount&status=all",
            "sort=amount", "type=deposit&status=all", "type=deposit&type=archive&sort=-created_at",
            "color=%23e03131&status=all", "assignee=me", "assignee=none", "customer=2&sort=id",
            "q=omar", "email=maria", "q=3", "amount_min=50&amount_max=100&status=all&sort=id",
            "created_from=2026-11-16&status=all&sort=amount",
        ] {
            let order = numbers(&ada, query).await;
            assert!(!order.is_empty(), "{query}");
            let link = |id: Option<&i64>, own: &str| {
                id.map_or(String::new(), |id| format!("/requests/{id}?from={own}"))
            };
            for (at, id) in order.iter().enumerate() {
                let page = from(&ada, *id, query).await;
                let list = page.attributes(".breadcrumbs a", "href").concat();
                let own = encode(list.strip_prefix("/requests").unwrap_or_default().trim_start_matches('?'));
                let before = at.checked_sub(1).and_then(|before| order.get(before));
                let position = format!("{} of {}", at + 1, order.len());
                let expected = [link(before, &own), position, link(order.get(at + 1), &own)];
                assert_eq!(place(&page), expected, "{query}: {id}");
                assert_eq!(ada.browser.get(&list).await.all("#requests tbody .cell-id").len(), order.len());
            }
        }
        let elsewhere = from(&ada, 4, "").await;
        assert_eq!(place(&elsewhere)[1], "", "it is not in that list");
        assert_eq!(place(&elsewhere)[0], "/requests/3?from=", "but between two of it");
        for nowhere in ["/requests/1", "/requests/1?from=colour%3Dred", "/requests/1?from=http%3A%2F%2Fx%3Dy"] {
            let page = ada.browser.get(nowhere).await;
            assert!(!page.has(".request-place"), "{nowhere}");
            assert_eq!(page.attributes(".breadcrumbs a", "href"), ["/requests"], "{nowhere}");
        }
    }

    async fn a_decision_leads_to_the_next_and_the_last_one_to_the_list(app) {
        let (sam, ids) = five(&app).await;
        let list = sam.browser.get("/requests?sort=-id").await;
        let links = list.attributes("#requests tbody th a", "href");
        assert_eq!(links[0], format!("/requests/{}?from=sort%3D%252Did", ids[4]));
        let mut page = sam.browser.get(&links[0]).await;
        for at in [4, 3, 2, 1] {
            assert_eq!(place(&page)[1], format!("1 of {}", at + 1));
            let done = if at % 2 == 0 {
                page.form_at("#decide form").submit().await
            } else {
                let link = page.attributes("[data-decide=reject]", "formaction").concat();
                filled(&sam.browser.get(&link).await).submit().await
            };
            assert_eq!(done.location(), format!("/requests/{}?from=sort%3D%252Did", ids[at - 1]));
            page = done.follow().await;
            let outcome = if at % 2 == 0 { "approved" } else { "rejected" };
            let words = format!("The request has been {outcome}. Maria is told by mail. Request no. {}", ids[at]);
            assert_eq!(page.flash(), words);
            let link = page.attributes(".flash a", "href").concat();
            let decided = sam.browser.get(&link).await;
            assert!(decided.has(".decided"));
            let [before, position, after] = place(&decided);
            assert_eq!((before.as_str(), position.as_str()), ("", ""), "it is in the list no more");
            assert_eq!(after, done.location());
        }
        let last = page.form_at("#decide form").submit().await;
        assert_eq!(last.location(), "/requests?sort=%2Did");
        let flashes = last.follow().await.all(".flash p");
        assert!(flashes[0].starts_with("The request has been approved."), "{flashes:?}");
        assert_eq!(flashes[1], "That was the last open request of this list.");
    }

    async fn in_a_list_of_all_the_next_one_is_open(app) {
        let (sam, ids) = five(&app).await;
        crate::requests::resolve(&app, ids[1], RequestStatus::Approved).await;
        let page = from(&sam, ids[0].0, "status=all&sort=id&per_page=50").await;
        assert_eq!(place(&page)[1], "1 of 5");
        let done = page.form_at("#decide form").submit().await;
        let from = "status%3Dall%26sort%3Did%26per%5Fpage%3D50";
        assert_eq!(done.location(), format!("/requests/{}?from={from}", ids[2]));
    }

    async fn every_form_keeps_the_list(app) {
        let (sam, ids) = five(&app).await;
        let id = ids[0];
        let here = format!("/requests/{id}?from=sort%3Did");
        for (form, field, value) in [
            ("#comment-form", "body", "hello"), ("#own-color-form", "color", "#e03131"),
            ("#no-color-form", "color", ""), ("#claim-form", "holder", ""), ("#release-form", "from", "sort=id"),
        ] {
            let page = sam.browser.get(&here).await;
            let done = page.form_at(form).set(field, value).submit().await;
            assert_eq!((done.status, done.location()), (303, here.clone()), "{form}");
        }
        let page = sam.browser.get(&here).await;
        let wrong = page.form_at("#comment-form").set("body", " ").submit().await;
        assert_eq!((wrong.status, place(&wrong)), (422, place(&page)));
        let long = "x".repeat(2001);
        let wrong = page.form_at("#decide form").set("comment", &long).submit().await;
        assert_eq!((wrong.status, place(&wrong)), (422, place(&page)));
        let link = wrong.attributes("[data-decide=reject]", "formaction").concat();
        let rejecting = sam.browser.get(&link).await;
        let wrong = filled(&rejecting).set("verification_code", "x").submit().await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.attributes(".breadcrumbs a", "href"), [here.as_str()]);
        let done = filled(&wrong).submit().await;
        assert_eq!(done.location(), format!("/requests/{}?from=sort%3Did", ids[1]));
        assert!(!stored(&app, id).await.is_open());
    }

    async fn who_came_from_no_list_stays(app) {
        let (sam, ids) = five(&app).await;
        let page = sam.browser.get(&format!("/requests/{}", ids[0])).await;
        let done = page.form_at("#decide form").submit().await;
        assert_eq!(done.location(), format!("/requests/{}", ids[0]));
        assert!(!done.follow().await.has(".flash a"));
    }
}
