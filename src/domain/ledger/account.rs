//! An account of a customer: the row, opening one and archiving one.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, DbErr, DeriveActiveEnum, EnumIter, QueryOrder,
    QuerySelect, prelude::StringLen,
};
use serde::{Deserialize, Serialize};

use super::error::LedgerError;
use super::hold;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, CustomerId};
use crate::platform::clock::Timestamp;
use crate::platform::random;

/// The most accounts of one customer that are asked for at once.
const MOST: u64 = 500;

/// What an account is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
pub enum AccountKind {
    #[sea_orm(string_value = "personal")]
    Personal,
    #[sea_orm(string_value = "trade")]
    Trade,
    #[sea_orm(string_value = "demo")]
    Demo,
    #[sea_orm(string_value = "partner")]
    Partner,
    #[sea_orm(string_value = "investment")]
    Investment,
}

impl AccountKind {
    /// Every kind.
    pub const ALL: [AccountKind; 5] = [
        AccountKind::Personal,
        AccountKind::Trade,
        AccountKind::Demo,
        AccountKind::Partner,
        AccountKind::Investment,
    ];

    /// The code in the database; its words have the key `account-kind-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            AccountKind::Personal => "personal",
            AccountKind::Trade => "trade",
            AccountKind::Demo => "demo",
            AccountKind::Partner => "partner",
            AccountKind::Investment => "investment",
        }
    }

    /// What its accounts' numbers begin with.
    fn letter(self) -> char {
        match self {
            AccountKind::Personal => 'P',
            AccountKind::Trade => 'T',
            AccountKind::Demo => 'D',
            AccountKind::Partner => 'A',
            AccountKind::Investment => 'I',
        }
    }
}

/// The row. `balance` is the sum of the done transactions, and changes only together with one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AccountId,
    pub version: i64,
    pub customer_id: CustomerId,
    /// What people call it.
    pub number: String,
    pub product: String,
    pub kind: AccountKind,
    pub currency: Currency,
    pub balance: Amount,
    pub may_go_below_zero: bool,
    pub archived_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

/// An account about to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub customer: CustomerId,
    pub product: String,
    pub kind: AccountKind,
    pub currency: Currency,
}

/// What people call the account with this id: `T-000123`. No two are called the same.
pub fn number(kind: AccountKind, id: AccountId) -> String {
    format!("{}-{:06}", kind.letter(), id.0)
}

/// Opens an account, empty, in somebody's transaction.
pub async fn open(
    txn: &DatabaseTransaction,
    actor: &Actor,
    new: NewAccount,
) -> Result<AccountId, DbErr> {
    // The number is made from the id, which only the row has: until then it has a name of chance.
    let nameless = random::hex::<12>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let row = ActiveModel {
        version: Set(1),
        customer_id: Set(new.customer),
        number: Set(nameless),
        product: Set(new.product.clone()),
        kind: Set(new.kind),
        currency: Set(new.currency.clone()),
        balance: Set(Amount::ZERO),
        may_go_below_zero: Set(false),
        created_at: Set(actor.at),
        ..Default::default()
    };
    let id = Entity::insert(row).exec(txn).await?.last_insert_id;
    let number = number(new.kind, id);
    Entity::update_many()
        .col_expr(Column::Number, Expr::value(number.clone()))
        .filter(Column::Id.eq(id))
        .exec(txn)
        .await?;
    let entry = NewEntry::done(Action::AccountOpened, Subject::Account(id), number);
    let facts = vec![
        Change::fact("account_product", new.product),
        Change::fact("account_kind", new.kind.code()),
        Change::fact("account_currency", new.currency.as_str()),
    ];
    record(txn, actor, entry.with(facts)).await?;
    Ok(id)
}

/// The account with this id, if there is one.
pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// The accounts of a customer, archived ones included, in the order they were opened.
pub async fn of_customer(
    db: &impl ConnectionTrait,
    customer: CustomerId,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(db)
        .await
}

/// Accounts, each once, which nobody else changes until the transaction ends. They are locked in
/// one order whatever the order of `ids`, so that two who move money between the same accounts
/// wait for each other and not forever.
pub async fn locked(txn: &DatabaseTransaction, ids: &[AccountId]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(txn)
        .await
}

/// Archives an account, in somebody's transaction: from then on nothing is posted to it. Refused
/// while its balance is not zero or a transaction waits.
pub async fn archive(
    txn: &DatabaseTransaction,
    actor: &Actor,
    account: &Model,
) -> Result<(), LedgerError> {
    let now = locked(txn, &[account.id]).await?.pop();
    let Model {
        number,
        balance,
        currency,
        version,
        archived_at,
        ..
    } = now.ok_or(LedgerError::NotFound)?;
    if archived_at.is_some() {
        return Err(LedgerError::Archived { number });
    }
    if balance != Amount::ZERO {
        return Err(LedgerError::NotEmpty {
            number,
            balance,
            currency,
        });
    }
    let count = hold::waiting(txn, account.id).await?;
    if count > 0 {
        return Err(LedgerError::Unfinished { number, count });
    }
    let row = ActiveModel {
        archived_at: Set(Some(actor.at)),
        ..Default::default()
    };
    write(txn, account.id, version, row).await?;
    let entry = NewEntry::done(
        Action::AccountArchived,
        Subject::Account(account.id),
        number,
    );
    Ok(record(txn, actor, entry).await?)
}

/// Writes only over the version that was read under the lock.
pub(super) async fn write(
    txn: &DatabaseTransaction,
    id: AccountId,
    version: i64,
    row: ActiveModel,
) -> Result<(), DbErr> {
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(txn)
        .await?;
    match written.rows_affected {
        1 => Ok(()),
        rows => Err(DbErr::Custom(format!(
            "{rows} accounts written under a lock"
        ))),
    }
}
