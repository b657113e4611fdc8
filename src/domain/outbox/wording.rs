//! The words of mails as staff have changed them, and those they come with where nobody has.

use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QuerySelect,
};
use serde::Deserialize;

use super::message::Message;
use super::template::{Letter, Template};
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::values::ids::MailTemplateId;
use crate::domain::values::person::Language;
use crate::platform::clock::Timestamp;
use crate::platform::db::{Db, taken};

/// The rows of `mail_templates`.
pub mod row {
    use sea_orm::entity::prelude::*;

    use crate::domain::values::ids::MailTemplateId;
    use crate::platform::clock::Timestamp;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_templates")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: MailTemplateId,
        pub version: i64,
        /// Which words: [`super::Which`] as text.
        pub name: String,
        pub subject: Option<String>,
        pub body: Option<String>,
        pub updated_at: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use row::{ActiveModel, Column, Entity, Model};

/// Which words: those of a message in a language. As text `request.rejected.de`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Which {
    pub message: Message,
    pub language: Language,
}

impl Which {
    /// Every message in every language.
    pub fn all() -> impl Iterator<Item = Which> {
        let languages = |message: &Message| {
            let message = *message;
            let which = move |language: &Language| Which {
                message,
                language: *language,
            };
            Language::ALL.iter().map(which)
        };
        Message::ALL.iter().flat_map(languages)
    }
}

impl fmt::Display for Which {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.message.code(), self.language)
    }
}

impl FromStr for Which {
    type Err = ();

    fn from_str(name: &str) -> Result<Which, ()> {
        let (message, language) = name.rsplit_once('.').ok_or(())?;
        Ok(Which {
            message: Message::from_code(message).ok_or(())?,
            language: language.parse().map_err(|_| ())?,
        })
    }
}

impl TryFrom<String> for Which {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Which, &'static str> {
        name.parse().map_err(|()| "no mail")
    }
}

/// Words as they are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub which: Which,
    pub template: Template,
    /// When staff changed them; `None` while they are as they came.
    pub changed_at: Option<Timestamp>,
    /// Zero before the first change.
    pub version: i64,
}

impl Words {
    fn of(which: Which, row: Option<&Model>) -> Words {
        let own = row.and_then(|row| row.template().map(|own| (own, row.updated_at)));
        let changed_at = own.as_ref().map(|(_, at)| *at);
        let original = || which.message.original(which.language);
        Words {
            which,
            template: own.map_or_else(original, |(own, _)| own),
            changed_at,
            version: row.map_or(0, |row| row.version),
        }
    }
}

impl Model {
    fn template(&self) -> Option<Template> {
        let (subject, body) = self.subject.clone().zip(self.body.clone())?;
        Some(Template { subject, body })
    }
}

/// The words of all mails in one language.
#[derive(Clone, Debug)]
pub struct Wording {
    language: Language,
    rows: Vec<Model>,
}

impl Wording {
    /// Loads what was changed: one query.
    pub async fn of(db: &impl ConnectionTrait, language: Language) -> Result<Wording, DbErr> {
        let names = Message::ALL.iter().map(|message| Which {
            message: *message,
            language,
        });
        let names = names.map(|which| which.to_string());
        let rows = Entity::find().filter(Column::Name.is_in(names));
        Ok(Wording {
            language,
            rows: rows.all(db).await?,
        })
    }

    /// The words that all mails come with.
    pub fn original(language: Language) -> Wording {
        Wording {
            language,
            rows: Vec::new(),
        }
    }

    /// What they are written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The letter that a message becomes with its values.
    pub fn letter(&self, message: Message, values: &[(&str, &str)]) -> Letter {
        let which = Which {
            message,
            language: self.language,
        };
        let words = Words::of(which, named(&self.rows, which));
        words.template.fill(self.language, values)
    }
}

fn named(rows: &[Model], which: Which) -> Option<&Model> {
    let name = which.to_string();
    rows.iter().find(|row| row.name == name)
}

/// The words of every mail in every language.
pub async fn all(db: &Db) -> Result<Vec<Words>, DbErr> {
    let rows = Entity::find().all(db.read()).await?;
    Ok(Which::all()
        .map(|which| Words::of(which, named(&rows, which)))
        .collect())
}

/// These words.
pub async fn find(db: &impl ConnectionTrait, which: Which) -> Result<Words, DbErr> {
    let row = Entity::find().filter(Column::Name.eq(which.to_string()));
    Ok(Words::of(which, row.one(db).await?.as_ref()))
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody changed the words after the form was made.
    #[error("stale")]
    Stale,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Changes the words whose form was made from `version`; `None` makes them what they were at
/// first. Mails that wait already stay as they are. Words that are so already stay, whoever made
/// them so.
pub async fn save(
    db: &Db,
    actor: &Actor,
    which: Which,
    version: i64,
    own: Option<Template>,
) -> Result<(), SaveError> {
    let txn = db.begin().await?;
    let row = Entity::find().filter(Column::Name.eq(which.to_string()));
    let row = row.lock_exclusive().one(&txn).await?;
    let before = Words::of(which, row.as_ref());
    let original = which.message.original(which.language);
    // What is as it came goes along with a later version of it.
    let own = own.filter(|own| *own != original);
    let after = own.as_ref().unwrap_or(&original);
    let change = |field, before: &str, after: &str| {
        Change::of(field, Some(before.to_owned()), Some(after.to_owned()))
    };
    let changes = [
        change("mail_subject", &before.template.subject, &after.subject),
        change("mail_body", &before.template.body, &after.body),
    ];
    let changes: Vec<Change> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Ok(());
    }
    if before.version != version {
        return Err(SaveError::Stale);
    }
    let action = match own {
        Some(_) => Action::MailTemplateChanged,
        None => Action::MailTemplateReset,
    };
    let id = write(&txn, actor, which, version, own).await?;
    let entry = NewEntry::done(action, Subject::MailTemplate(id), which.to_string());
    record(&txn, actor, entry.with(changes)).await?;
    txn.commit().await?;
    Ok(())
}

/// The guarded write: a first change inserts, every later one finds the version it was made from.
async fn write(
    txn: &DatabaseTransaction,
    actor: &Actor,
    which: Which,
    version: i64,
    own: Option<Template>,
) -> Result<MailTemplateId, SaveError> {
    let name = which.to_string();
    let (subject, body) = own.map(|own| (own.subject, own.body)).unzip();
    if version == 0 {
        let row = ActiveModel {
            version: Set(1),
            name: Set(name),
            subject: Set(subject),
            body: Set(body),
            updated_at: Set(actor.at),
            ..Default::default()
        };
        let made = Entity::insert(row).exec(txn).await;
        let made = made.map_err(|error| match taken(&error, "mail_templates", "name") {
            true => SaveError::Stale,
            false => SaveError::Db(error),
        })?;
        return Ok(made.last_insert_id);
    }
    let written = Entity::update_many()
        .col_expr(Column::Subject, Expr::value(subject))
        .col_expr(Column::Body, Expr::value(body))
        .col_expr(Column::UpdatedAt, Expr::value(actor.at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Name.eq(&name))
        .filter(Column::Version.eq(version))
        .exec(txn)
        .await?;
    if written.rows_affected != 1 {
        return Err(SaveError::Stale);
    }
    let id = Entity::find().select_only().column(Column::Id);
    let id = id.filter(Column::Name.eq(name)).into_tuple().one(txn);
    id.await?.ok_or(SaveError::Stale)
}
