//! Masked data: whoever may not know it gets nothing personal of a customer in any answer (S39).

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use countersign::domain::customers::sessions::{self, NewSession};
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::resolve::{self, Shown};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{CustomerId, DocumentId};
use countersign::domain::verification::step::Step;
use sea_orm::ConnectionTrait;

use crate::access::routes;
use crate::bell::listen;
use crate::customers::Clerk;
use crate::effects::{approved, asked};
use crate::hostile_uploads::files::png;
use crate::ledger::opened;
use crate::on_both_engines;
use crate::requests::submit;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;
use crate::verification_review::{decide, handed_in, submitted};

/// A customer of whom everything personal is a word that is nowhere else.
pub const FINCHLING: [(&str, &str); 10] = [
    ("first_name", "Finchlingfirst"),
    ("last_name", "Finchlinglast"),
    ("company", "Finchlingcompany"),
    ("email", "finchling.mail@example.com"),
    ("phone", "+4930901820"),
    ("telegram_chat_id", "777000111222"),
    ("address", "Finchlingstreet 1\nFinchlingtown"),
    ("birth_date", "1981-02-03"),
    ("document_number", "FINCHLINGDOC77"),
    ("tags", "vip"),
];

/// Another one, with the same phone.
const SPARROW: [(&str, &str); 7] = [
    ("first_name", "Sparrowfirst"),
    ("last_name", "Sparrowlast"),
    ("email", "sparrow.mail@example.com"),
    ("phone", "+4930901820"),
    ("address", "Sparrowstreet 1"),
    ("birth_date", "1981-02-03"),
    ("document_number", "SPARROWDOC77"),
];

/// What of the finchling must be in no answer, in small letters.
const SECRETS: [&str; 8] = [
    "inchlingfirst",
    "inchlinglast",
    "inchling",
    "30901820",
    "777000111222",
    "1981-02-03",
    "feb 1981",
    "february 1981",
];

pub const BIRD: CustomerId = CustomerId(1);

/// Grants the auditors everything but to see personal data.
pub async fn grant_all_but_sight(app: &TestApp) {
    let blind = "DELETE FROM staff_group_permissions WHERE permission = 'customers.personal' \
        AND group_id IN (SELECT id FROM staff_groups WHERE key = 'auditor')";
    let db = app.app.db.write();
    db.execute_unprepared(blind).await.expect("no sight");
    let codes = countersign::domain::staff::permission::Permission::ALL;
    for code in codes.iter().map(|permission| permission.code()) {
        if code == "customers.personal" {
            continue;
        }
        let grant = format!(
            "INSERT INTO staff_group_permissions (group_id, permission) SELECT id, '{code}' \
             FROM staff_groups WHERE key = 'auditor' ON CONFLICT DO NOTHING"
        );
        db.execute_unprepared(&grant).await.expect("a permission");
    }
}

/// Mia, who may do everything and sees customers masked.
pub async fn mia(app: &TestApp) -> Clerk {
    grant_all_but_sight(app).await;
    Clerk::of(app.member_of(GroupKey::Auditor).await).await
}

