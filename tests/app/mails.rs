//! Mails leave the house: once if all goes well, again if not, and never silently not at all.

use std::time::Duration;

use countersign::domain::outbox::delivery::{self, LEASE, MOST_TRIES, Round};
use countersign::domain::outbox::log::{self, Readable};
use countersign::domain::outbox::mail::{self, MailState, Model, NewMail};
use countersign::domain::outbox::message::Message;
use countersign::domain::values::ids::MailId;
use countersign::domain::values::person::Language;
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use countersign::worker;

use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::smtp::{Manner, SmtpServer};

/// A mail to Maria, as a decision would write it.
pub fn to_maria() -> NewMail {
    NewMail {
        message: Message::VerificationRejected,
        customer: None,
        request: None,
        to_name: "Maria Example".into(),
        to_address: "maria@example.com".parse().expect("an address"),
        language: Language::En,
        subject: "Your passport".into(),
        body: "Dear Maria,\n\nplease send it again.\n".into(),
    }
}

/// Puts a mail into the outbox.
pub async fn enqueue(app: &TestApp, new: NewMail) -> MailId {
    let txn = app.app.db.begin().await.expect("a transaction");
    let id = mail::enqueue(&txn, &app.actor(), new)
        .await
        .expect("a mail");
    txn.commit().await.expect("a commit");
    id
}

pub async fn stored(app: &TestApp, id: MailId) -> Model {
    let found = log::find(
        &app.app.db,
        (&Scope::All, &Sight::Clear),
        id,
        &Readable::Every,
    )
    .await
    .expect("a look");
    found.expect("a mail")
}

/// How a mail stands: its state, its tries, and what is said of it.
async fn stands(app: &TestApp, id: MailId) -> (MailState, i32, String) {
    let mail = stored(app, id).await;
    (mail.state, mail.tries, mail.last_error.unwrap_or_default())
}

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// The same application with a mail server that behaves like this.
pub fn with_server(app: &mut TestApp, manner: Manner) -> SmtpServer {
    let server = SmtpServer::start(manner);
    point_at(app, &server.url());
    server
}

fn point_at(app: &mut TestApp, url: &str) {
    use countersign::platform::mailer::Mailer;
    let url = url.parse().expect("a mail server");
    let mailer = Mailer::new(&url, &app.app.config.mail_from, "office.example.com");
    app.app.mailer = mailer.with_patience(Duration::from_millis(600));
}

const SENT: Round = Round {
    sent: 1,
    failed: 0,
    outage: false,
};
const NOTHING: Round = Round {
    sent: 0,
    failed: 0,
    outage: false,
};

