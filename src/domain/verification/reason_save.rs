//! Making, changing and removing a reason.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use super::reason::{ActiveModel, Column, Entity, Model, Scope, is_used, of_code};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::ReasonId;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::db::{Db, taken};
use crate::platform::random;

/// The longest name, in characters.
const NAME_MAX: usize = 100;

/// The longest letter, in characters.
const LETTER_MAX: usize = 4000;

/// What a form decides about a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub step: Option<Scope>,
    pub for_ask_again: bool,
    pub for_reject: bool,
    pub active: bool,
    pub name_en: String,
    pub name_de: Option<String>,
    pub name_ar: Option<String>,
    pub letter_en: String,
    pub letter_de: Option<String>,
    pub letter_ar: Option<String>,
}

impl Details {
    /// Reads a form; `typed` gives the text of a field, empty when it was not sent. Fails with
    /// every mistake.
    pub fn parse<'a>(
        typed: impl Fn(&str) -> &'a str,
    ) -> Result<Details, Vec<(&'static str, Problem)>> {
        let mut problems = Vec::new();
        let mut needed = |field: &'static str, most| {
            let read = text::required(&lines(typed(field)), most);
            read.map_err(|problem| problems.push((field, problem)))
                .unwrap_or_default()
        };
        let name_en = needed("name_en", NAME_MAX);
        let letter_en = needed("letter_en", LETTER_MAX);
        let mut optional = |field: &'static str, most| {
            let read = text::optional(&lines(typed(field)), most);
            read.map_err(|problem| problems.push((field, problem)))
                .unwrap_or_default()
        };
        let (name_de, name_ar) = (optional("name_de", NAME_MAX), optional("name_ar", NAME_MAX));
        let letter_de = optional("letter_de", LETTER_MAX);
        let letter_ar = optional("letter_ar", LETTER_MAX);
        let step = scope(typed("step")).unwrap_or_else(|problem| {
            problems.push(("step", problem));
            None
        });
        let (for_ask_again, for_reject) =
            (typed("for_ask_again") == "on", typed("for_reject") == "on");
        if !for_ask_again && !for_reject {
            problems.push(("for_ask_again", Problem::NotChosen));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Details {
            step,
            for_ask_again,
            for_reject,
            active: typed("active") == "on",
            name_en,
            name_de,
            name_ar,
            letter_en,
            letter_de,
            letter_ar,
        })
    }
}

/// Browsers send line breaks as two characters; stored is one.
fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
}

