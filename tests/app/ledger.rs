//! The ledger: balances change only with the transaction that explains it, below, at and above zero.

use countersign::domain::journal::entry::Subject;
use countersign::domain::journal::reading::{self, Kinds};
use countersign::domain::ledger::account::{self, AccountKind, NewAccount};
use countersign::domain::ledger::error::LedgerError;
use countersign::domain::ledger::post::{self, NewTransaction};
use countersign::domain::ledger::transaction::{self, TransactionKind, TransactionStatus};
use countersign::domain::values::amount::Amount;
use countersign::domain::values::ids::{AccountId, CustomerId, TransactionId};
use countersign::platform::clock::Timestamp;
use futures_util::future::join;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;

/// An amount with a sign: `-5`.
pub fn money(text: &str) -> Amount {
    match text.strip_prefix('-') {
        Some(digits) => money(digits).negated(),
        None => text.parse().expect("an amount"),
    }
}

/// Opens an account with so much on it.
pub async fn opened(
    app: &TestApp,
    customer: CustomerId,
    kind: AccountKind,
    (balance, currency): (&str, &str),
) -> AccountId {
    let new = NewAccount {
        customer,
        product: "Standard".to_owned(),
        kind,
        currency: currency.parse().expect("a currency"),
    };
    let txn = app.app.db.begin().await.expect("a transaction");
    let id = account::open(&txn, &app.actor(), new)
        .await
        .expect("an account");
    txn.commit().await.expect("a commit");
    if money(balance) != Amount::ZERO {
        let id = posted(app, id, (balance, currency), TransactionStatus::Done).await;
        id.expect("a deposit");
    }
    id
}

/// Posts a correction.
pub async fn posted(
    app: &TestApp,
    account: AccountId,
    (amount, currency): (&str, &str),
    status: TransactionStatus,
) -> Result<TransactionId, LedgerError> {
    let txn = app.app.db.begin().await?;
    let new = NewTransaction {
        kind: TransactionKind::Correction,
        amount: money(amount),
        currency: currency.parse().expect("a currency"),
        status,
        reference: Some("by hand".to_owned()),
        request: None,
    };
    let id = post::post(&txn, app.app.clock.now(), account, new).await?;
    txn.commit().await?;
    Ok(id)
}

pub async fn turned(
    app: &TestApp,
    id: TransactionId,
    status: TransactionStatus,
) -> Result<(), LedgerError> {
    let txn = app.app.db.begin().await?;
    post::change_status(&txn, app.app.clock.now(), id, status).await?;
    Ok(txn.commit().await?)
}

pub async fn archived(app: &TestApp, id: AccountId) -> Result<(), LedgerError> {
    let account = stored(app, id).await;
    let txn = app.app.db.begin().await?;
    account::archive(&txn, &app.actor(), &account).await?;
    Ok(txn.commit().await?)
}

pub async fn stored(app: &TestApp, id: AccountId) -> account::Model {
    let found = account::find(app.app.db.read(), id).await;
    found.expect("an answer").expect("an account")
}

pub async fn balance(app: &TestApp, id: AccountId) -> String {
    stored(app, id).await.balance.to_string()
}

/// Lets an account fall below zero.
pub async fn overdraw(app: &TestApp, id: AccountId) {
    let mut account: account::ActiveModel = stored(app, id).await.into();
    account.may_go_below_zero = Set(true);
    account.update(app.app.db.write()).await.expect("an update");
}

/// Whole units and the 18 decimals behind them, so that any order of adding up has room.
fn exactly(amount: Amount) -> (i128, i128) {
    let value = amount.value();
    let mut decimals = value.fract();
    decimals.rescale(18);
    added((value.trunc().mantissa(), decimals.mantissa()), (0, 0))
}

fn added(one: (i128, i128), other: (i128, i128)) -> (i128, i128) {
    const UNIT: i128 = 1_000_000_000_000_000_000;
    let decimals = one.1 + other.1;
    let carried = decimals.div_euclid(UNIT);
    (one.0 + other.0 + carried, decimals.rem_euclid(UNIT))
}

