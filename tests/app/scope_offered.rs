//! Which tags somebody is offered who sees only the customers with some: others would tell of
//! customers outside (S35).

use crate::on_both_engines;
use crate::scope::{IDA, limit, three, tina};
use crate::support::Browser;

/// The tags that the filter of a list offers.
async fn offered(browser: &Browser, list: &str) -> Vec<String> {
    let page = browser.get(list).await;
    assert_eq!(page.status, 200, "{list}");
    let tags = page.attributes("select#tag option", "value");
    tags.into_iter().filter(|tag| !tag.is_empty()).collect()
}

on_both_engines! {
    async fn tags_of_customers_outside_are_not_offered(app) {
        // Ida has vip and new, Jon has gold, and nobody has the other one.
        let ada = three(&app).await;
        assert_eq!(ada.editing(IDA).await.set("tags", "vip, new, other").submit().await.status, 303);
        assert_eq!(ada.editing(IDA).await.set("tags", "vip, new").submit().await.status, 303);
        let (id, tina) = tina(&app, &["vip"]).await;
        for (own, seen) in [
            (vec!["vip"], vec!["new", "vip"]),
            (vec!["gold"], vec!["gold"]),
            (vec!["gold", "vip"], vec!["gold", "new", "vip"]),
            (vec!["other"], vec!["other"]),
        ] {
            limit(&app, id, &own).await;
            for list in ["/customers", "/staff"] {
                assert_eq!(offered(&tina.browser, list).await, seen, "{list} with {own:?}");
            }
        }
        for list in ["/customers", "/staff"] {
            let all = offered(&ada.browser, list).await;
            assert_eq!(all, ["gold", "new", "other", "vip"], "{list} of who sees everybody");
        }
        // What is chosen by hand is said back, whether it is there or not.
        assert_eq!(offered(&tina.browser, "/customers?tag=nothing").await, ["other", "nothing"]);
    }

    async fn a_tag_offered_once_is_offered_to_its_own_scope_only(app) {
        let ada = three(&app).await;
        let (id, tina) = tina(&app, &["gold"]).await;
        assert_eq!(offered(&tina.browser, "/customers").await, ["gold"]);
        limit(&app, id, &["vip"]).await;
        assert_eq!(offered(&tina.browser, "/customers").await, ["new", "vip"], "at once");
        assert_eq!(offered(&ada.browser, "/customers").await, ["gold", "new", "vip"]);
    }
}
