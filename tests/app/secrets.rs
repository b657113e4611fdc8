//! What nobody may read anywhere: passwords, keys of sessions, tokens, codes, numbers of papers. A
//! whole story is told, and then everything that it left behind is searched (S2, S110).

use std::io::Write;
use std::sync::{Arc, Mutex};

use actix_web::cookie::{Cookie, CookieJar, Key};
use countersign::worker;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::access::routes;
use crate::access::unchanged::contents;
use crate::customers::{Clerk, new_customer};
use crate::hostile_uploads::files::png;
use crate::second_factor::{ADA, code, give, halfway, set_up};
use crate::sign_in::{DEVICE, SESSION, try_as};
use crate::support::app::PASSWORD;
use crate::support::{Browser, TestApp};

const WRONG: &str = "a wrong guess with herons in it";
const NEW: &str = "eleven loud herons on the roof";
const PAPER: &str = "PN7QX4410Z";

/// Everything that was logged, down to the last trace.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Listens to this thread, where the whole application runs.
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        let bytes = self.0.lock().expect("a log");
        String::from_utf8(bytes.clone()).expect("text")
    }
}

/// What must be nowhere, by name.
#[derive(Default)]
struct Secrets(Vec<(String, String)>);

impl Secrets {
    fn add(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        assert!(value.len() >= 6, "{name}: {value}");
        self.0.push((name.to_owned(), value));
    }

    /// The cookies of a browser, and the key inside the one of its session.
    fn cookies_of(&mut self, app: &TestApp, browser: &Browser) {
        for name in [SESSION, DEVICE] {
            let Some(cookie) = browser.cookie(name) else {
                continue;
            };
            if name == SESSION {
                self.add("a session's key", key_in(app, &cookie));
            }
            self.add(name, cookie);
        }
    }

    /// Fails when any of them is in a text.
    fn are_not_in(&self, place: &str, text: &str) {
        for (name, value) in &self.0 {
            let at = text.find(value.as_str());
            let around = at.map(|at| text[..at].chars().rev().take(80).collect::<String>());
            let around = around.map(|text| text.chars().rev().collect::<String>());
            assert!(at.is_none(), "{name} is in {place}, after {around:?}");
        }
    }
}

/// The key that an encrypted cookie holds.
fn key_in(app: &TestApp, cookie: &str) -> String {
    let mut jar = CookieJar::new();
    let value = percent_encoding::percent_decode_str(cookie).decode_utf8_lossy();
    jar.add_original(Cookie::new(SESSION, value.into_owned()));
    let key = Key::from(&app.app.key.cookie_key());
    let inside = jar.private(&key).get(SESSION).expect("a cookie of ours");
    inside.value().to_owned()
}

/// The part of the last letter's link behind `token=`.
async fn mailed_token(app: &TestApp, path: &str) -> (String, String) {
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent();
    let mut lines = letters.iter().rev().flat_map(|letter| letter.text.lines());
    let line = lines.find(|line| line.contains(path)).expect("a link");
    let link = line[line.find(path).expect("a path")..].trim().to_owned();
    let token = link.rsplit('=').next().expect("a token").to_owned();
    (link, token)
}

/// Ada signs in, wrongly and rightly, with a second step, and makes everything that is secret.
async fn a_day_of_ada(app: &TestApp, secrets: &mut Secrets) -> Browser {
    let first = app.administrator().await;
    secrets.cookies_of(app, &first);
    let secret = set_up(app, &first).await;
    secrets.add("the secret of an app", secret.clone());
    secrets.add(
        "the secret of an app, in one piece",
        secret.replace(' ', ""),
    );
    let codes = first
        .get("/account/recovery-codes")
        .await
        .all(".recovery-codes code");
    assert_eq!(codes.len(), 10);
    for code in &codes {
        secrets.add("a recovery code", code.clone());
        secrets.add("a recovery code, in one piece", code.replace('-', ""));
    }
    let ada = app.stranger();
    try_as(&ada, ADA, WRONG).await;
    try_as(&ada, WRONG, WRONG).await;
    halfway(&ada, ADA).await;
    secrets.cookies_of(app, &ada);
    give(&ada, "000000").await;
    assert_eq!(give(&ada, &code(app, &secret, 0)).await.status, 303);
    secrets.cookies_of(app, &ada);
    let other = app.stranger();
    halfway(&other, ADA).await;
    assert_eq!(give(&other, &codes[0]).await.status, 303);
    secrets.cookies_of(app, &other);
    let account = ada.get("/account").await;
    let form = account.form_at("form[action='/account/password']");
    let form = form.set("new", NEW).set("again", NEW);
    let wrong = form.clone().set("current", WRONG).submit().await;
    assert_eq!(wrong.status, 422);
    let right = form.set("current", PASSWORD).submit().await;
    assert_eq!(right.status, 303, "{:?}", right.errors());
    secrets.cookies_of(app, &ada);
    ada
}

