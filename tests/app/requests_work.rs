//! Work on a request short of deciding it: comments, colours, amounts.

use actix_web::http::Method;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::{Column, CustomerRequest};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::values::ids::RequestId;
use sea_orm::{IdenStatic, Iterable};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, editable, resolve, set, stored, submit};
use crate::support::TestApp;
use crate::support::app::NOW;

async fn one(app: &TestApp) -> (Clerk, RequestId) {
    let ada = Clerk::hired(app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(app, maria, "100").await;
    (ada, id)
}

async fn told(ada: &Clerk, id: RequestId) -> Vec<String> {
    let page = ada.browser.get(&format!("/requests/{id}")).await;
    page.all(".told-sentence")
}

on_both_engines! {
    async fn a_comment_is_for_staff_and_stays_possible_after_the_decision(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}");
        let page = ada.browser.get(&path).await;
        assert!(page.find("#comments").unwrap_or_default().contains("Only staff see comments."));
        let form = page.form_at("#comment-form");
        let done = form.set("body", "  Called the bank <b>twice</b>.\r\nTheir answer is due. ").submit().await;
        assert_eq!(done.follow().await.flash(), "The comment has been added.");
        resolve(&app, id, RequestStatus::Approved).await;
        let longest = "ä".repeat(2_000);
        let late = ada.browser.get(&path).await.form_at("#comment-form").set("body", &longest);
        assert_eq!(late.submit().await.status, 303);
        let page = ada.browser.get(&path).await;
        let comments = page.all(".request-comments li");
        assert!(comments[0].starts_with("administrators · 20 Nov 2026, 12:00 · Change Called the bank <b>twice</b>."), "{comments:?}");
        assert!(comments[1].ends_with(&longest));
        let sentence = "administrators commented on the request #1";
        assert_eq!(told(&ada, id).await, [sentence, sentence]);
        assert_eq!(stored(&app, id).await.version, 1, "a comment does not change the request");
    }

    async fn a_comment_says_something_and_not_too_much(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}/comments");
        let longer = "ä".repeat(2_001);
        for (body, words) in [
            ("", "enter something"), (" \r\n ", "enter something"),
            (longer.as_str(), "at most 2000 characters"),
        ] {
            let answer = ada.post(&path, &[("body", body)]).await;
            assert_eq!(answer.status, 422, "{} characters", body.len());
            let errors = answer.errors();
            assert!(errors.len() == 1 && errors[0].contains(words), "{errors:?}");
            assert_eq!(answer.find("#body-error"), Some(errors[0].clone()));
            assert!(answer.title().starts_with("Error:"));
            assert_eq!(answer.find("#body").unwrap_or_default(), body.trim());
        }
        assert_eq!(ada.post(&path, &[("body", "x"), ("author", "y")]).await.status, 400);
        assert_eq!(ada.post("/requests/9/comments", &[("body", "x")]).await.status, 404);
        assert_eq!(told(&ada, id).await.len(), 0);
    }

    async fn a_colour_is_chosen_typed_and_removed(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}/color");
        for (typed, kept, shown) in [
            ("#2f9e44", Some("#2f9e44"), "Green"), (" #ABCDEF ", Some("#abcdef"), "#abcdef"),
            ("#abcdef", Some("#abcdef"), "#abcdef"), ("", None, ""),
        ] {
            let answer = ada.post(&path, &[("color", typed)]).await;
            assert_eq!(answer.status, 303, "{typed:?}");
            assert_eq!(stored(&app, id).await.color.as_deref(), kept, "{typed:?}");
            let page = answer.follow().await;
            assert_eq!(page.flash(), "The colour has been saved.");
            assert_eq!(page.find(".page-note .request-color").unwrap_or_default(), shown);
        }
        assert_eq!(told(&ada, id).await.len(), 3, "the same again is no change");
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        assert_eq!(page.all("#color-form button").len(), 8);
        for typed in ["red", "#12345", "#1234567", "#12345g", "123456", "#é1234"] {
            let answer = ada.post(&path, &[("color", typed)]).await;
            assert_eq!((answer.status, answer.value_of("#color").as_str()), (422, typed));
            assert_eq!(answer.errors(), ["Colour: enter # and six hexadecimal digits, such as #1f77b4"]);
        }
        set(&app, id, Column::Color, "#e03131").await;
        resolve(&app, id, RequestStatus::Rejected).await;
        let answer = ada.post(&path, &[("color", "#2f9e44")]).await;
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("This request has been decided."));
        assert!(!answer.has("#color-form"));
        assert_eq!(stored(&app, id).await.color.as_deref(), Some("#e03131"));
        assert_eq!(ada.post("/requests/9/color", &[("color", "")]).await.status, 404);
    }

    /// S38: whatever else a request has, the form of its colour does not touch it.
    async fn s38_the_form_of_a_colour_changes_nothing_else(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}/color");
        let before = stored(&app, id).await;
        let columns = Column::iter().map(|column| column.as_str().to_owned());
        let others = [
            "statusId", "clientId", "role", "id", "customer", "type", "payload", "resolution",
            "assignee", "Color", "color[]", "color.x", "version",
        ];
        let names = columns.chain(others.map(str::to_owned)).filter(|name| name != "color");
        let mut tried = 0;
        for name in names {
            let sent = [("color", "#2f9e44"), (name.as_str(), "2")];
            assert_eq!(ada.post(&path, &sent).await.status, 400, "{name}");
            tried += 1;
        }
        assert!(tried > 25, "{tried} fields");
        let twice = [("color", "#2f9e44"), ("color", "#e03131")];
        assert_eq!(ada.post(&path, &twice).await.status, 400);
        assert_eq!(stored(&app, id).await, before);
        for method in [Method::PUT, Method::PATCH] {
            let sent = b"color=%232f9e44&statusId=2".to_vec();
            let kind = Some("application/x-www-form-urlencoded");
            assert_eq!(ada.browser.send(method, &path, kind, sent).await.status, 405);
        }
        assert_eq!(ada.post(&path, &[("color", "#2f9e44")]).await.status, 303);
        let after = stored(&app, id).await;
        assert_eq!(after.color.as_deref(), Some("#2f9e44"));
        let (color, version) = (before.color.clone(), before.version);
        assert_eq!(CustomerRequest { color, version, updated_at: before.updated_at, ..after }, before);
    }

    async fn a_changed_amount_leaves_the_first_one_visible(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}");
        let stale = ada.browser.get(&path).await.form_at("#amount-form");
        let first = stale.clone().set("amount", "99.5").submit().await;
        let page = first.follow().await;
        assert_eq!(page.flash(), "The amount has been changed.");
        let shown = page.all(".facts div").remove(0);
        assert_eq!(shown, "Amount 99.5 EUR First asked for: 100 EUR");
        assert!(page.heading().contains("99.5"));
        let late = stale.set("amount", "1").submit().await;
        assert_eq!(late.status, 409);
        assert!(late.text().contains("Somebody changed this request"), "{}", late.text());
        assert_eq!(late.value_of("#amount"), "1", "what was typed stays");
        let again = page.form_at("#amount-form").set("amount", "0.000000000000000001");
        let page = again.submit().await.follow().await;
        let shown = page.all(".facts div").remove(0);
        assert_eq!(shown, "Amount 0.000000000000000001 EUR First asked for: 100 EUR");
        assert_eq!(page.form_at("#amount-form").submit().await.status, 303, "the same");
        let row = stored(&app, id).await;
        assert_eq!((row.version, row.first_amount), (3, "100".parse().ok()));
        assert_eq!(page.all(".timeline li:first-child .diff div"), ["Amount before: 99.5 now: 0.000000000000000001"]);
        assert_eq!(told(&ada, id).await.len(), 2);
    }

    async fn an_amount_that_cannot_be_is_refused(app) {
        let (ada, id) = one(&app).await;
        let path = format!("/requests/{id}/amount");
        for (typed, words) in [
            ("", "enter something"), ("0", "more than zero"), ("0.0", "more than zero"),
            ("-1", "18"), ("ten", "18"), ("0.0000000000000000001", "18"),
            ("100000000000000000000", "18"),
        ] {
            let answer = ada.post(&path, &[("amount", typed), ("version", "1")]).await;
            assert_eq!(answer.status, 422, "{typed:?}");
            let errors = answer.errors();
            assert!(errors.len() == 1 && errors[0].contains(words), "{typed:?}: {errors:?}");
        }
        for version in ["", "x"] {
            let answer = ada.post(&path, &[("amount", "5"), ("version", version)]).await;
            assert_eq!(answer.status, 400, "{version:?}");
        }
        let maria = stored(&app, id).await.customer_id;
        let fixed = submit(&app, NOW, maria, editable(false), Some("7")).await;
        let other = submit(&app, NOW, maria, Payload::Archive {}, None).await;
        for id in [fixed, other] {
            assert!(!ada.browser.get(&format!("/requests/{id}")).await.has("#amount-form"));
            let sent = [("amount", "5"), ("version", "1")];
            let answer = ada.post(&format!("/requests/{id}/amount"), &sent).await;
            assert_eq!(answer.status, 409);
            assert!(answer.text().contains("cannot be changed"));
        }
        resolve(&app, id, RequestStatus::Approved).await;
        let answer = ada.post(&path, &[("amount", "5"), ("version", "1")]).await;
        assert_eq!(answer.status, 409);
        assert!(answer.text().contains("This request has been decided."));
        assert!(!answer.has("#amount-form"));
        let row = stored(&app, id).await;
        assert_eq!((row.amount, row.first_amount), ("100".parse().ok(), None));
        let sent = [("amount", "5"), ("version", "1")];
        assert_eq!(ada.post("/requests/9/amount", &sent).await.status, 404);
        assert!(told(&ada, id).await.is_empty());
    }
}
