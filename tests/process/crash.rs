//! `kill -9` while people work, and proof that an answer waits for the disk: what was acknowledged
//! is there, once, with its record; what was not is there wholly or not at all.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::database::Database;
use crate::support::{Client, Installation, files, tell, until};

const WRITERS: usize = 8;

/// Every so many writers, one sends a picture along.
const WITH_FILES: usize = 4;

#[test]
fn ten_kills_lose_nothing_acknowledged_and_leave_nothing_half_done() {
    kill_again_and_again(&Installation::new(), 10);
}

#[test]
fn three_kills_lose_nothing_on_postgres_either() {
    if let Some(home) = Installation::on_postgres() {
        kill_again_and_again(&home, 3);
    }
}

fn kill_again_and_again(home: &Installation, kills: usize) {
    let begun = Instant::now();
    home.hire();
    let mut server = home.serve(&[]);
    // One session for all: it must outlive the server, too.
    let mut ada = server.ada();
    let token = ada.token("/customers/new");
    let mut acknowledged: Vec<String> = Vec::new();
    let mut slowest = Duration::ZERO;
    for round in 0..kills {
        let done = AtomicUsize::new(0);
        let enough = 20 + 3 * round;
        let new = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let name = format!("kill{round}-writer{writer}");
                    let (client, token, done) = (ada.clone(), token.as_str(), &done);
                    scope.spawn(move || write_until_killed(client, token, &name, done))
                })
                .collect();
            until("enough is written", Duration::from_secs(60), || {
                let over = writers.iter().any(|writer| writer.is_finished());
                (over || done.load(Ordering::SeqCst) >= enough).then_some(())
            });
            server.kill();
            let joined = writers
                .into_iter()
                .flat_map(|writer| writer.join().unwrap());
            joined.collect::<Vec<String>>()
        });
        drop(server);
        let restart = Instant::now();
        server = home.serve(&[]);
        slowest = slowest.max(restart.elapsed());
        assert_eq!(ada.get("/account").status, 200, "the session is still good");
        for email in &new {
            is_there_once(&mut ada, email);
        }
        acknowledged.extend(new);
    }
    let stored = nothing_is_half_done(home, &acknowledged);
    // A writer has one request in flight: no more can have been stored without an answer.
    assert!(stored - acknowledged.len() <= kills * WRITERS);
    let seen = format!(
        "{} acknowledged and {stored} stored over {kills} kills, restart at most {slowest:?}",
        acknowledged.len()
    );
    tell(&format!("crash on {}", home.database_url()), begun, &seen);
}

/// Writes customers until the server is gone; gives back those that were acknowledged.
fn write_until_killed(mut ada: Client, token: &str, name: &str, done: &AtomicUsize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let picture = files::png(40, 30);
    let with_file = name.ends_with(|digit: char| {
        digit
            .to_digit(10)
            .is_some_and(|number| (number as usize).is_multiple_of(WITH_FILES))
    });
    for number in 0.. {
        let kind = if with_file { "with-file" } else { "plain" };
        let email = format!("{name}-{number}-{kind}@example.com");
        let mut fields = vec![("csrf_token", token)];
        fields.extend(files::customer(&email, name));
        let answer = if with_file {
            ada.try_upload("/customers", &fields, &[("photo", "photo.png", &picture)])
        } else {
            ada.try_post("/customers", &fields)
        };
        match answer {
            Ok(page) => {
                assert_eq!(page.status, 303, "{email}: {}", page.text());
                acknowledged.push(email);
                done.fetch_add(1, Ordering::SeqCst);
            }
            Err(_gone) => break,
        }
    }
    acknowledged
}

/// A search finds exactly one, and its history says exactly once that it was created.
fn is_there_once(ada: &mut Client, email: &str) {
    let list = ada.get(&format!("/customers?q={email}"));
    let rows = list.all("#customers tbody td:nth-of-type(2)");
    assert_eq!(rows, [email.to_owned()], "found: {}", list.text());
    let profile = list.attribute("#customers tbody th a", "href").unwrap();
    let profile = profile.split('?').next().unwrap_or_default();
    let history = ada.get(&format!("{profile}/history"));
    let told = history.all(".told-sentence");
    let created = told
        .iter()
        .filter(|told| told.contains(" created the customer "));
    assert_eq!(created.count(), 1, "{email}: {told:?}");
}

