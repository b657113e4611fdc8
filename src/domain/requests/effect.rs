//! What approving a request does to the data, in the approving transaction.

use sea_orm::{DatabaseTransaction, DbErr};

use super::payload::Payload;
use super::request::CustomerRequest;
use crate::domain::actor::Actor;
use crate::domain::journal::entry::Change;

/// Why an effect cannot be carried out: nothing was changed, and the request stays open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key of its words.
    pub key: &'static str,
    /// The values in them, by name: figures, names.
    pub values: Vec<(&'static str, String)>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum EffectError {
    #[error("refused: {0:?}")]
    Refused(Refusal),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Does what a request asks for, as a part of the transaction that approves it. Answers what was
/// changed, for the journal. After a failure the transaction must be rolled back.
pub async fn apply(
    _txn: &DatabaseTransaction,
    _actor: &Actor,
    _request: &CustomerRequest,
    _payload: &Payload,
) -> Result<Vec<Change>, EffectError> {
    Ok(Vec::new())
}
