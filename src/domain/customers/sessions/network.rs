//! Sessions of all customers that came from an address or a network, newest first.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, DbErr, EntityTrait, IdenStatic, Order, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use super::{Column, Entity, Model, PER_PAGE};
use crate::domain::customers::customer;
use crate::domain::from_network::{few, from_network};
use crate::domain::values::ids::{CustomerId, CustomerSessionId};
use crate::domain::values::network::Network;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// Where the address of a session is found by its network.
const SESSIONS: (&str, &str) = ("customer_sessions", "ip_key");

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    at: Timestamp,
    id: CustomerSessionId,
}

impl FromStr for Since {
    type Err = ();

    fn from_str(typed: &str) -> Result<Since, ()> {
        let (at, id) = typed.rsplit_once('-').ok_or(())?;
        Ok(Since {
            at: at.parse().map(Timestamp).map_err(|_| ())?,
            id: id.parse()?,
        })
    }
}

impl fmt::Display for Since {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.at.0, self.id)
    }
}

/// A session, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub session: Model,
    pub customer: String,
}

/// Sessions from a network, and where the next page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromThere {
    pub found: Vec<Found>,
    /// `None` at the end.
    pub next: Option<Since>,
}

/// The sessions from a network of customers within a scope, older than `after`.
pub async fn from(
    db: &Db,
    (scope, sight): (&Scope, &Sight),
    network: Network,
    after: Option<Since>,
) -> Result<FromThere, DbErr> {
    let leads = network.is_single() || few(db, SESSIONS, network).await?;
    let query = query(db.backend(), scope, (network, leads), after);
    let mut sessions = query.all(db.read()).await?;
    let more = sessions.len() as u64 > PER_PAGE;
    sessions.truncate(PER_PAGE as usize);
    let next = sessions.last().filter(|_| more).map(|last| Since {
        at: last.started_at,
        id: last.id,
    });
    let names = names(db, sight, &sessions).await?;
    let found = sessions.into_iter().map(|session| Found {
        customer: names.get(&session.customer_id).cloned().unwrap_or_default(),
        session,
    });
    Ok(FromThere {
        found: found.collect(),
        next,
    })
}

/// The query of a page, and one more. `leads` says whether the network finds the sessions, which
/// are put in order then, or tests each that is met in order.
pub fn query(
    engine: DbBackend,
    scope: &Scope,
    (network, leads): (Network, bool),
    after: Option<Since>,
) -> Select<Entity> {
    let tested = |column: Column| match engine {
        DbBackend::Sqlite => Expr::cust(format!("+\"customer_sessions\".\"{}\"", column.as_str())),
        _ => column.into_expr(),
    };
    let indexed = |column: Column| -> SimpleExpr { Expr::col((Entity, column)) };
    let sorted = leads && !network.is_single();
    let place = |column| {
        if sorted {
            tested(column)
        } else {
            indexed(column)
        }
    };
    let key = match leads {
        true => indexed(Column::IpKey),
        false => tested(Column::IpKey),
    };
    let here = || [Column::StartedAt, Column::Id].map(place);
    let after = after.map(|since| {
        let there = [Expr::value(since.at), Expr::value(since.id)];
        Expr::tuple(here()).lt(Expr::tuple(there))
    });
    let [started, id] = here();
    Entity::find()
        .filter(from_network(key, network))
        .filter(within(scope, indexed(Column::CustomerId)))
        .filter(Condition::all().add_option(after))
        .order_by(started, Order::Desc)
        .order_by(id, Order::Desc)
        .limit(PER_PAGE + 1)
}

/// What the customers of some sessions are called, as they are seen.
async fn names(
    db: &Db,
    sight: &Sight,
    sessions: &[Model],
) -> Result<HashMap<CustomerId, String>, DbErr> {
    use customer::Column as C;
    let ids = sessions.iter().map(|session| session.customer_id);
    let rows = customer::Entity::find()
        .select_only()
        .columns([C::Id, C::FirstName, C::LastName])
        .filter(C::Id.is_in(ids))
        .into_tuple::<(CustomerId, String, Option<String>)>()
        .all(db.read())
        .await?;
    let name = |(id, first, last): (CustomerId, String, Option<String>)| {
        (
            id,
            sight.name(id, &customer::full_name(&first, last.as_deref())),
        )
    };
    Ok(rows.into_iter().map(name).collect())
}
