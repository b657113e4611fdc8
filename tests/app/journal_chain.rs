//! The chain of the journal (S108): whoever edits, removes, moves or adds an entry behind its back,
//! or computes the whole of it anew, is found, and the first entry that is not right is named.

use countersign::domain::actor::Actor;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::chain::{BEFORE_THE_FIRST, entry_text, link};
use countersign::domain::journal::entry::{Change, NewEntry, Subject, record};
use countersign::domain::journal::seal::{SealError, Sealed, seal_end};
use countersign::domain::journal::verify::{self, VerifyError, Whole};
use countersign::domain::values::ids::StaffId;
use countersign::migrations::Migrator;
use countersign::worker;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;

/// Names that one engine might spell otherwise than the other.
const ODD: [&str; 8] = [
    "",
    "~",
    "3:abc|",
    "O'Hara \"the \\ owl\"",
    "漢字 😀 é e\u{301}",
    "الأحمد",
    "line\nbreak\ttab",
    "%s ? $1 {}",
];

pub async fn checked(app: &TestApp) -> Result<Whole, String> {
    let known = worker::sealed(&app.app.config)
        .await
        .expect("a memo or none");
    match verify::verify(&app.app.db, &app.app.key, known.as_ref(), |_, _| {}).await {
        Ok(whole) => Ok(whole),
        Err(VerifyError::Broken(broken)) => Err(broken.to_string()),
        Err(other) => panic!("{other}"),
    }
}

async fn tell(app: &TestApp, name: &str) {
    let fact = Change::fact("reason", name);
    let entry = NewEntry::done(Action::StaffUpdated, Subject::Staff(StaffId(7)), name);
    let actor = Actor {
        session_ref: Some(name.to_owned()),
        ..app.actor()
    };
    let txn = app.app.db.begin().await.expect("a transaction");
    record(&txn, &actor, entry.with(vec![fact]))
        .await
        .expect("an entry");
    txn.commit().await.expect("a commit");
}

/// Twelve entries, the first ten of them sealed. Answers that seal.
async fn twelve(app: &TestApp) -> Sealed {
    for name in ODD.into_iter().chain(["i", "j"]) {
        tell(app, name).await;
    }
    let sealed = seal(app, None).await.expect("sealing").expect("a seal");
    assert_eq!(sealed.no, 10);
    tell(app, "k").await;
    tell(app, "l").await;
    sealed
}

async fn seal(app: &TestApp, known: Option<&Sealed>) -> Result<Option<Sealed>, SealError> {
    seal_end(&app.app.db, &app.app.key, known, NOW).await
}

