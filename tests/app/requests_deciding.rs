//! Deciding a request when something gets in between: somebody was first, the same form came twice,
//! a comment was typed elsewhere, a text is not there in the customer's language.

use std::time::Duration;

use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry::{self, NewEntry, Subject};
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::{request, resolution};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{RequestId, ResolutionId};
use countersign::worker;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, page, problem, reject_page, row, sam};
use crate::support::TestApp;
use crate::support::page::Page;
use crate::verification_review::mails;

/// Sam, Sally and what a customer has asked for.
async fn two(app: &TestApp) -> (Clerk, Clerk, RequestId) {
    let maria = Clerk::hired(app).await.customer(&[]).await;
    let sam = sam(app).await;
    app.hire("sally", GroupKey::Support).await;
    let sally = Clerk::of(app.sign_in("sally").await).await;
    (sam, sally, asked(app, maria, matter()).await)
}

fn summary(page: &Page) -> String {
    page.find("#decide [data-error-summary]")
        .unwrap_or_default()
}

const KEPT: &str = "Your internal comment was not saved, because the request had been decided already. It stands here: add it if it still matters.";

fn to_another_address(email: &str) -> Payload {
    Payload::Profile {
        first_name: None,
        last_name: None,
        email: Some(email.into()),
        phone: None,
    }
}

