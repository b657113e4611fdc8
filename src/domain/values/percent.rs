//! Shares of a whole: percentages, the affiliate profit share with its two exact decimals, and per
//! mille with as many.

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
        hundredths(typed, 100, ProfitShare::PROBLEM).map(ProfitShare)
    }
}

impl fmt::Display for ProfitShare {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(self.0, out)
    }
}

/// A share of 0 to 1,000 per mille, kept exactly in hundredths of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerMille(pub i32);

impl PerMille {
    const PROBLEM: Problem = Problem::NotDecimalBetween {
        min: 0,
        max: 1_000,
        decimals: 2,
    };
}

impl FromStr for PerMille {
    type Err = Problem;

    /// As a profit share is typed.
    fn from_str(typed: &str) -> Result<PerMille, Problem> {
        hundredths(typed, 1_000, PerMille::PROBLEM).map(PerMille)
    }
}

impl fmt::Display for PerMille {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(self.0, out)
    }
}

/// Hundredths of what was typed, from 0 to so many wholes.
fn hundredths(typed: &str, most: i32, problem: Problem) -> Result<i32, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let (whole, decimals) = match typed.split_once(['.', ',']) {
        Some((whole, decimals)) if (1..=2).contains(&decimals.len()) => (whole, decimals),
        Some(_) => return Err(problem),
        None => (typed, ""),
    };
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(decimals) {
        return Err(problem);
    }
    let hundredths = format!("{whole}{decimals:0<2}").parse();
    let fitting = hundredths.ok().filter(|found| *found <= most * 100);
    fitting.ok_or(problem)
}

fn write_hundredths(all: i32, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (whole, hundredths) = (all / 100, all % 100);
    match hundredths {
        0 => write!(out, "{whole}"),
        tenths if tenths % 10 == 0 => write!(out, "{whole}.{}", tenths / 10),
        _ => write!(out, "{whole}.{hundredths:02}"),
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

    #[test]
    fn per_mille_goes_to_a_thousand() {
        assert_eq!("0".parse(), Ok(PerMille(0)));
        assert_eq!("0.5".parse(), Ok(PerMille(50)));
        assert_eq!("1000".parse(), Ok(PerMille(100_000)));
        for typed in ["1000.01", "1001", "-1", "0.001", "1e2"] {
            assert_eq!(typed.parse::<PerMille>(), Err(PerMille::PROBLEM), "{typed}");
        }
        assert_eq!(PerMille(1_250).to_string(), "12.5");
    }

    proptest! {
        #[test]
        fn a_profit_share_reads_as_it_was_typed(hundredths in 0..=10_000) {
            let share = ProfitShare(hundredths);
            prop_assert_eq!(share.to_string().parse(), Ok(share));
        }
    }
}
