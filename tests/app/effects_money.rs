//! What approving a request does to money: credited, debited, moved, and when it may not be.

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::ledger::transaction::{self, TransactionKind, TransactionStatus};
use countersign::domain::requests::payload::{Payload, Rate};
use countersign::domain::values::ids::AccountId;
use futures_util::future::join;
use sea_orm::{EntityTrait, QueryOrder};

use crate::customers::Clerk;
use crate::effects::{approved, asked, change, refused};
use crate::ledger::{archived, balance, books_are_right, money, opened};
use crate::on_both_engines;
use crate::support::TestApp;

fn deposit() -> Payload {
    Payload::Deposit {
        method: "Bank wire".to_owned(),
        amount_editable: true,
    }
}

fn withdrawal() -> Payload {
    Payload::Withdrawal {
        method: "Bank wire".to_owned(),
        destination: "DE02 1203 0000".to_owned(),
        amount_editable: false,
    }
}

fn transfer(to: AccountId, rate: Option<&str>) -> Payload {
    Payload::Transfer {
        to,
        rate: rate.map(|rate| Rate(money(rate))),
    }
}

async fn transactions(app: &TestApp) -> Vec<transaction::Model> {
    let all = transaction::Entity::find().order_by_asc(transaction::Column::Id);
    all.all(app.app.db.read()).await.expect("transactions")
}

