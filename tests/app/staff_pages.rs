//! Staff: invited by mail, changed, shut out and let in again, and never without an administrator.

use std::time::Duration;

use countersign::domain::actor::Actor;
use countersign::domain::outbox::mail::{self, NewMail};
use countersign::domain::staff::details::Details;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::invite::{LIFETIME, Sender};
use countersign::domain::staff::update;
use countersign::domain::staff::{group, member};
use countersign::domain::values::ids::StaffId;
use countersign::platform::locales::Locale;
use countersign::worker;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};

use crate::customers::Clerk;
use crate::mails::{enqueue, to_maria};
use crate::on_both_engines;
use crate::scope::{JON, limit, three, tina};
use crate::sign_in::stored;
use crate::staff_sessions::is_signed_in;
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

/// Invites Noor to Support, limited to these tags.
async fn invite(app: &TestApp, ada: &Clerk, tags: &str) -> Page {
    let support = group::id_of(app.app.db.read(), GroupKey::Support).await;
    let support = support.expect("a group").to_string();
    let sent = [
        ("name", "Noor"),
        ("email", "noor@example.com"),
        ("groups", support.as_str()),
        ("tags", tags),
    ];
    ada.post("/staff", &sent).await
}

/// The links in the letters that have left, oldest first.
async fn links(app: &TestApp) -> Vec<String> {
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent().into_iter();
    let link = |text: String| {
        let line = text
            .lines()
            .find(|line| line.contains("/invitation?token="));
        line.map(|line| line[line.find("/invitation").expect("a path")..].to_owned())
    };
    letters.filter_map(|letter| link(letter.text)).collect()
}

async fn accept(app: &TestApp, link: &str, password: &str) -> Page {
    let page = app.stranger().get(link).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let form = page.form_at("form[action='/invitation']");
    form.set("password", password)
        .set("password_again", password)
        .submit()
        .await
}

