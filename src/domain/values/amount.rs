//! Amounts of money, exact to 18 decimals, and the currencies they are in.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use sea_orm::DeriveValueType;

use super::problem::Problem;
use crate::platform::locales::{self, Locale};

/// The digits after the point that are kept; the smallest unit of an 18-decimals token.
pub const DECIMALS: u32 = 18;

/// The digits before the point in the database.
const WHOLE_DIGITS: usize = 20;

/// An exact amount of money. The database keeps it as text of a fixed width: exact on both engines,
/// and amounts of no less than zero are in order there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(
    value_type = "String",
    from_str = "Amount::stored",
    to_str = "Amount::store"
)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(Decimal::ZERO);

    /// An amount in whole units and 18 decimals. `None` beyond what can be kept exactly.
    pub fn new(value: Decimal) -> Option<Amount> {
        let value = value.normalize();
        let fits = value.scale() <= DECIMALS && value.trunc().abs() < whole_limit();
        fits.then_some(Amount(value))
    }

    /// So many hundredths of a unit.
    pub fn of_hundredths(hundredths: i64) -> Amount {
        Amount(Decimal::new(hundredths, 2).normalize())
    }

    /// The number.
    pub fn value(self) -> Decimal {
        self.0
    }

    /// The sum; `None` beyond what can be kept exactly.
    pub fn plus(self, other: Amount) -> Option<Amount> {
        let sum = self.0.checked_add(other.0)?;
        // The library rounds what its 28 digits cannot hold; a sum of money is refused instead.
        let is_exact = sum.scale() == self.0.scale().max(other.0.scale());
        Amount::new(sum).filter(|_| is_exact)
    }

    /// The difference; `None` beyond what can be kept exactly.
    pub fn minus(self, other: Amount) -> Option<Amount> {
        self.plus(other.negated())
    }

    /// What it is worth at a rate, cut off after the 18th decimal; `None` beyond what can be kept
    /// exactly.
    pub fn times(self, rate: Amount) -> Option<Amount> {
        // The library would round what its 28 digits cannot hold.
        let scale = self.0.scale() + rate.0.scale();
        let sign = self.0.mantissa().signum() * rate.0.mantissa().signum();
        let [one, other] = [self.0, rate.0].map(|value| value.mantissa().unsigned_abs());
        let mut units = product(one, other, scale.saturating_sub(DECIMALS))?;
        let mut scale = scale.min(DECIMALS);
        while scale > 0 && units.is_multiple_of(10) {
            (units, scale) = (units / 10, scale - 1);
        }
        let units = i128::try_from(units).ok()?.checked_mul(sign)?;
        Amount::new(Decimal::try_from_i128_with_scale(units, scale).ok()?)
    }

    /// The same amount on the other side.
    pub fn negated(self) -> Amount {
        Amount((-self.0).normalize())
    }

    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self < Amount::ZERO
    }

    fn stored(text: &str) -> Result<Amount, Problem> {
        let digits = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.'),
            false => text,
        };
        let value = Decimal::from_str_exact(digits).map_err(|_| NOT_AN_AMOUNT)?;
        Amount::new(value).ok_or(NOT_AN_AMOUNT)
    }

    fn store(amount: &Amount) -> String {
        let decimals = DECIMALS as usize;
        let value = amount.0.abs();
        let (whole, fraction) = (value.trunc(), value.fract().normalize().to_string());
        let fraction = fraction.split_once('.').map_or("", |(_, digits)| digits);
        let sign = if amount.is_negative() { "-" } else { "" };
        format!("{sign}{whole:0>WHOLE_DIGITS$}.{fraction:0<decimals$}")
    }
}

/// Two whole numbers of at most 96 bits multiplied, without the last digits of what comes out, 18
/// at most; `None` beyond 128 bits.
fn product(one: u128, other: u128, without: u32) -> Option<u128> {
    const HALF: u32 = 19;
    let half = 10_u128.pow(HALF);
    let ([high, low], [other_high, other_low]) =
        ([one / half, one % half], [other / half, other % half]);
    let highest = (high * other_high).checked_mul(10_u128.checked_pow(2 * HALF - without)?)?;
    let middle = high * other_low + low * other_high;
    let middle = middle.checked_mul(10_u128.pow(HALF - without))?;
    let lowest = low * other_low / 10_u128.pow(without);
    highest.checked_add(middle)?.checked_add(lowest)
}

pub(super) const NOT_AN_AMOUNT: Problem = Problem::NotAnAmount { decimals: DECIMALS };

fn whole_limit() -> Decimal {
    Decimal::from(10_u128.pow(WHOLE_DIGITS as u32))
}

impl FromStr for Amount {
    type Err = Problem;

    /// The form of addresses, files and the API, the same in every language: plain digits with a
    /// point and at most 18 more. No sign. For what people type see [`super::typed_amount`].
    fn from_str(typed: &str) -> Result<Amount, Problem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Problem::Required);
        }
        let (whole, decimals) = match typed.split_once('.') {
            Some((whole, decimals)) if !decimals.is_empty() => (whole, decimals),
            Some(_) => return Err(NOT_AN_AMOUNT),
            None => (typed, "0"),
        };
        let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || whole.len() > WHOLE_DIGITS || !digits(whole) || !digits(decimals) {
            return Err(NOT_AN_AMOUNT);
        }
        Amount::stored(&format!("{whole}.{decimals}"))
    }
}

