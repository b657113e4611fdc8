//! Deciding requests: approved or rejected with everything that follows, and never twice.

use countersign::domain::customers::customer;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry::{self, Change, NewEntry, Subject};
use countersign::domain::journal::reading;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::{self, CustomerRequest, NewRequest};
use countersign::domain::requests::resolve::{self, ResolveError, Shown};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::requests::{comment, sum};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{CustomerId, RequestId};
use countersign::domain::values::scope::Scope;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::ledger::opened;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::{Filling, Page};
use crate::verification_review::mails;

/// Somebody of support.
pub async fn sam(app: &TestApp) -> Clerk {
    Clerk::of(app.member_of(GroupKey::Support).await).await
}

/// Something that means nothing here but to the platform: approving it does nothing else.
pub fn matter() -> Payload {
    Payload::External {
        title: "A new card".to_owned(),
        details: Vec::new(),
    }
}

/// A customer asks for something.
pub async fn asked(app: &TestApp, customer: CustomerId, payload: Payload) -> RequestId {
    let new = NewRequest {
        customer,
        payload,
        account: None,
        amount: None,
        currency: None,
    };
    submitted(app, new).await
}

pub async fn submitted(app: &TestApp, new: NewRequest) -> RequestId {
    let txn = app.app.db.begin().await.expect("a transaction");
    let id = request::submit(&txn, app.app.clock.now(), new)
        .await
        .expect("a request");
    txn.commit().await.expect("a commit");
    id
}

/// The request as stored.
pub async fn row(app: &TestApp, id: RequestId) -> CustomerRequest {
    let found = request::find(app.app.db.read(), &Scope::All, id)
        .await
        .expect("a look");
    found.expect("a request")
}

/// What the journal says about a request, newest first.
pub async fn told(app: &TestApp, id: RequestId) -> Vec<entry::Model> {
    let entries = reading::since(app.app.db.read(), Subject::Request(id), None, 50);
    entries.await.expect("entries")
}

async fn comments(app: &TestApp, id: RequestId) -> Vec<String> {
    let all = comment::Entity::find().filter(comment::Column::RequestId.eq(id));
    let all = all.all(app.app.db.read()).await.expect("comments");
    all.into_iter().map(|one| one.body).collect()
}

pub async fn page(clerk: &Clerk, id: RequestId) -> Page {
    clerk.browser.get(&format!("/requests/{id}")).await
}

pub async fn reject_page(clerk: &Clerk, id: RequestId) -> Page {
    clerk.browser.get(&format!("/requests/{id}/reject")).await
}

/// The problem on a page.
pub fn problem(page: &Page) -> String {
    page.find("[data-problem]")
        .unwrap_or_else(|| panic!("no problem: {}", page.text()))
}

/// What a problem comes to.
pub fn solved(problem: &str) -> String {
    let parts: Vec<&str> = problem.split(' ').collect();
    let number = |at: usize| parts[at].parse::<i32>().expect("a number");
    let answer = match parts[1] {
        "+" => number(0) + number(2),
        "-" => number(0) - number(2),
        "×" => number(0) * number(2),
        sign => panic!("{sign}"),
    };
    answer.to_string()
}

/// The form of the page, filled in and the problem solved.
pub fn filled(page: &Page) -> Filling {
    let form = page.form_at("form[data-resolutions]");
    let form = form.set("resolution_type", "1").set("resolution", "2");
    form.set("verification_code", &solved(&problem(page)))
}

async fn approve(clerk: &Clerk, id: RequestId, said: &[(&str, &str)]) -> Page {
    clerk.post(&format!("/requests/{id}/approve"), said).await
}

