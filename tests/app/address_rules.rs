//! From where people may come: rules for everybody, networks of one member, and closed doors.

use std::time::Duration;

use countersign::domain::settings::address_rules::{self, MOST, NewRule};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::AddressRuleId;
use sea_orm::ConnectionTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::sign_in::{DEVICE, fail, stored, try_as};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const RULES: &str = "/settings/address-rules";

async fn add(ada: &Clerk, kind: &str, network: &str, lasts: &str) -> Page {
    let sent = [
        ("rule_kind", kind),
        ("network", network),
        ("rule_reason", "because"),
        ("lasts", lasts),
    ];
    ada.post(RULES, &sent).await
}

async fn door(app: &TestApp, ip: [u8; 4]) -> u16 {
    app.stranger().at(ip).get("/login").await.status
}

async fn locks(page: &Page) -> bool {
    page.status == 422
        && page
            .errors()
            .concat()
            .contains("this would lock you out; you are at 127.0.0.1")
}

/// A token of ada's, in a program somewhere.
async fn program(app: &TestApp, ada: &Clerk) -> Browser {
    let sent = [("token_name", "x"), ("scope", "read"), ("days", "9")];
    let token = ada
        .post("/account/tokens", &sent)
        .await
        .find("#secret")
        .unwrap_or_default();
    app.stranger()
        .with_header("authorization", &format!("Bearer {token}"))
}

async fn limit(ada: &Clerk, id: u32, networks: &str) -> Page {
    let path = format!("/staff/{id}");
    let form = ada.browser.get(&format!("{path}/edit")).await;
    let form = form.form_at(&format!("form[action='{path}']"));
    form.set("allowed_networks", networks).submit().await
}

