//! Likely duplicates: told while somebody types and on the profile, and never in the way.

use countersign::domain::customers::duplicates;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::TagId;
use countersign::domain::values::scope::Scope;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::customers::{Clerk, count, new_customer};
use crate::hostile_uploads::files::png;
use crate::on_both_engines;
use crate::support::{Browser, TestApp};

/// Who looks alike, as the form would be told.
async fn alike(browser: &Browser, query: &str) -> Vec<String> {
    let piece = browser.get(&format!("/customers/duplicates?{query}")).await;
    assert_eq!(piece.status, 200, "{}", piece.text());
    piece.all(".duplicates li")
}

async fn maria(clerk: &Clerk) {
    let said = [
        ("last_name", "Müller"),
        ("phone", "+4930901820"),
        ("document_number", "L01X00T47"),
        ("birth_date", "1990-12-31"),
    ];
    clerk.customer(&said).await;
}

on_both_engines! {
    async fn who_looks_alike_is_told_with_the_reason(app) {
        let clerk = Clerk::hired(&app).await;
        maria(&clerk).await;
        for (query, why) in [
            ("phone=%2B49+30+901820", "same phone number"),
            ("document_number=l01x00t47", "same document number"),
            ("first_name=M%C3%BCller&last_name=Maria&birth_date=1990-12-31",
                "similar name and same date of birth"),
            ("first_name=Mari&last_name=Muller&birth_date=1990-12-31",
                "similar name and same date of birth"),
            ("phone=%2B4930901820&document_number=L01X00T47",
                "same document number, same phone number"),
        ] {
            let found = alike(&clerk.browser, query).await;
            let words = format!("Maria Müller Customer 1 : {why}");
            assert_eq!(found, [words], "{query}");
        }
        for query in [
            "", "phone=%2B4930901821", "phone=030", "document_number=L01X00T4",
            "first_name=Maria&last_name=M%C3%BCller", "phone=%2B4930901820&except=1",
            "first_name=Maria&last_name=M%C3%BCller&birth_date=1990-12-30",
            "first_name=Anna&last_name=Huber&birth_date=1990-12-31", "document_number=%00",
            "birth_date=1990-12-31", "birth_date=x&except=y",
        ] {
            let found = alike(&clerk.browser, query).await;
            assert!(found.is_empty(), "{query}: {found:?}");
        }
        let stranger = app.stranger().get("/customers/duplicates").await;
        assert_eq!(stranger.status, 303);
    }

    async fn checking_saves_nothing_and_loses_nothing(app) {
        let clerk = Clerk::hired(&app).await;
        maria(&clerk).await;
        let form = new_customer(&clerk.browser)
            .await
            .set("email", "other@example.com")
            .set("phone", "+49 30 901820")
            .set("discount", "101")
            .set("check_duplicates", "on")
            .attach("photo", "me.png", &png());
        let answer = form.submit().await;
        assert_eq!((answer.status, answer.errors().len()), (200, 0));
        assert!(answer.text().contains("Possible duplicates"), "{}", answer.text());
        assert_eq!(answer.all(".notice .duplicates li").len(), 1);
        assert_eq!(answer.value("phone"), "+49 30 901820");
        assert!(answer.all(".flash-warning").concat().contains("me.png"));
        assert_eq!(count(&clerk.browser).await, 1);
        let wrong = answer.form().submit().await;
        assert_eq!(wrong.status, 422, "saved without the button");
        let saved = wrong.form().set("discount", "10").submit().await;
        assert_eq!(saved.status, 303, "a hint is no rule");
        let profile = saved.follow().await;
        assert_eq!(profile.all(".notice .duplicates li").len(), 1);
        let edit = clerk.browser.get("/customers/2/edit").await.form();
        let answer = edit.set("check_duplicates", "on").submit().await;
        assert_eq!(answer.all(".notice .duplicates li").len(), 1, "not oneself");
    }

    async fn document_numbers_are_for_those_who_see_documents(app) {
        let clerk = Clerk::hired(&app).await;
        maria(&clerk).await;
        let twin = [("email", "twin@example.com"), ("document_number", "L01X00T47")];
        let id = clerk.customer(&twin).await;
        let profile = clerk.browser.get(&format!("/customers/{id}")).await;
        assert_eq!(profile.all(".notice .duplicates li").len(), 1);
        let support = app.member_of(GroupKey::Support).await;
        let profile = support.get(&format!("/customers/{id}")).await;
        assert_eq!((profile.status, profile.has(".notice")), (200, false));
    }
}

#[actix_web::test]
async fn every_question_has_an_index() {
    let app = TestApp::on_sqlite().await;
    let phone = "+4930901820".parse().expect("a phone");
    let day = "1990-12-31".parse().expect("a day");
    let everybody = Scope::All;
    let some = Scope::of([TagId(1)]);
    for scope in [everybody, some] {
        for (mut query, index) in [
            (
                duplicates::by_phone(&scope, &phone),
                "INDEX customers_phone",
            ),
            (
                duplicates::by_document_number(&scope, "L01"),
                "INDEX customers_document_number",
            ),
            (
                duplicates::by_birth_date(&scope, day),
                // Half a hundred are born on each day: a row is looked up for none of them.
                "COVERING INDEX customers_birth_date",
            ),
        ] {
            let mut statement = DbBackend::Sqlite.build(query.limit(200));
            statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
            let rows = app
                .app
                .db
                .read()
                .query_all_raw(statement)
                .await
                .expect("a plan");
            let detail =
                |row: &sea_orm::QueryResult| row.try_get::<String>("", "detail").expect("words");
            let plan = rows.iter().map(detail).collect::<Vec<_>>().join("\n");
            assert!(plan.contains(&format!("USING {index}")), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
