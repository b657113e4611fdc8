//! The journal: one entry for every write and every sign-in, told as sentences in each language.

use std::time::Duration;

use countersign::domain::customers::tags::tag;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::session;
use countersign::domain::values::ids::CustomerId;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::sign_in::try_as;
use crate::support::TestApp;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

async fn entries(app: &TestApp) -> Vec<entry::Model> {
    let all = entry::Entity::find().order_by_asc(entry::Column::Id);
    all.all(app.app.db.read()).await.expect("entries")
}

async fn tags(app: &TestApp) -> Vec<String> {
    let all = tag::Entity::find().all(app.app.db.read()).await;
    let all = all.expect("tags").into_iter();
    all.map(|tag| tag.name).collect()
}

/// Follows what the journal gains.
struct Reader<'a> {
    app: &'a TestApp,
    read: usize,
}

impl Reader<'_> {
    async fn of(app: &TestApp) -> Reader<'_> {
        let read = entries(app).await.len();
        Reader { app, read }
    }

    /// Exactly one entry came, made by this very request, now, from here.
    async fn one(&mut self, answer: &Page, action: Action, subject: &str) -> entry::Model {
        let new = entries(self.app).await.split_off(self.read);
        self.read += new.len();
        assert_eq!(new.len(), 1, "{action:?}: {new:?}");
        let entry = new.into_iter().next().expect("one");
        assert_eq!(
            (entry.action(), entry.subject_name.as_str()),
            (Some(action), subject)
        );
        assert_eq!(
            entry.request_id,
            answer.header("x-request-id"),
            "{action:?}"
        );
        assert_eq!(entry.at, self.app.app.clock.now(), "{action:?}");
        assert_eq!(entry.ip.as_deref(), Some("127.0.0.1"), "{action:?}");
        assert!(!entry.refused(), "{action:?}");
        entry
    }

    /// Nothing came.
    async fn none(&mut self, why: &str) {
        let new = entries(self.app).await.split_off(self.read);
        assert!(new.is_empty(), "{why}: {new:?}");
    }
}

