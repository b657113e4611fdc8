//! Links in letters begin with the address that the installation was told, whatever a request says
//! of itself (S93).

use countersign::worker;

use crate::customers::Clerk;
use crate::support::TestApp;

const OURS: &str = "https://office.example.com";

/// Names that a request may make up for us.
const FORGED: [(&str, &str); 6] = [
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "http"),
    ("x-forwarded-server", "evil.example"),
    ("x-original-host", "evil.example"),
    ("x-host", "evil.example"),
    ("forwarded", "host=evil.example;proto=http;for=203.0.113.9"),
];

#[actix_web::test]
async fn s93_a_link_in_a_letter_begins_with_the_configured_address() {
    let app = TestApp::start(&[("public_url", OURS)]).await;
    app.hire(
        "administrators",
        countersign::domain::staff::group::GroupKey::Administrators,
    )
    .await;
    let mut browser = app
        .stranger()
        .with_header("origin", OURS)
        .with_header("host", "127.0.0.1:8080");
    for (name, value) in FORGED {
        browser = browser.with_header(name, value);
    }
    let signed_in = crate::sign_in::try_as(
        &browser,
        "administrators@example.com",
        crate::support::app::PASSWORD,
    )
    .await;
    assert_eq!(
        (signed_in.status, signed_in.location().as_str()),
        (303, "/"),
        "no host in a redirect"
    );
    let ada = Clerk::of(browser).await;
    let noor = [
        ("name", "Noor"),
        ("email", "noor@example.com"),
        ("groups", "1"),
        ("tags", ""),
    ];
    assert_eq!(ada.post("/staff", &noor).await.status, 303);
    assert_eq!(
        ada.post("/account/email", &[("email", "ada@example.com")])
            .await
            .status,
        303
    );
    // Under a name that is not ours nothing is done at all.
    let elsewhere = Clerk {
        browser: ada.browser.clone().with_header("host", "evil.example"),
        ..ada
    };
    assert_eq!(elsewhere.post("/staff", &noor).await.status, 400);
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent();
    let mut links = Vec::new();
    for letter in &letters {
        for text in [&letter.text, &letter.html] {
            assert!(!text.contains("evil.example"), "{text}");
            let begins = text.match_indices("://").map(|(at, _)| at);
            for at in begins {
                let from = text[..at]
                    .rfind(|c: char| !c.is_ascii_alphabetic())
                    .map_or(0, |at| at + 1);
                let rest = &text[from..];
                assert!(rest.starts_with(&format!("{OURS}/")), "{rest}");
                links.push(
                    rest.split_whitespace()
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                );
            }
        }
    }
    for path in ["/invitation?token=", "/account/email/confirm?token="] {
        let wanted = format!("{OURS}{path}");
        assert!(
            links.iter().any(|link| link.starts_with(&wanted)),
            "{path}: {links:?}"
        );
    }
}
