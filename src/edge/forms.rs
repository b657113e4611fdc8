//! Forms: the text fields of a POST, strictly read, with the token checked before anything else.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use fluent_bundle::FluentValue;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;

use super::error::Failure;
use super::guard::check_csrf;
use crate::domain::values::problem::Problem;
use crate::platform::locales::Locale;

/// The largest form without files, in bytes.
const LIMIT: usize = 512 * 1024;

/// How long a form without files may take to arrive; less than a page may take in all.
const ARRIVING: Duration = Duration::from_secs(8);

/// The most fields a form may have.
const MAX_FIELDS: usize = 200;

/// Text fields in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Adds a field. Refuses what is not UTF-8 and control characters other than line breaks and
    /// tabs (S83, S84): both engines then store the same.
    pub fn push(&mut self, name: impl AsRef<[u8]>, value: Vec<u8>) -> Result<(), Failure> {
        let name = std::str::from_utf8(name.as_ref())
            .map_err(|_| Failure::BadRequest("error-not-utf8"))?;
        let value = String::from_utf8(value).map_err(|_| Failure::BadRequest("error-not-utf8"))?;
        if name.contains(is_odd) || value.contains(is_odd) {
            return Err(Failure::BadRequest("error-control-characters"));
        }
        if self.0.len() >= MAX_FIELDS {
            return Err(Failure::BadRequest("error-too-many-fields"));
        }
        self.0.push((name.to_owned(), value));
        Ok(())
    }

    /// Adds a field whose form comes back when it cannot be stored as it was typed: then control
    /// characters are taken out, and the answer is no.
    pub fn push_readable(&mut self, name: &str, value: Vec<u8>) -> Result<bool, Failure> {
        let value = String::from_utf8(value).map_err(|_| Failure::BadRequest("error-not-utf8"))?;
        let readable = value.replace(is_odd, "");
        let whole = readable == value;
        self.push(name, readable.into_bytes())?;
        Ok(whole)
    }

    /// The first value of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let matching = self.0.iter().filter(move |(sent, _)| sent == name);
        matching.map(|(_, value)| value.as_str())
    }

    /// Whether a field was sent, even empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(sent, _)| sent == name)
    }

    /// Whether a switch is on: any value but those that mean off.
    pub fn is_on(&self, name: &str) -> bool {
        !matches!(self.text(name), "" | "off" | "false" | "0")
    }

    /// Refuses fields that the form does not have, and single ones that came twice (S87).
    pub fn only(&self, allowed: &[&str], repeatable: &[&str]) -> Result<(), Failure> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            let name = name.as_str();
            if name != "csrf_token" && !allowed.contains(&name) && !repeatable.contains(&name) {
                return Err(Failure::BadRequest("error-unknown-field"));
            }
            let twice = self
                .0
                .iter()
                .skip(index + 1)
                .any(|(other, _)| other == name);
            if twice && !repeatable.contains(&name) {
                return Err(Failure::BadRequest("error-field-twice"));
            }
        }
        Ok(())
    }

    /// Every field with its value, in the order they came.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// Reads `name=value&…`. A percent sign that introduces no byte is kept as it is.
    pub fn decode(body: &[u8]) -> Result<Fields, Failure> {
        let mut fields = Fields::default();
        for pair in body
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            let split = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = split.map_or((pair, &b""[..]), |at| (&pair[..at], &pair[at + 1..]));
            fields.push(percent_decode(name), percent_decode(value))?;
        }
        Ok(fields)
    }
}

/// Whether a sign cannot be stored.
fn is_odd(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')
}

fn percent_decode(text: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_encoding::percent_decode(&spaced).collect()
}

/// The fields of an urlencoded POST whose token is right.
pub struct Form(pub Fields);

impl FromRequest for Form {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Form, Failure>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let http = http.clone();
        let mut payload = web::Payload::from_request(&http, payload);
        Box::pin(async move {
            if !is_urlencoded(&http) {
                return Err(Failure::UnsupportedMedia);
            }
            let payload = (&mut payload)
                .await
                .map_err(|_| Failure::BadRequest("error-body"))?;
            let fields = Fields::decode(&read(payload).await?)?;
            check_csrf(&http, fields.text("csrf_token"))?;
            Ok(Form(fields))
        })
    }
}

