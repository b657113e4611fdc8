//! What a list is filtered by: read from an address, and written back into one.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::text::searchable;
use crate::domain::customers::cursor::{Cursor, Sort};
use crate::domain::customers::customer::Column;
use crate::domain::values::country::Country;
use crate::domain::values::criteria::{
    self, Parameter, PerPage, Unknown, many, one, push, set_once,
};
use crate::domain::values::ids::MonitorId;
use crate::domain::values::percent::Percent;
use crate::domain::values::person::{self, CustomerType, Gender, Status};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;
use crate::domain::values::text;

/// The filters that may come several times: any of their values will do.
pub const SEVERAL: [&str; 6] = [
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

/// The cursor of the last page: nothing comes after it.
const END: &str = "end";

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
    pub blocked: Option<bool>,
    /// Whether a verification step waits for a reviewer.
    pub waiting: Option<bool>,
    pub progress_min: Option<Percent>,
    pub progress_max: Option<Percent>,
    pub created_from: Option<NaiveDate>,
    pub created_to: Option<NaiveDate>,
    pub sort: Sort,
    pub descending: bool,
    pub per_page: PerPage,
    pub place: Option<Place>,
    pub counting: Counting,
    /// Never from the address: whoever may see document numbers sets it.
    pub document_numbers: DocumentNumbers,
}

/// What somebody asks the list for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub filter: &'a CustomerFilter,
    /// Whose customers they see.
    pub scope: &'a Scope,
    pub sight: &'a Sight,
    /// Whose days the filter means.
    pub zone: Tz,
}

impl Asked<'_> {
    /// Whether some customers may not be in the list.
    pub fn narrows(&self) -> bool {
        *self.scope != Scope::All || !self.filter.criteria().is_empty()
    }
}

/// Where a page begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    After(Cursor),
    Before(Cursor),
    /// The last lines of the list.
    Last,
}

/// How far the lines are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// To a limit: enough for a page.
    #[default]
    Capped,
    /// To the end, however long it takes.
    Exact,
}

/// Whether a search looks into document numbers (S110).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentNumbers {
    #[default]
    Hidden,
    Searched,
}

impl CustomerFilter {
    /// Newest first, nothing filtered.
    pub fn newest() -> CustomerFilter {
        CustomerFilter {
            descending: true,
            ..CustomerFilter::default()
        }
    }

    /// Reads the parameters of an address; see [`criteria::read`].
    pub fn parse(parameters: &[(String, String)]) -> Result<CustomerFilter, Unknown> {
        let mut filter = CustomerFilter::newest();
        let mut place = None;
        criteria::read(parameters, &SEVERAL, |name, value| match name {
            "after" | "before" => set_once(&mut place, (name, value)),
            _ => filter.read(name, value),
        })?;
        if let Some((name, value)) = place {
            let place = filter.place(name, value);
            filter.place = Some(place.ok_or_else(|| Unknown(name.to_owned()))?);
        }
        Ok(filter)
    }

    fn place(&self, name: &str, value: &str) -> Option<Place> {
        match (name, value) {
            ("before", END) => Some(Place::Last),
            ("before", value) => Cursor::decode(value, self.sort).map(Place::Before),
            (_, value) => Cursor::decode(value, self.sort).map(Place::After),
        }
    }

    fn read(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "q" => self.q = Some(searchable(value)?),
            "status" if value == "all" => self.status.clear(),
            "status" => push(&mut self.status, value.parse().ok()?),
            "country" => push(&mut self.country, value.parse().ok()?),
            "gender" => push(&mut self.gender, value.parse().ok()?),
            "customer_type" => push(&mut self.customer_type, value.parse().ok()?),
            "tag" => push(
                &mut self.tag,
                text::required(value, 40).ok()?.to_lowercase(),
            ),
            "exchange_monitor" => push(&mut self.exchange_monitor, value.parse().ok()?),
            "blocked" => self.blocked = Some(yes_or_no(value)?),
            "waiting" => self.waiting = Some(yes_or_no(value)?),
            "progress_min" => self.progress_min = Some(value.parse().ok()?),
            "progress_max" => self.progress_max = Some(value.parse().ok()?),
            "created_from" => self.created_from = Some(person::parse_date(value).ok()?),
            "created_to" => self.created_to = Some(person::parse_date(value).ok()?),
            "sort" => {
                let code = value.strip_prefix('-').unwrap_or(value);
                self.sort = Sort::ALL.into_iter().find(|sort| sort.code() == code)?;
                self.descending = value.starts_with('-');
            }
            "per_page" => self.per_page = PerPage::parse(value)?,
            "count" => self.counting = (value == "exact").then_some(Counting::Exact)?,
            _ => {
                let step = VERIFIED.iter().position(|(step, _)| *step == name)?;
                self.verified[step] = Some(yes_or_no(value)?);
            }
        }
        Some(())
    }

    /// The parameters that lead to this very list, without its place.
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all = self.criteria();
        let standard = CustomerFilter::newest();
        if (self.sort, self.descending) != (standard.sort, standard.descending) {
            let minus = if self.descending { "-" } else { "" };
            all.push(("sort", format!("{minus}{}", self.sort.code())));
        }
        all.extend(self.per_page.parameter());
        all
    }

    /// The parameters that lead to this very page of it.
    pub fn whole(&self) -> Vec<Parameter> {
        let mut all = self.parameters();
        all.extend(self.place.as_ref().map(|place| match place {
            Place::After(cursor) => ("after", cursor.encode()),
            Place::Before(cursor) => ("before", cursor.encode()),
            Place::Last => ("before", END.to_owned()),
        }));
        all
    }

    /// What narrows the list down: search and filters.
    pub fn criteria(&self) -> Vec<Parameter> {
        let mut all: Vec<Parameter> = one("q", &self.q).into_iter().collect();
        all.extend(many("status", &self.status));
        all.extend(many("country", &self.country));
        all.extend(many("gender", &self.gender));
        all.extend(many("customer_type", &self.customer_type));
        all.extend(many("tag", &self.tag));
        all.extend(many("exchange_monitor", &self.exchange_monitor));
        for ((name, _), verified) in VERIFIED.iter().zip(self.verified) {
            all.extend(verified.map(|yes| (*name, word(yes))));
        }
        all.extend(self.blocked.map(|yes| ("blocked", word(yes))));
        all.extend(self.waiting.map(|yes| ("waiting", word(yes))));
        all.extend(one("progress_min", &self.progress_min));
        all.extend(one("progress_max", &self.progress_max));
        all.extend(one("created_from", &self.created_from));
        all.extend(one("created_to", &self.created_to));
        all
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" | "true" | "on" | "1" => Some(true),
        "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

fn word(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}
