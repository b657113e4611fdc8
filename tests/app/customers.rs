//! Customers: created and changed through the form, and who may do so.

use countersign::domain::customers::consent;
use countersign::domain::customers::save::{self, Current};
use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use sea_orm::{EntityTrait, QueryOrder};

use crate::on_both_engines;
use crate::support::app::NOW;
use crate::support::page::{Filling, Page};
use crate::support::{Browser, TestApp};

/// The least that makes a customer.
pub const MARIA: [(&str, &str); 5] = [
    ("first_name", "Maria"),
    ("email", "maria@example.com"),
    ("gender", "female"),
    ("country", "DE"),
    ("affiliate_profit_share", "0"),
];

/// Everything the contract names that is not a file, and what the form has beyond it.
const EVERYTHING: [(&str, &str); 27] = [
    ("first_name", "Zoë"),
    ("last_name", "O'Neil-Müller"),
    ("company", "Brot & Söhne <GmbH>"),
    ("customer_type", "corporate"),
    ("email", "zoe@example.com"),
    ("phone", "+4930901820"),
    ("telegram_chat_id", "-1001234567890"),
    ("address", "Hauptstraße 1\n10827 Berlin"),
    ("gender", "other"),
    ("birth_date", "1990-12-31"),
    ("country", "AT"),
    ("timezone", "Europe/Vienna"),
    ("language", "ar"),
    ("newsletter", "on"),
    ("newsletter_source", "ticked the box"),
    ("status", "inactive"),
    ("discount", "15"),
    ("affiliate_profit_share", "12.34"),
    ("exchange_monitor", ""),
    ("document_number", "L01X00T47"),
    ("verified_email", "on"),
    ("verified_phone", "on"),
    ("verified_document", "on"),
    ("verified_selfie", "on"),
    ("verified_address", "on"),
    ("verification_progress", "100"),
    ("tags", "vip, wholesale"),
];

/// Somebody at work whose forms arrive field by field, as a script would send them.
pub struct Clerk {
    pub browser: Browser,
    token: String,
}

impl Clerk {
    pub async fn of(browser: Browser) -> Clerk {
        let token = browser.get("/account").await.value("csrf_token");
        Clerk { browser, token }
    }

    /// An administrator.
    pub async fn hired(app: &TestApp) -> Clerk {
        Clerk::of(app.administrator().await).await
    }

    /// Sends a form with the right token.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("csrf_token", self.token.as_str())];
        all.extend_from_slice(fields);
        self.browser.post(path, &all).await
    }

    /// Sends Maria as a new customer, with what is said here instead.
    pub async fn create(&self, said: &[(&str, &str)]) -> Page {
        self.post("/customers", &maria_but(said)).await
    }

    /// Creates Maria with what is said here instead.
    pub async fn customer(&self, said: &[(&str, &str)]) -> CustomerId {
        id_of(&self.create(said).await)
    }

    /// Sends Maria over a customer whose form was made from a version.
    pub async fn update(&self, id: CustomerId, version: &str, said: &[(&str, &str)]) -> Page {
        let mut fields = maria_but(said);
        fields.push(("version", version));
        self.post(&format!("/customers/{id}"), &fields).await
    }

    /// The open form of a customer.
    pub async fn editing(&self, id: CustomerId) -> Filling {
        let page = self.browser.get(&format!("/customers/{id}/edit")).await;
        page.form()
    }
}

/// The customer that an answer leads to.
pub fn id_of(answer: &Page) -> CustomerId {
    assert_eq!(answer.status, 303, "{:?}: {}", answer.errors(), answer.text());
    let location = answer.location();
    let id = location.strip_prefix("/customers/").unwrap_or(&location);
    id.parse().unwrap_or_else(|()| panic!("no customer: {location}"))
}

fn maria_but<'a>(said: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let unsaid = MARIA.into_iter().filter(|(name, _)| said.iter().all(|(other, _)| other != name));
    unsaid.chain(said.iter().copied()).collect()
}

/// The form of a new customer, filled in as far as it must be.
pub async fn new_customer(browser: &Browser) -> Filling {
    let form = browser.get("/customers/new").await.form();
    MARIA.iter().fold(form, |form, (name, value)| form.set(name, value))
}

/// A customer as stored.
pub async fn stored(app: &TestApp, id: CustomerId) -> Current {
    let found = save::current(app.app.db.read(), id).await.expect("an answer");
    found.expect("a customer")
}

/// What the journal says about a customer, newest first.
pub async fn told(app: &TestApp, id: CustomerId) -> Vec<entry::Model> {
    let entries = reading::about(&app.app.db, Subject::Customer(id), None).await;
    entries.expect("entries").entries
}

/// How many customers there are.
pub async fn count(browser: &Browser) -> String {
    let page = browser.get("/customers").await;
    page.find("#list-count").expect("a count")
}

