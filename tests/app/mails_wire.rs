//! Mails as they travel: what names and subjects may hold, and what they can never do.

use std::os::unix::fs::MetadataExt;

use base64::Engine;
use countersign::domain::outbox::mail::NewMail;
use countersign::domain::values::person::Language;
use countersign::platform::mailer::Mailer;
use countersign::worker;

use crate::mails::{enqueue, stored, to_maria};
use crate::support::TestApp;
use crate::support::smtp::{Manner, SmtpServer, Taken};

/// Sends one mail over the wire.
async fn over_the_wire(new: NewMail) -> Taken {
    let server = SmtpServer::start(Manner::Accepts);
    let settings = [
        ("mail_url", server.url()),
        ("mail_from", "Büro <office@example.com>".into()),
    ];
    let settings: Vec<(&str, &str)> = settings
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let app = TestApp::start(&settings).await;
    let said = format!("{new:?}");
    enqueue(&app, new).await;
    let round = worker::deliver(&app.app).await;
    assert_eq!(round.sent, 1, "{said}");
    server.taken().remove(0)
}

/// The words of a header, encoded or not.
fn decoded(header: &str) -> String {
    let mut words = String::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once("=?utf-8?b?") {
        // Between two encoded words a space means nothing.
        if !before.trim().is_empty() || words.is_empty() {
            words.push_str(before);
        }
        let (coded, after) = after.split_once("?=").expect("an end");
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(coded)
            .expect("base64");
        words.push_str(&String::from_utf8(bytes).expect("UTF-8"));
        rest = after;
    }
    words + rest
}

#[actix_web::test]
async fn a_mail_says_who_when_what_and_that_a_machine_wrote_it() {
    let mail = over_the_wire(to_maria()).await;
    assert_eq!(mail.recipient, "maria@example.com");
    assert_eq!(mail.header("To"), "\"Maria Example\" <maria@example.com>");
    assert_eq!(decoded(&mail.header("From")), "Büro <office@example.com>");
    assert_eq!(mail.header("Subject"), "Your passport");
    assert_eq!(mail.header("Date"), "Fri, 20 Nov 2026 12:00:00 +0000");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Language"), "en");
    assert!(
        mail.header("Message-ID").ends_with("@127.0.0.1>"),
        "{}",
        mail.text
    );
    assert!(
        mail.header("Content-Type")
            .starts_with("multipart/alternative"),
        "{}",
        mail.text
    );
    assert!(
        mail.text
            .contains("Content-Type: text/plain; charset=utf-8"),
        "{}",
        mail.text
    );
    assert!(
        mail.text.contains("Content-Type: text/html; charset=utf-8"),
        "{}",
        mail.text
    );
    assert!(mail.text.contains("please send it again."), "{}", mail.text);
}

#[actix_web::test]
async fn any_name_is_written_safely() {
    for (name, shown) in [
        ("Zoë Müller", "Zoë Müller"),
        ("مريم الأحمد", "مريم الأحمد"),
        ("O'Neil, \"Max\"; <x@y.z>", "O'Neil, Max; <x@y.z>"),
        ("Max\r\nBcc: eve@example.com", "Max Bcc: eve@example.com"),
        ("Max\n\n<script>", "Max <script>"),
        ("Max\0\u{7f}\u{1b}[2J", "Max [2J"),
    ] {
        let mail = over_the_wire(NewMail {
            to_name: name.into(),
            ..to_maria()
        })
        .await;
        // In quotation marks or encoded: either way the address stands alone behind it.
        let to = decoded(&mail.header("To")).replace(['"', '\\'], "");
        assert_eq!(to, format!("{shown} <maria@example.com>"), "{name}");
        assert_eq!(mail.recipient, "maria@example.com");
        assert_eq!(mail.header("Bcc"), "", "{}", mail.text);
    }
    let mail = over_the_wire(NewMail {
        to_name: "\r\n ".into(),
        ..to_maria()
    })
    .await;
    assert_eq!(mail.header("To"), "maria@example.com");
}

