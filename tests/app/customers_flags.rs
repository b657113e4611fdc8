//! Verification flags in the customer form: none goes on, stays on or falls without a word.

use countersign::domain::values::ids::CustomerId;
use countersign::domain::verification::review::{self, Decision, Evidence};
use countersign::domain::verification::step::{self, Step, StepState};
use sea_orm::ConnectionTrait;

use crate::customers::{Clerk, count, id_of, new_customer, stored, told};
use crate::hostile_uploads::files::{jpeg, png};
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

const WHY: &str = "no review stands behind this. Review it on the Verification tab, or say below \
                   why you switch it on.";

async fn reviews(app: &TestApp, id: CustomerId) -> Vec<review::Model> {
    review::of_customer(app.app.db.read(), id)
        .await
        .expect("reviews")
}

/// Where a step stands, and whether it waits.
async fn state(app: &TestApp, id: CustomerId, step: Step) -> Option<(StepState, bool)> {
    let rows = step::of_customer(app.app.db.read(), id)
        .await
        .expect("steps");
    let row = rows.into_iter().find(|row| row.step == step)?;
    Some((row.state, row.waiting_since.is_some()))
}

/// What the message on the next page says besides that it was saved.
async fn messages(answer: &Page) -> String {
    answer.follow().await.all(".flash").join(" ")
}

