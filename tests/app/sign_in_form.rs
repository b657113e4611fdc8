//! The form at the door: what it refuses, and where it leads.

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::throttle;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::on_both_engines;
use crate::sign_in::{sessions, try_as};
use crate::support::app::PASSWORD;

on_both_engines! {
    async fn a_login_from_another_site_is_refused(app) {
        app.hire("ada", GroupKey::Support).await;
        let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
        assert_eq!(
            app.stranger().post("/login", &fields).await.status,
            403,
            "no token"
        );
        let foreign = app.stranger().get("/login").await.value("csrf_token");
        let victim = app.stranger();
        victim.get("/login").await;
        let with_foreign = [("csrf_token", foreign.as_str()), fields[0], fields[1]];
        assert_eq!(
            victim.post("/login", &with_foreign).await.status,
            403,
            "somebody else's token"
        );
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let browser = app.stranger().with_header(name, value);
            assert_eq!(
                try_as(&browser, "ada@example.com", PASSWORD).await.status,
                403,
                "{value}"
            );
        }
        assert_eq!(sessions(&app).await, 0);
    }

    async fn a_form_sent_without_a_session_leads_back_to_its_page(app) {
        let here = "http://127.0.0.1:8080";
        for (form, from, door) in [
            ("/requests/7/approve", "", "/login?next=%2Frequests%2F7&unsent=on"),
            ("/requests/7/comments", "", "/login?next=%2Frequests%2F7&unsent=on"),
            ("/requests/7/comments/3", "", "/login?next=%2Frequests%2F7%2Fcomments%2F3&unsent=on"),
            ("/requests/7/reject", "", "/login?next=%2Frequests%2F7%2Freject&unsent=on"),
            ("/requests/claim-next", "", "/login?next=%2Frequests&unsent=on"),
            ("/customers", "", "/login?next=%2Fcustomers%2Fnew&unsent=on"),
            ("/customers", "/customers/new", "/login?next=%2Fcustomers%2Fnew&unsent=on"),
            ("/requests/7/approve", "/requests/7?from=status%3Dnew", "/login?next=%2Frequests%2F7%3Ffrom%3Dstatus%253Dnew&unsent=on"),
            ("/requests/7/approve", "/requests/7/approve", "/login?next=%2Frequests%2F7&unsent=on"),
            ("/customers", "/login?next=%2F", "/login?next=%2Fcustomers%2Fnew&unsent=on"),
        ] {
            let from = if from.is_empty() { String::new() } else { format!("{here}{from}") };
            let sent = app.stranger().with_header("referer", &from).post(form, &[]).await;
            assert_eq!((sent.status, sent.location().as_str()), (303, door), "{form} {from}");
        }
        for from in ["http://evil.example/customers/new", "https://127.0.0.1:8080/customers/new", "//evil.example", "x"] {
            let sent = app.stranger().with_header("referer", from).post("/customers", &[]).await;
            assert_eq!((sent.status, sent.location().as_str()), (303, "/login?next=%2Fcustomers%2Fnew&unsent=on"), "{from}");
        }
    }

    async fn nobody_is_led_elsewhere_after_signing_in(app) {
        app.hire("ada", GroupKey::Support).await;
        for next in [
            "//evil.example",
            "/\\evil.example",
            "/%09/evil.example",
            "https:evil.example",
            "javascript:alert(1)",
            "/login?next=//e",
        ] {
            let browser = app.stranger();
            let path = format!("/login?next={}", countersign::edge::paths::encode(next));
            assert_eq!(browser.get(&path).await.value("next"), "", "{next}");
            let form = browser.get("/login").await.form().set("next", next);
            let answer = form
                .set("email", "ada@example.com")
                .set("password", PASSWORD)
                .submit()
                .await;
            assert_eq!(
                (answer.status, answer.location()),
                (303, "/".to_owned()),
                "{next}"
            );
        }
    }

    async fn an_unknown_field_is_no_part_of_the_form(app) {
        let form = app.stranger().get("/login").await.form();
        assert_eq!(
            form.set("role", "administrators").submit().await.status,
            400
        );
    }

    async fn an_endless_password_is_refused_quickly(app) {
        app.hire("ada", GroupKey::Support).await;
        for length in [1025, 100_000] {
            let page = try_as(&app.stranger(), "ada@example.com", &"a".repeat(length)).await;
            assert_eq!(page.status, 422);
        }
        let page = try_as(&app.stranger(), "ada@example.com", &"a".repeat(1_000_000)).await;
        assert_eq!(page.status, 413);
        assert_eq!(
            throttle::row::Entity::find()
                .count(app.app.db.read())
                .await
                .expect("a number"),
            0
        );
    }

    async fn empty_fields_are_named(app) {
        let page = try_as(&app.stranger(), "", "").await;
        assert_eq!((page.status, page.errors().len()), (422, 2));
        assert!(page.title().starts_with("Error:"), "{}", page.title());
    }

    async fn passwords_are_typed_pasted_and_remembered_as_passwords(app) {
        let door = app.stranger().get("/login").await;
        assert_eq!(door.attributes("#password", "type"), ["password"]);
        assert_eq!(
            door.attributes("#password", "autocomplete"),
            ["current-password"]
        );
        assert_eq!(door.attributes("#email", "autocomplete"), ["username"]);
        assert!(!door.html().contains("onpaste"));
        let account = app.member_of(GroupKey::Support).await.get("/account").await;
        assert_eq!(
            account.attributes("#new, #again", "autocomplete"),
            ["new-password", "new-password"]
        );
        assert_eq!(
            account.attributes("#current, #new, #again", "type"),
            ["password"; 3]
        );
    }
}
