//! Mails and the real executable: they leave by themselves, and `kill -9` loses none.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::support::database::Database;
use crate::support::smtp::{Manner, SmtpServer};
use crate::support::{Installation, tell, until};

/// Longer than a mail belongs to a server that died over it, and the look that finds it.
const PATIENCE: Duration = Duration::from_secs(90);

/// Puts mails into the outbox, as a decision would.
fn enqueue(database: &Database, names: impl Iterator<Item = String>) {
    let rows: Vec<String> = names
        .map(|name| {
            format!(
                "('{name}', 'verification.rejected', 'Maria', 'maria@example.com', 'en', \
                 'Your passport', 'Dear Maria', 'queued', 1, 1)"
            )
        })
        .collect();
    database.change(&format!(
        "INSERT INTO mails (message_id, kind, to_name, to_address, language, subject, body, state, \
         next_try_at, created_at) VALUES {}",
        rows.join(", ")
    ));
}

fn waiting(database: &Database) -> i64 {
    database.number("SELECT COUNT(*) FROM mails WHERE state <> 'sent'")
}

#[test]
fn a_mail_becomes_a_file_by_itself() {
    let home = Installation::new();
    home.hire();
    let database = Database::of(&home);
    let server = home.serve(&[]);
    enqueue(&database, ["abc".to_owned()].into_iter());
    let files = || -> Vec<_> {
        let read = std::fs::read_dir(home.data_dir().join("mail"));
        read.into_iter()
            .flatten()
            .flatten()
            .map(|file| file.path())
            .collect()
    };
    until("the mail is sent", Duration::from_secs(60), || {
        (waiting(&database) == 0).then_some(())
    });
    let files = files();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("Message-ID: <abc@127.0.0.1>"), "{text}");
    assert!(!server.log().contains("maria@"), "no addresses in the log");
}

#[test]
fn five_kills_lose_no_mail_and_a_second_copy_has_the_same_name() {
    kill_while_sending(Installation::new());
}

#[test]
fn five_kills_lose_no_mail_on_postgres_either() {
    if let Some(home) = Installation::on_postgres() {
        kill_while_sending(home);
    }
}

fn kill_while_sending(home: Installation) {
    let begun = Instant::now();
    let post = SmtpServer::start(Manner::Accepts);
    let home = home.with("COUNTERSIGN_MAIL_URL", &post.url());
    home.hire();
    let database = Database::of(&home);
    let mut server = home.serve(&[]);
    for round in 0..5 {
        let before = post.texts();
        enqueue(
            &database,
            (0..200).map(|number| format!("mail{round}x{number}")),
        );
        until("some mails are taken", PATIENCE, || {
            (post.texts() > before + 10 + 7 * round).then_some(())
        });
        server.kill();
        drop(server);
        server = home.serve(&[]);
    }
    until("every mail is sent", PATIENCE, || {
        (waiting(&database) == 0).then_some(())
    });
    let taken = post.taken();
    let names: BTreeSet<String> = taken.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(names.len(), 1000, "each of them, and nothing else");
    // Whoever dies has at most four mails on their way.
    assert!(taken.len() <= 1000 + 5 * 4, "{}", taken.len());
    let seen = format!("1000 mails, {} sent twice over 5 kills", taken.len() - 1000);
    tell(&format!("mails on {}", home.database_url()), begun, &seen);
}

#[test]
fn a_server_that_comes_back_gets_its_mail_within_a_minute() {
    let begun = Instant::now();
    let post = SmtpServer::start(Manner::Busy);
    let home = Installation::new().with("COUNTERSIGN_MAIL_URL", &post.url());
    home.hire();
    let database = Database::of(&home);
    let mut server = home.serve(&[]);
    enqueue(&database, (0..20).map(|number| format!("mail{number}")));
    until("an outage is noticed", Duration::from_secs(60), || {
        let sql = "SELECT COUNT(*) FROM mails WHERE last_error LIKE 'unreachable:%'";
        (database.number(sql) > 0).then_some(())
    });
    post.behave(Manner::Accepts);
    let back = Instant::now();
    until("every mail is sent", Duration::from_secs(60), || {
        (waiting(&database) == 0).then_some(())
    });
    let seen = format!(
        "sent {:.1} s after the return",
        back.elapsed().as_secs_f64()
    );
    post.behave(Manner::HangsAfterText);
    enqueue(&database, ["last".to_owned()].into_iter());
    until("a mail is on its way", Duration::from_secs(60), || {
        (post.texts() > 20).then_some(())
    });
    server.ask_to_stop();
    let (code, _) = server.ended(Duration::from_secs(10));
    assert_eq!(code, Some(0), "a mail on its way holds nobody up");
    tell("outage", begun, &seen);
}

#[test]
fn the_doctor_looks_after_the_mail() {
    let post = SmtpServer::start(Manner::Accepts);
    let home = Installation::new();
    home.hire();
    assert!(home.run(&["doctor"]).fine().contains("ok       mail"));
    let home = home.with("COUNTERSIGN_MAIL_URL", &post.url());
    assert!(home.run(&["doctor"]).fine().contains("ok       mail"));
    post.behave(Manner::Busy);
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let advice = "start the mail server, or correct COUNTERSIGN_MAIL_URL";
    assert!(
        ran.out.contains("PROBLEM  mail: ") && ran.out.contains(advice),
        "{ran:?}"
    );
    assert_eq!(post.texts(), 0, "nothing is sent");
    let home = home.with(
        "COUNTERSIGN_MAIL_URL",
        "smtp://ada:geheim@example.com?tls=none",
    );
    let line = home.run(&["doctor"]).refused(2);
    assert!(
        line.contains("COUNTERSIGN_MAIL_URL") && !line.contains("geheim"),
        "{line}"
    );
}
