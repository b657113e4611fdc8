//! Blocking: who may not sign in on the platform any more, why, and how that is undone.

use countersign::domain::customers::customer;
use countersign::domain::customers::sessions::{self, NewSession, SessionError};
use countersign::domain::values::ids::CustomerId;
use countersign::domain::values::person::Status;
use countersign::platform::locales::Locale;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

/// The customer as stored.
async fn stored(app: &TestApp, id: CustomerId) -> customer::Model {
    let found = customer::find(
        &app.app.db,
        (
            &countersign::domain::values::scope::Scope::All,
            &countersign::domain::values::sight::Sight::Clear,
        ),
        id,
    )
    .await
    .expect("an answer");
    found.expect("a customer")
}

async fn signs_in(app: &TestApp, id: CustomerId, reference: &str) -> Result<(), SessionError> {
    let new = NewSession {
        reference: reference.to_owned(),
        ip: None,
        user_agent: None,
        at: app.app.clock.now(),
    };
    sessions::started(&app.app.db, id, new).await.map(|_| ())
}

async fn post(clerk: &Clerk, verb: &str, reason: &str) -> Page {
    let path = format!("/customers/1/{verb}");
    clerk.post(&path, &[("reason", reason)]).await
}

fn said(key: &str) -> String {
    Locale::En.words(key)
}

