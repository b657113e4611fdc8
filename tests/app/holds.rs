//! Money on hold: what debits that wait will take is not spent by anything else.

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::ledger::error::LedgerError;
use countersign::domain::ledger::hold;
use countersign::domain::ledger::post::{self, NewTransaction};
use countersign::domain::ledger::transaction::{self, TransactionKind, TransactionStatus};
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::values::ids::{AccountId, RequestId};
use countersign::domain::values::total::Total;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QueryTrait,
};

use crate::audits::withdrawal;
use crate::customers::Clerk;
use crate::effects::{approved, asked, refused};
use crate::ledger::{balance, books_are_right, money, opened, overdraw, posted, turned};
use crate::on_both_engines;
use crate::requests::stored;
use crate::requests_decide::{filled, reject_page};
use crate::support::TestApp;

const HOLD: TransactionStatus = TransactionStatus::Hold;
const DONE: TransactionStatus = TransactionStatus::Done;

async fn held(app: &TestApp, account: AccountId) -> String {
    let sum = hold::debits_of(app.app.db.read(), account, None).await;
    sum.expect("a sum").to_string()
}

/// The transactions of a request, the oldest first.
pub async fn transactions_of(app: &TestApp, request: RequestId) -> Vec<transaction::Model> {
    let all = transaction::Entity::find().filter(transaction::Column::RequestId.eq(request));
    let all = all.order_by_asc(transaction::Column::Id);
    all.all(app.app.db.read()).await.expect("transactions")
}

/// Sets money aside for a request.
pub async fn set_aside(app: &TestApp, account: AccountId, request: RequestId, amount: &str) {
    let new = NewTransaction {
        kind: TransactionKind::Withdrawal,
        amount: money(amount),
        currency: "EUR".parse().expect("a currency"),
        status: HOLD,
        reference: None,
        request: Some(request),
    };
    let txn = app.app.db.begin().await.expect("a transaction");
    let posted = post::post(&txn, app.app.clock.now(), account, new).await;
    posted.expect("held");
    txn.commit().await.expect("a commit");
}

