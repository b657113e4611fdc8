//! The list of requests, as the database looks for it: from an index, in its order.

use chrono_tz::Tz;
use countersign::domain::customers::search::Count;
use countersign::domain::requests::request::Column;
use countersign::domain::requests::search::{
    self, Asking, Cursor, Line, RequestFilter, Sort, Tallies, Walk, Whose,
};
use countersign::domain::values::ids::{CustomerId, RequestId, StaffId, TagId};
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use sea_orm::sea_query::SqliteQueryBuilder;
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait};

use crate::on_both_engines;
use crate::requests::set;
use crate::requests_list::nine;
use crate::support::TestApp;
use crate::support::app::NOW;

fn filter(query: &str) -> RequestFilter {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    RequestFilter::parse(&pairs).expect("a filter")
}

/// Somebody who sees everything.
fn asking() -> Asking {
    Asking {
        me: StaffId(1),
        zone: Tz::UTC,
        now: NOW,
        scope: Scope::All,
        sight: Sight::Clear,
    }
}

async fn plan(app: &TestApp, query: &str, count: u64) -> String {
    let named = filter(query).customer.is_some();
    let whose = match named {
        true => Whose::These(vec![CustomerId(1)]),
        false => Whose::Anybody,
    };
    plan_for(app, (&asking(), &whose), query, count).await
}

async fn plan_for(
    app: &TestApp,
    (asking, whose): (&Asking, &Whose),
    query: &str,
    count: u64,
) -> String {
    let count = Count::capped(count);
    let query = search::query(&app.app.db, &filter(query), asking, whose, count);
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

/// The numbers that a list has when so many match.
async fn found(app: &TestApp, query: &str, count: u64) -> Vec<i64> {
    let (filter, count) = (filter(query), Count::capped(count));
    let query = search::query(&app.app.db, &filter, &asking(), &Whose::Anybody, count);
    let lines = query.into_model::<Line>().all(app.app.db.read()).await;
    lines.expect("lines").iter().map(|line| line.id.0).collect()
}

on_both_engines! {
    async fn few_and_many_are_found_alike(app) {
        nine(&app).await;
        for number in [1, 3, 5, 8] {
            set(&app, RequestId(number), Column::Color, "#e03131").await;
            set(&app, RequestId(number), Column::AssigneeId, StaffId(1)).await;
            set(&app, RequestId(number), Column::ClaimedUntil, NOW.0 + 1).await;
        }
        for criteria in [
            "color=%23e03131", "assignee=me", "amount_min=50", "amount_max=100",
            "created_from=2026-11-16", "type=deposit&type=account&created_to=2026-11-18",
            "type=deposit&color=%23e03131&amount_min=50",
        ] {
            for sort in ["id", "-created_at", "amount", "-amount"] {
                let query = format!("status=all&{criteria}&sort={sort}");
                let few = found(&app, &query, 5).await;
                assert!(few.len() > 1, "{query}");
                assert_eq!(few, found(&app, &query, 20_000).await, "{query}");
            }
        }
    }
}

/// The lines of a plan about the inner search: all but looking up what was found.
fn arms(plan: &str) -> Vec<&str> {
    let lines = plan.lines().filter(|line| line.contains("requests"));
    lines
        .filter(|line| !line.contains("INTEGER PRIMARY KEY"))
        .collect()
}

#[actix_web::test]
async fn every_tab_in_every_order_comes_from_an_index_in_that_order() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    let all = filter("status=all");
    let (tallies, asking) = (Tallies::default(), asking());
    let page = search::page(&app.app.db, &tallies, &all, &asking);
    let line = page.await.expect("a page").lines.remove(0);
    for status in ["", "status=new&", "status=all&"] {
        for kind in ["", "type=deposit&", "type=deposit&type=archive&"] {
            for (sort, sign) in [(Sort::Id, ""), (Sort::CreatedAt, "-"), (Sort::Amount, "")] {
                let place = Cursor::of(&line, sort).encode();
                for place in [
                    String::new(),
                    format!("&after={place}"),
                    format!("&before={place}"),
                ] {
                    let query = format!("{status}{kind}sort={sign}{}{place}", sort.code());
                    let plan = plan(&app, &query, 1_000_000).await;
                    let found = arms(&plan);
                    assert!(!found.is_empty(), "{query}: {plan}");
                    for arm in found {
                        assert!(
                            arm.starts_with("SEARCH requests USING COVERING INDEX requests_"),
                            "{query}: {plan}"
                        );
                    }
                    let sorted = plan.matches("TEMP B-TREE").count();
                    assert!(
                        sorted <= 1,
                        "only the page itself is put in order: {query}: {plan}"
                    );
                }
            }
        }
    }
}

