//! What a form says about a customer: from what was typed to values, in one step that names every
//! mistake. Rules: reference/roboexchanger-customer.txt.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::values::country::Country;
use crate::domain::values::email::Email;
use crate::domain::values::ids::MonitorId;
use crate::domain::values::percent::{Percent, ProfitShare};
use crate::domain::values::person::{self, CustomerType, Gender, Language, Status};
use crate::domain::values::phone::Phone;
use crate::domain::values::problem::Problem;
use crate::domain::values::zone::Zone;
use crate::domain::values::{tag, text};
use crate::domain::verification::progress::follows_from;
use crate::domain::verification::step::Step;

/// The single fields of the form that are texts or switches, in the order of the page.
pub const FIELDS: [&str; 30] = [
    "first_name",
    "last_name",
    "company",
    "customer_type",
    "email",
    "phone",
    "telegram_chat_id",
    "address",
    "gender",
    "birth_date",
    "country",
    "timezone",
    "language",
    "newsletter",
    "newsletter_source",
    "status",
    "discount",
    "affiliate_profit_share",
    "exchange_monitor",
    "document_number",
    "verified_email",
    "verified_phone",
    "verified_document",
    "verified_selfie",
    "verified_address",
    "verification_progress",
    "verification_reason",
    "version",
    "base",
    "tags",
];

/// Everything a form decides about a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    pub first_name: String,
    pub last_name: Option<String>,
    pub company: Option<String>,
    pub customer_type: CustomerType,
    pub email: Email,
    pub phone: Option<Phone>,
    pub telegram_chat_id: Option<String>,
    pub address: Option<String>,
    pub gender: Gender,
    pub newsletter: bool,
    /// How the customer agreed to the newsletter, in the words of who recorded it.
    pub newsletter_source: Option<String>,
    pub country: Country,
    pub timezone: Option<Zone>,
    pub language: Language,
    pub discount: Percent,
    pub exchange_monitor: Option<MonitorId>,
    pub profit_share: ProfitShare,
    pub birth_date: Option<NaiveDate>,
    pub status: Status,
    pub verified_email: bool,
    pub verified_phone: bool,
    pub verified_document: bool,
    pub verified_selfie: bool,
    pub verified_address: bool,
    pub verification_progress: Percent,
    /// Why flags are on that no review stands behind, or the progress is not what follows.
    pub verification_reason: Option<String>,
    pub document_number: Option<String>,
    /// Lower-cased, sorted, each once.
    pub tags: Vec<String>,
}

/// Fields with what is wrong with each.
pub type Problems = Vec<(&'static str, Problem)>;

/// What rules depend on besides the form.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub today: NaiveDate,
    /// In years.
    pub minimum_age: u32,
    /// What an account is that the form says nothing about: `Active` for a new customer, else what
    /// it was. A form that leaves the field out must never reopen an account.
    pub status: Status,
}

/// What was typed, read field by field.
pub trait Typed {
    /// The typed text of a field, empty when there is none.
    fn text(&self, field: &str) -> &str;
    /// Whether a switch is on.
    fn is_on(&self, field: &str) -> bool;
    /// Every value of a field that may come several times.
    fn all(&self, field: &str) -> Vec<&str>;
}

impl Details {
    /// Reads a form. Fails with every mistake there is.
    pub fn parse(typed: &impl Typed, rules: Rules) -> Result<Details, Problems> {
        let mut reading = Reading {
            typed,
            problems: Vec::new(),
        };
        let details = reading.details(rules);
        match details {
            Some(details) if reading.problems.is_empty() => Ok(details),
            _ => Err(reading.problems),
        }
    }
}

struct Reading<'a, T: Typed> {
    typed: &'a T,
    problems: Problems,
}

