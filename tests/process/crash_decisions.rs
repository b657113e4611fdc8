//! `kill -9` and lines cut while requests are decided (S103): what was acknowledged stands, and every
//! decision is there with its effect, its letter and its record, or is none at all.

use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use countersign::domain::ledger::account;
use countersign::domain::values::ids::{AccountId, RequestId};

use crate::requests_once::{asked, solved};
use crate::support::database::Database;
use crate::support::page::Page;
use crate::support::{Client, Installation, files, tell, until};

const DECIDERS: usize = 8;

/// Requests that each has before them in a round: more than can be decided until the end comes.
const EACH: usize = 40;

/// Of so many requests one is approved, another rejected, and of a third the line is cut.
const MANNERS: usize = 3;

#[test]
fn six_kills_leave_no_decision_half_made() {
    kill_again_and_again(&Installation::new(), 6);
}

#[test]
fn three_kills_leave_none_on_postgres_either() {
    if let Some(home) = Installation::on_postgres() {
        kill_again_and_again(&home, 3);
    }
}

fn kill_again_and_again(home: &Installation, kills: usize) {
    let begun = Instant::now();
    home.hire();
    let mut server = home.serve(&[]);
    let mut ada = server.ada();
    let token = ada.token("/customers/new");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("nora@example.com", "Nora"));
    assert_eq!(ada.post("/customers", &fields).status, 303);
    let database = Database::of(home);
    let (account, requests) = asked(&database, kills * DECIDERS * EACH);
    let mut acknowledged = HashMap::new();
    for (round, pile) in requests.chunks(DECIDERS * EACH).enumerate() {
        let (done, enough) = (AtomicUsize::new(0), 20 + 5 * round);
        std::thread::scope(|scope| {
            let deciders: Vec<_> = pile
                .chunks(EACH)
                .map(|mine| {
                    let (client, token, done) = (ada.clone(), token.as_str(), &done);
                    scope.spawn(move || decide_until_killed(client, token, mine, done))
                })
                .collect();
            until("enough is decided", Duration::from_secs(60), || {
                let over = deciders.iter().any(|decider| decider.is_finished());
                (over || done.load(Ordering::SeqCst) >= enough).then_some(())
            });
            server.kill();
            for decider in deciders {
                acknowledged.extend(decider.join().unwrap());
            }
        });
        drop(server);
        server = home.serve(&[]);
    }
    for (id, status) in &acknowledged {
        let sql = format!("SELECT CAST(status AS BIGINT) FROM requests WHERE id = {id}");
        assert_eq!(database.number(&sql), *status, "request {id}");
    }
    let decided = nothing_is_half_done(&database, account);
    home.run(&["journal", "verify"]).fine();
    let told = acknowledged.len();
    let seen = format!("{told} acknowledged and {decided} decided over {kills} kills");
    tell(
        &format!("decisions on {}", home.database_url()),
        begun,
        &seen,
    );
}

/// Decides one request after the other until the server is gone; gives back what was acknowledged:
/// the status that each has now.
fn decide_until_killed(
    mut client: Client,
    token: &str,
    mine: &[RequestId],
    done: &AtomicUsize,
) -> Vec<(RequestId, i64)> {
    let mut acknowledged = Vec::new();
    for (number, id) in mine.iter().enumerate() {
        let (status, answer) = match number % MANNERS {
            0 => (1, approve(&mut client, token, *id).map(Some)),
            1 => (2, reject(&mut client, token, *id).map(Some)),
            _ => (1, cut(&client, token, *id).map(|()| None)),
        };
        match answer {
            Ok(Some(page)) => {
                assert_eq!(page.status, 303, "{id}: {}", page.text());
                acknowledged.push((*id, status));
                done.fetch_add(1, Ordering::SeqCst);
            }
            Ok(None) => {}
            Err(_gone) => break,
        }
    }
    acknowledged
}

fn approve(client: &mut Client, token: &str, id: RequestId) -> std::io::Result<Page> {
    let fields = [("csrf_token", token), ("version", "1")];
    client.try_post(&format!("/requests/{id}/approve"), &fields)
}

fn reject(client: &mut Client, token: &str, id: RequestId) -> std::io::Result<Page> {
    let path = format!("/requests/{id}/reject");
    let page = client.try_get(&path)?;
    let sum = solved(&page.all("[data-problem]").concat());
    let fields = [
        ("csrf_token", token),
        ("version", "1"),
        ("resolution_type", "1"),
        ("resolution", "2"),
        ("verification_code", sum.as_str()),
    ];
    client.try_post(&path, &fields)
}

/// Approves, and cuts the line without waiting for an answer.
fn cut(client: &Client, token: &str, id: RequestId) -> std::io::Result<()> {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("csrf_token", token), ("version", "1")])
        .finish();
    let kind = "application/x-www-form-urlencoded";
    let path = format!("/requests/{id}/approve");
    let head = client.head("POST", &path, Some((kind, body.as_bytes())));
    let mut stream = client.connect()?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    stream.shutdown(std::net::Shutdown::Both)
}

/// Looks at all that is stored, acknowledged or not. Says how many requests are decided.
fn nothing_is_half_done(database: &Database, account: AccountId) -> usize {
    let entries = "(SELECT COUNT(*) FROM journal WHERE subject_kind = 'request' \
         AND subject_id = requests.id AND action IN ('request.approved', 'request.rejected'))";
    let moved = "(SELECT COUNT(*) FROM transactions WHERE request_id = requests.id)";
    for (what, wrong) in [
        (
            "decisions without exactly one record",
            format!("{entries} <> CASE WHEN resolved_at IS NULL THEN 0 ELSE 1 END"),
        ),
        (
            "approvals without exactly their effect",
            format!("{moved} <> CASE WHEN status = 1 THEN 1 ELSE 0 END"),
        ),
        (
            "decisions of neither kind",
            "(status IN (1, 2)) <> (resolved_at IS NOT NULL)".to_owned(),
        ),
    ] {
        let sql = format!("SELECT COUNT(*) FROM requests WHERE {wrong}");
        assert_eq!(database.number(&sql), 0, "{what}");
    }
    let decided = database.number("SELECT COUNT(*) FROM requests WHERE resolved_at IS NOT NULL");
    let letters = database.number("SELECT COUNT(*) FROM mails");
    assert_eq!(letters, decided, "each decision has its letter");
    let approved = database.number("SELECT COUNT(*) FROM requests WHERE status = 1");
    let balance = database.run(async |db| account::find(db.read(), account).await);
    let balance = balance.unwrap().unwrap().balance.to_string();
    assert_eq!(balance, approved.to_string(), "each deposit once");
    usize::try_from(decided).unwrap()
}