on_both_engines! {
    async fn an_invitation_leads_to_a_password_that_only_its_owner_knows(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[("tags", "vip")]).await;
        let answer = invite(&app, &ada, "vip").await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/staff/2"));
        let page = answer.follow().await;
        assert_eq!(page.flash(), "The invitation is on its way.");
        assert!(page.text().contains("Invited") && page.text().contains("vip"), "{}", page.text());
        let row = stored(&app, "noor").await;
        assert_eq!(row.password_hash, "", "nobody has a password for her");
        let guess = app.stranger().get("/login").await.form();
        let guess = guess.set("email", "noor@example.com").set("password", "").submit().await;
        assert_ne!(guess.status, 303);
        let link = links(&app).await.remove(0);
        let token = link.rsplit('=').next().expect("a token").to_owned();
        let kept = mail::Entity::find().order_by_asc(mail::Column::Id).all(app.app.db.read()).await;
        for mail in kept.expect("mails") {
            assert!(!mail.body.contains(&token), "the token is in no row");
        }
        let log = ada.browser.get("/mail-log/1").await;
        assert!(log.status == 200 && !log.html().contains(&token));
        for (password, again) in [("short", "short"), (PASSWORD, "seven quiet otters by the sea")] {
            let form = app.stranger().get(&link).await.form_at("form[action='/invitation']");
            let refused = form.set("password", password).set("password_again", again).submit().await;
            assert_eq!(refused.status, 422, "{password}");
        }
        let done = accept(&app, &link, PASSWORD).await;
        assert_eq!((done.status, done.location().as_str()), (303, "/login"));
        let noor = app.sign_in("noor").await;
        assert!(is_signed_in(&noor).await);
        assert_eq!(noor.get("/staff").await.status, 403, "support sees no staff");
        assert_eq!(app.stranger().get(&link).await.status, 404, "once");
        let told = ada.browser.get("/staff/2").await.all(".told-sentence");
        for words in ["Noor accepted the invitation", "administrators sent Noor an invitation",
            "administrators created the staff member Noor"] {
            assert!(told.contains(&words.to_owned()), "{told:?}");
        }
    }

    async fn a_link_works_for_72_hours_and_a_new_one_ends_it(app) {
        let ada = Clerk::hired(&app).await;
        invite(&app, &ada, "").await;
        let first = links(&app).await.remove(0);
        app.app.clock.advance(LIFETIME - Duration::from_secs(1));
        assert_eq!(app.stranger().get(&first).await.status, 200);
        app.app.clock.advance(Duration::from_secs(1));
        assert_eq!(app.stranger().get(&first).await.status, 404);
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        assert_eq!(ada.post("/staff/2/invite", &[]).await.status, 303);
        let second = links(&app).await.pop().expect("a link");
        assert_eq!(app.stranger().get(&second).await.status, 200);
        assert_eq!(ada.post("/staff/2/invite", &[]).await.status, 303);
        assert_eq!(app.stranger().get(&second).await.status, 404, "ended by the next one");
        let third = links(&app).await.pop().expect("a link");
        // Disabled meanwhile: the link is of no use.
        assert_eq!(ada.post("/staff/2/disable", &[]).await.status, 303);
        assert_eq!(app.stranger().get(&third).await.status, 404);
        assert_eq!(ada.post("/staff/2/invite", &[]).await.status, 409);
        assert_eq!(ada.post("/staff/2/enable", &[]).await.status, 303);
        assert_eq!(accept(&app, &third, PASSWORD).await.status, 303);
        assert_eq!(ada.post("/staff/2/invite", &[]).await.status, 409, "she has a password");
        for made_up in ["/invitation", "/invitation?token=", "/invitation?token=x"] {
            assert_eq!(app.stranger().get(made_up).await.status, 404, "{made_up}");
        }
    }

    async fn only_an_invitation_has_a_token_in_it(app) {
        let ada = Clerk::hired(&app).await;
        invite(&app, &ada, "").await;
        let link = links(&app).await.remove(0);
        let rows = mail::Entity::find().all(app.app.db.read()).await.expect("mails");
        let body = rows[0].body.clone();
        assert!(body.contains("/invitation?token={token:"), "{body}");
        // Somebody types what they have read in the log into a letter to themselves.
        let stolen = NewMail { body, ..to_maria() };
        enqueue(&app, stolen).await;
        worker::deliver(&app.app).await;
        let letter = app.app.mailer.sent().pop().expect("a letter");
        assert!(letter.text.contains("{token:"), "{}", letter.text);
        assert!(!letter.text.contains(link.rsplit('=').next().expect("a token")));
    }

    async fn who_moves_before_accepting_gets_a_new_link(app) {
        let ada = Clerk::hired(&app).await;
        invite(&app, &ada, "").await;
        let first = links(&app).await.remove(0);
        let form = ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']");
        assert_eq!(form.set("email", "noor@example.org").submit().await.status, 303);
        assert_eq!(app.stranger().get(&first).await.status, 404);
        assert_eq!(links(&app).await.len(), 2);
    }

    async fn what_a_form_says_wrong_comes_back(app) {
        let ada = Clerk::hired(&app).await;
        for (field, value) in [("name", ""), ("email", "noor"), ("email", "administrators@example.com"),
            ("groups", "99"), ("groups", "x")] {
            let mut sent = vec![("name", "Noor"), ("email", "noor@example.com")];
            sent.retain(|(name, _)| *name != field);
            sent.push((field, value));
            let refused = ada.post("/staff", &sent).await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{field}={value}");
        }
        assert!(links(&app).await.is_empty());
    }

    async fn a_misspelt_tag_is_refused_by_its_name(app) {
        let ada = three(&app).await;
        let refused = invite(&app, &ada, "vip, vpi, glod").await;
        assert_eq!((refused.status, refused.errors().len()), (422, 1));
        assert!(refused.errors()[0].contains("glod, vpi"), "{:?}", refused.errors());
        assert_eq!(refused.value("tags"), "vip, vpi, glod", "as typed");
        assert!(links(&app).await.is_empty());
        assert_eq!(invite(&app, &ada, "gold, vip").await.status, 303);
        // The last customer with a tag has lost it: whoever has it keeps it, nobody gets it.
        assert_eq!(ada.editing(JON).await.set("tags", "").submit().await.status, 303);
        let edit = || async { ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']") };
        assert_eq!(edit().await.set("name", "Noor N.").submit().await.status, 303);
        assert_eq!(edit().await.set("tags", "vip").submit().await.status, 303);
        let refused = edit().await.set("tags", "gold, vip").submit().await;
        assert_eq!(refused.status, 422);
        let errors = refused.errors().concat();
        assert!(errors.contains("gold") && !errors.contains("vip"), "{errors}");
    }

    async fn changes_hold_at_once_and_nobody_is_overwritten(app) {
        three(&app).await;
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        app.hire("sam", GroupKey::Support).await;
        let sam = app.sign_in("sam").await;
        assert_eq!(sam.get("/customers/2").await.status, 200);
        let edit = || async { ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']") };
        let late = edit().await;
        assert_eq!(edit().await.set("tags", "vip").submit().await.status, 303);
        assert_eq!(sam.get("/customers/2").await.status, 404, "the very next request");
        assert_eq!(sam.get("/customers/1").await.status, 200);
        let conflict = late.set("name", "Samuel").submit().await;
        assert_eq!(conflict.status, 409);
        assert_eq!(conflict.value("name"), "Samuel", "what was typed is kept");
        let groups = edit().await.without("groups");
        assert_eq!(groups.submit().await.status, 303);
        assert!(!is_signed_in(&sam).await, "other groups, another key");
        let sam = app.sign_in("sam").await;
        assert_eq!(sam.get("/customers/1").await.status, 403, "in no group");
        let told = ada.browser.get("/staff/2").await;
        assert!(told.text().contains("Allowed tags") && told.text().contains("Support"), "{}", told.text());
    }

    async fn disabling_ends_sessions_and_enabling_lets_in_again(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("sam", GroupKey::Support).await;
        let sam = app.sign_in("sam").await;
        assert_eq!(ada.post("/staff/2/end-sessions", &[]).await.status, 303);
        assert!(!is_signed_in(&sam).await);
        let sam = app.sign_in("sam").await;
        assert_eq!(ada.post("/staff/2/disable", &[]).await.status, 303);
        assert!(!is_signed_in(&sam).await);
        assert_eq!(ada.post("/staff/2/disable", &[]).await.status, 409);
        assert_eq!(ada.post("/staff/2/enable", &[]).await.status, 303);
        assert_eq!(ada.post("/staff/2/enable", &[]).await.status, 409);
        app.sign_in("sam").await;
        assert_eq!(ada.post("/staff/1/disable", &[]).await.status, 409, "nobody disables themselves");
    }

    async fn nobody_decides_their_own_groups_or_tags(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("bea", GroupKey::Administrators).await;
        let form = || async { ada.browser.get("/staff/1/edit").await.form_at("form[action='/staff/1']") };
        for changed in [form().await.without("groups"), form().await.set("tags", "vip")] {
            let refused = changed.submit().await;
            assert_eq!(refused.status, 422);
            assert!(refused.errors().concat().contains("somebody else has to decide"), "{:?}", refused.errors());
        }
        assert_eq!(form().await.set("name", "Ada L.").submit().await.status, 303);
    }

    async fn who_sees_some_customers_lets_others_see_no_more(app) {
        let (_, tina) = tina(&app, &["vip"]).await;
        for (tags, status) in [("", 422), ("gold", 422), ("vip, gold", 422), ("vip", 303)] {
            assert_eq!(invite(&app, &tina, tags).await.status, status, "{tags}");
        }
    }

    async fn an_administrator_always_remains(app) {
        let ada = Clerk::hired(&app).await;
        let bea = app.hire("bea", GroupKey::Administrators).await;
        let clerk = Clerk::of(app.sign_in("bea").await).await;
        // An administrator who cannot sign in yet is none.
        let group = group::id_of(app.app.db.read(), GroupKey::Administrators).await.expect("a group");
        let sent = [("name", "Noor"), ("email", "noor@example.com"), ("groups", &*group.to_string())];
        assert_eq!(ada.post("/staff", &sent).await.status, 303);
        assert_eq!(ada.post(&format!("/staff/{bea}/disable"), &[]).await.status, 303);
        assert_eq!(clerk.browser.get("/staff").await.status, 303, "signed out");
        assert_eq!(ada.post(&format!("/staff/{bea}/enable"), &[]).await.status, 303);
        // Both take the group from each other at the same moment.
        let one = |who: StaffId| {
            let app = &app;
            async move {
                let actor = Actor { at: app.app.clock.now(), ..app.actor() };
                let row = member::Entity::find_by_id(who).one(app.app.db.read()).await;
                let row = row.expect("a look").expect("a member");
                let details = Details::parse(&row.name, row.email.as_str(), [].into_iter(), "", "");
                let sender = Sender { key: &app.app.key, base: "http://localhost", locale: Locale::En };
                let details = details.expect("details");
                update::update(&app.app.db, &actor, sender, (who, row.version), &details).await
            }
        };
        let both = join_all([one(StaffId(1)), one(bea)]).await;
        assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
        let refused = both.into_iter().find_map(Result::err).expect("one is refused");
        assert!(format!("{refused:?}").contains("LastAdministrator"), "{refused:?}");
    }

    async fn the_list_is_filtered_and_has_pages(app) {
        let ada = Clerk::hired(&app).await;
        let ids = [app.hire("sam", GroupKey::Support).await, app.hire("zoe", GroupKey::Auditor).await];
        limit(&app, ids[0], &["vip"]).await;
        invite(&app, &ada, "").await;
        let names = async |query: &str| {
            let page = ada.browser.get(&format!("/staff?{query}")).await;
            assert_eq!(page.status, 200, "{query}");
            page.all("#staff tbody th")
        };
        let support = group::id_of(app.app.db.read(), GroupKey::Support).await.expect("a group");
        assert_eq!(names("").await, ["administrators", "Noor", "sam", "zoe"]);
        assert_eq!(names("q=NOO").await, ["Noor"]);
        assert_eq!(names("q=example.com").await.len(), 4);
        assert_eq!(names("q=%25").await, [""; 0]);
        assert_eq!(names("status=invited").await, ["Noor"]);
        assert_eq!(names("status=disabled").await, [""; 0]);
        assert_eq!(names(&format!("group={support}&status=active")).await, ["sam"]);
        assert_eq!(names("tag=vip").await, ["sam"]);
        for wrong in ["status=gone", "group=x", "after=x", "q=a&q=b", "x=y"] {
            assert_eq!(ada.browser.get(&format!("/staff?{wrong}")).await.status, 422, "{wrong}");
        }
        for number in 0..50 {
            let sent = [("name", "Many"), ("email", &*format!("m{number:02}@example.com"))];
            assert_eq!(ada.post("/staff", &sent).await.status, 303);
        }
        let first = ada.browser.get("/staff").await;
        let next = crate::list_pages::link(&first, "next").expect("a next page");
        let second = ada.browser.get(&next).await;
        assert_eq!((first.all("#staff tbody th").len(), second.all("#staff tbody th").len()), (50, 4));
        let back = crate::list_pages::link(&second, "prev").expect("a page before");
        assert_eq!(ada.browser.get(&back).await.all("#staff td:nth-child(2)"), first.all("#staff td:nth-child(2)"));
        assert!(crate::list_pages::link(&second, "next").is_none());
    }
}
