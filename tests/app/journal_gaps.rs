//! What used to leave no trace: wrong passwords inside, endless addresses at the door, and sessions
//! that another one takes the place of.

use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use sea_orm::{EntityTrait, QueryOrder};

use crate::on_both_engines;
use crate::sign_in::{fail, sessions, try_as};
use crate::support::TestApp;
use crate::support::app::PASSWORD;

/// Action, subject, and whether it was refused, of the entries since one.
async fn since(app: &TestApp, read: usize) -> Vec<(String, String, bool)> {
    let all = entry::Entity::find().order_by_asc(entry::Column::Id);
    let all = all.all(app.app.db.read()).await.expect("entries");
    let told = |entry: entry::Model| {
        let refused = entry.refused();
        (entry.action, entry.subject_name, refused)
    };
    all.into_iter().skip(read).map(told).collect()
}

fn line(action: &str, subject: &str, refused: bool) -> (String, String, bool) {
    (action.to_owned(), subject.to_owned(), refused)
}

on_both_engines! {
    async fn a_wrong_current_password_is_on_record(app) {
        let ada = app.administrator().await;
        let read = since(&app, 0).await.len();
        let form = ada.get("/account").await.form_at("form[action='/account/password']");
        let form = form.set("new", "tangerine sunset marble fox").set("again", "tangerine sunset marble fox");
        let wrong = form.set("current", "not the password at all");
        for _ in 0..5 {
            assert_eq!(wrong.clone().submit().await.status, 422);
        }
        assert_eq!(wrong.submit().await.status, 429);
        let mut expected = vec![line("staff.password-changed", "administrators", true); 5];
        expected.push(line("staff.sign-in-throttled", "administrators", true));
        assert_eq!(since(&app, read).await, expected);
    }

    async fn an_endless_address_is_a_try_like_any_other(app) {
        let stranger = app.stranger();
        let endless = format!("{}@example.com", "a".repeat(1100));
        let read = since(&app, 0).await.len();
        assert_eq!(fail(&stranger, &endless, 5).await.status, 422);
        assert_eq!(try_as(&stranger, &endless, PASSWORD).await.status, 429);
        let told = since(&app, read).await;
        assert_eq!(told.len(), 6, "{told:?}");
        assert_eq!(told[0], line("staff.sign-in-failed", "•••", true));
        assert_eq!(told[5], line("staff.sign-in-throttled", "•••", true));
    }

    async fn a_session_that_another_one_replaces_ends_on_record(app) {
        app.hire("ada", GroupKey::Auditor).await;
        app.hire("max", GroupKey::Support).await;
        let browser = app.stranger();
        let door = browser.get("/login").await.form();
        let ada = door.set("email", "ada@example.com").set("password", PASSWORD);
        assert_eq!(ada.submit().await.status, 303);
        let read = since(&app, 0).await.len();
        let token = browser.get("/account").await.value("csrf_token");
        let max = [
            ("csrf_token", token.as_str()), ("email", "max@example.com"), ("password", PASSWORD),
        ];
        assert_eq!(browser.post("/login", &max).await.status, 303);
        let told = since(&app, read).await;
        assert_eq!(told, [line("staff.signed-in", "max", false), line("staff.session-ended", "ada", false)]);
        assert_eq!(sessions(&app).await, 1);
        assert!(browser.get("/account").await.text().contains("max"));
    }
}
