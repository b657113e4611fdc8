//! Every cookie there is, in a whole story from the door to the way out (S1).

use std::collections::BTreeSet;

use crate::second_factor::{ADA, code, give, halfway, set_up};
use crate::sign_in::{DEVICE, SESSION, try_as};
use crate::support::TestApp;
use crate::support::page::Page;

const DOOR: &str = "__Host-countersign-door";
const FLASH: &str = "__Host-countersign-flash";

/// Looks at the cookies that came with an answer.
#[derive(Default)]
struct Seen(BTreeSet<String>);

impl Seen {
    fn look(&mut self, answer: &Page) {
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("text");
            let mut parts = cookie.split("; ");
            let (name, _) = parts
                .next()
                .and_then(|pair| pair.split_once('='))
                .expect("a name");
            let attributes: Vec<&str> = parts.collect();
            for wanted in ["Secure", "HttpOnly", "Path=/"] {
                assert!(attributes.contains(&wanted), "{wanted}: {cookie}");
            }
            let site = ["SameSite=Lax", "SameSite=Strict"];
            assert!(
                site.iter().any(|site| attributes.contains(site)),
                "{cookie}"
            );
            let domain = |one: &&str| one.to_lowercase().starts_with("domain");
            assert!(!attributes.iter().any(domain), "{cookie}");
            assert!(cookie.len() <= 4096, "{} bytes: {cookie}", cookie.len());
            assert!(name.starts_with("__Host-"), "{cookie}");
            self.0.insert(name.to_owned());
        }
    }
}

#[actix_web::test]
async fn s1_every_cookie_is_for_this_host_alone_and_small() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let secret = set_up(&app, &ada).await;
    let mut seen = Seen::default();
    let browser = app.stranger();
    seen.look(&browser.get("/login").await);
    seen.look(&browser.get("/nowhere").await);
    seen.look(&browser.get("/customers").await);
    seen.look(&try_as(&browser, ADA, "not the password at all").await);
    seen.look(&browser.post("/login", &[("email", ADA)]).await);
    seen.look(&halfway(&browser, ADA).await);
    seen.look(&give(&browser, "000000").await);
    seen.look(&give(&browser, &code(&app, &secret, 0)).await);
    let account = browser.get("/account").await;
    seen.look(&account);
    // The longest name there can be, in four bytes each.
    let name = "\u{1F989}".repeat(100);
    let form = account.form_at("form[action='/account']");
    let saved = form.set("name", &name).submit().await;
    assert_eq!(saved.status, 303, "{:?}", saved.errors());
    seen.look(&saved);
    seen.look(&saved.follow().await);
    let customer = crate::customers::new_customer(&browser).await;
    let customer = customer.set("first_name", &name).set("last_name", &name);
    let customer = customer.submit().await;
    assert_eq!(customer.status, 303, "{:?}", customer.errors());
    seen.look(&customer);
    seen.look(&browser.get("/nowhere").await);
    seen.look(&browser.post("/account", &[("csrf_token", "made up")]).await);
    let out = browser
        .get("/account")
        .await
        .form_at("form[action='/logout']");
    let out = out.submit().await;
    assert_eq!(out.status, 303);
    seen.look(&out);
    seen.look(&out.follow().await);
    let all = [SESSION, DEVICE, DOOR, FLASH].map(str::to_owned);
    assert_eq!(seen.0, BTreeSet::from(all));
}
