//! One's own account: name, address, and who came in.

use std::time::Duration;

use countersign::domain::outbox::mail;
use countersign::domain::staff::email_change::LIFETIME;
use countersign::domain::staff::group::GroupKey;
use countersign::worker;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::sign_in::{fail, stored, try_as};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

/// Kind and address of the mails written so far, oldest first.
pub async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let all = mail::Entity::find().order_by_asc(mail::Column::Id);
    let all = all.all(app.app.db.read()).await.expect("mails").into_iter();
    all.map(|mail| (mail.kind, mail.to_address.to_string()))
        .collect()
}

pub fn mail(kind: &str, name: &str) -> (String, String) {
    (format!("staff.{kind}"), format!("{name}@example.com"))
}

/// The link in the last letter that has one.
async fn link(app: &TestApp) -> String {
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent();
    let mut lines = letters.iter().rev().flat_map(|letter| letter.text.lines());
    let line = lines.find(|line| line.contains("/account/email/confirm?token="));
    let line = line.expect("a link");
    line[line.find("/account").expect("a path")..].to_owned()
}

async fn ask(clerk: &Clerk, email: &str) -> Page {
    clerk.post("/account/email", &[("email", email)]).await
}

async fn open(app: &TestApp, link: &str) -> Page {
    let page = app.stranger().get(link).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.form().submit().await
}

