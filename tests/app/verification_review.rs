//! The review: decisions with everything they cause, and who was first.

use countersign::domain::outbox::mail;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use countersign::domain::values::percent::Percent;
use countersign::domain::verification::review::{self, Decision, Evidence, NewReview};
use countersign::domain::verification::step::{self, Step, StepState};
use countersign::platform::crypto::sha256_hex;
use futures_util::future::join;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::customers::{Clerk, id_of, new_customer, stored, told};
use crate::hostile_uploads::files::{jpeg, png};
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::Page;

/// A reviewer.
pub async fn cora(app: &TestApp) -> Clerk {
    Clerk::of(app.member_of(GroupKey::Compliance).await).await
}

/// A customer who has handed in a file for each of these steps.
pub async fn handed_in(
    app: &TestApp,
    clerk: &Clerk,
    said: &[(&str, &str)],
    steps: &[Step],
) -> CustomerId {
    let mut form = new_customer(&clerk.browser).await;
    for (name, value) in said {
        form = form.set(name, value);
    }
    for slot in steps.iter().filter_map(|step| step.slots().first()) {
        form = form.attach(slot.code(), "scan.png", &png());
    }
    let id = id_of(&form.submit().await);
    for step in steps {
        submitted(app, id, *step).await;
    }
    id
}

/// Something was handed in for a step; one that waits already keeps its place.
pub async fn submitted(app: &TestApp, id: CustomerId, step: Step) {
    let txn = app.app.db.begin().await.expect("a transaction");
    let at = app.app.clock.now();
    step::submitted(&txn, id, step, at).await.expect("a step");
    txn.commit().await.expect("a commit");
}

pub fn page_of(id: CustomerId) -> String {
    format!("/customers/{id}/verification")
}

/// Sends a decision made from what is stored now, with what is said here instead.
pub async fn decide(
    app: &TestApp,
    clerk: &Clerk,
    (id, step): (CustomerId, &str),
    said: &[(&str, &str)],
) -> Page {
    let version = stored(app, id).await.customer.version.to_string();
    let mut fields: Vec<(&str, &str)> = said.to_vec();
    if said.iter().all(|(name, _)| *name != "version") {
        fields.push(("version", &version));
    }
    clerk
        .post(&format!("/customers/{id}/steps/{step}"), &fields)
        .await
}

pub async fn reviews(app: &TestApp, id: CustomerId) -> Vec<review::Model> {
    review::of_customer(app.app.db.read(), id)
        .await
        .expect("reviews")
}

pub async fn mails(app: &TestApp) -> Vec<mail::Model> {
    let all = mail::Entity::find().order_by_asc(mail::Column::Id);
    all.all(app.app.db.read()).await.expect("mails")
}

pub async fn state(app: &TestApp, id: CustomerId, step: Step) -> Option<step::Model> {
    let rows = step::of_customer(app.app.db.read(), id)
        .await
        .expect("steps");
    rows.into_iter().find(|row| row.step == step)
}

