//! Places in the list: an opaque text that says after (or before) which row a page begins.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sea_query::{Expr, SimpleExpr};
use serde::{Deserialize, Serialize};

use super::customer::{Column, Line, Model};
use crate::domain::values::ids::CustomerId;

/// What the list can be ordered by. Ties are broken by id, so that the order is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    Id,
    Name,
    Email,
    #[default]
    CreatedAt,
    Progress,
}

impl Sort {
    /// Every order, in the order of the columns.
    pub const ALL: [Sort; 5] = [
        Sort::Id,
        Sort::Name,
        Sort::Email,
        Sort::CreatedAt,
        Sort::Progress,
    ];

    /// The name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Sort::Id => "id",
            Sort::Name => "name",
            Sort::Email => "email",
            Sort::CreatedAt => "created_at",
            Sort::Progress => "verification_progress",
        }
    }

    /// The column that has an index for this order.
    pub fn column(self) -> Column {
        match self {
            Sort::Id => Column::Id,
            Sort::Name => Column::SortName,
            Sort::Email => Column::Email,
            Sort::CreatedAt => Column::CreatedAt,
            Sort::Progress => Column::VerificationProgress,
        }
    }
}

/// A row's place in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The order's code: a place in one order is none in another.
    by: String,
    key: Key,
    id: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Number(i64),
    Text(String),
}

impl Cursor {
    /// Where a line stands.
    pub fn of(line: &Line, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Id => Key::Number(line.id.0),
            Sort::Name => Key::Text(line.sort_name()),
            Sort::Email => Key::Text(line.email.to_string()),
            Sort::CreatedAt => Key::Number(line.created_at.0),
            Sort::Progress => Key::Number(line.verification_progress.0.into()),
        };
        Cursor {
            by: sort.code().to_owned(),
            key,
            id: line.id.0,
        }
    }

    /// Where a customer stands.
    pub fn of_customer(customer: &Model, sort: Sort) -> Cursor {
        let key = match sort {
            Sort::Id => Key::Number(customer.id.0),
            Sort::Name => Key::Text(customer.sort_name.clone()),
            Sort::Email => Key::Text(customer.email.to_string()),
            Sort::CreatedAt => Key::Number(customer.created_at.0),
            Sort::Progress => Key::Number(customer.verification_progress.0.into()),
        };
        Cursor {
            by: sort.code().to_owned(),
            key,
            id: customer.id.0,
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
        if cursor.by != sort.code() {
            return None;
        }
        let text = matches!(sort, Sort::Name | Sort::Email);
        let clean = |text: &String| !text.contains('\0');
        match &cursor.key {
            Key::Text(key) if text && clean(key) => Some(cursor),
            Key::Number(_) if !text => Some(cursor),
            _ => None,
        }
    }

    /// The row values that a page's rows come after.
    pub fn values(&self, sort: Sort) -> SimpleExpr {
        let key = match &self.key {
            // PostgreSQL compares an integer column with an integer value of its own size only.
            Key::Number(number) if sort == Sort::Progress => {
                Expr::value(i32::try_from(*number).unwrap_or(i32::MAX))
            }
            Key::Number(number) => Expr::value(*number),
            Key::Text(text) => Expr::value(text.clone()),
        };
        Expr::tuple([key, Expr::value(CustomerId(self.id))])
    }
}
