//! Exact sums of many amounts: whatever the order of adding up, nothing is rounded and nothing
//! overflows. An [`Amount`] has room for one balance, not for all that ever came in.

use std::fmt;
use std::str::FromStr;

use super::amount::{Amount, DECIMALS};

/// The smallest units in a whole one.
const UNIT: i128 = 10_i128.pow(DECIMALS);

/// The most digits before the point that are read; an amount has 20.
const WHOLE_DIGITS: usize = 30;

/// A sum of amounts. With 20 digits before the point in each, it would take 10^18 of them to fill
/// it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Total {
    /// Rounded down: -0.5 is -1 and half a unit.
    whole: i128,
    /// What is beyond it in units of 10^-18, less than a whole.
    units: i128,
}

/// What was read is no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a plain number with at most {DECIMALS} decimals")]
pub struct NotATotal;

impl Total {
    /// Nothing.
    pub const ZERO: Total = Total { whole: 0, units: 0 };

    /// So many whole ones, and so many units of 10^-18.
    pub fn of(whole: i128, units: i128) -> Total {
        Total {
            whole: whole + units.div_euclid(UNIT),
            units: units.rem_euclid(UNIT),
        }
    }

    /// The sum.
    pub fn plus(self, other: Total) -> Total {
        Total::of(self.whole + other.whole, self.units + other.units)
    }

    /// The difference.
    pub fn minus(self, other: Total) -> Total {
        Total::of(self.whole - other.whole, self.units - other.units)
    }

    /// The same without a sign.
    pub fn size(self) -> Total {
        if self.is_negative() {
            Total::ZERO.minus(self)
        } else {
            self
        }
    }

    /// So many times as much.
    pub fn times(self, factor: i32) -> Total {
        let factor = i128::from(factor);
        Total::of(self.whole * factor, self.units * factor)
    }

    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.whole < 0
    }
}

impl From<Amount> for Total {
    fn from(amount: Amount) -> Total {
        let value = amount.value();
        let mut decimals = value.fract();
        decimals.rescale(DECIMALS);
        Total::of(value.trunc().mantissa(), decimals.mantissa())
    }
}

impl FromStr for Total {
    type Err = NotATotal;

    /// Plain digits with or without a minus, a point and decimals: also as the database keeps an
    /// amount.
    fn from_str(text: &str) -> Result<Total, NotATotal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |text: &str, most: usize| {
            let fits = !text.is_empty() && text.len() <= most;
            fits && text.bytes().all(|digit| digit.is_ascii_digit())
        };
        if !plain(whole, WHOLE_DIGITS) || !plain(decimals, DECIMALS as usize) {
            return Err(NotATotal);
        }
        let number = |text: &str| text.parse::<i128>().map_err(|_| NotATotal);
        let missing = DECIMALS - u32::try_from(decimals.len()).map_err(|_| NotATotal)?;
        let size = Total::of(number(whole)?, number(decimals)? * 10_i128.pow(missing));
        match digits.len() == text.len() {
            true => Ok(size),
            false => Ok(Total::ZERO.minus(size)),
        }
    }
}

impl fmt::Display for Total {
    /// Without zeros that say nothing: `-1234.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.size();
        let sign = if self.is_negative() { "-" } else { "" };
        let decimals = format!("{:018}", size.units);
        match decimals.trim_end_matches('0') {
            "" => write!(out, "{sign}{}", size.whole),
            decimals => write!(out, "{sign}{}.{decimals}", size.whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(text: &str) -> Total {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn sums_are_exact_where_one_amount_has_no_room() {
        let largest = "99999999999999999999.999999999999999999";
        let sum = (0..1_000).fold(Total::ZERO, |sum, _| sum.plus(total(largest)));
        assert_eq!(sum.to_string(), "99999999999999999999999.999999999999999");
        let back = (0..1_000).fold(sum, |sum, _| sum.minus(total(largest)));
        assert_eq!(back, Total::ZERO);
    }

    #[test]
    fn what_is_stored_is_read_and_what_is_no_number_is_not() {
        let stored = "-00000000000000000005.000000000000000001";
        assert_eq!(total(stored).to_string(), "-5.000000000000000001");
        assert_eq!(total("-0.5").to_string(), "-0.5");
        assert!(total("-0.5").is_negative() && total("-0.5") < Total::ZERO);
        assert_eq!(total("-0"), Total::ZERO);
        for no in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "+1",
            "--1",
            "1e3",
            "1,5",
            " 1",
            "NaN",
            "١",
            "0.0000000000000000001",
        ] {
            assert_eq!(no.parse::<Total>(), Err(NotATotal), "{no}");
        }
        assert_eq!("1".repeat(31).parse::<Total>(), Err(NotATotal));
    }

    proptest! {
        #[test]
        fn it_reckons_as_amounts_do(one in i64::MIN..i64::MAX, other in i64::MIN..i64::MAX) {
            let amount = |hundredths: i64| Amount::of_hundredths(hundredths / 4);
            let (one, other) = (amount(one), amount(other));
            let (first, second) = (Total::from(one), Total::from(other));
            let sum = one.plus(other).unwrap_or_default();
            prop_assert_eq!(first.plus(second), Total::from(sum));
            prop_assert_eq!(first.plus(second).to_string(), sum.to_string());
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
            prop_assert_eq!(first.to_string().parse(), Ok(first));
            prop_assert_eq!(first.times(3), first.plus(first).plus(first));
            prop_assert_eq!(first.minus(second), Total::ZERO.minus(second.minus(first)));
        }
    }
}
