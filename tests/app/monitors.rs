//! Exchange monitors: made, changed, switched off and on, by those who may.

use countersign::domain::journal::entry::{self, Subject};
use countersign::domain::journal::reading::{self, Kinds};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::MonitorId;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;

const ALL: &str = "/settings/exchange-monitors";

async fn told(app: &TestApp, id: i64) -> Vec<entry::Model> {
    let entries = reading::about(
        app.app.db.read(),
        Subject::Monitor(MonitorId(id)),
        Kinds::Changes,
        None,
    )
    .await;
    entries.expect("entries").entries
}

/// The lines of the list, cell by cell.
async fn lines(clerk: &Clerk) -> Vec<String> {
    clerk.browser.get(ALL).await.all("tbody tr")
}

on_both_engines! {
    async fn a_monitor_is_made_with_an_alias_from_its_name(app) {
        let clerk = Clerk::hired(&app).await;
        assert!(
            clerk
                .browser
                .get(ALL)
                .await
                .text()
                .contains("There are no exchange monitors yet.")
        );
        let form = clerk
            .browser
            .get("/settings/exchange-monitors/new")
            .await
            .form();
        let saved = form.set("name", " Best  Change & Co. ").submit().await;
        assert_eq!((saved.status, saved.location().as_str()), (303, ALL));
        assert_eq!(
            saved.follow().await.flash(),
            "The exchange monitor has been created."
        );
        let given = [
            ("name", "Kurs"), ("alias", "My ALIAS"), ("url", "https://kurs.example/x?y=1"),
        ];
        assert_eq!(clerk.post(ALL, &given).await.status, 303);
        let arabic = [
            ("name", "سعر الصرف"), ("active", "on"), ("url", "http://example.ae"),
        ];
        assert_eq!(clerk.post(ALL, &arabic).await.status, 303);
        let lines = lines(&clerk).await;
        assert!(
            lines[0].starts_with("Best Change & Co. best-change-co Yes"),
            "{lines:?}"
        );
        assert!(
            lines[1].starts_with("Kurs my-alias https://kurs.example/x?y=1 No"),
            "{lines:?}"
        );
        assert!(
            lines[2].starts_with("سعر الصرف سعر-الصرف http://example.ae Yes"),
            "{lines:?}"
        );
        let page = clerk.browser.get(ALL).await;
        assert_eq!(
            page.attributes("tbody a[href^='http']", "rel"),
            ["noopener noreferrer"; 2]
        );
    }

    async fn what_does_not_fit_is_refused_and_kept_in_the_form(app) {
        let clerk = Clerk::hired(&app).await;
        let taken = [("name", "Alpha"), ("active", "on")];
        assert_eq!(clerk.post(ALL, &taken).await.status, 303);
        let (long, longer) = ("n".repeat(100), "n".repeat(101));
        let (alias, aliases) = ("a".repeat(60), "a".repeat(61));
        let (far, farther) = (
            format!("https://e.com/{}", "u".repeat(486)),
            format!("https://e.com/{}", "u".repeat(487)),
        );
        let url = "an address that begins with https://";
        for (name, typed_alias, typed_url, field, words) in [
            ("", "", "", "name", "enter something"), ("  ", "x", "", "name", "enter something"),
            (longer.as_str(), "x", "", "name", "at most 100 characters"),
            ("B", aliases.as_str(), "", "alias", "at most 60 characters"),
            ("!!!", "", "", "alias", "enter something"),
            ("B", "---", "", "alias", "enter something"),
            ("Alpha", "", "", "alias", "another monitor has this alias"),
            ("B", "ALPHA", "", "alias", "another monitor has this alias"),
            ("B", "", "javascript:alert(1)", "url", url),
            ("B", "", "JavaScript:alert(1)", "url", url),
            ("B", "", "ftp://example.com", "url", url), ("B", "", "data:text/html,x", "url", url),
            ("B", "", "www.example.com", "url", url), ("B", "", "https://", "url", url),
            ("B", "", "//example.com", "url", url), ("B", "", "file:///etc/passwd", "url", url),
            ("B", "", farther.as_str(), "url", "at most 500 characters"),
        ] {
            let sent = [
                ("name", name), ("alias", typed_alias), ("url", typed_url), ("active", "on"),
            ];
            let answer = clerk.post(ALL, &sent).await;
            assert_eq!(answer.status, 422, "{sent:?}");
            let errors = answer.errors();
            assert!(
                errors.len() == 1 && errors[0].contains(words),
                "{sent:?}: {errors:?}"
            );
            assert_eq!(
                answer.find(&format!("#{field}-error")),
                Some(errors[0].clone()),
                "{field}"
            );
            assert!(answer.title().starts_with("Error:"));
            for (kept, value) in sent {
                assert_eq!(answer.value(kept), value, "{kept}");
            }
        }
        let fits = [
            ("name", long.as_str()), ("alias", alias.as_str()), ("url", far.as_str()),
        ];
        assert_eq!(clerk.post(ALL, &fits).await.status, 303);
        let extra = [("name", "C"), ("alias", "c"), ("id", "9")];
        assert_eq!(clerk.post(ALL, &extra).await.status, 400);
        assert_eq!(lines(&clerk).await.len(), 2);
    }

    async fn every_change_is_told_and_a_stale_form_changes_nothing(app) {
        let ada = Clerk::hired(&app).await;
        assert_eq!(
            ada.post(ALL, &[("name", "Alpha"), ("active", "on")])
                .await
                .status,
            303
        );
        let edit = "/settings/exchange-monitors/1/edit";
        let stale = ada.browser.get(edit).await.form();
        let open = ada.browser.get(edit).await;
        assert_eq!(open.form().submit().await.status, 303);
        assert_eq!(
            told(&app, 1).await.len(),
            1,
            "nothing changed, nothing told"
        );
        open.form().without("active").submit().await;
        let late = stale.set("url", "https://late.example").submit().await;
        assert_eq!(
            (late.status, late.value("url").as_str()),
            (409, "https://late.example")
        );
        assert!(
            late.text().contains("Somebody else was first"),
            "{}",
            late.text()
        );
        assert_eq!(late.value("version"), "2");
        let meanwhile = late.all(".error-summary .timeline li");
        assert_eq!(meanwhile.len(), 1, "{meanwhile:?}");
        assert!(meanwhile[0].contains("administrators"), "{meanwhile:?}");
        assert!(lines(&ada).await[0].contains(" No "), "still switched off");
        let on = ada.browser.get(edit).await.form().set("active", "on");
        assert_eq!(
            on.submit().await.follow().await.flash(),
            "The exchange monitor has been saved."
        );
        let form = ada
            .browser
            .get(edit)
            .await
            .form()
            .set("name", "Beta")
            .set("alias", "");
        assert_eq!(
            form.set("url", "https://beta.example")
                .submit()
                .await
                .status,
            303
        );
        let history = ada
            .browser
            .get("/settings/exchange-monitors/1/history")
            .await;
        let sentences = [
            "administrators changed the exchange monitor Beta",
            "administrators activated the exchange monitor Alpha",
            "administrators deactivated the exchange monitor Alpha",
            "administrators created the exchange monitor Alpha",
        ];
        assert_eq!(history.all(".told-sentence"), sentences);
        let changes = [
            "Name before: Alpha now: Beta", "Alias before: alpha now: beta",
        ];
        let shown = history.all(".timeline li:first-child .diff div");
        assert_eq!(shown[..2], changes);
        assert_eq!(shown[2], "Web address now: https://beta.example");
        for version in ["", "x", "9999999999999999999999"] {
            let sent = [("name", "X"), ("version", version)];
            let answer = ada.post("/settings/exchange-monitors/1", &sent).await;
            assert_eq!(answer.status, 400, "{version:?}");
        }
        let other = [("name", "Gamma"), ("active", "on")];
        assert_eq!(ada.post(ALL, &other).await.status, 303);
        let taken = [("name", "Gamma"), ("alias", "beta"), ("version", "1")];
        let answer = ada.post("/settings/exchange-monitors/2", &taken).await;
        assert_eq!(answer.errors(), ["Alias: another monitor has this alias"]);
        for id in ["3", "0", "-1", "x", "99999999999999999999"] {
            let path = format!("/settings/exchange-monitors/{id}");
            for page in ["/edit", "/history"] {
                assert_eq!(
                    ada.browser.get(&format!("{path}{page}")).await.status,
                    404,
                    "{id}{page}"
                );
            }
            let sent = [("name", "X"), ("version", "1")];
            assert_eq!(ada.post(&path, &sent).await.status, 404, "{id}");
        }
    }
}

#[actix_web::test]
async fn who_may_only_look_is_offered_no_change() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    assert_eq!(
        ada.post(ALL, &[("name", "Alpha"), ("active", "on")])
            .await
            .status,
        303
    );
    for (group, sees) in [
        (GroupKey::Compliance, 200),
        (GroupKey::Auditor, 200),
        (GroupKey::Support, 403),
    ] {
        let reader = Clerk::of(app.member_of(group).await).await;
        let page = reader.browser.get(ALL).await;
        assert_eq!(page.status, sees, "{group}");
        let settings = reader.browser.get("/settings").await;
        let led = settings.has("main a[href='/settings/exchange-monitors']");
        assert_eq!(led, sees == 200, "{group}");
        assert!(!page.has("a[href$='/new'], a[href$='/edit']"), "{group}");
        assert_eq!(
            reader.post(ALL, &[("name", "Mine")]).await.status,
            403,
            "{group}"
        );
        let off = [("name", "Alpha"), ("version", "1")];
        assert_eq!(
            reader
                .post("/settings/exchange-monitors/1", &off)
                .await
                .status,
            403,
            "{group}"
        );
    }
    assert_eq!(told(&app, 1).await.len(), 1);
    assert_eq!(lines(&ada).await.len(), 1);
}
