//! What somebody with tags asks for, as the database looks for it: from an index, however many
//! customers there are, and whether the tags are rare or frequent.

use chrono_tz::Tz;
use countersign::domain::customers::cursor::Sort;
use countersign::domain::customers::search::{Asked, Counted, Plan};
use countersign::domain::customers::tags;
use countersign::domain::outbox::log::{self, MailFilter};
use countersign::domain::tag;
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use countersign::domain::verification::queue::{self, workload_query};
use countersign::domain::verification::queue_filter::QueueFilter;
use countersign::domain::within::Reach;
use sea_orm::{ConnectionTrait, DbBackend, QuerySelect, QueryTrait, Statement};

use crate::list_found::crowd;
use crate::list_plans::{after, filter};
use crate::on_both_engines;
use crate::scope_found::tag_every;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::verification_plans::explain;

async fn scope(app: &TestApp, name: &str) -> Scope {
    let names = [name.to_owned()];
    let ids = tags::ids_of(app.app.db.write(), &names).await;
    Scope::of(ids.expect("a tag"))
}

/// A crowd of 12,000: 12 are rare, 120 some, all are most.
async fn tagged(app: &TestApp) {
    crowd(app).await;
    for (name, each) in [("rare", 1_000), ("some", 100), ("most", 1)] {
        tag_every(app, name, each).await;
    }
}

