//! Time: the one place that asks the machine what time it is, and the moment as we store it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970 in UTC. One integer on every engine, so it sorts and compares
/// the same on SQLite (which has no time type) and on PostgreSQL.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    DeriveValueType,
)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// A moment as file systems tell it; before 1970 it is 1970.
    pub fn of(moment: SystemTime) -> Timestamp {
        let since = moment.duration_since(SystemTime::UNIX_EPOCH);
        Timestamp(0).plus(since.unwrap_or_default())
    }

    /// This moment plus a duration.
    pub fn plus(self, duration: Duration) -> Timestamp {
        Timestamp(
            self.0
                .saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// This moment minus a duration.
    pub fn minus(self, duration: Duration) -> Timestamp {
        Timestamp(
            self.0
                .saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// The same moment for chrono; years beyond its range become 1970.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// The same moment on a wall clock.
    pub fn local(self, zone: Tz) -> DateTime<Tz> {
        self.utc().with_timezone(&zone)
    }

    /// The first moment of a day in a zone. A day that begins in a clock change starts after it.
    pub fn start_of(day: NaiveDate, zone: Tz) -> Timestamp {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        // Clocks that jump at midnight jump by at most a few hours.
        let quarters = (0..=12).map(|quarter| midnight + TimeDelta::minutes(15 * quarter));
        let first = quarters
            .filter_map(|moment| moment.and_local_timezone(zone).earliest())
            .next();
        let utc = first.map_or_else(|| midnight.and_utc(), |moment| moment.to_utc());
        Timestamp(utc.timestamp_millis())
    }
}

/// Where the time comes from: the machine, or a hand that a test moves.
#[derive(Clone, Debug)]
pub enum Clock {
    Machine,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until [`advance`](Self::advance)d.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// What time it is.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::Machine => Timestamp(Utc::now().timestamp_millis()),
            Clock::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Today's date in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().utc().date_naive()
    }

    /// Moves a fixed clock forward; the machine's clock is not ours to move.
    pub fn advance(&self, by: Duration) {
        if let Clock::Fixed(at) = self {
            at.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_begins_in_a_clock_change_begins_after_it() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap();
        let start = Timestamp::start_of(day, Tz::Africa__Cairo);
        assert_eq!(
            start.local(Tz::Africa__Cairo).format("%F %R").to_string(),
            "2026-04-24 01:00"
        );
        let berlin = Timestamp::start_of(day, Tz::Europe__Berlin);
        assert_eq!(berlin.utc().format("%F %R").to_string(), "2026-04-23 22:00");
    }
}
