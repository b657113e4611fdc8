//! The bell over a real connection: what comes is heard of, and a server that stops is not held up.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::support::Installation;
use crate::support::database::Database;

/// Reads until some words have come; what came since the last time.
fn read_until(stream: &mut TcpStream, words: &str) -> String {
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains(words) {
        let count = stream.read(&mut piece).unwrap();
        assert!(count > 0, "ended after: {heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..count]));
    }
    heard
}

#[test]
fn an_open_stream_hears_of_another_process_and_ends_when_the_server_stops() {
    let home = Installation::new();
    home.hire();
    home.run(&["demo", "--customers", "5", "--requests", "12"])
        .fine();
    let database = Database::of(&home);
    let open = database.number("SELECT COUNT(*) FROM requests WHERE resolved_at IS NULL");
    let mut server = home.serve(&[]);
    let ada = server.ada();
    let mut stream = ada.connect().unwrap();
    let head = ada.head("GET", "/notifications/stream", None);
    stream.write_all(head.as_bytes()).unwrap();
    let first = read_until(&mut stream, "\"words\":");
    assert!(first.contains("event: waiting\ndata: {"), "{first}");
    assert!(first.contains("content-type: text/event-stream"), "{first}");
    assert!(first.contains(&format!("\"count\":\"{open}\"")), "{first}");
    database.change(
        "INSERT INTO requests (customer_id, type, status, payload, created_at, updated_at)
         SELECT customer_id, 'archive', 127, '{\"type\":\"archive\"}', created_at + 1, updated_at
         FROM requests WHERE id = 1",
    );
    let next = read_until(&mut stream, &format!("\"count\":\"{}\"", open + 1));
    assert!(next.contains("event: waiting"), "{next}");
    server.ask_to_stop();
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).unwrap();
    assert!(
        rest.ends_with(b"0\r\n\r\n"),
        "it ends, and does not break off"
    );
    let (code, took) = server.ended(Duration::from_secs(10));
    assert_eq!(code, Some(0), "{}", server.log());
    assert!(
        took < Duration::from_secs(6),
        "the stop waited for the stream: {took:?}"
    );
}

#[test]
fn requests_leave_in_every_format_as_their_list_has_them() {
    let home = Installation::new();
    home.run(&["demo", "--customers", "6", "--requests", "40"])
        .fine();
    let database = Database::of(&home);
    let open = database.number("SELECT COUNT(*) FROM requests WHERE resolved_at IS NULL");
    let export = |arguments: &[&str]| home.run(&[&["export", "requests"], arguments].concat());
    let lines = export(&["--format", "jsonl"]).fine();
    let objects: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        i64::try_from(objects.len()).unwrap(),
        open,
        "open ones, as the list"
    );
    let amounts = objects.iter().map(|one| &one["amount"]);
    assert!(
        amounts
            .clone()
            .all(|amount| amount.is_null() || amount.is_string())
    );
    assert!(
        objects
            .iter()
            .all(|one| one["id"].is_i64() && one["title"].is_string())
    );
    let all = export(&["--format", "csv", "--filter", "status=all"]).fine();
    assert_eq!(
        csv::Reader::from_reader(all.as_bytes()).records().count(),
        40
    );
    let out = home.path("requests.xlsx");
    let said = export(&["--format", "xlsx", "--out", out.to_str().unwrap()]).fine();
    assert!(
        said.contains(&format!("Exported {open} requests")),
        "{said}"
    );
    for wrong in ["status=odd", "assignee=me", "per_page=25", "colour=red"] {
        export(&["--format", "csv", "--filter", wrong]).refused(2);
    }
    let told = "SELECT changes FROM journal WHERE action = 'request.exported'";
    assert_eq!(database.texts(told).len(), 3);
}
