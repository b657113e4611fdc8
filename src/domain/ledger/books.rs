//! What the transactions of an account come to, reckoned anew from each of them.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::transaction::{Column, Entity, TransactionStatus};
use crate::domain::values::ids::{AccountId, TransactionId};
use crate::domain::values::total::Total;

/// How many transactions are in memory at once.
const BATCH: u64 = 2_000;

/// See the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// What done transactions added to the balance.
    pub incoming: Total,
    /// What done transactions took from it; no less than zero.
    pub outgoing: Total,
    /// How many transactions are on hold, and what they come to: that is no part of the balance.
    pub holds: u64,
    pub held: Total,
}

impl Books {
    /// Takes a transaction into account.
    pub fn add(&mut self, status: TransactionStatus, amount: Total) {
        match status {
            TransactionStatus::Done if amount.is_negative() => {
                self.outgoing = self.outgoing.minus(amount);
            }
            TransactionStatus::Done => self.incoming = self.incoming.plus(amount),
            TransactionStatus::Hold => {
                self.holds += 1;
                self.held = self.held.plus(amount);
            }
            _ => {}
        }
    }

    /// What the balance has to be.
    pub fn sum(&self) -> Total {
        self.incoming.minus(self.outgoing)
    }
}

/// The books of an account within a snapshot, a batch after the other: there may be millions of
/// transactions, and the database cannot add up their texts exactly. Fails when an amount is not
/// one.
pub async fn of(snapshot: &DatabaseTransaction, account: AccountId) -> Result<Books, DbErr> {
    let mut books = Books::default();
    let mut after = TransactionId(0);
    loop {
        let batch: Vec<(TransactionId, String, TransactionStatus)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Amount, Column::Status])
            .filter(Column::AccountId.eq(account))
            .filter(Column::Id.gt(after))
            .filter(Column::Status.is_in([TransactionStatus::Done, TransactionStatus::Hold]))
            .order_by_asc(Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(snapshot)
            .await?;
        let Some((last, ..)) = batch.last() else {
            return Ok(books);
        };
        after = *last;
        for (id, amount, status) in &batch {
            let amount = amount.parse::<Total>();
            let amount = amount.map_err(|no| DbErr::Custom(format!("transaction {id}: {no}")))?;
            books.add(*status, amount);
        }
    }
}
