//! Customers who may be one and the same: the same phone, the same document number, or much the
//! same name and the same date of birth. A hint for people, never a rule.

use any_ascii::any_ascii;
use chrono::NaiveDate;
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, FromQueryResult};

use super::customer::{Column, Entity, Model, full_name};
use crate::domain::values::ids::CustomerId;
use crate::domain::values::phone::Phone;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;

/// How alike two names are at least, from 0 to 1 (Jaro–Winkler).
const ALIKE: f64 = 0.92;

/// How many customers with one date of birth are compared.
const MOST_COMPARED: u64 = 200;

/// How many with the same phone or document number are told, the one it is about included.
const MOST_SAME: u64 = 11;

/// How many are told in all.
const MOST_TOLD: usize = 20;

/// What is known of somebody who may be there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    pub first_name: String,
    pub last_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub phone: Option<Phone>,
    /// Left out for readers who may not know whose document it is.
    pub document_number: Option<String>,
    /// The one it is about, who is no duplicate of themselves.
    pub except: Option<CustomerId>,
}

/// Why two look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    DocumentNumber,
    Phone,
    NameAndBirthDate,
}

impl Why {
    /// Every reason, the surest first.
    const ALL: [Why; 3] = [Why::DocumentNumber, Why::Phone, Why::NameAndBirthDate];

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Why::Phone => "duplicate-phone",
            Why::DocumentNumber => "duplicate-document-number",
            Why::NameAndBirthDate => "duplicate-name",
        }
    }
}

/// A customer who looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub id: CustomerId,
    pub name: String,
    pub why: Vec<Why>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct Candidate {
    id: CustomerId,
    first_name: String,
    last_name: Option<String>,
    why: i32,
}

impl Likeness {
    /// That of a stored customer.
    pub fn of(customer: &Model) -> Likeness {
        Likeness {
            first_name: customer.first_name.clone(),
            last_name: customer.last_name.clone(),
            birth_date: customer.birth_date,
            phone: customer.phone.clone(),
            document_number: customer.document_number.clone(),
            except: Some(customer.id),
        }
    }
}

/// Those within the scope who look alike, the surest first, as they are seen: one query of three
/// arms, each with an index and an end. To whom names are masked it is not told whose is much the
/// same.
pub async fn find(
    db: &impl ConnectionTrait,
    (scope, sight): (&Scope, &Sight),
    likeness: &Likeness,
) -> Result<Vec<Duplicate>, DbErr> {
    let number = likeness.document_number.as_deref();
    let arms = [
        number.map(|number| {
            arm(
                Why::DocumentNumber,
                by_document_number(scope, number),
                MOST_SAME,
            )
        }),
        likeness
            .phone
            .as_ref()
            .map(|phone| arm(Why::Phone, by_phone(scope, phone), MOST_SAME)),
        likeness.birth_date.filter(|_| sight.is_clear()).map(|day| {
            arm(
                Why::NameAndBirthDate,
                by_birth_date(scope, day),
                MOST_COMPARED,
            )
        }),
    ];
    let mut arms = arms.into_iter().flatten();
    let Some(mut asking) = arms.next() else {
        return Ok(Vec::new());
    };
    asking.unions(arms.map(|arm| (UnionType::All, arm)));
    let name = PlainName::of(&likeness.first_name, likeness.last_name.as_deref());
    let mut found: Vec<Duplicate> = Vec::new();
    for row in db.query_all(&asking).await? {
        let other = Candidate::from_query_result(&row, "")?;
        let why = Why::ALL.into_iter().find(|why| *why as i32 == other.why);
        let Some(why) = why.filter(|_| Some(other.id) != likeness.except) else {
            continue;
        };
        if why != Why::NameAndBirthDate || name.is_like(&other) {
            add(&mut found, other, why);
        }
    }
    found.truncate(MOST_TOLD);
    for one in &mut found {
        one.name = sight.name(one.id, &one.name);
    }
    Ok(found)
}

/// One question, as part of the query for all.
fn arm(why: Why, mut some: SelectStatement, most: u64) -> SelectStatement {
    Query::select()
        .columns(NAMED)
        .expr_as(Expr::value(why as i32), "why")
        .from_subquery(some.limit(most).to_owned(), "some")
        .to_owned()
}

/// What is asked of each customer.
const NAMED: [Column; 3] = [Column::Id, Column::FirstName, Column::LastName];

/// The newest customers of whom something is true.
fn newest(scope: &Scope, condition: SimpleExpr) -> SelectStatement {
    Query::select()
        .columns(NAMED)
        .from(Entity)
        .and_where(condition)
        .cond_where(within(scope, Expr::col((Entity, Column::Id))))
        .order_by(Column::Id, Order::Desc)
        .to_owned()
}

/// Customers with a phone.
pub fn by_phone(scope: &Scope, phone: &Phone) -> SelectStatement {
    newest(scope, Column::Phone.eq(phone.clone()))
}

/// Customers with a document number, whatever its case.
pub fn by_document_number(scope: &Scope, number: &str) -> SelectStatement {
    let stored = Expr::expr(Func::lower(Expr::col(Column::DocumentNumber)));
    let same = stored.eq(Func::lower(Expr::value(number.trim())));
    newest(scope, Column::DocumentNumber.is_not_null().and(same))
}

/// Customers born on a day.
pub fn by_birth_date(scope: &Scope, day: NaiveDate) -> SelectStatement {
    newest(scope, Column::BirthDate.eq(day))
}

fn add(found: &mut Vec<Duplicate>, one: Candidate, why: Why) {
    match found.iter_mut().find(|known| known.id == one.id) {
        Some(known) => known.why.push(why),
        None => found.push(Duplicate {
            id: one.id,
            name: full_name(&one.first_name, one.last_name.as_deref()),
            why: vec![why],
        }),
    }
}

/// A name to compare others with, in plain Latin letters and in either order.
struct PlainName {
    orders: [String; 2],
}

impl PlainName {
    fn of(first: &str, last: Option<&str>) -> PlainName {
        let [first, last] = [first, last.unwrap_or_default()].map(plain);
        let orders = [[&first, &last], [&last, &first]];
        PlainName {
            orders: orders.map(|[one, other]| format!("{one} {other}").trim().to_owned()),
        }
    }

    /// Whether a customer is called much the same.
    fn is_like(&self, other: &Candidate) -> bool {
        let [theirs, _] = PlainName::of(&other.first_name, other.last_name.as_deref()).orders;
        let mut named = self.orders.iter().filter(|name| !name.is_empty());
        named.any(|name| strsim::jaro_winkler(name, &theirs) >= ALIKE)
    }
}

fn plain(name: &str) -> String {
    any_ascii(name).trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_alike(one: (&str, &str), other: (&str, &str)) -> bool {
        let other = Candidate {
            id: CustomerId(1),
            first_name: other.0.to_owned(),
            last_name: Some(other.1.to_owned()),
            why: Why::NameAndBirthDate as i32,
        };
        PlainName::of(one.0, Some(one.1)).is_like(&other)
    }

    #[test]
    fn names_are_alike_across_spelling_order_and_script() {
        for other in [
            ("Maria", "Müller"),
            ("MARIA", "Muller"),
            ("Müller", "Maria"),
            ("Marja", "Muller"),
            ("Мария", "Мюллер"),
        ] {
            assert!(are_alike(("Maria", "Müller"), other), "{other:?}");
        }
        for other in [("Martin", "Möller"), ("Anna", "Müller"), ("", "")] {
            assert!(!are_alike(("Maria", "Müller"), other), "{other:?}");
        }
    }
}
