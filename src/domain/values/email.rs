//! E-mail addresses.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use unicode_normalization::UnicodeNormalization;
use validator::ValidateEmail;

use super::problem::Problem;
use super::{mask, text};

/// An address we can write to: trimmed, lower-cased, at most 254 characters, with a dotted domain.
/// Two that differ in case only are the same address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveValueType)]
// What is stored was examined when it came: a list does not do so again for each row.
#[sea_orm(value_type = "String", from_str = "Email::stored")]
pub struct Email(String);

impl Email {
    /// The longest address that mail can carry (RFC 5321).
    pub const MAX: usize = 254;

    fn stored(address: &str) -> Result<Email, Infallible> {
        Ok(Email(address.to_owned()))
    }

    /// As those see it who may not know it; nobody can be written to there.
    pub fn masked(&self) -> Email {
        Email(mask::email(&self.0))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address in two halves, the second from its @ on: where a line may break.
pub fn halves(address: &str) -> (&str, &str) {
    address.split_at(address.rfind('@').unwrap_or(address.len()))
}

impl FromStr for Email {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Email, Problem> {
        let address: String = text::upright(typed).trim().nfc().collect();
        let address = address.to_lowercase();
        if address.is_empty() {
            return Err(Problem::Required);
        }
        if address.chars().count() > Email::MAX {
            return Err(Problem::TooLong { max: Email::MAX });
        }
        // `a@localhost` and `a@[127.0.0.1]` are valid addresses of nobody's customers.
        let dotted = address.rsplit_once('@').is_some_and(|(_, domain)| {
            domain.contains('.') && !domain.starts_with('[') && !domain.ends_with('.')
        });
        if dotted && address.validate_email() {
            Ok(Email(address))
        } else {
            Err(Problem::NotAnEmail)
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_lower_cased() {
        assert_eq!(
            "  Maria@Example.COM "
                .parse::<Email>()
                .map(|email| email.to_string()),
            Ok("maria@example.com".into())
        );
    }

    #[test]
    fn an_address_has_two_halves() {
        assert_eq!(halves("ada@example.com"), ("ada", "@example.com"));
        assert_eq!(halves("\"a@b\"@example.com"), ("\"a@b\"", "@example.com"));
        assert_eq!(halves("•••"), ("•••", ""));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for typed in [
            "maria",
            "maria@",
            "@example.com",
            "a b@example.com",
            "a@localhost",
            "a@[127.0.0.1]",
            "a@example..com",
            "a@example.com.",
        ] {
            assert_eq!(typed.parse::<Email>(), Err(Problem::NotAnEmail), "{typed}");
        }
    }

    #[test]
    fn an_address_may_have_254_characters_and_no_more() {
        let domain = format!(
            "{}.{}.{}.example.com",
            "d".repeat(60),
            "d".repeat(60),
            "d".repeat(55)
        );
        let fits = format!("{}@{domain}", "a".repeat(254 - 1 - domain.len()));
        assert_eq!(fits.len(), 254);
        assert!(fits.parse::<Email>().is_ok());
        assert_eq!(
            format!("a{fits}").parse::<Email>(),
            Err(Problem::TooLong { max: 254 })
        );
    }
}