on_both_engines! {
    async fn a_denied_network_stays_out_until_the_rule_ends(app) {
        let ada = Clerk::hired(&app).await;
        let program = program(&app, &ada).await;
        assert_eq!(door(&app, [10, 0, 0, 7]).await, 200);
        let added = add(&ada, "deny", "10.0.0.9/8", "day").await;
        assert_eq!((added.status, added.location().as_str()), (303, RULES));
        let list = added.follow().await;
        assert!(list.flash().contains("10.0.0.0/8"), "{}", list.flash());
        assert_eq!(list.all("#rules tbody th"), ["10.0.0.0/8"]);
        for (ip, status) in [([9, 255, 255, 255], 200), ([10, 0, 0, 0], 403), ([10, 255, 255, 255], 403), ([11, 0, 0, 0], 200)] {
            assert_eq!(door(&app, ip).await, status, "{ip:?}");
        }
        let out = app.stranger().at([10, 0, 0, 7]);
        assert!(out.get("/login").await.text().contains("From where you are, nobody gets in here."));
        for free in ["/healthz", "/robots.txt"] {
            assert_eq!(out.get(free).await.status, 200, "{free}");
        }
        let session = ada.browser.clone().at([10, 0, 0, 7]);
        assert_eq!(session.get("/account").await.status, 403, "also with a session");
        let refused = program.clone().at([10, 0, 0, 7]).get("/api/v2/users").await;
        assert_eq!(refused.status, 403);
        assert!(refused.header("content-type").starts_with("application/json"));
        assert_eq!(program.get("/api/v2/users").await.status, 200);
        app.app.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
        assert_eq!(door(&app, [10, 0, 0, 7]).await, 403);
        app.app.clock.advance(Duration::from_secs(1));
        assert_eq!(door(&app, [10, 0, 0, 7]).await, 200, "expired");
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        assert_eq!(add(&ada, "deny", "10.0.0.7", "ever").await.status, 303);
        assert_eq!(door(&app, [10, 0, 0, 7]).await, 403);
        assert_eq!(ada.post(&format!("{RULES}/2/end"), &[]).await.status, 303);
        assert_eq!(door(&app, [10, 0, 0, 7]).await, 200, "ended, at once");
        assert_eq!(ada.post(&format!("{RULES}/2/end"), &[]).await.status, 404);
        let told = (count(&app, "address-rule.added").await, count(&app, "address-rule.ended").await);
        assert_eq!(told, (2, 1));
    }

    async fn once_somebody_is_allowed_only_those_get_in_and_denied_wins(app) {
        let ada = Clerk::hired(&app).await;
        assert_eq!(add(&ada, "allow", "127.0.0.0/8", "ever").await.status, 303);
        assert_eq!(add(&ada, "allow", "10.0.0.0/8", "hour").await.status, 303);
        assert_eq!(add(&ada, "deny", "10.0.0.7", "ever").await.status, 303);
        for (ip, status) in [([127, 0, 0, 1], 200), ([10, 0, 0, 6], 200), ([10, 0, 0, 7], 403), ([192, 0, 2, 1], 403)] {
            assert_eq!(door(&app, ip).await, status, "{ip:?}");
        }
        app.app.clock.advance(Duration::from_secs(60 * 60));
        assert_eq!(door(&app, [10, 0, 0, 6]).await, 403, "no longer allowed");
        // A header that nobody is trusted to send lets nobody in (S94).
        let forged = app.stranger().at([192, 0, 2, 1]).with_header("x-forwarded-for", "127.0.0.1");
        assert_eq!(forged.get("/login").await.status, 403);
    }

    async fn nobody_locks_themselves_out(app) {
        let ada = Clerk::hired(&app).await;
        for (kind, network) in [("deny", "127.0.0.1"), ("deny", "0.0.0.0/0"), ("allow", "10.0.0.0/8"), ("deny", "::ffff:127.0.0.1")] {
            assert!(locks(&add(&ada, kind, network, "ever").await).await, "{kind} {network}");
            assert_eq!(door(&app, [127, 0, 0, 1]).await, 200);
        }
        assert_eq!(count(&app, "address-rule.added").await, 0, "nothing is kept");
        assert_eq!(add(&ada, "allow", "127.0.0.1", "ever").await.status, 303);
        assert_eq!(add(&ada, "allow", "10.0.0.0/8", "ever").await.status, 303);
        let own = address_rules::all(app.app.db.read()).await.expect("rules").pop().expect("the first");
        let refused = ada.post(&format!("{RULES}/{}/end", own.id), &[]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("Allow your own network first"), "{}", refused.text());
        // The machine's owner has a way in whatever the rules say; a server follows in seconds.
        let theirs = AddressRuleId(own.id.0 + 1);
        let ended = address_rules::end(&app.app.db, &Default::default(), &app.actor(), own.id).await;
        ended.expect("ended");
        assert_eq!(door(&app, [127, 0, 0, 1]).await, 200, "as it was known");
        app.app.clock.advance(Duration::from_secs(3));
        assert_eq!(door(&app, [127, 0, 0, 1]).await, 403);
        let ended = address_rules::end(&app.app.db, &Default::default(), &app.actor(), theirs).await;
        ended.expect("ended");
        app.app.clock.advance(Duration::from_secs(3));
        assert_eq!(door(&app, [127, 0, 0, 1]).await, 200);
    }

    /// What lets them in now must not end before what keeps others out.
    async fn nobody_locks_themselves_out_an_hour_later(app) {
        let ada = Clerk::hired(&app).await;
        assert_eq!(add(&ada, "allow", "127.0.0.1", "hour").await.status, 303, "then all get in");
        for lasts in ["ever", "day"] {
            assert!(locks(&add(&ada, "allow", "10.0.0.0/8", lasts).await).await, "{lasts}");
        }
        assert_eq!(add(&ada, "allow", "10.0.0.0/8", "hour").await.status, 303, "both end at once");
        assert!(locks(&add(&ada, "allow", "192.0.2.0/24", "ever").await).await);
        assert_eq!(add(&ada, "allow", "127.0.0.0/8", "day").await.status, 303);
        assert_eq!(add(&ada, "allow", "192.0.2.0/24", "day").await.status, 303);
        // Without the day, the hour would be the last one.
        let day = address_rules::all(app.app.db.read()).await.expect("rules").swap_remove(1);
        assert_eq!(day.network, "127.0.0.0/8");
        assert_eq!(ada.post(&format!("{RULES}/{}/end", day.id), &[]).await.status, 409);
        for (hours, ip, status) in [(1, [10, 0, 0, 1], 403), (0, [192, 0, 2, 1], 200), (23, [10, 0, 0, 1], 200)] {
            assert_eq!(door(&app, [127, 0, 0, 1]).await, 200);
            app.app.clock.advance(Duration::from_secs(hours * 60 * 60));
            assert_eq!(door(&app, ip).await, status, "{ip:?}");
        }
    }

    async fn a_rule_is_there_once(app) {
        let ada = Clerk::hired(&app).await;
        assert_eq!(add(&ada, "deny", "10.0.0.0/8", "day").await.status, 303);
        for (network, lasts) in [("10.0.0.0/8", "day"), ("10.1.2.3/8", "hour")] {
            let refused = add(&ada, "deny", network, lasts).await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{network} {lasts}");
            assert!(refused.errors()[0].contains("there is this rule already"), "{:?}", refused.errors());
        }
        assert_eq!(add(&ada, "deny", "10.0.0.0/9", "day").await.status, 303, "another network");
        assert_eq!(add(&ada, "deny", "10.0.0.0/8", "week").await.status, 303, "longer");
        assert_eq!(add(&ada, "deny", "10.0.0.0/8", "ever").await.status, 303, "longer still");
        assert_eq!(add(&ada, "deny", "10.0.0.0/8", "ever").await.status, 422);
        assert_eq!(count(&app, "address-rule.added").await, 4);
        let other = add(&ada, "allow", "127.0.0.0/8", "hour").await;
        assert_eq!(other.status, 303);
        app.app.clock.advance(Duration::from_secs(60 * 60));
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        assert_eq!(add(&ada, "allow", "127.0.0.0/8", "hour").await.status, 303, "the other has ended");
    }

    async fn a_form_with_mistakes_comes_back_with_all_of_them(app) {
        let ada = Clerk::hired(&app).await;
        let sent = [("rule_kind", "maybe"), ("network", "10.0.0.0/33"), ("rule_reason", " "), ("lasts", "long")];
        let refused = ada.post(RULES, &sent).await;
        assert_eq!((refused.status, refused.errors().len()), (422, 4));
        assert_eq!(refused.value("network"), "10.0.0.0/33", "as typed");
        let new = NewRule::parse("deny", "192.0.2.1", "x", "ever").expect("a rule");
        let sql = format!(
            "INSERT INTO address_rules (kind, network, reason, created_at, created_by) VALUES {}",
            vec!["('deny', '192.0.2.2/32', 'x', 0, 'x')"; MOST - 1].join(", "),
        );
        app.app.db.write().execute_unprepared(&sql).await.expect("rows");
        let gate = &app.app.gate;
        address_rules::add(&app.app.db, gate, &app.actor(), &new).await.expect("the last one");
        let refused = add(&ada, "deny", "192.0.2.3", "ever").await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1), "there is an end to it");
    }

    async fn somebody_with_networks_gets_in_from_there_alone(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("sam", GroupKey::Administrators).await;
        let sam = app.sign_in("sam").await;
        let token = program(&app, &Clerk::of(sam.clone()).await).await;
        assert_eq!(token.get("/api/v2/users").await.status, 200);
        let refused = limit(&ada, 2, "10.0.0.0/8, office").await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1));
        assert_eq!(limit(&ada, 2, "10.0.0.0/8 192.0.2.7").await.status, 303);
        let list = ada.browser.get("/staff").await.text();
        assert!(list.contains("10.0.0.0/8, 192.0.2.7/32") && list.contains("from anywhere"), "{list}");
        // What runs elsewhere stands at the door with the very next request.
        assert!(!is_signed_in(&sam).await);
        assert_eq!(token.get("/api/v2/users").await.status, 401);
        let wrong = try_as(&app.stranger(), "sam@example.com", "not the password at all").await;
        let outside = try_as(&app.stranger(), "sam@example.com", PASSWORD).await;
        assert_eq!((outside.status, outside.errors()), (wrong.status, wrong.errors()), "as with a wrong password");
        assert_eq!(count(&app, "staff.sign-in-failed").await, 2);
        for ip in [[10, 3, 2, 1], [192, 0, 2, 7]] {
            let inside = app.stranger().at(ip);
            assert_eq!(try_as(&inside, "sam@example.com", PASSWORD).await.status, 303, "{ip:?}");
            assert!(is_signed_in(&inside).await && !is_signed_in(&inside.clone().at([192, 0, 2, 8])).await);
            assert_eq!(token.clone().at(ip).get("/api/v2/users").await.status, 200);
        }
        let own = limit(&ada, 1, "127.0.0.1").await;
        assert_eq!((own.status, own.errors().len()), (422, 1), "nobody limits themselves");
        assert_eq!(limit(&ada, 2, "").await.status, 303);
        assert!(is_signed_in(&sam).await, "from anywhere again");
        assert_eq!(stored(&app, "sam").await.allowed_networks, "");
    }

    async fn closed_doors_are_seen_and_opened(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("sam", GroupKey::Support).await;
        assert!(ada.browser.get(RULES).await.text().contains("Nobody is closed out."));
        let guesser = app.stranger().at([10, 0, 0, 7]);
        fail(&guesser, "sam@example.com", 5).await;
        fail(&guesser, "Secret.Name@example.com", 5).await;
        let known = app.sign_in("sam").await;
        let device = app.stranger();
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        fail(&device, "sam@example.com", 5).await;
        let page = ada.browser.get(RULES).await;
        let lines = page.all("#blocked tbody tr");
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(!page.html().to_lowercase().contains("secret.name"), "never the address typed");
        let about = |words: [&str; 3]| lines.iter().any(|line| words.iter().all(|one| line.contains(one)));
        assert!(about(["An account from one network", "sam", "10.0.0.7"]), "{lines:?}");
        assert!(about(["An account from one network", "no account of ours", "10.0.0.7"]), "{lines:?}");
        assert!(about(["An account from a known browser", "sam", "5"]), "{lines:?}");
        assert_eq!(try_as(&guesser, "sam@example.com", PASSWORD).await.status, 429);
        let position = lines.iter().position(|line| line.contains("sam") && line.contains("10.0.0.7"));
        let subject = page.attributes("#blocked input[name=subject]", "value").remove(position.expect("a line"));
        let open = [("subject", subject.as_str())];
        let sam = Clerk::of(known).await;
        assert_eq!(sam.post(&format!("{RULES}/unblock"), &open).await.status, 403);
        let opened = ada.post(&format!("{RULES}/unblock"), &open).await;
        assert_eq!(opened.status, 303);
        assert_eq!(try_as(&guesser, "sam@example.com", PASSWORD).await.status, 303);
        assert_eq!(ada.post(&format!("{RULES}/unblock"), &open).await.status, 404, "open already");
        assert_eq!(count(&app, "staff.sign-in-reopened").await, 1);
        app.app.clock.advance(Duration::from_secs(30));
        let ada = Clerk::of(ada.browser).await;
        assert!(ada.browser.get(RULES).await.text().contains("Nobody is closed out."), "by themselves");
    }

    async fn whose_links_to_a_new_password_are_closed_is_seen(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("sam", GroupKey::Support).await;
        for email in ["sam@example.com", "nobody@example.com"] {
            for status in [303, 303, 303, 303, 303, 429] {
                let page = app.stranger().get("/login/forgotten").await;
                let form = page.form_at("form[action='/login/forgotten']");
                assert_eq!(form.set("email", email).submit().await.status, status, "{email}");
            }
        }
        let page = ada.browser.get(RULES).await;
        let lines = page.all("#blocked tbody tr");
        let about = |what: &str, whose: &str| lines.iter().position(|line| line.contains(what) && line.contains(whose));
        let links = "Links to a new password, for one address";
        let of_sam = about(links, "sam").expect("his block");
        assert!(about(links, "no account of ours").is_some(), "{lines:?}");
        let subject = page.attributes("#blocked input[name=subject]", "value").remove(of_sam);
        assert_eq!(ada.post(&format!("{RULES}/unblock"), &[("subject", &subject)]).await.status, 303);
        let told = ada.browser.get("/staff/2").await.all(".told-sentence");
        assert!(told.iter().any(|line| line.ends_with("after too many tries by sam")), "{told:?}");
        // Asking for links is no wrong password.
        let row = stored(&app, "sam").await;
        assert_eq!((row.strangers_failures, row.own_failures), (0, 0));
    }
}
