//! The chain of the journal is checked a stretch at a time (S108): what is done where one stretch
//! ends and the next begins is found as anywhere else, and of several faults the first is named.

use countersign::domain::journal::chain;
use countersign::domain::journal::seal::seal_end;
use countersign::domain::journal::verify::{AT_A_TIME, verify};
use sea_orm::ConnectionTrait;

use crate::journal_chain::{checked, tamper};
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;

/// The last place of the first stretch.
const EDGE: i64 = AT_A_TIME;

/// Two whole stretches, and one place.
const ALL: i64 = 2 * EDGE + 1;

/// A journal of that many entries, made at millisecond 1, 2, 3 and so on, with a seal in the middle
/// and one at the end.
async fn long(app: &TestApp) {
    for (from, to) in [(1, EDGE), (EDGE + 1, ALL)] {
        let sql = format!(
            "INSERT INTO journal (at, actor_kind, actor_name, request_id, action, subject_kind,
                subject_name, changes, outcome)
            WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to})
            SELECT i, 'staff', 'Ada', 'x', 'staff.signed-in', 'nothing', 'é ' || i, '[]', 'done'
            FROM n"
        );
        let txn = app.app.db.begin().await.expect("a transaction");
        txn.execute_unprepared(&sql).await.expect("entries");
        chain::extend(&txn).await.expect("their places");
        txn.commit().await.expect("a commit");
        let sealed = seal_end(&app.app.db, &app.app.key, None, NOW).await;
        let sealed = sealed.expect("sealing").expect("a seal");
        assert_eq!(sealed.no, to);
    }
}

async fn said(app: &TestApp) -> String {
    checked(app).await.expect_err("a fault")
}

/// How an entry is named.
fn named(no: i64) -> String {
    format!(
        "entry {no} of 1970-01-01T00:00:0{}.{:03}Z",
        no / 1000,
        no % 1000
    )
}

/// What makes two entries change places; done twice, all is as it was.
fn swaps(one: i64, other: i64) -> [[String; 3]; 3] {
    [
        ("journal", "id"),
        ("journal_chain", "entry_id"),
        ("journal_chain", "no"),
    ]
    .map(|(table, column)| {
        [(one, 999_999), (other, one), (999_999, other)]
            .map(|(from, to)| format!("UPDATE {table} SET {column} = {to} WHERE {column} = {from}"))
    })
}

async fn all(app: &TestApp, statements: &[String]) {
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    tamper(app, &statements).await;
}

