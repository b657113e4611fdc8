//! Requests that change the customer: what they ask for goes through the checks of the customer
//! form, as if somebody had typed it there.

use sea_orm::DbErr;

use super::{Approved, EffectError, refused};
use crate::domain::customers::amend::{Beyond, amend};
use crate::domain::customers::current::{self, Current};
use crate::domain::customers::details::{Details, Rules, Typed};
use crate::domain::customers::facts::{Facts, facts};
use crate::domain::customers::save::SaveError;
use crate::domain::journal::entry::Change;
use crate::domain::requests::payload::Payload;
use crate::domain::values::percent::ProfitShare;
use crate::domain::values::person::CustomerType;
use crate::domain::values::problem::Problem;
use crate::domain::values::scope::Scope;
use crate::domain::verification::step::Step;
use crate::platform::clock::Timestamp;

/// What the form must have whatever is asked for.
const REQUIRED: [&str; 5] = [
    "first_name",
    "email",
    "gender",
    "country",
    "affiliate_profit_share",
];

/// Fields of the form with what is asked for.
type Said<'a> = Vec<(&'static str, &'a str)>;

impl Approved<'_> {
    pub(super) async fn change_address(self, address: &str) -> Result<Vec<Change>, EffectError> {
        if address.trim().is_empty() {
            return Err(wrong("address", address));
        }
        let before = self.customer().await?;
        self.change(&before, vec![("address", address)]).await
    }

    pub(super) async fn change_type(
        self,
        customer_type: CustomerType,
        company: Option<&str>,
    ) -> Result<Vec<Change>, EffectError> {
        let before = self.customer().await?;
        let company = company.filter(|company| !company.trim().is_empty());
        let nameless = company.is_none() && before.customer.company.is_none();
        if customer_type == CustomerType::Corporate && nameless {
            return Err(refused("effect-company-missing", []));
        }
        let mut said = vec![("customer_type", customer_type.code())];
        said.extend(company.map(|company| ("company", company)));
        self.change(&before, said).await
    }

    /// An empty text empties a field that may be empty.
    pub(super) async fn change_profile(
        self,
        fields: [(&'static str, &Option<String>); 4],
    ) -> Result<Vec<Change>, EffectError> {
        let said = asked(fields);
        if said.is_empty() {
            return Err(refused("effect-profile-empty", []));
        }
        let before = self.customer().await?;
        self.change(&before, said).await
    }

    pub(super) async fn make_partner(
        self,
        profit_share: ProfitShare,
    ) -> Result<Vec<Change>, EffectError> {
        let before = self.customer().await?;
        let details = Details {
            profit_share,
            ..Details::of(&before)
        };
        let already = before.customer.partner_since.is_some();
        let beyond = Beyond {
            partner_since: (!already).then_some(self.actor.at),
            ..Beyond::default()
        };
        let amended = amend(self.txn, self.actor, &before, &details, &beyond).await;
        amended.map_err(|error| because(error, &[]))
    }

    pub(super) async fn raise_level(
        self,
        level: i32,
        reason: Option<&str>,
    ) -> Result<Vec<Change>, EffectError> {
        let before = self.customer().await?;
        let current = before.customer.verification_level;
        if level <= current {
            let values = [
                ("current", current.to_string()),
                ("level", level.to_string()),
            ];
            return Err(refused("effect-level-not-raised", values));
        }
        let reason = reason.map(|reason| Change::fact("level_reason", reason));
        let beyond = Beyond {
            verification_level: Some(level),
            facts: reason.into_iter().collect(),
            ..Beyond::default()
        };
        let details = Details::of(&before);
        let amended = amend(self.txn, self.actor, &before, &details, &beyond).await;
        let mut changes = amended.map_err(|error| because(error, &[]))?;
        changes.extend(beyond.facts);
        changes.push(Change::fact("level_raised_by", self.actor.name()));
        Ok(changes)
    }

    /// The customer, whom nobody else changes until the transaction ends.
    pub(super) async fn customer(self) -> Result<Current, EffectError> {
        let id = self.request.customer_id;
        let found = current::find_locked(self.txn, &Scope::All, id).await?;
        found.ok_or_else(|| DbErr::RecordNotFound(format!("customer {id}")).into())
    }

    /// Changes the customer as if these fields had been typed into the form.
    async fn change(self, before: &Current, said: Said<'_>) -> Result<Vec<Change>, EffectError> {
        let details = meant(before, &said, self.actor.at);
        let mut details = details.map_err(|problems| because(problems, &said))?;
        let_progress_follow(before, &mut details);
        let beyond = Beyond::default();
        let amended = amend(self.txn, self.actor, before, &details, &beyond).await;
        amended.map_err(|error| because(error, &said))
    }
}

/// The customer as they would be with these fields.
fn meant(before: &Current, said: &Said<'_>, at: Timestamp) -> Result<Details, SaveError> {
    let rules = Rules {
        today: at.utc().date_naive(),
        minimum_age: 0,
        status: before.customer.status,
    };
    let form = Form {
        known: facts(before),
        said,
    };
    let typed = Details::parse(&form, rules).map_err(SaveError::Invalid)?;
    let mut details = Details::of(before);
    for (field, _) in said {
        details.take(field, &typed);
    }
    Ok(details)
}

/// The steps whose flag falls when this is approved: what they prove would be another.
pub fn falling(before: &Current, payload: &Payload, at: Timestamp) -> Vec<Step> {
    let said: Said = match payload {
        Payload::Address { address } => vec![("address", address)],
        Payload::Profile {
            first_name,
            last_name,
            email,
            phone,
        } => asked([
            ("first_name", first_name),
            ("last_name", last_name),
            ("email", email),
            ("phone", phone),
        ]),
        _ => return Vec::new(),
    };
    let Ok(details) = meant(before, &said, at) else {
        return Vec::new();
    };
    let steps = Step::ALL.into_iter();
    steps
        .filter(|step| falls(before, &details, *step))
        .collect()
}

fn falls(before: &Current, details: &Details, step: Step) -> bool {
    before.customer.flag(step) && before.customer.differs(details, step)
}

fn asked<'a>(fields: [(&'static str, &'a Option<String>); 4]) -> Said<'a> {
    let said = fields.into_iter();
    said.filter_map(|(field, value)| Some((field, value.as_deref()?)))
        .collect()
}

/// A progress set by hand does not outlive verified data it was set over: nobody is there to give a
/// new reason.
fn let_progress_follow(before: &Current, details: &mut Details) {
    let mut after = details.clone();
    let steps = Step::ALL.into_iter();
    for step in steps.filter(|step| falls(before, details, *step)) {
        after.drop_flag(step);
    }
    if before.customer.progress_reason.is_some() && after != *details {
        details.verification_progress = after.follows();
    }
}

/// A form in which only what is asked for was typed.
struct Form<'a> {
    known: Facts,
    said: &'a Said<'a>,
}

