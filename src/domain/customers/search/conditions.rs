//! What a row must be to be in the list, in two forms: one that an index answers, and one that
//! tests a row at hand. Which is faster depends on how many rows there are: see [`super::plan`].

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, IdenStatic, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::counting::matches;
use super::filter::{Asked, DocumentNumbers, VERIFIED};
use super::letters::{contains, having, with_document};
use super::text::Wanted;
use super::whole::{whole, wholes};
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::customers::tags::{link, tag};
use crate::domain::values::scope::Scope;
use crate::domain::within::{self, within};
use crate::platform::clock::Timestamp;

/// A part of the filter that has an index of its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The search for text.
    Search,
    Tags,
    /// The tags of those whom the reader sees.
    Scope,
    /// Everything that is a column of the customer.
    Columns,
    /// The one of these columns that has this name.
    Column(&'static str),
}

/// What a row must be to be in the list, for the database to find as it thinks best. Lists, counts
/// and exports share it.
pub fn conditions(engine: DbBackend, asked: Asked<'_>) -> Condition {
    let every = [Part::Search, Part::Tags, Part::Scope, Part::Columns];
    Conditions::new(engine, asked).led_by(&every)
}

/// The conditions of a filter on an engine.
pub struct Conditions<'a> {
    engine: DbBackend,
    asked: Asked<'a>,
}

impl<'a> Conditions<'a> {
    /// For what somebody asks.
    pub fn new(engine: DbBackend, asked: Asked<'a>) -> Conditions<'a> {
        Conditions { engine, asked }
    }

    /// Every part: those that lead are found by their index, the others test what those find. With
    /// no leader the order of the list leads.
    pub fn led_by(&self, leaders: &[Part]) -> Condition {
        let leads = |part: Part| leaders.contains(&part);
        let mut all = self.columns(leaders);
        let filter = self.asked.filter;
        if let Some(q) = &filter.q {
            all = all.add(if !self.asked.sight.is_clear() {
                whole(q, filter.document_numbers)
            } else if leads(Part::Search) && self.engine == DbBackend::Sqlite {
                self.found(&Wanted::read(q))
            } else {
                self.matching(&Wanted::read(q))
            });
        }
        if !filter.tag.is_empty() {
            all = all.add(if leads(Part::Tags) {
                Column::Id.in_subquery(carriers(&filter.tag))
            } else {
                carries(&filter.tag)
            });
        }
        let scope = self.asked.scope;
        if *scope != Scope::All {
            all = all.add(if leads(Part::Scope) {
                Condition::all().add(Column::Id.in_subquery(within::carriers(scope)))
            } else {
                within(scope, Expr::col((Entity, Column::Id)))
            });
        }
        all
    }

    /// The columns alone.
    pub fn columns(&self, leaders: &[Part]) -> Condition {
        let tests = self.each_column(leaders).into_iter();
        tests.fold(Condition::all(), |all, (_, test)| all.add(test))
    }

    /// What is wanted of each column.
    pub fn each_column(&self, leaders: &[Part]) -> Vec<(Column, Condition)> {
        let filter = self.asked.filter;
        let at = |column: Column| {
            let part = Part::Column(column.as_str());
            self.column(
                column,
                leaders.contains(&Part::Columns) || leaders.contains(&part),
            )
        };
        let set = |column: Column, yes: bool| match yes {
            true => at(column).is_not_null(),
            false => at(column).is_null(),
        };
        let mut tests: Vec<(Column, Option<SimpleExpr>)> = vec![
            (Column::Status, among(at(Column::Status), &filter.status)),
            (Column::Country, among(at(Column::Country), &filter.country)),
            (Column::Gender, among(at(Column::Gender), &filter.gender)),
            (
                Column::CustomerType,
                among(at(Column::CustomerType), &filter.customer_type),
            ),
            (
                Column::ExchangeMonitorId,
                among(at(Column::ExchangeMonitorId), &filter.exchange_monitor),
            ),
        ];
        let verified = VERIFIED.into_iter().zip(filter.verified);
        tests
            .extend(verified.map(|((_, column), yes)| (column, yes.map(|yes| at(column).eq(yes)))));
        for (column, yes) in [
            (Column::BlockedAt, filter.blocked),
            (Column::WaitingSince, filter.waiting),
        ] {
            tests.push((column, yes.map(|yes| set(column, yes))));
        }
        let (progress, created) = (Column::VerificationProgress, Column::CreatedAt);
        let least = filter.progress_min.map(|least| at(progress).gte(least));
        let most = filter.progress_max.map(|most| at(progress).lte(most));
        tests.push((progress, both(least, most)));
        let start = |day| Timestamp::start_of(day, self.asked.zone);
        let end = filter.created_to.and_then(|day| day.succ_opt());
        let from = filter.created_from.map(|day| at(created).gte(start(day)));
        let to = end.map(|day| at(created).lt(start(day)));
        tests.push((created, both(from, to)));
        let wanted = tests.into_iter();
        wanted
            .filter_map(|(column, test)| {
                let test = Condition::all().add(test?);
                let leads = leaders.contains(&Part::Column(column.as_str()));
                Some((column, if leads { found_by_index(test) } else { test }))
            })
            .collect()
    }

    /// A column as it is, or on SQLite with a plus sign, which keeps its indexes out of the plan.
    /// The column of the order stays as it is: its index is walked in any case.
    fn column(&self, column: Column, lead: bool) -> SimpleExpr {
        let plain = lead || column.as_str() == self.asked.filter.sort.column().as_str();
        if plain || self.engine != DbBackend::Sqlite {
            Expr::col((Entity, column))
        } else {
            unindexed(column)
        }
    }

    /// The search through the indexes of SQLite.
    fn found(&self, wanted: &Wanted) -> Condition {
        let within = |statement| Column::Id.in_subquery(statement);
        let mut words = Condition::all();
        if let Some(hits) = having(&wanted.long) {
            words = words.add(within(hits));
        }
        words = wanted.short.iter().fold(words, |words, word| {
            words.add(contains(Expr::col((Entity, Column::SearchText)), word))
        });
        let phone = having(wanted.phone.as_slice()).map(within);
        let document = self.document(wanted);
        let document = document.map(|number| within(with_document(number)));
        either(wanted, words, phone, document)
    }

    /// The search as a test of one row; PostgreSQL has an index for it.
    fn matching(&self, wanted: &Wanted) -> Condition {
        let text = || Expr::col((Entity, Column::SearchText));
        let words = wanted.long.iter().chain(&wanted.short);
        let words = words.fold(Condition::all(), |words, word| {
            words.add(contains(text(), word))
        });
        let phone = wanted.phone.as_ref();
        let phone = phone.map(|digits| contains(text(), digits));
        let number = || Expr::expr(Func::lower(Expr::col((Entity, Column::DocumentNumber))));
        let document = self.document(wanted).map(|part| contains(number(), part));
        either(wanted, words, phone, document)
    }

    fn document<'b>(&self, wanted: &'b Wanted) -> Option<&'b String> {
        let may = self.asked.filter.document_numbers == DocumentNumbers::Searched;
        wanted.document.as_ref().filter(|_| may)
    }

    /// What the search finds through each index of SQLite: together no less than the search itself.
    pub fn hits(&self, q: &str, wanted: &Wanted) -> Vec<SelectStatement> {
        if !self.asked.sight.is_clear() {
            let wholes = wholes(q, self.asked.filter.document_numbers).into_iter();
            let wholes = wholes.map(|whole| matches(Condition::all().add(whole)));
            return wholes.collect();
        }
        let words = having(&wanted.long);
        let phone = having(wanted.phone.as_slice());
        let document = self.document(wanted);
        let document = document.map(|number| with_document(number));
        words.into_iter().chain(phone).chain(document).collect()
    }
}

