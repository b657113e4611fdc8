//! What the list finds: document numbers for those who may know them, the rare and the common, the
//! last page and the exact figure.

use countersign::domain::staff::group::GroupKey;
use countersign::edge::paths;
use sea_orm::ConnectionTrait;

use crate::customers::Clerk;
use crate::list::names;
use crate::list_pages::link;
use crate::on_both_engines;
use crate::support::TestApp;

/// So many rows that counting stops and walks begin.
const CROWD: i64 = 12_000;

/// A crowd, written at once: every third in Austria, one in Iceland, the newest last.
pub async fn crowd(app: &TestApp) {
    let series = if app.app.db.backend() == sea_orm::DbBackend::Sqlite {
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CROWD})")
    } else {
        format!("WITH n AS (SELECT i FROM generate_series(1, {CROWD}) AS i)")
    };
    let statement = format!(
        "INSERT INTO customers (first_name, customer_type, email, gender, newsletter, country,
            language, discount, profit_share, status, verified_email, verified_phone,
            verified_document, verified_selfie, verified_address, verification_progress,
            document_number, sort_name, search_text, created_at, updated_at)
        {series} SELECT 'Hannah' || i, 'individual', 'h' || i || '@example.com', 'female', FALSE,
            CASE WHEN i = 77 THEN 'IS' WHEN i % 3 = 0 THEN 'AT' ELSE 'DE' END, 'en', 0, 0,
            'active', FALSE, FALSE, FALSE, FALSE, i = 77, 0, 'DOC' || i, 'hannah' || i,
            'hannah' || i, i * 1000, i * 1000 FROM n"
    );
    // SQLite wants the series in front of everything.
    let statement = if app.app.db.backend() == sea_orm::DbBackend::Sqlite {
        let (insert, select) = statement.split_once(&series).expect("both halves");
        format!("{series} {insert} {select}")
    } else {
        statement
    };
    app.app
        .db
        .write()
        .execute_unprepared(&statement)
        .await
        .expect("a crowd");
    app.app.db.refresh_statistics().await.expect("statistics");
}

