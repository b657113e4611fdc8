//! The choices of the customer form, and dates of birth.

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::{DeriveActiveEnum, EnumIter, prelude::StringLen};

use super::problem::Problem;
use crate::platform::locales::Locale;

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name { $(#[sea_orm(string_value = $code)] $variant),+ }

        impl $name {
            /// Every choice, in the order of the form.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The code in forms, addresses and the database.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = Problem;

            fn from_str(typed: &str) -> Result<$name, Problem> {
                match typed.trim() {
                    $($code => Ok($name::$variant),)+
                    "" => Err(Problem::NotChosen),
                    _ => Err(Problem::UnknownChoice),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }
    )+};
}

choices! {
    /// Whether the account is open. Source: reference/roboexchanger-customer.txt, "Status".
    Status { Active = "active", Inactive = "inactive" }

    /// Source: reference/roboexchanger-customer.txt, "Gender".
    Gender { Male = "male", Female = "female", Other = "other" }

    /// A person or a company.
    CustomerType { Individual = "individual", Corporate = "corporate" }

    /// What a customer's mails are written in.
    Language { En = "en", De = "de", Ar = "ar" }
}

impl Language {
    /// The words of its letters.
    pub fn locale(self) -> Locale {
        match self {
            Language::En => Locale::En,
            Language::De => Locale::De,
            Language::Ar => Locale::Ar,
        }
    }
}

/// A date as `YYYY-MM-DD`, four digits of year.
pub fn parse_date(typed: &str) -> Result<NaiveDate, Problem> {
    let typed = typed.trim();
    if typed.len() != 10 || !typed.is_ascii() {
        return Err(Problem::NotADate);
    }
    NaiveDate::parse_from_str(typed, "%Y-%m-%d").map_err(|_| Problem::NotADate)
}

/// A date of birth: in the past, at least `minimum_age` years ago, at most 120.
pub fn parse_birth_date(
    typed: &str,
    today: NaiveDate,
    minimum_age: u32,
) -> Result<NaiveDate, Problem> {
    let born = parse_date(typed)?;
    if born >= today {
        return Err(Problem::NotInThePast);
    }
    // A 29 February counts from 28 February in years without one.
    let youngest = today.checked_sub_months(Months::new(minimum_age.saturating_mul(12)));
    if youngest.is_none_or(|youngest| born > youngest) {
        return Err(Problem::TooYoung { years: minimum_age });
    }
    if today.year() - born.year() > 120 {
        return Err(Problem::TooLongAgo);
    }
    Ok(born)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_date(text).unwrap_or_default()
    }

    #[test]
    fn a_customer_is_at_least_eighteen_to_the_day() {
        let today = day("2026-11-20");
        assert_eq!(
            parse_birth_date("2008-11-20", today, 18),
            Ok(day("2008-11-20"))
        );
        assert_eq!(
            parse_birth_date("2008-11-21", today, 18),
            Err(Problem::TooYoung { years: 18 })
        );
        assert_eq!(
            parse_birth_date("2026-11-20", today, 18),
            Err(Problem::NotInThePast)
        );
        assert_eq!(
            parse_birth_date("1905-11-20", today, 18),
            Err(Problem::TooLongAgo)
        );
        assert_eq!(
            parse_birth_date("2026-11-19", today, 0),
            Ok(day("2026-11-19"))
        );
    }

    #[test]
    fn a_date_has_one_shape() {
        for typed in [
            "20.11.2000",
            "2000-1-2",
            "2000-13-01",
            "2001-02-29",
            "20000-01-01",
            "",
            "２０００-01-01",
        ] {
            assert_eq!(parse_date(typed), Err(Problem::NotADate), "{typed}");
        }
    }
}