on_both_engines! {
    async fn ada_changes_what_she_is_called(app) {
        let ada = app.administrator().await;
        let form = ada.get("/account").await.form_at("form[action='/account']");
        let turned = "  Ada \u{202e}  Lovelace\u{200f} ";
        let saved = form.clone().set("name", turned).submit().await;
        assert_eq!(saved.status, 303);
        assert!(saved.follow().await.text().contains("Ada Lovelace"));
        assert_eq!(stored(&app, "administrators").await.name, "Ada Lovelace");
        let long = "a".repeat(101);
        for wrong in ["", " ", long.as_str(), "\u{202e}"] {
            let refused = form.clone().set("name", wrong).submit().await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{wrong}");
        }
        assert!(form.set("name", &"a".repeat(100)).submit().await.status == 303);
        assert_eq!(count(&app, "staff.preferences-changed").await, 2);
    }

    async fn a_new_address_is_in_force_when_its_owner_says_so(app) {
        let ada = Clerk::hired(&app).await;
        let elsewhere = app.sign_in("administrators").await;
        let before = mails(&app).await.len();
        assert_eq!(ask(&ada, "administrators@example.com").await.status, 422, "as it is");
        assert_eq!(ask(&ada, "nonsense").await.status, 422);
        let asked = ask(&ada, "Ada@example.com").await;
        assert_eq!(asked.status, 303);
        assert!(asked.follow().await.text().contains("ada@example.com"));
        let told = [mail("email-confirm", "ada"), mail("email-asked", "administrators")];
        assert_eq!(mails(&app).await[before..], told, "the old address is told at once");
        let link = link(&app).await;
        let token = link.rsplit('=').next().expect("a token");
        let kept = mail::Entity::find().all(app.app.db.read()).await.expect("mails");
        assert!(kept.iter().all(|mail| !mail.body.contains(token)), "the token is in no row");
        assert_eq!(stored(&app, "administrators").await.id.0, 1, "opening nothing changes nothing");
        let page = ada.browser.get(&link).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.form().submit().await.status, 303);
        assert_eq!(stored(&app, "ada").await.id.0, 1);
        assert!(is_signed_in(&ada.browser).await && !is_signed_in(&elsewhere).await);
        assert_eq!(mails(&app).await[before + 2..], [mail("email-changed", "administrators")]);
        assert_eq!(app.stranger().get(&link).await.status, 404, "once");
        assert_eq!(try_as(&app.stranger(), "ada@example.com", PASSWORD).await.status, 303);
        let old = try_as(&app.stranger(), "administrators@example.com", PASSWORD).await;
        assert_eq!(old.status, 422);
    }

    async fn a_link_works_once_for_a_day_and_the_next_one_ends_it(app) {
        let ada = Clerk::hired(&app).await;
        ask(&ada, "one@example.com").await;
        let first = link(&app).await;
        ask(&ada, "two@example.com").await;
        let second = link(&app).await;
        assert_eq!(app.stranger().get(&first).await.status, 404, "replaced");
        app.app.clock.advance(LIFETIME - Duration::from_secs(1));
        let page = app.stranger().get(&second).await;
        assert_eq!(page.status, 200);
        let all = join_all((0..5).map(|_| page.form().submit())).await;
        let used = all.iter().filter(|page| page.status == 303).count();
        assert_eq!(used, 1, "however often it is used");
        let ada = Clerk::of({
            let browser = app.stranger();
            assert_eq!(try_as(&browser, "two@example.com", PASSWORD).await.status, 303);
            browser
        }).await;
        ask(&ada, "three@example.com").await;
        let third = link(&app).await;
        app.app.clock.advance(LIFETIME);
        assert_eq!(app.stranger().get(&third).await.status, 404, "expired");
    }

    async fn whoever_takes_over_a_session_does_not_get_the_account(app) {
        app.hire("max", GroupKey::Support).await;
        let ada = Clerk::hired(&app).await;
        // Proof is asked for (S12).
        app.app.clock.advance(Duration::from_secs(5 * 60));
        for path in ["/account/email", "/account/tokens/new"] {
            let asked = ada.browser.get(path).await.location();
            assert!(asked.starts_with("/account/confirm?next=%2Faccount"), "{asked}");
        }
        assert!(ask(&ada, "thief@example.com").await.location().starts_with("/account/confirm"));
        assert!(mails(&app).await.is_empty());
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        ask(&ada, "thief@example.com").await;
        let stolen = link(&app).await;
        let form = ada.browser.get("/account").await.form_at("form[action='/account/password']");
        let new = "tangerine sunset marble fox";
        let changed = form.set("current", PASSWORD).set("new", new).set("again", new);
        assert_eq!(changed.submit().await.status, 303);
        assert_eq!(app.stranger().get(&stolen).await.status, 404, "another password ends it");
        let ada = Clerk::of(ada.browser).await;
        ask(&ada, "thief@example.com").await;
        let cancelled = ada.post("/account/email/cancel", &[]).await;
        assert_eq!(cancelled.status, 303);
        assert_eq!(ada.post("/account/email/cancel", &[]).await.status, 404);
        assert_eq!(app.stranger().get(&link(&app).await).await.status, 404, "taken back");
        // Whose address it is, is not told to who asks: only its owner learns of it.
        assert_eq!(ask(&ada, "max@example.com").await.status, 303);
        let taken = open(&app, &link(&app).await).await;
        assert_eq!((taken.status, taken.errors().len()), (422, 1));
        assert_eq!(stored(&app, "administrators").await.id.0, 2);
    }

    async fn one_sees_who_came_in_and_who_tried(app) {
        let ada = app.administrator().await;
        app.hire("max", GroupKey::Support).await;
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let guesser = app.stranger().at([10, 9, 8, 7]).with_header("user-agent", agent);
        fail(&guesser, "administrators@example.com", 5).await;
        let page = ada.get("/account/sign-ins").await;
        let lines = page.all("#sign-ins tbody th");
        let mut expected = vec!["Closed for a while after many failures"];
        expected.extend(["Failed to sign in"; 5]);
        expected.push("Signed in");
        assert_eq!(lines, expected);
        assert!(page.text().contains("Firefox / Linux") && page.text().contains("10.9.8.7"));
        let max = app.sign_in("max").await.get("/account/sign-ins").await;
        assert_eq!(max.all("#sign-ins tbody th"), ["Signed in"], "nobody else's");
        for _ in 0..50 {
            app.app.clock.advance(Duration::from_secs(1000));
            fail(&guesser, "administrators@example.com", 1).await;
        }
        let ada = app.sign_in("administrators").await;
        let first = ada.get("/account/sign-ins").await;
        assert_eq!(first.all("#sign-ins tbody tr").len(), 50);
        let (mut page, mut lines) = (first, Vec::new());
        loop {
            lines.extend(page.all("#sign-ins tbody th"));
            match page.attributes("a[rel=next]", "href").pop() {
                Some(older) => page = ada.get(&older).await,
                None => break,
            }
        }
        // Each of the fifty closed the door anew.
        assert_eq!(lines.len(), 108);
        assert_eq!((lines[0].as_str(), lines[107].as_str()), ("Signed in", "Signed in"));
    }
}
