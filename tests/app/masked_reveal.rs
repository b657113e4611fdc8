//! Revealing one masked customer for ten minutes, for a purpose that the journal keeps (S39), and
//! what a masked reader may change (S38).

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use countersign::domain::verification::step::Step;
use sea_orm::ConnectionTrait;

use crate::customers::{Clerk, stored, told};
use crate::masked::{BIRD, FINCHLING, mia};
use crate::on_both_engines;
use crate::scope::limit;
use crate::support::TestApp;
use crate::verification_review::handed_in;

const SPARROW: CustomerId = CustomerId(2);

/// The finchling and a sparrow.
async fn two(app: &TestApp) -> Clerk {
    let ada = Clerk::hired(app).await;
    handed_in(app, &ada, &FINCHLING, &[Step::Document]).await;
    let said = [("first_name", "Sparrow"), ("email", "sparrow@example.com")];
    assert_eq!(
        handed_in(app, &ada, &said, &[Step::Document]).await,
        SPARROW
    );
    ada
}

async fn name(clerk: &Clerk, id: CustomerId) -> String {
    clerk
        .browser
        .get(&format!("/customers/{id}"))
        .await
        .heading()
}

async fn reveal(clerk: &Clerk, id: CustomerId, purpose: &str) -> u16 {
    let path = format!("/customers/{id}/reveal");
    clerk.post(&path, &[("purpose", purpose)]).await.status
}

