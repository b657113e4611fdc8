//! The letters of decisions while the mail server has its worst day (R14): nobody waits for it,
//! and each letter arrives, twice at most under the same name.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign::domain::outbox::mail::MailState;
use countersign::domain::requests::status::RequestStatus;
use countersign::worker;

use crate::customers::Clerk;
use crate::mails::with_server;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, page, reject_page, row, sam};
use crate::support::smtp::Manner;
use crate::verification_review::mails;

const BAD_DAY: [Manner; 7] = [
    Manner::Drips,
    Manner::Busy,
    Manner::Drops,
    Manner::Defers,
    Manner::HangsAfterText,
    Manner::DropsAfterText,
    Manner::RefusesRecipient,
];

on_both_engines! {
    async fn r14_sam_decides_whatever_the_mail_server_does_and_no_letter_is_lost(app) {
        let mut app = app;
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let sam = sam(&app).await;
        let server = with_server(&mut app, Manner::Drips);
        for manner in BAD_DAY {
            server.behave(manner);
            let approved = asked(&app, maria, matter()).await;
            let done = page(&sam, approved).await.form_at("#decide form").submit().await;
            assert_eq!(done.status, 303, "{manner:?}");
            let rejected = asked(&app, maria, matter()).await;
            let done = filled(&reject_page(&sam, rejected).await).submit().await;
            assert_eq!(done.status, 303, "{manner:?}");
            let ends = [row(&app, approved).await.status, row(&app, rejected).await.status];
            assert_eq!(ends, [RequestStatus::Approved, RequestStatus::Rejected], "{manner:?}");
            worker::deliver(&app.app).await;
        }
        server.behave(Manner::Accepts);
        for _ in 0..4 {
            app.app.clock.advance(Duration::from_secs(60 * 60));
            worker::deliver(&app.app).await;
        }
        let all = mails(&app).await;
        assert_eq!(all.len(), 2 * BAD_DAY.len());
        // Those that the server refused for good are there to be seen, and sent again by hand.
        let (dead, sent): (Vec<_>, Vec<_>) = all.iter().partition(|mail| mail.state == MailState::Dead);
        assert_eq!((dead.len(), sent.len()), (2, 2 * BAD_DAY.len() - 2));
        assert!(sent.iter().all(|mail| mail.state == MailState::Sent));
        let ada = app.sign_in("administrators").await;
        for mail in &dead {
            let shown = ada.get(&format!("/mail-log/{}", mail.id)).await;
            assert!(shown.text().contains("no such user"), "{}", shown.text());
            let resend = format!("form[action='/mail-log/{}/resend']", mail.id);
            assert_eq!(shown.form_at(&resend).submit().await.status, 303);
        }
        worker::deliver(&app.app).await;
        let taken: Vec<_> = server.taken().into_iter().filter(|mail| mail.recipient.contains("maria")).collect();
        let names: BTreeSet<String> = taken.iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(names.len(), 2 * BAD_DAY.len(), "each of them, and nothing else");
        for one in &taken {
            let same = taken.iter().filter(|other| other.header("Message-ID") == one.header("Message-ID"));
            assert!(same.clone().count() <= 2 && same.clone().all(|other| other.text == one.text));
        }
    }
}
