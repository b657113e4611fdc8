//! A decision is whole or is none (S103): the database fails at every single write of it in turn, and
//! each time everything is as it was before, down to the last column.

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{CustomerId, RequestId};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, JsonValue, Statement};

use crate::customers::Clerk;
use crate::effects::asked;
use crate::ledger::{balance, books_are_right, opened};
use crate::on_both_engines;
use crate::requests_decide::{filled, matter, reject_page, row, told};
use crate::support::TestApp;
use crate::support::page::Page;
use crate::verification_review::mails;

/// What is no part of a decision: these failures' own counter, and what is kept beside the rows.
const BESIDE: &str = "'faults', 'seaql_migrations'";

/// Every table of the business.
async fn tables(app: &TestApp) -> Vec<String> {
    let db = app.app.db.read();
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => format!(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ({BESIDE})
             AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'customers_*search*' ORDER BY name"
        ),
        _ => format!(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()
             AND tablename NOT IN ({BESIDE}) ORDER BY tablename"
        ),
    };
    let rows = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(rows).await.expect("tables");
    let name = |row: &sea_orm::QueryResult| row.try_get("", "name").expect("a name");
    rows.iter().map(name).collect()
}

/// All that is stored.
pub async fn everything(app: &TestApp) -> Vec<JsonValue> {
    let db = app.app.db.read();
    let mut all = Vec::new();
    for table in tables(app).await {
        let sql = format!("SELECT * FROM {table} ORDER BY 1, 2");
        let rows = Statement::from_string(db.get_database_backend(), sql);
        let rows = JsonValue::find_by_statement(rows).all(db).await;
        all.extend(rows.expect("rows"));
    }
    all
}

async fn run(app: &TestApp, sql: &str) {
    let done = app.app.db.write().execute_unprepared(sql).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// From now on every write of a row is counted, and fails when [`fail_after`] says so.
async fn count_writes(app: &TestApp) {
    let engine = app.app.db.backend();
    run(app, "CREATE TABLE faults (due BIGINT NOT NULL)").await;
    run(app, "INSERT INTO faults VALUES (1000000)").await;
    if engine == DbBackend::Postgres {
        let counts = "CREATE FUNCTION counts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             UPDATE faults SET due = due - 1;
             IF (SELECT due FROM faults) < 0 THEN RAISE EXCEPTION 'made to fail'; END IF;
             RETURN NULL; END $$";
        run(app, counts).await;
    }
    for table in tables(app).await {
        if engine == DbBackend::Postgres {
            let counted = format!(
                "CREATE TRIGGER counted AFTER INSERT OR UPDATE OR DELETE ON {table}
                 FOR EACH ROW EXECUTE FUNCTION counts()"
            );
            run(app, &counted).await;
            continue;
        }
        for event in ["INSERT", "UPDATE", "DELETE"] {
            let counted = format!(
                "CREATE TRIGGER counted_{table}_{event} AFTER {event} ON {table} BEGIN
                 UPDATE faults SET due = due - 1;
                 SELECT RAISE(ABORT, 'made to fail') FROM faults WHERE due < 0; END"
            );
            run(app, &counted).await;
        }
    }
}

async fn fail_after(app: &TestApp, writes: usize) {
    run(app, &format!("UPDATE faults SET due = {writes}")).await;
}

/// Presses until the database lets it happen: says how many writes that were. Whatever failed
/// before left nothing behind.
async fn pressed(app: &TestApp, press: impl AsyncFn() -> Page) -> usize {
    for writes in 0..100 {
        fail_after(app, writes).await;
        let before = everything(app).await;
        let answer = press().await;
        if answer.status == 303 {
            fail_after(app, 1_000_000).await;
            return writes;
        }
        assert_eq!(answer.status, 500, "{}", answer.text());
        assert!(
            everything(app).await == before,
            "something stayed after {writes} writes"
        );
    }
    panic!("it never happens");
}

/// Sam, whom pages of failure do not surprise.
async fn sam(app: &TestApp) -> Clerk {
    let browser = app.member_of(GroupKey::Support).await;
    Clerk::of(browser.expecting_failure()).await
}

async fn approved(app: &TestApp, sam: &Clerk, id: RequestId) -> usize {
    let path = format!("/requests/{id}/approve");
    let said = [("version", "1"), ("comment", "Papers seen")];
    pressed(app, async || sam.post(&path, &said).await).await
}

async fn maria(app: &TestApp) -> CustomerId {
    Clerk::hired(app).await.customer(&[]).await
}

on_both_engines! {
    async fn s103_a_transfer_is_approved_whole_or_not_at_all(app) {
        let maria = maria(&app).await;
        let from = opened(&app, maria, AccountKind::Personal, ("10", "EUR")).await;
        let to = opened(&app, maria, AccountKind::Trade, ("1", "EUR")).await;
        let transfer = Payload::Transfer { to, rate: None };
        let id = asked(&app, maria, transfer, Some(from), Some(("4", "EUR"))).await;
        let (sam, posted) = (sam(&app).await, mails(&app).await.len());
        count_writes(&app).await;
        let writes = approved(&app, &sam, id).await;
        // The request, its comment, the letter, the entry, and of two accounts what moved and the sum.
        assert!(writes >= 8, "{writes}");
        let after = (balance(&app, from).await, balance(&app, to).await);
        assert_eq!(after, ("6".to_owned(), "5".to_owned()));
        assert_eq!((mails(&app).await.len(), told(&app, id).await.len()), (posted + 1, 1));
        books_are_right(&app).await;
    }

    async fn s103_a_customer_is_changed_whole_or_not_at_all(app) {
        let maria = maria(&app).await;
        let profile = Payload::Profile {
            first_name: Some("Mary".to_owned()),
            last_name: None,
            email: Some("mary@example.com".to_owned()),
            phone: None,
        };
        let id = asked(&app, maria, profile, None, None).await;
        let (sam, posted) = (sam(&app).await, mails(&app).await.len());
        count_writes(&app).await;
        let writes = approved(&app, &sam, id).await;
        // The request, its comment, a letter to either address, the customer, and the entry.
        assert!(writes >= 6, "{writes}");
        assert_eq!(mails(&app).await.len(), posted + 2);
    }

    async fn s103_a_request_is_rejected_whole_or_not_at_all(app) {
        let maria = maria(&app).await;
        let id = asked(&app, maria, matter(), None, None).await;
        let (sam, posted) = (sam(&app).await, mails(&app).await.len());
        let form = filled(&reject_page(&sam, id).await).set("comment", "No papers");
        count_writes(&app).await;
        let writes = pressed(&app, async || form.clone().submit().await).await;
        // The sum, which is used up only by what happens; the request, comment, letter, and entry.
        assert!(writes >= 5, "{writes}");
        assert_eq!((mails(&app).await.len(), told(&app, id).await.len()), (posted + 1, 1));
        assert!(row(&app, id).await.resolved_at.is_some());
    }
}
