//! The log of mails: found, read, sent again, and taken back.

use std::time::Duration;

use countersign::domain::outbox::log::{self, MailFilter};
use countersign::domain::outbox::mail::{MailState, NewMail};
use countersign::domain::outbox::message::Message;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::MailId;
use countersign::domain::values::person::Language;
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use countersign::domain::within::Reach;
use countersign::worker;
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait};

use crate::customers::Clerk;
use crate::mails::{enqueue, stored, to_maria};
use crate::on_both_engines;
use crate::support::TestApp;

async fn mark(app: &TestApp, id: MailId, state: &str, error: Option<&str>) {
    let error = error.map_or("NULL".to_owned(), |error| format!("'{error}'"));
    let sql = format!(
        "UPDATE mails SET state = '{state}', next_try_at = NULL, tries = 3, last_error = {error} \
         WHERE id = {id}"
    );
    app.app
        .db
        .write()
        .execute_unprepared(&sql)
        .await
        .expect("a change");
}

async fn subjects(clerk: &Clerk, query: &str) -> Vec<String> {
    let page = clerk.browser.get(&format!("/mail-log{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text());
    page.all("#mails tbody th")
}

fn named(subject: &str, address: &str) -> NewMail {
    NewMail {
        subject: subject.into(),
        to_address: address.parse().expect("an address"),
        ..to_maria()
    }
}

on_both_engines! {
    async fn the_log_is_filtered_by_its_address(app) {
        let clerk = Clerk::hired(&app).await;
        let empty = clerk.browser.get("/mail-log").await;
        assert!(empty.text().contains("No mail has been written yet."), "{}", empty.text());
        let customer = clerk.customer(&[]).await;
        let dead = enqueue(&app, named("dead", "maria@example.com")).await;
        mark(&app, dead, "dead", Some("refused: 550 no such user")).await;
        let sent = named("sent", "max@example.com");
        let sent = enqueue(&app, NewMail { customer: Some(customer), ..sent }).await;
        mark(&app, sent, "sent", None).await;
        let queued = named("queued", "mar_y@example.com");
        enqueue(&app, NewMail { message: Message::VerificationAskedAgain, ..queued }).await;
        for (query, found) in [
            ("", vec!["queued", "sent", "dead"]),
            ("?state=dead", vec!["dead"]),
            ("?state=dead&state=queued", vec!["queued", "dead"]),
            ("?state=sent&state=dead", vec!["sent", "dead"]),
            ("?state=dead&state=sent&state=queued", vec!["queued", "sent", "dead"]),
            ("?state=all", vec!["queued", "sent", "dead"]),
            ("?kind=verification.asked-again", vec!["queued"]),
            ("?q=mar", vec!["queued", "dead"]),
            ("?q=MARIA%40example.com", vec!["dead"]),
            ("?q=mar_", vec!["queued"]),
            ("?q=aria", vec![]),
            ("?q=mar%25", vec![]),
            ("?q=mar&state=dead&state=sent", vec!["dead"]),
            ("?customer=1", vec!["sent"]),
            ("?customer=2", vec![]),
            ("?q=&state=&kind=", vec!["queued", "sent", "dead"]),
        ] {
            assert_eq!(subjects(&clerk, query).await, found, "{query}");
        }
        let page = clerk.browser.get("/mail-log?state=dead&q=mar").await;
        let chips = page.all(".chips a");
        assert!(chips[0].starts_with("Address: mar") && chips[1].contains("Not delivered"), "{chips:?}");
        assert_eq!(page.attributes(".chips a", "href"), ["/mail-log?state=dead", "/mail-log?q=mar"]);
        let row = page.all("#mails tbody tr").concat();
        assert!(row.contains("The mail server refused the mail for good."), "{row}");
        let home = clerk.browser.get("/").await;
        assert!(home.text().contains("One mail could not be delivered"), "{}", home.text());
    }

    async fn what_the_log_does_not_know_is_refused(app) {
        let clerk = Clerk::hired(&app).await;
        let long = format!("?q={}", "a".repeat(255));
        for query in [
            "?q=ma", "?state=lost", "?kind=spam", "?customer=x", "?customer=0", "?after=x", "?before=-1",
            "?sort=id", "?q=aaa&q=bbb", "?kind=verification.rejected&kind=verification.rejected",
            "?after=1&before=2", long.as_str(),
        ] {
            let page = clerk.browser.get(&format!("/mail-log{query}")).await;
            assert_eq!(page.status, 422, "{query}");
        }
        let fits = format!("?q={}", "a".repeat(254));
        assert!(subjects(&clerk, &fits).await.is_empty());
    }

    async fn pages_follow_each_other_without_a_gap(app) {
        let clerk = Clerk::hired(&app).await;
        for number in 0..101 {
            enqueue(&app, named(&number.to_string(), "maria@example.com")).await;
        }
        let mut seen = Vec::new();
        let mut path = "/mail-log?q=maria".to_owned();
        for lines in [50, 50, 1] {
            let page = clerk.browser.get(&path).await;
            assert_eq!(page.all("#mails tbody th").len(), lines, "{path}");
            seen.extend(page.all("#mails tbody th"));
            path = page.attributes("a[rel=next]", "href").concat();
        }
        assert_eq!(path, "", "the last page");
        let expected: Vec<String> = (0..101).rev().map(|number| number.to_string()).collect();
        assert_eq!(seen, expected);
        let back = clerk.browser.get("/mail-log?before=1").await.all("#mails tbody th");
        assert_eq!((back[0].as_str(), back.len()), ("50", 50));
    }

    async fn a_dead_mail_is_queued_again_as_it_is(app) {
        let clerk = Clerk::hired(&app).await;
        let id = enqueue(&app, to_maria()).await;
        let name = stored(&app, id).await.message_id;
        mark(&app, id, "dead", Some("refused: 550 no such user")).await;
        let page = clerk.browser.get(&format!("/mail-log/{id}")).await;
        assert!(page.text().contains("550 no such user"), "{}", page.text());
        assert!(page.text().contains("it goes to the new address."), "{}", page.text());
        let again = page.form_at("form[action$='/resend']").submit().await;
        assert_eq!((again.status, again.location()), (303, format!("/mail-log/{id}")));
        let page = again.follow().await;
        assert_eq!(page.flash(), "The mail is waiting to be sent.");
        assert!(page.all(".told-sentence").concat().contains("sent the mail “Your passport” again"));
        let mail = stored(&app, id).await;
        assert_eq!((mail.state, mail.tries, mail.message_id), (MailState::Queued, 0, name));
        let twice = clerk.post(&format!("/mail-log/{id}/resend"), &[("state", "dead")]).await;
        assert_eq!(twice.status, 409);
        assert_eq!(worker::deliver(&app.app).await.sent, 1);
        let late = clerk.post(&format!("/mail-log/{id}/resend"), &[("state", "dead")]).await;
        assert_eq!(late.status, 409, "it has been sent meanwhile");
        assert_eq!(app.app.mailer.sent().len(), 1);
    }

    async fn a_mail_follows_the_customer_to_a_new_address(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let letter = || NewMail { customer: Some(maria), ..to_maria() };
        let (dead, sent) = (enqueue(&app, letter()).await, enqueue(&app, letter()).await);
        for (id, state) in [(dead, "dead"), (sent, "sent")] {
            mark(&app, id, state, None).await;
        }
        let edit = clerk.editing(maria).await.set("email", "new@example.com");
        assert_eq!(edit.submit().await.status, 303);
        for id in [dead, sent] {
            let page = clerk.browser.get(&format!("/mail-log/{id}")).await;
            assert!(page.text().contains("it goes to new@example.com this time"), "{}", page.text());
            let again = page.form_at("form[action$='/resend']").submit().await;
            assert_eq!(again.status, 303, "{}", again.text());
            let told = clerk.browser.get(&format!("/mail-log/{id}")).await;
            let told = told.all(".diff").concat();
            assert!(told.contains("maria@example.com") && told.contains("new@example.com"), "{told}");
        }
        worker::deliver(&app.app).await;
        let to: Vec<String> = app.app.mailer.sent().iter().map(|mail| mail.to_address.to_string()).collect();
        assert_eq!(to, ["new@example.com", "new@example.com"]);
    }

    async fn of_a_sent_mail_a_new_one_is_made(app) {
        let clerk = Clerk::hired(&app).await;
        let id = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        let page = clerk.browser.get(&format!("/mail-log/{id}")).await;
        let form = page.form_at("form[action$='/resend']");
        let again = form.clone().submit().await;
        assert_eq!((again.status, again.location().as_str()), (303, "/mail-log/2"));
        let twice = form.submit().await;
        assert_eq!(twice.status, 409, "the copy still waits: {}", twice.text());
        worker::deliver(&app.app).await;
        let letters = app.app.mailer.sent();
        assert_eq!(letters.len(), 2);
        assert_ne!(letters[0].message_id, letters[1].message_id);
        assert_eq!(letters[0].text, letters[1].text);
        assert_eq!(stored(&app, id).await.state, MailState::Sent);
        let again = || async { page.form_at("form[action$='/resend']").submit().await.status };
        app.app.clock.advance(Duration::from_secs(59));
        assert_eq!(again().await, 409, "somebody has sent it a moment ago");
        app.app.clock.advance(Duration::from_secs(1));
        assert_eq!(again().await, 303);
    }

    async fn a_mail_can_be_taken_back_until_it_is_tried(app) {
        let clerk = Clerk::hired(&app).await;
        let id = enqueue(&app, to_maria()).await;
        let page = clerk.browser.get(&format!("/mail-log/{id}")).await;
        assert!(!page.has("form[action$='/resend']"));
        let form = page.form_at("form[action$='/cancel']");
        let done = form.clone().submit().await;
        assert_eq!(done.follow().await.flash(), "The mail will not be sent.");
        assert_eq!(form.submit().await.status, 409);
        assert_eq!(worker::deliver(&app.app).await.sent, 0);
        let mail = stored(&app, id).await;
        assert_eq!((mail.state, mail.last_error.as_deref()), (MailState::Dead, Some("cancelled")));
        let tried = enqueue(&app, to_maria()).await;
        let sql = format!("UPDATE mails SET tries = 1 WHERE id = {tried}");
        app.app.db.write().execute_unprepared(&sql).await.expect("a try");
        let late = clerk.post(&format!("/mail-log/{tried}/cancel"), &[]).await;
        assert_eq!(late.status, 409);
        let page = clerk.browser.get(&format!("/mail-log/{tried}")).await;
        assert!(!page.has("form[action$='/cancel']"));
        for path in ["/mail-log/99/cancel", "/mail-log/99/resend", "/mail-log/x/resend"] {
            assert_eq!(clerk.post(path, &[]).await.status, 404, "{path}");
        }
    }
}

#[actix_web::test]
async fn who_may_only_look_is_offered_no_change() {
    let app = TestApp::on_sqlite().await;
    let arabic = NewMail {
        language: Language::Ar,
        body: "<b>مرحبا</b>".into(),
        ..to_maria()
    };
    let id = enqueue(&app, arabic).await;
    mark(&app, id, "dead", Some("deferred: 451 not now")).await;
    for (group, may) in [(GroupKey::Compliance, true), (GroupKey::Auditor, false)] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let page = reader.browser.get(&format!("/mail-log/{id}")).await;
        assert!(page.has("nav a[href='/mail-log']"), "{group}");
        assert_eq!(
            page.all(".mail-body[lang=ar][dir=rtl]"),
            ["<b>مرحبا</b>"],
            "{group}"
        );
        assert_eq!(page.has("form[action$='/resend']"), may, "{group}");
        let sent = reader.post(&format!("/mail-log/{id}/resend"), &[]).await;
        assert_eq!(sent.status, if may { 303 } else { 403 }, "{group}");
        let back = reader.post(&format!("/mail-log/{id}/cancel"), &[]).await;
        assert_eq!(back.status, if may { 303 } else { 403 }, "{group}");
    }
}

/// What a letter about a check says, tells as much as the check itself.
#[actix_web::test]
async fn letters_about_checks_are_for_those_who_see_checks() {
    let app = TestApp::on_sqlite().await;
    let id = enqueue(&app, to_maria()).await;
    mark(&app, id, "dead", Some("deferred: 451 not now")).await;
    let sam = Clerk::of(app.member_of(GroupKey::Support).await).await;
    assert_eq!(subjects(&sam, "").await, [""; 0]);
    assert_eq!(subjects(&sam, "?kind=verification.rejected").await, [""; 0]);
    let log = sam.browser.get("/mail-log").await;
    assert!(
        !log.has("#kind option[value^='verification']"),
        "not even named"
    );
    let mail = sam.browser.get(&format!("/mail-log/{id}")).await;
    assert_eq!(mail.status, 404);
    let home = sam.browser.get("/").await;
    assert!(
        !home.has("a[href='/mail-log?state=dead']"),
        "nothing to mend here"
    );
    let cora = Clerk::of(app.member_of(GroupKey::Compliance).await).await;
    assert_eq!(subjects(&cora, "").await.len(), 1);
    let home = cora.browser.get("/").await;
    assert!(home.has("a[href='/mail-log?state=dead']"));
}

#[actix_web::test]
async fn every_filter_is_found_by_an_index() {
    let app = TestApp::on_sqlite().await;
    let everybody = Reach::of(&app.app.db, &Scope::All).await.expect("a reach");
    let everybody = everybody.seeing(&Sight::Clear);
    for parameters in [
        vec![],
        vec![("state", "dead")],
        vec![("state", "dead"), ("state", "sent")],
        vec![("kind", "verification.rejected")],
        vec![("q", "maria@")],
        vec![("customer", "7")],
        vec![("state", "dead"), ("state", "sent"), ("after", "99")],
    ] {
        let owned: Vec<(String, String)> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let filter = MailFilter::parse(&owned).expect("a filter");
        let mut statement = log::query(&everybody, &filter).build(DbBackend::Sqlite);
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let rows = app
            .app
            .db
            .read()
            .query_all_raw(statement)
            .await
            .expect("a plan");
        let detail =
            |row: &sea_orm::QueryResult| row.try_get::<String>("", "detail").expect("words");
        let plan = rows.iter().map(detail).collect::<Vec<_>>().join("\n");
        let whole = plan.contains("SCAN mails");
        assert!(!whole || parameters.is_empty(), "{parameters:?}: {plan}");
        let one_range = !parameters.iter().any(|(name, _)| *name == "q");
        assert!(
            !(plan.contains("TEMP B-TREE") && one_range),
            "{parameters:?}: {plan}"
        );
    }
}
