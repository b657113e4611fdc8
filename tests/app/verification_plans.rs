//! The queue, as the database looks for it: from an index, never by looking at all customers.

use countersign::domain::values::scope::Scope;
use countersign::domain::verification::queue::{self, workload_query};
use countersign::domain::verification::queue_filter::QueueFilter;
use countersign::domain::within::Reach;
use sea_orm::{ConnectionTrait, DbBackend, QuerySelect, QueryTrait, Statement};

use crate::support::TestApp;

pub async fn explain(app: &TestApp, mut statement: Statement) -> String {
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

#[actix_web::test]
async fn the_queue_is_read_in_its_order_from_its_index() {
    let app = TestApp::on_sqlite().await;
    let everybody = Reach::of(&app.app.db, &Scope::All).await.expect("a reach");
    for parameters in [
        vec![],
        vec![("after", "MS4x")],
        vec![("before", "MS4x")],
        vec![("step", "document")],
        vec![("step", "document"), ("step", "selfie"), ("after", "MS4x")],
        vec![("country", "DE")],
        vec![
            ("country", "DE"),
            ("country", "AT"),
            ("step", "phone"),
            ("before", "MS4x"),
        ],
    ] {
        let owned: Vec<(String, String)> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let filter = QueueFilter::parse(&owned).expect("a filter");
        let query = queue::ordered(&everybody, &filter)
            .limit(26)
            .build(DbBackend::Sqlite);
        let plan = explain(&app, query).await;
        assert!(plan.contains("customers_waiting"), "{parameters:?}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{parameters:?}: {plan}");
        assert!(
            !plan.contains("SCAN verification_steps"),
            "{parameters:?}: {plan}"
        );
        let by_step = parameters.iter().any(|(name, _)| *name == "step");
        let searched = plan.contains("SEARCH verification_steps");
        assert_eq!(searched, by_step, "{parameters:?}: {plan}");
    }
}

#[actix_web::test]
async fn counting_looks_at_waiting_steps_only() {
    let app = TestApp::on_sqlite().await;
    let everybody = Reach::of(&app.app.db, &Scope::All).await.expect("a reach");
    let query = Statement::from_string(DbBackend::Sqlite, workload_query(&everybody));
    let plan = explain(&app, query).await;
    assert_eq!(
        plan.matches("verification_steps_waiting").count(),
        5,
        "{plan}"
    );
    assert!(plan.contains("customers_waiting"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    let used = "SELECT id FROM verification_reviews WHERE reason = 'expired' LIMIT 1";
    let plan = explain(&app, Statement::from_string(DbBackend::Sqlite, used)).await;
    assert!(plan.contains("verification_reviews_reason"), "{plan}");
}
