//! Resolutions: there from the first day, changed by those who may, never deleted, and only the
//! active ones of the chosen type reject anything.

use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading;
use countersign::domain::requests::resolution::{self, Dictionary, Resolution};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::ResolutionId;
use countersign::domain::values::person::Language;

use crate::bell::without_requests;
use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_decide::{asked, filled, matter, reject_page, row, sam};
use crate::support::TestApp;

const ALL: &str = "/settings/resolutions";
const TYPES: &str = "/settings/resolution-types";

async fn dictionary(app: &TestApp) -> Dictionary {
    resolution::dictionary(app.app.db.read())
        .await
        .expect("a dictionary")
}

async fn newest(app: &TestApp) -> Resolution {
    dictionary(app)
        .await
        .resolutions
        .pop()
        .expect("a resolution")
}

async fn told(app: &TestApp, id: ResolutionId) -> Vec<entry::Model> {
    let entries = reading::since(app.app.db.read(), Subject::Resolution(id), None, 50);
    entries.await.expect("entries")
}

on_both_engines! {
    async fn the_first_day_has_resolutions_in_three_languages(app) {
        let all = dictionary(&app).await;
        assert_eq!((all.types.len(), all.resolutions.len()), (7, 16));
        assert_eq!(all.offered().len(), 7, "each type has some");
        for one in &all.resolutions {
            let letters = [Language::En, Language::De, Language::Ar].map(|language| one.letter(language));
            assert!(letters[0] != letters[1] && letters[1] != letters[2], "{}", one.key);
            for (index, letter) in letters.into_iter().enumerate() {
                let arabic = letter.chars().any(|letter| ('\u{600}'..'\u{700}').contains(&letter));
                assert!(arabic == (index == 2) && letter.chars().count() > 25, "{letter}");
            }
            let kind = all.types.iter().find(|kind| kind.id == one.type_id).expect("a type");
            assert!(one.fits(kind));
        }
    }

    async fn ada_makes_and_changes_a_resolution_and_all_is_told(app) {
        let ada = Clerk::hired(&app).await;
        let form = ada.browser.get(&format!("{TYPES}/new")).await.form();
        let saved = form.set("name", "Card rejected").submit().await;
        assert_eq!((saved.status, saved.location().as_str()), (303, TYPES));
        assert_eq!(saved.follow().await.flash(), "The resolution type has been created.");
        let kind = dictionary(&app).await.types.pop().expect("a type");
        assert_eq!((kind.key.as_str(), kind.active), ("card-rejected", true));
        let form = ada.browser.get(&format!("{ALL}/new")).await.form();
        let form = form.set("resolution_type", &kind.id.to_string()).set("name", " Not in stock ");
        let saved = form.set("text_en", "One\r\nTwo").submit().await;
        assert_eq!((saved.status, saved.location().as_str()), (303, ALL), "{:?}", saved.errors());
        let made = newest(&app).await;
        assert_eq!((made.key.as_str(), made.type_id, made.name.as_str()), ("not-in-stock", kind.id, "Not in stock"));
        assert_eq!(made.letter(Language::Ar), "One\nTwo", "English where there is no other");
        assert!(saved.follow().await.find("#resolutions").is_some_and(|list| list.contains("Not in stock Card rejected")));
        let edit = format!("{ALL}/{}/edit", made.id);
        let same = ada.browser.get(&edit).await.form();
        assert_eq!(same.clone().submit().await.status, 303);
        assert_eq!(told(&app, made.id).await.len(), 1, "nothing changed, nothing told");
        assert_eq!(same.clone().set("text_de", "Eins").submit().await.status, 303);
        let late = same.set("name", "Gone").submit().await;
        assert_eq!((late.status, late.value("name").as_str(), late.value("version").as_str()), (409, "Gone", "2"));
        assert!(late.text().contains("Somebody else was first"));
        assert_eq!(late.form().submit().await.status, 303);
        let now = newest(&app).await;
        assert_eq!((now.name.as_str(), now.letter_de, now.version), ("Gone", None, 3));
        let actions: Vec<String> = told(&app, made.id).await.into_iter().map(|one| one.action).collect();
        assert_eq!(actions, ["resolution.updated", "resolution.updated", "resolution.created"]);
        let form = ada.browser.get(&format!("{TYPES}/{}/edit", kind.id)).await.form();
        assert_eq!(form.clone().set("name", "Cards").submit().await.status, 303);
        let late = form.set("active", "").submit().await;
        assert_eq!((late.status, late.value("version").as_str()), (409, "2"));
    }

    async fn what_does_not_fit_is_refused_and_kept_in_the_form(app) {
        let ada = Clerk::hired(&app).await;
        let (name, longer) = ("n".repeat(100), "n".repeat(101));
        let (text, texts) = ("t".repeat(4000), "t".repeat(4001));
        for (kind, name, text, words) in [
            ("", "N", "T", "Resolution type: choose one"),
            ("99", "N", "T", "Resolution type: this is not one of the choices"),
            ("x", "N", "T", "Resolution type: this is not one of the choices"),
            ("1", " ", "T", "Name: enter something"),
            ("1", longer.as_str(), "T", "Name: at most 100 characters"),
            ("1", "N", "", "Text for the customer in English: enter something"),
            ("1", "N", texts.as_str(), "Text for the customer in English: at most 4000 characters"),
        ] {
            let sent = [("resolution_type", kind), ("name", name), ("text_en", text), ("version", "0")];
            let answer = ada.post(ALL, &sent).await;
            assert_eq!((answer.status, answer.errors()), (422, vec![words.to_owned()]), "{words}");
            assert_eq!((answer.value("name").as_str(), answer.value("text_en").as_str()), (name, text));
        }
        let fits = [("resolution_type", "1"), ("name", name.as_str()), ("text_en", text.as_str()), ("version", "0")];
        for _ in 0..2 {
            assert_eq!(ada.post(ALL, &fits).await.status, 303, "two of one name get two keys");
        }
        assert_eq!(dictionary(&app).await.resolutions.len(), 18);
        assert_eq!(ada.post(TYPES, &[("name", ""), ("version", "0")]).await.errors(), ["Name: enter something"]);
        for list in [ALL, TYPES] {
            for id in ["99", "0", "x"] {
                assert_eq!(ada.browser.get(&format!("{list}/{id}/edit")).await.status, 404);
                assert_eq!(ada.post(&format!("{list}/{id}"), &[("version", "1")]).await.status, 404);
            }
        }
    }

    async fn only_what_nothing_names_is_deleted(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        assert_eq!(filled(&reject_page(&sam, id).await).submit().await.status, 303);
        let used = ada.browser.get(&format!("{ALL}/2/delete")).await;
        assert!(used.text().contains("Requests were rejected with this resolution"));
        assert!(!used.has("form[action$='/delete']"));
        assert_eq!(ada.post(&format!("{ALL}/2/delete"), &[("version", "1")]).await.status, 409);
        let full = ada.browser.get(&format!("{TYPES}/1/delete")).await;
        assert!(full.text().contains("There are resolutions of this type"));
        assert_eq!(ada.post(&format!("{TYPES}/1/delete"), &[("version", "1")]).await.status, 409);

        let unused = ada.browser.get(&format!("{ALL}/3/delete")).await;
        let form = unused.form_at("form[action$='/delete']");
        assert_eq!(form.clone().set("version", "7").submit().await.status, 409, "somebody changed it");
        let done = form.clone().submit().await;
        assert_eq!((done.status, done.location().as_str()), (303, ALL));
        assert_eq!(form.submit().await.status, 404);
        let left: Vec<i64> = dictionary(&app).await.resolutions.iter().map(|one| one.id.0).collect();
        assert!(left.contains(&2) && !left.contains(&3), "{left:?}");

        assert_eq!(ada.post(TYPES, &[("name", "Odd"), ("active", "on"), ("version", "0")]).await.status, 303);
        let kind = dictionary(&app).await.types.pop().expect("a type");
        let asked = ada.browser.get(&format!("{TYPES}/{}/delete", kind.id)).await;
        assert_eq!(asked.form_at("form[action$='/delete']").submit().await.status, 303);
        assert!(dictionary(&app).await.types.iter().all(|one| one.id != kind.id));
    }

    async fn only_an_active_resolution_of_the_chosen_type_rejects(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let form = ada.browser.get(&format!("{ALL}/3/edit")).await.form();
        assert_eq!(form.set("active", "").submit().await.status, 303);
        let form = ada.browser.get(&format!("{TYPES}/3/edit")).await.form();
        assert_eq!(form.set("active", "").submit().await.status, 303);
        let shown = reject_page(&sam, id).await;
        let offered = shown.attributes("#resolution option", "value");
        assert!(offered.contains(&"2".to_owned()) && !offered.contains(&"3".to_owned()), "{offered:?}");
        assert!(!shown.has("#resolution optgroup[data-type='3']"));
        assert!(!shown.has("#resolution_type option[value='3']"));
        let mut shown = shown;
        for (kind, one, words) in [
            ("2", "1", "Resolution: this is not one of the choices"),
            ("1", "3", "Resolution: this is not one of the choices"),
            ("3", "7", "Resolution: this is not one of the choices"),
            ("1", "99", "Resolution: this is not one of the choices"),
            ("x", "1", "Resolution: this is not one of the choices"),
            ("", "1", "Resolution type: choose one"),
            ("1", "", "Resolution: choose one"),
        ] {
            shown = filled(&shown).set("resolution_type", kind).set("resolution", one).submit().await;
            assert_eq!((shown.status, shown.errors()), (422, vec![words.to_owned()]), "{kind} {one}");
            assert!(row(&app, id).await.is_open());
        }
        assert_eq!(filled(&shown).submit().await.status, 303);
    }
}

#[actix_web::test]
async fn who_may_only_look_is_offered_no_change() {
    let app = TestApp::on_sqlite().await;
    without_requests(&app).await;
    for (group, sees) in [
        (GroupKey::Support, 200),
        (GroupKey::Auditor, 200),
        (GroupKey::Compliance, 403),
    ] {
        let reader = Clerk::of(app.member_of(group).await).await;
        for list in [ALL, TYPES] {
            let page = reader.browser.get(list).await;
            assert_eq!(page.status, sees, "{group}");
            assert!(!page.has("a[href$='/new'], a[href$='/edit']"), "{group}");
            assert_eq!(
                reader.post(list, &[("name", "Mine")]).await.status,
                403,
                "{group}"
            );
        }
    }
    assert_eq!(dictionary(&app).await.resolutions.len(), 16);
}
