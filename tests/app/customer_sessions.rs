//! The sessions of customers on the platform: begun there, seen and ended here.

use std::time::Duration;

use countersign::domain::customers::customer;
use countersign::domain::customers::sessions::{self, NewSession, SessionError};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{CustomerId, CustomerSessionId};
use countersign::platform::clock::Timestamp;
use countersign::platform::locales::Locale;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
const SESSIONS: &str = "/customers/1/sessions";

async fn begins(
    app: &TestApp,
    customer: i64,
    reference: &str,
    at: Timestamp,
) -> Result<CustomerSessionId, SessionError> {
    let new = NewSession {
        reference: reference.to_owned(),
        ip: Some("203.0.113.7".to_owned()),
        user_agent: Some(FIREFOX.to_owned()),
        at,
    };
    sessions::started(&app.app.db, CustomerId(customer), new).await
}

async fn last_activity(app: &TestApp) -> Option<Timestamp> {
    let found = customer::find(
        &app.app.db,
        (
            &countersign::domain::values::scope::Scope::All,
            &countersign::domain::values::sight::Sight::Clear,
        ),
        CustomerId(1),
    )
    .await;
    found
        .expect("an answer")
        .expect("a customer")
        .last_activity_at
}

fn lines(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    page.all("#sessions tbody tr")
}

fn said(key: &str) -> String {
    Locale::En.words(key)
}

