//! Many press at once, over the wire: each request is decided exactly once, with one effect, one mail
//! and one record (R4).

use std::sync::Barrier;
use std::time::Instant;

use countersign::domain::actor::Actor;
use countersign::domain::ledger::account::{self, AccountKind, NewAccount};
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::{self, NewRequest};
use countersign::domain::values::ids::{AccountId, CustomerId, RequestId};
use countersign::platform::clock::Clock;

use crate::support::database::Database;
use crate::support::page::Page;
use crate::support::{Client, Installation, files, tell};

/// Fewer where somebody waits for it.
fn how_many() -> usize {
    match std::env::var_os("CI") {
        Some(_) => 500,
        None => 100,
    }
}

/// Who presses beside Ada, and how often each: twice approve and twice reject.
const OTHERS: [&str; 3] = ["Sam", "Sue", "Sid"];
const PRESSES: usize = 4;

#[test]
fn sixteen_press_at_once_on_every_request() {
    press(&Installation::new());
}

#[test]
fn sixteen_press_at_once_on_postgres_too() {
    if let Some(home) = Installation::on_postgres() {
        press(&home);
    }
}

fn press(home: &Installation) {
    let begun = Instant::now();
    home.hire();
    let addresses = OTHERS.map(|name| {
        let address = format!("{}@example.com", name.to_lowercase());
        home.hire_as(name, &address, "support");
        address
    });
    let server = home.serve(&[]);
    let mut staff = vec![server.ada()];
    staff.extend(addresses.map(|address| server.client().signed_in_with(&address)));
    let token = staff[0].token("/customers/new");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("nora@example.com", "Once"));
    assert_eq!(staff[0].post("/customers", &fields).status, 303);
    let database = Database::of(home);
    let (account, requests) = asked(&database, how_many());
    for id in &requests {
        let mut statuses = decided(&mut staff, *id);
        statuses.sort_unstable();
        let one_was_first = statuses[0] == 303 && statuses[1..] == [409; 15];
        assert!(one_was_first, "{id}: {statuses:?}");
    }
    let count = |sql: &str| usize::try_from(database.number(sql)).unwrap();
    assert_eq!(
        count("SELECT COUNT(*) FROM requests WHERE resolved_at IS NOT NULL"),
        requests.len()
    );
    assert_eq!(
        count("SELECT COUNT(*) FROM mails"),
        requests.len(),
        "one mail each"
    );
    let told = "FROM journal WHERE action IN ('request.approved', 'request.rejected')";
    assert_eq!(
        count(&format!("SELECT COUNT(*) {told}")),
        requests.len(),
        "one record each"
    );
    assert_eq!(
        count(&format!("SELECT COUNT(DISTINCT subject_id) {told}")),
        requests.len()
    );
    let approved = count("SELECT COUNT(*) FROM requests WHERE status = 1");
    let credited = count("SELECT COUNT(DISTINCT request_id) FROM transactions");
    assert_eq!(
        (credited, count("SELECT COUNT(*) FROM transactions")),
        (approved, approved)
    );
    let balance = database.run(async |db| account::find(db.read(), account).await);
    let balance = balance.unwrap().unwrap().balance.to_string();
    assert_eq!(balance, approved.to_string(), "each deposit once");
    let seen = format!(
        "{} requests, 16 presses each, {approved} approved",
        requests.len()
    );
    tell(&format!("once on {}", home.database_url()), begun, &seen);
}

/// A customer's account, and so many deposits of 1 EUR that wait for a decision.
pub fn asked(database: &Database, many: usize) -> (AccountId, Vec<RequestId>) {
    let at = Clock::Machine.now();
    database.run(async |db| {
        let txn = db.begin().await.unwrap();
        let actor = Actor::command("test", at);
        let customer = CustomerId(1);
        let currency = "EUR".parse().unwrap();
        let new = NewAccount {
            customer,
            product: "Wallet".to_owned(),
            kind: AccountKind::Personal,
            currency,
        };
        let account = account::open(&txn, &actor, new).await.unwrap();
        let mut requests = Vec::new();
        for _ in 0..many {
            let new = NewRequest {
                customer,
                payload: Payload::Deposit {
                    method: "card".to_owned(),
                    amount_editable: false,
                },
                account: Some(account),
                amount: "1".parse().ok(),
                currency: "EUR".parse().ok(),
            };
            requests.push(request::submit(&txn, at, new).await.unwrap());
        }
        txn.commit().await.unwrap();
        (account, requests)
    })
}

/// Everybody opens the page that rejects and presses at the same moment; what each is answered.
fn decided(staff: &mut [Client], id: RequestId) -> Vec<u16> {
    let (approve, reject) = (
        format!("/requests/{id}/approve"),
        format!("/requests/{id}/reject"),
    );
    let opened = staff.iter_mut().map(|client| client.get(&reject));
    let pages: Vec<Page> = opened.collect();
    let together = Barrier::new(staff.len() * PRESSES);
    std::thread::scope(|scope| {
        let mut presses = Vec::new();
        for (client, page) in staff.iter().zip(&pages) {
            let token = page.attribute("input[name=csrf_token]", "value").unwrap();
            let sum = solved(&page.all("[data-problem]").concat());
            for number in 0..PRESSES {
                let (mut client, together) = (client.clone(), &together);
                let (token, sum, approve, reject) = (token.clone(), sum.clone(), &approve, &reject);
                presses.push(scope.spawn(move || {
                    let decision = [("csrf_token", token.as_str()), ("version", "1")];
                    let why = [("resolution_type", "1"), ("resolution", "2")];
                    let rejection = [("verification_code", sum.as_str())];
                    let rejection = [&decision[..], &why[..], &rejection[..]].concat();
                    together.wait();
                    match number.is_multiple_of(2) {
                        true => client.post(approve, &decision).status,
                        false => client.post(reject, &rejection).status,
                    }
                }));
            }
        }
        let presses = presses.into_iter();
        presses.map(|press| press.join().unwrap()).collect()
    })
}

/// What a problem comes to.
pub fn solved(problem: &str) -> String {
    let parts: Vec<&str> = problem.split(' ').collect();
    let number = |at: usize| parts[at].parse::<i32>().unwrap();
    let answer = match parts[1] {
        "+" => number(0) + number(2),
        "-" => number(0) - number(2),
        "×" => number(0) * number(2),
        sign => panic!("{sign}"),
    };
    answer.to_string()
}