/// A column with a plus sign: SQLite then uses none of its indexes.
pub fn unindexed(column: Column) -> SimpleExpr {
    Expr::cust(format!("+\"customers\".\"{}\"", column.as_str()))
}

/// A test that leads. The index of its column holds all that this asks for, so that SQLite takes it
/// even where it knows only that other values of the column are frequent.
pub fn found_by_index(test: Condition) -> Condition {
    Condition::all().add(Column::Id.in_subquery(matches(test)))
}

/// A search that nothing can match but a number is that number alone.
fn either(
    wanted: &Wanted,
    words: Condition,
    phone: Option<SimpleExpr>,
    document: Option<SimpleExpr>,
) -> Condition {
    let any = Condition::any()
        .add_option(wanted.id.map(|id| Column::Id.eq(id)))
        .add_option(phone)
        .add_option(document);
    if wanted.long.is_empty() {
        any
    } else {
        any.add(words)
    }
}

fn both(one: Option<SimpleExpr>, other: Option<SimpleExpr>) -> Option<SimpleExpr> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.and(other)),
        (one, other) => one.or(other),
    }
}

fn among<V: Into<sea_orm::Value> + Clone>(column: SimpleExpr, values: &[V]) -> Option<SimpleExpr> {
    match values {
        [] => None,
        [one] => Some(column.eq(one.clone())),
        several => Some(column.is_in(several.iter().cloned())),
    }
}

/// The tags with these names.
pub fn named(tags: &[String]) -> SelectStatement {
    tag::Entity::find()
        .select_only()
        .column(tag::Column::Id)
        .filter(tag::Column::Name.is_in(tags))
        .into_query()
}

/// The customers that carry any of the tags.
pub fn carriers(tags: &[String]) -> SelectStatement {
    Query::select()
        .expr_as(
            Expr::col((link::Entity, link::Column::CustomerId)),
            Alias::new("id"),
        )
        .from(link::Entity)
        .and_where(link::Column::TagId.in_subquery(named(tags)))
        .to_owned()
}

/// Whether the customer at hand carries any of the tags.
fn carries(tags: &[String]) -> SimpleExpr {
    let own = Expr::col((link::Entity, link::Column::CustomerId)).equals((Entity, Column::Id));
    let links = link::Entity::find()
        .select_only()
        .column(link::Column::TagId)
        .filter(own)
        .filter(link::Column::TagId.in_subquery(named(tags)))
        .into_query();
    Expr::exists(links)
}
