//! A request's own page: what it tells of each type, of the customer and of the accounts.

use countersign::domain::ledger::account::{self, AccountKind};
use countersign::domain::ledger::transaction::{self, TransactionKind, TransactionStatus};
use countersign::domain::requests::payload::{Payload, Rate};
use countersign::domain::requests::request::{self, Column, CustomerRequest, Entity, NewRequest};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{AccountId, CustomerId, DocumentId, RequestId};
use countersign::domain::values::person::CustomerType;
use countersign::domain::values::scope::Scope;
use countersign::platform::clock::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::bell::without_requests;
use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::app::NOW;

/// Hands in a request at a moment, without an account.
pub async fn submit(
    app: &TestApp,
    at: Timestamp,
    customer: CustomerId,
    payload: Payload,
    amount: Option<&str>,
) -> RequestId {
    let new = NewRequest {
        customer,
        payload,
        account: None,
        amount: amount.map(|typed| typed.parse().expect("an amount")),
        currency: amount.map(|_| "EUR".parse().expect("a currency")),
    };
    request::submit(app.app.db.write(), at, new)
        .await
        .expect("a request")
}

/// A deposit whose amount may be changed, handed in now.
pub async fn deposit(app: &TestApp, customer: CustomerId, amount: &str) -> RequestId {
    submit(app, NOW, customer, editable(true), Some(amount)).await
}

pub fn editable(amount_editable: bool) -> Payload {
    Payload::Deposit {
        method: "SEPA".into(),
        amount_editable,
    }
}

/// Sets a column of a request behind everybody's back.
pub async fn set(app: &TestApp, id: RequestId, column: Column, value: impl Into<sea_orm::Value>) {
    let update = Entity::update_many().col_expr(column, Expr::value(value));
    let done = update.filter(Column::Id.eq(id)).exec(app.app.db.write());
    assert_eq!(done.await.expect("an update").rows_affected, 1);
}

/// Resolves a request behind everybody's back.
pub async fn resolve(app: &TestApp, id: RequestId, status: RequestStatus) {
    set(app, id, Column::Status, status).await;
    set(app, id, Column::ResolvedAt, NOW).await;
    set(app, id, Column::ResolvedBy, "Grace").await;
}

/// The row.
pub async fn stored(app: &TestApp, id: RequestId) -> CustomerRequest {
    let found = request::find(app.app.db.read(), &Scope::All, id).await;
    found.expect("a row").expect("a request")
}

/// An account with one done transaction.
pub async fn account(
    app: &TestApp,
    customer: CustomerId,
    number: &str,
    balance: &str,
) -> AccountId {
    let row = account::ActiveModel {
        version: Set(1),
        customer_id: Set(customer),
        number: Set(number.to_owned()),
        product: Set("Standard".to_owned()),
        kind: Set(AccountKind::Trade),
        currency: Set("EUR".parse().expect("a currency")),
        balance: Set(balance.parse().expect("an amount")),
        may_go_below_zero: Set(false),
        created_at: Set(NOW),
        ..Default::default()
    };
    let made = account::Entity::insert(row).exec(app.app.db.write()).await;
    let id = made.expect("an account").last_insert_id;
    moved(app, id, balance, TransactionStatus::Done).await;
    id
}

pub async fn moved(app: &TestApp, account: AccountId, amount: &str, status: TransactionStatus) {
    let row = transaction::ActiveModel {
        account_id: Set(account),
        kind: Set(TransactionKind::Deposit),
        amount: Set(amount.parse().expect("an amount")),
        currency: Set("EUR".parse().expect("a currency")),
        status: Set(status),
        created_at: Set(NOW),
        updated_at: Set(NOW),
        ..Default::default()
    };
    let made = transaction::Entity::insert(row)
        .exec(app.app.db.write())
        .await;
    made.expect("a transaction");
}

