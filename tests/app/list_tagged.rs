//! The customers of one tag, asked for by a filter or all that somebody may see: in the order of the
//! list, from an index of its own.

use countersign::domain::values::ids::CustomerId;
use countersign::migrations::Migrator;
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::MigratorTrait;

use crate::customers::{Clerk, counted};
use crate::list_pages::{ids, link, many, walk};
use crate::on_both_engines;
use crate::scope::tina;
use crate::scope_found::tag_every;
use crate::support::TestApp;

/// How many links say another moment of creation than their customer, and how many there are.
async fn strays(app: &TestApp) -> (i64, i64) {
    let query =
        "SELECT COUNT(*) AS links, COUNT(CASE WHEN customer_created_at <> created_at THEN 1 END)
        AS strays FROM customer_tags JOIN customers ON id = customer_id";
    let row = app
        .app
        .db
        .read()
        .query_one_raw(Statement::from_string(app.app.db.backend(), query));
    let row = row.await.expect("figures").expect("a row");
    let figure = |name: &str| row.try_get("", name).expect("a figure");
    (figure("strays"), figure("links"))
}

/// The customers whose number can be divided by another, in the order of the list.
async fn each(app: &TestApp, each: i64, turn: &str) -> Vec<CustomerId> {
    let query = format!(
        "SELECT id FROM customers WHERE id % {each} = 0 ORDER BY created_at {turn}, id {turn}"
    );
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(Statement::from_string(app.app.db.backend(), query));
    let rows = rows.await.expect("rows");
    let id = |row: &sea_orm::QueryResult| CustomerId(row.try_get("", "id").expect("an id"));
    rows.iter().map(id).collect()
}

on_both_engines! {
    async fn those_of_a_tag_come_once_in_the_order_of_the_list_and_the_same_way_back(app) {
        let ada = many(&app).await;
        tag_every(&app, "third", 3).await;
        tag_every(&app, "half", 2).await;
        let (_, tina) = tina(&app, &["third"]).await;
        for (browser, filter) in [(&ada.browser, "&tag=third"), (&tina.browser, "")] {
            for (sort, turn) in [("created_at", "ASC"), ("-created_at", "DESC")] {
                let path = format!("/customers?sort={sort}&per_page=25{filter}");
                let first = browser.get(&path).await;
                assert_eq!(counted(&first), 43, "{path}");
                assert!(link(&first, "prev").is_none(), "{path}: nothing before the first");
                let forwards = walk(browser, first, "next").await;
                let there: Vec<_> = forwards.iter().map(ids).collect();
                assert_eq!(there.iter().map(Vec::len).collect::<Vec<_>>(), [25, 18], "{path}");
                assert_eq!(there.concat(), each(&app, 3, turn).await, "{path}");
                let last = forwards.into_iter().next_back().expect("a last page");
                let backwards = walk(browser, last, "prev").await;
                let mut back: Vec<_> = backwards.iter().map(ids).collect();
                back.reverse();
                assert_eq!(back, there, "{path}: the same pages backwards");
                let end = browser.get(&format!("{path}&before=end")).await;
                assert_eq!(ids(&end), there.concat()[18..], "{path}: the last page");
            }
        }
        // Who is limited to a tag and asks for another gets those with both.
        let both = tina.browser.get("/customers?sort=created_at&tag=half").await;
        assert_eq!(ids(&both), each(&app, 6, "ASC").await);
        let none = ada.browser.get("/customers?tag=nobody").await;
        assert_eq!(ids(&none), []);
    }

    async fn a_new_tag_has_its_customer_where_their_creation_puts_them(app) {
        let clerk = Clerk::hired(&app).await;
        let old = clerk.customer(&[("email", "old@example.com"), ("tags", "vip")]).await;
        app.app.clock.advance(std::time::Duration::from_secs(60));
        let new = clerk.customer(&[("email", "new@example.com"), ("tags", "vip, eu")]).await;
        app.app.clock.advance(std::time::Duration::from_secs(60));
        let said = [("email", "old@example.com"), ("tags", "eu, mena, vip")];
        assert_eq!(clerk.update(old, "1", &said).await.status, 303);
        assert_eq!(strays(&app).await, (0, 5));
        for tag in ["vip", "eu"] {
            let page = clerk.browser.get(&format!("/customers?tag={tag}")).await;
            assert_eq!(ids(&page), [new, old], "{tag}: the newest customer first");
        }
    }
    async fn an_older_database_gets_the_order_with_the_update(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("tags", "vip, eu")]).await;
        let db = app.app.db.write();
        let names: Vec<String> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
        let at = names.iter().position(|name| name.ends_with("tags_by_creation")).expect("the migration");
        Migrator::down(db, u32::try_from(names.len() - at).ok()).await.expect("down");
        let before = db.execute_unprepared("SELECT customer_created_at FROM customer_tags").await;
        assert!(before.is_err(), "it was not kept before");
        app.app.migrate().await.expect("up again");
        assert_eq!(strays(&app).await, (0, 2));
    }
}
