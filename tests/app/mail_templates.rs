//! What mails say: changed by those who may, in each language, shown before it is saved, and put back
//! to what it was.

use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading;
use countersign::domain::outbox::mail;
use countersign::domain::outbox::message::Message;
use countersign::domain::outbox::template::{BODY_MAX, SUBJECT_MAX};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::MailTemplateId;
use sea_orm::EntityTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, page, reject_page, sam};
use crate::support::TestApp;
use crate::support::page::Page;

const ALL: &str = "/settings/mail-templates";
const GERMAN: &str = "/settings/mail-templates/request.rejected.de";
const ENGLISH: &str = "/settings/mail-templates/request.approved.en";

async fn edit(ada: &Clerk, which: &str) -> Page {
    ada.browser.get(&format!("{which}/edit")).await
}

async fn told(app: &TestApp) -> Vec<entry::Model> {
    let subject = Subject::MailTemplate(MailTemplateId(1));
    let entries = reading::since(app.app.db.read(), subject, None, 50);
    entries.await.expect("entries")
}

async fn last_mail(app: &TestApp) -> mail::Model {
    let mails = mail::Entity::find().all(app.app.db.read()).await;
    mails.expect("mails").pop().expect("a mail")
}

on_both_engines! {
    async fn ada_changes_a_text_and_the_next_customer_reads_it(app) {
        let ada = Clerk::hired(&app).await;
        let all = ada.browser.get(ALL).await;
        let each = Message::ALL.len() * 3;
        assert_eq!(all.all("#mail-templates tbody a").len(), each, "in three languages");
        assert!(!all.text().contains("Changed"));
        let form = edit(&ada, GERMAN).await;
        assert_eq!(form.heading(), "Request rejected (German)");
        assert!(form.find(".letter[lang=de]").is_some_and(|it| it.contains("Guten Tag Maria Huber,")));
        let words = "Liebe/r {name},\r\n\r\nleider nein zu {request} (Nr. {number}).\r\n\r\n{reason}\r\n";
        let form = form.form_at(".mail-template form").set("mail_body", words);
        let form = form.set("mail_subject", " Leider nein: {request} ");
        let shown = form.clone().set("action", "preview").submit().await;
        assert_eq!(shown.status, 200);
        let preview = shown.find(".letter").expect("a preview");
        assert!(preview.contains("Leider nein: Auszahlung") && preview.contains("(Nr. 318)"), "{preview}");
        assert!(told(&app).await.is_empty(), "a look changes nothing");
        let saved = form.submit().await;
        assert_eq!((saved.status, saved.location().as_str()), (303, ALL), "{:?}", saved.errors());
        let all = saved.follow().await;
        assert_eq!(all.flash(), "Saved: Request rejected");
        assert_eq!(all.text().matches("Changed").count(), 1);

        let sam = sam(&app).await;
        let maria = ada.customer(&[("language", "de"), ("first_name", "{reason}")]).await;
        let id = asked(&app, maria, matter()).await;
        let reject = reject_page(&sam, id).await;
        let letter = reject.find("[data-resolution='2'] .letter-body").expect("a letter");
        assert_eq!(filled(&reject).submit().await.status, 303);
        let mail = last_mail(&app).await;
        assert!(mail.body.starts_with("Liebe/r {reason},\n\nleider nein zu "), "{}", mail.body);
        assert!(mail.body.contains(&format!("(Nr. {id})")) && mail.subject.starts_with("Leider nein: "));
        let mailed: Vec<&str> = mail.body.split_whitespace().collect();
        assert_eq!(mailed.join(" "), letter, "what was shown is what is sent");
        let english = ada.customer(&[("email", "tom@example.com")]).await;
        let id = asked(&app, english, matter()).await;
        assert_eq!(filled(&reject_page(&sam, id).await).submit().await.status, 303);
        assert!(last_mail(&app).await.body.starts_with("Dear Maria,\n\nWe have looked"), "other languages stay");
    }

    async fn the_original_comes_back_and_all_is_told(app) {
        let ada = Clerk::hired(&app).await;
        let first = edit(&ada, ENGLISH).await;
        assert!(!first.has("form[action$='/delete']"), "nothing to put back");
        let original = first.value_of("#mail_subject");
        let form = first.form_at(".mail-template form");
        assert_eq!(form.clone().submit().await.status, 303);
        assert!(told(&app).await.is_empty(), "nothing changed, nothing told");
        assert_eq!(form.clone().set("mail_subject", "Yes").submit().await.status, 303);
        let late = form.set("mail_subject", "Done").submit().await;
        assert_eq!((late.status, late.value_of("#mail_subject").as_str(), late.value("version").as_str()), (409, "Done", "1"));
        assert!(late.find(".error-summary .letter").is_some_and(|now| now.contains("Yes")), "what it says now");
        assert_eq!(late.form_at(".mail-template form").submit().await.status, 303);
        let now = edit(&ada, ENGLISH).await;
        assert_eq!(now.value_of("#mail_subject"), "Done");
        let reset = now.form_at("form[action$='/delete']");
        let done = reset.clone().submit().await;
        assert_eq!(done.follow().await.flash(), "As it came again: Request approved");
        assert_eq!(edit(&ada, ENGLISH).await.value_of("#mail_subject"), original);
        assert_eq!(reset.submit().await.status, 303, "it is what was wanted");
        let actions: Vec<String> = told(&app).await.into_iter().map(|one| one.action).collect();
        assert_eq!(actions, ["mail-template.reset", "mail-template.changed", "mail-template.changed"]);
        let change = told(&app).await.remove(0).changes().remove(0);
        assert_eq!((change.field.as_str(), change.before.as_deref(), change.after), ("mail_subject", Some("Done"), Some(original)));
        let again = edit(&ada, ENGLISH).await.form_at(".mail-template form").set("mail_subject", "Again");
        assert_eq!(again.submit().await.status, 303, "changed, put back, and changed again");
        assert_eq!(told(&app).await.len(), 4);
    }

    async fn what_a_mail_cannot_say_is_refused_and_kept_in_the_form(app) {
        let ada = Clerk::hired(&app).await;
        let (subject, body) = ("s".repeat(SUBJECT_MAX), format!("{{reason}}{}", "b".repeat(BODY_MAX - 8)));
        let (longer, more) = (format!("{subject}s"), format!("{body}b"));
        for (subject, body, words) in [
            ("", "{reason}", "Subject: enter something"),
            (longer.as_str(), "{reason}", "Subject: at most 150 characters"),
            ("A", more.as_str(), "Text: at most 4000 characters"),
            ("A {step}", "{reason}", "Subject: braces may only hold the values listed, and each must be closed"),
            ("A", "{reason} {", "Text: braces may only hold the values listed, and each must be closed"),
            ("A", "Dear {name}", "Text: {reason} must not be left out"),
        ] {
            for action in ["", "preview"] {
                let sent = [("mail_subject", subject), ("mail_body", body), ("version", "0"), ("action", action)];
                let answer = ada.post(GERMAN, &sent).await;
                assert_eq!((answer.status, answer.errors()), (422, vec![words.to_owned()]), "{words}");
                assert_eq!((answer.value_of("#mail_subject").as_str(), answer.value("mail_body").as_str()), (subject, body));
                assert!(!answer.has(".letter"), "nothing to show yet");
            }
        }
        let fits = [("mail_subject", subject.as_str()), ("mail_body", body.as_str()), ("version", "0")];
        assert_eq!(ada.post(GERMAN, &fits).await.status, 303);
        for gone in ["request.rejected", "request.rejected.fr", "staff.rejected.de", "de", "1"] {
            assert_eq!(edit(&ada, &format!("{ALL}/{gone}")).await.status, 404, "{gone}");
        }
    }

    async fn sam_reads_what_mails_say_and_changes_nothing(app) {
        let ada = Clerk::hired(&app).await;
        let sam = sam(&app).await;
        let all = sam.browser.get(ALL).await;
        assert!(all.status == 200 && !all.has("#mail-templates a") && all.text().contains("Not approved: "));
        assert_eq!(edit(&sam, GERMAN).await.status, 403);
        let sent = [("mail_subject", "A"), ("mail_body", "{reason}"), ("version", "0")];
        assert_eq!(sam.post(GERMAN, &sent).await.status, 403);
        let cora = Clerk::of(app.member_of(GroupKey::Compliance).await).await;
        assert_eq!(cora.post(&format!("{GERMAN}/delete"), &[("version", "0")]).await.status, 403);
        // A letter that was shown in the mail log names its kind.
        let maria = ada.customer(&[]).await;
        let id = asked(&app, maria, matter()).await;
        let approve = page(&sam, id).await.form_at("form[action$='/approve']");
        assert_eq!(approve.submit().await.status, 303);
        assert!(sam.browser.get("/mail-log").await.text().contains("Request approved"));
    }

    async fn an_accepted_step_has_words_in_the_mail_log(app) {
        let cora = app.member_of(GroupKey::Compliance).await;
        let log = cora.get("/mail-log?kind=verification.accepted").await;
        assert_eq!(log.status, 200);
        assert!(log.all("select[name=kind] option").contains(&"Verification accepted".to_owned()), "{}", log.text());
    }
}