#[actix_web::test]
async fn every_filter_that_finds_few_leads() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    for analyzed in [false, true] {
        if analyzed {
            app.app.db.refresh_statistics().await.expect("statistics");
        }
        for (query, index) in [
            ("customer=1", "requests_customer"),
            ("assignee=1", "requests_assignee"),
            ("color=%23e03131", "requests_color"),
            ("created_from=2026-11-18&sort=id", "requests_status "),
            (
                "created_from=2026-11-18&sort=created_at",
                "requests_status ",
            ),
            ("amount_min=5&sort=id", "requests_status_amount"),
            (
                "type=deposit&amount_min=5&sort=amount",
                "requests_type_amount",
            ),
        ] {
            for status in ["", "&status=all", "&status=approved"] {
                let plan = plan(&app, &format!("{query}{status}"), 10).await;
                // Of nine rows that are known to be nine, looking at all is as good as any way.
                let whole = plan.lines().any(|line| line.starts_with("SCAN requests"));
                let led = plan.contains(index) && !whole;
                assert!(led || analyzed, "{query}{status}: {plan}");
            }
        }
        let found = (&asking(), &Whose::These(vec![CustomerId(1)]));
        let phone = plan_for(&app, found, "q=905338295137", 1).await;
        let led = phone.contains("requests_customer");
        assert!(led || analyzed, "{phone}");
        let one = plan(&app, "q=5", 1).await;
        let numbered = arms(&one).is_empty() || analyzed;
        assert!(numbered, "its number is enough: {one}");
    }
}

#[actix_web::test]
async fn a_range_of_amounts_is_put_in_order_from_its_index_alone() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    for (query, index) in [
        ("amount_min=5", "requests_status_amount"),
        ("amount_max=5&sort=-created_at", "requests_status_amount"),
        (
            "amount_min=5&amount_max=9&sort=id",
            "requests_status_amount",
        ),
        ("type=deposit&amount_min=5", "requests_type_amount"),
    ] {
        let plan = plan(&app, query, 5_000).await;
        let alone = format!("SEARCH requests USING COVERING INDEX {index}");
        for arm in arms(&plan) {
            assert!(arm.starts_with(&alone), "{query}: {plan}");
        }
    }
}

/// Somebody who sees the customers with two tags.
fn limited() -> Asking {
    Asking {
        scope: Scope::of([TagId(1), TagId(2)]),
        ..asking()
    }
}

#[actix_web::test]
async fn few_customers_in_a_scope_lead_to_their_requests() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    for query in [
        "",
        "status=all",
        "type=deposit&sort=-amount",
        "amount_min=5",
    ] {
        let plan = plan_for(&app, (&limited(), &Whose::Carriers), query, 10).await;
        let whole = plan.lines().any(|line| line.starts_with("SCAN requests"));
        assert!(!whole, "{query}: {plan}");
        assert!(plan.contains("requests_customer"), "{query}: {plan}");
        assert!(plan.contains("customer_tags_tag"), "{query}: {plan}");
    }
}

#[actix_web::test]
async fn many_customers_in_a_scope_are_met_on_a_walk_along_the_list() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    for whose in [Whose::Anybody, Whose::Carriers] {
        for query in ["", "status=all", "type=deposit&sort=-amount", "sort=id"] {
            let plan = plan_for(&app, (&limited(), &whose), query, 1_000_000).await;
            for arm in arms(&plan) {
                let walks = arm.starts_with("SEARCH requests USING INDEX requests_status")
                    || arm.starts_with("SEARCH requests USING INDEX requests_type");
                assert!(walks, "{query}: {plan}");
            }
            let tests = plan.contains("SEARCH customer_tags USING PRIMARY KEY");
            let tests = tests || plan.contains("SEARCH customer_tags EXISTS");
            assert!(tests, "each row's customer is looked up: {query}: {plan}");
            let sorted = plan.matches("TEMP B-TREE").count();
            assert!(
                sorted <= 1,
                "only the page itself is put in order: {query}: {plan}"
            );
        }
    }
}

#[actix_web::test]
async fn a_place_in_a_list_is_found_without_reading_the_list() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    let (db, tallies) = (&app.app.db, Tallies::default());
    for asking in [asking(), limited()] {
        for query in [
            "",
            "sort=-id",
            "status=all&sort=amount",
            "type=deposit&type=archive",
            "assignee=none",
            "assignee=me",
            "customer=1",
            "color=%23e03131",
            "amount_min=5&sort=id",
            "created_from=2026-11-18&sort=-amount",
        ] {
            let filter = filter(query);
            let walk = Walk::through(&filter, &asking, &tallies);
            let scouted = walk.prepare(db).await.expect("a way");
            let request = crate::requests::stored(&app, RequestId(6)).await;
            let sql = walk
                .standing_query(&scouted, &request)
                .to_string(SqliteQueryBuilder);
            let sql = format!("EXPLAIN QUERY PLAN {sql}");
            let asked = sea_orm::Statement::from_string(DbBackend::Sqlite, sql);
            let rows = db.read().query_all_raw(asked).await.expect("a plan");
            let lines: Vec<String> = rows
                .iter()
                .map(|row| row.try_get("", "detail").expect("words"))
                .collect();
            let read = lines
                .iter()
                .filter(|line| line.contains("SEARCH requests USING"));
            assert!(read.count() >= 4, "{query}: {lines:?}");
            let scanned = lines.iter().find(|line| line.starts_with("SCAN requests"));
            assert_eq!(scanned, None, "{query}: {lines:?}");
        }
    }
}