/// Each balance is the sum of its done transactions, and none is below zero that may not be.
pub async fn books_are_right(app: &TestApp) {
    let db = app.app.db.read();
    let all = transaction::Entity::find()
        .all(db)
        .await
        .expect("transactions");
    for account in account::Entity::find().all(db).await.expect("accounts") {
        let done = all
            .iter()
            .filter(|one| one.account_id == account.id && one.status == TransactionStatus::Done);
        let sum = done.fold((0, 0), |sum, one| added(sum, exactly(one.amount)));
        assert_eq!(exactly(account.balance), sum, "{}", account.number);
        assert!(
            account.may_go_below_zero || !account.balance.is_negative(),
            "{account:?}"
        );
    }
}

on_both_engines! {
    async fn an_account_has_a_number_and_nothing_on_it(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let trade = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        let other = opened(&app, maria, AccountKind::Personal, ("0", "USDT")).await;
        let account = stored(&app, trade).await;
        assert_eq!(account.number, format!("T-{:06}", trade.0));
        assert_eq!((account.balance, account.archived_at), (Amount::ZERO, None));
        let all = account::of_customer(app.app.db.read(), maria).await.expect("accounts");
        let ids: Vec<AccountId> = all.iter().map(|one| one.id).collect();
        assert_eq!(ids, [trade, other]);
        let told = reading::about(app.app.db.read(), Subject::Account(trade), Kinds::Changes, None).await;
        let told = told.expect("entries").entries;
        assert_eq!((told.len(), told[0].action.as_str()), (1, "account.opened"));
        assert_eq!(told[0].subject_name, account.number);
        let facts: Vec<Option<String>> =
            told[0].changes().into_iter().map(|change| change.after).collect();
        assert_eq!(facts, ["Standard", "trade", "EUR"].map(|fact| Some(fact.to_owned())));
    }

    async fn a_balance_falls_to_zero_and_not_below(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = opened(&app, maria, AccountKind::Trade, ("100.5", "EUR")).await;
        let done = TransactionStatus::Done;
        let smallest = "0.000000000000000001";
        posted(&app, id, ("-100.499999999999999999", "EUR"), done).await.expect("below");
        assert_eq!(balance(&app, id).await, smallest);
        posted(&app, id, ("-0.000000000000000001", "EUR"), done).await.expect("at");
        assert_eq!(balance(&app, id).await, "0");
        let above = posted(&app, id, ("-0.000000000000000001", "EUR"), done).await;
        match above {
            Err(LedgerError::NotEnough { balance, needed, .. }) => {
                assert_eq!((balance, needed), (Amount::ZERO, money(smallest)));
            }
            other => panic!("{other:?}"),
        }
        overdraw(&app, id).await;
        posted(&app, id, ("-7", "EUR"), done).await.expect("it may");
        assert_eq!(balance(&app, id).await, "-7");
        books_are_right(&app).await;
    }

    async fn what_is_not_done_is_no_part_of_the_balance(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = opened(&app, maria, AccountKind::Trade, ("10", "EUR")).await;
        for status in TransactionStatus::ALL.iter().filter(|one| **one != TransactionStatus::Done) {
            let one = posted(&app, id, ("-99", "EUR"), *status).await.expect("it waits");
            assert_eq!(balance(&app, id).await, "10", "{status:?}");
            let done = turned(&app, one, TransactionStatus::Done).await;
            assert!(matches!(done, Err(LedgerError::NotEnough { .. })), "{status:?}: {done:?}");
            turned(&app, one, TransactionStatus::Canceled).await.expect("let go");
        }
        let one = posted(&app, id, ("5", "EUR"), TransactionStatus::Pending).await.expect("it waits");
        turned(&app, one, TransactionStatus::Done).await.expect("done");
        turned(&app, one, TransactionStatus::Done).await.expect("done already");
        assert_eq!(balance(&app, id).await, "15");
        posted(&app, id, ("-12", "EUR"), TransactionStatus::Done).await.expect("enough");
        let back = turned(&app, one, TransactionStatus::Refund).await;
        assert!(matches!(back, Err(LedgerError::NotEnough { .. })), "spent: {back:?}");
        posted(&app, id, ("2", "EUR"), TransactionStatus::Done).await.expect("more");
        turned(&app, one, TransactionStatus::Refund).await.expect("taken back");
        assert_eq!(balance(&app, id).await, "0");
        books_are_right(&app).await;
    }

    async fn of_two_withdrawals_at_once_only_one_fits(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let take = || posted(&app, id, ("-60", "EUR"), TransactionStatus::Done);
        let (one, other) = join(take(), take()).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?}, {other:?}");
        let refused = one.err().or(other.err());
        assert!(matches!(refused, Some(LedgerError::NotEnough { .. })), "{refused:?}");
        assert_eq!(balance(&app, id).await, "40");
        let (one, other) = join(
            posted(&app, id, ("-15", "EUR"), TransactionStatus::Done),
            posted(&app, id, ("-25", "EUR"), TransactionStatus::Done),
        ).await;
        assert!(one.is_ok() && other.is_ok(), "both fit: {one:?}, {other:?}");
        assert_eq!(balance(&app, id).await, "0");
        books_are_right(&app).await;
    }

    async fn an_account_with_money_is_not_archived_and_an_archived_one_takes_none(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = opened(&app, maria, AccountKind::Trade, ("1", "EUR")).await;
        let full = archived(&app, id).await;
        assert!(matches!(full, Err(LedgerError::NotEmpty { .. })), "{full:?}");
        posted(&app, id, ("-1", "EUR"), TransactionStatus::Done).await.expect("empty");
        let held = posted(&app, id, ("3", "EUR"), TransactionStatus::Hold).await.expect("held");
        let waits = posted(&app, id, ("4", "EUR"), TransactionStatus::Pending).await.expect("waits");
        for (one, count) in [(held, 2), (waits, 1)] {
            let refused = archived(&app, id).await;
            assert!(matches!(refused, Err(LedgerError::Unfinished { count: left, .. }) if left == count), "{refused:?}");
            turned(&app, one, TransactionStatus::Canceled).await.expect("let go");
        }
        archived(&app, id).await.expect("archived");
        assert_eq!(stored(&app, id).await.archived_at, Some(app.app.clock.now()));
        let twice = archived(&app, id).await;
        assert!(matches!(twice, Err(LedgerError::Archived { .. })), "{twice:?}");
        for status in [TransactionStatus::Done, TransactionStatus::Hold] {
            let turned = turned(&app, waits, status).await;
            assert!(matches!(turned, Err(LedgerError::Archived { .. })), "{turned:?}");
            let posted = posted(&app, id, ("1", "EUR"), status).await;
            assert!(matches!(posted, Err(LedgerError::Archived { .. })), "{posted:?}");
        }
        turned(&app, waits, TransactionStatus::Failed).await.expect("it moves nothing");
        books_are_right(&app).await;
    }

    async fn what_does_not_fit_is_refused(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let most = "99999999999999999999";
        let id = opened(&app, maria, AccountKind::Trade, (most, "EUR")).await;
        let done = TransactionStatus::Done;
        for amount in ["1", "0.000000001"] {
            let over = posted(&app, id, (amount, "EUR"), done).await;
            assert!(matches!(over, Err(LedgerError::Overflow)), "{amount}: {over:?}");
        }
        let dollars = posted(&app, id, ("1", "USD"), done).await;
        assert!(matches!(dollars, Err(LedgerError::WrongCurrency { .. })), "{dollars:?}");
        let nowhere = posted(&app, AccountId(99), ("1", "EUR"), done).await;
        assert!(matches!(nowhere, Err(LedgerError::NotFound)), "{nowhere:?}");
        let nothing = turned(&app, TransactionId(99), done).await;
        assert!(matches!(nothing, Err(LedgerError::NotFound)), "{nothing:?}");
        assert_eq!(balance(&app, id).await, most);
        let at: Timestamp = app.app.clock.now();
        assert_eq!(stored(&app, id).await.created_at, at);
    }
}
