//! The journal, as the database looks for it: from an index and in its order, whatever it is
//! filtered by, never by looking at all entries.

use chrono_tz::Tz;
use countersign::domain::actor::{Actor, Who};
use countersign::domain::customers::sessions::network;
use countersign::domain::customers::tags;
use countersign::domain::journal::reading::Kinds;
use countersign::domain::journal::search::{JournalFilter, Lead, Reader, query};
use countersign::domain::values::ids::StaffId;
use countersign::domain::values::scope::Scope;
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement};

use crate::on_both_engines;
use crate::support::TestApp;

/// How many entries there are.
const MANY: u32 = 20_000;

/// Entries of ten people about 500 customers, from as many addresses; few are refused.
async fn many(app: &TestApp) {
    let numbers = match app.app.db.backend() {
        DbBackend::Postgres => format!("SELECT n FROM generate_series(1, {MANY}) AS g (n)"),
        _ => format!(
            "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {MANY})
             SELECT n FROM g"
        ),
    };
    let fill = format!(
        "INSERT INTO journal (at, actor_kind, actor_id, actor_name, ip, ip_key, request_id, action,
            subject_kind, subject_id, subject_name, customer_id, changes, outcome)
        SELECT 1795000000000 + n * 1000, CASE WHEN n % 50 = 0 THEN 'command' ELSE 'staff' END,
            CASE WHEN n % 50 = 0 THEN NULL ELSE n % 10 + 1 END, 'Ada', 'x',
            '00000000000000000000ffff0a' || substr('000000' || (n % 1000), length('' || (n % 1000)) + 1, 6),
            'r' || n, CASE WHEN n % 100 = 0 THEN 'customer.blocked' ELSE 'customer.updated' END,
            'customer', n % 500 + 1, 'Maria', n % 500 + 1, '[]',
            CASE WHEN n % 200 = 0 THEN 'refused' ELSE 'done' END FROM ({numbers}) AS numbers"
    );
    app.app
        .db
        .write()
        .execute_unprepared(&fill)
        .await
        .expect("entries");
    app.app.db.refresh_statistics().await.expect("statistics");
}

fn filter(parameters: &str) -> JournalFilter {
    let pairs: Vec<_> = url::form_urlencoded::parse(parameters.as_bytes())
        .into_owned()
        .collect();
    JournalFilter::parse(&pairs).unwrap_or_else(|unknown| panic!("{}", unknown.0))
}

async fn reader(app: &TestApp, scope: Scope) -> Reader {
    let who = Who::Staff {
        id: StaffId(1),
        name: "Ada".to_owned(),
    };
    let actor = Actor {
        who,
        scope,
        ..app.actor()
    };
    Reader::of(&app.app.db, &actor, Kinds::ChangesAndLooks, Tz::UTC)
        .await
        .expect("a reader")
}

async fn explain(app: &TestApp, mut statement: Statement) -> String {
    let engine = app.app.db.backend();
    let (word, column) = match engine {
        DbBackend::Postgres => ("EXPLAIN", "QUERY PLAN"),
        _ => ("EXPLAIN QUERY PLAN", "detail"),
    };
    statement.sql = format!("{word} {}", statement.sql);
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(statement)
        .await
        .expect("a plan");
    let line = |row: &sea_orm::QueryResult| row.try_get::<String>("", column).expect("words");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

async fn plan(app: &TestApp, reader: &Reader, parameters: &str) -> String {
    let filter = filter(parameters);
    let lead = Lead::of(&app.app.db, reader, &filter)
        .await
        .expect("a lead");
    explain(
        app,
        query(reader, &filter, lead, 26).build(app.app.db.backend()),
    )
    .await
}

fn looks_at_everything(plan: &str) -> bool {
    plan.contains("Seq Scan on journal") || plan.lines().any(|line| line.trim() == "SCAN journal")
}

on_both_engines! {
    async fn every_filter_of_the_journal_comes_from_an_index(app) {
        many(&app).await;
        let ada = reader(&app, Scope::All).await;
        for (parameters, index) in [
            ("", "journal_at"),
            ("from=2026-11-18&to=2026-11-19", "journal_at"),
            ("actor=7", "journal_actor"),
            ("actor=commands", "journal_actor_kind"),
            ("actor=nobody", "journal_actor_kind"),
            ("action=customer.blocked", "journal_action"),
            ("action=customer.blocked&action=staff.signed-in", "journal_action"),
            ("subject=customer:7", ""),
            ("customer=7", "journal_customer"),
            ("ip=10.0.0.7", "journal_ip"),
            ("ip=10.0.0.0/30", "journal_ip"),
            ("ip=10.0.0.0/8", "journal_at"),
            ("outcome=refused", "journal_refused"),
            ("outcome=done", "journal_at"),
            ("request_id=r77", "journal_request"),
            ("actor=7&from=2026-11-18", "journal_actor"),
            ("customer=7&action=customer.blocked", ""),
        ] {
            for place in ["", "&after=1795005000000-5000", "&before=1795005000000-5000"] {
                let asked = format!("{parameters}{place}");
                let plan = plan(&app, &ada, &asked).await;
                assert!(!looks_at_everything(&plan), "{asked}: {plan}");
                // PostgreSQL weighs by what there is; that it uses one is enough there.
                if app.app.db.backend() == DbBackend::Sqlite {
                    assert!(plan.contains(index), "{asked}: {plan}");
                    let sorts = parameters.contains("subject") || parameters.contains("/30") || parameters.matches("action").count() > 1 || parameters.contains("customer=7&");
                    assert!(sorts || !plan.contains("TEMP B-TREE"), "{asked}: {plan}");
                }
            }
        }
    }

    async fn what_somebody_with_tags_sees_comes_from_an_index(app) {
        many(&app).await;
        for name in ["few", "none"] {
            let ids = tags::ids_of(app.app.db.write(), &[name.to_owned()]).await.expect("a tag");
            let tina = reader(&app, Scope::of(ids)).await;
            for parameters in ["", "action=customer.blocked", "actor=7", "outcome=refused", "ip=10.0.0.7"] {
                let plan = plan(&app, &tina, parameters).await;
                assert!(!looks_at_everything(&plan), "{name} {parameters}: {plan}");
            }
        }
    }

    async fn customer_sessions_from_a_network_come_from_an_index(app) {
        let engine = app.app.db.backend();
        for (ip, leads, index) in [
            ("10.0.0.7", true, "customer_sessions_ip"),
            ("10.0.0.0/24", true, "customer_sessions_ip"),
            ("10.0.0.0/8", false, "customer_sessions_started"),
        ] {
            for after in [None, Some("1795005000000-5000".parse().expect("a place"))] {
                let network = ip.parse().expect("a network");
                let query = network::query(engine, &Scope::All, (network, leads), after);
                let plan = explain(&app, query.build(engine)).await;
                assert!(engine == DbBackend::Postgres || plan.contains(index), "{ip}: {plan}");
            }
        }
    }
}
