//! A customer as they are now, with their tags.

use sea_orm::{ConnectionTrait, DbErr, DerivePartialModel, QuerySelect, Select};

use super::customer::{self, Entity, Model};
use super::tags;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;

/// A customer with what hangs on it, as a form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    pub customer: Model,
    /// Sorted.
    pub tags: Vec<String>,
}

/// The customer with this id as they are seen, if there is one within the scope.
pub async fn find(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    id: CustomerId,
) -> Result<Option<Current>, DbErr> {
    let query = customer::by_id(scope, id).into_partial_model::<Tagged>();
    let found = query.one(db).await?.map(Current::from);
    Ok(found.map(|current| current.seen_by(sight)))
}

/// The same, and nobody else writes to the customer until the transaction ends: two who save at
/// the same moment take turns. The tags are asked for once the turn has come.
pub async fn find_locked(
    txn: &impl ConnectionTrait,
    scope: &Scope,
    id: CustomerId,
) -> Result<Option<Current>, DbErr> {
    let query = customer::by_id(scope, id).lock_exclusive();
    let Some(customer) = query.one(txn).await? else {
        return Ok(None);
    };
    let tags = tags::of(txn, id).await?;
    Ok(Some(Current { customer, tags }))
}

/// Those that a query finds.
pub async fn all(db: &impl ConnectionTrait, query: Select<Entity>) -> Result<Vec<Current>, DbErr> {
    let found = query.into_partial_model::<Tagged>().all(db).await?;
    Ok(found.into_iter().map(Current::from).collect())
}

/// A customer with the names of their tags in the same row.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(super) struct Tagged {
    #[sea_orm(nested)]
    customer: Model,
    #[sea_orm(from_expr = "tags::names_of_each()")]
    tag_names: Option<String>,
}

impl From<Tagged> for Current {
    fn from(found: Tagged) -> Current {
        let tags = tags::split(found.tag_names.as_deref());
        Current {
            tags: tags.into_iter().map(str::to_owned).collect(),
            customer: found.customer,
        }
    }
}