on_both_engines! {
    async fn a_flag_without_a_review_wants_a_reason(app) {
        let clerk = Clerk::hired(&app).await;
        let flags = [
            ("verified_email", "E-mail verified"), ("verified_phone", "Phone verified"),
            ("verified_document", "Document verified"), ("verified_selfie", "Selfie verified"),
            ("verified_address", "Address verified"),
        ];
        for (flag, label) in flags {
            for reason in ["", "  "] {
                let said = [(flag, "on"), ("verification_reason", reason)];
                let answer = clerk.create(&said).await;
                assert_eq!(answer.status, 422, "{flag}");
                let words = format!("{label}: {WHY}");
                assert_eq!(answer.errors().concat(), words, "{flag}");
                assert_eq!(answer.find(&format!("#{flag}-error")), Some(words));
                assert_eq!(answer.value(flag), "on", "as typed");
                assert!(answer.has("#verification_reason"));
            }
        }
        let all = flags.map(|(flag, _)| (flag, "on"));
        assert_eq!(clerk.create(&all).await.errors().len(), 5, "all at once");
        assert_eq!(count(&clerk.browser).await, 0);
        let id = clerk.customer(&[]).await;
        let answer = clerk.update(id, "1", &[("verified_email", "on")]).await;
        assert_eq!((answer.status, answer.errors().len()), (422, 1));
        assert!(!stored(&app, id).await.customer.verified_email);
        assert!(reviews(&app, id).await.is_empty());
    }

    async fn a_reason_is_a_review_on_record(app) {
        let clerk = Clerk::hired(&app).await;
        let said = [("verified_email", "on"), ("verification_reason", "called her")];
        let id = clerk.customer(&said).await;
        let customer = stored(&app, id).await.customer;
        assert!(customer.verified_email && customer.verification_progress.0 == 20);
        let made = reviews(&app, id).await;
        assert_eq!(made.len(), 1);
        let one = &made[0];
        assert!(one.by_hand && one.decision == Decision::Accept && one.step == Step::Email);
        assert_eq!(
            (one.comment.as_deref(), one.decided_by.as_str(), one.decided_at),
            (Some("called her"), "administrators", NOW)
        );
        assert_eq!(one.evidence(), [Evidence::Channel("maria@example.com".to_owned())]);
        assert_eq!(state(&app, id, Step::Email).await, Some((StepState::Accepted, false)));
        let entry = told(&app, id).await.remove(0);
        let reason = entry.changes().into_iter().find(|one| one.field == "verification_reason");
        assert_eq!(reason.and_then(|one| one.after).as_deref(), Some("called her"));
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        let said = profile.find("ul.by-hand").expect("by hand");
        for part in ["E-mail", "administrators", "20 Nov 2026, 12:00", "called her"] {
            assert!(said.contains(part), "{part}: {said}");
        }
        // What is on and unchanged needs no reason again.
        let saved = clerk.editing(id).await.set("address", "Here").submit().await;
        assert_eq!(saved.status, 303);
        assert_eq!(reviews(&app, id).await.len(), 1);
        assert_eq!(stored(&app, id).await.customer.version, 2);
    }

    async fn a_reason_names_the_files_it_was_given_on(app) {
        let ada = app.administrator().await;
        let form = new_customer(&ada)
            .await
            .set("verified_document", "on")
            .set("verification_reason", "checked at the counter")
            .attach("doc_file_1", "front.png", &png())
            .attach("selfie_images", "face.jpg", &jpeg());
        let id = id_of(&form.submit().await);
        let made = reviews(&app, id).await;
        assert!(
            matches!(made[0].evidence()[..], [Evidence::Document { ref sha256, .. }] if sha256.len() == 64),
            "{made:?}"
        );
        assert_eq!(state(&app, id, Step::Document).await, Some((StepState::Accepted, false)));
        assert_eq!(state(&app, id, Step::Selfie).await, Some((StepState::Submitted, true)));
        assert_eq!(stored(&app, id).await.customer.waiting_since, Some(NOW));
    }

    async fn a_replaced_file_lets_the_flag_fall_and_says_so(app) {
        let clerk = Clerk::hired(&app).await;
        let form = new_customer(&clerk.browser)
            .await
            .set("verified_document", "on")
            .set("verification_reason", "seen")
            .attach("doc_file_1", "old.png", &png());
        let id = id_of(&form.submit().await);
        let form = clerk.editing(id).await;
        let saved = form.attach("doc_file_1", "new.jpg", &jpeg()).submit().await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let said = messages(&saved).await;
        assert!(said.contains("replaced: Document. It needs a re-check."), "{said}");
        let customer = stored(&app, id).await.customer;
        assert!(!customer.verified_document && customer.verification_progress.0 == 0);
        assert_eq!(state(&app, id, Step::Document).await, Some((StepState::Recheck, true)));
        assert_eq!(customer.waiting_since, Some(NOW));
        let actions: Vec<String> = told(&app, id).await.into_iter().map(|one| one.action).collect();
        assert!(actions.contains(&"customer.step-recheck".to_owned()), "{actions:?}");
        // Switched on with a reason, and the record says on what.
        let form = clerk.editing(id).await.set("verified_document", "on");
        let form = form.set("verification_reason", "seen again").attach("doc_file_2", "b.png", &png());
        assert_eq!(form.submit().await.status, 303);
        assert!(stored(&app, id).await.customer.verified_document);
        let made = reviews(&app, id).await;
        assert_eq!((made.len(), made[0].evidence().len()), (2, 2));
        assert_eq!(stored(&app, id).await.customer.waiting_since, None);
    }

    /// A reason says why something is switched; it does not say that anybody saw a new file.
    async fn no_reason_stands_for_a_file_that_nobody_has_seen(app) {
        let clerk = Clerk::hired(&app).await;
        let form = new_customer(&clerk.browser)
            .await
            .set("verified_document", "on")
            .set("verification_reason", "seen")
            .attach("doc_file_1", "old.png", &png());
        let id = id_of(&form.submit().await);
        for said in [
            &[("verification_reason", "a better scan")][..],
            &[("verified_address", "on"), ("verification_reason", "bill seen")],
            &[("verification_progress", "90"), ("verification_reason", "old system")],
        ] {
            let form = clerk.editing(id).await.set("verified_document", "on");
            let form = form.set("verification_reason", "seen");
            assert_eq!(form.submit().await.status, 303);
            assert!(stored(&app, id).await.customer.verified_document, "{said:?}");
            let form = clerk.editing(id).await.attach("doc_file_1", "new.jpg", &jpeg());
            let form = said.iter().fold(form, |form, (name, value)| form.set(name, value));
            let saved = form.submit().await;
            assert_eq!(saved.status, 303, "{said:?}: {:?}", saved.errors());
            let customer = stored(&app, id).await.customer;
            assert!(!customer.verified_document && customer.waiting_since.is_some(), "{said:?}");
            assert_eq!(state(&app, id, Step::Document).await, Some((StepState::Recheck, true)));
        }
        assert!(stored(&app, id).await.customer.verified_address, "what the reason was for");
    }

    async fn verified_data_that_change_are_not_the_verified_ones(app) {
        let clerk = Clerk::hired(&app).await;
        let changes = [
            ("first_name", "Mary", Some(Step::Document)), ("last_name", "Meier", Some(Step::Document)),
            ("birth_date", "1990-12-31", Some(Step::Document)), ("document_number", "X2", Some(Step::Document)),
            ("address", "Elsewhere 2", Some(Step::Address)), ("country", "AT", Some(Step::Address)),
            ("company", "Brot", None), ("language", "de", None),
        ];
        for (number, (field, value, step)) in changes.into_iter().enumerate() {
            let email = format!("{number}@example.com");
            let said = [
                ("email", email.as_str()), ("verified_document", "on"), ("verified_address", "on"),
                ("verified_selfie", "on"), ("verification_reason", "seen"), ("address", "Here 1"),
            ];
            let id = clerk.customer(&said).await;
            let steps = [Step::Document, Step::Selfie, Step::Address];
            // With a reason of its own the correction is one, and is on record.
            let form = clerk.editing(id).await.set(field, value);
            let saved = form.set("verification_reason", "a typing error").submit().await;
            assert_eq!(saved.status, 303, "{field}: {:?}", saved.errors());
            let now = stored(&app, id).await.customer;
            assert!(steps.iter().all(|step| now.flag(*step)), "{field}");
            let corrected = reviews(&app, id).await;
            let corrected = corrected.iter().filter(|one| one.comment.as_deref() == Some("a typing error"));
            assert_eq!(corrected.map(|one| one.step).collect::<Vec<_>>(), Vec::from_iter(step), "{field}");
            // Without one, or with one that was given for something else, the step falls.
            for (switch, reason) in [(None, ""), (Some("verified_phone"), "called")] {
                let other = if switch.is_some() { "" } else { "third" };
                let next = match field {
                    "country" => if switch.is_some() { "CH" } else { "DE" },
                    "birth_date" => if switch.is_some() { "1980-01-01" } else { "1981-01-01" },
                    "language" => if switch.is_some() { "ar" } else { "en" },
                    "first_name" => if switch.is_some() { "Marie" } else { "Mia" },
                    _ => other,
                };
                let form = clerk.editing(id).await.set(field, next).set("verification_reason", reason);
                let form = switch.iter().fold(form, |form, switch| form.set(switch, "on"));
                let saved = form.submit().await;
                assert_eq!(saved.status, 303, "{field}: {:?}", saved.errors());
                let now = stored(&app, id).await.customer;
                for one in steps {
                    assert_eq!(now.flag(one), Some(one) != step, "{field} {switch:?} {one:?}");
                }
                if let Some(step) = step {
                    let words = messages(&saved).await;
                    assert!(words.contains("No longer verified"), "{field}: {words}");
                    assert_eq!(state(&app, id, step).await, Some((StepState::Recheck, false)));
                    let form = clerk.editing(id).await.set(step.flag(), "on");
                    assert_eq!(form.set("verification_reason", "again").submit().await.status, 303);
                }
            }
        }
    }

    async fn another_address_or_number_is_not_the_verified_one(app) {
        let clerk = Clerk::hired(&app).await;
        let said = [
            ("phone", "+4930901820"), ("verified_email", "on"), ("verified_phone", "on"),
            ("verification_reason", "called"),
        ];
        let id = clerk.customer(&said).await;
        let form = clerk.editing(id).await;
        let saved = form.set("email", "new@example.com").set("phone", "+4930901821").submit().await;
        let said = messages(&saved).await;
        assert!(said.contains("replaced: E-mail, Phone."), "{said}");
        let customer = stored(&app, id).await.customer;
        assert!(!customer.verified_email && !customer.verified_phone);
        assert_eq!(customer.waiting_since, None, "nobody can look at a channel");
        for step in [Step::Email, Step::Phone] {
            assert_eq!(state(&app, id, step).await, Some((StepState::Recheck, false)));
        }
        let form = clerk.editing(id).await.set("verified_email", "on");
        let form = form.set("verification_reason", "wrote there").set("email", "third@example.com");
        assert_eq!(form.submit().await.status, 303);
        assert!(stored(&app, id).await.customer.verified_email);
        let evidence = reviews(&app, id).await.remove(0).evidence();
        assert_eq!(evidence, [Evidence::Channel("third@example.com".to_owned())]);
        // The same in other letters is no other.
        let form = clerk.editing(id).await.set("email", "THIRD@example.com");
        assert_eq!(form.submit().await.status, 303);
        assert!(stored(&app, id).await.customer.verified_email);
    }

    async fn switching_off_wants_a_reason_and_is_on_record(app) {
        let clerk = Clerk::hired(&app).await;
        let form = new_customer(&clerk.browser)
            .await
            .set("verified_email", "on")
            .set("verified_selfie", "on")
            .set("verification_reason", "seen")
            .attach("selfie_images", "face.png", &png());
        let id = id_of(&form.submit().await);
        let form = clerk.editing(id).await.without("verified_email").without("verified_selfie");
        let refused = form.clone().submit().await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.errors(), [
            "E-mail verified: say below why you switch it off.",
            "Selfie verified: say below why you switch it off.",
        ]);
        assert!(stored(&app, id).await.customer.verified_email);
        let form = form.set("verification_reason", "a mistake");
        assert_eq!(form.submit().await.status, 303);
        let made = reviews(&app, id).await;
        assert_eq!(made.len(), 4);
        for one in &made[..2] {
            assert!(one.by_hand && one.decision == Decision::Reopen);
            assert_eq!(one.comment.as_deref(), Some("a mistake"));
        }
        assert_eq!(state(&app, id, Step::Email).await, Some((StepState::Recheck, false)));
        assert_eq!(state(&app, id, Step::Selfie).await, Some((StepState::Recheck, true)));
        let customer = stored(&app, id).await.customer;
        assert_eq!((customer.verification_progress.0, customer.waiting_since), (0, Some(NOW)));
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert!(!profile.has("ul.by-hand"));
    }

    async fn a_file_begins_to_wait_whether_new_or_later(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[]).await;
        let form = clerk.editing(id).await.attach("photo", "me.png", &png());
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.waiting_since, None, "it proves nothing");
        let form = clerk.editing(id).await.attach("address_file", "bill.png", &png());
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(state(&app, id, Step::Address).await, Some((StepState::Submitted, true)));
        assert_eq!(stored(&app, id).await.customer.waiting_since, Some(NOW));
    }

    async fn a_blocked_customer_stays_inactive(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[("status", "inactive")]).await;
        let block = "UPDATE customers SET blocked_at = 1";
        app.app.db.write().execute_unprepared(block).await.expect("a block");
        let answer = clerk.update(id, "1", &[("status", "active")]).await;
        assert_eq!(answer.status, 422);
        let words = "Status: this customer is blocked. Unblock the customer first.";
        assert_eq!(answer.errors(), [words]);
        let kept = [("status", "inactive"), ("last_name", "Meier")];
        assert_eq!(clerk.update(id, "1", &kept).await.status, 303);
    }
}