on_both_engines! {
    async fn a_mail_is_sent_once(app) {
        let id = enqueue(&app, to_maria()).await;
        assert_eq!(worker::deliver(&app.app).await, SENT);
        assert_eq!(worker::deliver(&app.app).await, NOTHING);
        let mail = stored(&app, id).await;
        assert_eq!((mail.state, mail.tries), (MailState::Sent, 1));
        assert_eq!((mail.sent_at, mail.next_try_at), (Some(app.app.clock.now()), None));
        let letters = app.app.mailer.sent();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to_address, "maria@example.com");
        assert!(letters[0].html.contains("<p>please send it again.</p>"), "{}", letters[0].html);
    }

    async fn a_decision_that_is_not_taken_sends_nothing(app) {
        let txn = app.app.db.begin().await.expect("a transaction");
        mail::enqueue(&txn, &app.actor(), to_maria()).await.expect("a mail");
        txn.rollback().await.expect("a change of mind");
        assert_eq!(worker::deliver(&app.app).await, NOTHING);
        assert!(app.app.mailer.sent().is_empty());
    }

    async fn who_is_refused_for_good_is_not_tried_again(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::RefusesRecipient);
        let id = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        let words = "refused: 550 5.1.1 no such user".to_owned();
        assert_eq!(stands(&app, id).await, (MailState::Dead, 1, words));
        server.behave(Manner::RefusesText);
        let other = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        let words = "refused: 554 5.7.1 we do not like this".to_owned();
        assert_eq!(stands(&app, other).await, (MailState::Dead, 1, words));
        server.behave(Manner::Accepts);
        app.app.clock.advance(minutes(60 * 24));
        assert_eq!(worker::deliver(&app.app).await, NOTHING);
        assert_eq!(log::dead_count(&app.app.db, &Scope::All, Readable::Every).await.expect("a count"), 2);
    }

    async fn not_now_means_later_and_later_still(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::Defers);
        let id = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        let words = "deferred: 451 not now".to_owned();
        assert_eq!(stands(&app, id).await, (MailState::Queued, 1, words.clone()));
        for (tries, pause) in [(2, 1), (3, 2), (4, 5), (5, 15), (6, 60), (7, 60)] {
            app.app.clock.advance(minutes(pause) - Duration::from_millis(1));
            assert_eq!(worker::deliver(&app.app).await, NOTHING, "before {pause} minutes");
            app.app.clock.advance(Duration::from_millis(1));
            assert_eq!(worker::deliver(&app.app).await.failed, 1, "after {pause} minutes");
            assert_eq!(stands(&app, id).await, (MailState::Queued, tries, words.clone()));
        }
        server.behave(Manner::Accepts);
        app.app.clock.advance(minutes(60));
        assert_eq!(worker::deliver(&app.app).await, SENT);
        assert_eq!(stands(&app, id).await, (MailState::Sent, 8, String::new()));
    }

    async fn after_a_day_without_a_server_a_mail_is_given_up(app) {
        let mut app = app;
        // Nobody listens there any more.
        let gone = SmtpServer::start(Manner::Accepts).url();
        point_at(&mut app, &gone);
        let id = enqueue(&app, to_maria()).await;
        for tries in 1..MOST_TRIES {
            assert!(worker::deliver(&app.app).await.outage, "{tries}");
            let (state, tried, words) = stands(&app, id).await;
            assert_eq!((state, tried), (MailState::Queued, tries));
            assert!(words.starts_with("unreachable: "), "{words}");
            app.app.clock.advance(minutes(60));
        }
        worker::deliver(&app.app).await;
        let (state, tried, _) = stands(&app, id).await;
        assert_eq!((state, tried), (MailState::Dead, MOST_TRIES));
    }

    async fn nobody_waits_for_a_server_that_does_not_answer(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::Drips);
        let ids = [enqueue(&app, to_maria()).await, enqueue(&app, to_maria()).await];
        assert!(worker::deliver(&app.app).await.outage);
        for id in ids {
            let (state, _, words) = stands(&app, id).await;
            assert_eq!(state, MailState::Queued);
            assert_eq!(words, "unreachable: the server took too long");
        }
        for manner in [Manner::Busy, Manner::Drops] {
            server.behave(manner);
            let id = enqueue(&app, to_maria()).await;
            assert!(worker::deliver(&app.app).await.outage, "{manner:?}");
            let (_, _, words) = stands(&app, id).await;
            assert!(words.starts_with("unreachable: "), "{manner:?}: {words}");
        }
        assert_eq!(server.taken().len(), 0);
    }

    async fn the_end_of_an_outage_hurries_those_who_waited_for_it(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::Defers);
        let deferred = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        server.behave(Manner::Busy);
        let waiting = enqueue(&app, to_maria()).await;
        let db = &app.app.db;
        let now = || app.app.clock.now();
        assert!(!delivery::delayed_by_outage(db, now()).await.expect("a look"));
        worker::deliver(&app.app).await;
        assert!(delivery::delayed_by_outage(db, now()).await.expect("a look"));
        server.behave(Manner::Accepts);
        assert!(app.app.mailer.check().await.is_ok());
        assert_eq!(delivery::end_outage(db, now()).await.expect("an end"), 1);
        assert_eq!(worker::deliver(&app.app).await, SENT);
        assert_eq!(stands(&app, waiting).await.0, MailState::Sent);
        assert_eq!(stands(&app, deferred).await.0, MailState::Queued, "asked for patience itself");
    }

    async fn a_mail_whose_answer_never_came_is_sent_again_under_the_same_name(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::HangsAfterText);
        let id = enqueue(&app, to_maria()).await;
        worker::deliver(&app.app).await;
        let words = "timed-out: the server took too long".to_owned();
        assert_eq!(stands(&app, id).await, (MailState::Queued, 1, words));
        server.behave(Manner::DropsAfterText);
        app.app.clock.advance(minutes(1));
        worker::deliver(&app.app).await;
        assert_eq!(stands(&app, id).await.0, MailState::Queued);
        server.behave(Manner::Accepts);
        app.app.clock.advance(minutes(2));
        assert_eq!(worker::deliver(&app.app).await, SENT);
        let taken = server.taken();
        assert_eq!(taken.len(), 3);
        let name = format!("<{}@office.example.com>", stored(&app, id).await.message_id);
        assert!(taken.iter().all(|mail| mail.header("Message-ID") == name), "{taken:?}");
        assert_eq!(taken[0].text, taken[2].text, "the very same mail");
    }

    async fn who_dies_over_a_mail_leaves_it_to_the_next(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::HangsAfterText);
        let id = enqueue(&app, to_maria()).await;
        let gone = async {
            while server.texts() == 0 {
                tokio::task::yield_now().await;
            }
        };
        futures_util::future::select(Box::pin(worker::deliver(&app.app)), Box::pin(gone)).await;
        server.behave(Manner::Accepts);
        assert_eq!(stands(&app, id).await.0, MailState::Queued);
        app.app.clock.advance(LEASE - Duration::from_millis(1));
        assert_eq!(worker::deliver(&app.app).await, NOTHING, "it may still be on its way");
        app.app.clock.advance(Duration::from_millis(1));
        assert_eq!(worker::deliver(&app.app).await, SENT);
        let names: Vec<String> =
            server.taken().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(names.len(), 2);
        assert_eq!(names[0], names[1]);
    }

    async fn two_who_deliver_at_once_share_the_work(app) {
        let mut app = app;
        let server = with_server(&mut app, Manner::Accepts);
        for _ in 0..40 {
            enqueue(&app, to_maria()).await;
        }
        let (one, other) = futures_util::future::join(worker::deliver(&app.app), worker::deliver(&app.app)).await;
        assert_eq!(one.sent + other.sent, 40);
        assert_eq!(server.taken().len(), 40);
        let taken = server.taken();
        let names: std::collections::BTreeSet<String> =
            taken.iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(names.len(), 40);
    }
}
