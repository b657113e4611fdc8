//! Reading changes nothing (S46): every link of every page is followed, twice, and what the
//! database holds is compared.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::driving::address;
use super::{furnished, table};
use crate::support::{Browser, TestApp};

/// What is read must be written down: the only entries that reading may make.
const LOOKS: [&str; 5] = [
    "customer.document-viewed",
    "customer.document-downloaded",
    "customer.exported",
    "request.exported",
    "journal.exported",
];

/// The rows of each table.
pub(crate) type Contents = BTreeMap<String, BTreeSet<String>>;

async fn texts(app: &TestApp, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = app.app.db.read().query_all_raw(statement).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let text = |row: sea_orm::QueryResult| row.try_get_by_index(0).expect("a text");
    rows.into_iter().map(text).collect()
}

/// Everything that a SQLite database holds, but for when a session was used last.
pub(crate) async fn contents(app: &TestApp) -> Contents {
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table'
        AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    let mut all = Contents::new();
    for table in texts(app, tables).await {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = texts(app, &columns).await;
        let kept = columns
            .iter()
            .filter(|column| table != "staff_sessions" || *column != "last_seen_at");
        let quoted: Vec<String> = kept.map(|column| format!("quote(\"{column}\")")).collect();
        let sql = format!(
            "SELECT concat_ws('|', {}) FROM \"{table}\"",
            quoted.join(", ")
        );
        let rows = texts(app, &sql).await.into_iter().collect();
        all.insert(table, rows);
    }
    all
}

/// Where an address leads, whatever its parameters hold: lists have endlessly many.
fn place(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let names: BTreeSet<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    format!("{path}?{}", Vec::from_iter(names).join("&"))
}

/// Asks for every page, and for whatever each of them leads to.
async fn follow_everything(browser: &Browser) -> BTreeSet<String> {
    let mut waiting: Vec<String> = table()
        .filter(|(method, ..)| *method == "GET")
        .map(|(_, path, _)| address(path))
        .collect();
    let mut followed = BTreeSet::new();
    while let Some(address) = waiting.pop() {
        if !followed.insert(place(&address)) {
            continue;
        }
        assert_eq!(
            browser.head(&address).await.status,
            browser.get(&address).await.status
        );
        let page = browser.get(&address).await;
        if page.header("content-type").starts_with("text/html") {
            let mut links = page.attributes("a[href], link[href]", "href");
            links.extend(page.attributes("img[src], iframe[src]", "src"));
            links.retain(|link| link.starts_with('/'));
            waiting.extend(
                links
                    .iter()
                    .map(|link| link.split('#').next().unwrap_or(link).to_owned()),
            );
        }
    }
    followed
}

#[actix_web::test]
async fn s46_following_every_link_twice_changes_nothing() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let mut before = contents(&app).await;
    assert!(
        before.len() > 20 && before["customers"].len() == 1,
        "{:?}",
        before.keys()
    );
    for round in 1..=2 {
        let followed = follow_everything(&ada).await;
        assert!(followed.len() > 100, "{} addresses", followed.len());
        app.app.clock.advance(Duration::from_secs(61));
        let after = contents(&app).await;
        for (table, rows) in &after {
            let gone: Vec<_> = before[table].difference(rows).collect();
            assert!(gone.is_empty(), "round {round}, {table}: {gone:?}");
            let new: Vec<_> = rows.difference(&before[table]).collect();
            let fine = match table.as_str() {
                "journal" => new
                    .iter()
                    .all(|row| LOOKS.iter().any(|look| row.contains(&format!("'{look}'")))),
                "journal_chain" => rows.len() == after["journal"].len(),
                // Confirming a rejection asks a question, which is remembered with the session.
                "request_sums" => true,
                _ => new.is_empty(),
            };
            assert!(fine, "round {round}, {table}: {new:#?}");
        }
        before = after;
    }
    assert_eq!(ada.get("/account").await.status, 200, "still signed in");
}
