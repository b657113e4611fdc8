//! Reasons: there from the first day, changed by those who may, and kept once a decision names them.

use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading::{self, Kinds};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::ReasonId;
use countersign::domain::values::person::Language;
use countersign::domain::verification::reason;
use countersign::domain::verification::step::Step;
use countersign::migrations::Migrator;
use sea_orm_migration::MigratorTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::verification_review::{cora, decide, handed_in};

const ALL: &str = "/settings/verification";

async fn told(app: &TestApp, id: i64) -> Vec<entry::Model> {
    let subject = Subject::Reason(ReasonId(id));
    let entries = reading::about(app.app.db.read(), subject, Kinds::Changes, None).await;
    entries.expect("entries").entries
}

async fn reasons(app: &TestApp) -> Vec<reason::Model> {
    reason::all(app.app.db.read()).await.expect("reasons")
}

on_both_engines! {
    async fn every_reason_of_the_first_day_speaks_three_languages(app) {
        let all = reasons(&app).await;
        assert_eq!(all.len(), 14);
        for reason in &all {
            assert!(reason.active && reason.for_reject, "{}", reason.code);
            let names = ["en", "de", "ar"].map(|language| reason.name(language));
            let letters = [Language::En, Language::De, Language::Ar].map(|one| reason.letter(one));
            assert!(names[0] != names[1] && names[1] != names[2], "{names:?}");
            for (index, (letter, language)) in letters.into_iter().enumerate() {
                assert_eq!(language, Language::ALL[index]);
                assert!(letter.chars().count() > 30, "{letter}");
                let arabic = letter.chars().any(|letter| ('\u{600}'..'\u{700}').contains(&letter));
                assert_eq!(arabic, index == 2, "{letter}");
            }
        }
        let only_reject: Vec<&str> = all
            .iter()
            .filter(|reason| !reason.for_ask_again)
            .map(|reason| reason.code.as_str())
            .collect();
        assert_eq!(only_reject, ["suspected-forgery", "third-party-document", "duplicate-account"]);
        let ada = Clerk::hired(&app).await;
        let form = ada.browser.get("/settings/verification/2/edit").await.form();
        assert_eq!(form.set("name_en", "Out of date").submit().await.status, 303);
        let all_migrations = Migrator::migrations();
        let filled = all_migrations.iter().position(|one| one.name().ends_with("_reasons"));
        let later = all_migrations.len() - filled.expect("the migration that fills the reasons");
        let (db, steps) = (app.app.db.write(), u32::try_from(later).ok());
        Migrator::down(db, steps).await.expect("down");
        assert_eq!(reasons(&app).await.len(), 1, "what was changed here stays");
        Migrator::up(db, steps).await.expect("up");
        let again = reasons(&app).await;
        assert_eq!(again.len(), 14);
        assert!(again.iter().any(|reason| reason.name_en == "Out of date"));
    }

    async fn a_reason_is_made_changed_and_deleted_and_all_is_told(app) {
        let ada = Clerk::hired(&app).await;
        let form = ada.browser.get("/settings/verification/new").await.form();
        let form = form.set("name_en", " Stamp missing ").set("letter_en", "Line one\r\nLine two");
        let saved = form.set("step", "address").set("for_ask_again", "on").submit().await;
        assert_eq!((saved.status, saved.location().as_str()), (303, ALL));
        assert_eq!(saved.follow().await.flash(), "The reason has been created.");
        let made = reasons(&app).await.pop().expect("a reason");
        assert_eq!((made.code.as_str(), made.letter_en.as_str()), ("stamp-missing", "Line one\nLine two"));
        assert_eq!(made.letter(Language::Ar), ("Line one\nLine two", Language::En), "falls back");
        assert_eq!((made.name("ar"), made.for_reject, made.active), ("Stamp missing", false, true));
        let edit = format!("{ALL}/{}/edit", made.id);
        let same = ada.browser.get(&edit).await.form();
        assert_eq!(same.clone().submit().await.status, 303);
        assert_eq!(told(&app, made.id.0).await.len(), 1, "nothing changed, nothing told");
        let changed = same.clone().set("letter_de", "Der Stempel fehlt.").submit().await;
        assert_eq!(changed.status, 303);
        let late = same.set("name_en", "No stamp").submit().await;
        assert_eq!((late.status, late.value("name_en").as_str()), (409, "No stamp"));
        assert_eq!(late.value("version"), "2");
        assert!(late.text().contains("Somebody else was first"));
        let stale = ada.post(&format!("{ALL}/{}/delete", made.id), &[("version", "1")]).await;
        assert_eq!(stale.status, 409);
        let page = ada.browser.get(&format!("{ALL}/{}/delete", made.id)).await;
        let gone = page.form().submit().await;
        assert_eq!(gone.follow().await.flash(), "The reason has been deleted.");
        assert_eq!(reasons(&app).await.len(), 14);
        let actions: Vec<String> = told(&app, made.id.0).await.into_iter().map(|one| one.action).collect();
        assert_eq!(actions, ["reason.deleted", "reason.updated", "reason.created"]);
    }

    async fn a_reason_that_a_decision_names_stays(app) {
        let ada = Clerk::hired(&app).await;
        let cora = cora(&app).await;
        let id = handed_in(&app, &cora, &[], &[Step::Document]).await;
        let said = [("decision", "reject"), ("reason", "unreadable")];
        assert_eq!(decide(&app, &cora, (id, "document"), &said).await.status, 303);
        let page = ada.browser.get("/settings/verification/1/delete").await;
        assert!(page.find(".reason-used").is_some_and(|text| text.contains("Make it inactive instead")));
        assert!(!page.has("main form"));
        let answer = ada.post("/settings/verification/1/delete", &[("version", "1")]).await;
        assert_eq!(answer.status, 409);
        assert!(answer.has(".reason-used"));
        assert_eq!(reasons(&app).await.len(), 14);
        assert!(told(&app, 1).await.is_empty());
    }

    async fn what_does_not_fit_is_refused_and_kept_in_the_form(app) {
        let ada = Clerk::hired(&app).await;
        let (name, longer) = ("n".repeat(100), "n".repeat(101));
        let (letter, letters) = ("l".repeat(4000), "l".repeat(4001));
        for (name_en, letter_en, step, on, words) in [
            ("", "L", "", "for_reject", "Name in English: enter something"),
            (longer.as_str(), "L", "", "for_reject", "Name in English: at most 100 characters"),
            ("N", " ", "", "for_reject", "Letter in English: enter something"),
            ("N", letters.as_str(), "", "for_reject", "Letter in English: at most 4000 characters"),
            ("N", "L", "iris", "for_reject", "Step: this is not one of the choices"),
            ("N", "L", "", "active", "For asking again: choose one"),
        ] {
            let sent = [("name_en", name_en), ("letter_en", letter_en), ("step", step), (on, "on"), ("version", "0")];
            let answer = ada.post(ALL, &sent).await;
            assert_eq!((answer.status, answer.errors()), (422, vec![words.to_owned()]), "{words}");
            assert_eq!((answer.value("name_en").as_str(), answer.value("letter_en").as_str()), (name_en, letter_en));
        }
        let fits = [
            ("name_en", name.as_str()), ("letter_en", letter.as_str()), ("for_reject", "on"), ("version", "0"),
        ];
        assert_eq!(ada.post(ALL, &fits).await.status, 303);
        assert_eq!(ada.post(ALL, &fits).await.status, 303, "two of one name get two codes");
        let all = reasons(&app).await;
        assert_eq!(all.len(), 16);
        assert_ne!(all[14].code, all[15].code);
        assert_eq!(ada.post(ALL, &[("name_en", "N"), ("code", "x")]).await.status, 400);
        for id in ["99", "0", "-1", "x"] {
            for page in ["/edit", "/delete"] {
                assert_eq!(ada.browser.get(&format!("{ALL}/{id}{page}")).await.status, 404, "{id}{page}");
            }
            assert_eq!(ada.post(&format!("{ALL}/{id}"), &[("version", "1")]).await.status, 404);
        }
    }
}

#[actix_web::test]
async fn who_may_only_look_is_offered_no_change() {
    let app = TestApp::on_sqlite().await;
    for (group, sees) in [
        (GroupKey::Compliance, 200),
        (GroupKey::Auditor, 200),
        (GroupKey::Support, 403),
    ] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let page = reader.browser.get(ALL).await;
        assert_eq!(page.status, sees, "{group}");
        assert!(
            !page.has("a[href$='/new'], a[href$='/edit'], a[href$='/delete']"),
            "{group}"
        );
        assert_eq!(
            reader.post(ALL, &[("name_en", "Mine")]).await.status,
            403,
            "{group}"
        );
        let gone = reader
            .post("/settings/verification/1/delete", &[("version", "1")])
            .await;
        assert_eq!(gone.status, 403, "{group}");
    }
    assert_eq!(reasons(&app).await.len(), 14);
}