on_both_engines! {
    async fn mia_reveals_one_customer_for_ten_minutes(app) {
        two(&app).await;
        let mia = mia(&app).await;
        let page = mia.browser.get("/customers/1").await;
        assert_eq!(page.heading(), "F••• F•••");
        assert!(page.has("[data-sight=masked] label[for=purpose]"), "a field has its label");
        assert!(!page.has("a[href^='mailto:'], a[href^='tel:']"));
        let form = page.form_at("[data-sight=masked] form").set("purpose", "a call from her");
        let done = form.submit().await;
        assert_eq!((done.status, done.location().as_str()), (303, "/customers/1"));
        let page = done.follow().await;
        assert_eq!(page.heading(), "Finchlingfirst Finchlinglast");
        assert!(page.text().contains("Finchlingstreet 1") && page.text().contains("FINCHLINGDOC77"));
        assert!(page.find("[data-sight=revealed]").expect("a band").contains("12:10"));
        assert_eq!(name(&mia, SPARROW).await, "S•••", "and nobody else");
        let list = mia.browser.get("/customers").await;
        assert_eq!(list.all("#customers tbody th a"), ["S•••", "Finchlingfirst Finchlinglast"]);
        // One entry, with the purpose.
        let entries = told(&app, BIRD).await;
        let reveals: Vec<_> = entries.iter().filter(|one| one.action == "customer.revealed").collect();
        assert_eq!(reveals.len(), 1);
        assert_eq!(reveals[0].actor_name, "auditor");
        assert!(reveals[0].changes.contains("a call from her"), "{}", reveals[0].changes);
        // Until the very end.
        app.app.clock.advance(Duration::from_secs(599));
        assert_eq!(name(&mia, BIRD).await, "Finchlingfirst Finchlinglast");
        app.app.clock.advance(Duration::from_secs(1));
        assert_eq!(name(&mia, BIRD).await, "F••• F•••");
    }

    async fn a_reveal_belongs_to_its_session_and_its_permission(app) {
        two(&app).await;
        let mia = mia(&app).await;
        let second = Clerk::of(app.sign_in("auditor").await).await;
        assert_eq!(reveal(&mia, BIRD, "checking the address").await, 303);
        assert_eq!(name(&mia, BIRD).await, "Finchlingfirst Finchlinglast");
        assert_eq!(name(&second, BIRD).await, "F••• F•••", "another session");
        // Hiding.
        let page = mia.browser.get("/customers/1").await;
        let hidden = page.form_at("[data-sight=revealed] form").submit().await;
        assert_eq!(hidden.follow().await.heading(), "F••• F•••");
        // Two at a time, each for its own time.
        assert_eq!(reveal(&mia, BIRD, "first").await, 303);
        app.app.clock.advance(Duration::from_secs(240));
        assert_eq!(reveal(&mia, SPARROW, "second").await, 303);
        app.app.clock.advance(Duration::from_secs(360));
        assert_eq!(name(&mia, BIRD).await, "F••• F•••");
        assert_eq!(name(&mia, SPARROW).await, "Sparrow");
        // Without the permission it is over at once, and nothing can be revealed.
        let revoke = "DELETE FROM staff_group_permissions WHERE permission = 'customers.reveal'";
        app.app.db.write().execute_unprepared(revoke).await.expect("a change");
        assert_eq!(name(&mia, SPARROW).await, "S•••");
        assert_eq!(reveal(&mia, SPARROW, "again").await, 403);
        let page = mia.browser.get("/customers/2").await;
        assert!(!page.has("[data-sight=masked] form"));
        // And who may see personal data sees everybody.
        let grant = "INSERT INTO staff_group_permissions (group_id, permission) \
            SELECT id, 'customers.personal' FROM staff_groups WHERE key = 'auditor'";
        app.app.db.write().execute_unprepared(grant).await.expect("a change");
        assert_eq!(name(&mia, BIRD).await, "Finchlingfirst Finchlinglast");
    }

    async fn a_purpose_is_asked_for_and_a_fresh_proof(app) {
        let ada = two(&app).await;
        let mia = mia(&app).await;
        for (purpose, status) in [("", 422), ("ab", 422), (&"é".repeat(201), 422)] {
            let page = mia.post("/customers/1/reveal", &[("purpose", purpose)]).await;
            assert_eq!(page.status, status, "{purpose}");
            assert_eq!(page.errors().len(), 1);
            assert!(page.has("label[for=purpose]") && !page.text().contains("inchlingfirst"));
        }
        let form = mia.post("/customers/1/reveal", &[("purpose", "x")]).await.form();
        assert_eq!(form.set("purpose", "abc").submit().await.status, 303, "three are enough");
        assert_eq!(reveal(&mia, SPARROW, &"é".repeat(200)).await, 303);
        assert_eq!(reveal(&mia, CustomerId(999), "nobody").await, 404);
        app.app.clock.advance(Duration::from_secs(301));
        let late = mia.post("/customers/1/reveal", &[("purpose", "later")]).await;
        assert!(late.location().starts_with("/account/confirm"), "{}", late.location());
        let reveals = told(&app, BIRD).await;
        assert_eq!(reveals.iter().filter(|one| one.action == "customer.revealed").count(), 1);
        // Ada sees everything, and nothing offers her more.
        let page = ada.browser.get("/customers/1").await;
        assert_eq!(page.heading(), "Finchlingfirst Finchlinglast");
        assert!(!page.has("[data-sight]"));
    }

    async fn outside_of_the_tags_there_is_nobody_to_reveal(app) {
        two(&app).await;
        let mia = mia(&app).await;
        let id = countersign::domain::values::ids::StaffId(2);
        limit(&app, id, &["vip"]).await;
        assert_eq!(reveal(&mia, SPARROW, "curious").await, 404);
        assert_eq!(mia.post("/customers/2/hide", &[]).await.status, 404);
        assert_eq!(reveal(&mia, BIRD, "curious").await, 303);
    }

    async fn papers_are_seen_only_of_a_revealed_customer(app) {
        two(&app).await;
        let mia = mia(&app).await;
        let status = async |path: &str| mia.browser.get(path).await.status;
        for path in ["/documents/1/preview", "/documents/1/original", "/documents/1/original?pane=on"] {
            assert_eq!(status(path).await, 403, "{path}");
        }
        let page = mia.browser.get("/documents/1").await;
        assert_eq!(page.status, 200);
        assert!(!page.has("img, [data-pdf], a[download]"), "nothing to see");
        assert!(!mia.browser.get("/customers/1/verification").await.has("img, [data-pdf]"));
        let entries = told(&app, BIRD).await;
        assert!(entries.iter().all(|one| !one.looked()), "who saw nothing has not looked");
        let form = page.form_at("[data-sight=masked] form").set("purpose", "the passport");
        let done = form.submit().await;
        assert_eq!(done.location(), "/documents/1");
        for path in ["/documents/1", "/documents/1/preview", "/documents/1/original"] {
            assert_eq!(status(path).await, 200, "{path}");
        }
        assert_eq!(status("/documents/2/preview").await, 403);
    }

    async fn a_form_leaves_what_its_sender_does_not_see(app) {
        two(&app).await;
        let mia = mia(&app).await;
        let page = mia.browser.get("/customers/1/edit").await;
        for name in ["first_name", "last_name", "company", "email", "phone", "telegram_chat_id",
            "address", "birth_date", "document_number"] {
            assert!(!page.has(&format!("[name={name}]")), "{name} is not offered");
        }
        assert!(page.text().contains("••••-••-••") && page.text().contains("+49•••••20"));
        let before = stored(&app, BIRD).await.customer;
        assert_eq!(page.form().set("discount", "7").submit().await.status, 303);
        let after = stored(&app, BIRD).await.customer;
        assert_eq!(after.discount.0, 7);
        assert_eq!((&after.first_name, &after.email, &after.birth_date, &after.document_number),
            (&before.first_name, &before.email, &before.birth_date, &before.document_number));
        assert_eq!((&after.phone, &after.address, &after.last_name), (&before.phone, &before.address, &before.last_name));
        // Sent nonetheless, with and without the mark of the form, it does nothing.
        for marked in [true, false] {
            let page = mia.browser.get("/customers/1/edit").await;
            let form = page.form().set("first_name", "Evil").set("email", "evil@example.com")
                .set("phone", "").set("keep_email", "theirs").set("discount", "8");
            let form = if marked { form } else { form.without("withheld") };
            let done = form.submit().await;
            assert_eq!(done.status, 303, "{}", done.text());
        }
        let after = stored(&app, BIRD).await.customer;
        assert_eq!((&after.first_name, &after.email, &after.phone), (&before.first_name, &before.email, &before.phone));
        assert_eq!(after.discount.0, 8);
        // A mistake brings the same form back, and tells nothing.
        let form = mia.browser.get("/customers/1/edit").await.form().set("discount", "800");
        let back = form.submit().await;
        assert_eq!(back.status, 422);
        assert!(!back.html().contains("inchlingfirst") && !back.has("[name=first_name]"));
        // A masked form that arrives after a reveal leaves them, too; a new one is whole.
        let masked = mia.browser.get("/customers/1/edit").await.form();
        assert_eq!(reveal(&mia, BIRD, "her new name").await, 303);
        assert_eq!(masked.set("discount", "9").submit().await.status, 303);
        let after = stored(&app, BIRD).await.customer;
        assert_eq!((after.discount.0, &after.phone, &after.first_name), (9, &before.phone, &before.first_name));
        let form = mia.browser.get("/customers/1/edit").await.form();
        assert_eq!(form.set("first_name", "Cassandra").submit().await.status, 303);
        assert_eq!(stored(&app, BIRD).await.customer.first_name, "Cassandra");
    }

    async fn a_late_masked_form_tells_nothing_of_what_others_did(app) {
        let ada = two(&app).await;
        let mia = mia(&app).await;
        let late = mia.browser.get("/customers/1/edit").await.form();
        let form = ada.editing(BIRD).await.set("first_name", "Finchlingchanged").set("discount", "5");
        assert_eq!(form.submit().await.status, 303);
        let page = late.set("discount", "6").submit().await;
        assert_eq!(page.status, 409, "{}", page.text());
        assert!(!page.html().contains("inchlingchanged") && !page.html().contains("inchlingfirst"));
        assert_eq!(page.form().submit().await.status, 303);
        let after = stored(&app, BIRD).await.customer;
        assert_eq!((after.discount.0, after.first_name.as_str()), (6, "Finchlingchanged"));
    }

    async fn an_auditor_sees_what_there_is_to_judge_and_reveals_nobody(app) {
        two(&app).await;
        let auditor = Clerk::of(app.member_of(GroupKey::Auditor).await).await;
        assert_eq!(name(&auditor, BIRD).await, "Finchlingfirst Finchlinglast");
        assert_eq!(reveal(&auditor, BIRD, "an audit").await, 403);
        let support = Clerk::of(app.member_of(GroupKey::Support).await).await;
        assert_eq!(name(&support, BIRD).await, "Finchlingfirst Finchlinglast");
    }
}
