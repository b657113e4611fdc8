//! Nobody gives anybody more than they have themselves, nor acts on somebody who has more; an
//! administrator without limits always remains; and giving is asked about again (S12).

use std::time::Duration;

use countersign::domain::staff::group::{self, GroupKey};
use countersign::domain::staff::permission::Permission::{
    self, RevealCustomers, UpdateStaff, ViewCustomers, ViewStaff,
};
use countersign::domain::values::ids::StaffId;

use crate::access::permissions::with;
use crate::customers::Clerk;
use crate::on_both_engines;
use crate::scope::limit;
use crate::second_factor::set_up;
use crate::sign_in::stored;
use crate::staff_sessions::is_signed_in;
use crate::support::TestApp;
use crate::support::page::Page;

/// Tia runs the night desk: she may see customers and change staff, and nothing else.
const DESK: [Permission; 3] = [ViewCustomers, ViewStaff, UpdateStaff];

/// What is done to a member from their page.
const VERBS: [&str; 4] = [
    "end-sessions",
    "reset-second-factor",
    "send-password-link",
    "disable",
];

async fn edit(clerk: &Clerk, who: StaffId, field: &str, value: &str) -> Page {
    let page = clerk.browser.get(&format!("/staff/{who}/edit")).await;
    let form = page.form_at(&format!("form[action='/staff/{who}']"));
    form.set(field, value).submit().await
}

fn said_beyond(page: &Page) {
    assert_eq!(page.status, 409, "{}", page.text());
    assert_eq!(page.heading(), "This cannot be done");
    assert!(page.text().contains("more than you"), "{}", page.text());
}

async fn id_of(app: &TestApp, key: GroupKey) -> String {
    let id = group::id_of(app.app.db.read(), key).await;
    id.expect("a group").to_string()
}