on_both_engines! {
    async fn a_session_that_staff_end_is_over_and_told(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[("first_name", "Maria")]).await;
        ada.customer(&[("email", "other@example.com")]).await;
        let empty = ada.browser.get(SESSIONS).await;
        assert!(empty.text().contains(&said("sessions-empty")));
        for reference in ["one", "two", "three"] {
            begins(&app, 1, reference, NOW).await.expect("a session");
        }
        begins(&app, 2, "of another", NOW).await.expect("a session");
        let page = ada.browser.get(SESSIONS).await;
        assert_eq!(lines(&page).len(), 3);
        assert!(lines(&page)[0].starts_with("Firefox on Windows 203.0.113.7 20 Nov 2026, 12:00"));
        let end = page.form_at("form[action='/customers/1/sessions/2/revoke']");
        let ended = end.clone().submit().await;
        assert_eq!((ended.status, ended.location().as_str()), (303, SESSIONS));
        let page = ended.follow().await;
        assert_eq!(page.flash(), "Sessions ended: 1");
        assert!(lines(&page)[2].contains("Ended 20 Nov 2026, 12:00"), "{:?}", lines(&page));
        assert!(lines(&page)[2].contains("Ended by staff · administrators"), "{:?}", lines(&page));
        let over = sessions::seen(&app.app.db, "two", NOW).await;
        assert!(matches!(over, Err(SessionError::AlreadyEnded)), "{over:?}");
        let again = end.submit().await;
        assert_eq!(again.status, 409);
        assert!(again.text().contains(&said("error-session-ended")));
        let of_another = ada.post("/customers/1/sessions/4/revoke", &[]).await;
        assert_eq!(of_another.status, 404);
        let nobody = ada.post("/customers/9/sessions/4/revoke", &[]).await;
        assert_eq!(nobody.status, 404);

        let all = page.form_at("form[action='/customers/1/sessions/revoke-all']").submit().await;
        let page = all.follow().await;
        assert_eq!(page.flash(), "Sessions ended: 2");
        assert!(!page.has("main form[method=post]"), "nothing is left to end");
        let none = ada.post("/customers/1/sessions/revoke-all", &[]).await.follow().await;
        assert_eq!(none.flash(), "Sessions ended: 0");
        assert_eq!(ada.post("/customers/9/sessions/revoke-all", &[]).await.status, 404);
        sessions::seen(&app.app.db, "of another", NOW).await.expect("still open");
        let told = ada.browser.get("/customers/1/history").await;
        let sentences = told.all(".told-sentence");
        let ended = sentences.iter().filter(|words| words.contains("ended a customer session of Maria"));
        assert_eq!(ended.count(), 2, "{sentences:?}");
    }

    async fn activity_only_ever_moves_forward(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[]).await;
        assert_eq!(last_activity(&app).await, None);
        begins(&app, 1, "one", NOW).await.expect("a session");
        assert_eq!(last_activity(&app).await, Some(NOW));
        let later = NOW.plus(Duration::from_secs(60));
        sessions::seen(&app.app.db, "one", later).await.expect("seen");
        assert_eq!(last_activity(&app).await, Some(later));
        sessions::seen(&app.app.db, "one", NOW).await.expect("seen late");
        begins(&app, 1, "two", NOW).await.expect("a session told late");
        assert_eq!(last_activity(&app).await, Some(later));
        let line = &lines(&ada.browser.get(SESSIONS).await)[1];
        assert!(line.contains("20 Nov 2026, 12:00 20 Nov 2026, 12:01"), "{line}");
        let saved = ada.update(CustomerId(1), "1", &[("status", "inactive")]).await;
        let said = saved.follow().await.all(".flash");
        assert_eq!(said[1], "The customer can no longer sign in. Sessions ended: 2");
        let again = ada.update(CustomerId(1), "2", &[("status", "inactive"), ("last_name", "B")]).await;
        assert_eq!(again.follow().await.all(".flash").len(), 1, "nothing was taken away");
        let closed = begins(&app, 1, "three", later).await;
        assert!(matches!(closed, Err(SessionError::Closed)), "{closed:?}");
        let nobody = begins(&app, 99, "three", later).await;
        assert!(matches!(nobody, Err(SessionError::NotFound)), "{nobody:?}");
        let unknown = sessions::seen(&app.app.db, "unknown", later).await;
        assert!(matches!(unknown, Err(SessionError::NotFound)), "{unknown:?}");
    }

    async fn open_ones_come_first_then_ended_ones_a_page_at_a_time(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[]).await;
        for number in 0..60 {
            begins(&app, 1, &format!("s{number}"), NOW).await.expect("a session");
        }
        // Every other one of the first forty ends: 40 stay open.
        for id in (2..=40).step_by(2) {
            let path = format!("/customers/1/sessions/{id}/revoke");
            assert_eq!(ada.post(&path, &[]).await.status, 303);
        }
        let mut page = ada.browser.get(SESSIONS).await;
        let (mut sizes, mut states) = (Vec::new(), Vec::new());
        loop {
            let all = lines(&page);
            sizes.push(all.len());
            states.extend(all.iter().map(|line| line.contains("Ended by staff")));
            let Some(next) = page.attributes("a[rel=next]", "href").pop() else {
                break;
            };
            page = ada.browser.get(&next).await;
            assert_eq!(page.attributes("a[rel=first]", "href"), [SESSIONS]);
        }
        assert_eq!(sizes, [25, 25, 10]);
        let first_ended = states.iter().position(|ended| *ended);
        assert_eq!((first_ended, states.len()), (Some(40), 60));
        assert!(states[40..].iter().all(|ended| *ended));
        assert_eq!(ada.browser.get(&format!("{SESSIONS}?open=x")).await.status, 400);
    }

    async fn only_those_who_may_see_them_get_the_tab(app) {
        let ada = Clerk::hired(&app).await;
        ada.customer(&[]).await;
        begins(&app, 1, "one", NOW).await.expect("a session");
        let ari = app.member_of(GroupKey::Auditor).await;
        let page = ari.get(SESSIONS).await;
        assert_eq!(lines(&page).len(), 1);
        assert!(!page.has("main form"), "an auditor only reads");
        let tabs = ari.get("/customers/1").await.attributes(".tabs a", "href");
        assert!(tabs.contains(&SESSIONS.to_owned()), "{tabs:?}");
    }
}
