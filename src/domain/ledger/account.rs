//! An account of a customer: the row.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};
use serde::{Deserialize, Serialize};

use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, CustomerId};
use crate::platform::clock::Timestamp;

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
