//! The review's rules: what a decision needs, who may make one, and what comes back when not.

use countersign::domain::staff::group::GroupKey;
use countersign::domain::verification::step::{Step, StepState};

use crate::customers::{Clerk, stored, told};
use crate::on_both_engines;
use crate::verification_review::{
    cora, decide, handed_in, mails, page_of, reviews, state, submitted,
};

on_both_engines! {
    async fn a_decision_needs_a_reason_that_fits(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document, Step::Selfie]).await;
        let long = "c".repeat(2001);
        for (step, decision, reason, comment, words) in [
            ("document", "ask_again", "", "x", "Reason: choose one"),
            ("document", "reject", "", "x", "Reason: choose one"),
            ("document", "ask_again", "nonsense", "x", "Reason: this is not one of the choices"),
            ("document", "ask_again", "suspected-forgery", "x", "Reason: this is not one of the choices"),
            ("document", "reject", "face-not-recognisable", "x", "Reason: this is not one of the choices"),
            ("selfie", "reject", "address-mismatch", "x", "Reason: this is not one of the choices"),
            ("email", "reject", "unreadable", "x", "Reason: this is not one of the choices"),
            ("document", "reject", "cut-off", long.as_str(), "Internal comment: at most 2000 characters"),
            ("document", "", "", "", "Decision: choose one"),
            ("document", "burn", "cut-off", "", "Decision: choose one"),
        ] {
            let said = [("decision", decision), ("reason", reason), ("comment", comment)];
            let answer = decide(&app, &cora, (id, step), &said).await;
            assert_eq!((answer.status, answer.errors()), (422, vec![words.to_owned()]), "{said:?}");
            assert!(answer.title().starts_with("Error:"));
            assert_eq!(answer.all(".tabs a[aria-current]"), ["Verification"]);
            let anchor = answer.attributes(".error-summary a", "href").concat();
            assert!(answer.has(&anchor), "{anchor} is on the page");
            if decision == "ask_again" || decision == "reject" {
                let form = format!("#step-{step} [data-review={decision}][open]");
                assert_eq!(answer.find(&format!("{form} textarea")).as_deref(), Some(comment));
                assert_eq!(answer.find(&format!("{form} .field-error")).as_deref(), Some(words));
            }
        }
        assert!(reviews(&app, id).await.is_empty() && mails(&app).await.is_empty());
        let most = "c".repeat(2000);
        let said = [("decision", "reject"), ("reason", "cut-off"), ("comment", most.as_str())];
        assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 303);
    }

    async fn sam_of_support_does_not_read_why_a_paper_was_refused(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        let said = [("decision", "reject"), ("reason", "suspected-forgery")];
        assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 303);
        let history = format!("/customers/{id}/history");
        let hers = cora.browser.get(&history).await.text();
        assert!(hers.contains("rejected a verification step"), "{hers}");
        assert!(hers.contains("suspected-forgery"), "{hers}");
        let sam = app.member_of(GroupKey::Support).await;
        let his = sam.get(&history).await.text();
        assert!(his.contains("created the customer"), "{his}");
        assert!(!his.contains("verification step") && !his.contains("forgery"), "{his}");
    }

    async fn an_inactive_reason_is_no_reason(app) {
        let cora = cora(&app).await;
        let ada = Clerk::hired(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        let form = ada.browser.get("/settings/verification/2/edit").await.form();
        assert_eq!(form.without("active").submit().await.status, 303);
        let page = cora.browser.get(&page_of(id)).await;
        assert!(!page.has("#ask-again-document-expired") && page.has("#ask-again-document-cut-off"));
        let said = [("decision", "ask_again"), ("reason", "expired")];
        let answer = decide(&app, &cora, (id, "document"), &said).await;
        assert_eq!(answer.errors(), ["Reason: this is not one of the choices"]);
    }

    async fn what_was_not_handed_in_cannot_be_accepted(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[]).await;
        let page = cora.browser.get(&page_of(id)).await;
        for step in ["document", "selfie", "address", "phone"] {
            let answer = decide(&app, &cora, (id, step), &[("decision", "accept")]).await;
            let words = "Nothing was handed in for this step, so it cannot be accepted.";
            assert_eq!((answer.status, answer.errors()), (422, vec![words.to_owned()]), "{step}");
            assert!(!page.has(&format!("#step-{step} [data-review=accept]")), "{step}");
        }
        let form = page.form_at("#step-email [data-review=accept] form");
        let wordless = form.clone().set("comment", " ").submit().await;
        assert_eq!((wordless.status, wordless.errors()), (422, vec!["Internal comment: enter something".to_owned()]));
        assert!(wordless.has("#step-email [data-review=accept][open]"));
        assert!(!stored(&app, id).await.customer.verified_email && mails(&app).await.is_empty());
        let accepted = form.set("comment", "She wrote from it").submit().await;
        assert_eq!(accepted.status, 303, "{:?}", accepted.errors());
        assert!(stored(&app, id).await.customer.verified_email);
        let review = &reviews(&app, id).await[0];
        assert!(review.evidence.contains("maria@example.com"), "{}", review.evidence);
        assert_eq!(review.comment.as_deref(), Some("She wrote from it"));
        // What was handed in needs no words.
        let jon = handed_in(&app, &cora, &[("email", "jon@example.com")], &[]).await;
        submitted(&app, jon, Step::Email).await;
        assert_eq!(decide(&app, &cora, (jon, "email"), &[("decision", "accept")]).await.status, 303);
    }

    async fn what_is_decided_is_reopened_before_it_is_decided_otherwise(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document, Step::Selfie]).await;
        for (step, first, then) in [("document", "reject", "accept"), ("selfie", "ask_again", "reject")] {
            let said = [("decision", first), ("reason", "cut-off")];
            assert_eq!(decide(&app, &cora, (id, step), &said).await.status, 303, "{step}");
            let before = stored(&app, id).await;
            let said = [("decision", then), ("reason", "cut-off"), ("comment", "After all")];
            let refused = decide(&app, &cora, (id, step), &said).await;
            assert_eq!(refused.status, 409, "{step}");
            let sentence = refused.find(".conflict-sentence").unwrap_or_default();
            assert_eq!(sentence, "This step has already been decided otherwise. Reopen it first, and say why.");
            assert_eq!(stored(&app, id).await, before);
            let reopened = [("decision", "reopen"), ("comment", "Seen the original")];
            assert_eq!(decide(&app, &cora, (id, step), &reopened).await.status, 303, "{step}");
            assert_eq!(decide(&app, &cora, (id, step), &said).await.status, 303, "{step}");
        }
    }

    async fn nothing_is_decided_twice(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document, Step::Selfie, Step::Address]).await;
        for (step, decision, reason) in [
            ("document", "accept", ""), ("selfie", "reject", "cut-off"), ("address", "ask_again", "cut-off"),
        ] {
            let said = [("decision", decision), ("reason", reason), ("comment", "Once")];
            assert_eq!(decide(&app, &cora, (id, step), &said).await.status, 303, "{step}");
            let told_before = told(&app, id).await.len();
            let twice = decide(&app, &cora, (id, step), &said).await;
            assert_eq!(twice.status, 409, "{step}");
            let sentence = twice.find(".conflict-sentence").unwrap_or_default();
            assert!(sentence.ends_with("was already decided in the same way by compliance."), "{sentence}");
            let times = twice.attributes(".error-summary time", "datetime");
            assert_eq!(times, ["2026-11-20T12:00:00Z"]);
            assert!(twice.find(".error-summary").is_some_and(|text| text.contains("Once")));
            assert_eq!(told(&app, id).await.len(), told_before);
        }
        assert_eq!((reviews(&app, id).await.len(), mails(&app).await.len()), (3, 3));
        let open = decide(&app, &cora, (id, "email"), &[("decision", "reopen"), ("comment", "Why not")]).await;
        assert_eq!(open.status, 409);
        assert!(open.text().contains("there is nothing to reopen"), "{}", open.text());
    }

    async fn odd_forms_and_addresses_are_refused(app) {
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        for version in ["", "x", "99999999999999999999"] {
            let said = [("decision", "accept"), ("version", version)];
            assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 400, "{version}");
        }
        for version in ["0", "-1", "9"] {
            let said = [("decision", "accept"), ("version", version)];
            assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 409, "{version}");
        }
        let said = [("decision", "accept"), ("progress", "100")];
        assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 400);
        let said = [("decision", "accept"), ("queue", "on"), ("queue_step", "iris")];
        assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 422);
        for path in ["/customers/1/steps/iris", "/customers/9/steps/email", "/customers/x/steps/email"] {
            let answer = cora.post(path, &[("decision", "accept"), ("version", "1")]).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        for query in ["queue=yes", "queue=on&queue_step=iris", "queue=on&queue_country=XX", "queue=on&queue_place=x"] {
            let page = cora.browser.get(&format!("{}?{query}", page_of(id))).await;
            assert_eq!(page.status, 422, "{query}");
        }
        assert!(reviews(&app, id).await.is_empty());
        let row = state(&app, id, Step::Document).await.expect("a step");
        assert_eq!(row.state, StepState::Submitted);
    }
}

#[actix_web::test]
async fn who_may_only_look_decides_nothing() {
    let app = crate::support::TestApp::on_sqlite().await;
    let cora = cora(&app).await;
    let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
    for (group, sees) in [(GroupKey::Support, 403), (GroupKey::Auditor, 200)] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let page = reader.browser.get(&page_of(id)).await;
        assert_eq!(page.status, sees, "{group}");
        assert!(!page.has("main form"), "{group}");
        let answer = decide(&app, &reader, (id, "document"), &[("decision", "accept")]).await;
        assert_eq!(answer.status, 403, "{group}");
    }
    assert!(reviews(&app, id).await.is_empty());
}
