//! What members are told by mail about their own account (S33).

use std::time::Duration;

use countersign::domain::outbox::mail;
use countersign::domain::staff::group::{self, GroupKey};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::own_account::{mail, mails};
use crate::sign_in::{DEVICE, fail, stored, try_as};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

async fn last(app: &TestApp) -> mail::Model {
    let all = mail::Entity::find().all(app.app.db.read()).await;
    all.expect("mails").pop().expect("a mail")
}

on_both_engines! {
    async fn a_new_device_is_told_of_and_a_known_one_is_not(app) {
        app.hire("ada", GroupKey::Support).await;
        let agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
        let known = app.sign_in("ada").await;
        assert!(mails(&app).await.is_empty(), "the very first sign-in is no news");
        let again = app.stranger();
        again.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(try_as(&again, "ada@example.com", PASSWORD).await.status, 303);
        assert!(mails(&app).await.is_empty(), "a known device is no news");
        let new = app.stranger().at([10, 0, 0, 7]).with_header("user-agent", agent);
        assert_eq!(try_as(&new, "ada@example.com", PASSWORD).await.status, 303);
        assert_eq!(mails(&app).await, [mail("new-device", "ada")]);
        let letter = last(&app).await;
        for words in ["Dear ada", "2026-11-20 12:00 (UTC)", "Firefox on Windows", "10.0.0.7"] {
            assert!(letter.body.contains(words), "{words} in {}", letter.body);
        }
    }

    async fn a_letter_is_in_the_language_and_the_time_of_its_reader(app) {
        app.hire("ada", GroupKey::Support).await;
        let sql = "UPDATE staff SET locale = 'de', time_zone = 'Europe/Berlin', last_sign_in_at = 1";
        app.app.db.write().execute_unprepared(sql).await.expect("a change");
        app.sign_in("ada").await;
        let letter = last(&app).await;
        assert_eq!(letter.subject, "Anmeldung von einem neuen Gerät");
        let body = letter.body;
        assert!(body.contains("2026-11-20 13:00 (Europe/Berlin)"), "{body}");
        assert!(body.contains("Unbekanntes Gerät"), "{body}");
    }

    async fn another_password_and_other_groups_are_told(app) {
        let ada = Clerk::hired(&app).await;
        let form = ada.browser.get("/account").await.form_at("form[action='/account/password']");
        let new = "tangerine sunset marble fox";
        let form = form.set("new", new).set("again", new);
        assert_eq!(form.clone().set("current", "wrong").submit().await.status, 422);
        assert!(mails(&app).await.is_empty());
        assert_eq!(form.set("current", PASSWORD).submit().await.status, 303);
        assert_eq!(mails(&app).await, [mail("password-changed", "administrators")]);
        app.hire("max", GroupKey::Support).await;
        let ada = Clerk::of(ada.browser).await;
        let page = ada.browser.get("/staff/2/edit").await;
        let form = page.form_at("form[action='/staff/2']");
        assert_eq!(form.clone().set("name", "Maximilian").submit().await.status, 303);
        assert_eq!(mails(&app).await.len(), 1, "a name is no secret");
        let auditor = group::id_of(app.app.db.read(), GroupKey::Auditor).await.expect("a group");
        let form = form.set("version", "2").set("groups", &auditor.to_string());
        assert_eq!(form.clone().submit().await.status, 303);
        assert_eq!(mails(&app).await[1..], [mail("groups-changed", "max")]);
        let letter = last(&app).await.body;
        assert!(letter.contains("administrators changed your groups"), "{letter}");
        assert!(letter.contains("You are now in: Auditor."), "{letter}");
        let form = form.set("version", "3").set("email", "maxi@example.com");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(mails(&app).await[2..], [mail("email-changed", "max")], "at the old address");
        assert!(last(&app).await.body.contains("maxi@example.com"));
    }

    async fn who_is_guessed_at_hears_of_it_once_an_hour(app) {
        app.hire("ada", GroupKey::Support).await;
        let guesser = app.stranger();
        fail(&guesser, "ada@example.com", 4).await;
        assert!(mails(&app).await.is_empty(), "below the limit");
        fail(&guesser, "ada@example.com", 1).await;
        assert_eq!(mails(&app).await, [mail("many-failures", "ada")]);
        let other = app.stranger().at([10, 0, 0, 2]);
        fail(&other, "ada@example.com", 5).await;
        assert_eq!(mails(&app).await.len(), 1, "not twice in an hour");
        app.app.clock.advance(Duration::from_secs(60 * 60 - 1));
        fail(&guesser, "ada@example.com", 1).await;
        assert_eq!(mails(&app).await.len(), 1, "not twice in an hour");
        app.app.clock.advance(Duration::from_secs(15 * 60));
        fail(&guesser, "ada@example.com", 1).await;
        assert_eq!(mails(&app).await.len(), 2);
        // Nobody of this name: nobody is told.
        fail(&app.stranger().at([10, 0, 0, 3]), "nobody@example.com", 5).await;
        assert_eq!(mails(&app).await.len(), 2);
    }

    async fn who_shares_an_address_with_a_guesser_is_left_in_peace(app) {
        app.hire("ada", GroupKey::Support).await;
        let guesser = app.stranger();
        for name in 0..7 {
            fail(&guesser, &format!("nobody{name}@example.com"), 4).await;
        }
        fail(&guesser, "nobody@example.com", 1).await;
        fail(&guesser, "ada@example.com", 1).await;
        assert!(mails(&app).await.is_empty(), "the address is closed, not the account");
        assert!(stored(&app, "ada").await.warned_at.is_none());
    }
}