#[actix_web::test]
async fn any_subject_is_one_line() {
    let long = format!("Ihr Ausweis: {}", "schön ".repeat(60));
    for (subject, shown) in [
        ("طلب وثيقة الهوية من جديد", "طلب وثيقة الهوية من جديد"),
        ("One\r\nX-Evil: yes\r\n\r\nbody", "One X-Evil: yes body"),
        ("  tab\tand\u{2028}line ", "tab and line"),
        (long.as_str(), long.trim()),
    ] {
        let mail = over_the_wire(NewMail {
            subject: subject.into(),
            ..to_maria()
        })
        .await;
        assert_eq!(decoded(&mail.header("Subject")), shown, "{}", mail.text);
        assert_eq!(mail.header("X-Evil"), "", "{}", mail.text);
        let longest = mail.text.lines().map(str::len).max();
        assert!(
            longest < Some(999),
            "lines that every server takes: {longest:?}"
        );
        assert!(mail.text.is_ascii(), "{}", mail.text);
    }
}

#[actix_web::test]
async fn an_arabic_mail_is_written_from_right_to_left() {
    let body = "عزيزتي مريم،\n\nأعيدي إرسال <b>جواز السفر</b> & الصورة.\n";
    let new = NewMail {
        language: Language::Ar,
        body: body.into(),
        ..to_maria()
    };
    let mail = over_the_wire(new).await;
    assert_eq!(mail.header("Content-Language"), "ar");
    let (plain, page) = mail
        .text
        .split_once("Content-Type: text/html")
        .expect("two parts");
    let coded = plain.split("base64\r\n\r\n").nth(1).expect("a text");
    let coded = coded.split("--").next().unwrap_or_default();
    let coded: String = coded.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(coded)
        .expect("base64");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(text.replace("\r\n", "\n"), body);
    // Lines that were broken on the way are one again.
    let page = page.replace("=\r\n", "");
    assert!(
        page.contains("<html lang=3D\"ar\" dir=3D\"rtl\">"),
        "{page}"
    );
    assert!(
        !page.contains("<b>") && page.contains("&#60;b&#62;"),
        "{page}"
    );
}

#[actix_web::test]
async fn a_domain_is_written_as_the_wire_wants_it() {
    let address = "maria@münchen.de".parse().expect("an address");
    let mail = over_the_wire(NewMail {
        to_address: address,
        ..to_maria()
    })
    .await;
    assert_eq!(mail.recipient, "maria@xn--mnchen-3ya.de");
}

#[actix_web::test]
async fn a_mail_becomes_a_file_that_nobody_else_reads() {
    let app = TestApp::on_sqlite().await;
    let (config, dir) = (&app.app.config, app.app.config.data_dir.join("mail"));
    let mut posting = app.app.clone();
    posting.mailer = Mailer::new(&config.mail_url, &config.mail_from, "office.example.com");
    assert!(!dir.exists(), "nothing is begun");
    let id = enqueue(&app, to_maria()).await;
    assert_eq!(worker::deliver(&posting).await.sent, 1);
    let files: Vec<_> = std::fs::read_dir(&dir).expect("mails").flatten().collect();
    assert_eq!(files.len(), 1);
    let name = stored(&app, id).await.message_id;
    assert_eq!(
        files[0].file_name(),
        format!("20261120T120000000Z-{name}.eml").as_str()
    );
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").mode() & 0o777;
    assert_eq!((mode(&files[0].path()), mode(&dir)), (0o600, 0o700));
    let text = std::fs::read_to_string(files[0].path()).expect("a mail");
    assert!(
        text.contains(&format!("Message-ID: <{name}@office.example.com>")),
        "{text}"
    );
    assert!(posting.mailer.check().await.is_ok());
    // A file in the place of the directory: nothing can be written.
    std::fs::remove_dir_all(&dir).expect("removed");
    std::fs::write(&dir, "").expect("a file");
    assert!(posting.mailer.check().await.is_err());
    let id = enqueue(&app, to_maria()).await;
    assert_eq!(worker::deliver(&posting).await.failed, 1);
    let words = stored(&app, id).await.last_error.unwrap_or_default();
    assert!(words.starts_with("storage: "), "{words}");
}
