//! Letters with a link or a code that works once: nobody reads it in the log, and nobody sends one
//! again that may be dead or used.

use countersign::domain::outbox::mail::{MailState, NewMail};
use countersign::domain::outbox::message::Message;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::MailId;
use countersign::worker;
use sea_orm::ConnectionTrait;

use crate::customers::Clerk;
use crate::mails::{enqueue, stored, to_maria};
use crate::on_both_engines;
use crate::support::TestApp;

const ONCE: [Message; 4] = [
    Message::StaffInvitation,
    Message::StaffPasswordLink,
    Message::StaffEmailConfirm,
    Message::StaffSignInCode,
];

/// A letter to Sam of a kind, with a link or a code in the place of which a salt is kept.
async fn letter(app: &TestApp, message: Message) -> MailId {
    let place = match message {
        Message::StaffSignInCode => "{code:00112233445566778899aabbccddeeff}",
        _ => "http://localhost/there?token={token:00112233445566778899aabbccddeeff}",
    };
    let new = NewMail {
        message,
        to_name: "sam".into(),
        to_address: "sam@example.com".parse().expect("an address"),
        body: format!("Dear sam,\n\n{place}\n\nYours\n"),
        ..to_maria()
    };
    enqueue(app, new).await
}

async fn give_up(app: &TestApp, id: MailId, error: &str) {
    let sql = format!(
        "UPDATE mails SET state = 'dead', next_try_at = NULL, last_error = '{error}' WHERE id = {id}"
    );
    let db = app.app.db.write();
    db.execute_unprepared(&sql).await.expect("a change");
}

on_both_engines! {
    async fn a_letter_with_a_secret_is_never_sent_again(app) {
        app.hire("sam", GroupKey::Support).await;
        let ada = Clerk::hired(&app).await;
        for (message, error) in ONCE.into_iter().flat_map(|one| [(one, None), (one, Some("deferred: 451"))]) {
            let id = letter(&app, message).await;
            match error {
                None => assert_eq!(worker::deliver(&app.app).await.sent, 1),
                Some(error) => give_up(&app, id, error).await,
            }
            let before = stored(&app, id).await;
            let page = ada.browser.get(&format!("/mail-log/{id}")).await;
            assert!(!page.has("form[action$='/resend']"), "{message:?} {error:?}");
            assert!(page.has("main a[href='/staff/1']"), "{message:?}: where a new one is sent");
            assert!(page.text().contains("works once"), "{}", page.text());
            let state = before.state.code();
            let refused = ada.post(&format!("/mail-log/{id}/resend"), &[("state", state)]).await;
            assert_eq!(refused.status, 409);
            assert!(refused.text().contains("works once"), "{}", refused.text());
            assert_eq!(stored(&app, id).await, before);
        }
    }

    async fn the_log_shows_no_salt(app) {
        let ada = Clerk::hired(&app).await;
        for message in ONCE {
            let id = letter(&app, message).await;
            let page = ada.browser.get(&format!("/mail-log/{id}")).await;
            let body = page.find(".mail-body").expect("a letter");
            assert!(!page.html().contains("00112233") && !body.contains("token"), "{body}");
            let words = match message {
                Message::StaffSignInCode => "(a code that only the receiver sees)",
                _ => "(a link that only the receiver sees)",
            };
            assert!(body.contains(words) && body.contains("Yours"), "{body}");
            assert!(stored(&app, id).await.body.contains("00112233"), "kept for the letter");
        }
        // In any other letter the same words are what somebody typed.
        let new = NewMail { body: "Dear Maria, {token:0011}".into(), ..to_maria() };
        let id = enqueue(&app, new).await;
        assert!(ada.browser.get(&format!("/mail-log/{id}")).await.text().contains("{token:0011}"));
    }

    async fn mails_to_staff_are_told_of_in_their_own_words(app) {
        app.hire("sam", GroupKey::Support).await;
        let ada = Clerk::hired(&app).await;
        let id = letter(&app, Message::StaffPasswordChanged).await;
        give_up(&app, id, "refused: 550 no such user").await;
        let page = ada.browser.get(&format!("/mail-log/{id}")).await;
        assert!(!page.text().contains("customer"), "{}", page.text());
        assert!(page.text().contains("What the member reads"), "{}", page.text());
        let again = page.form_at("form[action$='/resend']").submit().await;
        assert_eq!((again.status, stored(&app, id).await.state), (303, MailState::Queued));
        let id = enqueue(&app, to_maria()).await;
        let page = ada.browser.get(&format!("/mail-log/{id}")).await;
        assert!(page.text().contains("What the customer reads"), "{}", page.text());
    }
}