on_both_engines! {
    async fn cora_accepts_a_passport_and_everything_follows(app) {
        let cora = cora(&app).await;
        let said = [("document_number", "L01X00T47"), ("last_name", "Meier")];
        let id = handed_in(&app, &cora, &said, &[Step::Document]).await;
        let before = stored(&app, id).await.customer;
        let page = cora.browser.get(&page_of(id)).await;
        let card = page.find("#step-document").expect("a card");
        for words in ["Handed in", "waiting for", "Maria Meier", "L01X00T47", "scan.png"] {
            assert!(card.contains(words), "{words}: {card}");
        }
        assert!(page.has("#step-document .document-pane img"));
        let shown = page.find("#step-document .review-letter .letter-body").expect("a letter");
        let saved = page.form_at("#step-document form").submit().await;
        assert_eq!((saved.status, saved.location()), (303, format!("{}#step-document", page_of(id))));
        let page = saved.follow().await;
        let told_here = page.find("#step-document .flash[role=status]");
        assert_eq!(told_here.as_deref(), Some("Accepted: Maria Meier, Document. The customer is told by mail."));
        assert_eq!(page.all(".flash").len(), 1, "where the link leads, and nowhere else");
        let card = page.find("#step-document").expect("a card");
        assert!(card.contains("Accepted") && card.contains("Decided by compliance."), "{card}");
        assert!(card.contains(&sha256_hex(&png())), "what was seen: {card}");

        let now = stored(&app, id).await.customer;
        assert!(now.verified_document && now.waiting_since.is_none());
        assert_eq!((now.version, now.verification_progress), (before.version + 1, Percent(20)));
        let row = state(&app, id, Step::Document).await.expect("a step");
        let decided = reviews(&app, id).await;
        assert_eq!((row.state, row.review_id), (StepState::Accepted, Some(decided[0].id)));
        assert_eq!((decided.len(), decided[0].decision), (1, Decision::Accept));
        let seen = decided[0].evidence();
        assert!(matches!(&seen[..], [Evidence::Document { sha256, .. }] if *sha256 == sha256_hex(&png())));
        let mails = mails(&app).await;
        assert_eq!((mails.len(), mails[0].kind.as_str()), (1, "verification.accepted"));
        assert_eq!(mails[0].to_address.as_str(), "maria@example.com");
        assert_eq!(decided[0].letter.as_deref(), Some(mails[0].body.as_str()));
        let mailed: Vec<&str> = mails[0].body.split_whitespace().collect();
        assert_eq!(mailed.join(" "), shown, "what was shown is what is sent");
        let entry = &told(&app, id).await[0];
        assert_eq!((entry.action.as_str(), entry.actor_name.as_str()), ("customer.step-accepted", "compliance"));
        let changes: Vec<(String, Option<String>)> = entry
            .changes()
            .into_iter()
            .map(|change| (change.field, change.after))
            .collect();
        for fact in [
            ("step", "document"), ("verified_document", "on"), ("verification_progress", "20"),
            ("sha256", &sha256_hex(&png())),
        ] {
            let fact = (fact.0.to_owned(), Some(fact.1.to_owned()));
            assert!(changes.contains(&fact), "{fact:?}: {changes:?}");
        }
        assert!(!entry.changes.contains("L01X00T47"), "{}", entry.changes);
    }

    async fn a_customer_who_reads_arabic_is_told_in_arabic_what_cora_saw(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[("language", "ar")], &[Step::Selfie]).await;
        let page = cora.browser.get(&page_of(id)).await;
        let box_of = "#step-selfie [data-review=ask_again] .reason:has(#ask-again-selfie-unreadable)";
        let letter = format!("{box_of} .letter");
        assert_eq!(page.attributes(&letter, "lang"), ["ar"]);
        assert_eq!(page.attributes(&letter, "dir"), ["rtl"]);
        let shown = page.find(&format!("{letter} .letter-body")).expect("a letter");
        assert!(shown.contains("الصورة غير واضحة"), "{shown}");
        let form = page.form_at("#step-selfie [data-review=ask_again] form");
        let form = form.set("reason", "unreadable").set("comment", "Thumb over the face");
        assert_eq!(form.submit().await.status, 303);
        let mails = mails(&app).await;
        let decided = reviews(&app, id).await;
        let mailed: Vec<&str> = mails[0].body.split_whitespace().collect();
        assert_eq!(mailed.join(" "), shown);
        assert!(!mails[0].body.contains("Thumb"), "the comment is for staff");
        assert_eq!((mails[0].language.code(), mails[0].kind.as_str()), ("ar", "verification.asked-again"));
        assert_eq!(decided[0].letter.as_deref(), Some(mails[0].body.as_str()));
        assert_eq!(decided[0].reason.as_deref(), Some("unreadable"));
        assert_eq!(decided[0].comment.as_deref(), Some("Thumb over the face"));
        let row = state(&app, id, Step::Selfie).await.expect("a step");
        assert_eq!((row.state, row.waiting_since), (StepState::AskedAgain, None));
        assert_eq!(stored(&app, id).await.customer.waiting_since, None);
        submitted(&app, id, Step::Selfie).await;
        let page = cora.browser.get(&page_of(id)).await;
        let card = page.find("#step-selfie").expect("a card");
        assert!(card.contains("Needs a re-check") && card.contains("Decided before by compliance"), "{card}");
        assert!(card.contains("Blurry or unreadable") && card.contains("Thumb over the face"), "{card}");
    }

    async fn cora_rejects_a_forgery_and_reopens_it_with_a_word(app) {
        let cora = cora(&app).await;
        let said = [
            ("verified_address", "on"),
            ("verification_reason", "seen at the branch"),
            ("phone", "+49 30 901820"),
        ];
        let id = handed_in(&app, &cora, &said, &[Step::Address]).await;
        let forged = [("decision", "reject"), ("reason", "suspected-forgery")];
        assert_eq!(decide(&app, &cora, (id, "address"), &forged).await.status, 303);
        let now = stored(&app, id).await.customer;
        assert!(!now.verified_address, "a rejection takes the flag away");
        assert_eq!(now.verification_progress, Percent(0));
        let page = cora.browser.get(&page_of(id)).await;
        let card = page.find("#step-address").expect("a card");
        assert!(card.contains("Rejected") && card.contains("Reason: Suspected forgery."), "{card}");
        assert!(!page.has("#step-address [data-review=accept]"), "decided");
        let bare = decide(&app, &cora, (id, "address"), &[("decision", "reopen")]).await;
        assert_eq!((bare.status, bare.errors()), (422, vec!["Internal comment: enter something".to_owned()]));
        assert!(bare.has("#comment-reopen-address[aria-invalid=true]"));
        let form = bare.form_at("#step-address [data-review=reopen] form");
        let answer = form.set("comment", "The watermark is genuine").submit().await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let row = state(&app, id, Step::Address).await.expect("a step");
        assert_eq!((row.state, row.waiting_since), (StepState::Submitted, Some(app.app.clock.now())));
        let newest = &reviews(&app, id).await[0];
        assert_eq!((newest.decision, &newest.letter), (Decision::Reopen, &None));
        assert_eq!(mails(&app).await.len(), 1, "reopening tells nobody");
        let entries = told(&app, id).await;
        let actions: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions[..2], ["customer.step-reopened", "customer.step-rejected"]);
        assert!(!entries[0].changes.contains("watermark"), "comments stay with the review");
    }

    async fn of_two_reviewers_at_the_same_moment_one_decides(app) {
        let cora = cora(&app).await;
        let ada = Clerk::hired(&app).await;
        for number in 0..10 {
            let email = format!("race.{number}@example.com");
            let id = handed_in(&app, &cora, &[("email", &email)], &[Step::Document]).await;
            let version = stored(&app, id).await.customer.version.to_string();
            let seen = ("version", version.as_str());
            let accept = [("decision", "accept"), seen];
            let comment = ("comment", "See the corner");
            let cut_off = [("decision", "reject"), ("reason", "cut-off"), comment, seen];
            let (one, other) = join(
                decide(&app, &cora, (id, "document"), &accept),
                decide(&app, &ada, (id, "document"), &cut_off),
            ).await;
            let mut statuses = [one.status, other.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 409], "race {number}");
            assert_eq!((reviews(&app, id).await.len(), mails(&app).await.len()), (1, number + 1));
            if other.status == 409 {
                let said = other.find(".conflict-sentence").unwrap_or_default();
                assert!(said.contains("compliance accepted a verification step"), "{said}");
                let text = other.find(".error-summary").unwrap_or_default();
                assert!(text.contains("See the corner") && text.contains("Cut off"), "{text}");
            }
        }
    }

    async fn a_file_replaced_after_the_look_is_looked_at_again(app) {
        let cora = cora(&app).await;
        let ada = Clerk::hired(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        let page = cora.browser.get(&page_of(id)).await;
        let form = ada.editing(id).await.attach("doc_file_1", "new.jpg", &jpeg());
        assert_eq!(form.submit().await.status, 303);
        let form = page.form_at("#step-document [data-review=ask_again] form");
        let late = form.set("reason", "expired").set("comment", "Since May").submit().await;
        assert_eq!(late.status, 409);
        assert!(late.title().starts_with("Error:"));
        let said = late.find(".conflict-sentence").unwrap_or_default();
        assert!(said.contains("administrators replaced a file"), "{said}");
        assert!(late.has("details[data-review=ask_again][open] #ask-again-document-expired[checked]"));
        assert_eq!(late.find("#comment-ask-again-document").as_deref(), Some("Since May"));
        assert!(late.text().contains("new.jpg"), "the page shows what is there now");
        assert_eq!((reviews(&app, id).await.len(), mails(&app).await.len()), (0, 0));
        let again = late.form_at("#step-document [data-review=ask_again] form").submit().await;
        assert_eq!(again.status, 303, "{}", again.text());
        let seen = reviews(&app, id).await[0].evidence();
        assert!(matches!(&seen[..], [Evidence::Document { sha256, .. }] if *sha256 == sha256_hex(&jpeg())));
    }

    async fn a_decision_that_cannot_be_told_is_not_made(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        let before = (stored(&app, id).await, told(&app, id).await);
        let db = app.app.db.write();
        db.execute_unprepared("ALTER TABLE mails RENAME TO lost_mails").await.expect("renamed");
        let clumsy = Clerk::of(cora.browser.clone().expecting_failure()).await;
        let answer = decide(&app, &clumsy, (id, "document"), &[("decision", "accept")]).await;
        assert_eq!(answer.status, 500);
        db.execute_unprepared("ALTER TABLE lost_mails RENAME TO mails").await.expect("renamed");
        assert_eq!((stored(&app, id).await, told(&app, id).await), before);
        assert!(reviews(&app, id).await.is_empty() && mails(&app).await.is_empty());
        let row = state(&app, id, Step::Document).await.expect("a step");
        assert_eq!(row.state, StepState::Submitted);
        let again = decide(&app, &cora, (id, "document"), &[("decision", "accept")]).await;
        assert_eq!((again.status, mails(&app).await.len()), (303, 1));
    }

    async fn a_flag_switched_on_by_hand_says_so(app) {
        let cora = cora(&app).await;
        let said = [("phone", "+49 30 901820"), ("email", "old@example.com")];
        let id = handed_in(&app, &cora, &said, &[]).await;
        let db = app.app.db.write();
        db.execute_unprepared("UPDATE customers SET verified_email = TRUE, verified_phone = TRUE").await.expect("set");
        let txn = app.app.db.begin().await.expect("a transaction");
        let new = NewReview {
            customer: id,
            step: Step::Phone,
            decision: Decision::Accept,
            by_hand: true,
            reason: None,
            comment: Some("Called back".to_owned()),
            letter: None,
            evidence: vec![Evidence::Channel("+4930901820".to_owned())],
        };
        let review = review::record(&txn, &app.actor(), new).await.expect("a review");
        let row = step::Model {
            customer_id: id,
            step: Step::Phone,
            state: StepState::Accepted,
            since: app.app.clock.now(),
            waiting_since: None,
            review_id: Some(review),
        };
        step::put(&txn, row).await.expect("a step");
        txn.commit().await.expect("a commit");
        let page = cora.browser.get(&page_of(id)).await;
        let phone = page.find("#step-phone").expect("a card");
        assert!(phone.contains("Switched on by hand by test because: Called back"), "{phone}");
        let email = page.find("#step-email").expect("a card");
        assert!(email.contains("Accepted before reviews were recorded."), "{email}");
    }
}
