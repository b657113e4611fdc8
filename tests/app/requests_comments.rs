//! Changing one's own comment on a request, and what stays of what it said.

use countersign::domain::requests::status::RequestStatus;
use countersign::domain::values::ids::RequestId;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, resolve, stored};
use crate::requests_decide::{sam, told};
use crate::support::TestApp;
use crate::support::page::Page;

/// Sam has commented on a request.
async fn commented(app: &TestApp) -> (Clerk, Clerk, RequestId) {
    let ada = Clerk::hired(app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(app, maria, "100").await;
    let sam = sam(app).await;
    let path = format!("/requests/{id}/comments");
    let said = sam.post(&path, &[("body", "Called the bank.")]).await;
    assert_eq!(said.status, 303);
    (ada, sam, id)
}

fn comments(page: &Page) -> Vec<String> {
    page.all(".request-comments li")
}

on_both_engines! {
    async fn sam_changes_what_he_said_and_the_history_keeps_the_rest(app) {
        let (_, sam, id) = commented(&app).await;
        resolve(&app, id, RequestStatus::Approved).await;
        let page = sam.browser.get(&format!("/requests/{id}")).await;
        assert_eq!(comments(&page), ["support · 20 Nov 2026, 12:00 · Change Called the bank."]);
        let link = page.attributes(".request-comments a", "href").remove(0);
        assert_eq!(link, format!("/requests/{id}/comments/1"));
        let form = sam.browser.get(&link).await;
        assert_eq!((form.heading().as_str(), form.value("body").as_str()), ("Change your comment", "Called the bank."));
        assert_eq!(form.form().submit().await.status, 303, "the same is no change");
        assert_eq!(told(&app, id).await.len(), 1);
        let page = form.form().set("body", "Called the bank <i>twice</i>.\r\nNo answer.").submit().await.follow().await;
        assert_eq!(page.flash(), "The comment has been changed.");
        assert_eq!(comments(&page), ["support · 20 Nov 2026, 12:00 · edited 20 Nov 2026, 12:00 · Change Called the bank <i>twice</i>. No answer."]);
        assert_eq!(page.find(".told-sentence").as_deref(), Some("support changed a comment on the request #1"));
        assert_eq!(page.all(".timeline li:first-child .diff div"), ["Comment before: Called the bank. now: Called the bank <i>twice</i>. No answer."]);
        assert_eq!(stored(&app, id).await.version, 1);
    }

    async fn only_the_author_changes_a_comment(app) {
        let (ada, _, id) = commented(&app).await;
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        assert!(page.has(".request-comments li") && !page.has(".request-comments a"));
        let path = format!("/requests/{id}/comments/1");
        let sent = [("body", "Never called."), ("version", "1")];
        for answer in [ada.browser.get(&path).await, ada.post(&path, &sent).await] {
            assert_eq!(answer.status, 403);
            assert!(answer.text().contains("Only its author can change a comment."));
        }
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        assert!(comments(&page)[0].ends_with("Called the bank."));
    }

    async fn a_second_window_loses_nothing(app) {
        let (_, sam, id) = commented(&app).await;
        let path = format!("/requests/{id}/comments/1");
        for (first, second) in [("One.", "Two."), ("Three.", "Four.")] {
            let (one, other) = (sam.browser.get(&path).await, sam.browser.get(&path).await);
            assert_eq!(one.form().set("body", first).submit().await.status, 303);
            let late = other.form().set("body", second).submit().await;
            assert_eq!((late.status, late.value("body").as_str()), (409, second));
            assert!(late.find(".error-summary").is_some_and(|said| said.ends_with(first)));
            let shown = sam.browser.get(&format!("/requests/{id}")).await;
            assert!(comments(&shown)[0].ends_with(first));
            assert_eq!(late.form().submit().await.status, 303, "sending it again means it");
        }
        assert_eq!(told(&app, id).await.len(), 5);
    }

    async fn a_changed_comment_says_something_and_not_too_much(app) {
        let (_, sam, id) = commented(&app).await;
        let path = format!("/requests/{id}/comments/1");
        let (longest, longer) = ("ä".repeat(2_000), "ä".repeat(2_001));
        for (body, words) in [(" ", "enter something"), (longer.as_str(), "at most 2000 characters")] {
            let answer = sam.post(&path, &[("body", body), ("version", "1")]).await;
            assert_eq!(answer.status, 422);
            assert!(answer.errors().len() == 1 && answer.errors()[0].contains(words));
            assert!(answer.title().starts_with("Error:"));
        }
        assert_eq!(sam.post(&path, &[("body", &longest), ("version", "1")]).await.status, 303);
        for version in ["", "x"] {
            assert_eq!(sam.post(&path, &[("body", "x"), ("version", version)]).await.status, 400);
        }
        assert_eq!(sam.post(&path, &[("body", "x"), ("version", "2"), ("author", "y")]).await.status, 400);
        let other = crate::requests::stored(&app, id).await.customer_id;
        let other = deposit(&app, other, "1").await;
        for path in [format!("/requests/{other}/comments/1"), format!("/requests/{id}/comments/2"), "/requests/9/comments/1".into()] {
            assert_eq!(sam.browser.get(&path).await.status, 404);
            assert_eq!(sam.post(&path, &[("body", "x"), ("version", "2")]).await.status, 404);
        }
    }
}