impl Typed for Form<'_> {
    fn text(&self, field: &str) -> &str {
        let said = self.said.iter().find(|(name, _)| *name == field);
        if let Some((_, value)) = said {
            return value;
        }
        let known = self.known.iter().find(|(name, _)| *name == field);
        let known = known.and_then(|(_, value)| value.as_deref());
        known
            .filter(|_| REQUIRED.contains(&field))
            .unwrap_or_default()
    }

    fn is_on(&self, _field: &str) -> bool {
        false
    }

    fn all(&self, _field: &str) -> Vec<&str> {
        Vec::new()
    }
}

/// Why the form was not taken, in words for who decides about the request.
fn because(error: SaveError, said: &[(&'static str, &str)]) -> EffectError {
    let problems = match error {
        SaveError::Invalid(problems) => problems,
        SaveError::Db(error) => return error.into(),
        SaveError::NotFound | SaveError::Stale(_) => {
            return DbErr::Custom("a customer went away under a lock".to_owned()).into();
        }
    };
    let Some((field, problem)) = problems.into_iter().next() else {
        return DbErr::Custom("refused for no reason".to_owned()).into();
    };
    let value = said.iter().find(|(name, _)| *name == field);
    let value = value.map_or("", |(_, value)| *value);
    match problem {
        Problem::EmailTaken => refused("effect-email-taken", [("email", value.to_owned())]),
        _ => wrong(field, value),
    }
}

fn wrong(field: &'static str, value: &str) -> EffectError {
    let key = match field {
        "first_name" => "effect-first-name",
        "last_name" => "effect-last-name",
        "email" => "effect-email",
        "phone" => "effect-phone",
        "company" => "effect-company",
        "address" => "effect-address",
        _ => "effect-customer",
    };
    refused(key, [("value", value.to_owned())])
}
