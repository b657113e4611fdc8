//! A passkey from end to end: Chromium with a security key that the browser itself plays.

use serde_json::{Value, json};
use thirtyfour::RequestData;
use thirtyfour::SessionId;
use thirtyfour::common::command::{Command as Wire, FormatRequestData};

use crate::support::chromium::Scripts;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Installation};

/// Plugs a security key into the browser (WebAuthn, section 11.3): its owner is always there and
/// shows who they are.
#[derive(Debug)]
struct PlugIn;

impl FormatRequestData for PlugIn {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Wire::Back.format_request(session);
        request.uri = format!("session/{session}/webauthn/authenticator").into();
        request.add_body(json!({
            "protocol": "ctap2",
            "transport": "usb",
            "hasUserVerification": true,
            "isUserVerified": true,
        }))
    }
}

async fn sign_in(chromium: &Chromium) {
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.click("main form button[type=submit]").await;
}

#[tokio::test]
async fn ada_adds_a_key_and_signs_in_with_it() {
    let home = Installation::new();
    // Browsers make passkeys for names alone.
    let named = format!("http://localhost:{}", home.port);
    let home = home.with("COUNTERSIGN_PUBLIC_URL", &named);
    home.hire();
    let _server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&named, Scripts::On).await else {
        return;
    };
    let plugged = chromium.driver.cmd(PlugIn).await.unwrap();
    let _: Value = plugged.value().unwrap();
    sign_in(&chromium).await;
    chromium.open("/account/second-factor").await;
    chromium.fill("#passkey_name", "the blue key").await;
    chromium
        .click("form[action='/account/passkeys'] button")
        .await;
    chromium.says("recovery codes").await;
    chromium.find(".recovery-codes").await;
    chromium.click("main form[method=post] button").await;
    chromium.says("the blue key").await;
    chromium.click(".frame-account summary").await;
    chromium.click("form[action='/logout'] button").await;
    sign_in(&chromium).await;
    assert_eq!(chromium.path().await, "/login/2fa");
    chromium.click("#passkey").await;
    chromium.says("Ada Example").await;
    assert_eq!(chromium.path().await, "/");
    chromium.open("/account/second-factor").await;
    assert!(!chromium.text().await.contains("never"), "it was used");
}
