//! What each route writes into the journal when an administrator asks for it: one entry, or none
//! (S106).

use std::collections::BTreeMap;

use countersign::domain::journal::entry;
use countersign::domain::values::ids::CustomerId;
use sea_orm::{EntityTrait, QueryOrder};

use super::driving::{address, drive, routes};
use crate::customers::new_customer;
use crate::hostile_uploads::files::png;
use crate::support::TestApp;

/// The routes that make an entry as they are driven here, with no more than a token and a version
/// in each form; every other one only reads, or refuses what is missing.
const RECORDED: &[(&str, &str, &str)] = &[
    ("GET", "/audit-log/export.csv", "journal.exported"),
    ("GET", "/audit-log/export.xlsx", "journal.exported"),
    ("GET", "/customers/export.csv", "customer.exported"),
    ("GET", "/customers/export.xlsx", "customer.exported"),
    ("GET", "/documents/{id}", "customer.document-viewed"),
    (
        "GET",
        "/documents/{id}/original",
        "customer.document-downloaded",
    ),
    ("GET", "/documents/{id}/preview", "customer.document-viewed"),
    ("GET", "/requests/export.csv", "request.exported"),
    ("GET", "/requests/export.xlsx", "request.exported"),
    ("POST", "/logout", "staff.signed-out"),
    ("POST", "/requests/claim-next", "request.claimed"),
    ("POST", "/requests/{id}/release", "request.released"),
    (
        "POST",
        "/settings/resolutions/{id}/delete",
        "resolution.deleted",
    ),
    (
        "POST",
        "/settings/verification/{id}/delete",
        "reason.deleted",
    ),
];

pub(super) async fn entries(app: &TestApp) -> Vec<entry::Model> {
    let all = entry::Entity::find().order_by_asc(entry::Column::Id);
    all.all(app.app.db.read()).await.expect("entries")
}

#[actix_web::test]
async fn s106_each_route_makes_exactly_the_entry_that_it_should() {
    let app = TestApp::on_sqlite().await;
    let mut ada = app.administrator().await;
    let form = new_customer(&ada)
        .await
        .attach("doc_file_1", "passport.png", &png());
    assert_eq!(form.submit().await.status, 303);
    crate::requests::deposit(&app, CustomerId(1), "100").await;
    let mut found = BTreeMap::new();
    for (method, path) in routes() {
        if ada.get("/account").await.status == 303 {
            ada = app.sign_in("administrators").await;
        }
        let read = entries(&app).await.len();
        let answer = drive(&ada, &method, &address(&path)).await;
        let new = entries(&app).await.split_off(read);
        assert!(new.len() <= 1, "{method} {path}: {new:?}");
        let Some(entry) = new.into_iter().next() else {
            continue;
        };
        assert_eq!(
            entry.request_id,
            answer.header("x-request-id"),
            "{method} {path}"
        );
        assert_eq!(entry.at, app.app.clock.now(), "{method} {path}");
        assert_eq!(entry.ip.as_deref(), Some("127.0.0.1"), "{method} {path}");
        found.insert((method, path), entry.action);
    }
    let expected = RECORDED.iter().map(|(method, path, action)| {
        (
            ((*method).to_owned(), (*path).to_owned()),
            (*action).to_owned(),
        )
    });
    let expected: BTreeMap<_, _> = expected.collect();
    assert_eq!(found, expected);
}
