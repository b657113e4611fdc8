//! What the first tab of a profile tells of a customer's own row and of what it points to.

use std::sync::LazyLock;

use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, JoinType,
    PartialModelTrait, QueryFilter, QuerySelect, Select,
};

use super::consent;
use super::current::{Current, Tagged};
use super::customer::{self, Entity};
use super::duplicates::Likeness;
use crate::domain::monitors::monitor;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;

/// A customer with their exchange monitor and their last word on the newsletter.
#[derive(Clone, Debug)]
pub struct Overview {
    pub current: Current,
    pub monitor: Option<monitor::Model>,
    pub consent: Option<consent::Model>,
    /// What to look for duplicates by; never shown.
    pub likeness: Likeness,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Row {
    #[sea_orm(nested)]
    tagged: Tagged,
    #[sea_orm(nested)]
    monitor: Option<monitor::Model>,
    #[sea_orm(nested)]
    consent: Option<consent::Model>,
}

/// The overview of the customer with this id as they are seen, if there is one within the scope:
/// one query.
pub async fn find(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    id: CustomerId,
) -> Result<Option<Overview>, DbErr> {
    static OF_ALL: LazyLock<Select<Entity>> = LazyLock::new(of_all);
    let query = OF_ALL
        .clone()
        .filter(customer::Column::Id.eq(id))
        .filter(within(scope, Expr::col((Entity, customer::Column::Id))));
    let found = query.into_model::<Row>().one(db).await?;
    Ok(found.map(|row| {
        let current = Current::from(row.tagged);
        Overview {
            likeness: Likeness::of(&current.customer),
            current: current.seen_by(sight),
            monitor: row.monitor,
            consent: row.consent,
        }
    }))
}

fn of_all() -> Select<Entity> {
    let monitor = Entity::belongs_to(monitor::Entity)
        .from(customer::Column::ExchangeMonitorId)
        .to(monitor::Column::Id);
    let consent = Entity::belongs_to(consent::Entity)
        .from(customer::Column::Id)
        .to(consent::Column::CustomerId)
        .on_condition(|_, _| {
            let own = Expr::col((consent::Entity, consent::Column::Id));
            own.eq(consent::last_newsletter()).into_condition()
        });
    let query = Entity::find()
        .select_only()
        .join(JoinType::LeftJoin, monitor.into())
        .join(JoinType::LeftJoin, consent.into());
    Row::select_cols(query)
}
