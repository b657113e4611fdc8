//! `serve`: what it says, whom it lets in, what it refuses, and how it ends.

use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, Instant};

use crate::support::client::multipart;
use crate::support::database::Database;
use crate::support::installation::free_port;
use crate::support::{Installation, files, tell, until};

#[test]
fn the_first_start_prints_a_setup_link_and_no_password() {
    let home = Installation::new();
    let server = home.serve(&[]);
    let said = server.said();
    assert!(said.contains(&home.url()), "{said}");
    assert_eq!(said.matches("/setup?token=").count(), 1, "{said}");
    assert!(!said.to_lowercase().contains("password"), "{said}");
    let link = server.setup_link();
    let mut visitor = server.client();
    let page = visitor.get(&link);
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(visitor.get("/setup?token=guessed").status, 404);
    assert_eq!(visitor.get("/").status, 303);
    assert!(
        !server.log().contains(link.rsplit('=').next().unwrap()),
        "the log knows the token"
    );
}

#[test]
fn with_staff_there_is_no_setup_link() {
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    assert!(!server.said().contains("/setup"), "{}", server.said());
    assert_eq!(server.ada().get("/customers").status, 200);
}

#[test]
fn the_demo_prints_address_and_sign_in_and_says_them_again_at_the_next_start() {
    let begun = Instant::now();
    let home = Installation::new();
    let server = home.serve(&["--demo"]);
    let filled = begun.elapsed();
    let said = server.said();
    assert!(
        said.contains(&home.url()) && !said.contains("/setup"),
        "{said}"
    );
    let password = |said: &str| {
        let line = said.lines().find(|line| line.contains("password")).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    let emails: Vec<&str> = said
        .split_whitespace()
        .filter(|word| word.ends_with("@demo.example"))
        .collect();
    assert_eq!(emails.len(), 4, "{said}");
    for email in emails {
        let mut member = server.client().signed_in_as(email, &password(&said));
        let list = member.get("/customers");
        assert_eq!(list.status, 200, "{email}");
        assert!(list.all("#customers tbody tr").len() >= 25, "{email}");
    }
    drop(server);
    let server = home.serve(&["--demo"]);
    assert_eq!(password(&server.said()), password(&said));
    assert!(!server.said().contains("Filling"), "{}", server.said());
    drop(server);
    let plain = home.serve(&[]).said();
    assert!(
        !plain.contains(&password(&said)),
        "only the demo says it: {plain}"
    );
    tell(
        "serve --demo",
        begun,
        &format!("ready after {:.1} s", filled.as_secs_f64()),
    );
}

#[test]
fn the_data_directory_and_the_key_are_nobody_elses_business() {
    let home = Installation::new();
    home.hire();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!(mode(home.data_dir()), 0o700);
    assert_eq!(mode(home.data_dir().join("key")), 0o600);
    for folder in ["documents", "arriving"] {
        assert_eq!(mode(home.data_dir().join(folder)), 0o700, "{folder}");
    }
}

#[test]
fn a_key_that_others_can_read_stops_the_start() {
    use std::os::unix::fs::PermissionsExt;
    let home = Installation::new();
    home.hire();
    let key = home.data_dir().join("key");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o640)).unwrap();
    let line = home.run(&["serve"]).refused(1);
    assert!(line.contains("chmod 600"), "{line}");
}

#[test]
fn a_key_that_is_short_stops_the_start_and_is_not_repeated() {
    let home = Installation::new();
    home.hire();
    let key = home.data_dir().join("key");
    let whole = std::fs::read_to_string(&key).unwrap();
    let whole = whole.trim();
    for short in [&whole[..63], "secret", " \n", ""] {
        std::fs::write(&key, short).unwrap();
        for arguments in [&["serve"][..], &["staff", "list"]] {
            let line = home.run(arguments).refused(1);
            assert!(line.contains("too short"), "{short:?}: {line}");
            assert!(short.trim().is_empty() || !line.contains(short), "{line}");
        }
    }
    std::fs::write(&key, whole).unwrap();
    home.run(&["staff", "list"]).fine();
}