/// She makes a token, asks for another address, and invites somebody, who accepts.
async fn her_letters(app: &TestApp, ada: &Clerk, secrets: &mut Secrets) -> Vec<String> {
    let sent = [
        ("token_name", "Report"),
        ("scope", "everything"),
        ("days", "1"),
    ];
    let token = ada
        .post("/account/tokens", &sent)
        .await
        .find("#secret")
        .unwrap_or_default();
    secrets.add("an API token", token.clone());
    let bearer = format!("Bearer {token}");
    let program = app.stranger().with_header("authorization", &bearer);
    assert_eq!(program.get("/api/v2/users").await.status, 200);
    let odd = app
        .stranger()
        .with_header("authorization", &format!("{bearer}0"));
    assert_eq!(odd.get("/api/v2/users").await.status, 401);
    let mut links = Vec::new();
    let noor = [
        ("name", "Noor"),
        ("email", "noor@example.com"),
        ("groups", "3"),
        ("tags", ""),
    ];
    assert_eq!(ada.post("/staff", &noor).await.status, 303);
    let (link, token) = mailed_token(app, "/invitation?token=").await;
    let form = app
        .stranger()
        .get(&link)
        .await
        .form_at("form[action='/invitation']");
    let form = form
        .set("password", PASSWORD)
        .set("password_again", PASSWORD);
    assert_eq!(form.submit().await.status, 303);
    links.push(token);
    assert_eq!(
        ada.post("/account/email", &[("email", "ada@example.com")])
            .await
            .status,
        303
    );
    let (link, token) = mailed_token(app, "/account/email/confirm?token=").await;
    assert_eq!(app.stranger().get(&link).await.status, 200);
    links.push(token);
    links
}

#[actix_web::test]
async fn s110_no_secret_is_in_the_log_the_journal_a_mail_or_a_page() {
    let app = TestApp::on_sqlite().await;
    let log = Log::default();
    let listening = log.listen();
    let mut secrets = Secrets::default();
    for (name, value) in [
        ("the password", PASSWORD),
        ("a wrong password", WRONG),
        ("a new password", NEW),
    ] {
        secrets.add(name, value);
    }
    let key = std::fs::read_to_string(app.app.config.key_file()).expect("the key");
    secrets.add("the key of the installation", key.trim());
    let ada = Clerk::of(a_day_of_ada(&app, &mut secrets).await).await;
    let form = new_customer(&ada.browser)
        .await
        .set("document_number", PAPER);
    let form = form.attach("doc_file_1", "passport.png", &png());
    assert_eq!(form.submit().await.status, 303);
    let links = her_letters(&app, &ada, &mut secrets).await;
    let mut addresses = 0;
    for (_, path) in routes().into_iter().filter(|(method, _)| method == "GET") {
        let page = ada.browser.get(&path.replace("{id}", "1")).await;
        let text = format!("{} {}", page.location(), page.html());
        // Recovery codes are shown once; here they were, and no other secret may be.
        secrets.are_not_in(&format!("the page {path}"), &text);
        addresses += 1;
    }
    assert!(addresses > 50, "{addresses} pages");
    ada.browser
        .get("/account")
        .await
        .form_at("form[action='/logout']")
        .submit()
        .await;
    drop(listening);
    for letter in app.app.mailer.sent() {
        let text = format!("{}\n{}\n{}", letter.subject, letter.text, letter.html);
        secrets.are_not_in(&format!("the letter “{}”", letter.subject), &text);
        assert!(!text.contains(PAPER), "{text}");
    }
    // The links are for whoever they were sent to, and for nobody who reads anything else.
    for token in links {
        secrets.add("the token of a link", token);
    }
    for (table, rows) in contents(&app).await {
        for row in rows {
            secrets.are_not_in(&format!("the table {table}"), &row);
            let picture = row.contains("IHDR") || row.contains("49484452");
            assert!(!picture, "{table}: bytes of a paper");
            let own = ["customers", "document_numbers"].contains(&table.as_str())
                || table.contains("search");
            assert!(own || !row.contains(PAPER), "{table}: {row}");
        }
    }
    secrets.add("the number of a paper", PAPER);
    let text = log.text();
    assert!(!text.contains("IHDR"), "bytes of a paper");
    assert!(
        text.lines().count() > 100 && text.contains("answered"),
        "{} lines",
        text.lines().count()
    );
    secrets.are_not_in("the log", &text);
}

/// What a failure of ours logs is its cause, and nothing that was typed.
#[actix_web::test]
async fn s110_a_failure_of_ours_logs_nothing_that_was_typed() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::of(app.administrator().await.expecting_failure()).await;
    let mut secrets = Secrets::default();
    secrets.add("the password", PASSWORD);
    secrets.add("a new password", NEW);
    secrets.add("the number of a paper", PAPER);
    secrets.cookies_of(&app, &ada.browser);
    secrets.add("the token of a form", ada.token());
    let log = Log::default();
    let listening = log.listen();
    let db = app.app.db.write();
    for statement in [
        "DROP TABLE consents",
        "DROP TABLE outbox",
        "DROP TABLE mails",
    ] {
        let _ = db.execute_unprepared(statement).await;
    }
    assert!(
        countersign::domain::outbox::mail::Entity::find()
            .all(app.app.db.read())
            .await
            .is_err()
    );
    assert_eq!(
        ada.create(&[("document_number", PAPER), ("newsletter", "on")])
            .await
            .status,
        500
    );
    let form = [("current", PASSWORD), ("new", NEW), ("again", NEW)];
    assert_eq!(ada.post("/account/password", &form).await.status, 500);
    drop(listening);
    let text = log.text();
    assert!(text.matches("a request failed").count() >= 2, "{text}");
    secrets.are_not_in("the log", &text);
}
