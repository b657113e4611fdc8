//! Making and changing a resolution.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};

use super::resolution::{ActiveModel, Column, Entity, Model, kind};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::{ResolutionId, ResolutionTypeId};
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::db::{Db, taken};
use crate::platform::random;

/// The longest name, in characters.
pub(super) const NAME_MAX: usize = 100;

/// The longest text for the customer, in characters.
const TEXT_MAX: usize = 4000;

/// What a form decides about a resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub kind: ResolutionTypeId,
    pub name: String,
    pub active: bool,
    pub text_en: String,
    pub text_de: Option<String>,
    pub text_ar: Option<String>,
}

impl Details {
    /// Reads a form; `typed` gives the text of a field, empty when it was not sent. Fails with
    /// every mistake.
    pub fn parse<'a>(typed: impl Fn(&str) -> &'a str) -> Result<Details, Problems> {
        let mut problems = Vec::new();
        let kind = match typed("resolution_type") {
            "" => Err(Problem::NotChosen),
            id => id.parse().map_err(|()| Problem::UnknownChoice),
        };
        let kind = kind.unwrap_or_else(|problem| {
            problems.push(("resolution_type", problem));
            ResolutionTypeId(0)
        });
        let mut needed = |field: &'static str, most| {
            let read = text::required(&lines(typed(field)), most);
            read.map_err(|problem| problems.push((field, problem)))
                .unwrap_or_default()
        };
        let (name, text_en) = (needed("name", NAME_MAX), needed("text_en", TEXT_MAX));
        let mut optional = |field: &'static str| {
            let read = text::optional(&lines(typed(field)), TEXT_MAX);
            read.map_err(|problem| problems.push((field, problem)))
                .unwrap_or_default()
        };
        let (text_de, text_ar) = (optional("text_de"), optional("text_ar"));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Details {
            kind,
            name,
            active: typed("active") == "on",
            text_en,
            text_de,
            text_ar,
        })
    }
}

/// Browsers send line breaks as two characters; stored is one.
fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}

/// Fields and what is wrong with them.
pub type Problems = Vec<(&'static str, Problem)>;

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("invalid: {0:?}")]
    Invalid(Problems),
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A new resolution. Its key is made here, since nobody types it.
pub async fn create(db: &Db, actor: &Actor, details: &Details) -> Result<ResolutionId, SaveError> {
    let txn = db.begin().await?;
    let kind = known_type(&txn, details).await?;
    let key = key_of(&details.name);
    let same = Entity::find()
        .filter(Column::Key.eq(&key))
        .one(&txn)
        .await?;
    let mut row = columns(details);
    row.version = Set(1);
    row.key = Set(if same.is_none() { key } else { distinct(&key)? });
    row.created_at = Set(actor.at);
    row.updated_at = Set(actor.at);
    let made = Entity::insert(row).exec_with_returning(&txn).await;
    let made = made.map_err(|error| match taken(&error, "resolutions", "key") {
        true => SaveError::Stale,
        false => SaveError::Db(error),
    })?;
    let changes = facts(&made, &kind)
        .into_iter()
        .filter_map(|(field, value)| Change::of(field, None, value));
    let subject = Subject::Resolution(made.id);
    let entry = NewEntry::done(Action::ResolutionCreated, subject, &made.name);
    record(&txn, actor, entry.with(changes.collect())).await?;
    txn.commit().await?;
    Ok(made.id)
}

/// Changes a resolution whose form was made from `version`. A form that changes nothing writes
/// nothing.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: ResolutionId,
    version: i64,
    details: &Details,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?;
    let before = before.ok_or(SaveError::NotFound)?;
    if before.version != version {
        return Err(SaveError::Stale);
    }
    let kind = known_type(&txn, details).await?;
    let former = kind::Entity::find_by_id(before.type_id).one(&txn).await?;
    let former = former.map_or(String::new(), |former| former.name);
    let changes: Vec<Change> = facts(&before, &former)
        .into_iter()
        .zip(facts(&applied(&before, details), &kind))
        .filter_map(|((field, was), (_, is))| Change::of(field, was, is))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut row = columns(details);
    row.updated_at = Set(actor.at);
    let written = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await?;
    if written.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    let subject = Subject::Resolution(id);
    let entry = NewEntry::done(Action::ResolutionUpdated, subject, &details.name);
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

/// The name of the type that was chosen; also an inactive one may be.
async fn known_type(txn: &DatabaseTransaction, details: &Details) -> Result<String, SaveError> {
    let kind = kind::Entity::find_by_id(details.kind).one(txn).await?;
    let unknown = vec![("resolution_type", Problem::UnknownChoice)];
    kind.map(|kind| kind.name)
        .ok_or(SaveError::Invalid(unknown))
}

/// A key made from a name: `Not enough money` becomes `not-enough-money`.
pub(super) fn key_of(name: &str) -> String {
    let plain = |letter: char| match letter.is_ascii_alphanumeric() {
        true => letter.to_ascii_lowercase(),
        false => '-',
    };
    let plain: String = name.chars().map(plain).take(40).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => "resolution".to_owned(),
        false => parts.join("-"),
    }
}

/// The same key with a random end.
pub(super) fn distinct(key: &str) -> Result<String, DbErr> {
    let end = random::hex::<6>().map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(format!("{key}-{end}"))
}

fn columns(details: &Details) -> ActiveModel {
    ActiveModel {
        type_id: Set(details.kind),
        name: Set(details.name.clone()),
        active: Set(details.active),
        letter_en: Set(details.text_en.clone()),
        letter_de: Set(details.text_de.clone()),
        letter_ar: Set(details.text_ar.clone()),
        ..Default::default()
    }
}

fn applied(before: &Model, details: &Details) -> Model {
    let details = details.clone();
    Model {
        type_id: details.kind,
        name: details.name,
        active: details.active,
        letter_en: details.text_en,
        letter_de: details.text_de,
        letter_ar: details.text_ar,
        ..before.clone()
    }
}

fn facts(resolution: &Model, kind: &str) -> [(&'static str, Option<String>); 6] {
    [
        ("resolution_type", Some(kind.to_owned())),
        ("name", Some(resolution.name.clone())),
        ("text_en", Some(resolution.letter_en.clone())),
        ("text_de", resolution.letter_de.clone()),
        ("text_ar", resolution.letter_ar.clone()),
        ("active", switch(resolution.active)),
    ]
}

/// A switch as the journal keeps it.
pub(super) fn switch(on: bool) -> Option<String> {
    Some(if on { "on" } else { "off" }.to_owned())
}
