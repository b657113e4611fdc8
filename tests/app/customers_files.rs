//! The files of a customer in the form: what is there, what joins it, and what takes its place.

use countersign::domain::documents::slot::Slot;
use countersign::domain::documents::stored as documents;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use countersign::domain::values::sight::Sight;
use sea_orm::ConnectionTrait;

use crate::customers::{Clerk, id_of, new_customer, stored, told};
use crate::hostile_uploads::files::{jpeg, png};
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::Page;
use crate::verification_review::{cora, decide, reviews};

/// Hands in selfies of these names.
async fn selfies(clerk: &Clerk, id: CustomerId, names: &[&str]) -> Page {
    let form = clerk.editing(id).await;
    let picture = jpeg();
    let with = names.iter().fold(form, |form, name| {
        form.attach("selfie_images", name, &picture)
    });
    with.submit().await
}

/// The selfies to look at, and how many there were before.
async fn held(app: &TestApp, id: CustomerId) -> (Vec<String>, usize) {
    let all = documents::of_customer(app.app.db.read(), &Sight::Clear, id).await;
    let all = all.expect("documents");
    let current = all.current(Slot::SelfieImages);
    let current = current.map(|one| one.file_name.to_string()).collect();
    (current, all.earlier(Slot::SelfieImages).count())
}

const SIX: [&str; 6] = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg"];

on_both_engines! {
    async fn new_selfies_take_the_place_of_those_that_were_decided_about(app) {
        let cora = cora(&app).await;
        let id = cora.customer(&[]).await;
        assert_eq!(selfies(&cora, id, &SIX).await.status, 303);
        let seventh = selfies(&cora, id, &["7.jpg"]).await;
        assert_eq!(seventh.status, 422, "nobody has looked at the six");
        assert!(seventh.errors().concat().contains("Only 6 files fit here"));
        assert_eq!(held(&app, id).await, (SIX.map(str::to_owned).to_vec(), 0));
        for (decision, reason) in [("ask_again", "cut-off"), ("reject", "cut-off"), ("accept", "")] {
            let said = [("decision", decision), ("reason", reason)];
            assert_eq!(decide(&app, &cora, (id, "selfie"), &said).await.status, 303, "{decision}");
            let (_, before) = held(&app, id).await;
            let there = held(&app, id).await.0.len();
            assert_eq!(selfies(&cora, id, &["a.jpg", "b.jpg"]).await.status, 303, "{decision}");
            let named = vec!["a.jpg".to_owned(), "b.jpg".to_owned()];
            assert_eq!(held(&app, id).await, (named, before + there), "{decision}");
            assert!(!stored(&app, id).await.customer.verified_selfie, "{decision}");
            // Until they are decided about, others join them, up to six.
            assert_eq!(selfies(&cora, id, &SIX[2..]).await.status, 303, "{decision}");
            assert_eq!(held(&app, id).await.0.len(), 6, "{decision}");
            assert_eq!(selfies(&cora, id, &["7.jpg"]).await.status, 422, "{decision}");
        }
        let said = [("decision", "accept")];
        assert_eq!(decide(&app, &cora, (id, "selfie"), &said).await.status, 303);
        assert_eq!(reviews(&app, id).await[0].evidence().len(), 6, "what there was to look at");
        let replaced = told(&app, id).await.into_iter();
        let replaced: Vec<_> = replaced.filter(|entry| entry.action == "customer.document-replaced").collect();
        assert_eq!(replaced.len(), 3, "once for each time");
        let before = replaced[2].changes().remove(0).before;
        assert_eq!(before.as_deref(), Some("1.jpg, 2.jpg, 3.jpg, 4.jpg, 5.jpg, 6.jpg"));
    }

    async fn the_form_says_which_files_there_are(app) {
        let ada = Clerk::hired(&app).await;
        let empty = ada.browser.get("/customers/new").await;
        assert!(!empty.has(".current-files") && !empty.text().contains("new ones join"));
        let form = new_customer(&ada.browser).await;
        let form = form
            .attach("doc_file_1", "passport.png", &png())
            .attach("selfie_images", "a.jpg", &jpeg())
            .attach("selfie_images", "b.jpg", &jpeg())
            .attach("photo", "me.png", &png());
        let id = id_of(&form.submit().await);
        let edit = format!("/customers/{id}/edit");
        let page = ada.browser.get(&edit).await;
        assert_eq!(page.all(".current-files"), ["Now: passport.png", "Now: a.jpg , b.jpg", "Now: me.png"]);
        let links = ["/documents/1", "/documents/2", "/documents/3", "/documents/4"];
        assert_eq!(page.attributes(".current-files a", "href"), links);
        assert!(page.find("#selfie_images-note").is_some_and(|note| note.contains("up to 6; once those have been decided about")));
        let overview = ada.browser.get(&format!("/customers/{id}")).await;
        assert_eq!(overview.attributes(".file-line a", "href"), links);
        let wrong = page.form().set("email", "nobody").submit().await;
        assert_eq!((wrong.status, wrong.all(".current-files").len()), (422, 3), "also when it comes back");
        // Sam may not know of papers that prove something.
        let may = "INSERT INTO staff_group_permissions (group_id, permission) SELECT id, \
                   'customers.update' FROM staff_groups WHERE key = 'support'";
        app.app.db.write().execute_unprepared(may).await.expect("a permission");
        let sam = app.member_of(GroupKey::Support).await;
        assert_eq!(sam.get(&edit).await.all(".current-files"), ["Now: me.png"]);
        let overview = sam.get(&format!("/customers/{id}")).await;
        assert_eq!(overview.attributes(".file-line a", "href"), ["/documents/4"]);
    }
}