on_both_engines! {
    async fn the_fields_of_the_contract_alone_make_a_customer(app) {
        let clerk = Clerk::hired(&app).await;
        let beyond = ["company", "customer_type", "language", "tags", "newsletter_source"];
        let mut fields: Vec<(&str, &str)> = EVERYTHING.to_vec();
        fields.retain(|(name, _)| !beyond.contains(name));
        for file in
            ["doc_file_1", "doc_file_2", "selfie_images", "address_file", "photo", "cover_photo"]
        {
            fields.push((file, ""));
        }
        let id = id_of(&clerk.post("/customers", &fields).await);
        let customer = stored(&app, id).await.customer;
        assert_eq!((customer.version, customer.created_at), (1, NOW));
        assert_eq!(customer.profit_share.0, 1234, "hundredths of a percent");
        assert_eq!(customer.customer_type.code(), "individual");
        let least = clerk.customer(&[]).await;
        let form = clerk.browser.get(&format!("/customers/{least}/edit")).await;
        let value = |name: &str| form.value(name);
        assert_eq!((value("status"), value("discount")), ("active".into(), "0".into()));
        assert_eq!((value("language"), value("newsletter")), ("en".into(), String::new()));
    }

    async fn everything_typed_is_kept_and_shown_again(app) {
        let ada = app.administrator().await;
        let form = ada.get("/customers/new").await.form();
        let form = EVERYTHING.iter().fold(form, |form, (name, value)| form.set(name, value));
        let created = form.submit().await;
        let id = id_of(&created);
        let profile = created.follow().await;
        assert_eq!(profile.flash(), "The customer has been created.");
        assert_eq!(profile.heading(), "Zoë O'Neil-Müller");
        for seen in [
            "Brot & Söhne <GmbH>", "zoe@example.com", "+4930901820", "-1001234567890", "Austria",
            "Europe/Vienna", "15 %", "12.34 %", "L01X00T47", "31 Dec 1990", "100 %", "Inactive",
            "vip", "wholesale", "Arabic", "Corporate", "20 Nov 2026, 12:00",
        ] {
            assert!(profile.text().contains(seen), "{seen}: {}", profile.text());
        }
        let edit = ada.get(&format!("/customers/{id}/edit")).await;
        for (name, value) in EVERYTHING.iter().filter(|(name, _)| *name != "newsletter_source") {
            assert_eq!(edit.value(name), *value, "{name}");
        }
    }

    async fn a_form_that_changes_nothing_writes_nothing(app) {
        let clerk = Clerk::hired(&app).await;
        let full = id_of(&clerk.post("/customers", &EVERYTHING).await);
        // As browsers send line breaks, and a zone under the old name that it still has.
        let windows = [("address", "One\r\nTwo"), ("timezone", "US/Eastern")];
        let odd = clerk.customer(&windows).await;
        for id in [full, odd] {
            let before = stored(&app, id).await;
            let form = clerk.editing(id).await;
            assert_eq!(form.submit().await.status, 303);
            let lines = before.customer.address.clone().unwrap_or_default().replace('\n', "\r\n");
            let form = clerk.editing(id).await.set("address", &lines);
            assert_eq!(form.submit().await.status, 303);
            assert_eq!(stored(&app, id).await, before);
            assert_eq!(told(&app, id).await.len(), 1, "created and nothing else");
        }
    }

    async fn a_change_is_written_field_by_field(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[("tags", "vip")]).await;
        let form = clerk.editing(id).await;
        let saved = form.set("last_name", "Meier").set("tags", "VIP, new").submit().await;
        assert_eq!(saved.follow().await.flash(), "The changes have been saved.");
        let now = stored(&app, id).await;
        assert_eq!((now.customer.version, now.customer.name()), (2, "Maria Meier".to_owned()));
        let changed = told(&app, id).await.remove(0).changes();
        let changed: Vec<_> = changed
            .iter()
            .map(|one| (one.field.as_str(), one.before.as_deref(), one.after.as_deref()))
            .collect();
        let tags = ("tags", Some("vip"), Some("new, vip"));
        assert_eq!(changed, [("last_name", None, Some("Meier")), tags]);
    }

    async fn consent_to_the_newsletter_is_recorded_and_taken_back(app) {
        let clerk = Clerk::hired(&app).await;
        let agreed = [("newsletter", "on"), ("newsletter_source", "ticked the box")];
        let id = clerk.customer(&agreed).await;
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        let words = "Agreed; recorded by administrators (ticked the box), 20 Nov 2026, 12:00";
        assert!(profile.text().contains(words), "{}", profile.text());
        let form = clerk.editing(id).await.without("newsletter");
        form.set("newsletter_source", "said so by phone").submit().await;
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert!(profile.text().contains("Withdrawn; recorded by administrators (said so by phone)"));
        clerk.editing(id).await.set("last_name", "Meier").submit().await;
        let rows = consent::Entity::find().order_by_asc(consent::Column::Id);
        let rows = rows.all(app.app.db.read()).await.expect("rows");
        let rows: Vec<_> = rows
            .iter()
            .map(|row| (row.customer_id, row.given, row.at, row.recorded_by.as_str()))
            .collect();
        let (given, taken) = ((id, true, NOW, "administrators"), (id, false, NOW, "administrators"));
        assert_eq!(rows, [given, taken]);
    }

    async fn a_monitor_that_became_inactive_stays_and_is_marked(app) {
        let clerk = Clerk::hired(&app).await;
        let monitors = "/settings/exchange-monitors";
        for name in ["Alpha", "Beta"] {
            assert_eq!(clerk.post(monitors, &[("name", name), ("active", "on")]).await.status, 303);
        }
        let id = clerk.customer(&[("exchange_monitor", "1")]).await;
        let off = [("name", "Alpha"), ("version", "1")];
        assert_eq!(clerk.post("/settings/exchange-monitors/1", &off).await.status, 303);
        let offered = "#exchange_monitor option";
        let edit = clerk.browser.get(&format!("/customers/{id}/edit")).await;
        assert_eq!(edit.all(offered), ["Choose…", "Alpha (inactive)", "Beta"]);
        assert_eq!(edit.value("exchange_monitor"), "1");
        let new = clerk.browser.get("/customers/new").await;
        assert_eq!(new.all(offered), ["Choose…", "Beta"]);
        assert_eq!(edit.form().set("last_name", "Meier").submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.exchange_monitor_id.map(|id| id.0), Some(1));
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert!(profile.text().contains("Alpha (inactive)"));
        let form = clerk.editing(id).await;
        assert_eq!(form.set("exchange_monitor", "2").submit().await.status, 303);
        let back = clerk.update(id, "3", &[("exchange_monitor", "1")]).await;
        assert_eq!(
            back.errors(),
            ["Exchange monitor: this monitor is inactive; choose an active one"]
        );
        assert_eq!(stored(&app, id).await.customer.exchange_monitor_id.map(|id| id.0), Some(2));
    }
}