impl<T: Typed> Reading<'_, T> {
    /// Every field is read before any missing one ends it, so that all mistakes are found at once.
    fn details(&mut self, rules: Rules) -> Option<Details> {
        let first_name = self.field("first_name", |typed| text::name(typed, 100));
        let last_name = self.field("last_name", |typed| text::optional_name(typed, 100));
        let company = self.field("company", |typed| text::optional_name(typed, 150));
        let customer_type = self.or("customer_type", CustomerType::Individual);
        let email = self.field("email", str::parse);
        let phone = self.optional("phone");
        let telegram_chat_id = self.field("telegram_chat_id", chat_id);
        let address = self.field("address", |typed| text::optional(typed, 500));
        let gender = self.field("gender", str::parse);
        let birth_date = self.field("birth_date", |typed| birth_date(typed, rules));
        let country = self.field("country", str::parse);
        let timezone = self.optional("timezone");
        let language = self.or("language", Language::En);
        let newsletter_source = self.field("newsletter_source", |typed| text::optional(typed, 200));
        let status = self.or("status", rules.status);
        let discount = self.or("discount", Percent(0));
        let profit_share = self.field("affiliate_profit_share", str::parse);
        let exchange_monitor = self.field("exchange_monitor", monitor);
        let document_number = self.field("document_number", |typed| text::optional(typed, 100));
        let verification_progress = self.or("verification_progress", self.follows());
        let verification_reason =
            self.field("verification_reason", |typed| text::optional(typed, 500));
        let tags = tag::parse_list(self.typed.all("tags").into_iter());
        let tags = self.keep("tags", tags);
        Some(Details {
            first_name: first_name?,
            last_name: last_name?,
            company: company?,
            customer_type: customer_type?,
            email: email?,
            phone: phone?,
            telegram_chat_id: telegram_chat_id?,
            address: address?,
            gender: gender?,
            newsletter: self.typed.is_on("newsletter"),
            newsletter_source: newsletter_source?,
            country: country?,
            timezone: timezone?,
            language: language?,
            discount: discount?,
            exchange_monitor: exchange_monitor?,
            profit_share: profit_share?,
            birth_date: birth_date?,
            status: status?,
            verified_email: self.typed.is_on("verified_email"),
            verified_phone: self.typed.is_on("verified_phone"),
            verified_document: self.typed.is_on("verified_document"),
            verified_selfie: self.typed.is_on("verified_selfie"),
            verified_address: self.typed.is_on("verified_address"),
            verification_progress: verification_progress?,
            verification_reason: verification_reason?,
            document_number: document_number?,
            tags: tags?,
        })
    }

    /// The progress that the switches speak of.
    fn follows(&self) -> Percent {
        follows_from(Step::ALL.map(|step| self.typed.is_on(step.flag())))
    }

    fn field<V>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<V, Problem>,
    ) -> Option<V> {
        let value = parse(self.typed.text(name));
        self.keep(name, value)
    }

    /// A field that may stay empty.
    fn optional<V: FromStr<Err = Problem>>(&mut self, name: &'static str) -> Option<Option<V>> {
        self.field(name, |typed| match typed.trim() {
            "" => Ok(None),
            typed => typed.parse().map(Some),
        })
    }

    /// A field that has a value of its own when left empty.
    fn or<V: FromStr<Err = Problem>>(&mut self, name: &'static str, empty: V) -> Option<V> {
        self.optional(name).map(|value| value.unwrap_or(empty))
    }

    fn keep<V>(&mut self, name: &'static str, value: Result<V, Problem>) -> Option<V> {
        value
            .map_err(|problem| self.problems.push((name, problem)))
            .ok()
    }
}

fn birth_date(typed: &str, rules: Rules) -> Result<Option<NaiveDate>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        typed => person::parse_birth_date(typed, rules.today, rules.minimum_age).map(Some),
    }
}

fn monitor(typed: &str) -> Result<Option<MonitorId>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed
            .parse()
            .map(Some)
            .map_err(|()| Problem::MonitorUnknown),
    }
}

/// A Telegram chat id: digits, with a minus before those of groups.
fn chat_id(typed: &str) -> Result<Option<String>, Problem> {
    let Some(id) = text::optional(typed, 20)? else {
        return Ok(None);
    };
    let digits = id.strip_prefix('-').unwrap_or(&id);
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if plain {
        Ok(Some(id))
    } else {
        Err(Problem::NotAChatId)
    }
}
