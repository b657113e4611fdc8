//! The list of customers: what it is filtered by, in which order, and one page of it.

use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, Order, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::cursor::{Cursor, Sort};
use super::customer::{Column, Entity, Line};
use super::tags::{link, tag};
use crate::domain::values::country::Country;
use crate::domain::values::ids::{CustomerId, MonitorId};
use crate::domain::values::percent::Percent;
use crate::domain::values::person::{self, CustomerType, Gender, Status};
use crate::domain::values::text;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;

/// Counting stops here: it would otherwise take longer than the page itself.
pub const COUNT_LIMIT: u64 = 10_000;

/// The fewest letters in a row that the index can find.
pub const SHORTEST_WORD: usize = 3;

/// The filters that may come several times: any of their values will do.
const SEVERAL: [&str; 6] = [
    "status",
    "country",
    "gender",
    "customer_type",
    "tag",
    "exchange_monitor",
];

/// The five verification steps as filters, with their columns.
pub const VERIFIED: [(&str, Column); 5] = [
    ("verified_email", Column::VerifiedEmail),
    ("verified_phone", Column::VerifiedPhone),
    ("verified_document", Column::VerifiedDocument),
    ("verified_selfie", Column::VerifiedSelfie),
    ("verified_address", Column::VerifiedAddress),
];

/// Everything the address of a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerFilter {
    pub q: Option<String>,
    pub status: Vec<Status>,
    pub country: Vec<Country>,
    pub gender: Vec<Gender>,
    pub customer_type: Vec<CustomerType>,
    pub tag: Vec<String>,
    pub exchange_monitor: Vec<MonitorId>,
    /// One for each of [`VERIFIED`].
    pub verified: [Option<bool>; 5],
    pub progress_min: Option<Percent>,
    pub progress_max: Option<Percent>,
    pub created_from: Option<NaiveDate>,
    pub created_to: Option<NaiveDate>,
    pub sort: Sort,
    pub descending: bool,
    pub per_page: PerPage,
    pub place: Option<Place>,
}

/// How many lines a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerPage(u16);

impl PerPage {
    /// The choices.
    pub const ALL: [u16; 3] = [25, 50, 100];

    /// How many lines.
    pub fn lines(self) -> u64 {
        if self.0 == 0 {
            Self::ALL[0].into()
        } else {
            self.0.into()
        }
    }
}

/// Where a page begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    After(Cursor),
    Before(Cursor),
}

/// A value in the address that the list does not know: the parameter's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

impl CustomerFilter {
    /// Newest first, nothing filtered.
    pub fn newest() -> CustomerFilter {
        CustomerFilter {
            descending: true,
            ..CustomerFilter::default()
        }
    }

