//! The schema goes up, down and up again, and refuses what it does not know.

use countersign::app::refuse_newer_schema;
use countersign::migrations::Migrator;
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigratorTrait;

use crate::on_both_engines;

on_both_engines! {
    async fn every_migration_goes_up_down_and_up_again(app) {
        let db = app.app.db.write();
        Migrator::down(db, None).await.expect("down");
        assert!(Migrator::get_applied_migrations(db).await.expect("a list").is_empty());
        Migrator::up(db, None).await.expect("up");
        for _ in 0..Migrator::migrations().len() {
            Migrator::down(db, Some(1)).await.expect("one down");
        }
        app.app.migrate().await.expect("up again");
        assert!(Migrator::get_pending_migrations(db).await.expect("a list").is_empty());
    }

    async fn a_schema_from_the_future_is_refused(app) {
        let db = app.app.db.write();
        let row = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_future', 1)";
        db.execute_raw(Statement::from_string(app.app.db.backend(), row)).await.expect("a row");
        let refusal = refuse_newer_schema(&app.app.db).await.expect_err("a refusal").to_string();
        assert!(refusal.contains("newer version") && refusal.contains("m20991231_000001_future"), "{refusal}");
    }

    async fn the_journal_can_only_grow(app) {
        app.administrator().await;
        let db = app.app.db.write();
        for statement in ["UPDATE journal SET actor_name = 'nobody'", "DELETE FROM journal"] {
            let error = db.execute_unprepared(statement).await.expect_err("a refusal").to_string();
            assert!(error.contains("append-only"), "{error}");
        }
    }
}