fn scope(typed: &str) -> Result<Option<Scope>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        code => {
            let known = Scope::ALL.into_iter().find(|scope| scope.code() == code);
            known.map(Some).ok_or(Problem::UnknownChoice)
        }
    }
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("invalid: {0:?}")]
    Invalid(Vec<(&'static str, Problem)>),
    /// Somebody changed it after the form was made.
    #[error("stale")]
    Stale,
    /// A decision names it: the record must stay readable.
    #[error("used")]
    Used,
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A new reason. Its code is made here, since nobody types it.
pub async fn create(db: &Db, actor: &Actor, details: &Details) -> Result<ReasonId, SaveError> {
    let txn = db.begin().await?;
    let mut row = columns(details);
    row.version = Set(1);
    row.code = Set(free_code(&txn, &details.name_en).await?);
    row.created_at = Set(actor.at);
    row.updated_at = Set(actor.at);
    let made = Entity::insert(row).exec_with_returning(&txn).await;
    let made = made.map_err(|error| match taken(&error, "review_reasons", "code") {
        true => SaveError::Stale,
        false => SaveError::Db(error),
    })?;
    let changes = facts(&made)
        .into_iter()
        .filter_map(|(field, value)| Change::of(field, None, value));
    let subject = Subject::Reason(made.id);
    let entry = NewEntry::done(Action::ReasonCreated, subject, &made.name_en);
    record(&txn, actor, entry.with(changes.collect())).await?;
    txn.commit().await?;
    Ok(made.id)
}

/// Changes a reason whose form was made from `version`. A form that changes nothing writes nothing.
pub async fn update(
    db: &Db,
    actor: &Actor,
    id: ReasonId,
    version: i64,
    details: &Details,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = guarded(&txn, id, version).await?;
    let after = applied(&before, details);
    let changes: Vec<Change> = facts(&before)
        .into_iter()
        .zip(facts(&after))
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
    let entry = NewEntry::done(Action::ReasonUpdated, Subject::Reason(id), &after.name_en);
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

/// Removes a reason that no decision names.
pub async fn delete(db: &Db, actor: &Actor, id: ReasonId, version: i64) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let before = guarded(&txn, id, version).await?;
    if is_used(&txn, &before.code).await? {
        return Err(SaveError::Used);
    }
    let gone = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(version))
        .exec(&txn)
        .await?;
    if gone.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    let changes = facts(&before)
        .into_iter()
        .filter_map(|(field, value)| Change::of(field, value, None));
    let entry = NewEntry::done(Action::ReasonDeleted, Subject::Reason(id), &before.name_en);
    record(&txn, actor, entry.with(changes.collect())).await?;
    txn.commit().await?;
    Ok(())
}

/// The row, held until the transaction ends, if nobody changed it since `version`.
async fn guarded(
    txn: &impl ConnectionTrait,
    id: ReasonId,
    version: i64,
) -> Result<Model, SaveError> {
    let row = Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    let row = row.ok_or(SaveError::NotFound)?;
    if row.version == version {
        Ok(row)
    } else {
        Err(SaveError::Stale)
    }
}

/// A code made from the English name; with a random end when another reason has it.
async fn free_code(txn: &impl ConnectionTrait, name: &str) -> Result<String, DbErr> {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let code = parts.join("-");
    if !code.is_empty() && of_code(txn, &code).await?.is_none() {
        return Ok(code);
    }
    let end = random::hex::<6>().map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(format!("{code}-{end}").trim_start_matches('-').to_owned())
}

fn columns(details: &Details) -> ActiveModel {
    ActiveModel {
        step: Set(details.step),
        for_ask_again: Set(details.for_ask_again),
        for_reject: Set(details.for_reject),
        active: Set(details.active),
        name_en: Set(details.name_en.clone()),
        name_de: Set(details.name_de.clone()),
        name_ar: Set(details.name_ar.clone()),
        letter_en: Set(details.letter_en.clone()),
        letter_de: Set(details.letter_de.clone()),
        letter_ar: Set(details.letter_ar.clone()),
        ..Default::default()
    }
}

fn applied(before: &Model, details: &Details) -> Model {
    let details = details.clone();
    Model {
        step: details.step,
        for_ask_again: details.for_ask_again,
        for_reject: details.for_reject,
        active: details.active,
        name_en: details.name_en,
        name_de: details.name_de,
        name_ar: details.name_ar,
        letter_en: details.letter_en,
        letter_de: details.letter_de,
        letter_ar: details.letter_ar,
        ..before.clone()
    }
}

fn facts(reason: &Model) -> [(&'static str, Option<String>); 10] {
    let switch = |on: bool| Some(if on { "on" } else { "off" }.to_owned());
    let step = reason.step.map(|scope| scope.code().to_owned());
    [
        ("name_en", Some(reason.name_en.clone())),
        ("name_de", reason.name_de.clone()),
        ("name_ar", reason.name_ar.clone()),
        ("step", step),
        ("for_ask_again", switch(reason.for_ask_again)),
        ("for_reject", switch(reason.for_reject)),
        ("letter_en", Some(reason.letter_en.clone())),
        ("letter_de", reason.letter_de.clone()),
        ("letter_ar", reason.letter_ar.clone()),
        ("active", switch(reason.active)),
    ]
}