    /// Reads the parameters of an address. Empty ones count as absent; unknown names and values are
    /// refused, because a silently full list is worse than a message.
    pub fn parse(parameters: &[(String, String)]) -> Result<CustomerFilter, Unknown> {
        let mut filter = CustomerFilter::newest();
        let mut place = None;
        let mut once: Vec<&str> = Vec::new();
        for (name, value) in parameters
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
        {
            if !SEVERAL.contains(&name.as_str()) {
                if once.contains(&name.as_str()) {
                    return Err(Unknown(name.clone()));
                }
                once.push(name);
            }
            match name.as_str() {
                "after" | "before" => place = Some((name.as_str(), value.as_str())),
                _ => filter
                    .read(name, value.trim())
                    .ok_or_else(|| Unknown(name.clone()))?,
            }
        }
        filter.place = match place {
            None => None,
            Some((name, value)) => {
                let cursor =
                    Cursor::decode(value, filter.sort).ok_or_else(|| Unknown(name.to_owned()))?;
                Some(if name == "after" {
                    Place::After(cursor)
                } else {
                    Place::Before(cursor)
                })
            }
        };
        Ok(filter)
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "q" => self.q = Some(searchable(value)?),
            "status" if value == "all" => self.status.clear(),
            "status" => self.status.push(value.parse().ok()?),
            "country" => self.country.push(value.parse().ok()?),
            "gender" => self.gender.push(value.parse().ok()?),
            "customer_type" => self.customer_type.push(value.parse().ok()?),
            "tag" => self
                .tag
                .push(text::required(value, 40).ok()?.to_lowercase()),
            "exchange_monitor" => self.exchange_monitor.push(value.parse().ok()?),
            "progress_min" => self.progress_min = Some(value.parse().ok()?),
            "progress_max" => self.progress_max = Some(value.parse().ok()?),
            "created_from" => self.created_from = Some(person::parse_date(value).ok()?),
            "created_to" => self.created_to = Some(person::parse_date(value).ok()?),
            "sort" => {
                let code = value.strip_prefix('-').unwrap_or(value);
                self.sort = Sort::ALL.into_iter().find(|sort| sort.code() == code)?;
                self.descending = value.starts_with('-');
            }
            "per_page" => {
                let lines: u16 = value.parse().ok()?;
                self.per_page = PerPage(PerPage::ALL.into_iter().find(|choice| *choice == lines)?);
            }
            _ => {
                let step = VERIFIED.iter().position(|(step, _)| *step == name)?;
                self.verified[step] = Some(match value {
                    "yes" | "true" | "on" | "1" => true,
                    "no" | "false" | "off" | "0" => false,
                    _ => return None,
                });
            }
        }
        Some(())
    }

    /// The parameters that lead to this very list, without its place.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut all = self.criteria();
        let standard = CustomerFilter::newest();
        if (self.sort, self.descending) != (standard.sort, standard.descending) {
            let minus = if self.descending { "-" } else { "" };
            all.push(("sort", format!("{minus}{}", self.sort.code())));
        }
        if self.per_page.lines() != standard.per_page.lines() {
            all.push(("per_page", self.per_page.lines().to_string()));
        }
        all
    }

    /// What narrows the list down: search and filters.
    pub fn criteria(&self) -> Vec<(&'static str, String)> {
        fn many<T: ToString>(name: &'static str, values: &[T]) -> Vec<(&'static str, String)> {
            values
                .iter()
                .map(|value| (name, value.to_string()))
                .collect()
        }
        fn one<T: ToString>(
            name: &'static str,
            value: &Option<T>,
        ) -> Option<(&'static str, String)> {
            value.as_ref().map(|value| (name, value.to_string()))
        }
        let mut all: Vec<(&'static str, String)> = one("q", &self.q).into_iter().collect();
        all.extend(many("status", &self.status));
        all.extend(many("country", &self.country));
        all.extend(many("gender", &self.gender));
        all.extend(many("customer_type", &self.customer_type));
        all.extend(many("tag", &self.tag));
        all.extend(many("exchange_monitor", &self.exchange_monitor));
        for ((name, _), verified) in VERIFIED.iter().zip(self.verified) {
            all.extend(verified.map(|yes| (*name, if yes { "yes" } else { "no" }.to_owned())));
        }
        all.extend(one("progress_min", &self.progress_min));
        all.extend(one("progress_max", &self.progress_max));
        all.extend(one("created_from", &self.created_from));
        all.extend(one("created_to", &self.created_to));
        all
    }
}