on_both_engines! {
    async fn who_has_less_does_nothing_about_who_has_more(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let bob = app.hire("bob", GroupKey::Administrators).await;
        let bobs = app.sign_in("bob").await;
        set_up(&app, &bobs).await;
        let tia = Clerk::of(with(&app, "tia", DESK.into()).await).await;
        said_beyond(&edit(&tia, bob, "email", "evil@attacker.example").await);
        for verb in VERBS {
            said_beyond(&tia.post(&format!("/staff/{bob}/{verb}"), &[]).await);
        }
        assert_eq!(ada.post(&format!("/staff/{bob}/disable"), &[]).await.status, 303);
        said_beyond(&tia.post(&format!("/staff/{bob}/enable"), &[]).await);
        assert_eq!(stored(&app, "bob").await.email.as_str(), "bob@example.com");
        let noor = [("name", "Noor"), ("email", "noor@example.com"), ("groups", &*id_of(&app, GroupKey::Auditor).await)];
        let made = ada.post("/staff", &noor).await.location();
        said_beyond(&tia.post(&format!("{made}/invite"), &[]).await);
    }

    /// What they may do is the same, but not whom they see.
    async fn who_sees_some_customers_does_nothing_about_who_sees_more(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let bob = app.hire("bob", GroupKey::Administrators).await;
        let tia = app.hire("tia", GroupKey::Administrators).await;
        limit(&app, tia, &["vip"]).await;
        let tia = Clerk::of(app.sign_in("tia").await).await;
        for tags in [&[][..], &["gold"], &["vip", "gold"]] {
            limit(&app, bob, tags).await;
            said_beyond(&edit(&tia, bob, "name", "Robert").await);
            said_beyond(&tia.post(&format!("/staff/{bob}/disable"), &[]).await);
        }
        limit(&app, bob, &["vip"]).await;
        assert_eq!(edit(&tia, bob, "name", "Robert").await.status, 303);
        assert_eq!(tia.post(&format!("/staff/{bob}/disable"), &[]).await.status, 303);
        drop(ada);
    }

    async fn nobody_gives_what_they_may_not_do_themselves(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let tia = Clerk::of(with(&app, "tia", DESK.into()).await).await;
        let sam = app.hire("sam", GroupKey::Support).await;
        assert_eq!(edit(&ada, sam, "groups", "").await.status, 422, "no group has no number");
        let form = ada.browser.get(&format!("/staff/{sam}/edit")).await;
        let form = form.form_at(&format!("form[action='/staff/{sam}']"));
        assert_eq!(form.without("groups").submit().await.status, 303);
        for key in [GroupKey::Administrators, GroupKey::Support] {
            let group = id_of(&app, key).await;
            let refused = edit(&tia, sam, "groups", &group).await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{key}");
            assert!(refused.errors()[0].contains("nobody gives more"), "{:?}", refused.errors());
            let noor = [("name", "Noor"), ("email", "noor@example.com"), ("groups", group.as_str())];
            assert_eq!(tia.post("/staff", &noor).await.status, 422, "{key}");
        }
        let group = |more: Permission| {
            let codes = [ViewCustomers.code(), more.code()];
            [("name", "Night"), ("permissions", codes[0]), ("permissions", codes[1])]
        };
        assert_eq!(tia.post("/staff/groups", &group(RevealCustomers)).await.status, 422);
        assert_eq!(tia.post("/staff/groups", &group(ViewStaff)).await.status, 303);
        let nights = tia.browser.get("/staff/groups").await.attributes("#groups a[href$='/edit']", "href");
        let nights = nights.iter().max().expect("a group").trim_end_matches("/edit").to_owned();
        let change = |version, more| [&group(more)[..], &[("version", version)]].concat();
        assert_eq!(tia.post(&nights, &change("1", RevealCustomers)).await.status, 422);
        assert_eq!(ada.post(&nights, &change("1", RevealCustomers)).await.status, 303);
        assert_eq!(tia.post(&nights, &change("2", ViewStaff)).await.status, 422, "nor takes it away");
        let own = nights.rsplit('/').next().expect("a number").to_owned();
        assert_eq!(edit(&tia, sam, "groups", &own).await.status, 422);
        assert_eq!(ada.post(&nights, &change("2", ViewStaff)).await.status, 303);
        assert_eq!(edit(&tia, sam, "groups", &own).await.status, 303);
    }

    async fn nobody_takes_away_a_group_that_allows_more_than_they_may(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let tia = Clerk::of(with(&app, "tia", DESK.into()).await).await;
        let night = [("name", "Night"), ("permissions", "customers.view"), ("permissions", "customers.reveal")];
        assert_eq!(ada.post("/staff/groups", &night).await.status, 303);
        let list = ada.browser.get("/staff/groups").await.attributes("#groups a[href$='/edit']", "href");
        let path = list.iter().max().expect("a group").trim_end_matches("/edit").to_owned();
        let delete = format!("{path}/delete");
        let refused = tia.post(&delete, &[("version", "1")]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("This group allows more than you may do"), "{}", refused.text());
        let less = [("name", "Night"), ("version", "1"), ("permissions", "customers.view")];
        assert_eq!(ada.post(&path, &less).await.status, 303);
        assert_eq!(tia.post(&delete, &[("version", "2")]).await.status, 303);
    }

    /// It is changed where a link confirms it, by its owner; somebody else still may.
    async fn nobody_changes_their_own_address_as_that_of_a_member(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let bob = app.hire("bob", GroupKey::Administrators).await;
        let bobs = Clerk::of(app.sign_in("bob").await).await;
        let refused = edit(&bobs, bob, "email", "robert@example.com").await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1));
        assert!(refused.errors()[0].contains("change your own address in your account"));
        assert_eq!(refused.value("email"), "robert@example.com", "as typed");
        assert!(refused.has("a[href='/account/email']"));
        assert_eq!(edit(&bobs, bob, "email", " BOB@example.com ").await.status, 303, "the same one");
        assert_eq!(edit(&bobs, bob, "name", "Robert").await.status, 303);
        assert_eq!(stored(&app, "bob").await.name, "Robert");
        assert_eq!(edit(&ada, bob, "email", "robert@example.com").await.status, 303);
    }

    async fn an_administrator_without_limits_always_remains(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let bob = app.hire("bob", GroupKey::Administrators).await;
        let bobs = Clerk::of(app.sign_in("bob").await).await;
        assert_eq!(edit(&ada, bob, "allowed_networks", "127.0.0.0/8").await.status, 303);
        let one = StaffId(1);
        for (field, value) in [("tags", "vip"), ("allowed_networks", "203.0.113.1")] {
            let refused = edit(&bobs, one, field, value).await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{field}");
            assert!(refused.errors()[0].contains("last active administrator"), "{:?}", refused.errors());
        }
        assert_eq!(bobs.post("/staff/1/disable", &[]).await.status, 409, "nobody else is everywhere");
        let groups = bobs.browser.get("/staff/1/edit").await.form_at("form[action='/staff/1']");
        assert_eq!(groups.without("groups").submit().await.status, 422);
        assert!(is_signed_in(&ada.browser).await);
        assert_eq!(edit(&ada, bob, "allowed_networks", "").await.status, 303);
        assert_eq!(edit(&bobs, one, "allowed_networks", "127.0.0.0/8").await.status, 303, "bob remains");
        assert_eq!(bobs.post("/staff/1/disable", &[]).await.status, 303);
    }

    /// A session that somebody has found open makes no administrator.
    async fn s12_who_gives_somebody_permissions_proves_again_that_it_is_them(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let night = [("name", "Night"), ("permissions", "customers.view")];
        assert_eq!(ada.post("/staff/groups", &night).await.status, 303);
        app.app.clock.advance(Duration::from_secs(5 * 60));
        let all = [("name", "Night"), ("version", "1"), ("permissions", "staff.update")];
        let noor = [("name", "Noor"), ("email", "noor@example.com"), ("groups", "1")];
        for (path, sent) in [
            ("/staff", &noor[..]), ("/staff/groups", &night), ("/staff/groups/5", &all),
            ("/staff/groups/5/delete", &[("version", "1")]),
        ] {
            let asked = ada.post(path, sent).await;
            assert!(asked.location().starts_with("/account/confirm"), "{path}: {}", asked.status);
        }
        for path in ["/staff/new", "/staff/groups/new", "/staff/groups/5/edit"] {
            let asked = ada.browser.get(path).await;
            assert!(asked.location().starts_with("/account/confirm?next=%2Fstaff"), "{path}");
        }
        assert_eq!(ada.browser.get("/staff/groups/1/edit").await.status, 200, "nobody changes it");
        let auditor = app.member_of(GroupKey::Auditor).await;
        app.app.clock.advance(Duration::from_secs(5 * 60));
        assert_eq!(auditor.get("/staff/groups/5/edit").await.status, 200, "who only looks");
    }

    async fn whoever_is_second_sees_what_the_first_one_stored(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let sam = app.hire("sam", GroupKey::Support).await;
        let late = ada.browser.get(&format!("/staff/{sam}/edit")).await;
        let late = late.form_at(&format!("form[action='/staff/{sam}']"));
        assert_eq!(edit(&ada, sam, "allowed_networks", "127.0.0.0/8").await.status, 303);
        let told = late.set("name", "Samuel").submit().await;
        assert_eq!(told.status, 409);
        assert_eq!(told.all(".stored-now li"), ["Name: sam", "Allowed networks: 127.0.0.0/8"]);
        let night = [("name", "Night"), ("permissions", "customers.view")];
        assert_eq!(ada.post("/staff/groups", &night).await.status, 303);
        let change = |name, more| [("name", name), ("version", "1"), ("permissions", more)];
        assert_eq!(ada.post("/staff/groups/5", &change("Day", "staff.view")).await.status, 303);
        let told = ada.post("/staff/groups/5", &change("Dusk", "customers.view")).await;
        assert_eq!(told.status, 409);
        let stored = told.all(".stored-now li");
        assert_eq!((stored.len(), stored[0].as_str()), (2, "Name: Day"));
        assert!(stored[1].starts_with("Permissions: "), "{stored:?}");
    }
}
