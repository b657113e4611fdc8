//! What mails say: the words of each, in each language, with a preview and a way back to those they
//! came with.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::outbox::message::Message;
use crate::domain::outbox::template::{Letter, Problems, Template as Draft};
use crate::domain::outbox::wording::{self, SaveError, Which, Words};
use crate::domain::staff::permission::{Permission, UpdateSettings, ViewMails};
use crate::domain::values::person::Language;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::platform::locales::Locale;

const FIELDS: [&str; 4] = ["mail_subject", "mail_body", "version", "action"];

/// IndexPage: every mail with its words in each language.
#[derive(Template)]
#[template(path = "mail_templates/index.html")]
struct IndexPage {
    shell: Shell,
    messages: Vec<(Message, Vec<Words>)>,
    may_update: bool,
}

/// `GET /settings/mail-templates`
pub async fn index(_staff: Allowed<ViewMails>, shell: Shell, app: web::Data<App>) -> Answer {
    let all = wording::all(&app.db).await?;
    let of = |message: &Message| {
        let words = all.iter().filter(|words| words.which.message == *message);
        (*message, words.cloned().collect())
    };
    let may_update = shell.may(Permission::UpdateSettings);
    html(&IndexPage {
        messages: Message::ALL.iter().map(of).collect(),
        shell,
        may_update,
    })
}

impl IndexPage {
    fn languages(&self) -> Vec<String> {
        let words = |language: &Language| language_words(&self.shell, *language);
        Language::ALL.iter().map(words).collect()
    }

    fn language(&self, words: &Words) -> String {
        language_words(&self.shell, words.which.language)
    }
}

/// FormPage: the words of one mail in one language.
#[derive(Template)]
#[template(path = "mail_templates/form.html")]
struct FormPage {
    shell: Shell,
    /// What is in force.
    words: Words,
    form: Typed,
    /// What the form says, as somebody would get it; `None` while it has mistakes.
    preview: Option<Letter>,
    stale: bool,
}

impl FormPage {
    fn of(shell: Shell, words: Words, form: Typed) -> FormPage {
        FormPage {
            preview: draft(words.which, &form)
                .ok()
                .map(|it| sample(words.which, &it)),
            shell,
            words,
            form,
            stale: false,
        }
    }

    fn name(&self) -> String {
        let language = language_words(&self.shell, self.words.which.language);
        let message = message_words(&self.shell, self.words.which.message);
        format!("{message} ({language})")
    }

    fn locale(&self) -> Locale {
        self.words.which.language.locale()
    }

    /// What the words may name, and what it stands for.
    fn values(&self) -> Vec<(String, String)> {
        let values = self.words.which.message.values().iter();
        let words = |value: &&str| {
            let meaning = self.shell.t(format!("mail-value-{value}"));
            (format!("{{{value}}}"), meaning)
        };
        values.map(words).collect()
    }
}

fn draft(which: Which, form: &Typed) -> Result<Draft, Problems> {
    Draft::parse(
        which.message,
        form.value("mail_subject"),
        form.value("mail_body"),
    )
}

/// The letter to somebody who does not exist.
fn sample(which: Which, draft: &Draft) -> Letter {
    let locale = which.language.locale();
    let values = which.message.values().iter().map(|value| {
        let words = match *value {
            "step" => locale.words("letter-step-document"),
            "request" => locale.words("letter-what-withdrawal"),
            "number" => "318".to_owned(),
            "when" => "2026-11-20 12:00 (UTC)".to_owned(),
            "device" => locale.words_with(
                "account-device",
                &[("browser", "Firefox".into()), ("system", "Linux".into())],
            ),
            "ip" => "192.0.2.17".to_owned(),
            "groups" => "Compliance, Support".to_owned(),
            "token" => "Monthly report".to_owned(),
            "reason" => locale.words("mail-sample-reason"),
            "code" => "40182936".to_owned(),
            "left" => "9".to_owned(),
            "email" => "maria.huber@example.com".to_owned(),
            "link" => format!("https://countersign.example.com{}", paths::invitation()),
            _ => locale.words("mail-sample-name"),
        };
        (*value, words)
    });
    let values: Vec<(&str, String)> = values.collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, it)| (*name, it.as_str()))
        .collect();
    draft.fill(which.language, &values)
}

/// What a kind of mail is called.
fn message_words(shell: &Shell, message: Message) -> String {
    shell.t(format!("mail-{}", message.code().replace('.', "-")))
}

fn language_words(shell: &Shell, language: Language) -> String {
    shell.t(format!("language-{}", language.code()))
}

/// The form of what is in force.
fn filled(words: &Words) -> Typed {
    Typed::with([
        ("mail_subject", words.template.subject.clone()),
        ("mail_body", words.template.body.clone()),
        ("version", words.version.to_string()),
    ])
}

/// `GET /settings/mail-templates/{id}/edit`
pub async fn edit(
    _staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    which: web::Path<Which>,
) -> Answer {
    let words = wording::find(app.db.read(), *which).await?;
    let form = filled(&words);
    html(&FormPage::of(shell, words, form))
}

/// `POST /settings/mail-templates/{id}`: saves the words, or only shows them (`action=preview`).
pub async fn update(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    which: web::Path<Which>,
    form: Form,
) -> Answer {
    form.0.only(&FIELDS, &[])?;
    let mut typed = Typed::kept(&form.0, FIELDS);
    let version = version(&typed)?;
    let draft = match draft(*which, &typed) {
        Ok(draft) => draft,
        Err(problems) => {
            for (field, problem) in &problems {
                typed.refuse(field, shell.problem(field, problem));
            }
            let words = wording::find(app.db.read(), *which).await?;
            let page = FormPage::of(shell, words, typed);
            return html_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    if typed.value("action") == "preview" {
        let words = wording::find(app.db.read(), *which).await?;
        return html(&FormPage::of(shell, words, typed));
    }
    match wording::save(&app.db, staff.actor(), *which, version, Some(draft)).await {
        Ok(()) => {
            shell.flash_with("mail-template-saved", message_words(&shell, which.message));
            see_other(paths::mail_templates())
        }
        Err(SaveError::Stale) => conflict(&app, shell, *which, typed).await,
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// `POST /settings/mail-templates/{id}/delete`: back to the words it came with.
pub async fn reset(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    which: web::Path<Which>,
    form: Form,
) -> Answer {
    form.0.only(&["version"], &[])?;
    let version = version(&Typed::kept(&form.0, ["version"]))?;
    match wording::save(&app.db, staff.actor(), *which, version, None).await {
        Ok(()) => {
            shell.flash_with("mail-template-reset", message_words(&shell, which.message));
            see_other(paths::mail_templates())
        }
        Err(SaveError::Stale) => {
            let words = wording::find(app.db.read(), *which).await?;
            let form = filled(&words);
            conflict(&app, shell, *which, form).await
        }
        Err(SaveError::Db(error)) => Err(error.into()),
    }
}

/// The form as typed, made from the newest version now: sending it again means it.
async fn conflict(app: &App, shell: Shell, which: Which, mut form: Typed) -> Answer {
    let words = wording::find(app.db.read(), which).await?;
    form.set("version", words.version.to_string());
    let page = FormPage {
        stale: true,
        ..FormPage::of(shell, words, form)
    };
    html_status(StatusCode::CONFLICT, &page)
}

fn version(form: &Typed) -> Result<i64, Failure> {
    let version = form.value("version").parse();
    version.map_err(|_| Failure::BadRequest("error-version"))
}
