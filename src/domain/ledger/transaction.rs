//! A transaction on an account: the row. [`super::post`] writes them.

use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, DeriveActiveEnum, EnumIter, prelude::StringLen};

use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{AccountId, RequestId, TransactionId};
use crate::domain::values::mask;
use crate::platform::clock::Timestamp;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name { $(#[sea_orm(string_value = $code)] $variant),+ }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code in addresses and the database.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
        }
    };
}

coded! {
    /// What moved the money.
    TransactionKind {
        Deposit = "deposit",
        Withdrawal = "withdrawal",
        Transfer = "transfer",
        Investment = "investment",
        Correction = "correction",
    }
}

coded! {
    /// Where a transaction stands. Source: the list of transaction statuses of B2CORE. Only a done
    /// one is part of the balance.
    TransactionStatus {
        New = "new",
        Pending = "pending",
        Hold = "hold",
        HoldFailed = "hold_failed",
        InProgress = "in_progress",
        Done = "done",
        Partial = "partial",
        Assistance = "assistance",
        Failed = "failed",
        Rejected = "rejected",
        Canceled = "canceled",
        Refund = "refund",
        RefundFailed = "refund_failed",
    }
}

impl TransactionStatus {
    /// Whether something may still come of it.
    pub fn is_waiting(self) -> bool {
        use TransactionStatus::{Assistance, Hold, InProgress, New, Partial, Pending};
        matches!(
            self,
            New | Pending | Hold | InProgress | Partial | Assistance
        )
    }

    /// Whether somebody is carrying it out at this moment, so that its money may have left.
    pub fn is_under_way(self) -> bool {
        use TransactionStatus::{Assistance, InProgress, Partial};
        matches!(self, InProgress | Partial | Assistance)
    }

    /// Those that wait.
    pub fn waiting() -> impl Iterator<Item = TransactionStatus> {
        let all = TransactionStatus::ALL.iter().copied();
        all.filter(|status| status.is_waiting())
    }
}

/// The row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transactions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TransactionId,
    pub account_id: AccountId,
    pub kind: TransactionKind,
    /// What it adds to the balance once it is done; negative when it takes away.
    pub amount: Amount,
    pub currency: Currency,
    pub status: TransactionStatus,
    /// What the other side calls it.
    pub reference: Option<String>,
    /// The request that caused it.
    pub request_id: Option<RequestId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// As those see it who may not know whose account it is: a payout says where the money went.
    pub fn masked(self) -> Model {
        let reference = match self.kind {
            TransactionKind::Withdrawal => self.reference.as_deref().map(mask::destination),
            _ => self.reference,
        };
        Model { reference, ..self }
    }
}

/// The transaction with this id, if there is one.
pub async fn find(db: &impl ConnectionTrait, id: TransactionId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}
