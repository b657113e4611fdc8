//! Who gets where: every route with what a stranger and each group are answered.

use std::collections::BTreeSet;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;

use crate::customers::new_customer;
use crate::hostile_uploads::files::png;
use crate::support::TestApp;

mod changes;
mod driving;
mod everywhere;
mod foreign;
mod methods;
mod own;
#[cfg(feature = "passkeys")]
mod passkeys;
pub mod permissions;
mod recorded;
mod rows;
pub mod unchanged;
mod unknown;
mod ways_back;

pub use driving::routes;
use driving::{Got, address, drive, got};

/// A stranger, Administrators, Compliance, Support, Auditor.
type Row = (&'static str, &'static str, [Got; 5]);

fn table() -> impl Iterator<Item = &'static Row> {
    let table = rows::ROWS.iter().chain(own::ROWS);
    #[cfg(feature = "passkeys")]
    let table = table.chain(passkeys::ROWS);
    table
}

#[test]
fn every_route_has_a_row() {
    let rows = table().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()));
    let rows: BTreeSet<_> = rows.collect();
    assert_eq!(rows.len(), table().count(), "a row twice");
    let routes = routes();
    assert!(routes.len() > 20, "{routes:?}");
    let unlisted: Vec<_> = routes.difference(&rows).collect();
    assert!(
        unlisted.is_empty(),
        "routes without a row here: {unlisted:?}"
    );
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(gone.is_empty(), "rows without a route: {gone:?}");
}

/// One of everything, and somebody of each group.
async fn furnished() -> TestApp {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let form = new_customer(&ada)
        .await
        .attach("doc_file_1", "passport.png", &png());
    assert_eq!(form.submit().await.status, 303);
    let form = ada.get("/settings/exchange-monitors/new").await.form();
    assert_eq!(form.set("name", "Alpha").submit().await.status, 303);
    crate::requests::deposit(&app, CustomerId(1), "100").await;
    for group in GroupKey::ALL.into_iter().skip(1) {
        app.hire(group.code(), group).await;
    }
    app
}

#[actix_web::test]
async fn each_of_them_gets_where_they_may() {
    let app = furnished().await;
    let people = [
        None,
        Some("administrators"),
        Some("compliance"),
        Some("support"),
        Some("auditor"),
    ];
    for (who, name) in people.into_iter().enumerate() {
        let mut browser = app.stranger();
        for (method, path, expected) in table() {
            // Signing in and out end a session: each row starts with one.
            let out = browser.get("/account").await.status == 303;
            if let Some(name) = name.filter(|_| out) {
                browser = app.sign_in(name).await;
            }
            let path = address(path);
            let answer = drive(&browser, method, &path).await;
            let said = format!("{method} {path} as {name:?}: {}", answer.status);
            assert_eq!(got(&answer), expected[who], "{said}");
            if *method == "GET" {
                let head = browser.head(&path).await;
                assert_eq!(
                    (head.status, head.location()),
                    (answer.status, answer.location()),
                    "{said}"
                );
            }
        }
    }
}