on_both_engines! {
    async fn money_on_hold_is_not_paid_out_and_the_page_says_so(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("17420", "EUR")).await;
        let one = posted(&app, account, ("-17419", "EUR"), HOLD).await.expect("held");
        let ask = |amount| asked(&app, maria, withdrawal(), Some(account), Some((amount, "EUR")));
        let id = ask("17420").await;
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        let facts = page.all(".request-account .facts > div");
        assert_eq!(facts[..3], ["Balance 17,420 EUR", "On hold for debits 17,419 EUR", "Available 1 EUR"]);
        let answer = page.form_at("#decide form").submit().await;
        assert_eq!(answer.status, 422);
        let words = "Of the 17,420 EUR on the account P-000001, 17,419 EUR are on hold. 1 EUR are available, and the request needs 17,420 EUR.";
        assert!(answer.text().contains(words), "{}", answer.text());
        assert_eq!(stored(&app, id).await.status, RequestStatus::New, "it stays open");
        assert!(refused(&app, ask("1.000000000000000001").await).await.contains("needs 1.000000000000000001"));
        approved(&app, ask("0.5").await).await.expect("below");
        approved(&app, ask("0.5").await).await.expect("at");
        turned(&app, one, DONE).await.expect("what was set aside is there");
        assert_eq!(balance(&app, account).await, "0");
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        let facts = page.all(".request-account .facts > div");
        assert!(facts[1].starts_with("Kind"), "nothing is on hold any more: {facts:?}");
        books_are_right(&app).await;
    }

    async fn neither_a_transfer_nor_an_investment_takes_what_is_on_hold(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let from = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let trade = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        let fund = opened(&app, maria, AccountKind::Investment, ("0", "EUR")).await;
        posted(&app, from, ("-40", "EUR"), HOLD).await.expect("held");
        let payloads = || [Payload::Transfer { to: trade, rate: None }, Payload::Investment { to: fund }];
        let ask = |payload, amount| asked(&app, maria, payload, Some(from), Some((amount, "EUR")));
        for payload in payloads() {
            let said = refused(&app, ask(payload, "60.01").await).await;
            assert!(said.contains("40 EUR are on hold. 60 EUR are available"), "{said}");
        }
        for payload in payloads() {
            approved(&app, ask(payload, "30").await).await.expect("available");
        }
        let balances = [balance(&app, from).await, balance(&app, trade).await, balance(&app, fund).await];
        assert_eq!(balances, ["40", "30", "30"]);
        books_are_right(&app).await;
    }

    async fn only_debits_on_hold_are_set_aside(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("10", "EUR")).await;
        posted(&app, account, ("7", "EUR"), HOLD).await.expect("it comes in");
        let others = TransactionStatus::ALL.iter().filter(|one| ![HOLD, DONE].contains(one));
        for status in others {
            posted(&app, account, ("-9", "EUR"), *status).await.expect("it waits");
        }
        assert_eq!(held(&app, account).await, "0");
        posted(&app, account, ("-10", "EUR"), DONE).await.expect("all of it");
        overdraw(&app, account).await;
        posted(&app, account, ("-3", "EUR"), HOLD).await.expect("held");
        assert_eq!(held(&app, account).await, "3");
        posted(&app, account, ("-5", "EUR"), DONE).await.expect("it may");
        books_are_right(&app).await;
    }

    async fn of_holds_that_are_too_much_together_the_first_is_done(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("10", "EUR")).await;
        let one = posted(&app, account, ("-6", "EUR"), HOLD).await.expect("held");
        let other = posted(&app, account, ("-6", "EUR"), HOLD).await.expect("held");
        turned(&app, one, DONE).await.expect("the first");
        let late = turned(&app, other, DONE).await;
        assert!(matches!(late, Err(LedgerError::NotEnough { .. })), "{late:?}");
        turned(&app, other, TransactionStatus::Canceled).await.expect("let go");
        posted(&app, account, ("-4", "EUR"), DONE).await.expect("the rest");
        books_are_right(&app).await;
    }

    async fn what_is_set_aside_for_a_request_does_not_count_against_it(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let ask = |amount| asked(&app, maria, withdrawal(), Some(account), Some((amount, "EUR")));
        let (own, other) = (ask("100").await, ask("1").await);
        set_aside(&app, account, own, "-100").await;
        assert!(refused(&app, other).await.contains("0 EUR are available"));
        let page = ada.browser.get(&format!("/requests/{own}")).await;
        assert!(!page.text().contains("On hold for debits"));
        approved(&app, own).await.expect("it was set aside for this");
        assert_eq!(balance(&app, account).await, "0");
        assert_eq!(held(&app, account).await, "0", "it is used up");
        books_are_right(&app).await;
    }

    async fn what_is_set_aside_for_a_request_is_what_it_takes(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("1000", "EUR")).await;
        let ask = |amount| asked(&app, maria, withdrawal(), Some(account), Some((amount, "EUR")));
        let (own, next) = (ask("400").await, ask("600").await);
        set_aside(&app, account, own, "-300").await;
        set_aside(&app, account, own, "-150").await;
        approved(&app, own).await.expect("all of it is there");
        assert_eq!((balance(&app, account).await, held(&app, account).await), ("600".into(), "0".into()));
        let of_request = transactions_of(&app, own).await;
        let statuses: Vec<_> = of_request.iter().map(|one| (one.amount, one.status)).collect();
        assert_eq!(statuses, [(money("-400"), DONE), (money("-150"), TransactionStatus::Rejected)]);
        approved(&app, next).await.expect("nothing is kept from it");
        let archive = asked(&app, maria, Payload::Archive {}, Some(account), None).await;
        approved(&app, archive).await.expect("nothing waits");
        books_are_right(&app).await;
    }

    async fn who_is_rejected_gets_back_what_was_set_aside(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("1000", "EUR")).await;
        let ask = |amount| asked(&app, maria, withdrawal(), Some(account), Some((amount, "EUR")));
        let (own, next) = (ask("700").await, ask("1000").await);
        set_aside(&app, account, own, "-700").await;
        assert!(refused(&app, next).await.contains("300 EUR are available"));
        let rejected = filled(&reject_page(&ada, own).await).submit().await;
        assert_eq!(rejected.status, 303, "{}", rejected.text());
        assert_eq!(held(&app, account).await, "0");
        assert_eq!(transactions_of(&app, own).await[0].status, TransactionStatus::Rejected);
        approved(&app, next).await.expect("all of it is there");
        books_are_right(&app).await;
    }

    async fn an_account_is_not_archived_over_what_is_on_its_way(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("0", "EUR")).await;
        let ask = || asked(&app, maria, Payload::Archive {}, Some(account), None);
        for status in TransactionStatus::waiting() {
            let coming = posted(&app, account, ("50", "EUR"), status).await.expect("it waits");
            let said = refused(&app, ask().await).await;
            assert!(said.contains("not finished on the account P-000001: 1."), "{said}");
            turned(&app, coming, TransactionStatus::Failed).await.expect("nothing comes of it");
        }
        approved(&app, ask().await).await.expect("nothing waits");
    }

    async fn holds_are_added_up_exactly(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("0", "EUR")).await;
        let other = opened(&app, maria, AccountKind::Personal, ("0", "EUR")).await;
        let mut sum = Total::ZERO;
        for amount in [
            "99999999999999999999", "99999999999999999999", "99999999999999999999",
            "0.000000000000000001", "9999999999.999999999999999999", "0.999999999", "12345678901.5",
        ] {
            posted(&app, account, (&format!("-{amount}"), "EUR"), HOLD).await.expect("held");
            sum = sum.plus(amount.parse().expect("a total"));
            assert_eq!(held(&app, account).await, sum.to_string());
        }
        posted(&app, other, ("-5", "EUR"), HOLD).await.expect("held");
        let both = hold::debits(app.app.db.read(), &[account, other], None).await;
        let mut both = both.expect("sums");
        both.sort_by_key(|(id, _)| *id);
        assert_eq!(both, [(account, sum), (other, "5".parse().expect("a total"))]);
    }
}

#[actix_web::test]
async fn holds_are_found_by_their_own_index() {
    let app = TestApp::on_sqlite().await;
    let maria = Clerk::hired(&app).await.customer(&[]).await;
    let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
    for _ in 0..50 {
        let one = posted(&app, account, ("1", "EUR"), DONE).await;
        one.expect("a deposit");
    }
    posted(&app, account, ("-5", "EUR"), HOLD)
        .await
        .expect("held");
    for analyzed in [false, true] {
        if analyzed {
            app.app.db.refresh_statistics().await.expect("statistics");
        }
        for accounts in [vec![account], vec![account, AccountId(2)]] {
            for (query, index) in [
                (hold::query(&accounts, Some(RequestId(1))), "hold"),
                (hold::waiting_of(account), "waiting"),
            ] {
                let mut statement = query.build(DbBackend::Sqlite);
                statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
                let rows = app.app.db.read().query_all_raw(statement).await;
                let rows = rows.expect("a plan");
                let plan: String = rows[0].try_get("", "detail").expect("words");
                let index = format!("USING INDEX transactions_{index}");
                assert!(plan.contains(&index), "{analyzed}: {plan}");
            }
        }
    }
}