on_both_engines! {
    async fn s108_a_journal_of_several_stretches_is_whole(app) {
        long(&app).await;
        let told = std::sync::Mutex::new(Vec::new());
        let progress = |done, of| told.lock().expect("a list").push((done, of));
        let whole = verify(&app.app.db, &app.app.key, None, progress).await.expect("a whole one");
        assert_eq!((whole.entries, whole.sealed), (ALL, Some((ALL, NOW))));
        let told = told.into_inner().expect("a list");
        assert_eq!(told, [(EDGE, ALL), (2 * EDGE, ALL), (ALL, ALL)]);
    }

    async fn s108_an_edit_at_either_side_of_an_edge_is_named(app) {
        long(&app).await;
        for no in [1, EDGE, EDGE + 1, 2 * EDGE, ALL] {
            let edit = |name: &str| format!("UPDATE journal SET subject_name = '{name}' WHERE id = {no}");
            all(&app, &[edit("x")]).await;
            assert_eq!(said(&app).await, format!("{} was edited", named(no)));
            all(&app, &[edit(&format!("é {no}"))]).await;
            let hash = format!("UPDATE journal_chain SET hash = 'é ~:' || hash WHERE no = {no}");
            all(&app, &[hash]).await;
            assert_eq!(said(&app).await, format!("{} was edited", named(no)), "its hash");
            let back = format!("UPDATE journal_chain SET hash = substr(hash, 5) WHERE no = {no}");
            all(&app, &[back]).await;
            checked(&app).await.expect("as it was");
        }
    }

    async fn s108_entries_that_changed_places_across_an_edge_are_named(app) {
        long(&app).await;
        for (one, other) in [(EDGE, EDGE + 1), (EDGE - 1, EDGE + 2), (2 * EDGE, ALL)] {
            for swap in swaps(one, other) {
                all(&app, &swap).await;
                // The moment is that of the entry which is there now.
                let there = named(other).replacen(&other.to_string(), &one.to_string(), 1);
                assert_eq!(said(&app).await, format!("{there} was reordered"), "{}", swap[0]);
                all(&app, &swap).await;
            }
            checked(&app).await.expect("as it was");
        }
    }

    async fn s108_what_is_removed_at_an_edge_is_named(app) {
        long(&app).await;
        let statements = |table: &str, column: &str, no: i64| [
            format!("CREATE TABLE kept AS SELECT * FROM {table} WHERE {column} = {no}"),
            format!("DELETE FROM {table} WHERE {column} = {no}"),
            format!("INSERT INTO {table} SELECT * FROM kept"),
            "DROP TABLE kept".to_owned(),
        ];
        for no in [EDGE, EDGE + 1, 2 * EDGE] {
            for (table, column) in [("journal", "id"), ("journal_chain", "no")] {
                let statements = statements(table, column, no);
                all(&app, &statements[..2]).await;
                assert_eq!(said(&app).await, format!("entry {no} was removed"), "{table}");
                all(&app, &statements[2..]).await;
                checked(&app).await.expect("as it was");
            }
        }
        // A whole stretch, and everything from an edge on.
        let gone = |from: i64, to: i64| [
            format!("DELETE FROM journal WHERE id BETWEEN {from} AND {to}"),
            format!("DELETE FROM journal_chain WHERE no BETWEEN {from} AND {to}"),
        ];
        all(&app, &gone(EDGE + 1, 2 * EDGE)).await;
        assert_eq!(said(&app).await, format!("entry {} was removed", EDGE + 1));
        all(&app, &gone(EDGE + 1, ALL)).await;
        assert_eq!(said(&app).await, format!("entry {} was removed", EDGE + 1), "by its seal");
    }

    async fn s108_of_several_faults_the_first_is_named(app) {
        long(&app).await;
        for no in [ALL, 2 * EDGE, EDGE + 1, EDGE, 3] {
            all(&app, &[format!("UPDATE journal SET outcome = 'refused' WHERE id = {no}")]).await;
            assert_eq!(said(&app).await, format!("{} was edited", named(no)));
        }
    }

    async fn s108_a_place_far_beyond_the_end_keeps_nobody_waiting(app) {
        long(&app).await;
        let far = format!("INSERT INTO journal_chain (no, entry_id, hash) VALUES ({}, 9999999, 'x')", i64::MAX);
        all(&app, &[far]).await;
        assert_eq!(said(&app).await, format!("entry {} was removed", ALL + 1));
    }
}

/// SQLite keeps whatever somebody puts into a column: what is no text is an edit like any other.
#[actix_web::test]
async fn s108_what_is_no_text_is_an_edit() {
    let app = TestApp::on_sqlite().await;
    long(&app).await;
    for (column, value) in [
        ("subject_name", "x'ff00fe'"),
        ("outcome", "1.5"),
        ("actor_id", "'7:x'"),
        ("at", "'never'"),
    ] {
        all(
            &app,
            &[format!(
                "CREATE TABLE kept AS SELECT {column} AS old FROM journal WHERE id = {EDGE}"
            )],
        )
        .await;
        all(
            &app,
            &[format!(
                "UPDATE journal SET {column} = {value} WHERE id = {EDGE}"
            )],
        )
        .await;
        let said = said(&app).await;
        assert!(
            said.starts_with(&format!("entry {EDGE} ")) && said.ends_with("was edited"),
            "{column}: {said}"
        );
        all(
            &app,
            &[
                format!("UPDATE journal SET {column} = (SELECT old FROM kept) WHERE id = {EDGE}"),
                "DROP TABLE kept".to_owned(),
            ],
        )
        .await;
        checked(&app).await.expect("as it was");
    }
}