/// The finchling (a canary in a mine) and the sparrow with everything that can hang on a customer.
async fn aviary(app: &TestApp) -> Clerk {
    let ada = Clerk::hired(app).await;
    let finchling = handed_in(app, &ada, &FINCHLING, &[Step::Document]).await;
    assert_eq!(finchling, BIRD);
    submitted(app, finchling, Step::Email).await;
    submitted(app, finchling, Step::Phone).await;
    let sparrow = handed_in(app, &ada, &SPARROW, &[Step::Document]).await;
    let visit = NewSession {
        reference: format!("{:032x}", 1),
        ip: Some("203.0.113.7".into()),
        user_agent: None,
        at: NOW,
    };
    let begun = sessions::started(&app.app.db, finchling, visit).await;
    begun.expect("a session");
    // A review of an address and its letters.
    for said in [("email", "accept"), ("phone", "accept")] {
        let done = decide(app, &ada, (finchling, said.0), &[("decision", said.1)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    // A history of changes.
    let form = ada
        .editing(finchling)
        .await
        .set("last_name", "Finchlingsecond")
        .attach("address_file", "finchling-bill.png", &png());
    assert_eq!(form.submit().await.status, 303);
    let account = opened(app, finchling, AccountKind::Personal, ("100", "EUR")).await;
    let address = "Finchlingroad 2".to_owned();
    let moving = submit(app, NOW, finchling, Payload::Address { address }, None).await;
    resolve::approve(&app.app.db, &app.actor(), moving, Shown::of(1), "")
        .await
        .expect("approved");
    let profile = |email: &str| Payload::Profile {
        first_name: Some("Finchlingnew".into()),
        last_name: None,
        email: Some(email.into()),
        phone: Some("+4930901820".into()),
    };
    submit(
        app,
        NOW,
        finchling,
        profile("finchling.new@example.com"),
        None,
    )
    .await;
    // One that is refused, because somebody else has the address.
    let taken = submit(
        app,
        NOW,
        sparrow,
        profile("finchling.mail@example.com"),
        None,
    )
    .await;
    let refused = resolve::approve(&app.app.db, &app.actor(), taken, Shown::of(1), "").await;
    refused.expect_err("taken");
    let details = vec![("Said".to_owned(), "Finchlingwords".to_owned())];
    let title = "A question".to_owned();
    submit(
        app,
        NOW,
        finchling,
        Payload::External { title, details },
        None,
    )
    .await;
    let rate = None;
    asked(
        app,
        sparrow,
        Payload::Transfer { to: account, rate },
        None,
        Some(("1", "EUR")),
    )
    .await;
    let documents = vec![DocumentId(3)];
    asked(app, finchling, Payload::Document { documents }, None, None).await;
    let payout = Payload::Withdrawal {
        method: "wire".into(),
        destination: "FINCHLING0012345678".into(),
        amount_editable: true,
    };
    let payout = asked(app, finchling, payout, Some(account), Some(("1", "EUR"))).await;
    approved(app, payout).await.expect("paid out");
    ada
}

/// Everything an answer says, also in a workbook.
fn said(page: &Page) -> String {
    let sheet = page.header("content-type").contains("spreadsheet");
    if !sheet {
        return page.markup();
    }
    let mut book = Xlsx::new(Cursor::new(page.body.clone())).expect("a workbook");
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, cells)| cells.cells());
    let cells = cells.map(|(_, _, cell)| cell.to_string().to_lowercase());
    cells.collect::<Vec<_>>().join("\n")
}

fn tells_nothing(page: &Page, path: &str) {
    let said = said(page);
    for secret in SECRETS {
        let at = said.find(secret);
        let around = at.map(|at| said.get(at.saturating_sub(120)..at + 60).unwrap_or(&said));
        assert!(at.is_none(), "{path} tells {secret}: {around:?}");
    }
}

on_both_engines! {
    async fn no_answer_tells_mia_who_the_finchling_is(app) {
        aviary(&app).await;
        let mia = mia(&app).await;
        let mut seen = 0;
        for (method, route) in routes() {
            if method != "GET" || route == "/notifications/stream" {
                continue;
            }
            let ids = if route.contains("{id}") { 1..=8 } else { 1..=1 };
            for id in ids {
                let path = route.replace("{id}", &id.to_string()).replace("{comment}", "1");
                let page = mia.browser.get(&path).await;
                tells_nothing(&page, &path);
                seen += usize::from(page.status == 200);
            }
        }
        assert!(seen > 50, "only {seen} pages were there");
        for path in [
            "/audit-log/addresses?ip=0.0.0.0/0", "/customers/1/history?looks=on", "/requests?status=all", "/mail-log?customer=1",
            "/requests/export.csv?status=all", "/requests/export.xlsx?status=all",
            "/customers/duplicates?phone=%2B4930901820&first_name=Sparrow&birth_date=1981-02-03",
        ] {
            let page = mia.browser.get(path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text());
            let echo = said(&page).replace("1981-02-03", "");
            assert!(!echo.contains("inchling") && !echo.contains("inchlinglast"), "{path}");
        }
        // What is told of what happens, from the first event on.
        let mut stream = listen(&app, &mia.browser).await;
        let event = stream.event().await.to_string().to_lowercase();
        assert!(!event.contains("inchling"), "{event}");
        // And the list is there, masked.
        let list = mia.browser.get("/customers").await;
        assert_eq!(list.all("#customers tbody th"), ["S••• S•••", "F••• F••• F•••"]);
        assert_eq!(list.all(".cell-email"), ["s•••@example.com", "f•••@example.com"]);
        assert_eq!(list.all(".cell-phone"), ["+49•••••20", "+49•••••20"]);
    }

    async fn what_others_exported_by_is_masked(app) {
        let ada = aviary(&app).await;
        for list in ["customers/export.csv?q=Finchlinglast", "requests/export.csv?email=finchling.mail"] {
            assert_eq!(ada.browser.get(&format!("/{list}")).await.status, 200, "{list}");
        }
        let mia = mia(&app).await;
        for path in ["/audit-log", "/audit-log/export.csv"] {
            let clear = ada.browser.get(path).await.html().to_lowercase();
            let masked = mia.browser.get(path).await.html().to_lowercase();
            for filter in ["q=finchlinglast", "email=finchling.mail"] {
                assert!(clear.contains(filter) && !masked.contains(filter), "{path} {filter}");
            }
        }
    }

    async fn a_search_is_no_oracle(app) {
        aviary(&app).await;
        let mia = mia(&app).await;
        let found = async |path: &str| mia.browser.get(path).await.all("tbody tr").len();
        for q in ["finchling", "Finchlingfirst", "finchlingfirst%20finchlingsecond", "finchling.mail",
            "example.com", "309018", "4930", "finchlingdoc", "FINCHLINGDOC7"] {
            assert_eq!(found(&format!("/customers?q={q}")).await, 0, "{q}");
            assert_eq!(found(&format!("/requests?q={q}&status=all")).await, 0, "{q}");
        }
        for (q, count) in [("1", 1), ("finchling.mail%40example.com", 1), ("FINCHLING.mail@EXAMPLE.com", 1),
            ("%2B49%2030%20901820", 2), ("004930901820", 2), ("finchlingdoc77", 1)] {
            assert_eq!(found(&format!("/customers?q={q}")).await, count, "{q}");
        }
        assert_eq!(found("/requests?status=all&email=finchling.").await, 0);
        assert_eq!(found("/requests?status=all&email=finchling.mail@example.com").await, 5);
        assert_eq!(found("/requests?status=all&q=finchling.mail@example.com").await, 5);
        assert_eq!(found("/mail-log?q=finchling").await, 0);
        assert!(found("/mail-log?q=finchling.mail@example.com").await > 0);
        for sort in ["name", "-name", "email", "-email"] {
            for list in ["/customers", "/customers/export.csv", "/customers/export.xlsx"] {
                let page = mia.browser.get(&format!("{list}?sort={sort}")).await;
                assert_eq!(page.status, 422, "{list} by {sort}");
            }
        }
        let list = mia.browser.get("/customers").await;
        assert!(!list.has("thead a[href*='sort=name'], thead a[href*='sort=email']"));
        assert_eq!(found("/customers?sort=created_at").await, 2);
    }
}