/// Every type, with what its title and its page say.
fn every_type(
    to: AccountId,
) -> Vec<(
    Payload,
    Option<&'static str>,
    &'static str,
    Vec<&'static str>,
)> {
    let text = |text: &str| text.to_owned();
    vec![
        (
            Payload::Account {
                product: text("Pro"),
                kind: AccountKind::Trade,
                currency: "USD".parse().expect("a currency"),
            },
            None,
            "Open a trade account (USD)",
            vec![
                "Product Pro",
                "Kind of account Trade account",
                "Currency USD",
            ],
        ),
        (
            Payload::Address {
                address: text("Lindenweg 4"),
            },
            None,
            "Change the address",
            vec!["Address today: Not given → wanted: Lindenweg 4"],
        ),
        (
            Payload::Archive {},
            None,
            "Archive the account T-1",
            vec!["Balance 1,250.5 EUR"],
        ),
        (
            Payload::ClientType {
                customer_type: CustomerType::Corporate,
                company: Some(text("Brot GmbH")),
            },
            None,
            "Become a corporate customer",
            vec![
                "Customer type today: Individual → wanted: Corporate",
                "Company today: Not given → wanted: Brot GmbH",
            ],
        ),
        (
            editable(false),
            Some("1250.5"),
            "Deposit of 1,250.5 EUR",
            vec!["Method SEPA"],
        ),
        (
            Payload::Withdrawal {
                method: text("USDT"),
                destination: text("0xabc <b>"),
                amount_editable: false,
            },
            Some("0.000000000000000001"),
            "Withdrawal of 0.000000000000000001 EUR",
            vec!["Method USDT", "To 0xabc <b>"],
        ),
        (
            Payload::Transfer {
                to,
                rate: Some(Rate("1.07".parse().expect("a rate"))),
            },
            Some("1234567"),
            "Transfer of 1,234,567 EUR",
            vec![
                "To the account T-2",
                "Exchange rate 1.07",
                "Belongs to Omar",
            ],
        ),
        (
            Payload::Document {
                documents: vec![DocumentId(1), DocumentId(2)],
            },
            None,
            "Accept 2 documents",
            vec!["Documents 2"],
        ),
        (
            Payload::Verification {
                level: 2,
                reason: Some(text("moved")),
            },
            None,
            "Raise the verification to level 2",
            vec!["Level today: 0 → wanted: 2", "Reason moved"],
        ),
        (
            Payload::Profile {
                first_name: None,
                last_name: Some(text("Curie")),
                email: Some(text("marie@example.com")),
                phone: None,
            },
            None,
            "Change the profile",
            vec![
                "Last name today: Not given → wanted: Curie",
                "E-mail today: maria@example.com → wanted: marie@example.com",
            ],
        ),
        (
            Payload::Partner {
                profit_share: "12.5".parse().expect("a share"),
            },
            None,
            "Become a partner with 12.5 %",
            vec!["Profit share today: 0 % → wanted: 12.5 %"],
        ),
        (
            Payload::Investment { to },
            Some("10"),
            "Investment of 10 EUR",
            vec!["To the account T-2"],
        ),
        (
            Payload::External {
                title: text("Reset <the> terminal"),
                details: vec![(text("Terminal"), text("MT5 & co"))],
            },
            None,
            "Reset <the> terminal",
            vec!["Terminal MT5 & co"],
        ),
    ]
}

