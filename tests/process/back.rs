//! What a browser has left when somebody has signed out: nothing behind Back (S56), and nothing in
//! its storage at any time but whether keys are on (S58).

use crate::support::chromium::Scripts;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Installation, files};

const KEPT: &str = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";

#[tokio::test]
async fn s56_back_after_signing_out_shows_nothing() {
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let mut ada = server.ada();
    let token = ada.token("/account");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("nora@example.com", "Nora"));
    assert_eq!(ada.post("/customers", &fields).status, 303);
    let Some(chromium) = Chromium::start(&home.url(), Scripts::On).await else {
        return;
    };
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium
        .click("main form[method=post] button[type=submit]")
        .await;
    for path in [
        "/customers",
        "/customers/1",
        "/customers/1/verification",
        "/account",
        "/customers/1",
    ] {
        chromium.open(path).await;
        let kept = chromium.ask(KEPT).await;
        assert_eq!(kept.as_str(), Some("[{},{}]"), "S58: {path}");
    }
    chromium.says("Nora").await;
    chromium.click(".frame-account summary").await;
    chromium.click("form[action='/logout'] button").await;
    assert_eq!(chromium.path().await, "/login");
    chromium.ask("setTimeout(() => history.back(), 0)").await;
    chromium.wait("location.search.includes('next=')").await;
    let text = chromium.text().await;
    assert!(!text.contains("Nora"), "{text}");
    assert!(chromium.path().await.starts_with("/login"), "{text}");
    let kept = chromium.ask(KEPT).await;
    assert_eq!(kept.as_str(), Some("[{},{}]"));
}