on_both_engines! {
    async fn a_deposit_is_credited(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Trade, ("10", "EUR")).await;
        let amount = Some(("0.000000000000000001", "EUR"));
        let id = asked(&app, maria, deposit(), Some(account), amount).await;
        let changes = approved(&app, id).await.expect("credited");
        assert_eq!(balance(&app, account).await, "10.000000000000000001");
        let moved = ("10 EUR".to_owned(), "10.000000000000000001 EUR".to_owned());
        assert_eq!(change(&changes, "account_balance"), (Some(moved.0), Some(moved.1)));
        let credited = transactions(&app).await.pop().expect("a transaction");
        assert_eq!((credited.kind, credited.status), (TransactionKind::Deposit, TransactionStatus::Done));
        assert_eq!((credited.request_id, credited.reference.as_deref()), (Some(id), Some("Bank wire")));
        books_are_right(&app).await;
    }

    async fn a_deposit_needs_an_amount_and_an_account_that_fits(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let own = opened(&app, maria, AccountKind::Trade, ("99999999999999999999", "EUR")).await;
        let theirs = opened(&app, other, AccountKind::Trade, ("0", "EUR")).await;
        let gone = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        archived(&app, gone).await.expect("archived");
        for (account, amount, words) in [
            (Some(own), None, "does not say an amount above zero"),
            (Some(own), Some(("0", "EUR")), "does not say an amount above zero"),
            (Some(own), Some(("1", "USD")), "T-000001 is in EUR, and the request is in USD."),
            (Some(own), Some(("1", "EUR")), "larger than can be kept exactly"),
            (Some(theirs), Some(("1", "EUR")), "T-000002 belongs to another customer."),
            (Some(gone), Some(("1", "EUR")), "The account T-000003 is archived."),
            (None, Some(("1", "EUR")), "does not say which account"),
        ] {
            let id = asked(&app, maria, deposit(), account, amount).await;
            let said = refused(&app, id).await;
            assert!(said.contains(words), "{said}");
        }
    }

    async fn a_withdrawal_takes_what_is_there_and_not_more(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let demo = opened(&app, maria, AccountKind::Demo, ("100", "EUR")).await;
        let take = |amount| asked(&app, maria, withdrawal(), Some(account), Some((amount, "EUR")));
        let words = refused(&app, take("100.01").await).await;
        assert_eq!(words, "There are 100 EUR on the account T-000001, and the request needs 100.01 EUR.");
        approved(&app, take("40").await).await.expect("below");
        approved(&app, take("60").await).await.expect("at");
        assert_eq!(balance(&app, account).await, "0");
        let last = transactions(&app).await.pop().expect("a transaction");
        assert_eq!((last.kind, last.amount), (TransactionKind::Withdrawal, money("-60")));
        assert_eq!(last.reference.as_deref(), Some("DE02 1203 0000"));
        let play = asked(&app, maria, withdrawal(), Some(demo), Some(("1", "EUR"))).await;
        assert!(refused(&app, play).await.starts_with("D-000002 is a demo account"));
        books_are_right(&app).await;
    }

    async fn of_two_withdrawals_approved_at_once_one_is_refused(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let amount = Some(("60", "EUR"));
        let one = asked(&app, maria, withdrawal(), Some(account), amount).await;
        let other = asked(&app, maria, withdrawal(), Some(account), amount).await;
        let (one, other) = join(approved(&app, one), approved(&app, other)).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?}, {other:?}");
        let refusal = one.err().or(other.err()).expect("a refusal");
        assert_eq!(refusal.key, "effect-not-enough");
        assert!(refusal.values.contains(&("balance", "40".to_owned())), "{refusal:?}");
        assert_eq!(balance(&app, account).await, "40");
        books_are_right(&app).await;
    }

    async fn a_transfer_moves_money_also_to_another_customer(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let from = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let theirs = opened(&app, other, AccountKind::Personal, ("1", "EUR")).await;
        let dollars = opened(&app, maria, AccountKind::Trade, ("0", "USD")).await;
        let send = |payload, amount| asked(&app, maria, payload, Some(from), Some((amount, "EUR")));
        let id = send(transfer(theirs, Some("3")), "30").await;
        let changes = approved(&app, id).await.expect("the rate means nothing among euros");
        assert_eq!(change(&changes, "account_to_number").1.as_deref(), Some("P-000002"));
        let told = |field| changes.iter().any(|change| change.field == field);
        assert!(!told("account_to_balance"), "what another customer has is not told");
        assert_eq!(change(&changes, "account_balance").1.as_deref(), Some("70 EUR"));
        let id = send(transfer(dollars, Some("1.0853")), "70").await;
        approved(&app, id).await.expect("exchanged");
        let balances = [balance(&app, from).await, balance(&app, theirs).await, balance(&app, dollars).await];
        assert_eq!(balances, ["0", "31", "75.971"]);
        let [debit, credit] = &transactions(&app).await[4..] else { panic!("two more") };
        assert_eq!((debit.request_id, credit.request_id), (Some(id), Some(id)));
        assert_eq!((debit.amount, credit.amount), (money("-70"), money("75.971")));
        assert_eq!((debit.reference.as_deref(), credit.reference.as_deref()), (Some("T-000003"), Some("T-000001")));
        books_are_right(&app).await;
    }

    async fn a_transfer_that_cannot_be_moves_nothing(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let from = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let dollars = opened(&app, other, AccountKind::Trade, ("0", "USD")).await;
        let demo = opened(&app, maria, AccountKind::Demo, ("50", "EUR")).await;
        let gone = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        archived(&app, gone).await.expect("archived");
        for (source, to, rate, amount, words) in [
            (from, dollars, None, ("1", "EUR"), "does not say what one EUR is worth in USD"),
            (from, dollars, Some("0"), ("1", "EUR"), "does not say what one EUR is worth in USD"),
            (from, dollars, Some("0.1"), ("0.000000000000000001", "EUR"), "the amount is worth nothing"),
            (from, dollars, Some("99999999999999999999"), ("2", "EUR"), "larger than can be kept exactly"),
            (from, dollars, Some("1"), ("100.5", "EUR"), "the request needs 100.5 EUR"),
            (from, dollars, Some("1"), ("1", "USD"), "T-000001 is in EUR, and the request is in USD"),
            (from, from, None, ("1", "EUR"), "from the account T-000001 to itself"),
            (from, gone, None, ("1", "EUR"), "The account T-000004 is archived."),
            (from, demo, None, ("1", "EUR"), "D-000003 is a demo account"),
            (demo, from, None, ("1", "EUR"), "D-000003 is a demo account"),
            (dollars, from, Some("1"), ("1", "USD"), "T-000002 belongs to another customer"),
            (from, AccountId(99), None, ("1", "EUR"), "does not exist"),
            (from, dollars, Some("1"), ("0", "EUR"), "does not say an amount above zero"),
        ] {
            let id = asked(&app, maria, transfer(to, rate), Some(source), Some(amount)).await;
            let said = refused(&app, id).await;
            assert!(said.contains(words), "{said}");
        }
    }

    async fn two_transfers_against_each_other_both_arrive(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let one = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let other = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        for _ in 0..5 {
            let amount = Some(("7", "EUR"));
            let there = asked(&app, maria, transfer(other, None), Some(one), amount).await;
            let back = asked(&app, maria, transfer(one, None), Some(other), amount).await;
            let (there, back) = join(approved(&app, there), approved(&app, back)).await;
            assert!(there.is_ok() && back.is_ok(), "{there:?}, {back:?}");
        }
        assert_eq!((balance(&app, one).await, balance(&app, other).await), ("100".into(), "100".into()));
        books_are_right(&app).await;
    }

    async fn an_investment_stays_with_the_customer(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let from = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let fund = opened(&app, maria, AccountKind::Investment, ("0", "EUR")).await;
        let dollars = opened(&app, maria, AccountKind::Investment, ("0", "USD")).await;
        let theirs = opened(&app, other, AccountKind::Investment, ("0", "EUR")).await;
        let trade = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        let invest = |to, amount| {
            asked(&app, maria, Payload::Investment { to }, Some(from), Some((amount, "EUR")))
        };
        for (to, amount, words) in [
            (dollars, "1", "does not say what one EUR is worth in USD"),
            (theirs, "1", "I-000004 belongs to another customer"),
            (trade, "1", "T-000005 is not an investment account"),
            (fund, "101", "There are 100 EUR on the account P-000001"),
        ] {
            let said = refused(&app, invest(to, amount).await).await;
            assert!(said.contains(words), "{said}");
        }
        approved(&app, invest(fund, "100").await).await.expect("invested");
        assert_eq!((balance(&app, from).await, balance(&app, fund).await), ("0".into(), "100".into()));
        let kinds: Vec<_> = transactions(&app).await[1..].iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [TransactionKind::Investment; 2]);
        books_are_right(&app).await;
    }

    async fn the_money_of_a_blocked_customer_stays_where_it_is(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let from = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let to = opened(&app, maria, AccountKind::Investment, ("0", "EUR")).await;
        let path = format!("/customers/{maria}/block");
        assert_eq!(clerk.post(&path, &[("reason", "stolen identity")]).await.status, 303);
        for payload in [withdrawal(), transfer(to, None), Payload::Investment { to }] {
            let id = asked(&app, maria, payload, Some(from), Some(("1", "EUR"))).await;
            let said = refused(&app, id).await;
            assert!(said.starts_with("Maria is blocked"), "{said}");
        }
        let id = asked(&app, maria, deposit(), Some(from), Some(("1", "EUR"))).await;
        approved(&app, id).await.expect("what comes in is taken");
        assert_eq!(balance(&app, from).await, "101");
    }
}