/// How a page of the list is found.
async fn chosen(app: &TestApp, scope: &Scope, parameters: &[(&str, &str)]) -> String {
    let filter = filter(parameters);
    let asked = Asked {
        filter: &filter,
        scope,
        sight: &Sight::Clear,
        zone: Tz::UTC,
    };
    let memory = (&Counted::default(), NOW);
    let plan = Plan::make(app.app.db.read(), memory, asked);
    let plan = plan.await.expect("a plan");
    let backend = app.app.db.backend();
    let mut statement = plan.rows(26).build(backend);
    if backend == DbBackend::Sqlite {
        return explain(app, statement).await;
    }
    statement.sql = format!("EXPLAIN {}", statement.sql);
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(statement)
        .await
        .expect("lines");
    let line = |row: &sea_orm::QueryResult| row.try_get_by_index::<String>(0).expect("words");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

on_both_engines! {
    async fn a_rare_tag_leads_to_its_customers_in_every_order(app) {
        tagged(&app).await;
        let rare = scope(&app, "rare").await;
        for sort in Sort::ALL.map(Sort::code) {
            let sort = format!("-{sort}");
            for more in [None, Some(("country", "DE")), Some(("verified_address", "no"))] {
                let mut parameters = vec![("sort", sort.as_str())];
                parameters.extend(more);
                let plan = chosen(&app, &rare, &parameters).await;
                let by_tag = plan.contains("customer_tags_tag");
                assert!(by_tag, "{sort} {more:?}: {plan}");
                let whole = plan.contains("SCAN customers") || plan.contains("Seq Scan on customers");
                assert!(!whole, "{sort} {more:?} looks at everything: {plan}");
            }
        }
    }

    async fn a_frequent_tag_is_looked_up_on_a_walk_along_the_order(app) {
        tagged(&app).await;
        let most = scope(&app, "most").await;
        for sort in ["name", "-name"] {
            let plan = chosen(&app, &most, &[("sort", sort)]).await;
            assert!(plan.contains("customers_sort_name"), "{sort}: {plan}");
            let sorted = plan.contains("TEMP B-TREE FOR ORDER") || plan.contains("Sort Key: customers");
            assert!(!sorted, "{sort}: {plan}");
        }
    }

    async fn one_tag_alone_is_read_in_the_order_of_its_index(app) {
        tagged(&app).await;
        let [most, rare] = [scope(&app, "most").await, scope(&app, "rare").await];
        let page = app.administrator().await.get("/customers?tag=most").await;
        let after = after(&page);
        for (scope, tag) in [(&most, None), (&rare, None), (&Scope::All, Some("most")), (&Scope::All, Some("rare"))] {
            for (sort, after) in [("created_at", None), ("-created_at", None), ("-created_at", Some(&after))] {
                let tag = tag.map(|tag| ("tag", tag));
                let after = after.map(|after| ("after", after.as_str()));
                let parameters: Vec<_> = [Some(("sort", sort)), tag, after].into_iter().flatten().collect();
                let plan = chosen(&app, scope, &parameters).await;
                let found = plan.contains("SEARCH customer_tags USING COVERING INDEX customer_tags_tag (tag_id=?")
                    || plan.contains("Index Only Scan using customer_tags_tag")
                    || plan.contains("Index Only Scan Backward using customer_tags_tag");
                assert!(found, "{scope:?} {parameters:?}: {plan}");
                let narrowed = plan.contains("(customer_created_at");
                assert_eq!(narrowed, after.is_some(), "{scope:?} {parameters:?}: {plan}");
                let sorts = plan.matches("TEMP B-TREE").count() + plan.matches("Sort Key").count();
                assert_eq!(sorts, 1, "only the page is put in order: {scope:?} {parameters:?}: {plan}");
            }
        }
    }

    async fn what_is_rarer_than_the_tag_leads(app) {
        tagged(&app).await;
        let some = scope(&app, "some").await;
        let plan = chosen(&app, &some, &[("country", "IS"), ("sort", "name")]).await;
        assert!(plan.contains("customers_country"), "{plan}");
        assert!(!plan.contains("SCAN customers\n") && !plan.contains("Seq Scan on customers"), "{plan}");
    }
}

/// Everything that SQLite is told about the way.
#[actix_web::test]
async fn what_hangs_on_few_customers_is_found_through_them() {
    let app = TestApp::on_sqlite().await;
    tagged(&app).await;
    let db = &app.app.db;
    for (name, leads) in [("rare", true), ("some", true), ("most", false)] {
        let reach = Reach::of(db, &scope(&app, name).await).await;
        let reach = reach.expect("a reach");
        assert_eq!(reach.leads, leads, "{name}");
        for step in ["", "document"] {
            let typed = [("step".to_owned(), step.to_owned())];
            let filter = QueueFilter::parse(&typed).expect("a filter");
            let query = queue::ordered(&reach, &filter).limit(26);
            let plan = explain(&app, query.build(DbBackend::Sqlite)).await;
            let index = if leads {
                "customer_tags_tag"
            } else {
                "customers_waiting"
            };
            assert!(plan.contains(index), "{name} {step}: {plan}");
            assert!(!plan.contains("SCAN customers\n"), "{name} {step}: {plan}");
            assert!(
                leads || !plan.contains("TEMP B-TREE"),
                "{name} {step}: {plan}"
            );
        }
        let counts = Statement::from_string(DbBackend::Sqlite, workload_query(&reach));
        let plan = explain(&app, counts).await;
        let index = if leads {
            "customer_tags_tag"
        } else {
            "verification_steps_waiting"
        };
        assert!(plan.matches(index).count() >= 5, "{name}: {plan}");
        assert!(
            !plan.contains("SCAN verification_steps\n"),
            "{name}: {plan}"
        );
        assert!(!plan.contains("SCAN customers\n"), "{name}: {plan}");
        for parameters in [
            vec![],
            vec![("state", "dead")],
            vec![("state", "dead"), ("state", "sent")],
        ] {
            let owned: Vec<_> = parameters
                .iter()
                .map(|(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let filter = MailFilter::parse(&owned).expect("a filter");
            let plan = explain(&app, log::query(&reach, &filter).build(DbBackend::Sqlite)).await;
            assert_eq!(
                plan.contains("mails_customer"),
                leads,
                "{name} {owned:?}: {plan}"
            );
            assert!(
                !leads || !plan.contains("SCAN mails\n"),
                "{name} {owned:?}: {plan}"
            );
        }
    }
}

/// The pages of somebody without tags ask what they always asked.
#[actix_web::test]
async fn who_sees_everybody_pays_nothing_for_the_tags_of_others() {
    let app = TestApp::on_sqlite().await;
    tagged(&app).await;
    let plan = chosen(&app, &Scope::All, &[]).await;
    // The tags that a line shows, and no others.
    assert_eq!(plan.matches("SEARCH customer_tags").count(), 1, "{plan}");
    assert!(!plan.contains("EXISTS"), "{plan}");
    let reach = Reach::of(&app.app.db, &Scope::All).await.expect("a reach");
    assert!(!workload_query(&reach).contains("customer_tags"));
    let filter = QueueFilter::parse(&[]).expect("a filter");
    let queue = queue::ordered(&reach, &filter).build(DbBackend::Sqlite).sql;
    assert!(!queue.contains("customer_tags"), "{queue}");
    let mails = log::query(&reach, &MailFilter::default())
        .build(DbBackend::Sqlite)
        .sql;
    assert!(!mails.contains("customer_tags"), "{mails}");
}

/// However many customers a tag has, few of them tell which tags there are to choose from.
#[actix_web::test]
async fn the_tags_to_choose_from_are_found_by_indexes() {
    let app = TestApp::on_sqlite().await;
    tagged(&app).await;
    for name in ["rare", "most"] {
        let scope = scope(&app, name).await;
        let query = tag::offered(&scope).build(DbBackend::Sqlite);
        assert_eq!(query.sql.matches("LIMIT").count(), 2, "{}", query.sql);
        let plan = explain(&app, query).await;
        assert!(plan.contains("customer_tags_tag (tag_id=?)"), "{plan}");
        assert!(!plan.contains("SCAN customer_tags"), "{plan}");
    }
    let all = tag::offered(&Scope::All).build(DbBackend::Sqlite).sql;
    assert!(!all.contains("customer_tags"), "{all}");
}
