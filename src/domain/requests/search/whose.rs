//! Whose requests a list has: those of customers whom the filter names, or of whoever the reader
//! sees.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::filter::{RequestFilter, Wanted};
use super::{Asking, SearchError};
use crate::domain::customers::customer;
use crate::domain::customers::search::{Asked, CustomerFilter, conditions};
use crate::domain::values::ids::CustomerId;
use crate::domain::values::scope::Scope;
use crate::domain::within::{carriers, few, within};
use crate::platform::db::Db;

/// The most customers whose requests are looked for: a search that finds more is too wide.
pub const MOST_CUSTOMERS: u64 = 500;

/// Whose requests are looked for; the scope is tested in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of everybody whom the reader sees.
    Anybody,
    /// Those of these customers.
    These(Vec<CustomerId>),
    /// Those of everybody whom the reader sees: they are few.
    Carriers,
}

impl Whose {
    /// Those whom a filter asks for, of whom the reader sees.
    pub async fn find(
        db: &Db,
        filter: &RequestFilter,
        asking: &Asking,
    ) -> Result<Whose, SearchError> {
        if matches!(filter.q, Some(Wanted::Number(_))) && filter.email.is_none() {
            return Ok(filter
                .customer
                .map_or(Whose::Anybody, |id| Whose::These(vec![id])));
        }
        let searched = filter.q.is_some() || filter.email.is_some();
        match filter.customer {
            _ if searched => named(db, filter, asking).await.map(Whose::These),
            Some(id) => Ok(Whose::These(vec![id])),
            None if few(db, &asking.scope).await? => Ok(Whose::Carriers),
            None => Ok(Whose::Anybody),
        }
    }
}

/// The customers whom the filter names, as far as the reader sees them.
async fn named(
    db: &Db,
    filter: &RequestFilter,
    asking: &Asking,
) -> Result<Vec<CustomerId>, SearchError> {
    let id = || Expr::col((customer::Entity, customer::Column::Id));
    let mut query = customer::Entity::find()
        .select_only()
        .column(customer::Column::Id)
        .filter(within(&asking.scope, id()))
        .limit(MOST_CUSTOMERS + 1);
    if let Some(Wanted::Customer(words)) = &filter.q {
        let named = CustomerFilter {
            q: Some(words.clone()),
            ..CustomerFilter::default()
        };
        let asked = Asked {
            filter: &named,
            scope: &Scope::All,
            sight: &asking.sight,
            zone: asking.zone,
        };
        query = query.filter(conditions(db.backend(), asked));
    }
    if let Some(email) = &filter.email {
        let column = || Expr::col((customer::Entity, customer::Column::Email));
        let past = format!("{email}{}", char::MAX);
        query = match asking.sight.is_clear() {
            // A beginning is a range, which an index knows; both engines compare by bytes.
            true => query
                .filter(column().gte(email.as_str()))
                .filter(column().lt(past)),
            // Beginnings would tell letter by letter what is masked.
            false => query.filter(column().eq(email.as_str())),
        };
    }
    if let Some(id) = filter.customer {
        query = query.filter(customer::Column::Id.eq(id));
    }
    if few(db, &asking.scope).await? {
        query = query.filter(id().in_subquery(carriers(&asking.scope)));
    }
    let found: Vec<CustomerId> = query.into_tuple().all(db.read()).await?;
    if found.len() as u64 > MOST_CUSTOMERS {
        return Err(SearchError::TooWide);
    }
    Ok(found)
}
