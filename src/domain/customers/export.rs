//! Customers on their way out: exactly a filtered list, in its order, a batch at a time.

pub mod columns;

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use sea_orm::{DbErr, QueryFilter, QuerySelect, QueryTrait, Select};

use super::current::{self, Current};
use super::cursor::Cursor;
use super::customer::{Entity, Model};
use super::search::{self, Asked, CustomerFilter, Place};
use crate::domain::actor::Actor;
use crate::domain::export::{self, Batches, Format};
use crate::domain::journal::action::Action;
use crate::domain::monitors::monitor;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::mask;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::platform::db::Db;

/// Customers to a batch. Each batch is a query of its own, so that no long reading keeps SQLite's
/// log from being folded into the file.
const BATCH: u64 = 500;

/// The same for a search, where beginning again costs more.
const SEARCH_BATCH: u64 = 10_000;

/// Whether the reader may see the numbers of identity documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentNumbers {
    Shown,
    Withheld,
}

/// A customer with what a file says about them.
#[derive(Clone, Debug)]
pub struct Record {
    pub customer: Model,
    /// As it is seen, also where the date is masked.
    pub birth_date: Option<String>,
    pub tags: Vec<String>,
    /// The alias of the exchange monitor.
    pub monitor: Option<Arc<str>>,
    /// Why flags are on, for whoever takes the file over.
    pub reason: Option<Arc<str>>,
}

/// Writes down that somebody exports customers, before the first byte leaves.
pub async fn begin(
    db: &Db,
    actor: &Actor,
    filter: &CustomerFilter,
    format: Format,
) -> Result<(), DbErr> {
    let what = (Action::CustomersExported, "customers");
    export::begin(db, actor, what, &filter.criteria(), format).await
}

/// The customers of a list, a batch after the other.
pub struct Rows {
    db: Db,
    filter: CustomerFilter,
    /// Whose customers leave.
    scope: Scope,
    /// Whose data leave unmasked.
    sight: Sight,
    zone: Tz,
    monitors: HashMap<MonitorId, Arc<str>>,
    reason: Arc<str>,
    ended: bool,
}

impl Rows {
    /// The rows of a list from its beginning, whatever page the filter names. `zone` is whose days
    /// it means.
    pub async fn of(
        db: &Db,
        actor: &Actor,
        filter: CustomerFilter,
        zone: Tz,
    ) -> Result<Rows, DbErr> {
        let monitors = monitor::all(db).await?.into_iter();
        let day = actor.at.utc().date_naive();
        Ok(Rows {
            db: db.clone(),
            filter: CustomerFilter {
                place: None,
                ..filter
            },
            scope: actor.scope.clone(),
            sight: actor.sight.clone(),
            zone,
            monitors: monitors
                .map(|monitor| (monitor.id, monitor.alias.into()))
                .collect(),
            reason: format!("Verified before the export of {day}").into(),
            ended: false,
        })
    }

    /// The customers from the filter's place on.
    fn query(&self) -> Select<Entity> {
        let asked = Asked {
            filter: &self.filter,
            scope: &self.scope,
            sight: &self.sight,
            zone: self.zone,
        };
        let conditions = search::conditions(self.db.backend(), asked);
        search::ordered(&self.filter).filter(conditions)
    }

    fn monitor(&self, customer: &Model) -> Option<Arc<str>> {
        let id = customer.exchange_monitor_id?;
        self.monitors.get(&id).cloned()
    }

    fn reason(&self, customer: &Model) -> Option<Arc<str>> {
        let verified = customer.flags().contains(&true);
        match &customer.progress_reason {
            Some(reason) => Some(reason.as_str().into()),
            None => verified.then(|| Arc::clone(&self.reason)),
        }
    }
}

impl Batches for Rows {
    type Record = Record;

    async fn next(&mut self) -> Result<Vec<Record>, DbErr> {
        if self.ended {
            return Ok(Vec::new());
        }
        let most = if self.filter.q.is_some() {
            SEARCH_BATCH
        } else {
            BATCH
        };
        let query = self.query().limit(most);
        let found = current::all(self.db.read(), query).await?;
        self.ended = (found.len() as u64) < most;
        if let Some(last) = found.last() {
            let cursor = Cursor::of_customer(&last.customer, self.filter.sort);
            self.filter.place = Some(Place::After(cursor));
        }
        let record = |Current { customer, tags }| Record {
            monitor: self.monitor(&customer),
            reason: self.reason(&customer),
            birth_date: match self.sight.sees(customer.id) {
                true => customer.birth_date.map(|day| day.to_string()),
                false => Some(mask::BIRTH_DATE.to_owned()),
            },
            customer: customer.seen_by(&self.sight),
            tags,
        };
        Ok(found.into_iter().map(record).collect())
    }

    async fn more_than(&self, most: u64) -> Result<bool, DbErr> {
        export::more_rows_than(&self.db, self.query().into_query(), most).await
    }
}
