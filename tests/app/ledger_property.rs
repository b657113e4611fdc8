//! Whatever happens to accounts: each balance is the sum of its done transactions, what is on hold
//! is spent by nothing else, and what was refused has changed nothing.

use countersign::domain::ledger::account::{self, AccountKind};
use countersign::domain::ledger::error::LedgerError;
use countersign::domain::ledger::hold;
use countersign::domain::ledger::post::{self, NewTransaction};
use countersign::domain::ledger::transaction::{TransactionKind, TransactionStatus};
use countersign::domain::values::amount::Amount;
use countersign::domain::values::ids::{AccountId, CustomerId, TransactionId};
use countersign::domain::values::total::Total;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sea_orm::EntityTrait;

use crate::customers::Clerk;
use crate::ledger::{archived, books_are_right, money, opened, overdraw, posted, turned};
use crate::support::TestApp;

const CURRENCIES: [&str; 2] = ["EUR", "USDT"];

/// Something that may happen. Accounts and transactions are named by how many there were before.
#[derive(Clone, Debug)]
enum Act {
    Open(usize),
    Post(usize, String, TransactionStatus),
    Turn(usize, TransactionStatus),
    Transfer(usize, usize, String),
    Overdraw(usize),
    Archive(usize),
}

fn amount() -> impl Strategy<Value = String> {
    let plain = (0..500_u64).prop_map(|units| units.to_string());
    let fine =
        (0..90_u64, 1..u64::MAX >> 5).prop_map(|(units, rest)| format!("{units}.{rest:018}"));
    let large = Just("90000000000000000000".to_owned());
    prop_oneof![6 => plain, 3 => fine, 1 => large]
}

fn signed() -> impl Strategy<Value = String> {
    (amount(), any::<bool>()).prop_map(|(amount, out)| match out {
        true => format!("-{amount}"),
        false => amount,
    })
}

fn status() -> impl Strategy<Value = TransactionStatus> {
    let any = proptest::sample::select(TransactionStatus::ALL);
    prop_oneof![3 => Just(TransactionStatus::Done), 2 => any]
}

fn act() -> impl Strategy<Value = Act> {
    let one = 0..4_usize;
    prop_oneof![
        1 => (0..2_usize).prop_map(Act::Open),
        6 => (one.clone(), signed(), status()).prop_map(|(at, amount, status)| {
            Act::Post(at, amount, status)
        }),
        4 => (0..20_usize, status()).prop_map(|(which, status)| Act::Turn(which, status)),
        4 => (one.clone(), one.clone(), amount()).prop_map(|(from, to, amount)| {
            Act::Transfer(from, to, amount)
        }),
        1 => one.clone().prop_map(Act::Overdraw),
        1 => one.prop_map(Act::Archive),
    ]
}

/// What has come of it so far.
struct Story<'a> {
    app: &'a TestApp,
    customer: CustomerId,
    accounts: Vec<(AccountId, &'static str)>,
    transactions: Vec<TransactionId>,
}

impl Story<'_> {
    async fn open(&mut self, currency: usize) {
        let currency = CURRENCIES[currency % CURRENCIES.len()];
        let nothing = ("0", currency);
        let id = opened(self.app, self.customer, AccountKind::Trade, nothing).await;
        self.accounts.push((id, currency));
    }

    async fn happens(&mut self, act: &Act) -> Result<(), LedgerError> {
        let at = |index: &usize| self.accounts[index % self.accounts.len()];
        match act {
            Act::Open(currency) => self.open(*currency).await,
            Act::Post(account, amount, status) => {
                let (id, currency) = at(account);
                let made = posted(self.app, id, (amount, currency), *status).await?;
                self.transactions.push(made);
            }
            Act::Turn(which, status) => {
                let Some(id) = self.transactions.get(*which) else {
                    return Ok(());
                };
                turned(self.app, *id, *status).await?;
            }
            Act::Transfer(from, to, amount) => {
                let (from, to) = (at(from), at(to));
                let made = transferred(self.app, from, to, amount).await?;
                self.transactions.extend(made);
            }
            Act::Overdraw(account) => overdraw(self.app, at(account).0).await,
            Act::Archive(account) => archived(self.app, at(account).0).await?,
        }
        Ok(())
    }
}

async fn transferred(
    app: &TestApp,
    from: (AccountId, &str),
    to: (AccountId, &str),
    amount: &str,
) -> Result<[TransactionId; 2], LedgerError> {
    let side = |amount: Amount| NewTransaction {
        kind: TransactionKind::Transfer,
        amount,
        currency: from.1.parse().expect("a currency"),
        status: TransactionStatus::Done,
        reference: None,
        request: None,
    };
    let txn = app.app.db.begin().await?;
    let at = app.app.clock.now();
    let debit = post::post(&txn, at, from.0, side(money(amount).negated())).await?;
    let credit = post::post(&txn, at, to.0, side(money(amount))).await?;
    txn.commit().await?;
    Ok([debit, credit])
}

async fn accounts(app: &TestApp) -> Vec<account::Model> {
    let all = account::Entity::find().all(app.app.db.read()).await;
    all.expect("accounts")
}

/// What was taken from an account left what is on hold there.
async fn holds_are_covered(app: &TestApp, before: &[account::Model]) {
    for now in accounts(app).await {
        let earlier = before.iter().find(|account| account.id == now.id);
        if earlier.is_some_and(|earlier| now.balance < earlier.balance) && !now.may_go_below_zero {
            let held = hold::debits_of(app.app.db.read(), now.id, None).await;
            assert!(Total::from(now.balance) >= held.expect("a sum"), "{now:?}");
        }
    }
}

async fn whatever_happens(app: &TestApp, customer: CustomerId, acts: &[Act]) {
    let mut story = Story {
        app,
        customer,
        accounts: Vec::new(),
        transactions: Vec::new(),
    };
    story.open(0).await;
    for act in acts {
        let before = accounts(app).await;
        match story.happens(act).await {
            Ok(()) if matches!(act, Act::Turn(..)) => {}
            Ok(()) => holds_are_covered(app, &before).await,
            Err(LedgerError::Db(error)) => panic!("{act:?}: {error}"),
            Err(_) => assert_eq!(accounts(app).await, before, "refused: {act:?}"),
        }
        books_are_right(app).await;
    }
}

#[test]
fn each_balance_is_the_sum_of_its_done_transactions() {
    let system = actix_web::rt::System::new();
    let (app, customer) = system.block_on(async {
        let app = TestApp::on_sqlite().await;
        let customer = Clerk::hired(&app).await.customer(&[]).await;
        (app, customer)
    });
    let config = Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = proptest::collection::vec(act(), 1..40);
    let found = TestRunner::new(config).run(&acts, |acts| {
        system.block_on(whatever_happens(&app, customer, &acts));
        Ok(())
    });
    if let Err(counterexample) = found {
        panic!("{counterexample}");
    }
}