impl fmt::Display for Amount {
    /// Without zeros that say nothing: `1234.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(out)
    }
}

/// The code of a currency or a coin: 2 to 12 capital letters and digits, such as `EUR` or `USDT`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Currency(String);

impl Currency {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Currency {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Currency, Problem> {
        let code = typed.trim().to_uppercase();
        if code.is_empty() {
            return Err(Problem::Required);
        }
        let plain = code.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if plain && (2..=12).contains(&code.len()) {
            Ok(Currency(code))
        } else {
            Err(Problem::NotACurrency)
        }
    }
}

/// An amount with its currency as a language writes it: `1,250.5 EUR`, never broken in between.
pub fn money(locale: Locale, amount: &impl fmt::Display, currency: &Currency) -> String {
    let figure = locales::decimal(locale, &amount.to_string());
    format!("{figure}\u{a0}{currency}")
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_exact_to_18_decimals_and_no_more() {
        for exact in [
            "0",
            "12345678.123456789012345678",
            "0.000000000000000001",
            "1234.5",
        ] {
            assert_eq!(
                exact.parse::<Amount>().map(|amount| amount.to_string()),
                Ok(exact.into())
            );
        }
        for typed in [
            "0.0000000000000000001",
            "-1",
            "+1",
            "1e3",
            "NaN",
            "1.",
            ".5",
            "١",
            "1 000",
            "1,50",
            "1,000",
            "1.000.000",
        ] {
            assert_eq!(typed.parse::<Amount>(), Err(NOT_AN_AMOUNT), "{typed}");
        }
        assert_eq!(" ".parse::<Amount>(), Err(Problem::Required));
    }

    fn amount(text: &str) -> Amount {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused_and_never_rounded() {
        let smallest = amount("0.000000000000000001");
        let large = amount("9999999999");
        assert_eq!(
            large.plus(smallest).map(|sum| sum.to_string()),
            Some("9999999999.000000000000000001".into())
        );
        assert_eq!(amount("99999999999").plus(smallest), None);
        assert_eq!(amount("99999999999").minus(smallest), None);
        let typed = "99999999999.000000000000000001";
        assert_eq!(typed.parse::<Amount>(), Err(NOT_AN_AMOUNT));
        let largest = amount("99999999999999999999");
        assert_eq!(largest.plus(amount("1")), None);
        assert_eq!(largest.minus(largest), Some(Amount::ZERO));
        assert_eq!(Amount::ZERO.negated().to_string(), "0");
        let long = "00000000000012345678.500000000000000000";
        assert_eq!(Amount::stored(long), Ok(amount("12345678.5")));
        assert_eq!(Amount::stored("00000000000000000100"), Ok(amount("100")));
    }

    #[test]
    fn an_amount_at_a_rate_is_cut_off_and_not_rounded_up() {
        let worth = |one: &str, rate: &str| amount(one).times(amount(rate));
        assert_eq!(worth("100", "1.0853"), Some(amount("108.53")));
        let third = "0.333333333333333333";
        assert_eq!(worth("2", third), Some(amount("0.666666666666666666")));
        assert_eq!(worth("0.000000000000000001", "0.9"), Some(Amount::ZERO));
        assert_eq!(worth("99999999999999999999", "2"), None);
        // 29 digits: exact or not at all.
        assert_eq!(worth("99999999994", "0.899999999999999999"), None);
        let cut = worth("9999999994", "0.899999999999999999");
        assert_eq!(cut, Some(amount("8999999994.599999990000000006")));
        assert_eq!(worth("99999999994", "0.9"), Some(amount("89999999994.6")));
        let (unit, most) = ("0.000000000000000001", "99999999999999999999");
        assert_eq!(worth(most, unit), Some(amount("99.999999999999999999")));
        assert_eq!(worth(most, "1"), Some(amount(most)));
        assert_eq!(
            amount("2").negated().times(amount("1.5")),
            Some(amount("3").negated())
        );
    }

    proptest! {
        #[test]
        fn a_product_is_exact(one in 0..u64::MAX, other in 0..u64::MAX, without in 0..=18_u32) {
            let exact = u128::from(one) * u128::from(other) / 10_u128.pow(without);
            prop_assert_eq!(product(one.into(), other.into(), without), Some(exact));
        }

        #[test]
        fn what_is_stored_comes_back_and_is_in_order(one in 0..i64::MAX, other in 0..i64::MAX) {
            let amount = |units| Amount(Decimal::new(units, 9).normalize());
            let (one, other) = (amount(one), amount(other));
            let (first, second) = (Amount::store(&one), Amount::store(&other));
            prop_assert_eq!(Amount::stored(&first), Ok(one));
            prop_assert_eq!(Amount::stored(&Amount::store(&one.negated())), Ok(one.negated()));
            prop_assert_eq!(first.cmp(&second), one.cmp(&other));
        }
    }
}