on_both_engines! {
    async fn each_type_has_a_title_and_says_what_is_asked_for(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let omar = ada.customer(&[("first_name", "Omar"), ("email", "omar@example.com")]).await;
        let own = account(&app, maria, "T-1", "1250.5").await;
        let to = account(&app, omar, "T-2", "3").await;
        let all = every_type(to);
        assert_eq!(all.len(), 13);
        for (payload, amount, title, facts) in all {
            let id = submit(&app, NOW, maria, payload, amount).await;
            set(&app, id, Column::AccountId, own).await;
            let page = ada.browser.get(&format!("/requests/{id}")).await;
            let shown = page.heading();
            assert_eq!((page.status, shown.as_str()), (200, title));
            let said = page.all(".facts > div").join("\n");
            for fact in facts {
                assert!(said.contains(fact), "{title}: {fact} in {said}");
            }
        }
        let list = ada.browser.get("/requests?q=5").await;
        assert_eq!(list.all("tbody th")[0], "Deposit of 1,250.5 EUR");
    }

    async fn the_page_tells_of_the_customer_and_of_the_accounts(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[("tags", "vip, gold"), ("verified_email", "on"), ("verification_reason", "seen")]).await;
        let own = account(&app, maria, "T-1", "7").await;
        for figure in 1..=5 {
            moved(&app, own, &figure.to_string(), TransactionStatus::Hold).await;
        }
        let mut ids = Vec::new();
        for _ in 0..7 {
            ids.push(deposit(&app, maria, "10").await);
        }
        resolve(&app, ids[5], RequestStatus::Rejected).await;
        set(&app, ids[6], Column::AccountId, own).await;
        let page = ada.browser.get("/requests/7").await;
        let accounts = page.all(".request-account tbody tr");
        assert_eq!(accounts.len(), 5, "the latest five: {accounts:?}");
        assert!(accounts[0].starts_with("Deposit 5 EUR On hold"), "{accounts:?}");
        assert!(accounts[4].starts_with("Deposit 1 EUR On hold"), "{accounts:?}");
        let others = page.attributes(".request-others a", "href");
        let expected: Vec<String> = (2..=6).rev().map(|id| format!("/requests/{id}")).collect();
        assert_eq!(others, expected, "the last five others, newest first");
        assert!(page.all(".request-others li")[0].contains("Rejected"));
        assert_eq!(page.all(".request-beside .pills li"), ["gold", "vip"]);
        let marks = page.attributes(".request-beside .marks li", "data-state");
        assert_eq!(marks, ["accepted", "missing", "missing", "missing", "missing"]);
        assert!(page.has(".request-beside progress"));
        assert_eq!(ada.browser.get("/requests/8").await.status, 404);
        for id in ["0", "-1", "x", "99999999999999999999"] {
            assert_eq!(ada.browser.get(&format!("/requests/{id}")).await.status, 404, "{id}");
        }
    }
}

#[actix_web::test]
async fn who_may_only_look_is_offered_no_change_and_who_may_not_sees_nothing() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(&app, maria, "10").await;
    let path = format!("/requests/{id}");
    without_requests(&app).await;
    let forms = "#comment-form, #color-form, #own-color-form, #amount-form";
    assert_eq!(ada.browser.get(&path).await.all(forms).len(), 4);
    for (group, sees, works) in [
        (GroupKey::Compliance, 403, false),
        (GroupKey::Support, 200, true),
        (GroupKey::Auditor, 200, false),
    ] {
        let reader = app.member_of(group).await;
        for path in [&path, "/requests", "/customers/1/requests"] {
            assert_eq!(reader.get(path).await.status, sees, "{group} {path}");
        }
        assert_eq!(reader.get(&path).await.has(forms), works, "{group}");
        let profile = reader.get("/customers/1").await;
        let offered = profile.has(".tabs a[href='/customers/1/requests']");
        assert_eq!(offered, sees == 200, "{group}");
        assert_eq!(
            profile.has("nav a[href='/requests']"),
            sees == 200,
            "{group}"
        );
    }
}

/// Names of files tell what somebody proves with them.
#[actix_web::test]
async fn only_who_sees_verification_is_told_the_names_of_documents() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    let form = crate::customers::new_customer(&ada).await;
    let png = crate::hostile_uploads::files::png();
    let saved = form
        .attach("doc_file_1", "passport.png", &png)
        .submit()
        .await;
    assert_eq!(saved.status, 303);
    let documents = vec![DocumentId(1), DocumentId(99)];
    submit(
        &app,
        NOW,
        CustomerId(1),
        Payload::Document { documents },
        None,
    )
    .await;
    let page = ada.get("/requests/1").await;
    assert_eq!(page.attributes(".facts a", "href"), ["/documents/1"]);
    assert!(
        page.text().contains("Document passport.png"),
        "{}",
        page.text()
    );
    let support = app.member_of(GroupKey::Support).await;
    let page = support.get("/requests/1").await;
    assert_eq!(
        (page.status, page.text().contains("passport")),
        (200, false)
    );
}
