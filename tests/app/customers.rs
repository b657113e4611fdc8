//! Customers: created and changed through the form, and who may do so.

use crate::on_both_engines;
use crate::support::app::NOW;
use crate::support::page::{Filling, Page};
use crate::support::{Browser, TestApp};
use countersign::domain::customers::current::{self, Current};
use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading::{self, Kinds};
use countersign::domain::values::ids::CustomerId;
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;

/// The least that makes a customer.
pub const MARIA: [(&str, &str); 5] = [
    ("first_name", "Maria"),
    ("email", "maria@example.com"),
    ("gender", "female"),
    ("country", "DE"),
    ("affiliate_profit_share", "0"),
];

/// Everything the contract names that is not a file, and what the form has beyond it.
const EVERYTHING: [(&str, &str); 28] = [
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
    ("verification_reason", "seen at the counter"),
    ("tags", "vip, wholesale"),
];

/// Somebody at work whose forms arrive field by field, as a script would send them.
pub struct Clerk {
    pub browser: Browser,
    pub token: String,
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

    /// The token of their forms.
    pub fn token(&self) -> &str {
        &self.token
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
    assert_eq!(
        answer.status,
        303,
        "{:?}: {}",
        answer.errors(),
        answer.text()
    );
    let location = answer.location();
    let id = location.strip_prefix("/customers/").unwrap_or(&location);
    id.parse()
        .unwrap_or_else(|()| panic!("no customer: {location}"))
}

fn maria_but<'a>(said: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let unsaid = MARIA
        .into_iter()
        .filter(|(name, _)| said.iter().all(|(other, _)| other != name));
    unsaid.chain(said.iter().copied()).collect()
}

/// The form of a new customer, filled in as far as it must be.
pub async fn new_customer(browser: &Browser) -> Filling {
    let form = browser.get("/customers/new").await.form();
    MARIA
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value))
}

/// A customer as stored.
pub async fn stored(app: &TestApp, id: CustomerId) -> Current {
    let found = current::find(app.app.db.read(), (&Scope::All, &Sight::Clear), id)
        .await
        .expect("an answer");
    found.expect("a customer")
}

/// What the journal says about a customer, newest first.
pub async fn told(app: &TestApp, id: CustomerId) -> Vec<entry::Model> {
    let entries = reading::about(
        app.app.db.read(),
        Subject::Customer(id),
        Kinds::Changes,
        None,
    )
    .await;
    entries.expect("entries").entries
}

/// How many customers there are.
pub async fn count(browser: &Browser) -> usize {
    counted(&browser.get("/customers").await)
}

/// How many customers a list says it has found.
pub fn counted(page: &Page) -> usize {
    let words = page.find("#list-count").expect("a count");
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

on_both_engines! {
    async fn the_fields_of_the_contract_alone_make_a_customer(app) {
        let clerk = Clerk::hired(&app).await;
        let beyond = [
            "company", "customer_type", "language", "tags", "newsletter_source",
        ];
        let mut fields: Vec<(&str, &str)> = EVERYTHING.to_vec();
        fields.retain(|(name, _)| !beyond.contains(name));
        for file in [
            "doc_file_1", "doc_file_2", "selfie_images", "address_file", "photo", "cover_photo",
        ] {
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
        assert_eq!(
            (value("status"), value("discount")),
            ("active".into(), "0".into())
        );
        assert_eq!(
            (value("language"), value("newsletter")),
            ("en".into(), String::new())
        );
    }

    async fn everything_typed_is_kept_and_shown_again(app) {
        let ada = app.administrator().await;
        let form = ada.get("/customers/new").await.form();
        let form = EVERYTHING
            .iter()
            .fold(form, |form, (name, value)| form.set(name, value));
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
        for (name, value) in EVERYTHING
            .iter()
            .filter(|(name, _)| !["newsletter_source", "verification_reason"].contains(name))
        {
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
            let lines = before
                .customer
                .address
                .clone()
                .unwrap_or_default()
                .replace('\n', "\r\n");
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
        let saved = form
            .set("last_name", "Meier")
            .set("tags", "VIP, new")
            .submit()
            .await;
        assert_eq!(saved.follow().await.flash(), "The changes have been saved.");
        let now = stored(&app, id).await;
        assert_eq!(
            (now.customer.version, now.customer.name()),
            (2, "Maria Meier".to_owned())
        );
        let changed = told(&app, id).await.remove(0).changes();
        let changed: Vec<_> = changed
            .iter()
            .map(|one| {
                (
                    one.field.as_str(),
                    one.before.as_deref(),
                    one.after.as_deref(),
                )
            })
            .collect();
        let tags = ("tags", Some("vip"), Some("new, vip"));
        assert_eq!(changed, [("last_name", None, Some("Meier")), tags]);
    }
}
