//! The tags of a customer in the hands of somebody who sees only some.

use countersign::domain::values::ids::CustomerId;

use crate::customers::{Clerk, new_customer, stored};
use crate::on_both_engines;
use crate::scope::{IDA, limit, three, tina};
use crate::support::TestApp;

async fn tags(app: &TestApp, id: CustomerId) -> Vec<String> {
    stored(app, id).await.tags
}

on_both_engines! {
    async fn a_new_customer_gets_the_tags_of_who_registers_them(app) {
        let (id, tina) = tina(&app, &["vip", "gold"]).await;
        for typed in ["fresh", "fresh, vip", "gold, vip, fresh"] {
            let refused = tina.create(&[("tags", typed)]).await;
            assert_eq!(refused.status, 422, "{typed}");
            let errors = refused.errors().concat();
            assert!(errors.contains("you may add and remove only gold, vip"), "{typed}: {errors}");
            assert_eq!(refused.value("tags"), typed);
        }
        let said = [("email", "a@example.com"), ("tags", "vip")];
        let maria = tina.customer(&said).await;
        assert_eq!(tags(&app, maria).await, ["gold", "vip"]);
        let page = tina.browser.get(&format!("/customers/{maria}")).await;
        assert_eq!(page.status, 200, "and is seen");
        let told = crate::customers::told(&app, maria).await;
        let change = told[0].changes().into_iter().find(|change| change.field == "tags");
        assert_eq!(change.and_then(|change| change.after).as_deref(), Some("gold, vip"));
        limit(&app, id, &[]).await;
        let noor = tina.customer(&[("email", "b@example.com")]).await;
        assert_eq!(tags(&app, noor).await, [""; 0], "who sees all adds nothing");
    }

    async fn the_last_tag_of_theirs_stays(app) {
        three(&app).await;
        let (id, tina) = tina(&app, &["vip", "gold"]).await;
        let refused = tina.editing(IDA).await.set("tags", "new").submit().await;
        assert_eq!(refused.status, 422);
        let errors = refused.errors().concat();
        assert!(errors.contains("keep one of gold, vip"), "{errors}");
        assert_eq!(refused.value("tags"), "new", "what was typed is kept");
        assert_eq!(tags(&app, IDA).await, ["new", "vip"]);
        // One of theirs for another of theirs is fine.
        let changed = tina.editing(IDA).await.set("tags", "new, gold").submit().await;
        assert_eq!(changed.status, 303, "{:?}", changed.errors());
        assert_eq!(tags(&app, IDA).await, ["gold", "new"]);
        limit(&app, id, &[]).await;
        let changed = tina.editing(IDA).await.set("tags", "").submit().await;
        assert_eq!(changed.status, 303, "who sees all may remove all");
    }

    async fn tags_of_others_are_shown_and_stay(app) {
        three(&app).await;
        let (_, tina) = tina(&app, &["vip"]).await;
        let form = tina.editing(IDA).await;
        let page = tina.browser.get("/customers/1/edit").await;
        assert_eq!(page.value("tags"), "new, vip");
        for typed in ["vip", "vip, new, gold", "vip, other"] {
            let refused = form.clone().set("tags", typed).submit().await;
            assert_eq!(refused.status, 422, "{typed}");
            let errors = refused.errors().concat();
            assert!(errors.contains("you may add and remove only vip"), "{typed}: {errors}");
        }
        let saved = form.set("tags", "vip, new").set("first_name", "Idania").submit().await;
        assert_eq!(saved.status, 303, "{:?}", saved.errors());
        assert_eq!(tags(&app, IDA).await, ["new", "vip"]);
    }

    async fn a_form_is_too_late_once_the_customer_is_out_of_sight(app) {
        let ada = three(&app).await;
        let (_, tina) = tina(&app, &["vip"]).await;
        let form = tina.editing(IDA).await.set("first_name", "Idania");
        assert_eq!(ada.editing(IDA).await.set("tags", "gold").submit().await.status, 303);
        assert_eq!(form.submit().await.status, 404);
        assert_eq!(stored(&app, IDA).await.customer.first_name, "Ida");
    }
}

#[actix_web::test]
async fn the_form_of_somebody_with_tags_is_like_any_other() {
    let app = TestApp::on_sqlite().await;
    let (_, tina) = tina(&app, &["vip"]).await;
    let saved = new_customer(&tina.browser).await.submit().await;
    assert_eq!(saved.status, 303);
    let clerk = Clerk::of(tina.browser).await;
    let twice = clerk.create(&[]).await;
    assert_eq!(twice.status, 422, "the address is taken, whoever has it");
}
