//! Demo data: it hangs together, whether it came at once or beside what was there.

use countersign::app::App;
use countersign::domain::demo::fill::{self, Progress};
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::audit;
use countersign::domain::requests::request::{self, CustomerRequest};
use countersign::domain::values::ids::CustomerId;
use countersign::domain::values::scope::Scope;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};

use crate::customers::{Clerk, counted};
use crate::ledger::{balance, books_are_right, opened};
use crate::on_both_engines;
use crate::support::TestApp;

async fn rows(app: &TestApp, sql: &str) -> Vec<sea_orm::QueryResult> {
    let db = app.app.db.read();
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await;
    rows.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

async fn number(app: &TestApp, sql: &str) -> i64 {
    let rows = rows(app, sql).await;
    rows[0].try_get_by_index(0).expect("a number")
}

/// The names of all indexes and triggers.
async fn indexes(app: &TestApp) -> Vec<String> {
    let sql = match app.app.db.backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger')",
        _ => "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = current_schema()",
    };
    let rows = rows(app, sql).await;
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).expect("a name"))
        .collect();
    names.sort();
    names
}

async fn fill_up(app: &TestApp, wanted: u64) -> u64 {
    let filled = fill::customers(&app.app.db, &app.actor(), wanted, 1, |_: Progress| ()).await;
    filled.expect("demo customers").customers
}

/// Contradictions, each of which must not be found.
const NEVER: [&str; 10] = [
    "FROM verification_steps s JOIN customers c ON c.id = s.customer_id WHERE s.state = 'accepted'
        AND NOT CASE s.step WHEN 'email' THEN c.verified_email WHEN 'phone' THEN c.verified_phone
        WHEN 'document' THEN c.verified_document WHEN 'selfie' THEN c.verified_selfie
        ELSE c.verified_address END",
    "FROM customer_tags JOIN customers ON id = customer_id WHERE customer_created_at <> created_at",
    "FROM customers WHERE waiting_since IS NULL AND id IN
        (SELECT customer_id FROM verification_steps WHERE waiting_since IS NOT NULL)",
    "FROM customers WHERE waiting_since IS NOT NULL AND id NOT IN
        (SELECT customer_id FROM verification_steps WHERE state = 'submitted')",
    "FROM verification_reviews r JOIN customers c ON c.id = r.customer_id
        WHERE r.decided_at < c.created_at",
    "FROM verification_steps WHERE state IN ('asked_again', 'rejected') AND customer_id > 300
        AND review_id IS NULL",
    "FROM verification_reviews WHERE decision <> 'accept' AND reason IS NULL",
    "FROM customers WHERE blocked_at IS NOT NULL AND (status <> 'inactive' OR blocked_by IS NULL
        OR block_reason IS NULL)",
    "FROM customer_sessions s JOIN customers c ON c.id = s.customer_id
        WHERE s.last_seen_at > c.last_activity_at OR s.started_at < c.created_at",
    "FROM customers WHERE id NOT IN (SELECT subject_id FROM journal
        WHERE action = 'customer.created' AND subject_id IS NOT NULL)",
];

/// Contradictions among requests, each of which must not be found.
const NEVER_ASKED: [&str; 13] = [
    "FROM requests WHERE (status = 2) <> (resolution_id IS NOT NULL)
        OR (status IN (1, 2)) <> (letter IS NOT NULL)",
    "FROM requests r JOIN resolutions s ON s.id = r.resolution_id
        JOIN resolution_types t ON t.id = s.type_id WHERE r.type IN ('deposit', 'withdrawal')
        AND t.key <> r.type || '-rejected'",
    "FROM requests r JOIN customers c ON c.id = r.customer_id
        WHERE c.language = 'en' AND r.letter NOT LIKE 'Dear ' || c.first_name || '%'",
    "FROM request_audits a JOIN requests r ON r.id = a.request_id WHERE r.account_id IS NULL",
    "FROM requests WHERE (status IN (1, 2)) <> (resolved_at IS NOT NULL)
        OR (resolved_by IS NOT NULL) <> (resolved_at IS NOT NULL)",
    "FROM requests WHERE resolved_at < created_at OR created_at > 1795176000000
        OR resolved_at > 1795176000000",
    "FROM requests r JOIN customers c ON c.id = r.customer_id WHERE r.created_at < c.created_at",
    "FROM requests r JOIN accounts a ON a.id = r.account_id WHERE a.customer_id <> r.customer_id",
    "FROM transactions t JOIN requests r ON r.id = t.request_id WHERE r.status <> 1
        OR r.resolved_at <> t.created_at OR t.status <> 'done'",
    "FROM requests r WHERE r.status = 1
        AND r.type IN ('deposit', 'withdrawal', 'transfer', 'investment')
        AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.request_id = r.id
            AND t.account_id = r.account_id AND t.currency = r.currency)",
    "FROM requests r JOIN accounts a ON a.id = r.account_id WHERE r.type = 'archive'
        AND r.status = 1 AND a.archived_at IS NULL",
    "FROM requests WHERE (amount IS NULL) <> (currency IS NULL)",
    "FROM requests r JOIN requests s ON s.id = r.id + 1 WHERE s.created_at < r.created_at",
];

