//! The whole way of a request in Chromium, from the bell to the mail, with and without scripts: once
//! to an approval and once to a rejection, timed by the clock of the journal.

use std::time::Instant;

use crate::support::chromium::Scripts;
use crate::support::database::Database;
use crate::support::installation::{EMAIL, PASSWORD};
use crate::support::{Chromium, Installation, tell};

#[tokio::test]
async fn from_the_bell_to_the_mail_with_scripts() {
    procedure(Scripts::On).await;
}

#[tokio::test]
async fn from_the_bell_to_the_mail_without_scripts() {
    procedure(Scripts::Off).await;
}

/// A request of the demo that waits.
struct Waiting {
    id: i64,
    email: String,
}

async fn procedure(scripts: Scripts) {
    let home = Installation::new();
    home.run(&["demo", "--customers", "30", "--requests", "120"])
        .fine();
    home.hire();
    let server = home.serve(&[]);
    let Some(chromium) = Chromium::start(&home.url(), scripts).await else {
        return;
    };
    sign_in(&chromium).await;
    for (kind, outcome) in [("deposit", "approved"), ("withdrawal", "rejected")] {
        let begun = Instant::now();
        let asked = waiting(&home, kind);
        find(&chromium, &asked).await;
        work(&chromium, &asked).await;
        match outcome {
            "approved" => approve(&chromium, &asked).await,
            _ => reject(&chromium, &asked).await,
        }
        let took = on_record(&home, &asked, outcome);
        let part = format!("a {kind} {outcome}, scripts {scripts:?}");
        tell(&part, begun, &format!("{took} ms by the journal"));
    }
    let log = server.log();
    assert!(!log.contains("status=5"), "{log}");
}

/// The database has a runtime of its own, which wants a thread of its own.
fn behind<T: Send>(home: &Installation, act: impl FnOnce(&Database) -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(|| act(&Database::of(home))).join().unwrap())
}

fn waiting(home: &Installation, kind: &str) -> Waiting {
    let open = format!(
        "FROM requests JOIN customers ON customers.id = requests.customer_id
         WHERE requests.resolved_at IS NULL AND requests.type = '{kind}'
           AND requests.account_id IS NOT NULL AND requests.color IS NULL
           AND requests.payload LIKE '%\"amountEditable\":true%'
         ORDER BY requests.id LIMIT 1"
    );
    behind(home, |database| Waiting {
        id: database.number(&format!("SELECT requests.id {open}")),
        email: database
            .texts(&format!("SELECT customers.email {open}"))
            .remove(0),
    })
}

async fn sign_in(chromium: &Chromium) {
    chromium.open("/login").await;
    chromium.fill("#email", EMAIL).await;
    chromium.fill("#password", PASSWORD).await;
    chromium.click("main form button[type=submit]").await;
    assert_eq!(chromium.path().await, "/");
}

/// The bell, all requests, those of one customer by address and type, the details.
async fn find(chromium: &Chromium, asked: &Waiting) {
    chromium.open("/").await;
    chromium.click("a.bell-link").await;
    chromium.click(".bell-all a").await;
    assert_eq!(chromium.path().await, "/requests");
    chromium.fill("#q", &asked.email).await;
    chromium.click("form[role=search] .search-box button").await;
    chromium.says(&asked.email).await;
    let link = format!("tbody th a[href^='/requests/{}?']", asked.id);
    chromium.click(&link).await;
}

/// The amount, a comment, a colour, and whether the accounts are in order.
async fn work(chromium: &Chromium, asked: &Waiting) {
    chromium.fill("#amount", "12.5").await;
    chromium.click("#amount-form button").await;
    chromium.says("asked for first").await;
    chromium.fill("#body", "Called the bank.").await;
    chromium.click("#comment-form [type=submit]").await;
    chromium.says("Called the bank.").await;
    chromium.click("#color-form button").await;
    chromium.find("#no-color-form").await;
    chromium.click("#audit-form button").await;
    chromium.says("All OK").await;
    let here = format!("/requests/{}?from=", asked.id);
    assert!(chromium.path().await.starts_with(&here));
}

async fn approve(chromium: &Chromium, asked: &Waiting) {
    chromium.fill("#comment", "The money is here.").await;
    chromium.click("[data-decide=approve]").await;
    chromium.says("The request has been approved.").await;
    look_back(chromium, asked, "Approved by").await;
}

async fn reject(chromium: &Chromium, asked: &Waiting) {
    chromium.click("[data-decide=reject]").await;
    chromium.click("#resolution_type option:nth-child(2)").await;
    let first = "#resolution option:not([value='']):not([disabled])";
    chromium.click(first).await;
    chromium
        .fill("#comment", "Not enough on the account.")
        .await;
    let problem = chromium.find("[data-problem]").await.text().await.unwrap();
    chromium.fill("#verification_code", &solved(&problem)).await;
    chromium.click("form[data-resolutions] .btn-danger").await;
    chromium.says("The request has been rejected.").await;
    look_back(chromium, asked, "Rejected by").await;
}

/// What was decided stands on the page, with the letter.
async fn look_back(chromium: &Chromium, asked: &Waiting, words: &str) {
    chromium.open(&format!("/requests/{}", asked.id)).await;
    chromium.says(words).await;
    chromium.find(".review-letter .letter-body").await;
    assert!(!chromium.has("#decide form").await);
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

/// Every step is in the journal, in this order, and the mail is on its way: how long it took from
/// the first to the last, in milliseconds.
fn on_record(home: &Installation, asked: &Waiting, outcome: &str) -> i64 {
    let id = asked.id;
    let entries = format!("FROM journal WHERE subject_kind = 'request' AND subject_id = {id}");
    behind(home, |database| {
        let actions = database.texts(&format!("SELECT action {entries} ORDER BY id"));
        let decided = format!("request.{outcome}");
        let expected = [
            "request.amount-changed",
            "request.commented",
            "request.colored",
            "request.audited",
            &decided,
        ];
        let done: Vec<&str> = actions.iter().map(String::as_str).collect();
        assert!(done.ends_with(&expected), "{done:?}");
        let mails = format!("SELECT COUNT(*) FROM mails WHERE kind = '{decided}'");
        assert_eq!(database.number(&mails), 1);
        let last = format!("SELECT id {entries} ORDER BY id DESC LIMIT 5");
        database.number(&format!(
            "SELECT MAX(at) - MIN(at) FROM journal WHERE id IN ({last})"
        ))
    })
}
