//! Second factors of accounts: who must have one, replacing, removing and resetting it, and being
//! asked again before what matters.

use std::time::Duration;

use countersign::domain::staff::disable::Named;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::second_factor;
use countersign::worker;

use crate::on_both_engines;
use crate::second_factor::{ADA, code, give, halfway, set_up};
use crate::sign_in::{SESSION, stored, try_as};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);

async fn subjects(app: &TestApp) -> Vec<String> {
    worker::deliver(&app.app).await;
    let sent = app.app.mailer.sent();
    sent.iter().map(|letter| letter.subject.clone()).collect()
}

/// Sets up what is required at the door, and is in.
async fn set_up_at_the_door(app: &TestApp, page: &Page) -> Page {
    let secret = page.find("code.secret").expect("a secret");
    let form = page.form_at("form[action='/login/2fa']");
    form.set("code", &code(app, &secret, 0)).submit().await
}

#[actix_web::test]
async fn where_everybody_must_the_first_sign_in_sets_it_up() {
    let app = TestApp::start(&[("require_2fa", "true")]).await;
    app.hire("administrators", GroupKey::Administrators).await;
    let ada = app.stranger();
    let page = halfway(&ada, ADA).await;
    assert_eq!(page.heading(), "Set up a second factor");
    assert!(page.has("svg.qr path[d]") && !page.has("form[action='/login/2fa/mail']"));
    assert!(
        ada.get("/customers")
            .await
            .location()
            .starts_with("/login/2fa"),
        "before anything"
    );
    let secret = page.find("code.secret").expect("a secret");
    let again = ada.get("/login/2fa").await;
    assert_eq!(
        again.find("code.secret"),
        Some(secret),
        "looking again changes nothing"
    );
    let form = page.form_at("form[action='/login/2fa']");
    let wrong = form.set("code", "000000").submit().await;
    assert_eq!((wrong.status, wrong.has("svg.qr")), (422, true));
    let before = ada.cookie(SESSION);
    let answer = set_up_at_the_door(&app, &wrong).await;
    assert_eq!(answer.location(), "/account/recovery-codes?next=%2F");
    assert_ne!(ada.cookie(SESSION), before);
    let codes = answer.follow().await;
    assert_eq!(codes.all(".recovery-codes code").len(), 10);
    assert_eq!(codes.form().submit().await.location(), "/");
    assert!(is_signed_in(&ada).await);
    assert_eq!(count(&app, "staff.signed-in").await, 1);
    assert_eq!(subjects(&app).await, ["Your second factor is set up"]);
    let page = ada.get("/account/second-factor").await;
    assert!(!page.has("form[action='/account/second-factor/remove']"));
    let token = page.value("csrf_token");
    let refused = ada
        .post("/account/second-factor/remove", &[("csrf_token", &token)])
        .await;
    assert_eq!(refused.status, 409, "required");
}

