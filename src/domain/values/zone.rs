//! Time zones: the names of the IANA list.

use std::fmt;
use std::str::FromStr;

use chrono_tz::{TZ_VARIANTS, Tz};
use sea_orm::DeriveValueType;

use super::problem::Problem;

/// A time zone of the IANA list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Zone(pub Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The names worth offering: places (`Europe/Berlin`) and UTC, not the old aliases.
    pub fn offered() -> impl Iterator<Item = &'static str> {
        const REGIONS: [&str; 10] = [
            "Africa/",
            "America/",
            "Antarctica/",
            "Arctic/",
            "Asia/",
            "Atlantic/",
            "Australia/",
            "Europe/",
            "Indian/",
            "Pacific/",
        ];
        let places = TZ_VARIANTS.iter().map(|zone| zone.name());
        std::iter::once("UTC")
            .chain(places.filter(|name| REGIONS.iter().any(|region| name.starts_with(region))))
    }

    /// The name.
    pub fn name(&self) -> &'static str {
        self.0.name()
    }
}

impl FromStr for Zone {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Zone, Problem> {
        typed
            .trim()
            .parse()
            .map(Zone)
            .map_err(|_| Problem::UnknownChoice)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}
