//! Phone numbers in international form (E.164).

use std::fmt;
use std::str::FromStr;

use phonenumber::Mode;
use sea_orm::DeriveValueType;

use super::problem::Problem;
use super::{mask, text};

/// A phone number as `+` and at most 15 digits. Spaces, dots, dashes and brackets are dropped.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
// What is stored was examined when it came: to do so again takes milliseconds for each row.
#[sea_orm(value_type = "String", from_str = "Phone::generated")]
pub struct Phone(String);

/// What people and their programs write around and between digits.
pub fn between_digits(sign: char) -> bool {
    let dashes = matches!(sign, '-' | '\u{2010}'..='\u{2013}');
    let others = matches!(sign, '.' | '(' | ')' | '/') || sign.is_whitespace();
    dashes || others || text::turns_direction(sign)
}

impl Phone {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As those see it who may not know it; nobody can be called there.
    pub fn masked(&self) -> Phone {
        Phone(mask::phone(&self.0))
    }

    /// A number whose shape alone is checked: for generated ones, a million at a time. Whether it
    /// could be called is the generator's own test.
    pub fn generated(typed: &str) -> Result<Phone, Problem> {
        let plain: String = typed
            .chars()
            .filter(|sign| !between_digits(*sign))
            .collect();
        let digits = plain.strip_prefix('+').ok_or(Problem::NotAPhone)?;
        let shaped = (7..=15).contains(&digits.len())
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && !digits.starts_with('0');
        if shaped {
            Ok(Phone(plain))
        } else {
            Err(Problem::NotAPhone)
        }
    }
}

impl FromStr for Phone {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<Phone, Problem> {
        // The library has panicked on odd input: it only ever sees what E.164 allows.
        let Phone(plain) = Phone::generated(typed)?;
        let number = phonenumber::parse(None, &plain).map_err(|_| Problem::NotAPhone)?;
        if !number.is_valid() {
            return Err(Problem::NotAPhone);
        }
        Ok(Phone(number.format().mode(Mode::E164).to_string()))
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_in_its_international_form() {
        for typed in [
            "+49 30 901820",
            "+49 (30) 90-18-20",
            "+4930901820",
            "\u{202a}+49\u{a0}30 90\u{2011}1820\u{202c}",
        ] {
            assert_eq!(
                typed.parse::<Phone>().map(|phone| phone.to_string()),
                Ok("+4930901820".into()),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_cannot_be_called_is_refused() {
        for typed in [
            "030 901820",
            "+",
            "+49",
            "+0301234567",
            "+49abc",
            "++4930901820",
            "+999999999999999",
            "+4930901820123456",
            "１２３",
        ] {
            assert_eq!(typed.parse::<Phone>(), Err(Problem::NotAPhone), "{typed}");
        }
    }
}
