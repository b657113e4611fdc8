//! Percentages: whole ones, and the affiliate profit share with its two exact decimals.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;

use super::problem::Problem;

/// A whole number from 0 to 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, DeriveValueType)]
pub struct Percent(pub i32);

impl Percent {
    const PROBLEM: Problem = Problem::NotWholeBetween { min: 0, max: 100 };
}

impl FromStr for Percent {
    type Err = Problem;

    /// Plain digits only: no sign, no exponent, no other script's digits.
    fn from_str(typed: &str) -> Result<Percent, Problem> {
        let typed = typed.trim();
        if typed.is_empty() || typed.len() > 4 || !typed.bytes().all(|digit| digit.is_ascii_digit())
        {
            return Err(Percent::PROBLEM);
        }
        match typed.parse() {
            Ok(value @ 0..=100) => Ok(Percent(value)),
            _ => Err(Percent::PROBLEM),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A customer's affiliate share: 0 to 100 percent, kept exactly in hundredths of a percent.
/// Source: reference/roboexchanger-customer.txt, "Affiliate Profit Share".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, DeriveValueType)]
pub struct ProfitShare(pub i32);

impl ProfitShare {
    const PROBLEM: Problem = Problem::NotDecimalBetween {
        min: 0,
        max: 100,
        decimals: 2,
    };
}

impl FromStr for ProfitShare {
    type Err = Problem;

    /// Digits, with a point (or a comma) and one or two more. `12.340` has too many decimals.
    fn from_str(typed: &str) -> Result<ProfitShare, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        let (whole, decimals) = match typed.split_once(['.', ',']) {
            Some((whole, decimals)) if (1..=2).contains(&decimals.len()) => (whole, decimals),
            Some(_) => return Err(ProfitShare::PROBLEM),
            None => (typed, ""),
        };
        let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(decimals) {
            return Err(ProfitShare::PROBLEM);
        }
        match format!("{whole}{decimals:0<2}").parse() {
            Ok(hundredths @ 0..=10_000) => Ok(ProfitShare(hundredths)),
            _ => Err(ProfitShare::PROBLEM),
        }
    }
}

impl fmt::Display for ProfitShare {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match hundredths {
            0 => write!(out, "{whole}"),
            tenths if tenths % 10 == 0 => write!(out, "{whole}.{}", tenths / 10),
            _ => write!(out, "{whole}.{hundredths:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_discount_is_a_whole_number_from_0_to_100() {
        assert_eq!("0".parse(), Ok(Percent(0)));
        assert_eq!("100".parse(), Ok(Percent(100)));
        for typed in [
            "-1",
            "101",
            "1.5",
            "",
            "NaN",
            "inf",
            "0x10",
            "1e1",
            "١٢",
            "-0",
            "+5",
            "4294967296",
        ] {
            assert_eq!(typed.parse::<Percent>(), Err(Percent::PROBLEM), "{typed}");
        }
    }

    #[test]
    fn a_profit_share_has_at_most_two_decimals() {
        assert_eq!("12.34".parse(), Ok(ProfitShare(1234)));
        assert_eq!("12.3".parse(), Ok(ProfitShare(1230)));
        assert_eq!("0,05".parse(), Ok(ProfitShare(5)));
        assert_eq!("100.00".parse(), Ok(ProfitShare(10_000)));
        for typed in [
            "12.345", "12.340", "100.01", "-0.01", "12.", ".5", "NaN", "inf", "1e1", "١٢", "1.2.3",
        ] {
            assert_eq!(
                typed.parse::<ProfitShare>(),
                Err(ProfitShare::PROBLEM),
                "{typed}"
            );
        }
        assert_eq!("".parse::<ProfitShare>(), Err(Problem::Required));
    }

    proptest! {
        #[test]
        fn a_profit_share_reads_as_it_was_typed(hundredths in 0..=10_000) {
            let share = ProfitShare(hundredths);
            prop_assert_eq!(share.to_string().parse(), Ok(share));
        }
    }
}