on_both_engines! {
    async fn a_blocked_customer_is_shut_out_at_once_and_can_come_back(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[("first_name", "Maria")]).await;
        for reference in ["phone", "laptop"] {
            signs_in(&app, maria, reference).await.expect("a session");
        }
        let profile = ada.browser.get("/customers/1").await;
        let form = profile.form_at("form[action='/customers/1/block']");
        let blocked = form.set("reason", "  Stolen passport\r\nseen  ").submit().await;
        assert_eq!((blocked.status, blocked.location().as_str()), (303, "/customers/1"));
        let profile = blocked.follow().await;
        assert!(profile.flash().contains("Sessions ended: 2"), "{}", profile.flash());
        let note = profile.find(".blocked-note").expect("a note");
        for told in ["administrators", "Stolen passport seen", "20 Nov 2026, 12:00"] {
            assert!(note.contains(told), "{told}: {note}");
        }
        let row = stored(&app, maria).await;
        assert_eq!((row.status, row.blocked_at, row.version), (Status::Inactive, Some(NOW), 2));
        assert_eq!(row.block_reason.as_deref(), Some("Stolen passport\nseen"));
        let refused = signs_in(&app, maria, "again").await;
        assert!(matches!(refused, Err(SessionError::Closed)), "{refused:?}");
        let refused = sessions::seen(&app.app.db, "phone", NOW).await;
        assert!(matches!(refused, Err(SessionError::Closed)), "{refused:?}");
        for path in ["/customers", "/customers?blocked=yes", "/customers/1/history"] {
            let page = ada.browser.get(path).await;
            assert_eq!(page.all("main .status-blocked"), [said("status-blocked")], "{path}");
        }
        let none = ada.browser.get("/customers?blocked=no").await;
        assert!(none.all("#customers tbody tr").is_empty());

        let form = ada.browser.get("/customers/1").await;
        let form = form.form_at("form[action='/customers/1/unblock']");
        let back = form.set("reason", "It was found").submit().await.follow().await;
        assert_eq!(back.flash(), said("unblock-done"));
        assert!(!back.has(".blocked-note"));
        let row = stored(&app, maria).await;
        assert_eq!((row.status, row.blocked_at, row.version), (Status::Active, None, 3));
        assert_eq!((row.blocked_by, row.block_reason), (None, None));
        signs_in(&app, maria, "new").await.expect("a session");
        let ended = ada.browser.get("/customers/1/sessions").await;
        assert_eq!(ended.all("#sessions .session-open").len(), 1, "ended ones stay ended");

        let told = ada.browser.get("/customers/1/history").await.text();
        for words in ["administrators blocked Maria", "Stolen passport", "administrators unblocked Maria", "It was found"] {
            assert!(told.contains(words), "{words}: {told}");
        }
    }

    async fn a_reason_is_asked_for_and_kept_while_it_is_wrong(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[]).await;
        let long = "x".repeat(501);
        for (reason, words) in [
            ("", "enter something"), ("  ", "enter something"), (" ab ", "at least 3 characters"),
            (long.as_str(), "at most 500 characters"),
        ] {
            let answer = post(&ada, "block", reason).await;
            assert_eq!(answer.status, 422, "{reason:?}");
            let errors = answer.errors();
            assert!(errors.len() == 1 && errors[0].contains(words), "{errors:?}");
            assert_eq!(answer.find("#reason-error"), Some(errors[0].clone()));
            assert!(answer.has("details.block-form[open]"));
            assert_eq!(answer.find("#reason").unwrap_or_default(), reason.trim());
            assert_eq!(answer.attributes("[aria-current=page]", "href").last().map(String::as_str), Some("/customers/1"));
        }
        assert_eq!(stored(&app, CustomerId(1)).await.version, 1, "nothing was done");
        let longest = "é".repeat(500);
        assert_eq!(post(&ada, "block", &longest).await.status, 303);
        assert_eq!(post(&ada, "unblock", "ab").await.status, 422);
        assert_eq!(post(&ada, "unblock", "abc").await.status, 303);
        for odd in [("csrf", "x"), ("status", "active")] {
            let answer = ada.post("/customers/1/block", &[("reason", "abc"), odd]).await;
            assert_eq!(answer.status, 400, "{odd:?}");
        }
        let nobody = ada.post("/customers/99/block", &[("reason", "abc")]).await;
        assert_eq!(nobody.status, 404);
        let nobody = ada.post("/customers/99/unblock", &[("reason", "")]).await;
        assert_eq!(nobody.status, 404);
    }

    async fn whoever_is_second_is_told_who_was_first(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[]).await;
        let stale = ada.browser.get("/customers/1").await;
        let stale = stale.form_at("form[action='/customers/1/block']");
        let early = post(&ada, "unblock", "too early").await;
        assert_eq!(early.status, 409);
        assert!(early.text().contains(&said("block-not-blocked")));
        assert_eq!(post(&ada, "block", "first").await.status, 303);
        let second = stale.set("reason", "second").submit().await;
        assert_eq!(second.status, 409);
        let words = second.find(".error-summary").unwrap_or_default();
        assert!(
            words.contains("administrators has blocked this customer already: 20 Nov 2026, 12:00"),
            "{words}"
        );
        assert_eq!(stored(&app, CustomerId(1)).await.block_reason.as_deref(), Some("first"));
        assert_eq!(post(&ada, "unblock", "fine").await.status, 303);
        let version = [("reason", "on what I saw"), ("version", "1")];
        let stale = ada.post("/customers/1/block", &version).await;
        assert_eq!(stale.status, 409, "changed since: look again");
        assert!(stale.text().contains(&said("block-stale")));
        assert_eq!(stale.find("#reason").as_deref(), Some("on what I saw"));
        let odd = ada.post("/customers/1/block", &[("reason", "abc"), ("version", "x")]).await;
        assert_eq!(odd.status, 400);
    }

    async fn the_form_closes_access_and_never_opens_a_block(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        signs_in(&app, maria, "phone").await.expect("a session");
        assert_eq!(ada.update(maria, "1", &[("company", "Still here")]).await.status, 303);
        assert!(sessions::seen(&app.app.db, "phone", NOW).await.is_ok());
        assert_eq!(ada.update(maria, "2", &[("status", "inactive")]).await.status, 303);
        let page = ada.browser.get("/customers/1/sessions").await;
        let why = page.find(".session-end").unwrap_or_default();
        assert!(why.contains(&said("ended-because-inactive")), "{why}");
        assert_eq!(post(&ada, "block", "to be sure").await.status, 303);
        let opened = ada.update(maria, "4", &[("status", "active")]).await;
        assert_eq!(opened.status, 422);
        assert!(opened.errors()[0].contains("this customer is blocked"), "{:?}", opened.errors());
        let kept = ada.update(maria, "4", &[("status", "inactive"), ("company", "Else")]).await;
        assert_eq!(kept.status, 303);
        assert!(stored(&app, maria).await.blocked_at.is_some());
    }
}
