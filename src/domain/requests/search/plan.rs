//! How the rows of a list are found: from the arms of its statuses, in order or all at once.

use sea_orm::sea_query::{Alias, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, Order as Direction, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::arms::{Arms, Lead};
use super::cursor::Sort;
use super::line::lines;
use crate::domain::customers::search::Count;
use crate::domain::requests::request::{Column, Entity};

/// How the rows of a page are found.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// Each arm gives the first of its rows in order.
    InOrder(Lead),
    /// Each arm gives all it has, and that is put in order.
    Gathered(Lead),
}

impl Way {
    /// What finds the rows soonest, of which there are so many.
    pub fn to(arms: &Arms<'_>, count: Count) -> Way {
        let lead = arms.lead();
        let sort = arms.filter.order().sort;
        match (lead, sort) {
            (Lead::Order(_), _)
            | (Lead::Amount, Sort::Amount)
            | (Lead::Created, Sort::CreatedAt) => Way::InOrder(lead),
            (Lead::Number, _) => Way::Gathered(lead),
            // Of very many the next one is never far.
            _ if count.more => Way::InOrder(Lead::Order(sort)),
            _ => Way::Gathered(lead),
        }
    }
}

/// The first rows of a list from the filter's place on, put in order.
pub fn rows(arms: &Arms<'_>, way: Way, limit: u64) -> Select<Entity> {
    let statuses = arms.filter.status.list().into_iter();
    let numbers = match way {
        Way::Gathered(lead) => {
            let parts = statuses.flat_map(|status| arms.of(status, lead));
            sorted(arms, parts.collect(), limit)
        }
        Way::InOrder(lead) => {
            let parts = statuses.flat_map(|status| arms.of(status, lead));
            together(parts.map(|arm| first(arms, arm, limit)).collect())
        }
    };
    let (sort, direction) = (arms.filter.order().sort, direction(arms));
    lines()
        .filter(Column::Id.in_subquery(numbers))
        .order_by(arms.key(sort, false), direction.clone())
        .order_by(arms.column(Column::Id, false), direction)
        .limit(limit)
}

/// Which way a list is walked.
pub fn direction(arms: &Arms<'_>) -> Direction {
    if arms.descending() {
        Direction::Desc
    } else {
        Direction::Asc
    }
}

/// The first rows of an arm, from the page's place on.
pub fn first(arms: &Arms<'_>, mut arm: SelectStatement, limit: u64) -> SelectStatement {
    let (sort, direction) = (arms.filter.order().sort, direction(arms));
    if let Some(beyond) = arms.beyond(true) {
        arm.and_where(beyond);
    }
    arm.order_by_expr(arms.key(sort, true), direction.clone());
    if sort != Sort::Id {
        arm.order_by_expr(arms.column(Column::Id, true), direction);
    }
    arm.limit(limit);
    Query::select()
        .column(Alias::new("id"))
        .from_subquery(arm, Alias::new("part"))
        .to_owned()
}

/// The first of all that the arms have, from the page's place on. Only numbers and keys are put in
/// order, which the leading index has; what else a line says is looked up for those of the page.
fn sorted(arms: &Arms<'_>, parts: Vec<SelectStatement>, limit: u64) -> SelectStatement {
    let (sort, direction) = (arms.filter.order().sort, direction(arms));
    let beyond = arms.beyond(false);
    let keyed = parts.into_iter().map(|mut arm| {
        arm.expr_as(arms.key(sort, false), Alias::new("key"));
        arm.cond_where(Condition::all().add_option(beyond.clone()));
        arm
    });
    Query::select()
        .column(Alias::new("id"))
        .from_subquery(together(keyed.collect()), Alias::new("found"))
        .order_by(Alias::new("key"), direction.clone())
        .order_by(Alias::new("id"), direction)
        .limit(limit)
        .to_owned()
}

/// All arms as one.
pub fn together(parts: Vec<SelectStatement>) -> SelectStatement {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    all.unions(parts.map(|part| (UnionType::All, part)));
    all
}
