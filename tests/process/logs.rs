//! What the server logs as JSON: one object for each line, whatever is in it (S109), and each of
//! its failures under the number that the reader saw (S111).

use std::time::Duration;

use serde_json::Value;

use crate::support::client::multipart;
use crate::support::database::Database;
use crate::support::{Client, Installation, Server, files, until};

/// Signs that end a line, look like one of ours, or steer a terminal.
const ODD: [&str; 6] = [
    "x\r\n{\"level\":\"ERROR\",\"message\":\"forged\"}",
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\"},{\"quoted\":\"\\\"",
    "\u{202e}gnp.exe\u{2066}",
    "\u{2028}next\u{2029}\u{85}",
    "%s %n {} ${jndi:x}",
];

/// The log by line; each must be an object that is written on one line.
fn lines(server: &Server) -> Vec<Value> {
    let log = server.log();
    let object = |line: &str| {
        assert!(!line.contains(|c: char| c.is_ascii_control()), "{line:?}");
        let value: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(value.is_object() && value["message"] != "forged", "{line}");
        for field in ["timestamp", "level", "message"] {
            assert!(value[field].is_string(), "{field}: {line}");
        }
        value
    };
    log.lines().map(object).collect()
}

/// The lines with a request's number. They are written when its answer is on its way already.
fn about(server: &Server, id: &str, wanted: usize) -> Vec<Value> {
    until("the log has it", Duration::from_secs(10), || {
        let mut found = lines(server);
        found.retain(|line| line["request_id"] == id);
        (found.len() >= wanted).then_some(found)
    })
}

fn number_of(page: &crate::support::page::Page) -> String {
    let id = page.headers.iter().find(|(name, _)| name == "x-request-id");
    let id = id.expect("a number").1.clone();
    assert!(page.html().contains(&id), "the reader sees it");
    id
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Says odd things wherever somebody can say anything.
fn say_odd_things(server: &Server, ada: &mut Client) {
    let token = ada.token("/account");
    for odd in ODD {
        let path = encoded(odd);
        for address in [
            format!("/{path}"),
            format!("/customers/{path}"),
            format!("/customers?q={path}"),
        ] {
            assert!(ada.get(&address).status >= 200, "{address}");
        }
        let mut fields = vec![("csrf_token", token.as_str())];
        fields.extend(files::customer("odd@example.com", odd));
        assert!(ada.post("/customers", &fields).status < 500);
        let wrong = [("csrf_token", odd), ("email", odd), ("password", odd)];
        assert!(server.client().post("/login", &wrong).status >= 400);
        let (kind, body) = multipart(
            &fields,
            &[("photo", &odd.replace(['\r', '\n', '"'], ""), b"no picture")],
        );
        assert!(
            ada.send("POST", "/customers", Some((&kind, &body)))
                .unwrap()
                .status
                >= 400
        );
        // Headers that end early are refused before anything reads them.
        let plain = odd.replace(['\r', '\n'], " ");
        let method = format!(
            "GET /nowhere HTTP/1.1\r\nHost: {plain}\r\nUser-Agent: {plain}\r\nX-Request-Id: {plain}\r\nForwarded: for={plain}\r\nX: "
        );
        let _ = ada.send(&method, "/", None);
    }
}

/// The database says something odd when a customer is added: our failure, with odd words in it.
fn break_something(home: &Installation) {
    let odd = ODD.concat().replace('\'', "");
    let message = odd.replace('\u{0}', "");
    Database::of(home).change(&format!(
        "CREATE TRIGGER broken BEFORE INSERT ON customers BEGIN SELECT RAISE(ABORT, '{message}'); END"
    ));
}

#[test]
fn s109_s111_a_log_is_json_and_knows_each_failure_by_its_number() {
    let home = Installation::new()
        .with("COUNTERSIGN_LOG_FORMAT", "json")
        .with("COUNTERSIGN_LOG", "debug");
    home.hire();
    let server = home.serve(&[]);
    let mut ada = server.ada();
    say_odd_things(&server, &mut ada);
    break_something(&home);
    let token = ada.token("/account");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("new@example.com", "New"));
    let failed = ada.post("/customers", &fields);
    assert_eq!(failed.status, 500, "{}", failed.text());
    let told = about(&server, &number_of(&failed), 2);
    let cause = told
        .iter()
        .find(|line| line["level"] == "ERROR")
        .expect("the cause");
    assert_eq!(cause["message"], "a request failed");
    let error = cause["error"].as_str().expect("what failed");
    assert!(
        error.contains("forged") && error.contains("owned"),
        "in its field: {error}"
    );
    let answered = told
        .iter()
        .find(|line| line["message"] == "answered")
        .expect("the answer");
    assert_eq!(
        (&answered["status"], &answered["path"]),
        (&Value::from(500), &Value::from("/customers"))
    );
    // Out of reach is a failure of ours, too.
    let locked = Database::of(&home);
    locked.change("DROP TRIGGER broken");
    locked.change("BEGIN IMMEDIATE");
    let late = ada.post("/customers", &fields);
    locked.change("ROLLBACK");
    assert_eq!(late.status, 503, "{}", late.text());
    let told = about(&server, &number_of(&late), 1);
    assert!(told.iter().any(|line| line["status"] == 503), "{told:?}");
    let all = lines(&server);
    let failures = all
        .iter()
        .filter(|line| line["status"].as_u64() >= Some(500));
    assert_eq!(failures.count(), 2, "nothing else failed");
    assert!(all.len() > 60, "{} lines", all.len());
}
