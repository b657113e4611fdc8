//! Who gets where: every route with what a stranger and each group are answered.

use std::collections::BTreeSet;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;

use crate::customers::new_customer;
use crate::hostile_uploads::files::png;
use crate::support::TestApp;

mod driving;
mod methods;
mod own;
mod permissions;
mod recorded;

pub use driving::routes;
use driving::{Got, address, drive, got};

use Got::{Door, In, No, Nothing};

/// A stranger, Administrators, Compliance, Support, Auditor.
type Row = (&'static str, &'static str, [Got; 5]);

const TABLE: &[Row] = &[
    ("GET", "/login", [In, In, In, In, In]),
    ("POST", "/login", [In, In, In, In, In]),
    // Who is in already needs no second step.
    ("GET", "/login/2fa", [Door, Door, Door, Door, Door]),
    ("POST", "/login/2fa", [Door, Door, Door, Door, Door]),
    ("POST", "/login/2fa/mail", [Door, Door, Door, Door, Door]),
    ("POST", "/logout", [Door, Door, Door, Door, Door]),
    (
        "GET",
        "/setup",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "POST",
        "/setup",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    ("GET", "/", [Door, In, In, In, In]),
    ("GET", "/customers", [Door, In, In, In, In]),
    ("POST", "/customers", [Door, In, In, No, No]),
    ("GET", "/customers/new", [Door, In, In, No, No]),
    ("GET", "/customers/pending", [Door, In, In, No, In]),
    ("GET", "/customers/duplicates", [Door, In, In, No, No]),
    ("GET", "/customers/export.csv", [Door, In, In, No, No]),
    ("GET", "/customers/export.xlsx", [Door, In, In, No, No]),
    ("GET", "/customers/{id}", [Door, In, In, In, In]),
    ("POST", "/customers/{id}", [Door, In, In, No, No]),
    ("GET", "/customers/{id}/edit", [Door, In, In, No, No]),
    (
        "GET",
        "/customers/{id}/verification",
        [Door, In, In, No, In],
    ),
    (
        "POST",
        "/customers/{id}/steps/{step}",
        [Door, In, In, No, No],
    ),
    ("POST", "/customers/{id}/block", [Door, In, In, No, No]),
    ("POST", "/customers/{id}/unblock", [Door, In, In, No, No]),
    ("POST", "/customers/{id}/reveal", [Door, In, In, In, No]),
    ("POST", "/customers/{id}/hide", [Door, In, In, In, No]),
    ("GET", "/customers/{id}/sessions", [Door, In, In, In, In]),
    (
        "POST",
        "/customers/{id}/sessions/revoke-all",
        [Door, In, In, In, No],
    ),
    // Nobody's session has this number.
    (
        "POST",
        "/customers/{id}/sessions/{sid}/revoke",
        [Door, Nothing, Nothing, Nothing, No],
    ),
    ("GET", "/customers/{id}/history", [Door, In, In, In, In]),
    ("GET", "/customers/{id}/requests", [Door, In, No, In, In]),
    (
        "POST",
        "/customers/{id}/request-color",
        [Door, In, No, In, No],
    ),
    ("GET", "/requests", [Door, In, No, In, In]),
    ("GET", "/requests/export.csv", [Door, In, No, In, No]),
    ("GET", "/requests/export.xlsx", [Door, In, No, In, No]),
    ("GET", "/notifications", [Door, In, No, In, In]),
    ("GET", "/notifications/stream", [Door, In, No, In, In]),
    ("GET", "/requests/{id}", [Door, In, No, In, In]),
    ("POST", "/requests/claim-next", [Door, In, No, In, No]),
    ("POST", "/requests/{id}/claim", [Door, In, No, In, No]),
    ("POST", "/requests/{id}/release", [Door, In, No, In, No]),
    ("POST", "/requests/{id}/presence", [Door, In, No, In, In]),
    ("POST", "/requests/{id}/comments", [Door, In, No, In, No]),
    // There is no such comment; only its author could change it.
    (
        "GET",
        "/requests/{id}/comments/{comment}",
        [Door, Nothing, No, Nothing, No],
    ),
    (
        "POST",
        "/requests/{id}/comments/{comment}",
        [Door, Nothing, No, Nothing, No],
    ),
    ("POST", "/requests/{id}/audit", [Door, In, No, In, No]),
    ("POST", "/requests/{id}/color", [Door, In, No, In, No]),
    ("POST", "/requests/{id}/amount", [Door, In, No, In, No]),
    ("GET", "/documents/{id}", [Door, In, In, No, In]),
    // Auditors see customers masked, and so no papers of theirs.
    ("GET", "/documents/{id}/preview", [Door, In, In, No, No]),
    ("GET", "/documents/{id}/original", [Door, In, In, No, No]),
    ("GET", "/settings/audit", [Door, In, No, No, No]),
    ("POST", "/settings/audit", [Door, In, No, No, No]),
    ("GET", "/settings/exchange-monitors", [Door, In, In, No, In]),
    (
        "POST",
        "/settings/exchange-monitors",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/exchange-monitors/new",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/exchange-monitors/{id}",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/exchange-monitors/{id}/edit",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/exchange-monitors/{id}/history",
        [Door, In, In, No, In],
    ),
    ("GET", "/settings/verification", [Door, In, In, No, In]),
    ("POST", "/settings/verification", [Door, In, No, No, No]),
    ("GET", "/settings/verification/new", [Door, In, No, No, No]),
    (
        "POST",
        "/settings/verification/{id}",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/verification/{id}/edit",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/verification/{id}/delete",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/verification/{id}/delete",
        [Door, In, No, No, No],
    ),
    // There is no such request: each could be decided once.
    (
        "POST",
        "/requests/{id}/approve",
        [Door, Nothing, No, Nothing, No],
    ),
    (
        "GET",
        "/requests/{id}/reject",
        [Door, Nothing, No, Nothing, No],
    ),
    (
        "POST",
        "/requests/{id}/reject",
        [Door, Nothing, No, Nothing, No],
    ),
    ("GET", "/settings/resolutions", [Door, In, No, In, In]),
    ("POST", "/settings/resolutions", [Door, In, No, No, No]),
    ("GET", "/settings/resolutions/new", [Door, In, No, No, No]),
    ("POST", "/settings/resolutions/{id}", [Door, In, No, No, No]),
    (
        "GET",
        "/settings/resolutions/{id}/edit",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/resolutions/{id}/delete",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/resolutions/{id}/delete",
        [Door, In, No, No, No],
    ),
    ("GET", "/settings/resolution-types", [Door, In, No, In, In]),
    ("POST", "/settings/resolution-types", [Door, In, No, No, No]),
    (
        "GET",
        "/settings/resolution-types/new",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/resolution-types/{id}",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/resolution-types/{id}/edit",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/resolution-types/{id}/delete",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/resolution-types/{id}/delete",
        [Door, In, No, No, No],
    ),
    ("GET", "/settings/mail-templates", [Door, In, In, In, In]),
    (
        "POST",
        "/settings/mail-templates/{id}",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/settings/mail-templates/{id}/edit",
        [Door, In, No, No, No],
    ),
    (
        "POST",
        "/settings/mail-templates/{id}/delete",
        [Door, In, No, No, No],
    ),
    (
        "GET",
        "/invitation",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "POST",
        "/invitation",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    ("GET", "/staff", [Door, In, No, No, In]),
    ("POST", "/staff", [Door, In, No, No, No]),
    ("GET", "/staff/new", [Door, In, No, No, No]),
    ("GET", "/staff/{id}", [Door, In, No, No, In]),
    ("POST", "/staff/{id}", [Door, In, No, No, No]),
    ("GET", "/staff/{id}/edit", [Door, In, No, No, No]),
    // There is no such member: nobody may do this to themselves, or only once.
    ("POST", "/staff/{id}/invite", [Door, Nothing, No, No, No]),
    ("POST", "/staff/{id}/disable", [Door, Nothing, No, No, No]),
    ("POST", "/staff/{id}/enable", [Door, Nothing, No, No, No]),
    (
        "POST",
        "/staff/{id}/end-sessions",
        [Door, Nothing, No, No, No],
    ),
    (
        "POST",
        "/staff/{id}/reset-second-factor",
        [Door, Nothing, No, No, No],
    ),
    ("GET", "/staff/groups", [Door, In, No, No, In]),
    ("POST", "/staff/groups", [Door, In, No, No, No]),
    ("GET", "/staff/groups/new", [Door, In, No, No, No]),
    ("POST", "/staff/groups/{id}", [Door, In, No, No, No]),
    ("GET", "/staff/groups/{id}/edit", [Door, In, No, No, In]),
    (
        "POST",
        "/staff/groups/{id}/delete",
        [Door, Nothing, No, No, No],
    ),
    ("GET", "/audit-log", [Door, In, No, No, In]),
    ("GET", "/audit-log/addresses", [Door, In, No, No, In]),
    ("GET", "/audit-log/export.csv", [Door, In, No, No, No]),
    ("GET", "/audit-log/export.xlsx", [Door, In, No, No, No]),
    ("GET", "/mail-log", [Door, In, In, In, In]),
    // There is no mail yet.
    (
        "GET",
        "/mail-log/{id}",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "POST",
        "/mail-log/{id}/resend",
        [Door, Nothing, Nothing, No, No],
    ),
    (
        "POST",
        "/mail-log/{id}/cancel",
        [Door, Nothing, Nothing, No, No],
    ),
    ("GET", "/account", [Door, In, In, In, In]),
    ("POST", "/account", [Door, In, In, In, In]),
    ("GET", "/account/confirm", [Door, In, In, In, In]),
    ("POST", "/account/confirm", [Door, In, In, In, In]),
    ("GET", "/account/second-factor", [Door, In, In, In, In]),
    ("POST", "/account/second-factor", [Door, In, In, In, In]),
    // Nobody has a second factor here.
    (
        "POST",
        "/account/second-factor/remove",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    ("GET", "/account/recovery-codes", [Door, In, In, In, In]),
    ("POST", "/account/recovery-codes", [Door, In, In, In, In]),
    (
        "POST",
        "/account/recovery-codes/renew",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "GET",
        "/account/recovery-codes.txt",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    ("POST", "/account/password", [Door, In, In, In, In]),
    (
        "POST",
        "/account/sessions/end-others",
        [Door, In, In, In, In],
    ),
    // Nobody's session has this number; everybody may end their own.
    (
        "POST",
        "/account/sessions/{id}/end",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
];

fn table() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().chain(own::ROWS)
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