#[test]
fn a_port_that_is_taken_ends_the_start_with_one_clear_line() {
    let home = Installation::new();
    let _taken = std::net::TcpListener::bind(("127.0.0.1", home.port)).unwrap();
    let line = home.run(&["serve"]).refused(1);
    assert!(line.contains(&format!("127.0.0.1:{}", home.port)), "{line}");
    assert!(line.to_lowercase().contains("in use"), "{line}");
    assert!(!home.data_dir().exists(), "nothing is begun");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let home = Installation::new();
    home.hire();
    let database = Database::of(&home);
    database.change("INSERT INTO seaql_migrations VALUES ('m20990101_000001_future', 4070908800)");
    for arguments in [
        &["serve"][..],
        &["migrate"],
        &["migrate", "status"],
        &["staff", "list"],
    ] {
        let line = home.run(arguments).refused(1);
        assert!(line.contains("newer"), "{arguments:?}: {line}");
        assert!(
            line.contains("m20990101_000001_future"),
            "{arguments:?}: {line}"
        );
    }
    let ran = home.run(&["doctor"]);
    assert!(
        ran.code == Some(1) && ran.out.contains("PROBLEM  migrations: "),
        "{ran:?}"
    );
}

#[test]
fn sigterm_lets_a_request_in_flight_finish_and_ends_with_zero() {
    let home = Installation::new();
    home.hire();
    let mut server = home.serve(&[]);
    let mut ada = server.ada();
    let token = ada.token("/customers/new");
    let mut fields = vec![("csrf_token", token.as_str())];
    fields.extend(files::customer("flight@example.com", "Flight"));
    let picture = files::png(300, 200);
    let (kind, body) = multipart(&fields, &[("photo", "photo.png", &picture)]);
    let mut stream = ada.connect().unwrap();
    let head = ada.head("POST", "/customers", Some((&kind, &body)));
    let (first, rest) = body.split_at(body.len() / 2);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first).unwrap();
    until(
        "half of the request is there",
        Duration::from_secs(10),
        || {
            let arriving = std::fs::read_dir(home.data_dir().join("arriving")).unwrap();
            (arriving.count() > 0).then_some(())
        },
    );
    server.ask_to_stop();
    until("it stops listening", Duration::from_secs(5), || {
        ada.connect().err()
    });
    stream.write_all(rest).unwrap();
    let answer = ada.answer(&mut stream).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    let (code, took) = server.ended(Duration::from_secs(10));
    assert_eq!(code, Some(0), "{}", server.log());
    drop(server);
    let mut server = home.serve(&[]);
    let list = server.ada().get("/customers?q=flight@example.com");
    assert_eq!(
        list.all("#customers tbody tr").len(),
        1,
        "what was answered is kept"
    );
    server.ask_to_stop();
    let (code, idle) = server.ended(Duration::from_secs(10));
    assert_eq!(code, Some(0));
    println!("SIGTERM: ended {took:?} after the answer, {idle:?} when idle");
}

#[test]
fn a_second_server_in_the_same_directory_is_refused_and_everything_else_is_not() {
    let home = Installation::new();
    home.hire();
    let mut server = home.serve(&[]);
    let elsewhere = format!("127.0.0.1:{}", free_port());
    let second = ["--listen", elsewhere.as_str(), "serve"];
    let line = home.run(&second).refused(1);
    assert!(line.contains("another server is running"), "{line}");
    assert!(line.contains("COUNTERSIGN_DATA_DIR"), "{line}");
    for beside in [&["doctor"][..], &["staff", "list"], &["migrate", "status"]] {
        home.run(beside).fine();
    }
    assert_eq!(server.ada().get("/").status, 200, "the first one goes on");
    server.kill();
    drop(server);
    let server = home.serve(&[]);
    assert_eq!(
        server.ada().get("/").status,
        200,
        "a dead one holds no lock"
    );
}

#[test]
fn a_form_that_arrives_too_slowly_is_told_so() {
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let mut visitor = server.client();
    let body = b"csrf_token=x&email=ada%40example.com&password=otters";
    let kind = "application/x-www-form-urlencoded";
    let head = visitor.head("POST", "/login", Some((kind, body)));
    let mut stream = visitor.connect().unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..10]).unwrap();
    let answer = visitor.answer(&mut stream).unwrap();
    assert_eq!(answer.status, 408, "{}", answer.text());
    assert!(answer.text().contains("too slowly"), "{}", answer.text());
}
