//! Which permission opens which route, found out by trying each of them alone (S34), and written
//! down in `docs/access.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::group_rows::membership;
use countersign::domain::staff::group_save::{self, Details};
use countersign::domain::staff::permission::{Permission, Permissions};
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::driving::{Got, address, drive, got};
use super::{furnished, table as rows};
use crate::support::{Browser, TestApp};

/// The table for readers.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/access.md");

/// A route: its method and its path.
type Route = (&'static str, &'static str);

/// What it takes to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Needs {
    /// Nothing at all.
    Nothing,
    /// To be signed in.
    SignIn,
    /// The password, and the code not yet.
    HalfASession,
    /// One of these.
    Any(BTreeSet<&'static str>),
    /// All of these.
    All(BTreeSet<&'static str>),
}

impl Needs {
    fn words(&self) -> String {
        let joined = |codes: &BTreeSet<&str>, word: &str| {
            let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
            codes.join(word)
        };
        match self {
            Needs::Nothing => "nothing".to_owned(),
            Needs::SignIn => "a session".to_owned(),
            Needs::HalfASession => "half a session: the password, and no code yet".to_owned(),
            Needs::Any(codes) => joined(codes, " or "),
            Needs::All(codes) => joined(codes, " and "),
        }
    }
}

/// Somebody who may do exactly this, signed in.
pub async fn with(app: &TestApp, name: &str, permissions: Permissions) -> Browser {
    let details = Details {
        name: name.to_owned(),
        description: String::new(),
        permissions,
        requires_second_factor: false,
    };
    let made = group_save::create(&app.app.db, &app.actor(), &details).await;
    let group = made.expect("a group");
    let member = app.hire(name, GroupKey::Auditor).await;
    let db = app.app.db.write();
    let auditor = membership::Entity::delete_many();
    let of_member = sea_orm::ColumnTrait::eq(&membership::Column::StaffId, member);
    sea_orm::QueryFilter::filter(auditor, of_member)
        .exec(db)
        .await
        .expect("no auditor any more");
    let row = membership::ActiveModel {
        staff_id: sea_orm::ActiveValue::Set(member),
        group_id: sea_orm::ActiveValue::Set(group),
    };
    row.insert(db).await.expect("a member of it");
    app.sign_in(name).await
}

/// The routes that somebody is let in to.
async fn opened(app: &TestApp, name: Option<&str>, routes: &[Route]) -> BTreeSet<Route> {
    let mut opened = BTreeSet::new();
    let mut browser = match name {
        Some(name) => app.sign_in(name).await,
        None => app.stranger(),
    };
    for (method, path) in routes {
        let answer = drive(&browser, method, &address(path)).await;
        // Who signs out ends at the door, and was let in.
        let out = *path == "/logout" && name.is_some();
        if out || matches!(got(&answer), Got::In | Got::Nothing) {
            opened.insert((*method, *path));
        }
        // Signing in and out end a session.
        if let Some(name) = name.filter(|_| ["/login", "/logout"].contains(path)) {
            browser = app.sign_in(name).await;
        }
    }
    opened
}

/// What each route needs, as it turns out.
async fn needs(app: &TestApp) -> BTreeMap<Route, Needs> {
    let routes: Vec<Route> = rows().map(|(method, path, _)| (*method, *path)).collect();
    let strangers = opened(app, None, &routes).await;
    with(app, "nothing", Permissions::new()).await;
    let signed_in = opened(app, Some("nothing"), &routes).await;
    let mut any: BTreeMap<Route, BTreeSet<&'static str>> = BTreeMap::new();
    for permission in Permission::ALL {
        let name = format!("only-{}", permission.code());
        with(app, &name, [*permission].into()).await;
        for route in opened(app, Some(&name), &routes).await {
            any.entry(route).or_default().insert(permission.code());
        }
    }
    let closed: Vec<Route> = routes
        .iter()
        .copied()
        .filter(|route| !any.contains_key(route))
        .collect();
    let mut all: BTreeMap<Route, BTreeSet<&'static str>> = BTreeMap::new();
    for permission in Permission::ALL.iter().filter(|_| !closed.is_empty()) {
        let name = format!("all-but-{}", permission.code());
        let but = Permission::ALL
            .iter()
            .copied()
            .filter(|one| one != permission);
        with(app, &name, but.collect()).await;
        let opened = opened(app, Some(&name), &closed).await;
        for route in closed.iter().filter(|route| !opened.contains(*route)) {
            all.entry(*route).or_default().insert(permission.code());
        }
    }
    let need = |route: &Route| match any.remove(route) {
        _ if route.1.starts_with("/login/2fa") => Needs::HalfASession,
        _ if strangers.contains(route) => Needs::Nothing,
        _ if signed_in.contains(route) => Needs::SignIn,
        Some(codes) => Needs::Any(codes),
        None => Needs::All(all.remove(route).unwrap_or_default()),
    };
    let mut need = need;
    routes.iter().map(|route| (*route, need(route))).collect()
}

fn table(needs: &BTreeMap<Route, Needs>) -> String {
    let mut text = String::from(
        "# Who gets where\n\n\
         Every route with what it takes to be let in, found out by a test that tries each permission\n\
         alone (`tests/app/access/permissions.rs` writes this file). Without a session the answer leads\n\
         to the sign-in page, without the permission it is 403. Whoever has allowed tags gets 404 for\n\
         customers outside of them, and for everything that hangs on those.\n\n\
         | method | path | needs |\n|---|---|---|\n",
    );
    // The table is that of the program as it is usually built.
    let usual = needs
        .iter()
        .filter(|((_, path), _)| !path.contains("passkey"));
    let mut rows: Vec<(&Route, &Needs)> = usual.collect();
    rows.sort_by_key(|((method, path), _)| (*path, *method));
    for ((method, path), needs) in rows {
        let _ = writeln!(text, "| {method} | `{path}` | {} |", needs.words());
    }
    text
}

#[actix_web::test]
async fn the_published_table_is_what_each_permission_opens() {
    let app = furnished().await;
    let needs = needs(&app).await;
    for ((method, path), needs) in &needs {
        let nobody = *needs == Needs::All(BTreeSet::new());
        assert!(!nobody, "{method} {path}: no permission opens it");
        if path.starts_with("/account/") && path.contains("passkey") {
            assert_eq!(*needs, Needs::SignIn, "{method} {path}");
        }
    }
    let table = table(&needs);
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    if written != table {
        std::fs::write(FILE, &table).expect("a table");
        panic!("docs/access.md was out of date and has been written anew: look at the change");
    }
}

#[actix_web::test]
async fn who_is_disabled_gets_no_further_than_a_stranger() {
    let app = furnished().await;
    let left = with(&app, "left", Permission::ALL.iter().copied().collect()).await;
    assert_eq!(left.get("/customers").await.status, 200);
    let ada = app.sign_in("administrators").await;
    let member = ada.get("/staff?q=left").await;
    let path = member.attributes("#staff tbody a", "href").remove(0);
    let done = ada
        .get(&path)
        .await
        .form_at("form[action$='/disable']")
        .submit()
        .await;
    assert_eq!(done.status, 303);
    for (method, path, expected) in rows() {
        let answer = drive(&left, method, &address(path)).await;
        assert_eq!(got(&answer), expected[0], "{method} {path}");
    }
}
