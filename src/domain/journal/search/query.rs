//! The query of a page of the journal.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{
    Condition, DbBackend, EntityTrait, IdenStatic, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use super::filter::{About, By, Cursor, JournalFilter, Place};
use super::{Lead, Reader};
use crate::domain::from_network::from_network;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Column, Entity, Outcome};
use crate::domain::values::network::Network;
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;

/// The query of a page.
pub fn query(reader: &Reader, filter: &JournalFilter, lead: Lead, most: u64) -> Select<Entity> {
    let asked = Asked {
        reader,
        filter,
        lead,
    };
    let parts = asked.parts();
    match parts.as_slice() {
        [part] => asked.limited(part, most),
        // Each part comes from its own index in order; their numbers are put in order together.
        [one, others @ ..] => {
            let mut ids = asked.ids(one, most);
            for other in others {
                ids.union(UnionType::All, asked.ids(other, most));
            }
            let order = [Column::At, Column::Id].map(|column| asked.tested(column));
            asked
                .ordered(order)
                .filter(leading(Column::Id).in_subquery(ids))
                .limit(most)
        }
        [] => Entity::find().filter(Expr::value(false)),
    }
}

/// Which entries a reader sees, of those with one action or any.
#[derive(Clone, Copy, Debug)]
struct Part {
    action: Option<Action>,
    sight: Sight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    Everything,
    TheirCustomers,
    /// Their own acts that are about no customer.
    TheirActs,
}

struct Asked<'a> {
    reader: &'a Reader,
    filter: &'a JournalFilter,
    lead: Lead,
}

impl Asked<'_> {
    fn parts(&self) -> Vec<Part> {
        let sights: &[Sight] = match self.reader.reach.scope {
            Scope::All => &[Sight::Everything],
            Scope::Tagged(_) => &[Sight::TheirCustomers, Sight::TheirActs],
        };
        let left_out = self.reader.kinds.left_out();
        let wanted = self.filter.action.iter();
        let wanted = wanted.filter(|action| !left_out.contains(&action.code()));
        let mut actions: Vec<Option<Action>> = wanted.map(|action| Some(*action)).collect();
        if self.filter.action.is_empty() {
            actions.push(None);
        }
        let each = actions.into_iter().flat_map(|action| {
            let sights = sights.iter().copied();
            sights.map(move |sight| Part { action, sight })
        });
        each.collect()
    }

    /// Newest first, or oldest first when the page is told by its end.
    fn ordered(&self, [at, id]: [SimpleExpr; 2]) -> Select<Entity> {
        let order = match self.filter.place {
            Some(Place::Before(_)) => Order::Asc,
            Some(Place::After(_)) | None => Order::Desc,
        };
        Entity::find()
            .order_by(at, order.clone())
            .order_by(id, order)
    }

    fn limited(&self, part: &Part, most: u64) -> Select<Entity> {
        let order = [Column::At, Column::Id].map(|column| self.column(part, column));
        self.ordered(order)
            .filter(self.conditions(part))
            .limit(most)
    }

    fn ids(&self, part: &Part, most: u64) -> SelectStatement {
        let part = self
            .limited(part, most)
            .select_only()
            .column(Column::Id)
            .into_query();
        Query::select()
            .column(Column::Id)
            .from_subquery(part, Alias::new("part"))
            .to_owned()
    }

    /// A column that may lead, if nothing else does.
    fn column(&self, part: &Part, column: Column) -> SimpleExpr {
        match (self.lead, part.sight) {
            (Lead::Order, _) | (Lead::Customers, Sight::TheirActs) => leading(column),
            (Lead::Network | Lead::Customers, _) => self.tested(column),
        }
    }

    /// A column that no index is used for, where the engine has to be told.
    fn tested(&self, column: Column) -> SimpleExpr {
        match self.reader.engine {
            DbBackend::Sqlite => Expr::cust(format!("+\"journal\".\"{}\"", column.as_str())),
            _ => leading(column),
        }
    }

    fn conditions(&self, part: &Part) -> Condition {
        let filter = self.filter;
        let column = |column| self.column(part, column);
        let about = |about: About| {
            let kind = column(Column::SubjectKind).eq(about.kind);
            kind.and(column(Column::SubjectId).eq(about.id))
        };
        let start = |day| Timestamp::start_of(day, self.reader.zone);
        let after = filter.to.and_then(|day| day.succ_opt());
        let request = filter.request_id.as_deref();
        let left_out = self.reader.kinds.left_out();
        let left_out = Some(left_out).filter(|codes| part.action.is_none() && !codes.is_empty());
        Condition::all()
            .add_option(filter.actor.map(|by| self.by(part, by)))
            .add_option(part.action.map(|one| column(Column::Action).eq(one.code())))
            .add_option(left_out.map(|codes| self.tested(Column::Action).is_not_in(codes)))
            .add_option(filter.subject.map(about))
            .add_option(filter.customer.map(|id| leading(Column::CustomerId).eq(id)))
            .add_option(filter.from.map(|day| column(Column::At).gte(start(day))))
            .add_option(after.map(|day| column(Column::At).lt(start(day))))
            .add_option(filter.ip.map(|ip| self.from(ip)))
            .add_option(filter.outcome.map(|outcome| self.ended(outcome)))
            .add_option(request.map(|id| column(Column::RequestId).eq(id)))
            .add(self.sight(part.sight))
            .add_option(self.place(part))
    }

    fn by(&self, part: &Part, by: By) -> SimpleExpr {
        match by {
            By::Staff(id) => self.column(part, Column::ActorId).eq(id),
            By::Commands => self.column(part, Column::ActorKind).eq("command"),
            By::Nobody => self.column(part, Column::ActorKind).eq("nobody"),
        }
    }

    fn from(&self, network: Network) -> Condition {
        let leads = network.is_single() || self.lead == Lead::Network;
        let key = match leads {
            true => leading(Column::IpKey),
            false => self.tested(Column::IpKey),
        };
        from_network(key, network)
    }

    /// Refused ones are few and have an index of their own, which knows them by this very term.
    fn ended(&self, outcome: Outcome) -> SimpleExpr {
        match outcome {
            Outcome::Refused => Expr::cust("outcome = 'refused'"),
            Outcome::Done => self.tested(Column::Outcome).eq(outcome.code()),
        }
    }

    fn sight(&self, sight: Sight) -> Condition {
        let customer = leading(Column::CustomerId);
        match sight {
            Sight::Everything => Condition::all(),
            Sight::TheirCustomers if self.lead == Lead::Customers => {
                self.reader.reach.condition(customer)
            }
            Sight::TheirCustomers => within(&self.reader.reach.scope, customer),
            Sight::TheirActs => Condition::all()
                .add(leading(Column::ActorId).eq(self.reader.me))
                .add(self.tested(Column::CustomerId).is_null()),
        }
    }

    fn place(&self, part: &Part) -> Option<SimpleExpr> {
        let here = [Column::At, Column::Id].map(|column| self.column(part, column));
        let here = Expr::tuple(here);
        let there = |at: Cursor| Expr::tuple([Expr::value(at.at), Expr::value(at.id)]);
        self.filter.place.map(|place| match place {
            Place::After(cursor) => here.lt(there(cursor)),
            Place::Before(cursor) => here.gt(there(cursor)),
        })
    }
}

/// A column whose index may lead.
fn leading(column: Column) -> SimpleExpr {
    Expr::col((Entity, column))
}
