//! The search of those who see customers masked: by a number, or by the whole of an address, a
//! phone or a document number. Parts would tell letter by letter what is masked.

use sea_orm::sea_query::{Expr, ExprTrait, Func, SimpleExpr};
use sea_orm::{ColumnTrait, Condition};

use super::filter::DocumentNumbers;
use super::text::{number, whole_phone};
use crate::domain::customers::customer::{Column, Entity};
use crate::domain::values::email::Email;
use crate::domain::values::ids::CustomerId;

/// What a row must be that such a search finds.
pub fn whole(q: &str, numbers: DocumentNumbers) -> Condition {
    let id = number(q).and_then(|number| number.parse::<CustomerId>().ok());
    let id = id.map(|id| Column::Id.eq(id));
    let any = wholes(q, numbers).into_iter().chain(id);
    let any = any.fold(Condition::any(), Condition::add);
    // Of nothing at all a condition would be true.
    any.add(Expr::value(1).eq(0))
}

/// Each whole of something masked that was typed, which an index knows.
pub fn wholes(q: &str, numbers: DocumentNumbers) -> Vec<SimpleExpr> {
    let email = q.parse::<Email>().ok();
    let email = email.map(|email| Column::Email.eq(email));
    let phone = whole_phone(q).map(|phone| Column::Phone.eq(phone));
    let stored = Expr::expr(Func::lower(Expr::col((Entity, Column::DocumentNumber))));
    let same = stored.eq(Func::lower(Expr::value(q.trim())));
    let document = Column::DocumentNumber.is_not_null().and(same);
    let document = (numbers == DocumentNumbers::Searched).then_some(document);
    email.into_iter().chain(phone).chain(document).collect()
}
