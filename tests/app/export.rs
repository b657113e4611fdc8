//! The list as a file: exactly what the list shows, for those who may, and harmless to open.

use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::test::TestRequest;
use calamine::{Data, Reader, Xlsx};
use countersign::domain::export::AT_A_TIME;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use countersign::edge::session::COOKIE as SESSION;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests_list::nine;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

/// A line of a file, by column.
pub type Line = BTreeMap<String, String>;

/// The lines of a CSV file that was made for Excel.
pub fn lines(page: &Page) -> Vec<Line> {
    assert_eq!(page.status, 200, "{}", page.text());
    let body = String::from_utf8(page.body.clone()).expect("UTF-8");
    let body = body.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(body.ends_with("\r\n") && !body.contains('\u{feff}'));
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let lines = reader.deserialize().collect::<Result<_, _>>();
    lines.expect("lines of one length")
}

/// The values of one column.
pub fn column(page: &Page, name: &str) -> Vec<String> {
    let value = |line: &Line| line.get(name).expect("the column").clone();
    lines(page).iter().map(value).collect()
}

/// What the journal says about exports, newest last.
async fn told(app: &TestApp) -> Vec<entry::Model> {
    let exports =
        entry::Entity::find().filter(entry::Column::Action.eq(Action::CustomersExported.code()));
    exports.all(app.app.db.read()).await.expect("entries")
}

/// From now on a file has at most so many rows; Ada, to try it.
async fn limited(app: &mut TestApp, rows: u64) -> Browser {
    app.configure(|config| config.export_rows = rows).await;
    app.sign_in("administrators").await
}

async fn three(app: &TestApp) -> Clerk {
    let clerk = Clerk::hired(app).await;
    for said in [
        [
            ("first_name", "Bea"),
            ("email", "bea@example.com"),
            ("country", "AT"),
        ],
        [
            ("first_name", "Abel"),
            ("email", "abel@example.com"),
            ("country", "DE"),
        ],
        [
            ("first_name", "Cleo"),
            ("email", "cleo@example.com"),
            ("country", "DE"),
        ],
    ] {
        clerk.customer(&said).await;
    }
    clerk
}

async fn names(browser: &Browser, query: &str) -> Vec<String> {
    let path = format!("/customers/export.csv?{query}");
    column(&browser.get(&path).await, "first_name")
}