on_both_engines! {
    async fn every_write_and_every_sign_in_makes_one_entry(app) {
        app.hire("ada", GroupKey::Administrators).await;
        let mut journal = Reader::of(&app).await;
        let ada = app.stranger();
        let signed_in = try_as(&ada, "ada@example.com", PASSWORD).await;
        let entry = journal.one(&signed_in, Action::SignedIn, "ada").await;
        assert_eq!(
            (entry.actor_kind.as_str(), entry.actor_name.as_str()),
            ("staff", "ada")
        );
        let clerk = Clerk::of(ada.clone()).await;
        journal.none("looking").await;
        app.app.clock.advance(Duration::from_secs(61));
        let made = clerk
            .create(&[("document_number", "L01X00T47"), ("tags", "vip")])
            .await;
        let entry = journal.one(&made, Action::CustomerCreated, "Maria").await;
        assert_eq!(
            (entry.actor_name.as_str(), entry.subject_id),
            ("ada", Some(1))
        );
        assert!(entry.session_ref.is_some_and(|text| !text.is_empty()));
        let refused = clerk.create(&[]).await;
        assert_eq!(refused.status, 422);
        journal.none("an address taken").await;
        assert_eq!(
            clerk
                .create(&[("email", "x"), ("tags", "lost")])
                .await
                .status,
            422
        );
        journal.none("a mistake").await;
        let changed = clerk
            .update(CustomerId(1), "1", &[("document_number", "L01X00T48")])
            .await;
        let entry = journal
            .one(&changed, Action::CustomerUpdated, "Maria")
            .await;
        let changes = entry.changes();
        let changes: Vec<_> = changes
            .iter()
            .map(|one| {
                (
                    one.field.as_str(),
                    one.before.as_deref(),
                    one.after.as_deref(),
                )
            })
            .collect();
        let number = ("document_number", Some("•••47"), Some("•••48"));
        assert_eq!(changes, [number, ("tags", Some("vip"), None)]);
        let stale = clerk
            .update(CustomerId(1), "1", &[("last_name", "Meier")])
            .await;
        assert_eq!(stale.status, 409);
        journal.none("a stale form").await;
        let monitor = [("name", "Alpha"), ("active", "on")];
        let made = clerk.post("/settings/exchange-monitors", &monitor).await;
        journal.one(&made, Action::MonitorCreated, "Alpha").await;
        let off = [("name", "Alpha"), ("version", "1")];
        let sent = clerk.post("/settings/exchange-monitors/1", &off).await;
        journal
            .one(&sent, Action::MonitorDeactivated, "Alpha")
            .await;
        let on = [("name", "Alpha"), ("version", "2"), ("active", "on")];
        let sent = clerk.post("/settings/exchange-monitors/1", &on).await;
        journal.one(&sent, Action::MonitorActivated, "Alpha").await;
        let url = [
            ("name", "Alpha"), ("version", "3"), ("active", "on"), ("url", "https://a.de"),
        ];
        let sent = clerk.post("/settings/exchange-monitors/1", &url).await;
        journal.one(&sent, Action::MonitorUpdated, "Alpha").await;
        let looks = [("language", "de"), ("timezone", "UTC"), ("theme", "dark"), ("shortcuts", "on")];
        let sent = clerk.post("/account", &looks).await;
        let entry = journal.one(&sent, Action::PreferencesChanged, "ada").await;
        let fields: Vec<String> = entry.changes().into_iter().map(|one| one.field).collect();
        assert_eq!(fields, ["language", "theme"]);
        clerk.post("/account", &looks).await;
        journal.none("the same again").await;
        let out = clerk.post("/logout", &[]).await;
        journal.one(&out, Action::SignedOut, "ada").await;
        assert_eq!(
            try_as(&app.stranger(), "ada@example.com", "wrong")
                .await
                .status,
            422
        );
        let failed = entries(&app).await.pop().expect("an entry");
        assert_eq!(
            (failed.action(), failed.refused()),
            (Some(Action::SignInFailed), true)
        );
        assert_eq!(tags(&app).await, ["vip"]);
    }

    async fn a_document_number_is_nowhere_in_the_journal(app) {
        let clerk = Clerk::hired(&app).await;
        for (number, typed) in ["L01X00T47", "7", "1234"].into_iter().enumerate() {
            let email = format!("{number}@example.com");
            let id = clerk
                .customer(&[("email", &email), ("document_number", typed)])
                .await;
            clerk.update(id, "1", &[("email", &email)]).await;
            let path = format!("/customers/{id}/history");
            let told = clerk.browser.get(&path).await.text();
            assert!(
                told.contains("Document number") && told.contains("•••"),
                "{told}"
            );
            assert!(!told.contains(&format!("now: {typed}")), "{told}");
        }
        let stored: String = entries(&app)
            .await
            .into_iter()
            .map(|entry| entry.changes)
            .collect();
        assert!(
            !stored.contains("L01X00T47") && !stored.contains("1234"),
            "{stored}"
        );
    }

    async fn what_fails_half_way_leaves_neither_change_nor_entry(app) {
        use sea_orm::ConnectionTrait;
        let clerk = Clerk::of(app.administrator().await.expecting_failure()).await;
        let mut journal = Reader::of(&app).await;
        let db = app.app.db.write();
        db.execute_unprepared("DROP TABLE consents")
            .await
            .expect("dropped");
        let sent = clerk.create(&[("newsletter", "on"), ("tags", "vip")]).await;
        assert_eq!(sent.status, 500);
        journal.none("a failure").await;
        assert_eq!(crate::customers::count(&clerk.browser).await, 0);
        assert_eq!(tags(&app).await, Vec::<String>::new());
        let sessions = session::Entity::find()
            .count(app.app.db.read())
            .await
            .expect("a number");
        assert_eq!(sessions, 1);
    }
}