#[actix_web::test]
async fn who_may_only_look_changes_nothing() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    let id = clerk.customer(&[]).await;
    let before = stored(&app, id).await;
    for group in [GroupKey::Support, GroupKey::Auditor] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let profile = reader.browser.get(&format!("/customers/{id}")).await;
        assert_eq!((profile.status, profile.heading()), (200, "Maria".to_owned()), "{group}");
        assert!(!profile.has(".page-actions a"), "{group} is offered no change");
        assert!(!reader.browser.get("/customers").await.has(".page-actions a"), "{group}");
        for path in ["/customers/new".to_owned(), format!("/customers/{id}/edit")] {
            assert_eq!(reader.browser.get(&path).await.status, 403, "{group} {path}");
        }
        let sent = reader.update(id, "1", &[("last_name", "Changed")]).await;
        assert_eq!((sent.status, sent.heading()), (403, "You may not do this".into()), "{group}");
        let sent = reader.create(&[("email", "new@example.com")]).await;
        assert_eq!(sent.status, 403, "{group}");
    }
    assert_eq!(stored(&app, id).await, before);
    assert_eq!(count(&clerk.browser).await, "One customer");
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    clerk.customer(&[]).await;
    for id in ["2", "0", "-1", "99999999999999999999", "9223372036854775808", "%00", "x", "1.5"] {
        for page in ["", "/edit", "/verification", "/history"] {
            let path = format!("/customers/{id}{page}");
            assert_eq!(clerk.browser.get(&path).await.status, 404, "{path}");
        }
        let sent = clerk.post(&format!("/customers/{id}"), &[("version", "1")]).await;
        assert_eq!(sent.status, 404, "POST {id}");
    }
}

#[actix_web::test]
async fn without_a_session_every_page_leads_to_the_door_and_back() {
    let app = TestApp::on_sqlite().await;
    let stranger = app.stranger();
    for (path, door) in [
        ("/customers", "/login?next=%2Fcustomers"),
        ("/customers/1/edit", "/login?next=%2Fcustomers%2F1%2Fedit"),
        ("/customers?q=a%20b&sort=-id", "/login?next=%2Fcustomers%3Fq%3Da%2520b%26sort%3D%2Did"),
    ] {
        let answer = stranger.get(path).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, door), "{path}");
    }
    let sent = stranger.post("/customers", &MARIA).await;
    assert_eq!((sent.status, sent.location().as_str()), (303, "/login"));
    let hired = app.administrator().await;
    assert_eq!(count(&hired).await, "0 customers");
}
