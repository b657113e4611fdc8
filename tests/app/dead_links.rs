//! Links of letters that do not work any more: each page says so, how long links work, and how to
//! get another one.

use countersign::domain::staff::{email_change, invite};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::page::Page;

const INVITATION: &str = "/invitation";
const ADDRESS: &str = "/account/email/confirm";
const PASSWORD_LINK: &str = "/login/new-password";

/// What such a page says of every link, and `words` of this one.
fn assert_dead(page: &Page, words: [&str; 3]) {
    assert_eq!(page.status, 404);
    assert_eq!(page.heading(), "This link does not work any more");
    assert!(
        page.title().starts_with("This link does not work any more"),
        "{}",
        page.title()
    );
    assert!(
        !page.text().contains("There is nothing here"),
        "{}",
        page.text()
    );
    for word in words {
        assert!(page.text().contains(word), "{word}: {}", page.text());
    }
}

const OF_INVITATION: [&str; 3] = ["works once", "72 hours", "administrator"];
const OF_ADDRESS: [&str; 3] = ["works once", "24 hours", "for the change once more"];
const OF_PASSWORD: [&str; 3] = ["works once", "30 minutes", "Get a new link"];

on_both_engines! {
    async fn a_link_that_does_not_work_says_what_to_do(app) {
        let ada = Clerk::hired(&app).await;
        let all = [(INVITATION, OF_INVITATION), (ADDRESS, OF_ADDRESS), (PASSWORD_LINK, OF_PASSWORD)];
        for (path, words) in all {
            for token in ["", "?token=", "?token=made-up"] {
                let page = app.stranger().get(&format!("{path}{token}")).await;
                assert_dead(&page, words);
                assert!(page.has("main a[href='/login']"), "{path}: the way to the door");
            }
            // The page may have been opened while the link worked.
            let token = [("token", "used meanwhile"), ("password", "x"), ("password_again", "x")];
            let fields = &token[..if path == ADDRESS { 1 } else { 3 }];
            assert_dead(&ada.post(path, fields).await, words);
        }
        // Who is in has no need of the door.
        let page = ada.browser.get("/account/email/confirm?token=made-up").await;
        assert_dead(&page, OF_ADDRESS);
        assert!(page.has("main a[href='/account/email']") && !page.has("main a[href='/login']"));
        assert_eq!(invite::LIFETIME.as_secs(), 72 * 60 * 60, "as the page says");
        assert_eq!(email_change::LIFETIME.as_secs(), 24 * 60 * 60, "as the page says");
    }
}
