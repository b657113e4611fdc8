//! What is typed about a request outlasts every other button of its page, and the way back.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::chromium::Scripts;
use crate::support::database::Database;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Client, Installation, files};

const HAND_IN: &str = "
    INSERT INTO requests (customer_id, type, status, payload, created_at, updated_at)
    SELECT 1, 'external', 127, '{\"type\":\"external\",\"title\":\"A new card\",\"details\":[]}',
        1795000000000, 1795000000000
    UNION ALL
    SELECT 1, 'external', 127, '{\"type\":\"external\",\"title\":\"Another\",\"details\":[]}',
        1795000000000, 1795000000000";

const DECIDE: &str = "
    UPDATE requests SET status = 1, resolved_at = 1795000000000, resolved_by = 'Grace', version = 2
    WHERE id = 2";

const KEPT: &str = "return JSON.stringify({...sessionStorage});";

#[tokio::test]
async fn s58_a_draft_lasts_until_it_is_sent_and_is_sealed() {
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), Scripts::On).await else {
        return;
    };
    furnish(&mut server.ada(), &home);
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.press(Key::Enter).await;
    chromium.wait("location.pathname === '/'").await;
    chromium.open("/requests/1").await;
    chromium.fill("#comment", "Private words").await;
    chromium.fill("#body", "Öther words").await;
    chromium.click("#color-form button").await;
    chromium.find("#no-color-form").await;
    holds(&chromium, "comment", "Private words").await;
    holds(&chromium, "body", "Öther words").await;
    let kept = chromium.ask(KEPT).await.to_string();
    assert!(kept.matches("draft.").count() == 2, "{kept}");
    assert!(
        !kept.contains("Private") && !kept.contains("words"),
        "{kept}"
    );
    come_back_to_the_choices(&chromium).await;
    chromium.open("/requests/1").await;
    chromium.click("#comment-form [type=submit]").await;
    chromium.says("Öther words").await;
    holds(&chromium, "body", "").await;
    holds(&chromium, "comment", "Private words").await;
    chromium.click("[data-decide=approve]").await;
    chromium.says("The request has been approved.").await;
    assert_eq!(chromium.ask(KEPT).await, json!("{}"));
    neither_text_is_lost_to_the_other(&chromium, &home).await;
}

/// Somebody else decides first: the comment of the decision comes back beside the one that was not
/// added.
async fn neither_text_is_lost_to_the_other(chromium: &Chromium, home: &Installation) {
    chromium.open("/requests/2").await;
    chromium.fill("#comment", "Of the decision").await;
    chromium.fill("#body", "Of its own").await;
    chromium.settle("body").await;
    behind(home, DECIDE);
    chromium.click("[data-decide=approve]").await;
    chromium.says("Your comment has not been added.").await;
    chromium.click("[data-decide=approve]").await;
    chromium.says("Your internal comment was not saved").await;
    holds(chromium, "body", "Of the decision\\n\\nOf its own").await;
}

fn behind(home: &Installation, statement: &str) {
    // The database has a runtime of its own, which wants a thread of its own.
    std::thread::scope(|scope| {
        let change = || Database::of(home).change(statement);
        scope.spawn(change).join().unwrap();
    });
}

/// The comment goes along to the page that rejects, and Back brings its choices again.
async fn come_back_to_the_choices(chromium: &Chromium) {
    chromium.settle("decide").await;
    chromium.click("[data-decide=reject]").await;
    chromium.says("Your comment has not been added.").await;
    assert_eq!(
        chromium.ask("return location.pathname;").await,
        json!("/requests/1")
    );
    chromium.click("[data-without]").await;
    chromium
        .wait("location.pathname === '/requests/1/reject'")
        .await;
    holds(chromium, "comment", "Private words").await;
    chromium.click("#resolution_type option:nth-child(2)").await;
    chromium
        .click("#resolution option:not([value='']):not([disabled])")
        .await;
    let chosen =
        "return ['resolution_type', 'resolution'].map((id) => document.getElementById(id).value);";
    let before = chromium.ask(chosen).await;
    chromium.open("/requests").await;
    chromium.ask("setTimeout(() => history.back(), 0)").await;
    chromium
        .wait("location.pathname === '/requests/1/reject' && document.readyState === 'complete'")
        .await;
    chromium.settle("/requests/1/reject").await;
    assert_eq!(chromium.ask(chosen).await, before);
    assert!(before[0] != json!("") && before[1] != json!(""), "{before}");
    let letters =
        "document.querySelectorAll('details[data-resolution]:not([hidden])').length === 1";
    chromium.wait(letters).await;
    holds(chromium, "comment", "Private words").await;
}

async fn holds(chromium: &Chromium, field: &str, text: &str) {
    chromium.settle(field).await;
    let there = format!("document.getElementById('{field}').value === '{text}'");
    chromium.wait(&there).await;
}

fn furnish(ada: &mut Client, home: &Installation) {
    let token = ada.token("/customers/new");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("nora@example.com", "Novak"));
    let answer = ada.try_upload("/customers", &fields, &[]).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    behind(home, HAND_IN);
}