/// What can be searched for: a number (an id), or something with three letters in a row.
fn searchable(typed: &str) -> Option<String> {
    let text = text::required(typed, 200).ok()?;
    let number = text.bytes().all(|digit| digit.is_ascii_digit());
    let word = text
        .split_whitespace()
        .any(|word| word.chars().count() >= SHORTEST_WORD);
    let clean = !text.contains(char::is_control);
    ((number || word) && clean).then_some(text)
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct CustomerPage {
    pub lines: Vec<Line>,
    /// Where the page before ends; `None` on the first.
    pub before: Option<Cursor>,
    /// Where the page after begins; `None` on the last.
    pub after: Option<Cursor>,
    /// How many there are in all, at most [`COUNT_LIMIT`] + 1.
    pub count: u64,
}

impl CustomerPage {
    /// Whether counting stopped at the limit.
    pub fn uncounted(&self) -> bool {
        self.count > COUNT_LIMIT
    }
}

/// The newest customers, nothing counted.
pub async fn newest(db: &Db, lines: u64) -> Result<Vec<Line>, DbErr> {
    let query = ordered(&CustomerFilter::newest()).limit(lines);
    query.into_partial_model::<Line>().all(db.read()).await
}

/// The page of the list that a filter names. `zone` is whose days the filter means.
pub async fn page(db: &Db, filter: &CustomerFilter, zone: Tz) -> Result<CustomerPage, DbErr> {
    let wanted = filter.per_page.lines();
    let conditions = conditions(db.backend(), filter, zone);
    let backwards = matches!(filter.place, Some(Place::Before(_)));
    let mut lines = ordered(filter)
        .filter(conditions.clone())
        .limit(wanted + 1)
        .into_partial_model::<Line>()
        .all(db.read())
        .await?;
    let more = lines.len() as u64 > wanted;
    lines.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
    if backwards {
        lines.reverse();
    }
    let place = |line: Option<&Line>| line.map(|line| Cursor::of(line, filter.sort));
    let (has_before, has_after) = match filter.place {
        None => (false, more),
        Some(Place::After(_)) => (true, more),
        Some(Place::Before(_)) => (more, true),
    };
    let before = place(lines.first()).filter(|_| has_before);
    let after = place(lines.last()).filter(|_| has_after);
    let count = count(db, conditions).await?;
    Ok(CustomerPage {
        lines,
        before,
        after,
        count,
    })
}

/// The rows from the filter's place on, in its order; backwards when the page ends at the place.
pub fn ordered(filter: &CustomerFilter) -> Select<Entity> {
    let backwards = matches!(filter.place, Some(Place::Before(_)));
    let order = if filter.descending == backwards {
        Order::Asc
    } else {
        Order::Desc
    };
    let column = filter.sort.column();
    let mut query = Entity::find().order_by(column, order.clone());
    if filter.sort != Sort::Id {
        query = query.order_by(Column::Id, order.clone());
    }
    if let Some(Place::After(cursor) | Place::Before(cursor)) = &filter.place {
        let row: SimpleExpr = Expr::tuple([Expr::col(column), Expr::col(Column::Id)]);
        let place = cursor.values(filter.sort);
        query = query.filter(if order == Order::Asc {
            row.gt(place)
        } else {
            row.lt(place)
        });
    }
    query
}

async fn count(db: &Db, conditions: Condition) -> Result<u64, DbErr> {
    let some = Entity::find()
        .select_only()
        .expr_as(Expr::value(1), "one")
        .filter(conditions)
        .limit(COUNT_LIMIT + 1)
        .into_query();
    let counting = Query::select()
        .expr_as(Expr::col(Alias::new("one")).count(), Alias::new("count"))
        .from_subquery(some, Alias::new("some"))
        .to_owned();
    let row = db.read().query_one(&counting).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "count"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// What a row must be to be in the list. Lists, counts and exports share it.
pub fn conditions(engine: DbBackend, filter: &CustomerFilter, zone: Tz) -> Condition {
    let mut all = Condition::all();
    if let Some(q) = &filter.q {
        all = all.add(search(engine, q));
    }
    all = all
        .add_option(among(Column::Status, &filter.status))
        .add_option(among(Column::Country, &filter.country))
        .add_option(among(Column::Gender, &filter.gender))
        .add_option(among(Column::CustomerType, &filter.customer_type))
        .add_option(among(Column::ExchangeMonitorId, &filter.exchange_monitor));
    for ((_, column), verified) in VERIFIED.into_iter().zip(filter.verified) {
        all = all.add_option(verified.map(|yes| column.eq(yes)));
    }
    all = all
        .add_option(
            filter
                .progress_min
                .map(|least| Column::VerificationProgress.gte(least)),
        )
        .add_option(
            filter
                .progress_max
                .map(|most| Column::VerificationProgress.lte(most)),
        )
        .add_option(
            filter
                .created_from
                .map(|day| Column::CreatedAt.gte(Timestamp::start_of(day, zone))),
        );
    if let Some(next) = filter.created_to.and_then(|day| day.succ_opt()) {
        all = all.add(Column::CreatedAt.lt(Timestamp::start_of(next, zone)));
    }
    if !filter.tag.is_empty() {
        all = all.add(Column::Id.in_subquery(carrying(&filter.tag)));
    }
    all
}

fn among<V: Into<sea_orm::Value> + Clone>(column: Column, values: &[V]) -> Option<SimpleExpr> {
    (!values.is_empty()).then(|| column.is_in(values.iter().cloned()))
}

/// The customers that carry any of the tags.
fn carrying(tags: &[String]) -> sea_orm::sea_query::SelectStatement {
    let ids = tag::Entity::find()
        .select_only()
        .column(tag::Column::Id)
        .filter(tag::Column::Name.is_in(tags))
        .into_query();
    link::Entity::find()
        .select_only()
        .column(link::Column::CustomerId)
        .filter(link::Column::TagId.in_subquery(ids))
        .into_query()
}

/// Every word anywhere in the searched columns, or the number as an id.
fn search(engine: DbBackend, q: &str) -> Condition {
    let words: Vec<String> = q
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let (long, short): (Vec<_>, Vec<_>) = words
        .iter()
        .partition(|word| word.chars().count() >= SHORTEST_WORD);
    let mut text = Condition::all();
    if !long.is_empty() && engine == DbBackend::Sqlite {
        let phrases: Vec<String> = long
            .iter()
            .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
            .collect();
        let matching = Query::select()
            .column(Alias::new("rowid"))
            .from(Alias::new("customers_search"))
            .and_where(Expr::cust_with_values(
                "customers_search MATCH ?",
                [phrases.join(" AND ")],
            ))
            .to_owned();
        text = text.add(Column::Id.in_subquery(matching));
    } else {
        text = long
            .iter()
            .fold(text, |text, word| text.add(contains(word)));
    }
    text = short
        .iter()
        .fold(text, |text, word| text.add(contains(word)));
    let id = q.parse::<CustomerId>().ok().map(|id| Column::Id.eq(id));
    match (id, long.is_empty()) {
        (Some(id), true) => Condition::all().add(id),
        (id, _) => Condition::any().add_option(id).add(text),
    }
}

fn contains(word: &str) -> SimpleExpr {
    let escaped = word
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    Expr::col(Column::SearchText).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}
