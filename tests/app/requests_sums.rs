//! The sum that confirms a rejection: made for one session and one request, answered once, in time.

use std::time::Duration;

use countersign::domain::requests::sum::{self, Answered, Asked, Purpose, Reply};
use countersign::domain::values::ids::{RequestId, StaffSessionId};
use countersign::domain::values::scope::Scope;
use sea_orm::EntityTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, problem, reject_page, row, sam, solved, told};
use crate::support::TestApp;
use crate::verification_review::mails;

const LATE: &str = "Verification code: the problem had been answered already, or its five minutes were over. Here is a new one.";
const REPLACED: &str = "Verification code: another page of yours had replaced this problem. Solve the one below; your answer has not been counted.";
const WRONG: &str = "Verification code: this is not the answer. Here is a new problem.";

/// Sam, and what a customer has asked for.
async fn at_work<const N: usize>(app: &TestApp) -> (Clerk, [RequestId; N]) {
    let maria = Clerk::hired(app).await.customer(&[]).await;
    let mut ids = [RequestId(0); N];
    for id in &mut ids {
        *id = asked(app, maria, matter()).await;
    }
    (sam(app).await, ids)
}

async fn sums(app: &TestApp) -> usize {
    let all = sum::row::Entity::find().all(app.app.db.read()).await;
    all.expect("sums").len()
}