async fn ask(app: &TestApp, wanted: u64) -> u64 {
    let made = fill::requests(&app.app.db, &app.actor(), wanted, 1, |_| ()).await;
    made.expect("demo requests")
}

on_both_engines! {
    async fn demo_requests_hang_together_with_accounts_and_transactions(app) {
        let filled = fill::customers(&app.app.db, &app.actor(), 60, 1, |_: Progress| ()).await;
        for (index, id) in filled.expect("demo customers").without_papers.into_iter().take(8) {
            let App { db, storage, .. } = &app.app;
            fill::papers(db, storage, &app.actor(), 1, index, id).await.expect("papers");
        }
        let before = indexes(&app).await;
        assert_eq!(ask(&app, 600).await, 600);
        assert_eq!(indexes(&app).await, before, "what was set aside is back");
        let kinds = "SELECT COUNT(*) FROM (SELECT DISTINCT type, status FROM requests) kinds";
        assert_eq!(number(&app, kinds).await, 13 * 5, "each type in each status");
        for never in NEVER_ASKED {
            assert_eq!(number(&app, &format!("SELECT COUNT(*) {never}")).await, 0, "{never}");
        }
        books_are_right(&app).await;
        assert_eq!((ask(&app, 600).await, ask(&app, 640).await), (0, 40));
        books_are_right(&app).await;
        let audited = number(&app, "SELECT COUNT(*) FROM request_audits").await;
        assert!((12..=24).contains(&audited), "{audited}");
        let audits = audit::row::Entity::find().all(app.app.db.read()).await.expect("audits");
        for id in audits.iter().map(|one| one.request_id) {
            let kept = audit::of(app.app.db.read(), &Scope::All, id).await.expect("audits");
            let now = audit::carry_out(&app.app.db, &app.actor(), id).await.expect("an audit");
            assert!(kept[0].is_ok() && kept[0].accounts[0] == now.accounts[0], "{kept:?} {now:?}");
        }
        let told = "SELECT COUNT(*) FROM journal WHERE action IN ('request.approved', 'request.rejected')";
        let resolved = "SELECT COUNT(*) FROM requests WHERE resolved_at IS NOT NULL";
        assert_eq!(number(&app, told).await, number(&app, resolved).await);
        let all = request::Entity::find().all(app.app.db.read()).await.expect("requests");
        assert!(all.iter().all(|one: &CustomerRequest| one.payload().is_some()));
        let id = opened(&app, CustomerId(1), AccountKind::Trade, ("5", "EUR")).await;
        assert_eq!(balance(&app, id).await, "5", "ids go on");
    }

    async fn demo_customers_hang_together_however_they_came(app) {
        let clerk = Clerk::hired(&app).await;
        let before = indexes(&app).await;
        assert_eq!(fill_up(&app, 350).await, 350);
        assert_eq!(indexes(&app).await, before, "what was set aside is back");
        clerk.customer(&[("email", "somebody@example.com")]).await;
        assert_eq!(fill_up(&app, 500).await, 149);
        assert_eq!(fill_up(&app, 500).await, 0);
        for never in NEVER {
            assert_eq!(number(&app, &format!("SELECT COUNT(*) {never}")).await, 0, "{never}");
        }
        let flags = "SELECT COUNT(*) FROM verification_steps WHERE state = 'accepted'";
        let set = "SELECT COUNT(*) FROM customers WHERE verified_";
        let mut sum = 0;
        for step in ["email", "phone", "document", "selfie", "address"] {
            sum += number(&app, &format!("{set}{step}")).await;
        }
        assert_eq!(number(&app, flags).await, sum, "a row for each flag");
        let created = "SELECT COUNT(*) FROM journal WHERE action = 'customer.created'";
        assert_eq!(number(&app, created).await, 500);
        let found = clerk.browser.get("/customers?q=example").await;
        assert_eq!(counted(&found), 500, "all of them can be searched for");
        clerk.customer(&[("email", "next@example.com")]).await;
    }
}

#[actix_web::test]
async fn papers_come_with_the_decisions_that_were_made_on_them() {
    let app = TestApp::on_sqlite().await;
    let filled = fill::customers(&app.app.db, &app.actor(), 12, 1, |_: Progress| ()).await;
    let filled = filled.expect("demo customers");
    assert_eq!(filled.without_papers.len(), 12);
    for (index, id) in filled.without_papers {
        let App { db, storage, .. } = &app.app;
        fill::papers(db, storage, &app.actor(), 1, index, id)
            .await
            .expect("papers");
    }
    let proven = "SELECT COUNT(*) FROM verification_reviews r, json_each(r.evidence) e
        JOIN documents d ON d.id = e.value ->> '$.document.id'
        AND d.sha256 = e.value ->> '$.document.sha256' AND d.customer_id = r.customer_id
        WHERE d.uploaded_at <= r.decided_at";
    assert!(number(&app, proven).await >= 10);
    let unproven = "SELECT COUNT(*) FROM verification_steps s LEFT JOIN verification_reviews r
        ON r.id = s.review_id WHERE s.state <> 'submitted' AND COALESCE(r.evidence, '[]') = '[]'";
    assert_eq!(number(&app, unproven).await, 0);
}
