//! The list of requests as a file: exactly what the list shows, and harmless to open.

use calamine::{Data, Reader, Xlsx};
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::Column;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::RequestId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::export::{FORMULAS, column, lines};
use crate::on_both_engines;
use crate::requests::{deposit, set, submit};
use crate::requests_list::{nine, numbers};
use crate::requests_scope::sam;
use crate::support::app::NOW;
use crate::support::{Browser, TestApp};

/// The numbers in a file, in its order.
async fn exported(browser: &Browser, query: &str) -> Vec<i64> {
    let file = browser.get(&format!("/requests/export.csv?{query}")).await;
    let ids = column(&file, "id");
    ids.iter().map(|id| id.parse().expect("a number")).collect()
}

async fn told(app: &TestApp) -> Vec<entry::Model> {
    let exports =
        entry::Entity::find().filter(entry::Column::Action.eq(Action::RequestsExported.code()));
    exports.all(app.app.db.read()).await.expect("entries")
}

on_both_engines! {
    async fn a_file_has_exactly_the_list_with_its_filters_and_its_order(app) {
        let ada = nine(&app).await;
        for query in [
            "", "status=all", "status=approved&status=new", "status=all&sort=amount",
            "status=all&sort=-amount", "sort=-id", "type=deposit&status=all", "q=curie&status=all",
            "q=6", "email=omar@", "customer=1&status=all", "amount_min=100", "created_to=2026-11-17",
            "assignee=none", "q=nobody",
        ] {
            assert_eq!(exported(&ada.browser, query).await, numbers(&ada, query).await, "{query}");
        }
        let page = "status=all&per_page=25&after=nonsense&before=";
        assert_eq!(exported(&ada.browser, page).await.len(), 9, "whatever page is shown");
    }

    async fn each_line_says_what_the_list_says_and_amounts_exactly(app) {
        let ada = nine(&app).await;
        set(&app, RequestId(6), Column::Color, "#e03131").await;
        set(&app, RequestId(6), Column::FirstAmount, "90".parse::<countersign::domain::values::amount::Amount>().expect("an amount")).await;
        let file = ada.browser.get("/requests/export.csv?q=6").await;
        let line = lines(&file).remove(0);
        let expected = [
            ("id", "6"), ("title", "Withdrawal of 100.000000000000000001\u{a0}EUR"),
            ("type", "withdrawal"), ("customer_id", "2"), ("customer", "Omar"),
            ("email", "omar@example.org"), ("tags", "vip"), ("status", "new"),
            ("amount", "100.000000000000000001"), ("first_amount", "90"), ("currency", "EUR"),
            ("account", ""), ("color", "#e03131"), ("assignee", ""), ("age_hours", "48"),
            ("created_at", "2026-11-18T12:00:00.000Z"), ("resolved_at", ""), ("resolved_by", ""),
        ];
        assert_eq!(line.len(), expected.len());
        for (name, value) in expected {
            assert_eq!(line.get(name).map(String::as_str), Some(value), "{name}");
        }
        let line = lines(&ada.browser.get("/requests/export.csv?q=4&status=all").await).remove(0);
        let resolved = ["resolved_at", "resolved_by", "amount"].map(|name| line[name].as_str());
        assert_eq!(resolved, ["2026-11-20T12:00:00.000Z", "Grace", ""]);
        let file = ada.browser.get("/requests/export.xlsx?q=6").await;
        assert!(file.header("content-disposition").ends_with("requests-2026-11-20.xlsx\""));
        let mut book = Xlsx::new(std::io::Cursor::new(file.body)).expect("a workbook");
        let cells = book.worksheet_range("Requests").expect("a sheet");
        let row = cells.rows().nth(1).expect("a line");
        assert_eq!(row[8], Data::String("100.000000000000000001".into()), "not a rounded number");
    }

    async fn nobody_exports_what_is_outside_their_tags(app) {
        nine(&app).await;
        let (_, sam) = sam(&app, &["vip"]).await;
        assert_eq!(exported(&sam.browser, "status=all").await, [9, 8, 7, 6, 5]);
        assert_eq!(exported(&sam.browser, "customer=1&status=all").await, [0; 0]);
        assert_eq!(exported(&sam.browser, "q=1").await, [0; 0]);
    }

    async fn each_export_is_told_once_with_its_filter(app) {
        let ada = nine(&app).await;
        let refused = ["status=odd", "colour=red", "sort=shoe", "q=ab", "sort=id&sort=id"];
        for query in refused {
            for file in ["csv", "xlsx"] {
                let answer = ada.browser.get(&format!("/requests/export.{file}?{query}")).await;
                assert_eq!(answer.status, 422, "{query}");
            }
        }
        ada.browser.head("/requests/export.csv").await;
        assert!(told(&app).await.is_empty(), "what did not happen is not told");
        let file = ada.browser.get("/requests/export.csv?status=new&type=deposit").await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(file.header("cache-control"), "no-store");
        let told = told(&app).await;
        assert_eq!(told.len(), 1);
        let facts: Vec<_> = told[0].changes().into_iter().filter_map(|fact| fact.after).collect();
        assert_eq!(facts, ["csv", "status=new; type=deposit"]);
        let list = ada.browser.get("/requests?status=new&type=deposit&per_page=50").await;
        let links = list.attributes(".page-actions a[href*='export']", "href");
        let query = "status=new&type=deposit";
        assert_eq!(links, ["csv", "xlsx"].map(|end| format!("/requests/export.{end}?{query}")));
    }
}

