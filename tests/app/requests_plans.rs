//! The list of requests, as the database looks for it: from an index, in its order.

use chrono_tz::Tz;
use countersign::domain::customers::search::Count;
use countersign::domain::requests::request::Column;
use countersign::domain::requests::search::{
    self, Asking, Cursor, Line, RequestFilter, Sort, Walk,
};
use countersign::domain::values::ids::{CustomerId, RequestId, StaffId, TagId};
use countersign::domain::values::scope::Scope;
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

async fn plan(app: &TestApp, query: &str, count: u64) -> String {
    let asking = Asking {
        me: StaffId(1),
        zone: Tz::UTC,
        now: NOW,
    };
    let filter = filter(query);
    let ids = [CustomerId(1)];
    let customers = filter.customer.map(|_| &ids[..]);
    let query = search::query(
        &app.app.db,
        &filter,
        &asking,
        customers,
        Count::capped(count),
    );
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
    let asking = Asking {
        me: StaffId(1),
        zone: Tz::UTC,
        now: NOW,
    };
    let filter = filter(query);
    let query = search::query(&app.app.db, &filter, &asking, None, Count::capped(count));
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
    for analyzed in [false, true] {
        if analyzed {
            app.app.db.refresh_statistics().await.expect("statistics");
        }
        let all = filter("status=all");
        let page = search::page(
            &app.app.db,
            &all,
            &Asking {
                me: StaffId(1),
                zone: Tz::UTC,
                now: NOW,
            },
        );
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
                assert!(plan.contains(index), "{query}{status}: {plan}");
                // Of nine rows that are known to be nine, looking at all is as good as any way.
                let whole = plan.lines().any(|line| line.starts_with("SCAN requests"));
                assert!(!whole || analyzed, "{query}{status}: {plan}");
            }
        }
        let one = plan(&app, "q=5", 1).await;
        let numbered = arms(&one).is_empty() || analyzed;
        assert!(numbered, "its number is enough: {one}");
    }
}

#[actix_web::test]
async fn a_place_in_a_list_is_found_without_reading_the_list() {
    let app = TestApp::on_sqlite().await;
    nine(&app).await;
    let asking = Asking {
        me: StaffId(1),
        zone: Tz::UTC,
        now: NOW,
    };
    let db = &app.app.db;
    for scope in [Scope::All, Scope::of([TagId(1)])] {
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
            let walk = Walk::through(&filter, &asking, &scope);
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