on_both_engines! {
    async fn a_file_has_exactly_the_filtered_list_in_its_order(app) {
        let ada = three(&app).await.browser;
        assert_eq!(names(&ada, "sort=name").await, ["Abel", "Bea", "Cleo"]);
        assert_eq!(names(&ada, "sort=-id").await, ["Cleo", "Abel", "Bea"]);
        assert_eq!(names(&ada, "sort=email&country=DE").await, ["Abel", "Cleo"]);
        assert_eq!(names(&ada, "q=bea%40").await, ["Bea"]);
        assert_eq!(names(&ada, "country=FR").await, [""; 0]);
        let page = "sort=id&per_page=25&after=nonsense&before=";
        assert_eq!(names(&ada, page).await, ["Bea", "Abel", "Cleo"], "whatever page is shown");
    }

    async fn every_field_is_there_as_the_form_and_the_list_know_it(app) {
        let clerk = Clerk::hired(&app).await;
        let monitor = [("name", "Rate Watch"), ("active", "on")];
        clerk.post("/settings/exchange-monitors", &monitor).await;
        let said = [
            ("first_name", "Zoë"), ("last_name", "O'Neil, \"Z\""), ("company", "Brot & Söhne"),
            ("phone", "+49 30 901820"), ("telegram_chat_id", "-1001234567890"),
            ("address", "Weg 1\n10827 Berlin"), ("birth_date", "1990-12-31"),
            ("timezone", "Europe/Vienna"), ("newsletter", "on"), ("discount", "15"),
            ("affiliate_profit_share", "12.34"), ("exchange_monitor", "1"),
            ("document_number", "L01X00T47"), ("tags", "wholesale, vip"),
        ];
        let id = clerk.customer(&said).await;
        let line = lines(&clerk.browser.get("/customers/export.csv").await).remove(0);
        let expected = [
            ("id", id.to_string()), ("first_name", "Zoë".into()),
            ("last_name", "O'Neil, \"Z\"".into()), ("customer_type", "individual".into()),
            ("phone", "+4930901820".into()), ("telegram_chat_id", "-1001234567890".into()),
            ("address", "Weg 1\n10827 Berlin".into()), ("birth_date", "1990-12-31".into()),
            ("timezone", "Europe/Vienna".into()), ("newsletter", "on".into()),
            ("verified_email", "off".into()), ("discount", "15".into()),
            ("affiliate_profit_share", "12.34".into()), ("exchange_monitor", "rate-watch".into()),
            ("document_number", "L01X00T47".into()), ("tags", "vip, wholesale".into()),
            ("blocked", "off".into()), ("last_activity_at", String::new()),
            ("created_at", "2026-11-20T12:00:00.000Z".into()),
        ];
        for (name, value) in expected {
            assert_eq!(line.get(name), Some(&value), "{name}");
        }
        assert_eq!(line.len(), 32);
    }

    async fn an_unknown_value_is_refused_before_a_byte_leaves(app) {
        let ada = three(&app).await.browser;
        for query in ["country=XX", "colour=red", "sort=shoe", "q=ab", "country=DE&sort=id&sort=id"] {
            for file in ["csv", "xlsx"] {
                let answer = ada.get(&format!("/customers/export.{file}?{query}")).await;
                assert_eq!(answer.status, 422, "{query}");
                assert!(answer.header("content-disposition").is_empty());
            }
        }
        assert!(told(&app).await.is_empty(), "what did not happen is not told");
    }

    /// S117: of customers, requests and the journal alike.
    async fn s117_a_file_has_so_many_rows_and_no_more(app) {
        let mut app = app;
        nine(&app).await;
        let requests = "requests/export.csv?status=all&sort=-id";
        let before = told(&app).await.len();
        for list in ["customers/export.csv?country=DE&sort=name", requests, "audit-log/export.csv?outcome=done"] {
            let all = app.sign_in("administrators").await.get(&format!("/{list}")).await;
            let rows = lines(&all).len() as u64;
            assert!(rows > 1, "{list}");
            let ada = limited(&mut app, rows - 1).await;
            let refused = ada.get(&format!("/{list}")).await;
            assert_eq!(refused.status, 422, "{list}");
            let words = format!("more than {} rows", rows - 1);
            assert!(refused.text().contains(&words), "{}", refused.text());
            let back = refused.attributes(".error-page a", "href");
            assert_eq!(back[0], format!("/{}", list.replace("/export.csv", "")));
            let workbook = list.replace(".csv", ".xlsx");
            assert_eq!(ada.get(&format!("/{workbook}")).await.status, 422, "{list}");
            // The journal grows by each export and each signing in.
            let grown = if list.starts_with("audit") { 3 } else { 0 };
            let ada = limited(&mut app, rows + grown).await;
            assert_eq!(ada.get(&format!("/{list}")).await.status, 200, "{list}");
            limited(&mut app, 2_000_000).await;
        }
        assert_eq!(told(&app).await.len(), before + 2, "what did not happen is not told");
    }

    async fn each_export_is_told_once_with_its_filter_and_without_document_numbers(app) {
        let ada = three(&app).await.browser;
        let answer = ada.get("/customers/export.csv?country=DE&q=L01X00T47").await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        let disposition = "attachment; filename=\"customers-2026-11-20.csv\"";
        assert_eq!(answer.header("content-disposition"), disposition);
        ada.head("/customers/export.csv").await;
        let told = told(&app).await;
        assert_eq!(told.len(), 1, "to ask for the head exports nothing");
        let facts: Vec<_> = told[0].changes().into_iter().map(|change| change.after).collect();
        assert_eq!(facts[0].as_deref(), Some("csv"));
        assert_eq!(facts[1].as_deref(), Some("q=•••47; country=DE"));
        assert_eq!(told[0].actor_name, "administrators");
    }
}

/// Texts that a spreadsheet would work out, and what a cell of the file says instead.
pub const FORMULAS: [(&str, &str); 9] = [
    ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
    ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    ("-2+3", "'-2+3"),
    ("@SUM(A1:A9)", "'@SUM(A1:A9)"),
    ("＝1+1", "'＝1+1"),
    ("＋1+1", "'＋1+1"),
    ("－1+1", "'－1+1"),
    ("＠SUM(1)", "'＠SUM(1)"),
    ("'=1+1", "''=1+1"),
];

