//! How the matches of a filter are found: one arm for each status (and type), each from an index
//! that begins with them. An arm gives its part of a page in order, or all it has when that is
//! little; a few numbers are then put in order together.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DbBackend, IdenStatic};

use super::Asking;
use super::cursor::Sort;
use super::filter::{Assignee, Place, RequestFilter, Wanted};
use super::whose::Whose;
use crate::domain::customers::customer;
use crate::domain::requests::payload::RequestType;
use crate::domain::requests::request::{Column, Entity, whose};
use crate::domain::requests::status::RequestStatus;
use crate::domain::within::{carriers, within};
use crate::platform::clock::Timestamp;

/// What leads to the matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Their one number.
    Number,
    /// Whom they are of.
    Customers,
    Assignee,
    Color,
    Amount,
    Created,
    /// The order of the list: every row of the status is tested in turn.
    Order(Sort),
}

/// Finds what a filter wants.
pub struct Arms<'a> {
    pub engine: DbBackend,
    pub filter: &'a RequestFilter,
    pub asking: &'a Asking,
    pub whose: &'a Whose,
}

/// When it is found out whether the reader sees a request's customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scoped {
    /// By each arm.
    Here,
    /// By whoever asks for the arms: they give `customer_id` for it.
    Later,
}

impl Arms<'_> {
    /// What leads to few rows, if anything does.
    pub fn lead(&self) -> Lead {
        let filter = self.filter;
        let claimed = matches!(filter.assignee, Some(Assignee::Me | Assignee::Staff(_)));
        if matches!(filter.q, Some(Wanted::Number(_))) {
            Lead::Number
        } else if matches!(self.whose, Whose::These(_)) {
            Lead::Customers
        } else if claimed {
            Lead::Assignee
        } else if filter.color.is_some() {
            Lead::Color
        } else if matches!(self.whose, Whose::Carriers) {
            Lead::Customers
        } else if filter.amount_min.is_some() || filter.amount_max.is_some() {
            Lead::Amount
        } else if filter.created_from.is_some() || filter.created_to.is_some() {
            Lead::Created
        } else {
            Lead::Order(filter.order().sort)
        }
    }

    /// The arms of one status: the numbers of its matches, in no order.
    pub fn of(&self, status: RequestStatus, lead: Lead) -> Vec<SelectStatement> {
        self.arms(status, lead, Scoped::Here)
    }

    /// The same, with a word on the scope.
    pub fn arms(&self, status: RequestStatus, lead: Lead, scoped: Scoped) -> Vec<SelectStatement> {
        let types: Vec<Option<RequestType>> = match (lead, self.filter.kind.as_slice()) {
            (Lead::Amount | Lead::Created | Lead::Order(_), [_, ..]) => {
                self.filter.kind.iter().copied().map(Some).collect()
            }
            _ => vec![None],
        };
        let arms = types.into_iter().flat_map(|kind| {
            let all = self.conditions(status, kind, lead);
            self.colors(lead).into_iter().map(move |color| {
                let mut arm = Query::select();
                arm.expr_as(Expr::col((Entity, Column::Id)), Alias::new("id"))
                    .from(Entity)
                    .cond_where(all.clone())
                    .cond_where(Condition::all().add_option(color));
                match scoped {
                    Scoped::Here => arm.cond_where(within(&self.asking.scope, whose())),
                    Scoped::Later => arm.expr_as(whose(), Alias::new("customer_id")),
                };
                arm
            })
        });
        arms.collect()
    }

    /// A column as it is when its index leads or gives the order; otherwise, on SQLite, with a plus
    /// sign, which keeps its indexes out of the plan.
    pub fn column(&self, column: Column, plain: bool) -> SimpleExpr {
        if plain || self.engine != DbBackend::Sqlite {
            Expr::col((Entity, column))
        } else {
            Expr::cust(format!("+\"requests\".\"{}\"", column.as_str()))
        }
    }

    /// What the list is ordered by.
    pub fn key(&self, sort: Sort, plain: bool) -> SimpleExpr {
        match sort {
            Sort::Id => self.column(Column::Id, plain),
            Sort::CreatedAt => self.column(Column::CreatedAt, plain),
            Sort::Amount if plain || self.engine != DbBackend::Sqlite => amount(),
            Sort::Amount => Expr::cust("+COALESCE(\"requests\".\"amount\", '')"),
        }
    }

    /// Beyond the page's place.
    pub fn beyond(&self, plain: bool) -> Option<SimpleExpr> {
        let sort = self.filter.order().sort;
        let (Place::After(cursor) | Place::Before(cursor)) = self.filter.place.as_ref()?;
        let row: SimpleExpr = Expr::tuple([self.key(sort, plain), self.column(Column::Id, plain)]);
        let place = cursor.values(sort);
        Some(if self.descending() {
            row.lt(place)
        } else {
            row.gt(place)
        })
    }

    /// Whether the rows are walked downwards: a page that ends at a place is walked backwards.
    pub fn descending(&self) -> bool {
        let backwards = matches!(self.filter.place, Some(Place::Before(_)));
        self.filter.order().descending != backwards
    }

    fn conditions(
        &self,
        status: RequestStatus,
        kind: Option<RequestType>,
        lead: Lead,
    ) -> Condition {
        let filter = self.filter;
        let listed = !matches!(lead, Lead::Number | Lead::Customers);
        let mut all = Condition::all().add(self.column(Column::Status, listed).eq(status));
        if let Some(Wanted::Number(id)) = filter.q {
            all = all.add(Column::Id.eq(id));
        }
        let customer = self.column(Column::CustomerId, lead == Lead::Customers);
        all = match self.whose {
            Whose::These(customers) => all.add(customer.is_in(customers.iter().copied())),
            Whose::Carriers if lead == Lead::Customers => {
                all.add(customer.in_subquery(carriers(&self.asking.scope)))
            }
            Whose::Carriers | Whose::Anybody => all,
        };
        all = match (kind, filter.kind.as_slice()) {
            (Some(kind), _) => all.add(Column::Type.eq(kind.code())),
            (None, []) => all,
            (None, several) => {
                let codes = several.iter().map(|kind| kind.code());
                all.add(self.column(Column::Type, false).is_in(codes))
            }
        };
        if let Some(assignee) = filter.assignee {
            all = all.add(self.held(assignee, lead == Lead::Assignee));
        }
        if lead != Lead::Color {
            let colors = self.colors(Lead::Color).into_iter().flatten();
            let any = colors.fold(Condition::any(), Condition::add);
            all = if any.is_empty() { all } else { all.add(any) };
        }
        all.add(self.amounts(lead)).add(self.days(lead))
    }

    /// Who has it; a claim that has lapsed is nobody's, and so is what is resolved.
    fn held(&self, assignee: Assignee, lead: bool) -> Condition {
        let whose = |id| {
            Condition::all()
                .add(self.column(Column::AssigneeId, lead).eq(id))
                .add(Column::ClaimedUntil.gt(self.asking.now))
                .add(self.column(Column::ResolvedAt, false).is_null())
        };
        match assignee {
            Assignee::Me => whose(self.asking.me),
            Assignee::Staff(id) => whose(id),
            Assignee::Nobody => Condition::any()
                .add(self.column(Column::AssigneeId, false).is_null())
                .add(Column::ClaimedUntil.is_null())
                .add(Column::ClaimedUntil.lte(self.asking.now))
                .add(self.column(Column::ResolvedAt, false).is_not_null()),
        }
    }

    /// The two ways to a colour: the request's own, and its customer's where it has none.
    fn colors(&self, lead: Lead) -> Vec<Option<SimpleExpr>> {
        let Some(color) = self.filter.color.as_ref().filter(|_| lead == Lead::Color) else {
            return vec![None];
        };
        let marked = Query::select()
            .column(customer::Column::Id)
            .from(customer::Entity)
            .and_where(customer::Column::RequestColor.eq(color.as_str()))
            .to_owned();
        let plain = |column| self.column(column, true);
        let theirs = plain(Column::CustomerId).in_subquery(marked);
        let none = self.column(Column::Color, false).is_null();
        vec![
            Some(plain(Column::Color).eq(color.as_str())),
            Some(theirs.and(none)),
        ]
    }

    fn amounts(&self, lead: Lead) -> Condition {
        let filter = self.filter;
        if filter.amount_min.is_none() && filter.amount_max.is_none() {
            return Condition::all();
        }
        let plain = matches!(lead, Lead::Amount | Lead::Order(Sort::Amount));
        let amount = || self.key(Sort::Amount, plain);
        let least = match filter.amount_min {
            Some(least) => amount().gte(least),
            // What has no amount is not below any.
            None => amount().gt(""),
        };
        let most = filter.amount_max.map(|most| amount().lte(most));
        Condition::all().add(least).add_option(most)
    }

    fn days(&self, lead: Lead) -> Condition {
        let plain = matches!(lead, Lead::Created | Lead::Order(Sort::CreatedAt));
        let created = || self.key(Sort::CreatedAt, plain);
        let start = |day| Timestamp::start_of(day, self.asking.zone);
        let end = self.filter.created_to.and_then(|day| day.succ_opt());
        let from = self.filter.created_from;
        Condition::all()
            .add_option(from.map(|day| created().gte(start(day))))
            .add_option(end.map(|day| created().lt(start(day))))
    }
}

/// The amount as its indexes have it.
fn amount() -> SimpleExpr {
    Expr::cust("COALESCE(\"requests\".\"amount\", '')")
}
