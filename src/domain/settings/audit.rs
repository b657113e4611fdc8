//! From which difference on an audit of a request reports an account.

use serde::{Deserialize, Serialize};

use super::stored::Settings;
use crate::domain::values::amount::Amount;
use crate::domain::values::as_text;
use crate::domain::values::percent::PerMille;
use crate::domain::values::problem::Problem;
use crate::domain::values::total::Total;

/// The limits. As they come, both are 0: every difference counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditLimits {
    /// In the currency of the account, whichever that is.
    #[serde(with = "as_text")]
    pub absolute: Amount,
    /// Of the account's balance.
    #[serde(with = "as_text")]
    pub per_mille: PerMille,
}

impl AuditLimits {
    /// From plain digits with a point.
    pub fn parse(
        absolute: &str,
        per_mille: &str,
    ) -> Result<AuditLimits, Vec<(&'static str, Problem)>> {
        AuditLimits::read(absolute.parse(), per_mille.parse())
    }

    /// From the two fields of the form, as they were read.
    pub fn read(
        absolute: Result<Amount, Problem>,
        per_mille: Result<PerMille, Problem>,
    ) -> Result<AuditLimits, Vec<(&'static str, Problem)>> {
        match (absolute, per_mille) {
            (Ok(absolute), Ok(per_mille)) => Ok(AuditLimits {
                absolute,
                per_mille,
            }),
            (absolute, per_mille) => {
                let absolute = absolute.err().map(|problem| ("audit_absolute", problem));
                let per_mille = per_mille.err().map(|problem| ("audit_per_mille", problem));
                Err(absolute.into_iter().chain(per_mille).collect())
            }
        }
    }

    /// Whether a difference from a balance counts: it is beyond both limits. (The B2CORE reference
    /// says "a significant discrepancy" and no more.) Beyond either would leave no use for one
    /// limit while the other is still 0; so each works alone, and of both the wider one decides.
    pub fn are_exceeded(&self, difference: Total, balance: Total) -> bool {
        let size = difference.size();
        // The share is kept in hundredths of a per mille.
        let share = balance.size().times(self.per_mille.0);
        size > Total::from(self.absolute) && size.times(100_000) > share
    }
}

impl Settings for AuditLimits {
    const KEY: &'static str = "audit";

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("audit_absolute", self.absolute.to_string()),
            ("audit_per_mille", self.per_mille.to_string()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(limits: (&str, &str), difference: &str, balance: &str) -> Option<bool> {
        let limits = AuditLimits::parse(limits.0, limits.1).ok()?;
        let (difference, balance) = (difference.parse().ok()?, balance.parse().ok()?);
        Some(limits.are_exceeded(difference, balance))
    }

    #[test]
    fn a_difference_counts_beyond_both_limits() {
        let smallest = "0.000000000000000001";
        for (limits, difference, balance, expected) in [
            (("0", "0"), "0", "100", false),
            (("0", "0"), smallest, "100", true),
            (("0", "0"), "-0.000000000000000001", "0", true),
            (("5", "0"), "4.999999999999999999", "0", false),
            (("5", "0"), "-5", "0", false),
            (("5", "0"), "-5.000000000000000001", "0", true),
            (("0", "0.5"), "0.049999999999999999", "100", false),
            (("0", "0.5"), "0.05", "100", false),
            (("0", "0.5"), "0.050000000000000001", "100", true),
            (("0", "0.5"), "-0.06", "-100", true),
            (("0", "1000"), "100", "100", false),
            (("5", "10"), "6", "100", true),
            (("5", "10"), "6", "600", false),
            (("5", "10"), "2", "100", false),
        ] {
            let found = counts(limits, difference, balance);
            assert_eq!(
                found,
                Some(expected),
                "{limits:?} {difference} of {balance}"
            );
        }
    }

    #[test]
    fn what_is_stored_is_read_also_without_a_field_that_came_later() {
        let limits = AuditLimits::parse("1.5", "0.25").unwrap_or_default();
        let json = serde_json::to_string(&limits).unwrap_or_default();
        assert_eq!(json, r#"{"absolute":"1.5","per_mille":"0.25"}"#);
        assert_eq!(serde_json::from_str(&json).ok(), Some(limits));
        assert_eq!(
            serde_json::from_str("{}").ok(),
            Some(AuditLimits::default())
        );
    }
}
