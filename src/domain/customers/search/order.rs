//! The order of a list, and a page of it: from the place on that the page before ended at.

use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};

use super::conditions::unindexed;
use super::filter::{CustomerFilter, Place};
use crate::domain::customers::cursor::Sort;
use crate::domain::customers::customer::{self, Column, Entity};
use crate::domain::customers::tags::link;

/// The customers from the filter's place on, in its order; backwards when the page ends at the
/// place.
pub fn ordered(filter: &CustomerFilter) -> Select<Entity> {
    by_index(filter).of(Entity::find())
}

/// The same, as lines of the list.
pub fn walked(filter: &CustomerFilter) -> Select<Entity> {
    by_index(filter).of(customer::lines())
}

/// The lines of the matches, put in order.
pub fn sorted(filter: &CustomerFilter, conditions: Condition, lines: u64) -> Select<Entity> {
    let matches = Entity::find()
        .select_only()
        .expr_as(Expr::col((Entity, Column::Id)), "id")
        .filter(conditions);
    let page = found_first(filter).of(matches).limit(lines);
    of_page(filter, page)
}

/// The lines of those who carry a tag, the newest or the oldest first: the only order in which the
/// tag's index has them, and the one that the filter must want.
pub fn carrying(filter: &CustomerFilter, tag: SimpleExpr, lines: u64) -> Select<Entity> {
    let carriers = link::Entity::find()
        .select_only()
        .expr_as(of_link(Column::Id), "id")
        .filter(Expr::col((link::Entity, link::Column::TagId)).eq(tag));
    let order = Ordering {
        filter,
        column: of_link,
    };
    of_page(filter, order.of(carriers).limit(lines))
}

/// What else a line says is looked up for those of the page alone.
fn of_page(filter: &CustomerFilter, page: Select<impl EntityTrait>) -> Select<Entity> {
    let lines = customer::lines().filter(Column::Id.in_subquery(page.into_query()));
    found_first(filter).of(lines)
}

fn by_index(filter: &CustomerFilter) -> Ordering<'_> {
    let column = |column| Expr::col((Entity, column));
    Ordering { filter, column }
}

fn found_first(filter: &CustomerFilter) -> Ordering<'_> {
    let column = unindexed;
    Ordering { filter, column }
}

/// The column of a customer that is kept beside their tags.
fn of_link(column: Column) -> SimpleExpr {
    let kept = match column {
        Column::CreatedAt => link::Column::CustomerCreatedAt,
        _ => link::Column::CustomerId,
    };
    Expr::col((link::Entity, kept))
}

/// The order of a list, from its place on.
struct Ordering<'a> {
    filter: &'a CustomerFilter,
    /// Where a column is read from: where an index gives the order, or where the rows are found
    /// first and put in order then.
    column: fn(Column) -> SimpleExpr,
}

impl Ordering<'_> {
    fn of<E: EntityTrait>(&self, mut query: Select<E>) -> Select<E> {
        let filter = self.filter;
        let backwards = matches!(filter.place, Some(Place::Before(_) | Place::Last));
        let order = if filter.descending == backwards {
            Order::Asc
        } else {
            Order::Desc
        };
        let [first, id] = [filter.sort.column(), Column::Id].map(self.column);
        query = query.order_by(first.clone(), order.clone());
        if filter.sort != Sort::Id {
            query = query.order_by(id.clone(), order.clone());
        }
        if let Some(Place::After(cursor) | Place::Before(cursor)) = &filter.place {
            let row: SimpleExpr = Expr::tuple([first, id]);
            let place = cursor.values(filter.sort);
            query = query.filter(if order == Order::Asc {
                row.gt(place)
            } else {
                row.lt(place)
            });
        }
        query
    }
}