#[actix_web::test]
async fn no_cell_is_a_formula() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    for (number, (text, _)) in FORMULAS.iter().enumerate() {
        let email = format!("f{number}@example.com");
        let customer = ada
            .customer(&[("first_name", *text), ("email", &email)])
            .await;
        let details = Vec::new();
        let title = (*text).to_owned();
        submit(
            &app,
            NOW,
            customer,
            Payload::External { title, details },
            None,
        )
        .await;
    }
    let file = ada.browser.get("/requests/export.csv?sort=id").await;
    for (line, (_, cell)) in lines(&file).iter().zip(FORMULAS) {
        assert_eq!([&line["title"], &line["customer"]], [cell, cell]);
    }
    let file = ada.browser.get("/requests/export.xlsx?sort=id").await;
    let mut book = Xlsx::new(std::io::Cursor::new(file.body)).expect("a workbook");
    let formulas = book.worksheet_formula("Requests").expect("a sheet");
    assert_eq!(formulas.used_cells().count(), 0);
    let cells = book.worksheet_range("Requests").expect("a sheet");
    for (row, (text, _)) in cells.rows().skip(1).zip(FORMULAS) {
        assert_eq!(row[1], Data::String(text.to_owned()), "a text is a text");
    }
}

#[actix_web::test]
async fn a_list_of_many_batches_has_each_request_once() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let maria = ada.customer(&[("tags", "vip")]).await;
    deposit(&app, maria, "1").await;
    let copies = "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 10500)
        INSERT INTO requests (customer_id, type, status, payload, amount, currency, created_at, updated_at)
        SELECT customer_id, type, status, payload, amount, currency, created_at + n / 7, updated_at
        FROM requests, more WHERE id = 1";
    let done = app.app.db.write().execute_unprepared(copies).await;
    done.expect("requests");
    let (_, sam) = sam(&app, &["vip"]).await;
    for browser in [&ada.browser, &sam.browser] {
        for query in ["", "sort=-amount", "customer=1"] {
            let mut found = exported(browser, query).await;
            assert_eq!(found.len(), 10_501, "{query}");
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.len(), 10_501, "{query}");
        }
    }
}

#[actix_web::test]
async fn who_may_only_read_exports_nothing() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    let auditor = app.member_of(GroupKey::Auditor).await;
    assert_eq!(auditor.get("/requests/export.csv").await.status, 403);
    assert!(
        !auditor
            .get("/requests")
            .await
            .has(".page-actions a[href*='export']")
    );
}
