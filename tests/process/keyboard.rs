//! Twenty requests decided in Chromium without ever touching the mouse.

use std::time::Instant;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::support::chromium::Scripts;
use crate::support::database::Database;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Client, Installation, files, tell};

/// How many wait for a decision.
const REQUESTS: i64 = 20;

/// Requests of one customer, oldest first: a deposit without an account, which cannot be approved,
/// and four matters of the platform, again and again.
const HAND_IN: &str = "
    WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 19)
    INSERT INTO requests
        (customer_id, type, status, payload, amount, currency, created_at, updated_at)
    SELECT 1, iif(n % 5, 'external', 'deposit'), 127,
        iif(n % 5, '{\"type\":\"external\",\"title\":\"A new card\",\"details\":[]}',
            '{\"type\":\"deposit\",\"method\":\"SEPA\",\"amountEditable\":true}'),
        iif(n % 5, NULL, '100'), iif(n % 5, NULL, 'EUR'), 1795000000000 + n, 1795000000000
    FROM number";

#[tokio::test]
async fn twenty_requests_are_decided_by_keyboard_alone() {
    let begun = Instant::now();
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), Scripts::On).await else {
        return;
    };
    furnish(&mut server.ada(), &home);
    sign_in(&chromium).await;
    chromium.open("/requests").await;
    chromium.type_keys("j").await;
    chromium.wait(&focus("tbody tr:first-child th a")).await;
    chromium.type_keys("jjk").await;
    chromium.wait(&focus("tbody tr:nth-child(2) th a")).await;
    chromium.type_keys("k").await;
    chromium.press(Key::Enter).await;
    arrive(&chromium, "/requests/1?from=").await;
    look_around(&chromium).await;
    for number in 1..=REQUESTS {
        let place = format!("1 of {}", REQUESTS + 1 - number);
        chromium.says(&place).await;
        if number % 5 == 1 {
            reject(&chromium, number).await;
        } else {
            approve(&chromium).await;
        }
        let next = match number {
            REQUESTS => "/requests".to_owned(),
            _ => format!("/requests/{}?from=", number + 1),
        };
        arrive(&chromium, &next).await;
    }
    chromium
        .says("That was the last open request of this list.")
        .await;
    let seen = decided(&home);
    assert_eq!(seen, (16, 4), "approved and rejected");
    tell("twenty requests by keyboard", begun, "16 and 4");
    switch_off(&chromium).await;
}

fn furnish(ada: &mut Client, home: &Installation) {
    let token = ada.token("/customers/new");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("nora@example.com", "Novak"));
    let answer = ada.try_upload("/customers", &fields, &[]).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    behind(home, |database| database.change(HAND_IN));
}

/// The database has a runtime of its own, which wants a thread of its own.
fn behind<T: Send>(home: &Installation, act: impl FnOnce(&Database) -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(|| act(&Database::of(home))).join().unwrap())
}

fn decided(home: &Installation) -> (i64, i64) {
    behind(home, |database| {
        let count = |status: i64| {
            database.number(&format!(
                "SELECT COUNT(*) FROM requests WHERE status = {status}"
            ))
        };
        (count(1), count(2))
    })
}

async fn sign_in(chromium: &Chromium) {
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.press(Key::Enter).await;
    arrive(chromium, "/").await;
}

/// Waits for a page and until its scripts have run.
async fn arrive(chromium: &Chromium, path: &str) {
    let here = format!("location.pathname + location.search === '{path}'");
    chromium.wait(&here).await;
    chromium
        .wait("document.readyState === 'complete' && !document.querySelector('[aria-busy]')")
        .await;
    chromium.settle(path).await;
}

/// Whether something has the focus.
fn focus(css: &str) -> String {
    format!("document.activeElement.matches('{css}')")
}

/// Goes on with the tab key until something has the focus.
async fn tab_to(chromium: &Chromium, css: &str) {
    for _ in 0..80 {
        if chromium.ask(&format!("return {};", focus(css))).await == json!(true) {
            return;
        }
        chromium.press(Key::Tab).await;
    }
    panic!("no way to {css} on {}", chromium.path().await);
}

/// Every key of the page, on the first request.
async fn look_around(chromium: &Chromium) {
    chromium.type_keys("?").await;
    chromium
        .wait("document.querySelector('dialog[open]')")
        .await;
    chromium.says("Go to the button that approves").await;
    chromium.type_keys("j").await;
    chromium.press(Key::Escape).await;
    chromium
        .wait("!document.querySelector('dialog[open]')")
        .await;
    assert_eq!(chromium.path().await, "/requests/1?from=");
    chromium.type_keys("e").await;
    chromium.wait(&focus("#amount")).await;
    chromium.type_keys("j").await;
    let typed = "return document.getElementById('amount').value;";
    assert!(chromium.ask(typed).await.to_string().contains('j'));
    chromium.press(Key::Tab).await;
    chromium.type_keys("c").await;
    chromium.wait(&focus("#body")).await;
    chromium.press(Key::Tab).await;
    chromium.type_keys("j").await;
    arrive(chromium, "/requests/2?from=").await;
    chromium.says("2 of 20").await;
    chromium.type_keys("k").await;
    arrive(chromium, "/requests/1?from=").await;
}

async fn approve(chromium: &Chromium) {
    let before = chromium.path().await;
    chromium.type_keys("a").await;
    chromium.wait(&focus("[data-decide=approve]")).await;
    assert_eq!(
        chromium.path().await,
        before,
        "the key alone decides nothing"
    );
    chromium.press(Key::Enter).await;
}

async fn reject(chromium: &Chromium, number: i64) {
    chromium.type_keys("r").await;
    arrive(chromium, &format!("/requests/{number}/reject?from=")).await;
    tab_to(chromium, "#resolution_type").await;
    chromium.press(Key::Down).await;
    chromium.press(Key::Tab).await;
    chromium.wait(&focus("#resolution")).await;
    chromium.press(Key::Down).await;
    let chosen = "document.getElementById('resolution').value !== ''";
    chromium.wait(chosen).await;
    tab_to(chromium, "#verification_code").await;
    let problem = chromium.find("[data-problem]").await.text().await.unwrap();
    chromium.type_keys(&solved(&problem)).await;
    chromium.press(Key::Enter).await;
}

fn solved(problem: &str) -> String {
    let parts: Vec<&str> = problem.split(' ').collect();
    let number = |at: usize| parts[at].parse::<i32>().unwrap();
    let answer = match parts[1] {
        "+" => number(0) + number(2),
        "-" => number(0) - number(2),
        _ => number(0) * number(2),
    };
    answer.to_string()
}

/// Who does not want the keys has none.
async fn switch_off(chromium: &Chromium) {
    chromium.open("/account").await;
    tab_to(chromium, "#shortcuts").await;
    chromium.type_keys(" ").await;
    chromium.press(Key::Enter).await;
    chromium.says("saved").await;
    for page in ["/requests?status=all", "/requests/1?from=status%3Dall"] {
        chromium.open(page).await;
        assert!(
            !chromium
                .has("[data-keys-open], dialog, [aria-keyshortcuts]")
                .await
        );
        for key in ["j", "a", "r", "c", "?"] {
            chromium.type_keys(key).await;
        }
        let focused = "return document.activeElement === document.body;";
        assert_eq!(chromium.ask(focused).await, json!(true), "{page}");
        assert_eq!(chromium.path().await, page);
    }
}