on_both_engines! {
    async fn a_wrong_answer_brings_the_form_back_with_a_new_problem(app) {
        let (sam, [id]) = at_work(&app).await;
        let shown = reject_page(&sam, id).await;
        assert_eq!(shown.html().matches("data-problem").count(), 1);
        let wrong = filled(&shown).set("comment", "mine").set("verification_code", "1000").submit().await;
        assert_eq!((wrong.status, wrong.errors()), (422, vec![WRONG.to_owned()]));
        assert_ne!(problem(&wrong), problem(&shown));
        let form = wrong.form_at("form[data-resolutions]");
        let typed: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        for kept in [("resolution_type", "1"), ("resolution", "2"), ("comment", "mine"), ("verification_code", "")] {
            assert!(typed.contains(&kept), "{kept:?}: {typed:?}");
        }
        assert!(row(&app, id).await.is_open() && mails(&app).await.is_empty());
        let right = form.set("verification_code", &solved(&problem(&wrong))).submit().await;
        assert_eq!(right.status, 303);
        assert_eq!(mails(&app).await.len(), 1);
    }

    async fn an_answer_counts_for_five_minutes(app) {
        let (sam, [one, other]) = at_work(&app).await;
        let form = filled(&reject_page(&sam, one).await);
        app.app.clock.advance(sum::LIFETIME);
        assert_eq!(form.submit().await.status, 303, "at the very end");
        let shown = reject_page(&sam, other).await;
        app.app.clock.advance(sum::LIFETIME + Duration::from_millis(1));
        let late = filled(&shown).submit().await;
        assert_eq!((late.status, late.errors()), (422, vec![LATE.to_owned()]));
        assert_ne!(problem(&late), problem(&shown));
        assert!(row(&app, other).await.is_open());
        assert_eq!(filled(&late).submit().await.status, 303);
    }

    async fn an_answer_counts_once_and_only_where_it_was_asked(app) {
        let (sam, [one, other]) = at_work(&app).await;
        let form = filled(&reject_page(&sam, one).await);
        let code = form.fields.iter().find(|(name, _)| name == "verification_code").expect("a code").1.clone();
        let elsewhere = Clerk::of(app.sign_in("support").await).await;
        let said = [("resolution_type", "1"), ("resolution", "2"), ("version", "1"), ("verification_code", code.as_str())];
        for (clerk, id, why) in [(&sam, other, "another request"), (&elsewhere, one, "another session")] {
            let answer = clerk.post(&format!("/requests/{id}/reject"), &said).await;
            assert_eq!((answer.status, answer.errors()), (422, vec![LATE.to_owned()]), "{why}");
            assert!(row(&app, id).await.is_open(), "{why}");
        }
        let purpose = Purpose { session: StaffSessionId(77), request: other };
        let now = app.app.clock.now();
        let asked = sum::ask(&app.app.db, &Scope::All, purpose, now).await.expect("a sum");
        let Some(Asked::Problem(waiting)) = asked else { panic!() };
        let reply = Reply { sum: None, typed: solved(&waiting.problem) };
        let txn = app.app.db.begin().await.expect("a transaction");
        let mut answers = Vec::new();
        for _ in 0..2 {
            answers.push(sum::answer(&txn, purpose, &reply, now).await.expect("an answer"));
        }
        txn.commit().await.expect("a commit");
        assert_eq!(answers, [Answered::Right, Answered::Late]);
        assert_eq!(form.submit().await.status, 303, "where it was asked");
    }

    async fn five_wrong_answers_bring_a_pause_of_five_minutes(app) {
        let (sam, [one, other]) = at_work(&app).await;
        let mut shown = reject_page(&sam, one).await;
        for tried in 1..=5 {
            shown = filled(&shown).set("verification_code", "-1").submit().await;
            assert_eq!(shown.status, if tried < 5 { 422 } else { 429 }, "{tried}");
            assert_eq!(shown.has("[data-problem]"), tried < 5, "{tried}");
        }
        assert_eq!(shown.header("retry-after"), "301");
        assert_eq!(shown.find("#resolution option[selected]").as_deref(), Some("No longer valid"));
        let paused = "There were five wrong answers in a row. You can go on at 20 Nov 2026, 12:05: what you have filled in stays here.";
        assert_eq!(shown.errors(), [paused], "only the pause is told");
        assert_eq!(shown.attributes(".error-summary a", "href"), ["#again"]);
        let form = shown.form_at("form[data-resolutions]").set("comment", "mine").set("again", "form");
        let early = form.clone().submit().await;
        assert_eq!((early.status, early.errors()), (200, vec![paused.to_owned()]));
        assert!(early.has("#again") && early.find("#comment").as_deref() == Some("mine"));
        let said = [("resolution_type", "1"), ("resolution", "2"), ("version", "1"), ("verification_code", "4")];
        let address = format!("/requests/{one}/reject");
        app.app.clock.advance(Duration::from_millis(5 * 60 * 1000 - 1));
        let refused = sam.post(&address, &said).await;
        assert_eq!((refused.status, refused.header("retry-after").as_str()), (429, "1"));
        assert!(!reject_page(&sam, one).await.has("[data-problem]"));
        assert!(reject_page(&sam, other).await.has("[data-problem]"), "only this request");
        app.app.clock.advance(Duration::from_millis(1));
        let shown = form.submit().await;
        assert!(shown.status == 200 && shown.errors().is_empty() && shown.has("[data-problem]"));
        let kept = (shown.find("#resolution option[selected]"), shown.find("#comment"));
        assert_eq!(kept, (Some("No longer valid".to_owned()), Some("mine".to_owned())));
        let wrong = filled(&shown).set("verification_code", "x").submit().await;
        assert!(wrong.status == 422 && wrong.has("[data-problem]"), "they are counted anew");
        assert_eq!(filled(&wrong).submit().await.status, 303);
    }

    async fn a_problem_that_another_page_replaced_is_not_answered_wrong(app) {
        let (sam, [id]) = at_work(&app).await;
        let first = filled(&reject_page(&sam, id).await).set("comment", "mine");
        app.app.clock.advance(Duration::from_secs(61));
        let second = reject_page(&sam, id).await;
        for typed in ["-1", "x"] {
            let answer = first.clone().set("verification_code", typed).submit().await;
            assert_eq!((answer.status, answer.errors()), (422, vec![REPLACED.to_owned()]));
            assert_eq!(problem(&answer), problem(&second), "the one in force");
        }
        for _ in 0..5 {
            let answer = first.clone().submit().await;
            assert_eq!((answer.status, answer.errors()), (422, vec![REPLACED.to_owned()]));
        }
        assert!(told(&app, id).await.is_empty() && row(&app, id).await.is_open());
        let odd = first.clone().set("sum", "x").submit().await;
        assert_eq!(odd.errors(), [REPLACED]);
        // Who does not say which one it is answers the newest, right or wrong.
        let unsaid = first.set("verification_code", "-1").without("sum").submit().await;
        assert_eq!(unsaid.errors(), [WRONG]);
        assert_eq!(told(&app, id).await.len(), 1);
        let done = filled(&unsaid).set("comment", "mine").without("sum").submit().await;
        assert_eq!(done.status, 303);
    }

    async fn other_mistakes_use_up_no_sum_and_a_sum_is_swept_after_an_hour(app) {
        let (sam, [id]) = at_work(&app).await;
        let shown = reject_page(&sam, id).await;
        let answer = filled(&shown).set("resolution", "").submit().await;
        assert_eq!((answer.status, answer.errors()), (422, vec!["Resolution: choose one".to_owned()]));
        assert_eq!(problem(&answer), problem(&shown), "it waits still");
        let answer = filled(&answer).set("verification_code", " ").submit().await;
        assert_eq!(answer.errors(), ["Verification code: enter something"]);
        app.app.clock.advance(Duration::from_secs(61));
        assert_ne!(problem(&reject_page(&sam, id).await), problem(&shown), "time enough for everybody");
        assert_eq!(sums(&app).await, 2);
        let now = app.app.clock.now();
        assert_eq!(sum::sweep(&app.app.db, now.plus(Duration::from_secs(3600))).await.expect("swept"), 1);
        assert_eq!(sums(&app).await, 1);
    }
}
