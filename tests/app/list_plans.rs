//! The list of customers, as the database looks for it: from an index, never by looking at all.

use chrono_tz::Tz;
use countersign::domain::customers::cursor::Sort;
use countersign::domain::customers::search::{self, Asked, Counted, CustomerFilter, Plan};
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use sea_orm::{ConnectionTrait, DbBackend, QueryFilter, QuerySelect, QueryTrait};

use crate::list_found::crowd;
use crate::list_pages::{link, many};
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

/// A filter of somebody who sees all customers.
fn everybody(filter: &CustomerFilter) -> Asked<'_> {
    Asked {
        filter,
        scope: &Scope::All,
        sight: &Sight::Clear,
        zone: Tz::UTC,
    }
}

async fn plan(app: &TestApp, filter: &CustomerFilter) -> String {
    let query = search::ordered(filter)
        .filter(search::conditions(DbBackend::Sqlite, everybody(filter)))
        .limit(26);
    let mut statement = query.build(DbBackend::Sqlite);
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(statement)
        .await
        .expect("a plan");
    let detail = |row: &sea_orm::QueryResult| row.try_get::<String>("", "detail").expect("words");
    rows.iter().map(detail).collect::<Vec<_>>().join("\n")
}

pub fn filter(parameters: &[(&str, &str)]) -> CustomerFilter {
    let owned: Vec<_> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    CustomerFilter::parse(&owned).expect("a filter")
}

#[actix_web::test]
async fn every_order_comes_from_an_index_and_every_search_from_another() {
    let app = TestApp::on_sqlite().await;
    let browser = many(&app).await.browser;
    for sort in Sort::ALL {
        for turned in ["", "-"] {
            let sort = format!("{turned}{}", sort.code());
            let first = browser.get(&format!("/customers?sort={sort}")).await;
            let after = after(&first);
            for place in [
                None,
                Some(("after", after.as_str())),
                Some(("before", after.as_str())),
            ] {
                let mut parameters = vec![("sort", sort.as_str())];
                parameters.extend(place);
                let plan = plan(&app, &filter(&parameters)).await;
                assert!(!plan.contains("TEMP B-TREE"), "{sort} {place:?}: {plan}");
                let by_key =
                    sort.ends_with("id") && (place.is_none() || plan.contains("PRIMARY KEY"));
                assert!(
                    by_key || plan.contains("USING INDEX"),
                    "{sort} {place:?}: {plan}"
                );
                let whole = place.is_some() && plan.starts_with("SCAN");
                assert!(!whole, "{sort} {place:?} looks at everything: {plan}");
            }
        }
    }
    for (q, index) in [
        ("ada", "customers_search"),
        ("example.com ada", "customers_search"),
        ("ada ab", "customers_search"),
        ("1234", "customers_search"),
        ("الأحمد", "customers_search_five"),
        ("12345", "customers_search_five"),
        ("example.com adam.smith", "customers_search_five"),
    ] {
        let plan = plan(&app, &filter(&[("q", q)])).await;
        assert!(
            plan.contains(&format!("{index} VIRTUAL TABLE INDEX")),
            "{q}: {plan}"
        );
        assert!(!plan.contains("SCAN customers\n"), "{q}: {plan}");
    }
    let plan = plan(&app, &filter(&[("q", "7")])).await;
    assert!(plan.contains("INTEGER PRIMARY KEY"), "{plan}");
}

/// The place at which a page of the list ends.
pub fn after(page: &Page) -> String {
    let next = link(page, "next").expect("a next page");
    let query = next.split_once('?').expect("a query").1;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let place = pairs.find(|(name, _)| name == "after");
    place.expect("a cursor").1.into_owned()
}

/// How SQLite finds a page that the list chose the way to.
async fn chosen(app: &TestApp, filter: &CustomerFilter) -> String {
    let memory = (&Counted::default(), NOW);
    let plan = Plan::make(app.app.db.read(), memory, everybody(filter));
    let plan = plan.await.expect("a plan");
    let mut statement = plan.rows(26).build(DbBackend::Sqlite);
    statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(statement)
        .await
        .expect("lines");
    let detail = |row: &sea_orm::QueryResult| row.try_get::<String>("", "detail").expect("words");
    rows.iter().map(detail).collect::<Vec<_>>().join("\n")
}