/// Whether the body is a plain form.
pub fn is_urlencoded(http: &HttpRequest) -> bool {
    let kind = http
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    essence
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Reads a whole body of bounded size, in bounded time.
pub async fn read(payload: web::Payload) -> Result<Vec<u8>, Failure> {
    tokio::time::timeout(ARRIVING, read_all(payload))
        .await
        .unwrap_or(Err(Failure::TooSlow("error-form-slow")))
}

async fn read_all(mut payload: web::Payload) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Failure::BadRequest("error-body"))?;
        if body.len() + chunk.len() > LIMIT {
            return Err(Failure::TooLarge {
                limit_bytes: LIMIT as u64,
            });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What is wrong with a field, in the reader's language.
pub fn problem_words(locale: Locale, field: &str, problem: &Problem) -> String {
    let label = locale.words(&format!("field-{}", field.replace('_', "-")));
    problem_under(locale, label, problem)
}

/// The same of a field with a label of its own.
pub fn problem_under(locale: Locale, label: String, problem: &Problem) -> String {
    let (key, values) = said(problem);
    let mut words: Vec<(&str, FluentValue<'_>)> = vec![("field", FluentValue::from(label))];
    words.extend(
        values
            .into_iter()
            .map(|(name, value)| (name, FluentValue::from(value))),
    );
    if let Problem::TagsOfOthers { own }
    | Problem::OutOfSight { own }
    | Problem::BeyondYourTags { own }
    | Problem::LocksYouOut { own } = problem
    {
        words.push(("own", FluentValue::from(own.as_str())));
    }
    if let Problem::NobodyHas { tags } = problem {
        words.push(("tags", FluentValue::from(tags.as_str())));
    }
    if let Problem::MissingValue { value } = problem {
        words.push(("value", FluentValue::from(*value)));
    }
    locale.words_with(key, &words)
}

/// The key of a problem's words, and the numbers in them.
fn said(problem: &Problem) -> (&'static str, Vec<(&'static str, i64)>) {
    match problem {
        Problem::Required => ("problem-required", vec![]),
        Problem::NotChosen => ("problem-not-chosen", vec![]),
        Problem::UnknownChoice => ("problem-unknown-choice", vec![]),
        Problem::TooLong { max } => ("problem-too-long", vec![("max", *max as i64)]),
        Problem::TooShort { min } => ("problem-too-short", vec![("min", *min as i64)]),
        Problem::NotAnEmail => ("problem-not-an-email", vec![]),
        Problem::EmailTaken => ("problem-email-taken", vec![]),
        Problem::AliasTaken => ("problem-alias-taken", vec![]),
        Problem::NotAPhone => ("problem-not-a-phone", vec![]),
        Problem::NotWholeBetween { min, max } => ("problem-not-whole-between", between(*min, *max)),
        Problem::NotDecimalBetween { min, max, decimals } => (
            "problem-not-decimal-between",
            [between(*min, *max), vec![("decimals", (*decimals).into())]].concat(),
        ),
        Problem::NotADate => ("problem-not-a-date", vec![]),
        Problem::NotInThePast => ("problem-not-in-the-past", vec![]),
        Problem::TooYoung { years } => ("problem-too-young", vec![("years", (*years).into())]),
        Problem::TooLongAgo => ("problem-too-long-ago", vec![]),
        Problem::MonitorUnknown => ("problem-monitor-unknown", vec![]),
        Problem::MonitorInactive => ("problem-monitor-inactive", vec![]),
        Problem::NotAChatId => ("problem-not-a-chat-id", vec![]),
        Problem::TooManyTags { max } => ("problem-too-many-tags", vec![("max", *max as i64)]),
        Problem::NotAWebAddress => ("problem-not-a-web-address", vec![]),
        Problem::ControlCharacters => ("problem-control-characters", vec![]),
        Problem::FlagNeedsReason => ("problem-flag-needs-reason", vec![]),
        Problem::FlagOffNeedsReason => ("problem-flag-off-needs-reason", vec![]),
        Problem::ProgressNeedsReason { follows } => (
            "problem-progress-needs-reason",
            vec![("follows", (*follows).into())],
        ),
        Problem::Blocked => ("problem-blocked", vec![]),
        Problem::NotAnAmount { decimals } => (
            "problem-not-an-amount",
            vec![("decimals", (*decimals).into())],
        ),
        Problem::MisplacedSign => ("problem-misplaced-sign", vec![]),
        Problem::UnknownValue => ("problem-unknown-value", vec![]),
        Problem::SecretInSubject => ("problem-secret-in-subject", vec![]),
        Problem::MissingValue { .. } => ("problem-missing-value", vec![]),
        Problem::NotACurrency => ("problem-not-a-currency", vec![]),
        Problem::TagsOfOthers { .. } => ("problem-tags-of-others", vec![]),
        Problem::NobodyHas { .. } => ("problem-nobody-has", vec![]),
        Problem::BeyondYourTags { .. } => ("problem-beyond-your-tags", vec![]),
        Problem::BeyondYourPermissions => ("problem-beyond-your-permissions", vec![]),
        Problem::OwnAddress => ("problem-own-address", vec![]),
        Problem::NotYourOwn => ("problem-not-your-own", vec![]),
        Problem::LastAdministrator => ("problem-last-administrator", vec![]),
        Problem::NameTaken => ("problem-name-taken", vec![]),
        Problem::NotANetwork => ("problem-not-a-network", vec![]),
        Problem::TooManyNetworks { max } => ("problem-too-many-networks", most(*max)),
        Problem::RuleThereAlready => ("problem-rule-there-already", vec![]),
        Problem::LocksYouOut { .. } => ("problem-locks-you-out", vec![]),
        Problem::OutOfSight { .. } => ("problem-out-of-sight", vec![]),
    }
}

fn between(min: i32, max: i32) -> Vec<(&'static str, i64)> {
    vec![("min", min.into()), ("max", max.into())]
}

fn most(max: usize) -> Vec<(&'static str, i64)> {
    vec![("max", max as i64)]
}
