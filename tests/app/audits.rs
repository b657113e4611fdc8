//! Audits of requests: balances against the sums of their transactions, exactly.

use countersign::domain::ledger::account::{self, AccountKind};
use countersign::domain::ledger::transaction::{self, TransactionKind, TransactionStatus};
use countersign::domain::ledger::{account::find, books};
use countersign::domain::requests::audit;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::NewRequest;
use countersign::domain::values::ids::{AccountId, CustomerId, RequestId};
use countersign::domain::values::scope::Scope;
use countersign::domain::values::total::Total;
use futures_util::future::join_all;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::ledger::{money, opened, posted};
use crate::on_both_engines;
use crate::requests_decide::{matter, sam, submitted, told};
use crate::support::TestApp;
use crate::support::page::Page;

/// A customer asks for money of an account.
pub async fn asked(
    app: &TestApp,
    customer: CustomerId,
    account: AccountId,
    payload: Payload,
) -> RequestId {
    let new = NewRequest {
        customer,
        payload,
        account: Some(account),
        amount: "5".parse().ok(),
        currency: "EUR".parse().ok(),
    };
    submitted(app, new).await
}

pub fn withdrawal() -> Payload {
    Payload::Withdrawal {
        method: "bank".into(),
        destination: "DE1".into(),
        amount_editable: false,
    }
}

/// Maria with so many euros, who wants some of them.
pub async fn maria(app: &TestApp, balance: &str) -> (CustomerId, AccountId, RequestId) {
    let maria = Clerk::hired(app).await.customer(&[]).await;
    let account = opened(app, maria, AccountKind::Personal, (balance, "EUR")).await;
    let id = asked(app, maria, account, withdrawal()).await;
    (maria, account, id)
}

/// Changes a balance as nobody may.
pub async fn tamper(app: &TestApp, id: AccountId, balance: &str) {
    let update = account::Entity::update_many()
        .col_expr(account::Column::Balance, Expr::value(money(balance)))
        .filter(account::Column::Id.eq(id));
    let done = update.exec(app.app.db.write()).await.expect("an update");
    assert_eq!(done.rows_affected, 1);
}

/// Audits a request and looks at its page.
pub async fn audited(clerk: &Clerk, id: RequestId) -> Page {
    let answer = clerk.post(&format!("/requests/{id}/audit"), &[]).await;
    assert_eq!(
        answer.location(),
        format!("/requests/{id}#audit"),
        "{}",
        answer.text()
    );
    answer.follow().await
}

/// The newest verdict.
pub fn verdict(page: &Page) -> String {
    page.find(".audit-verdict").unwrap_or_default()
}

fn figures(page: &Page) -> Vec<String> {
    page.all("#audit > div > .audit-result .audit-figures div")
}