#[actix_web::test]
async fn every_filter_is_found_from_an_index_in_every_order() {
    let app = TestApp::on_sqlite().await;
    many(&app).await;
    app.app.db.refresh_statistics().await.expect("statistics");
    for (name, value, in_order) in [
        ("status", "inactive", true),
        ("country", "IS", true),
        ("country", "DE", true),
        ("gender", "other", true),
        ("customer_type", "corporate", true),
        ("exchange_monitor", "1", true),
        ("verified_email", "yes", true),
        ("verified_phone", "no", true),
        ("verified_document", "yes", true),
        ("verified_selfie", "yes", true),
        ("verified_address", "yes", true),
        ("blocked", "yes", true),
        ("waiting", "yes", true),
        ("tag", "vip", false),
        ("progress_min", "75", false),
        ("progress_max", "25", false),
        ("created_from", "2026-11-21", false),
        ("q", "ada", false),
        ("q", "017@example", false),
    ] {
        for sort in Sort::ALL.map(Sort::code) {
            let sort = format!("-{sort}");
            let plan = chosen(&app, &filter(&[(name, value), ("sort", &sort)])).await;
            let whole = plan
                .lines()
                .any(|line| line.starts_with("SCAN customers") && !line.contains("INDEX"));
            // Walking along the numbers is a scan, too, but one that ends with the page.
            let walk = sort == "-id" && !plan.contains("TEMP B-TREE");
            assert!(
                !whole || walk,
                "{name}={value} by {sort} looks at everything: {plan}"
            );
            if sort == "-created_at" && in_order {
                let sorted = plan.contains("TEMP B-TREE");
                let found = plan.starts_with("SEARCH customers USING INDEX")
                    || plan.starts_with("SCAN customers USING INDEX");
                assert!(found && !sorted, "{name}={value}: {plan}");
            }
        }
    }
}

/// Of 12,000 customers, 3,112 are called Hannah1 something, 1,111 Hannah11 and 111 Hannah111.
#[actix_web::test]
async fn a_search_is_tested_compared_or_sorted_by_how_much_it_finds() {
    let app = TestApp::on_sqlite().await;
    crowd(&app).await;
    for (q, numbers, sorted) in [
        ("hannah1", false, false),
        ("hannah11", true, false),
        ("hannah111", true, true),
    ] {
        let plan = chosen(&app, &filter(&[("q", q)])).await;
        assert_eq!(plan.contains("SCAN named"), numbers, "{q}: {plan}");
        assert_eq!(plan.contains("TEMP B-TREE"), sorted, "{q}: {plan}");
        assert!(!plan.contains("SCAN customers\n"), "{q}: {plan}");
        assert!(
            !plan.contains("customers_search"),
            "{q} is not searched for again: {plan}"
        );
    }
}

/// Which of two filters leads is decided by how many customers have that value, not by how many
/// values there are on the average.
#[actix_web::test]
async fn the_rarer_of_two_values_leads() {
    let app = TestApp::on_sqlite().await;
    let clerk = many(&app).await;
    clerk
        .customer(&[
            ("country", "DE"),
            ("status", "inactive"),
            ("email", "rare@example.com"),
        ])
        .await;
    clerk
        .customer(&[
            ("country", "IS"),
            ("status", "active"),
            ("email", "iceland@example.com"),
        ])
        .await;
    app.app.db.refresh_statistics().await.expect("statistics");
    for (country, status, leader) in [
        ("DE", "inactive", "customers_status"),
        ("IS", "active", "customers_country"),
    ] {
        let both = filter(&[("country", country), ("status", status)]);
        let plan = chosen(&app, &both).await;
        let by = format!("USING COVERING INDEX {leader}");
        let found = plan.contains(&by) || plan.contains(&format!("USING INDEX {leader}"));
        assert!(found, "{country} {status}: {plan}");
    }
}
