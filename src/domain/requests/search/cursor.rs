//! Orders of the list, and places in them: an opaque text that says which request a page comes
//! after or before.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sea_query::{Expr, SimpleExpr};
use serde::{Deserialize, Serialize};

use super::line::Line;
use crate::domain::requests::request::CustomerRequest;
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::RequestId;
use crate::platform::clock::Timestamp;

/// What the list can be ordered by. Ties are broken by id, so that the order is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    Id,
    #[default]
    CreatedAt,
    /// By the figure, whatever the currency; what has no amount comes before every amount.
    Amount,
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 3] = [Sort::Id, Sort::CreatedAt, Sort::Amount];

    /// The name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Sort::Id => "id",
            Sort::CreatedAt => "created_at",
            Sort::Amount => "amount",
        }
    }
}

/// A list's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub sort: Sort,
    pub descending: bool,
}

impl Order {
    /// Reads an address: a leading `-` turns it round.
    pub fn parse(typed: &str) -> Option<Order> {
        let code = typed.strip_prefix('-').unwrap_or(typed);
        let sort = Sort::ALL.into_iter().find(|sort| sort.code() == code)?;
        Some(Order {
            sort,
            descending: typed.starts_with('-'),
        })
    }

    /// As addresses say it.
    pub fn code(self) -> String {
        let minus = if self.descending { "-" } else { "" };
        format!("{minus}{}", self.sort.code())
    }
}

/// A row's place in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The order's code: a place in one order is none in another.
    by: String,
    /// What it is ordered by, as text; empty for no amount.
    key: String,
    id: i64,
}

impl Cursor {
    /// Where a line stands.
    pub fn of(line: &Line, sort: Sort) -> Cursor {
        Cursor::at(sort, line.id, line.created_at, line.amount)
    }

    /// Where a request stands.
    pub fn of_request(request: &CustomerRequest, sort: Sort) -> Cursor {
        Cursor::at(sort, request.id, request.created_at, request.amount)
    }

    fn at(sort: Sort, id: RequestId, created: Timestamp, amount: Option<Amount>) -> Cursor {
        let key = match sort {
            Sort::Id => id.to_string(),
            Sort::CreatedAt => created.0.to_string(),
            Sort::Amount => amount.map(|it| it.to_string()).unwrap_or_default(),
        };
        Cursor {
            by: sort.code().to_owned(),
            key,
            id: id.0,
        }
    }

    /// The text in addresses.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads an address. `None` for what we never wrote, or wrote for another order.
    pub fn decode(typed: &str, sort: Sort) -> Option<Cursor> {
        let bytes = URL_SAFE_NO_PAD.decode(typed).ok()?;
        let cursor: Cursor = serde_json::from_slice(&bytes).ok()?;
        let own = cursor.by == sort.code() && cursor.value(sort).is_some();
        own.then_some(cursor)
    }

    fn value(&self, sort: Sort) -> Option<SimpleExpr> {
        match sort {
            Sort::Id | Sort::CreatedAt => self.key.parse::<i64>().ok().map(Expr::value),
            Sort::Amount if self.key.is_empty() => Some(Expr::value("")),
            Sort::Amount => self.key.parse::<Amount>().ok().map(Expr::value),
        }
    }

    /// The row values that a page's rows come after.
    pub fn values(&self, sort: Sort) -> SimpleExpr {
        let key = self.value(sort).unwrap_or_else(|| Expr::value(self.id));
        Expr::tuple([key, Expr::value(self.id)])
    }
}