on_both_engines! {
    async fn sam_audits_a_request_and_all_is_ok(app) {
        let (_, account, id) = maria(&app, "1234.5").await;
        for (amount, status) in [
            ("-30.000000000000000001", TransactionStatus::Done), ("-5", TransactionStatus::Hold),
            ("7", TransactionStatus::Failed), ("8", TransactionStatus::Pending),
        ] {
            posted(&app, account, (amount, "EUR"), status).await.expect("a transaction");
        }
        let sam = sam(&app).await;
        let before = sam.browser.get(&format!("/requests/{id}")).await;
        assert!(before.find("#audit").is_some_and(|said| said.contains("Nobody has audited this request yet.")));
        let page = audited(&sam, id).await;
        assert_eq!(page.flash(), "The audit has been carried out and kept.");
        assert_eq!(verdict(&page), "All OK");
        assert_eq!(figures(&page), [
            "Incoming 1,234.5 EUR", "Outgoing -30.000000000000000001 EUR",
            "Sum of the transactions 1,204.499999999999999999 EUR",
            "Balance 1,204.499999999999999999 EUR", "Difference 0 EUR",
            "On hold, not in the sum One: -5 EUR",
        ]);
        assert!(page.text().contains("20 Nov 2026, 12:00 · support · Every difference counted."));
        assert!(!page.has("#audit-warning") && !page.has(".audit-older"));
        let entry = told(&app, id).await.remove(0);
        assert_eq!((entry.action.as_str(), entry.actor_name.as_str()), ("request.audited", "support"));
        assert_eq!(page.all(".timeline li:first-child .diff div"), ["Result now: All OK"]);
        let kept = audit::row::Entity::find().one(app.app.db.read()).await.expect("a row").expect("a row");
        assert_eq!((kept.request_id, kept.audited_by.as_str(), kept.staff_id), (id, "support", entry.actor_id));
        assert_eq!(crate::requests::stored(&app, id).await.version, 1, "nobody's form is stale");
    }

    async fn a_balance_off_by_the_smallest_unit_is_told_and_warned_of(app) {
        let (_, account, id) = maria(&app, "100").await;
        let sam = sam(&app).await;
        for (balance, sentence) in [
            ("100.000000000000000001", "the balance is 0.000000000000000001 EUR more than the transactions explain."),
            ("99.999999999999999999", "the balance is 0.000000000000000001 EUR less than the transactions explain."),
        ] {
            tamper(&app, account, balance).await;
            let page = audited(&sam, id).await;
            assert_eq!(verdict(&page), "One discrepancy");
            let said = page.find("p.audit-off").unwrap_or_default();
            assert_eq!(said, format!("P-00000{account}: {sentence}"));
            let warning = page.find("#audit-warning").unwrap_or_default();
            assert_eq!(warning, "Look at the latest audit before you approve: One discrepancy");
        }
        let told = told(&app, id).await.remove(0).changes();
        assert_eq!(told[0].after.as_deref(), Some("discrepancy"));
        assert_eq!(told[1].after, Some(format!("P-00000{account}: -0.000000000000000001 EUR")));
        tamper(&app, account, "100").await;
        let page = audited(&sam, id).await;
        assert_eq!(page.all(".audit-older .audit-older, .audit-older > summary .audit-verdict"), ["One discrepancy"; 2]);
        assert!(verdict(&page) == "All OK" && !page.has("#audit-warning"));
        tamper(&app, account, "100.5").await;
        let warned = audited(&sam, id).await;
        assert_eq!(warned.form_at("#decide form").submit().await.status, 303, "it warns, no more");
        let page = audited(&sam, id).await;
        assert!(verdict(&page) == "One discrepancy" && !page.has("#audit-warning"), "decided");
        assert_eq!(page.all(".audit-older").len(), 4);
    }

    async fn both_accounts_of_a_transfer_are_audited(app) {
        let (zoe, from, _) = maria(&app, "50").await;
        let to = opened(&app, zoe, AccountKind::Trade, ("20", "USD")).await;
        let id = asked(&app, zoe, from, Payload::Transfer { to, rate: None }).await;
        let to_itself = asked(&app, zoe, from, Payload::Investment { to: from }).await;
        let nowhere = asked(&app, zoe, from, Payload::Transfer { to: AccountId(99), rate: None }).await;
        let sam = sam(&app).await;
        tamper(&app, to, "-20").await;
        let page = audited(&sam, id).await;
        assert_eq!(verdict(&page), "One discrepancy");
        assert_eq!(page.all(".audit-result h3"), [format!("P-00000{from}"), format!("T-00000{to}")]);
        assert_eq!(figures(&page)[9..11], ["Balance -20 USD", "Difference -40 USD"]);
        tamper(&app, from, "0").await;
        assert_eq!(verdict(&audited(&sam, id).await), "2 discrepancies");
        for id in [to_itself, nowhere] {
            let page = audited(&sam, id).await;
            assert_eq!(page.all(".audit-result h3"), [format!("P-00000{from}")]);
        }
    }

    async fn what_involves_no_account_cannot_be_audited(app) {
        let (maria, ..) = maria(&app, "1").await;
        let sam = sam(&app).await;
        let id = crate::requests_decide::asked(&app, maria, matter()).await;
        assert!(!sam.browser.get(&format!("/requests/{id}")).await.has("#audit"));
        let answer = sam.post(&format!("/requests/{id}/audit"), &[]).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.errors(), ["This request involves no account, so there is nothing to audit."]);
        assert_eq!(sam.post("/requests/99/audit", &[]).await.status, 404);
        assert_eq!(sam.post(&format!("/requests/{id}/audit"), &[("x", "y")]).await.status, 400);
        assert!(told(&app, id).await.is_empty());
    }

    async fn thousands_of_transactions_are_added_up_without_a_loss(app) {
        let (_, account, id) = maria(&app, "100").await;
        let most = "9999999999.000000000000000001";
        let row = |index: usize| transaction::ActiveModel {
            account_id: Set(account),
            kind: Set(TransactionKind::Correction),
            amount: Set(if index.is_multiple_of(2) { money(most) } else { money(most).negated() }),
            currency: Set("EUR".parse().expect("a currency")),
            status: Set(if index < 4_002 { TransactionStatus::Done } else { TransactionStatus::Hold }),
            created_at: Set(app.app.clock.now()),
            updated_at: Set(app.app.clock.now()),
            ..Default::default()
        };
        for start in [0, 2_000, 4_000] {
            let rows = (start..start + 2_000).map(row);
            let made = transaction::Entity::insert_many(rows).exec_without_returning(app.app.db.write());
            made.await.expect("transactions");
        }
        let sam = sam(&app).await;
        let page = audited(&sam, id).await;
        assert_eq!(figures(&page), [
            "Incoming 20,009,999,998,099.000000000000002001 EUR",
            "Outgoing -20,009,999,997,999.000000000000002001 EUR",
            "Sum of the transactions 100 EUR", "Balance 100 EUR", "Difference 0 EUR",
            "On hold, not in the sum 1998: 0 EUR",
        ]);
        tamper(&app, account, "100.000000000000000001").await;
        assert_eq!(verdict(&audited(&sam, id).await), "One discrepancy");
    }

    async fn what_is_posted_while_an_audit_reads_is_no_discrepancy(app) {
        let (_, account, id) = maria(&app, "100").await;
        let snapshot = app.app.db.snapshot().await.expect("a snapshot");
        let before = find(&snapshot, account).await.expect("a look").expect("an account");
        posted(&app, account, ("11", "EUR"), TransactionStatus::Done).await.expect("a deposit");
        let books = books::of(&snapshot, account).await.expect("books");
        assert_eq!(books.sum(), Total::from(before.balance), "one moment for both");
        snapshot.rollback().await.expect("an end");

        let actor = app.actor();
        let posting = (0..30).map(|_| posted(&app, account, ("1", "EUR"), TransactionStatus::Done));
        let auditing = (0..15).map(|_| audit::carry_out(&app.app.db, &actor, id));
        let (posted, audits) = futures_util::future::join(join_all(posting), join_all(auditing)).await;
        assert!(posted.iter().all(Result::is_ok));
        for audit in audits {
            let audit = audit.expect("an audit");
            assert!(audit.is_ok(), "{audit:?}");
        }
        let all = audit::of(app.app.db.read(), &Scope::All, id).await.expect("audits");
        assert!(all.len() == 15 && all.windows(2).all(|two| two[0].id > two[1].id));
    }

    async fn the_newest_twenty_are_shown(app) {
        let (_, _, id) = maria(&app, "1").await;
        let sam = sam(&app).await;
        for _ in 0..20 {
            let sent = sam.post(&format!("/requests/{id}/audit"), &[]).await;
            assert_eq!(sent.status, 303);
        }
        let shown = |page: &Page| page.all(".audit-older").len() + 1;
        assert_eq!(shown(&sam.browser.get(&format!("/requests/{id}")).await), 20);
        assert_eq!(shown(&audited(&sam, id).await), 20);
        let rows = audit::row::Entity::find().all(app.app.db.read()).await.expect("rows");
        assert_eq!(rows.len(), 21, "none is forgotten");
    }

    async fn an_auditor_reads_what_was_found_and_cannot_audit(app) {
        let (_, _, id) = maria(&app, "1").await;
        audited(&sam(&app).await, id).await;
        let auditor = app.member_of(countersign::domain::staff::group::GroupKey::Auditor).await;
        let page = auditor.get(&format!("/requests/{id}")).await;
        assert_eq!(verdict(&page), "All OK");
        assert!(!page.has("#audit-form") && !page.has(".request-options"));
    }
}
