//! The colour that marks a request in lists, and the colours to choose from.

use std::fmt;
use std::str::FromStr;

/// The colours that are offered, each with the end of its words' key `color-…`. All of them stand
/// out by 3:1 from the surfaces of both themes.
pub const PALETTE: [(&str, &str); 8] = [
    ("#e03131", "red"),
    ("#d9570b", "orange"),
    ("#a87900", "amber"),
    ("#2f9e44", "green"),
    ("#0b8f86", "teal"),
    ("#3b82f6", "blue"),
    ("#a855f7", "purple"),
    ("#7b8794", "gray"),
];

/// A colour as `#rrggbb`, in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Color(String);

/// What was typed is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColor;

impl Color {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Color {
    type Err = NotAColor;

    fn from_str(typed: &str) -> Result<Color, NotAColor> {
        let code = typed.trim().to_ascii_lowercase();
        let digits = code.strip_prefix('#').ok_or(NotAColor)?;
        let fits = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        fits.then_some(Color(code)).ok_or(NotAColor)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The end of a palette colour's words' key; `None` for any other colour, whose code are its words.
pub fn name(code: &str) -> Option<&'static str> {
    let known = PALETTE.into_iter().find(|(known, _)| *known == code);
    known.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        let read = |typed: &str| typed.parse::<Color>().map(|color| color.to_string());
        assert_eq!(read(" #E03131 "), Ok("#e03131".to_owned()));
        for no in [
            "", "#", "e03131", "#e0313", "#e031311", "#e0313g", "#éé11", "red",
        ] {
            assert_eq!(read(no), Err(NotAColor), "{no}");
        }
    }

    #[test]
    fn every_offered_colour_stands_out_from_both_themes() {
        let luminance = |code: &str| {
            let part = |at: usize| {
                let value = u8::from_str_radix(&code[at..at + 2], 16).unwrap_or_default();
                let value = f64::from(value) / 255.0;
                if value <= 0.03928 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        };
        for (code, name) in PALETTE {
            assert_eq!(code.parse::<Color>().map(|color| color.0), Ok(code.into()));
            for surface in ["#ffffff", "#f5f5f5", "#2a2a2a", "#171717"] {
                let (one, other) = (luminance(code), luminance(surface));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 3.0, "{name} on {surface}: {contrast}");
            }
        }
    }
}
