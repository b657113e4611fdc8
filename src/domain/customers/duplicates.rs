//! Customers who may be one and the same: the same phone, the same document number, or much the
//! same name and the same date of birth. A hint for people, never a rule.

use chrono::NaiveDate;
use sea_orm::sea_query::{
    Expr, ExprTrait, Func, Order, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr};

use super::customer::{Column, Entity, Model, full_name};
use super::plain_name::PlainName;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::phone::Phone;
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::within::within;

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

/// Somebody who may look alike.
#[derive(Clone, Debug)]
struct Candidate<'a> {
    id: CustomerId,
    first_name: &'a str,
    last_name: Option<&'a str>,
    why: Why,
}

/// All candidates in one text, as [`Candidate::of_each`] reads them: many are born on one day, and
/// to fetch a row for each takes longer than to find them. What separates them is in no name,
/// whichever way it came in.
const CANDIDATES: &str = "string_agg(id || '\u{1f}' || why || '\u{1f}' || first_name \
    || '\u{1f}' || COALESCE(last_name, ''), '\u{1e}')";

impl Candidate<'_> {
    fn of_each(candidates: &str) -> impl Iterator<Item = Candidate<'_>> {
        candidates.split('\u{1e}').filter_map(|one| {
            let mut cells = one.split('\u{1f}');
            let id = cells.next()?.parse().ok()?;
            let why: i32 = cells.next()?.parse().ok()?;
            Some(Candidate {
                id: CustomerId(id),
                why: Why::ALL.into_iter().find(|known| *known as i32 == why)?,
                first_name: cells.next()?,
                last_name: cells.next().filter(|name| !name.is_empty()),
            })
        })
    }
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
    let asking = Query::select()
        .expr_as(Expr::cust(CANDIDATES), "candidates")
        .from_subquery(asking, "candidate")
        .to_owned();
    let row = db.query_one(&asking).await?;
    let candidates: Option<String> = row.map_or(Ok(None), |row| row.try_get_by_index(0))?;
    let name = PlainName::of(&likeness.first_name, likeness.last_name.as_deref());
    let mut found: Vec<Duplicate> = Vec::new();
    for other in Candidate::of_each(candidates.as_deref().unwrap_or_default()) {
        let another = likeness.except != Some(other.id);
        if another
            && (other.why != Why::NameAndBirthDate
                || name.is_like(other.first_name, other.last_name))
        {
            add(&mut found, &other);
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

fn add(found: &mut Vec<Duplicate>, one: &Candidate) {
    match found.iter_mut().find(|known| known.id == one.id) {
        Some(known) => known.why.push(one.why),
        None => found.push(Duplicate {
            id: one.id,
            name: full_name(one.first_name, one.last_name),
            why: vec![one.why],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_last_name_is_read_like_the_others() {
        let text = "7\u{1f}2\u{1f}Ada\u{1f}Lovelace\u{1e}8\u{1f}0\u{1f}Madonna\u{1f}";
        let read = Candidate::of_each(text).map(|one| (one.id, one.first_name, one.last_name));
        let expected = [
            (CustomerId(7), "Ada", Some("Lovelace")),
            (CustomerId(8), "Madonna", None),
        ];
        assert_eq!(read.collect::<Vec<_>>(), expected);
        assert_eq!(Candidate::of_each("").count(), 0);
    }
}