on_both_engines! {
    async fn sam_approves_a_request_and_the_customer_is_told_once(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let form = page(&sam, id).await.form_at("#decide form");
        let done = form.clone().set("comment", "card is\r\nfree").submit().await;
        assert_eq!((done.status, done.location()), (303, format!("/requests/{id}")));
        let shown = done.follow().await;
        assert_eq!(shown.flash(), "The request has been approved. Maria is told by mail.");
        assert!(shown.find(".decided").is_some_and(|said| said.contains("Approved by support")));
        let now = row(&app, id).await;
        assert_eq!((now.status, now.version, now.resolved_by.as_deref()), (RequestStatus::Approved, 2, Some("support")));
        assert_eq!((now.resolved_at, now.resolution_id), (Some(app.app.clock.now()), None));
        assert_eq!(comments(&app, id).await, ["card is\nfree"]);
        let mails = mails(&app).await;
        assert_eq!((mails.len(), mails[0].kind.as_str()), (1, "request.approved"));
        assert_eq!(mails[0].to_address.as_str(), "maria@example.com");
        assert_eq!(now.letter.as_deref(), Some(mails[0].body.as_str()));
        assert!(mails[0].body.starts_with("Dear Maria,\n\nWe have looked at your request and approved it"));
        let resolved = told(&app, id).await.into_iter().filter(|one| one.action == "request.approved");
        assert_eq!(resolved.count(), 1);

        let again = form.submit().await;
        assert_eq!(again.status, 409);
        assert!(again.text().contains("You have approved this request already, on 20 Nov 2026, 12:00"), "{}", again.text());
        assert!(!again.has("#decide form"));
        let late = reject_page(&sam, id).await;
        assert!(late.status == 409 && !late.has("[data-problem]"));
        assert_eq!(row(&app, id).await, now);
    }

    async fn sam_rejects_a_request_in_the_language_of_the_customer(app) {
        let ada = Clerk::hired(&app).await;
        let sam = sam(&app).await;
        for (language, direction, words, closing) in [
            ("en", "ltr", "The document is no longer valid.", "Kind regards, your support team"),
            ("de", "ltr", "Das Dokument ist nicht mehr gültig.", "Ihr Support-Team"),
            ("ar", "rtl", "لم يعد المستند ساري المفعول", "فريق الدعم"),
        ] {
            let email = format!("{language}@example.com");
            let maria = ada.customer(&[("language", language), ("email", &email)]).await;
            let id = submitted(&app, NewRequest {
                customer: maria,
                payload: Payload::Withdrawal { method: "bank".into(), destination: "DE1".into(), amount_editable: true },
                account: None,
                amount: "1212.5".parse().ok(),
                currency: "EUR".parse().ok(),
            }).await;
            let shown = reject_page(&sam, id).await;
            let letter = format!("[data-resolution='2'] .letter[dir={direction}][lang={language}] .letter-body");
            let letter = shown.find(&letter).expect("a letter");
            assert!(letter.contains(words) && letter.contains(closing), "{letter}");
            assert!(shown.text().contains("A rejection is final"));
            let done = filled(&shown).set("comment", "expired in May").submit().await;
            assert_eq!((done.status, done.errors()), (303, vec![]), "{}", done.text());
            let now = row(&app, id).await;
            assert_eq!((now.status, now.resolution_id.map(|one| one.0)), (RequestStatus::Rejected, Some(2)));
            let mail = mails(&app).await.pop().expect("a mail");
            assert_eq!((mail.kind.as_str(), mail.language.code(), mail.to_address.as_str()), ("request.rejected", language, email.as_str()));
            let amount = if language == "de" { "1.212,5\u{a0}EUR" } else { "1,212.5\u{a0}EUR" };
            assert!(mail.body.contains(amount), "{}", mail.body);
            let mailed: Vec<&str> = mail.body.split_whitespace().collect();
            assert_eq!(mailed.join(" "), letter, "what was shown is what is sent");
            assert_eq!(now.letter, Some(mail.body));
            let entry = told(&app, id).await.into_iter().find(|one| one.action == "request.rejected").expect("an entry");
            let why: Vec<_> = entry.changes().into_iter().filter_map(|change| change.after).collect();
            assert_eq!(why, ["Document rejected", "No longer valid", "expired in May"]);
            assert_eq!(comments(&app, id).await, ["expired in May"]);
        }
        assert_eq!(mails(&app).await.len(), 3);
    }

    async fn what_is_open_can_be_decided_and_what_is_resolved_stays(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let actor = app.actor();
        for status in RequestStatus::ALL {
            let id = asked(&app, maria, matter()).await;
            let change = request::ActiveModel {
                id: Set(id),
                status: Set(status),
                resolved_at: Set(status.is_final().then_some(actor.at)),
                resolved_by: Set(status.is_final().then(|| "Ada".to_owned())),
                ..Default::default()
            };
            change.update(app.app.db.write()).await.expect("a status");
            let done = resolve::approve(&app.app.db, &actor, id, Shown::of(1), "").await;
            if status.is_final() {
                let Err(ResolveError::AlreadyResolved(first)) = done else {
                    panic!("{status:?}: {done:?}");
                };
                assert_eq!((first.by.as_str(), first.at, first.outcome, first.own), ("Ada", actor.at, status, false));
                assert_eq!((row(&app, id).await.status, row(&app, id).await.version), (status, 1));
            } else {
                assert!(done.is_ok(), "{status:?}: {done:?}");
                assert_eq!(row(&app, id).await.status, RequestStatus::Approved);
            }
        }
        assert_eq!(mails(&app).await.len(), RequestStatus::OPEN.len());
        let none = resolve::approve(&app.app.db, &actor, RequestId(99), Shown::of(1), "").await;
        assert!(matches!(none, Err(ResolveError::NotFound)));
    }

    async fn a_form_that_is_older_than_the_request_says_what_changed_and_keeps_what_was_typed(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let approving = page(&sam, id).await.form_at("#decide form").set("comment", "as agreed");
        let rejecting = filled(&reject_page(&sam, id).await).set("comment", "not so");
        let change = request::ActiveModel { id: Set(id), version: Set(2), ..Default::default() };
        change.update(app.app.db.write()).await.expect("a version");
        let changes = vec![Change { field: "amount".into(), before: Some("100".into()), after: Some("90".into()) }];
        for (action, changes) in [
            (Action::RequestAmountChanged, changes),
            (Action::RequestColored, vec![Change::fact("color", "#ffffff")]),
        ] {
            let entry = NewEntry::done(action, Subject::Request(id), "#1").with(changes);
            entry::record(app.app.db.write(), &app.actor(), entry).await.expect("an entry");
        }
        for (form, typed) in [(approving, "as agreed"), (rejecting, "not so")] {
            let answer = form.submit().await;
            assert_eq!(answer.status, 409);
            let said = answer.find("[data-error-summary]").expect("a reason");
            assert!(said.contains("100 → 90") && !said.contains("#ffffff"), "{said}");
            let form = answer.form_at("main form:has(#comment)");
            let field = |name: &str| form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
            assert_eq!((field("version").as_deref(), field("comment").as_deref()), (Some("2"), Some(typed)));
            assert!(row(&app, id).await.is_open());
        }
        let again = filled(&reject_page(&sam, id).await).submit().await;
        assert_eq!(again.status, 303);
    }

    async fn what_cannot_be_done_leaves_the_request_open_and_is_written_down(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let broken = request::ActiveModel { id: Set(id), payload: Set("{}".into()), ..Default::default() };
        let before = broken.update(app.app.db.write()).await.expect("a payload");
        let form = page(&sam, id).await.form_at("#decide form");
        let answer = form.set("comment", "go on").submit().await;
        assert_eq!(answer.status, 422);
        let said = answer.find("#decide [data-error-summary]").expect("a reason");
        assert!(said.contains("cannot be read") && said.contains("the request stays open"), "{said}");
        assert_eq!(answer.find("#decide textarea").as_deref(), Some("go on"));
        assert_eq!(row(&app, id).await, before);
        assert!(mails(&app).await.is_empty() && comments(&app, id).await.is_empty());
        let entries = told(&app, id).await;
        assert_eq!((entries.len(), entries[0].action.as_str()), (1, "request.not-approved"));
        assert!(entries[0].refused());
        // It can be rejected all the same.
        assert_eq!(filled(&reject_page(&sam, id).await).submit().await.status, 303);
    }

    async fn a_refusal_is_told_to_each_reader_in_their_language(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("1234.5", "EUR")).await;
        let id = submitted(&app, NewRequest {
            customer: maria,
            payload: crate::audits::withdrawal(),
            account: Some(account),
            amount: "2000".parse().ok(),
            currency: "EUR".parse().ok(),
        }).await;
        let english = "There are 1,234.5 EUR on the account P-000001, and the request needs 2,000 EUR.";
        let answer = approve(&ada, id, &[("version", "1")]).await;
        assert!(answer.text().contains(&format!("{english} Nothing has changed")), "{}", answer.text());
        let kept = told(&app, id).await.remove(0).changes().remove(0).after.expect("a reason");
        assert!(kept.starts_with(r#"["effect-not-enough",[["#), "{kept}");
        // An older version kept the sentence itself.
        let old = NewEntry::refused(Action::RequestNotApproved, Subject::Request(id), "#1");
        let old = old.with(vec![Change::fact("refusal", "The account is closed.")]);
        entry::record(app.app.db.write(), &app.actor(), old).await.expect("an entry");
        let said = async || page(&ada, id).await.all(".timeline .diff div");
        assert_eq!(said().await, ["Refused because now: The account is closed.".to_owned(), format!("Refused because now: {english}")]);
        let form = ada.browser.get("/account").await.form_at("form[action='/account']");
        assert_eq!(form.set("language", "de").submit().await.status, 303);
        let german = said().await;
        assert!(german[0].ends_with("The account is closed."), "{german:?}");
        assert!(german[1].ends_with("Auf dem Konto P-000001 sind 1.234,5 EUR, der Antrag braucht 2.000 EUR."), "{german:?}");
    }

    async fn a_comment_fits_or_nothing_happens(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let (fits, longer) = ("x".repeat(2000), "x".repeat(2001));
        let answer = approve(&sam, id, &[("version", "1"), ("comment", &longer)]).await;
        assert_eq!((answer.status, answer.errors()), (422, vec!["Internal comment: at most 2000 characters".to_owned()]));
        let answer = filled(&reject_page(&sam, id).await).set("comment", &longer).submit().await;
        assert_eq!((answer.status, answer.errors()), (422, vec!["Internal comment: at most 2000 characters".to_owned()]));
        assert_eq!(answer.find("#comment"), Some(longer));
        assert!(row(&app, id).await.is_open() && mails(&app).await.is_empty());
        for wrong in [&[("version", "x")][..], &[], &[("version", "1"), ("status", "2")]] {
            assert_eq!(approve(&sam, id, wrong).await.status, 400, "{wrong:?}");
        }
        assert_eq!(approve(&sam, id, &[("version", "1"), ("comment", &fits)]).await.status, 303);
        assert_eq!(comments(&app, id).await, [fits]);
    }

    async fn the_mail_goes_to_the_customer_as_they_are_known_when_it_is_decided(app) {
        let maria = Clerk::hired(&app).await.customer(&[("language", "ar")]).await;
        let id = asked(&app, maria, matter()).await;
        resolve::approve(&app.app.db, &app.actor(), id, Shown::of(1), " ").await.expect("approved");
        let known = customer::find(&app.app.db, (&countersign::domain::values::scope::Scope::All, &countersign::domain::values::sight::Sight::Clear), maria).await.expect("a look").expect("Maria");
        let mail = mails(&app).await.pop().expect("a mail");
        assert_eq!((mail.customer_id, &mail.to_address), (Some(maria), &known.email));
        assert!(mail.language.code() == "ar" && mail.body.contains("ووافقنا عليه"), "{}", mail.body);
        assert!(comments(&app, id).await.is_empty(), "blank is no comment");
        assert!(sum::row::Entity::find().all(app.app.db.read()).await.expect("sums").is_empty());
    }

    async fn who_else_has_it_is_told_before_a_rejection(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = asked(&app, maria, matter()).await;
        let sam = sam(&app).await;
        app.hire("sally", GroupKey::Support).await;
        let sally = Clerk::of(app.sign_in("sally").await).await;
        let claimed = sally.post(&format!("/requests/{id}/claim"), &[]).await;
        assert_eq!(claimed.status, 303);
        assert!(reject_page(&sam, id).await.text().contains("sally has claimed this request."));
        assert!(!reject_page(&sally, id).await.has(".request-claimed"));
        let done = filled(&reject_page(&sam, id).await).submit().await;
        assert_eq!(done.status, 303, "it warns and is no lock");
    }
}
