//! A request as lists show it, with its customer: one row.

use std::sync::LazyLock;

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, JoinType,
    PartialModelTrait, QueryFilter, QuerySelect, Select,
};

use crate::domain::customers::customer::{self, full_name};
use crate::domain::customers::tags;
use crate::domain::ledger::account;
use crate::domain::requests::payload::{self, Payload, RequestType};
use crate::domain::requests::request::{Column, Entity};
use crate::domain::requests::status::RequestStatus;
use crate::domain::requests::title::{Facts, Title, title};
use crate::domain::staff::member;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::ids::{CustomerId, RequestId};
use crate::domain::values::mask;
use crate::domain::values::sight::Sight;
use crate::platform::clock::Timestamp;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Line {
    pub id: RequestId,
    pub customer_id: CustomerId,
    #[sea_orm(from_col = "type")]
    pub kind: String,
    pub status: RequestStatus,
    pub payload: String,
    pub amount: Option<Amount>,
    pub first_amount: Option<Amount>,
    pub currency: Option<Currency>,
    pub color: Option<String>,
    pub claimed_until: Option<Timestamp>,
    pub created_at: Timestamp,
    pub resolved_at: Option<Timestamp>,
    pub resolved_by: Option<String>,
    #[sea_orm(from_expr = "of_customer(customer::Column::FirstName)")]
    pub first_name: String,
    #[sea_orm(from_expr = "of_customer(customer::Column::LastName)")]
    pub last_name: Option<String>,
    #[sea_orm(from_expr = "of_customer(customer::Column::Email)")]
    pub email: String,
    #[sea_orm(from_expr = "of_customer(customer::Column::RequestColor)")]
    pub customer_color: Option<String>,
    #[sea_orm(from_expr = "tags::names_of_each()")]
    pub tag_names: Option<String>,
    #[sea_orm(from_expr = "Expr::col((account::Entity, account::Column::Number))")]
    pub account_number: Option<String>,
    #[sea_orm(from_expr = "Expr::col((member::Entity, member::Column::Name))")]
    pub assignee_name: Option<String>,
}

fn of_customer(column: customer::Column) -> SimpleExpr {
    Expr::col((customer::Entity, column))
}

/// Every request as a line.
pub fn lines() -> Select<Entity> {
    static OF_ALL: LazyLock<Select<Entity>> = LazyLock::new(of_all);
    OF_ALL.clone()
}

fn of_all() -> Select<Entity> {
    let customer = Entity::belongs_to(customer::Entity)
        .from(Column::CustomerId)
        .to(customer::Column::Id);
    let account = Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id);
    let assignee = Entity::belongs_to(member::Entity)
        .from(Column::AssigneeId)
        .to(member::Column::Id);
    let query = Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, customer.into())
        .join(JoinType::LeftJoin, account.into())
        .join(JoinType::LeftJoin, assignee.into());
    Line::select_cols(query)
}

/// One request as it is seen.
pub async fn line(
    db: &impl ConnectionTrait,
    sight: &Sight,
    id: RequestId,
) -> Result<Option<Line>, DbErr> {
    let line = lines().filter(Column::Id.eq(id)).into_model::<Line>();
    Ok(line.one(db).await?.map(|line| line.seen_by(sight)))
}

/// Lines as they are seen.
pub fn seen(lines: Vec<Line>, sight: &Sight) -> Vec<Line> {
    let lines = lines.into_iter();
    lines.map(|line| line.seen_by(sight)).collect()
}

impl Line {
    /// As it is seen.
    pub fn seen_by(self, sight: &Sight) -> Line {
        if sight.sees(self.customer_id) {
            return self;
        }
        Line {
            first_name: mask::name(&self.first_name),
            last_name: self.last_name.as_deref().map(mask::name),
            email: mask::email(&self.email),
            payload: payload::masked(&self.payload),
            ..self
        }
    }

    /// The customer's first and last name.
    pub fn customer_name(&self) -> String {
        full_name(&self.first_name, self.last_name.as_deref())
    }

    /// The customer's tags, sorted.
    pub fn tags(&self) -> Vec<&str> {
        tags::split(self.tag_names.as_deref())
    }

    /// The type; `None` when an older or newer version wrote it.
    pub fn kind(&self) -> Option<RequestType> {
        RequestType::from_code(&self.kind)
    }

    /// What it is called; `None` when an older or newer version wrote it.
    pub fn title(&self) -> Option<Title> {
        let payload: Payload = serde_json::from_str(&self.payload).ok()?;
        let facts = Facts {
            amount: self.amount,
            currency: self.currency.as_ref(),
            account: self.account_number.as_deref(),
        };
        Some(title(&payload, &facts))
    }

    /// Its colour: its own, else its customer's.
    pub fn color(&self) -> Option<&str> {
        self.color.as_deref().or(self.customer_color.as_deref())
    }

    /// Who has it; nobody once the claim has lapsed or the request is resolved.
    pub fn assignee(&self, now: Timestamp) -> Option<&str> {
        let lasts = self.claimed_until.is_some_and(|until| until > now);
        let name = self.assignee_name.as_deref();
        name.filter(|_| lasts && self.resolved_at.is_none())
    }
}