#[actix_web::test]
async fn no_cell_is_a_formula() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    for (number, (text, _)) in FORMULAS.iter().enumerate() {
        let email = format!("f{number}@example.com");
        let said = [
            ("first_name", *text),
            ("company", text),
            ("address", text),
            ("email", &email),
        ];
        clerk.customer(&said).await;
    }
    let file = clerk.browser.get("/customers/export.csv?sort=id").await;
    for (line, (_, cell)) in lines(&file).iter().zip(FORMULAS) {
        for name in ["first_name", "company", "address"] {
            assert_eq!(line[name], cell, "{name}");
        }
    }
    let file = clerk.browser.get("/customers/export.xlsx?sort=id").await;
    assert!(file.header("content-disposition").ends_with(".xlsx\""));
    let mut book = Xlsx::new(std::io::Cursor::new(file.body)).expect("a workbook");
    let formulas = book.worksheet_formula("Customers").expect("a sheet");
    assert_eq!(formulas.used_cells().count(), 0);
    let cells = book.worksheet_range("Customers").expect("a sheet");
    assert_eq!(cells.height(), FORMULAS.len() + 1);
    let heads: Vec<String> = cells
        .rows()
        .next()
        .expect("names")
        .iter()
        .map(Data::to_string)
        .collect();
    let at = heads
        .iter()
        .position(|name| name == "company")
        .expect("a column");
    for (row, (text, _)) in cells.rows().skip(1).zip(FORMULAS) {
        assert_eq!(row[at], Data::String(text.to_owned()), "a text is a text");
    }
}

#[actix_web::test]
async fn who_may_not_see_verification_gets_no_document_numbers() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    clerk.customer(&[("document_number", "L01X00T47")]).await;
    let support = app.member_of(GroupKey::Support).await;
    for file in ["csv", "xlsx"] {
        assert_eq!(
            support
                .get(&format!("/customers/export.{file}"))
                .await
                .status,
            403
        );
    }
    // No built-in group may export and not see verification; one that was changed may.
    let grant = "INSERT INTO staff_group_permissions (group_id, permission) SELECT id, 'customers.export' \
        FROM staff_groups WHERE key = 'support'";
    app.app
        .db
        .write()
        .execute_unprepared(grant)
        .await
        .expect("a permission");
    let file = support.get("/customers/export.csv").await;
    assert_eq!(lines(&file).len(), 1);
    assert!(!file.html().contains("L01X00T47") && !file.html().contains("document_number"));
    let file = clerk.browser.get("/customers/export.csv").await;
    assert_eq!(column(&file, "document_number"), ["L01X00T47"]);
}

#[actix_web::test]
async fn a_third_export_waits_for_one_of_two() {
    let app = TestApp::on_sqlite().await;
    let ada = three(&app).await.browser.expecting_failure();
    let places = app
        .app
        .exports
        .clone()
        .try_acquire_many_owned(1)
        .expect("a place");
    assert_eq!(
        names(&ada, "sort=id").await.len(),
        3,
        "the second has a place"
    );
    let both = app
        .app
        .exports
        .clone()
        .acquire_owned()
        .await
        .expect("a place");
    let answer = ada.get("/customers/export.csv").await;
    assert_eq!(
        (answer.status, answer.header("retry-after").as_str()),
        (503, "30")
    );
    assert!(answer.text().contains("Two exports are under way already"));
    drop((places, both));
    assert_eq!(names(&ada, "sort=id").await.len(), 3);
}

#[actix_web::test]
async fn who_goes_away_ends_the_work() {
    let app = TestApp::on_sqlite().await;
    let ada = three(&app).await.browser;
    let session = ada.cookie(SESSION).expect("a session");
    let request = TestRequest::get()
        .uri("/customers/export.csv")
        .insert_header((header::HOST, "127.0.0.1:8080"))
        .insert_header((header::COOKIE, format!("{SESSION}={session}")));
    let answer = (app.call)(request.to_request()).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let places = &app.app.exports;
    assert_eq!(
        places.available_permits(),
        1,
        "nobody takes what is made, so it goes on waiting"
    );
    drop(answer);
    let both = u32::try_from(AT_A_TIME).expect("a number");
    let both = places.acquire_many(both).await;
    assert!(both.is_ok(), "the place is given back");
}