on_both_engines! {
    async fn whoever_comes_second_keeps_their_comment(app) {
        let (sam, sally, id) = two(&app).await;
        let approving = page(&sam, id).await.form_at("#decide form").set("comment", "as agreed");
        let rejecting = filled(&reject_page(&sam, id).await).set("comment", "not\r\nso");
        let first = page(&sally, id).await.form_at("#decide form").submit().await;
        assert_eq!(first.status, 303);
        for (form, typed) in [(approving, "as agreed"), (rejecting, "not so")] {
            let second = form.submit().await;
            assert_eq!(second.status, 409);
            assert_eq!(summary(&second), "Nothing was decided sally has approved this request already, on 20 Nov 2026, 12:00. What you sent has changed nothing.");
            assert_eq!(second.find("#body").as_deref(), Some(typed));
            assert_eq!(second.find("#body-unsaved").as_deref(), Some(KEPT));
            let added = second.form_at("#comment-form").submit().await;
            assert_eq!(added.status, 303);
            assert!(added.follow().await.all(".request-comments .multiline").contains(&typed.to_owned()));
        }
        assert!(!page(&sam, id).await.has("#body-unsaved"));
    }

    async fn who_presses_twice_is_told_that_it_is_done(app) {
        let (sam, _, id) = two(&app).await;
        let form = page(&sam, id).await.form_at("#decide form").set("comment", "as agreed");
        let rejecting = filled(&reject_page(&sam, id).await);
        assert_eq!(form.clone().submit().await.status, 303);
        let before = row(&app, id).await;
        let again = form.submit().await;
        assert_eq!(again.status, 409);
        assert_eq!(summary(&again), "This request has been decided already You have approved this request already, on 20 Nov 2026, 12:00.");
        assert_eq!(again.find("#body").as_deref(), Some(""), "the comment is there already");
        let other = rejecting.submit().await;
        assert_eq!(summary(&other), "Nothing was decided You have approved this request already, on 20 Nov 2026, 12:00. What you sent has changed nothing.");
        assert_eq!((row(&app, id).await, mails(&app).await.len()), (before, 1));
    }

    async fn a_namesake_is_somebody_else(app) {
        let (sam, sally, id) = two(&app).await;
        assert_eq!(page(&sam, id).await.form_at("#decide form").submit().await.status, 303);
        let named = request::ActiveModel { id: Set(id), resolved_by: Set(Some("sally".into())), ..Default::default() };
        named.update(app.app.db.write()).await.expect("a name");
        let second = sally.post(&format!("/requests/{id}/approve"), &[("version", "1")]).await;
        assert!(summary(&second).starts_with("Nothing was decided sally has approved"), "{}", summary(&second));
    }

    async fn the_page_that_rejects_says_who_has_decided_already(app) {
        let (sam, sally, id) = two(&app).await;
        assert_eq!(filled(&reject_page(&sam, id).await).submit().await.status, 303);
        for (clerk, who) in [(&sam, "You have"), (&sally, "support has")] {
            let late = reject_page(clerk, id).await;
            assert_eq!(late.status, 409);
            assert_eq!(summary(&late), format!("This request has been decided already {who} rejected this request already, on 20 Nov 2026, 12:00."));
        }
    }

    async fn a_comment_goes_along_to_the_page_that_rejects(app) {
        let (sam, sally, id) = two(&app).await;
        let shown = page(&sam, id).await;
        let button = "#decide form button[name=show][value=form]";
        assert_eq!(shown.attributes(button, "formaction"), [format!("/requests/{id}/reject")]);
        let fields = [("version", "1"), ("comment", "card\r\nexpired"), ("show", "form"), ("from", "status=new")];
        let carried = sam.post(&format!("/requests/{id}/reject"), &fields).await;
        assert_eq!((carried.status, carried.errors()), (200, vec![]));
        assert_eq!(carried.find("#comment").as_deref(), Some("card expired"));
        assert_eq!(carried.value("from"), "status=new");
        assert!(row(&app, id).await.is_open() && mails(&app).await.is_empty(), "it only shows");
        let plain = reject_page(&sam, id).await;
        assert_eq!((problem(&plain), plain.find("#comment").as_deref()), (problem(&carried), Some("")));
        assert_eq!(page(&sally, id).await.form_at("#decide form").submit().await.status, 303);
        let late = sam.post(&format!("/requests/{id}/reject"), &fields).await;
        assert_eq!((late.status, late.find("#body").as_deref()), (409, Some("card expired")));
    }

    async fn what_a_stale_form_missed_is_found_behind_any_number_of_comments(app) {
        let (sam, sally, id) = two(&app).await;
        let form = page(&sam, id).await.form_at("#decide form");
        let change = request::ActiveModel { id: Set(id), version: Set(2), ..Default::default() };
        change.update(app.app.db.write()).await.expect("a version");
        let unknown = form.clone().submit().await;
        assert_eq!(unknown.status, 409);
        assert_eq!(summary(&unknown), "Nothing was decided Somebody has changed the request since you opened it. Look at it again before you decide. What you typed is kept.");
        let entry = NewEntry::done(Action::RequestAmountChanged, Subject::Request(id), "#1");
        entry::record(app.app.db.write(), &app.actor(), entry).await.expect("an entry");
        for number in 0..25 {
            let said = format!("word {number}");
            let added = sally.post(&format!("/requests/{id}/comments"), &[("body", &said)]).await;
            assert_eq!(added.status, 303);
        }
        let stale = form.submit().await;
        assert!(stale.status == 409 && summary(&stale).contains("changed the amount"), "{}", summary(&stale));
    }

    async fn a_letter_that_is_not_in_the_customers_language_says_so(app) {
        let ada = Clerk::hired(&app).await;
        let sam = sam(&app).await;
        let english = resolution::ActiveModel { id: Set(ResolutionId(2)), letter_de: Set(None), ..Default::default() };
        english.update(app.app.db.write()).await.expect("a resolution");
        for (language, warned) in [("de", true), ("en", false), ("ar", false)] {
            let email = format!("{language}@example.com");
            let maria = ada.customer(&[("language", language), ("email", &email)]).await;
            let shown = reject_page(&sam, asked(&app, maria, matter()).await).await;
            let warning = "This text exists in English only. The customer reads German.";
            assert_eq!(shown.find("[data-resolution='2'] .audit-warning").as_deref(), warned.then_some(warning), "{language}");
            assert!(!shown.has("[data-resolution='1'] .audit-warning"), "{language}");
        }
    }

    async fn a_new_address_is_told_of_at_both_ends(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let sam = sam(&app).await;
        let profile = |email: Option<&str>, first_name: Option<&str>| Payload::Profile {
            first_name: first_name.map(Into::into),
            last_name: None,
            email: email.map(Into::into),
            phone: None,
        };
        for (payload, told) in [
            (profile(Some("new@example.com"), None), &["maria@example.com", "new@example.com"][..]),
            (profile(Some("new@example.com"), Some("Mary")), &["new@example.com"][..]),
        ] {
            let before = mails(&app).await.len();
            let id = asked(&app, maria, payload).await;
            assert_eq!(page(&sam, id).await.form_at("#decide form").submit().await.status, 303);
            let sent = mails(&app).await.split_off(before);
            let to: Vec<&str> = sent.iter().map(|mail| mail.to_address.as_str()).collect();
            assert_eq!(to, told);
            assert!(sent.iter().all(|mail| mail.kind == "request.approved" && mail.body == sent[0].body));
            let mut ids: Vec<&str> = sent.iter().map(|mail| mail.message_id.as_str()).collect();
            ids.dedup();
            assert_eq!(ids.len(), told.len(), "each has a Message-ID of its own");
        }
        // Who had the mailbox before must hear of it, also when that letter is sent once more.
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        assert_eq!(ada.post("/mail-log/1/cancel", &[]).await.status, 303);
        for (mail, state, to) in [(1, "dead", "maria@example.com"), (2, "queued", "new@example.com")] {
            let shown = ada.browser.get(&format!("/mail-log/{mail}")).await;
            assert!(!shown.text().contains("this time"), "{}", shown.text());
            if state == "dead" {
                assert_eq!(shown.form_at("form[action$='/resend']").submit().await.status, 303);
            }
            assert_eq!(mails(&app).await[mail - 1].to_address.as_str(), to);
        }
    }

    async fn after_the_next_change_of_address_each_letter_still_goes_where_it_belongs(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        for email in ["mistyped@example.com", "right@example.com"] {
            let id = asked(&app, maria, to_another_address(email)).await;
            assert_eq!(page(&ada, id).await.form_at("#decide form").submit().await.status, 303);
        }
        worker::deliver(&app.app).await;
        app.app.clock.advance(Duration::from_secs(61));
        let again = async |mail: usize| {
            let shown = ada.browser.get(&format!("/mail-log/{mail}")).await;
            let sent = shown.form_at("form[action$='/resend']").submit().await;
            assert_eq!(sent.status, 303, "{}", sent.text());
            let mails = mails(&app).await;
            (mails.len(), mails[mails.len() - 1].to_address.as_str().to_owned())
        };
        // The first address hears that it is no longer Maria's, whatever hers is by now.
        assert_eq!(again(1).await, (5, "maria@example.com".to_owned()));
        assert_eq!(ada.post("/mail-log/5/cancel", &[]).await.status, 303);
        assert_eq!(again(5).await, (5, "maria@example.com".to_owned()));
        // What was hers alone follows her.
        assert_eq!(again(2).await, (6, "right@example.com".to_owned()));
        assert_eq!(mails(&app).await[1].to_address.as_str(), "mistyped@example.com");
    }

    async fn a_letter_does_not_go_to_a_mailbox_that_was_a_mistake_once_more(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let id = asked(&app, maria, to_another_address("mistyped@example.com")).await;
        assert_eq!(page(&ada, id).await.form_at("#decide form").submit().await.status, 303);
        worker::deliver(&app.app).await;
        ada.update(maria, "2", &[("email", "maria@example.com")]).await;
        app.app.clock.advance(Duration::from_secs(61));
        let shown = ada.browser.get("/mail-log/2").await;
        assert!(shown.text().contains("maria@example.com"), "{}", shown.text());
        assert_eq!(shown.form_at("form[action$='/resend']").submit().await.status, 303);
        assert_eq!(mails(&app).await[2].to_address.as_str(), "maria@example.com");
    }
}