/// What somebody with the database in their hands does to it.
pub async fn tamper(app: &TestApp, statements: &[&str]) {
    let db = app.app.db.write();
    let off: &[&str] = match db.get_database_backend() {
        DbBackend::Postgres => &[
            "ALTER TABLE journal DISABLE TRIGGER USER",
            "ALTER TABLE journal_chain DISABLE TRIGGER USER",
            "ALTER TABLE journal_seals DISABLE TRIGGER USER",
        ],
        _ => &[
            "DROP TRIGGER IF EXISTS journal_no_update",
            "DROP TRIGGER IF EXISTS journal_no_delete",
            "DROP TRIGGER IF EXISTS journal_chain_no_update",
            "DROP TRIGGER IF EXISTS journal_chain_no_delete",
            "DROP TRIGGER IF EXISTS journal_seals_no_update",
            "DROP TRIGGER IF EXISTS journal_seals_no_delete",
        ],
    };
    for statement in off.iter().chain(statements) {
        db.execute_unprepared(statement)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

/// Computes every link anew, as somebody can who has no key.
async fn recompute(app: &TestApp) {
    let db = app.app.db.write();
    let sql = format!(
        "SELECT c.no, {} AS text FROM journal_chain c JOIN journal j ON j.id = c.entry_id ORDER BY c.no",
        entry_text("j")
    );
    let rows = db
        .query_all_raw(Statement::from_string(app.app.db.backend(), sql))
        .await
        .expect("rows");
    let mut hash = BEFORE_THE_FIRST.to_owned();
    for row in rows {
        let (no, text): (i64, String) = (
            row.try_get("", "no").unwrap(),
            row.try_get("", "text").unwrap(),
        );
        hash = link(&hash, no, &text);
        let update = format!("UPDATE journal_chain SET hash = '{hash}' WHERE no = {no}");
        db.execute_unprepared(&update).await.expect("a link");
    }
}

async fn count(app: &TestApp, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let row = app
        .app
        .db
        .read()
        .query_one_raw(Statement::from_string(app.app.db.backend(), sql))
        .await;
    row.expect("a row")
        .expect("a row")
        .try_get("", "n")
        .expect("a number")
}

on_both_engines! {
    async fn s108_a_journal_that_nobody_touched_is_whole(app) {
        let empty = checked(&app).await.expect("an empty one");
        assert_eq!((empty.entries, empty.hash.as_str(), empty.sealed), (0, BEFORE_THE_FIRST, None));
        twelve(&app).await;
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("first_name", "O'Hara 漢字")]).await;
        let whole = checked(&app).await.expect("a whole one");
        assert_eq!(whole.entries, count(&app, "journal").await);
        assert!(whole.entries > 12, "{whole:?}");
        assert_eq!(whole.sealed, Some((10, NOW)));
        assert_eq!(count(&app, "journal_chain").await, whole.entries);
    }

    async fn s108_what_is_rolled_back_leaves_no_place(app) {
        twelve(&app).await;
        let txn = app.app.db.begin().await.expect("a transaction");
        let entry = NewEntry::done(Action::StaffUpdated, Subject::Nothing, "never");
        record(&txn, &app.actor(), entry).await.expect("an entry");
        txn.rollback().await.expect("a rollback");
        tell(&app, "after").await;
        assert_eq!(checked(&app).await.expect("a whole one").entries, 13);
    }

    async fn s108_an_edited_entry_is_named(app) {
        twelve(&app).await;
        for column in ["subject_name", "actor_groups", "ip", "changes"] {
            let edit = format!("UPDATE journal SET {column} = 'x' WHERE id = 5");
            tamper(&app, &["CREATE TABLE kept AS SELECT * FROM journal WHERE id = 5", &edit]).await;
            let said = checked(&app).await.expect_err("an edit");
            assert_eq!(said, "entry 5 of 2026-11-20T12:00:00.000Z was edited", "{column}");
            let back = format!("UPDATE journal SET {column} = (SELECT {column} FROM kept) WHERE id = 5");
            tamper(&app, &[&back, "DROP TABLE kept"]).await;
            checked(&app).await.expect("as it was");
        }
        // A text that moves from one column to the next is an edit, too.
        tamper(&app, &["UPDATE journal SET subject_name = '', outcome = outcome || subject_name WHERE id = 9"]).await;
        assert_eq!(checked(&app).await.expect_err("an edit"), "entry 9 of 2026-11-20T12:00:00.000Z was edited");
    }

    async fn s108_an_entry_removed_from_the_middle_is_named(app) {
        twelve(&app).await;
        tamper(&app, &["DELETE FROM journal WHERE id = 5"]).await;
        assert_eq!(checked(&app).await.expect_err("a gap"), "entry 5 was removed");
        tamper(&app, &["DELETE FROM journal_chain WHERE entry_id = 5"]).await;
        assert_eq!(checked(&app).await.expect_err("a gap"), "entry 5 was removed");
    }

    async fn s108_a_tail_that_was_cut_off_is_named(app) {
        twelve(&app).await;
        tamper(&app, &["DELETE FROM journal WHERE id > 9", "DELETE FROM journal_chain WHERE no > 9"]).await;
        assert_eq!(checked(&app).await.expect_err("a cut"), "entry 10 was removed");
        let refused = seal(&app, None).await.expect_err("no new seal");
        assert!(matches!(refused, SealError::Tampered(10)), "{refused}");
    }

    async fn s108_two_entries_that_changed_places_are_named(app) {
        twelve(&app).await;
        let contents = [
            "UPDATE journal SET id = 1000 WHERE id = 5",
            "UPDATE journal SET id = 5 WHERE id = 6",
            "UPDATE journal SET id = 6 WHERE id = 1000",
        ];
        let places = [
            "UPDATE journal_chain SET entry_id = 1000 WHERE entry_id = 5",
            "UPDATE journal_chain SET entry_id = 5 WHERE entry_id = 6",
            "UPDATE journal_chain SET entry_id = 6 WHERE entry_id = 1000",
        ];
        let links = [
            "UPDATE journal_chain SET no = 1000 WHERE no = 5",
            "UPDATE journal_chain SET no = 5 WHERE no = 6",
            "UPDATE journal_chain SET no = 6 WHERE no = 1000",
        ];
        for swap in [contents, places, links] {
            tamper(&app, &swap).await;
            let said = checked(&app).await.expect_err("a swap");
            assert_eq!(said, "entry 5 of 2026-11-20T12:00:00.000Z was reordered");
            tamper(&app, &swap).await;
            checked(&app).await.expect("as it was");
        }
    }

    async fn s108_a_chain_that_was_computed_anew_does_not_fit_its_seals(app) {
        let known = twelve(&app).await;
        tamper(&app, &["UPDATE journal SET subject_name = 'x' WHERE id = 5"]).await;
        recompute(&app).await;
        let said = checked(&app).await.expect_err("a wrong seal");
        assert_eq!(said, "entry 10 of 2026-11-20T12:00:00.000Z is not what was sealed: the chain or its seals were made anew");
        let refused = seal(&app, None).await.expect_err("no new seal");
        assert!(matches!(refused, SealError::Tampered(10)), "{refused}");
        // Without its seals the chain fits, and the check says that nothing vouches for it; a
        // server that runs remembers what it sealed.
        tamper(&app, &["DELETE FROM journal_seals"]).await;
        assert_eq!(checked(&app).await.expect("a chain").sealed, None);
        let refused = seal(&app, Some(&known)).await.expect_err("no new seal");
        assert!(matches!(refused, SealError::Tampered(10)), "{refused}");
    }

    async fn s108_an_end_that_was_cut_off_with_its_seals_is_told(app) {
        twelve(&app).await;
        worker::seal(&app.app).await;
        checked(&app).await.expect("a whole one");
        tamper(&app, &[
            "DELETE FROM journal WHERE id > 9", "DELETE FROM journal_chain WHERE no > 9",
            "DELETE FROM journal_seals WHERE no > 9",
        ]).await;
        let told = "entry 12, up to which this machine sealed it, is not there with its seal: \
            the end was cut off, or an older copy of the database took its place";
        assert_eq!(checked(&app).await.expect_err("a cut"), told);
        if app.app.db.backend() == DbBackend::Postgres {
            let on = "ALTER TABLE journal ENABLE TRIGGER USER";
            app.app.db.write().execute_unprepared(on).await.expect("new entries get their places");
        }
        // What comes afterwards hides nothing, and nothing of it is sealed.
        for name in ["j", "k", "l", "m"] {
            tell(&app, name).await;
            worker::seal(&app.app).await;
        }
        assert_eq!(checked(&app).await.expect_err("a cut"), told);
        assert_eq!(count(&app, "journal_seals").await, 0);
        // Who has put back an older copy says so.
        std::fs::remove_file(app.app.config.sealed_file()).expect("a memo");
        assert_eq!(checked(&app).await.expect("a whole one").entries, 13);
        worker::seal(&app.app).await;
        assert_eq!(checked(&app).await.expect("a whole one").sealed, Some((13, NOW)));
    }

    async fn s108_an_empty_journal_is_not_whole_once_it_was_sealed(app) {
        twelve(&app).await;
        worker::seal(&app.app).await;
        tamper(&app, &["DELETE FROM journal", "DELETE FROM journal_chain", "DELETE FROM journal_seals"]).await;
        assert!(checked(&app).await.expect_err("nothing left").starts_with("entry 12, up to"));
    }

    async fn s108_a_memo_that_says_nothing_is_told_and_never_replaced(app) {
        twelve(&app).await;
        let memo = app.app.config.sealed_file();
        for text in ["", "12", "twelve abc"] {
            std::fs::write(&memo, text).expect("a memo");
            worker::seal(&app.app).await;
            assert_eq!(std::fs::read_to_string(&memo).expect("a memo"), text);
            let error = worker::sealed(&app.app.config).await.expect_err("no memo");
            assert!(format!("{error:#}").ends_with("does not say how far the journal was sealed"));
        }
        assert_eq!(count(&app, "journal_seals").await, 1);
    }

    async fn s108_an_entry_put_in_beside_the_chain_is_named(app) {
        twelve(&app).await;
        tamper(&app, &["INSERT INTO journal (id, at, actor_kind, actor_name, request_id, action, \
            subject_kind, subject_name, changes, outcome) VALUES (500, 0, 'staff', 'Ada', 'x', \
            'staff.signed-in', 'nothing', '', '[]', 'done')"]).await;
        let said = checked(&app).await.expect_err("an entry too many");
        assert_eq!(said, "an entry of 1970-01-01T00:00:00.000Z with the id 500 was added past the chain");
    }

    async fn s108_a_seal_is_written_once_and_covers_what_is_new(app) {
        assert_eq!(seal(&app, None).await.expect("nothing to seal"), None);
        let known = twelve(&app).await;
        let known = seal(&app, Some(&known)).await.expect("sealing").expect("a seal");
        assert_eq!(known.no, 12);
        for _ in 0..3 {
            assert_eq!(seal(&app, Some(&known)).await.expect("nothing new"), Some(known.clone()));
        }
        assert_eq!(count(&app, "journal_seals").await, 2, "an idle worker writes nothing");
        assert_eq!(checked(&app).await.expect("a whole one").sealed, Some((12, NOW)));
        // The seals are a chain themselves: none is taken out unnoticed.
        tamper(&app, &["DELETE FROM journal_seals WHERE no = 10"]).await;
        assert!(checked(&app).await.expect_err("a seal is gone").starts_with("entry 12 of"));
    }

    async fn s108_the_chain_can_only_grow(app) {
        twelve(&app).await;
        for statement in [
            "UPDATE journal_chain SET hash = ''", "DELETE FROM journal_chain",
            "UPDATE journal_seals SET seal = ''", "DELETE FROM journal_seals",
        ] {
            let error = app.app.db.write().execute_unprepared(statement).await.expect_err("a refusal");
            assert!(error.to_string().contains("append-only"), "{statement}: {error}");
        }
    }

    async fn s108_entries_of_before_get_the_very_same_places(app) {
        twelve(&app).await;
        let before = checked(&app).await.expect("a whole one").hash;
        let names: Vec<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
        let at = names.iter().position(|name| name.ends_with("journal_chain")).expect("the migration");
        let down = u32::try_from(names.len() - at).expect("a number");
        Migrator::down(app.app.db.write(), Some(down)).await.expect("down");
        app.app.migrate().await.expect("up again");
        let again = checked(&app).await.expect("a whole one");
        assert_eq!((again.entries, again.hash), (12, before));
        tell(&app, "m").await;
        assert_eq!(checked(&app).await.expect("a whole one").entries, 13);
    }
}

/// Many who write at once on PostgreSQL get places one after the other, whoever began first.
#[actix_web::test]
async fn s108_transactions_that_cross_each_other_are_chained_without_gaps() {
    let Some(app) = TestApp::on_postgres().await else {
        return;
    };
    let (first, second) = (
        app.app.db.begin().await.expect("one"),
        app.app.db.begin().await.expect("two"),
    );
    for (txn, name) in [(&first, "a"), (&second, "b"), (&first, "c")] {
        let entry = NewEntry::done(Action::StaffUpdated, Subject::Nothing, name);
        record(txn, &app.actor(), entry).await.expect("an entry");
    }
    second.commit().await.expect("a commit");
    first.commit().await.expect("a commit");
    let at_once = (0..20).map(|number| {
        let app = &app;
        async move { tell(app, &number.to_string()).await }
    });
    futures_util::future::join_all(at_once).await;
    assert_eq!(checked(&app).await.expect("a whole one").entries, 23);
}