on_both_engines! {
    async fn a_group_may_require_it_of_its_members(app) {
        let ada = app.administrator().await;
        let form = ada.get("/staff/groups/new").await.form();
        let form = form.set("name", "Careful").set("permissions", "customers.view");
        assert_eq!(form.submit().await.status, 303);
        let id = app.hire("support", GroupKey::Support).await;
        let edit = ada.get(&format!("/staff/{id}/edit")).await;
        let groups = edit.attributes("input[name=groups]", "value");
        // Groups are told by name: the newest one has the highest number.
        let careful = groups.iter().max().expect("the new group").clone();
        assert_eq!(edit.form().set("groups", &careful).submit().await.status, 303);
        let eve = app.sign_in("support").await;
        assert!(is_signed_in(&eve).await, "not required yet");
        let path = format!("/staff/groups/{careful}/edit");
        let form = ada.get(&path).await.form().set("requires_second_factor", "on");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(ada.get(&path).await.value("requires_second_factor"), "on");
        assert!(eve.get("/customers").await.location().starts_with("/login/2fa"), "from now on");
        app.app.clock.advance(FIVE_MINUTES);
        assert_eq!(eve.get("/customers").await.location(), "/login?next=%2Fcustomers");
        let page = halfway(&eve, "support@example.com").await;
        assert_eq!(set_up_at_the_door(&app, &page).await.status, 303);
        assert_eq!(eve.get("/customers").await.status, 200);
        assert!(is_signed_in(&ada).await, "hers requires nothing");
    }

    /// S10: a new app ends the other sessions, and the old one stops working.
    async fn an_app_can_be_replaced_and_removed(app) {
        let ada = app.administrator().await;
        let other = app.sign_in("administrators").await;
        let old = set_up(&app, &ada).await;
        assert!(is_signed_in(&ada).await && !is_signed_in(&other).await);
        let new = set_up(&app, &ada).await;
        assert_ne!(old, new);
        let second = app.stranger();
        halfway(&second, ADA).await;
        assert_eq!(give(&second, &code(&app, &old, 0)).await.status, 422);
        assert_eq!(give(&second, &code(&app, &new, 0)).await.status, 303);
        let page = ada.get("/account/second-factor").await;
        let form = page.form_at("form[action='/account/second-factor/remove']");
        assert_eq!(form.submit().await.location(), "/account/second-factor");
        assert!(is_signed_in(&ada).await && !is_signed_in(&second).await);
        assert_eq!(try_as(&second, ADA, PASSWORD).await.location(), "/", "the password alone");
        let told = subjects(&app).await;
        assert!(told.iter().any(|subject| subject == "Your second factor is removed"), "{told:?}");
    }

    async fn an_administrator_resets_what_somebody_has_lost(app) {
        let ada = app.administrator().await;
        let id = app.hire("support", GroupKey::Support).await;
        let eve = app.sign_in("support").await;
        set_up(&app, &eve).await;
        let list = ada.get("/staff?second_factor=authenticator").await;
        assert_eq!(list.all("#staff tbody tr").len(), 1);
        assert_eq!(ada.get("/staff?second_factor=none").await.all("#staff tbody tr").len(), 1);
        assert_eq!(ada.get("/staff?second_factor=maybe").await.status, 422);
        let path = format!("/staff/{id}/reset-second-factor");
        let page = ada.get(&format!("/staff/{id}")).await;
        let form = page.form_at(&format!("form[action='{path}']"));
        assert_eq!(form.clone().submit().await.location(), format!("/staff/{id}"));
        assert_eq!(form.submit().await.status, 409, "there is none any more");
        assert!(!is_signed_in(&eve).await, "signed out everywhere");
        assert_eq!(try_as(&eve, "support@example.com", PASSWORD).await.location(), "/");
        assert_eq!(count(&app, "staff.second-factor-reset").await, 1);
        let told = subjects(&app).await;
        assert!(told.iter().any(|subject| subject == "Your second factor was reset"), "{told:?}");
    }

    async fn nobody_resets_their_own_and_the_machine_resets_any(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let member = stored(&app, "administrators").await;
        let page = ada.get(&format!("/staff/{}", member.id)).await;
        assert!(!page.has("form[action$='/reset-second-factor']"));
        let token = page.value("csrf_token");
        let path = format!("/staff/{}/reset-second-factor", member.id);
        assert_eq!(ada.post(&path, &[("csrf_token", &token)]).await.status, 409);
        let actor = app.actor();
        let reset = |named| second_factor::reset(&app.app.db, &actor, named);
        reset(Named::Address(&member.email)).await.expect("reset");
        let again = reset(Named::Address(&member.email)).await.expect_err("none left");
        assert_eq!(again.to_string(), "this staff member has no second factor");
        let nobody = "nobody@example.com".parse().expect("an address");
        assert!(reset(Named::Address(&nobody)).await.is_err());
    }

    /// S12: a list leaves the house only for who has just proved that it is them.
    async fn ada_is_asked_again_after_five_minutes(app) {
        let ada = app.administrator().await;
        let export = "/customers/export.csv?q=anna";
        app.app.clock.advance(FIVE_MINUTES - Duration::from_secs(1));
        assert_eq!(ada.get(export).await.status, 200);
        app.app.clock.advance(Duration::from_secs(1));
        let member = stored(&app, "administrators").await.id;
        for path in [
            export,
            "/customers/export.xlsx",
            "/requests/export.csv",
            "/requests/export.xlsx",
            "/account/second-factor",
            &format!("/staff/{member}/edit"),
        ] {
            let answer = ada.get(path).await;
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location().starts_with("/account/confirm?next="), "{path}");
        }
        let page = ada.get(export).await.follow().await;
        assert_eq!(page.heading(), "Confirm that it is you");
        let empty = page.form().submit().await;
        assert_eq!((empty.status, empty.errors().len()), (422, 1));
        let wrong = page.form().set("password", "not the password").submit().await;
        assert_eq!((wrong.status, wrong.errors().len()), (422, 1));
        assert_eq!(ada.get(export).await.status, 303, "not yet");
        let right = wrong.form().set("password", PASSWORD).submit().await;
        assert_eq!(right.location(), export.replace("/export.csv", ""), "the list that it is of");
        assert_eq!(ada.get(export).await.status, 200);
        assert_eq!(count(&app, "staff.proved").await, 2);
    }

    async fn a_form_that_comes_too_late_leads_back_to_its_page(app) {
        let ada = app.administrator().await;
        let id = app.hire("support", GroupKey::Support).await;
        let path = format!("/staff/{id}/edit");
        let form = ada.get(&path).await.form().set("name", "Somebody else");
        app.app.clock.advance(FIVE_MINUTES);
        let fields: Vec<_> = form.fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let from = format!("http://127.0.0.1:8080{path}");
        let sender = ada.clone().with_header("referer", &from);
        let late = sender.post(&format!("/staff/{id}"), &fields).await;
        assert_eq!(late.status, 303);
        assert_eq!(stored(&app, "support").await.name, "support", "not saved");
        let page = late.follow().await;
        assert!(page.text().contains("it was not saved"));
        let back = page.form().set("password", PASSWORD).submit().await;
        assert_eq!(back.location(), path);
    }

    async fn a_form_that_came_back_and_comes_too_late_leads_to_a_page_that_can_be_opened(app) {
        let ada = app.administrator().await;
        let form = ada.get("/staff/groups/new").await.form();
        assert_eq!(form.set("name", "Night shift").submit().await.status, 303);
        for (sent, from, page) in [
            ("/staff/groups/5", "/staff/groups/5", "/staff/groups/5/edit"),
            ("/staff/groups", "/staff/groups", "/staff/groups/new"),
            ("/staff", "/staff", "/staff/new"),
            ("/staff/1", "/staff/1", "/staff/1/edit"),
            ("/staff/1/reset-second-factor", "/staff/1?from=x", "/staff/1?from=x"),
            ("/account/tokens", "/account/tokens", "/account/tokens/new"),
            ("/account/second-factor", "/account/password", "/account"),
            ("/account/second-factor", "//elsewhere", "/account/second-factor"),
        ] {
            app.app.clock.advance(FIVE_MINUTES);
            let from = format!("http://127.0.0.1:8080{from}");
            let late = ada.clone().with_header("referer", &from).post(sent, &[]).await;
            let wanted = format!("/account/confirm?next={}", countersign::edge::paths::encode(page));
            assert_eq!((late.status, late.location()), (303, wanted), "{sent} from {from}");
        }
        // A file comes by itself and leaves nobody on a page: one goes on from its list.
        for (file, list) in [
            ("/audit-log/export.csv?outcome=refused", "/audit-log?outcome=refused"),
            ("/customers/export.xlsx", "/customers"),
        ] {
            let wanted = format!("/account/confirm?next={}", countersign::edge::paths::encode(list));
            assert_eq!(ada.get(file).await.location(), wanted, "{file}");
        }
        let back = ada.get("/account/confirm?next=/customers").await;
        let back = back.form().set("password", PASSWORD).submit().await.follow().await;
        assert!(back.flash().contains("For the next five minutes"), "{}", back.flash());
    }

    async fn a_code_proves_it_too_and_works_once(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        let ada = &ada;
        let proved = |code: String| async move {
            let page = ada.get("/account/confirm?next=/customers").await;
            page.form().set("code", &code).submit().await
        };
        let now = code(&app, &secret, 0);
        assert_eq!(proved(now.clone()).await.location(), "/customers");
        assert_eq!(proved(now).await.status, 422, "used");
        for _ in 0..4 {
            assert_eq!(proved("000000".to_owned()).await.status, 422);
        }
        assert_eq!(proved(code(&app, &secret, 30)).await.status, 429);
        app.app.clock.advance(Duration::from_secs(31));
        assert_eq!(proved(code(&app, &secret, 0)).await.status, 303);
    }

    /// S47: proving leads to our own pages and nowhere else.
    async fn the_way_back_stays_in_the_house(app) {
        let ada = app.administrator().await;
        for next in ["//e", "/%5Ce", "https:e", "javascript:alert(1)", "/login", "/account/confirm"] {
            let page = ada.get("/account/confirm").await;
            let form = page.form().set("password", PASSWORD).set("next", next);
            assert_eq!(form.submit().await.location(), "/account", "{next}");
        }
    }
}
