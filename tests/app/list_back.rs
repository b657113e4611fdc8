//! The way back to the list: from a profile, its tabs and its form to where one came from.

use countersign::domain::staff::group::GroupKey;

use crate::customers::Clerk;
use crate::list_pages::{link, many};
use crate::on_both_engines;
use crate::support::page::Page;

fn breadcrumb(page: &Page) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let mut links = page.attributes(".breadcrumbs a", "href");
    links.swap_remove(0)
}

on_both_engines! {
    async fn the_breadcrumb_leads_back_to_the_very_list(app) {
        let clerk = many(&app).await;
        let first = clerk.browser.get("/customers?country=DE&sort=name").await;
        let list = link(&first, "next").expect("a second page");
        let second = clerk.browser.get(&list).await;
        let names = second.all("#customers tbody th a");
        let profile = second.attributes("#customers tbody th a", "href").remove(0);
        let profile = clerk.browser.get(&profile).await;
        let back = breadcrumb(&profile);
        assert_eq!(clerk.browser.get(&back).await.all("#customers tbody th a"), names);
        let tabs = profile.attributes(".tabs a", "href");
        assert!(tabs.len() > 3, "{tabs:?}");
        for tab in tabs {
            assert_eq!(breadcrumb(&clerk.browser.get(&tab).await), back, "{tab}");
        }
        let edit = profile.attributes(".page-actions a", "href").remove(0);
        let form = clerk.browser.get(&edit).await;
        assert_eq!(breadcrumb(&form), back);
        let saved = form.form().set("company", "Saved").submit().await.follow().await;
        assert_eq!(breadcrumb(&saved), back);
        let block = saved.form_at(".block-form form").set("reason", "why not").submit().await;
        assert_eq!(breadcrumb(&block.follow().await), back);
    }

    async fn a_decision_does_not_lose_the_way_back(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[("first_name", "Maria")]).await;
        let from = "from=q%3Dmaria";
        let path = format!("/customers/{id}/verification?{from}");
        let review = clerk.browser.get(&path).await;
        assert_eq!(review.attributes(".tabs a[aria-current=page]", "href"), std::slice::from_ref(&path));
        let form = review.form_at("#step-email form").set("comment", "She wrote from it");
        let decided = form.submit().await;
        let place = format!("{path}#step-email");
        assert_eq!((decided.status, decided.location()), (303, place));
        let again = decided.follow().await;
        assert_eq!(breadcrumb(&again), "/customers?q=maria");
        let nothing = again.form_at("#step-phone form").submit().await;
        assert_eq!(nothing.status, 422, "no reason was given");
        assert_eq!(nothing.attributes(".breadcrumbs a", "href"), ["/customers?q=maria"]);
    }

    async fn nothing_else_is_a_way_back(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[]).await;
        let plain = clerk.browser.get("/customers").await;
        assert_eq!(plain.attributes("#customers tbody th a", "href"), ["/customers/1"]);
        for from in ["https%3A%2F%2Fevil.example", "colour%3Dred", "status%3Dasleep", "%2F%2Fx", ""] {
            let page = clerk.browser.get(&format!("/customers/1?from={from}")).await;
            assert_eq!(breadcrumb(&page), "/customers", "{from}");
        }
    }

    async fn the_same_list_is_offered_as_a_file(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[]).await;
        let page = clerk.browser.get("/customers?country=DE&q=maria&sort=name&per_page=50").await;
        let files = page.attributes(".page-actions a[href*=export]", "href");
        let query = "q=maria&country=DE&sort=name";
        let expected = ["csv", "xlsx"].map(|ending| format!("/customers/export.{ending}?{query}"));
        assert_eq!(files, expected);
        let sam = app.member_of(GroupKey::Support).await;
        let page = sam.get("/customers").await;
        assert!(!page.has(".page-actions a[href*=export]"), "who may not export");
    }
}
