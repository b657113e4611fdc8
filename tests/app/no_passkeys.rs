//! A program that is built without passkeys: no route, and no page that mentions them.

use crate::second_factor::{ADA, halfway, set_up};
use crate::support::TestApp;

#[actix_web::test]
async fn nobody_hears_of_passkeys() {
    let app = TestApp::start(&[("public_url", "http://localhost:8080")]).await;
    let ada = app.administrator().await;
    set_up(&app, &ada).await;
    let half = app.stranger();
    let step = halfway(&half, ADA).await;
    assert!(!step.html().to_lowercase().contains("passkey"));
    for path in [
        "/account/second-factor",
        "/account/confirm",
        "/settings/mail-templates",
        "/mail-log",
        "/audit-log",
    ] {
        let page = ada.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.html().to_lowercase().contains("passkey"), "{path}");
    }
    let token = ada.get("/account").await.value("csrf_token");
    for path in [
        "/account/passkeys",
        "/account/passkeys/challenge",
        "/account/passkeys/1/remove",
        "/account/confirm/passkey",
        "/account/confirm/passkey/challenge",
        "/login/2fa/passkey",
        "/login/2fa/passkey/challenge",
    ] {
        let answer = ada.post(path, &[("csrf_token", &token)]).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}
