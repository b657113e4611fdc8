//! Groups of one's own: what they allow holds at once, and the built-in ones stay as they are.

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::permission::Permission;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::Filling;

async fn form(ada: &Clerk, path: &str) -> Filling {
    ada.browser.get(path).await.form_at("form[data-picks]")
}

/// The permissions that are on in the form of a page.
async fn granted(ada: &Clerk, path: &str) -> Vec<String> {
    let page = ada.browser.get(path).await;
    page.attributes("input[name=permissions][checked]", "value")
}

/// A group of the number 5 that allows this.
async fn group(ada: &Clerk, name: &str, permissions: &[&str]) {
    let mut sent = vec![("name", name), ("description", "For the night shift")];
    sent.extend(permissions.iter().map(|code| ("permissions", *code)));
    let made = ada.post("/staff/groups", &sent).await;
    assert_eq!(
        (made.status, made.location().as_str()),
        (303, "/staff/groups"),
        "{}",
        made.text()
    );
}

on_both_engines! {
    async fn what_a_group_allows_holds_with_the_next_request(app) {
        let ada = Clerk::hired(&app).await;
        group(&ada, "Night shift", &["customers.view"]).await;
        let list = ada.browser.get("/staff/groups").await;
        assert_eq!(list.all("#groups tbody th"),
            ["Administrators", "Compliance", "Support", "Auditor", "Night shift"]);
        app.hire("sam", GroupKey::Support).await;
        let edit = ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']");
        assert_eq!(edit.without("groups").set("groups", "5").submit().await.status, 303);
        let sam = app.sign_in("sam").await;
        let may = async |path: &str| sam.get(path).await.status == 200;
        assert!(may("/customers").await && !may("/customers/pending").await);
        let sent = [("name", "Night shift"), ("version", "1"), ("permissions", "verification.view")];
        assert_eq!(ada.post("/staff/groups/5", &sent).await.status, 303);
        assert!(!may("/customers").await && may("/customers/pending").await, "at once (S40)");
        let late = ada.post("/staff/groups/5", &sent).await;
        assert_eq!(late.status, 409);
        let full = ada.post("/staff/groups/5/delete", &[("version", "2")]).await;
        assert_eq!(full.status, 409, "somebody is in it");
        let edit = ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']");
        assert_eq!(edit.without("groups").submit().await.status, 303);
        assert_eq!(ada.post("/staff/groups/5/delete", &[("version", "1")]).await.status, 409, "stale");
        assert_eq!(ada.post("/staff/groups/5/delete", &[("version", "2")]).await.status, 303);
        assert_eq!(ada.browser.get("/staff/groups/5/edit").await.status, 404);
        let journal = crate::staff_sessions::count(&app, "group.deleted").await;
        assert_eq!(journal, 1);
    }

    async fn built_in_groups_are_copied_and_not_changed(app) {
        let ada = Clerk::hired(&app).await;
        let page = ada.browser.get("/staff/groups/3/edit").await;
        assert!(!page.has("form[data-picks]") && page.text().contains("came with the product"));
        assert!(page.has("a[href='/staff/groups/new?from=3']"));
        for path in ["/staff/groups/3", "/staff/groups/3/delete"] {
            let mut sent = vec![("version", "1")];
            sent.extend((!path.ends_with("delete")).then_some(("name", "Mine")));
            assert_eq!(ada.post(path, &sent).await.status, 409, "{path}");
        }
        let copy = form(&ada, "/staff/groups/new?from=3").await;
        assert_eq!(copy.submit().await.status, 303);
        let codes = granted(&ada, "/staff/groups/5/edit").await;
        let support = Permission::ALL.iter().filter(|one| GroupKey::Support.allows(**one));
        let mut support: Vec<&str> = support.map(|one| one.code()).collect();
        let mut copied: Vec<&str> = codes.iter().map(String::as_str).collect();
        support.sort_unstable();
        copied.sort_unstable();
        assert_eq!(copied, support);
        let again = form(&ada, "/staff/groups/new?from=3").await.submit().await;
        assert_eq!(again.status, 422);
        assert!(again.errors().concat().contains("another group has this name"));
        assert_eq!(ada.browser.get("/staff/groups/new?from=99").await.status, 404);
        // A copy that is a group of the product's own when it is started again is none.
        countersign::domain::staff::group::ensure_built_in(&app.app.db).await.expect("groups");
        assert_eq!(granted(&ada, "/staff/groups/5/edit").await.len(), support.len());
    }

    async fn nobody_gives_permissions_to_themselves(app) {
        let ada = Clerk::hired(&app).await;
        group(&ada, "Heads", &["staff.view", "staff.update"]).await;
        app.hire("sam", GroupKey::Support).await;
        let edit = ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']");
        assert_eq!(edit.without("groups").set("groups", "5").submit().await.status, 303);
        let sam = Clerk::of(app.sign_in("sam").await).await;
        let more = [("name", "Heads"), ("version", "1"), ("permissions", "customers.view")];
        let refused = sam.post("/staff/groups/5", &more).await;
        assert_eq!(refused.status, 422);
        assert!(refused.errors().concat().contains("somebody else has to decide"));
        assert_eq!(ada.post("/staff/groups/5", &more).await.status, 303);
    }
}

#[actix_web::test]
async fn quick_picks_preset_the_boxes_and_save_nothing() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let views = Permission::ALL
        .iter()
        .filter(|one| one.only_reads())
        .count();
    for (pick, on) in [("all", Permission::ALL.len()), ("none", 0), ("view", views)] {
        let sent = [
            ("name", "Typed"),
            ("permissions", "customers.view"),
            ("pick", pick),
        ];
        let page = ada.post("/staff/groups", &sent).await;
        assert_eq!(page.status, 200);
        let boxes = page.attributes("input[name=permissions][checked]", "value");
        assert_eq!(boxes.len(), on, "{pick}");
        assert_eq!(page.value("name"), "Typed");
    }
    let list = ada.browser.get("/staff/groups").await;
    assert_eq!(list.all("#groups tbody th").len(), 4, "nothing is saved");
    for sent in [
        vec![("name", "")],
        vec![("name", "X"), ("permissions", "customers.destroy")],
    ] {
        assert_eq!(
            ada.post("/staff/groups", &sent).await.status,
            422,
            "{sent:?}"
        );
    }
}

#[actix_web::test]
async fn who_only_sees_staff_is_offered_no_change() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    assert!(ada.get("/").await.has("nav a[href='/staff']"));
    let auditor = app.member_of(GroupKey::Auditor).await;
    for path in [
        "/staff",
        "/staff/1",
        "/staff/groups",
        "/staff/groups/1/edit",
    ] {
        let page = auditor.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let changes = "main form[method=post], main a[href$='/new'], main a[href*='from='], main a[href='/staff/1/edit']";
        assert!(!page.has(changes), "{path}");
    }
}