on_both_engines! {
    async fn a_customer_is_found_as_people_write_numbers_and_apostrophes(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("last_name", "O'Brien"), ("first_name", "Ann")]).await;
        let bent = [("last_name", "O\u{2019}Neil"), ("first_name", "Bea"), ("email", "b@example.com")];
        clerk.customer(&bent).await;
        for (q, found) in [
            ("%232", "Bea O\u{2019}Neil"), ("No.+2", "Bea O\u{2019}Neil"), ("nr+1", "Ann O'Brien"), ("1", "Ann O'Brien"),
            ("O'Brien", "Ann O'Brien"), ("O%E2%80%99Brien", "Ann O'Brien"), ("o%CA%BCbrien", "Ann O'Brien"),
            ("O'Neil", "Bea O\u{2019}Neil"), ("O%E2%80%99Neil", "Bea O\u{2019}Neil"),
        ] {
            let page = clerk.browser.get(&format!("/customers?q={q}")).await;
            assert_eq!(names(&page), [found], "{q}");
        }
    }

    async fn every_part_of_a_word_is_found_and_parts_that_stand_apart_are_not(app) {
        let clerk = Clerk::hired(&app).await;
        let name = "Kowalczyk-\u{d6}zt\u{fc}rk";
        clerk.customer(&[("first_name", "Bea"), ("last_name", name), ("email", "exam.smith@example.com")]).await;
        clerk.customer(&[("first_name", "Ann"), ("email", "ann@example.com")]).await;
        let letters: Vec<char> = name.chars().collect();
        for length in 3..=letters.len() {
            for part in letters.windows(length) {
                let q: String = part.iter().collect();
                let page = clerk.browser.get(&format!("/customers?q={}", paths::encode(&q))).await;
                assert_eq!(names(&page), [format!("Bea {name}")], "{q}");
            }
        }
        for apart in ["smithexam", "smithexamp", "smith.examp", "kowalkowal", "czykkowal", "beakow", "kowbea"] {
            let page = clerk.browser.get(&format!("/customers?q={apart}")).await;
            assert!(names(&page).is_empty(), "{apart} is nowhere");
        }
        for together in ["smith+exam", "smith+kow", "smith%40exam+bea", "com+exam.smith"] {
            let page = clerk.browser.get(&format!("/customers?q={together}")).await;
            assert_eq!(names(&page), [format!("Bea {name}")], "{together}");
        }
    }

    async fn a_corrected_name_is_found_and_the_wrong_one_no_longer(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[("first_name", "Maria"), ("last_name", "Fernandez")]).await;
        assert_eq!(clerk.update(id, "1", &[("last_name", "Hernandes")]).await.status, 303);
        for (q, found) in [
            ("fer", 0), ("fern", 0), ("ferna", 0), ("fernandez", 0), ("her", 1), ("hern", 1), ("herna", 1),
            ("hernandes", 1), ("ernande", 1), ("mar", 1), ("maria", 1),
        ] {
            let page = clerk.browser.get(&format!("/customers?q={q}")).await;
            assert_eq!(names(&page).len(), found, "{q}");
        }
    }

    async fn document_numbers_are_found_by_those_who_may_know_them(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("first_name", "Maria"), ("document_number", "L01X00T47")]).await;
        let cora = app.member_of(GroupKey::Compliance).await;
        let sam = app.member_of(GroupKey::Support).await;
        for q in ["l01x00t47", "X00T", "x00t47"] {
            let path = format!("/customers?q={q}");
            assert_eq!(names(&cora.get(&path).await), ["Maria"], "{q}");
            assert!(names(&sam.get(&path).await).is_empty(), "{q} is not for Sam");
        }
        let clerk = Clerk::of(clerk.browser).await;
        let id = countersign::domain::values::ids::CustomerId(1);
        assert_eq!(clerk.update(id, "1", &[("document_number", "C3PO99")]).await.status, 303);
        assert!(names(&cora.get("/customers?q=x00t").await).is_empty(), "the old number");
        assert_eq!(names(&cora.get("/customers?q=3po9").await), ["Maria"]);
        assert_eq!(clerk.update(id, "2", &[("document_number", "")]).await.status, 303);
        assert!(names(&cora.get("/customers?q=3po9").await).is_empty(), "no number");
        assert_eq!(names(&sam.get("/customers?q=maria").await), ["Maria"]);
    }

    async fn the_rare_and_the_common_are_found_alike(app) {
        crowd(&app).await;
        let ada = app.administrator().await;
        for (query, count, first) in [
            ("", "10,000+", "Hannah12000"), ("q=hannah", "10,000+", "Hannah12000"),
            ("q=hannah77&sort=id", "111", "Hannah77"), ("q=doc77&sort=id", "111", "Hannah77"),
            ("country=IS", "1", "Hannah77"), ("country=AT", "4,000", "Hannah12000"),
            ("country=AT&sort=name", "4,000", "Hannah10002"),
            ("country=DE&country=AT&sort=name", "10,000+", "Hannah1"),
            ("country=DE&country=IS&sort=-name", "8,000", "Hannah9998"),
            ("verified_address=yes&sort=name", "1", "Hannah77"),
            ("verified_address=no&sort=name", "10,000+", "Hannah1"),
            ("q=hannah&country=IS", "1", "Hannah77"),
            ("q=hannah&country=DE&sort=id", "7,999", "Hannah1"),
            ("q=hannah&status=active&sort=id", "5,000+", "Hannah1"),
            ("q=hannah77&country=DE&sort=-id", "74", "Hannah7799"),
            ("blocked=yes", "0", ""), ("blocked=no&sort=id", "10,000+", "Hannah1"),
            ("progress_max=0&sort=id", "10,000+", "Hannah1"), ("progress_min=1", "0", ""),
            ("created_to=1970-01-01&sort=name", "10,000+", "Hannah1"),
        ] {
            let page = ada.get(&format!("/customers?{query}")).await;
            assert_eq!(names(&page).first().map_or("", String::as_str), first, "{query}");
            let found = page.find("#list-count").unwrap_or_default();
            let postgres = app.app.db.backend() == sea_orm::DbBackend::Postgres;
            let count = if postgres && count == "5,000+" { "10,000+" } else { count };
            assert_eq!(found, format!("Found: {count}"), "{query}");
        }
        let page = ada.get("/customers?q=hannah&sort=id").await;
        let exactly = page.attributes(".page-note a", "href").remove(0);
        let page = ada.get(&exactly).await;
        assert_eq!(page.find("#list-count").as_deref(), Some("Found: 12,000"));
        assert!(!page.has(".page-note a"), "there is nothing more to count");
    }

    async fn the_last_page_is_one_step_away(app) {
        let clerk = crate::list_pages::many(&app).await;
        let first = clerk.browser.get("/customers?sort=id&per_page=50").await;
        assert!(!first.has("a[rel=first]"), "this is the first page");
        let last = link(&first, "last").expect("a last page");
        let last = clerk.browser.get(&last).await;
        let ids = last.all("#customers .cell-id");
        assert_eq!((ids.len(), ids[0].as_str(), ids[49].as_str()), (50, "81", "130"));
        assert!(!last.has("a[rel=next]") && !last.has("a[rel=last]"));
        let before = link(&last, "prev").expect("a page before");
        let before = clerk.browser.get(&before).await.all("#customers .cell-id");
        assert_eq!((before[0].as_str(), before[49].as_str()), ("31", "80"));
        let home = link(&last, "first").expect("the first page");
        let again = clerk.browser.get(&home).await.all("#customers .cell-id");
        assert_eq!(again, first.all("#customers .cell-id"));
        let few = clerk.browser.get("/customers?sort=id&per_page=100&country=DE&before=end").await;
        assert_eq!(few.all("#customers .cell-id").len(), 65);
        assert!(!few.has("a[rel=prev]"), "all of them are here");
    }
}