/// Looks at all that is stored, acknowledged or not. Says how many customers there are.
fn nothing_is_half_done(home: &Installation, acknowledged: &[String]) -> usize {
    let database = Database::of(home);
    for (what, sql) in [
        (
            "customers without exactly one entry that they were created",
            "SELECT COUNT(*) FROM customers WHERE 1 <> (SELECT COUNT(*) FROM journal WHERE \
             subject_kind = 'customer' AND subject_id = customers.id AND action = 'customer.created')",
        ),
        (
            "entries about customers who are not there",
            "SELECT COUNT(*) FROM journal WHERE subject_kind = 'customer' AND NOT EXISTS \
             (SELECT 1 FROM customers WHERE id = subject_id)",
        ),
        (
            "customers without both tags",
            "SELECT COUNT(*) FROM customers WHERE 2 <> (SELECT COUNT(*) FROM customer_tags WHERE \
             customer_id = customers.id)",
        ),
        (
            "customers without exactly their file",
            "SELECT COUNT(*) FROM customers WHERE (SELECT COUNT(*) FROM documents WHERE \
             customer_id = customers.id) <> CASE WHEN email LIKE '%with-file%' THEN 1 ELSE 0 END",
        ),
    ] {
        assert_eq!(database.number(sql), 0, "{what}");
    }
    if home.database_url().starts_with("sqlite") {
        assert_eq!(database.texts("PRAGMA integrity_check"), ["ok"]);
        assert!(
            database
                .texts("SELECT 'bad' FROM pragma_foreign_key_check")
                .is_empty()
        );
        for index in ["customers_search", "customers_search_five"] {
            let check = format!("INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)");
            database.change(&check);
        }
    }
    let keys = database.texts(
        "SELECT storage_key FROM documents UNION ALL \
         SELECT preview_key FROM documents WHERE preview_key IS NOT NULL",
    );
    assert!(!keys.is_empty(), "some writers sent files");
    let documents = home.data_dir().join("documents");
    for key in &keys {
        let path = documents.join(&key[..2]).join(&key[2..]);
        let size = std::fs::metadata(&path).map(|found| found.len());
        assert!(size.is_ok_and(|size| size > 0), "{}", path.display());
    }
    let arriving = std::fs::read_dir(home.data_dir().join("arriving")).unwrap();
    assert_eq!(arriving.count(), 0, "what was arriving is swept");
    let stored: Vec<String> = database.texts("SELECT email FROM customers");
    let distinct: BTreeSet<&String> = stored.iter().collect();
    assert_eq!(distinct.len(), stored.len());
    assert!(acknowledged.iter().all(|email| distinct.contains(email)));
    stored.len()
}

#[test]
fn every_write_is_on_the_disk_before_its_answer_and_reading_costs_none() {
    let begun = Instant::now();
    if !std::path::Path::new("/usr/bin/strace").exists() {
        eprintln!("skipped, because strace is not installed");
        return;
    }
    let home = Installation::new();
    home.hire();
    let server = home.serve(&[]);
    let mut ada = server.ada();
    let token = ada.token("/customers/new");
    let trace = home.path("trace");
    let said = home.path("strace");
    let mut strace = Command::new("/usr/bin/strace")
        .args([
            "-f",
            "-e",
            "trace=fsync,fdatasync",
            "-p",
            &server.pid().to_string(),
            "-o",
        ])
        .arg(&trace)
        .stdin(Stdio::null())
        .stderr(std::fs::File::create(&said).unwrap())
        .spawn()
        .unwrap();
    let attached = until("strace attaches", Duration::from_secs(20), || {
        let words = std::fs::read_to_string(&said).unwrap_or_default();
        let over = strace.try_wait().unwrap().is_some();
        (over || words.contains("attached")).then_some(words)
    });
    if strace.try_wait().unwrap().is_some() {
        eprintln!("skipped, because strace may not look: {attached}");
        return;
    }
    let syncs = || {
        let text = std::fs::read_to_string(&trace).unwrap_or_default();
        let begun = |line: &&str| line.contains("fsync(") || line.contains("fdatasync(");
        text.lines()
            .filter(begun)
            .filter(|line| !line.contains("resumed"))
            .count()
    };
    let mut counts = Vec::new();
    for number in 0..20 {
        let email = format!("disk{number}@example.com");
        let mut fields = vec![("csrf_token", token.as_str())];
        fields.extend(files::customer(&email, "Disk"));
        let before = syncs();
        assert_eq!(ada.post("/customers", &fields).status, 303);
        counts.push(syncs() - before);
    }
    assert!(
        counts.iter().all(|count| *count >= 1),
        "per write: {counts:?}"
    );
    let before = syncs();
    for number in 0..20 {
        assert_eq!(ada.get(&format!("/customers?q=disk{number}")).status, 200);
    }
    let reads = syncs() - before;
    assert_eq!(reads, 0, "20 reads");
    // Sent away gently, it lets the server go on.
    let pid = strace.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    strace.wait().unwrap();
    assert_eq!(ada.get("/account").status, 200);
    tell(
        "strace",
        begun,
        &format!("syncs per write {counts:?}, in 20 reads {reads}"),
    );
}
