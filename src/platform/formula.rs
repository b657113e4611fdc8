//! Texts in spreadsheets: a cell that begins like a formula would be worked out by the program that
//! opens the file, so it gets a leading apostrophe; and the way back.

use std::borrow::Cow;

/// What formulas begin with, also in full width.
const BEGINNINGS: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
];

/// The text as a cell that no program takes for a formula. What is a number through and through,
/// such as a telephone number in international form, stays as it is.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let quoted = bare.len() < text.len();
    if begins(bare) && (quoted || !is_number(text)) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a guarded cell.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if begins(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

fn begins(text: &str) -> bool {
    text.starts_with(BEGINNINGS)
}

/// A sign, digits, and perhaps a point and more digits: nothing else.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    digits(whole) && digits(decimals)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_begins_like_a_formula_gets_an_apostrophe() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("\0=1", "'\0=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("+", "'+"),
            ("-", "'-"),
            ("+49 30", "'+49 30"),
            ("-1.", "'-1."),
            ("+.5", "'+.5"),
            ("+1.2.3", "'+1.2.3"),
            ("+١٢", "'+١٢"),
            ("'=1", "''=1"),
            ("'+4930901820", "''+4930901820"),
            ("+4930901820", "+4930901820"),
            ("-1001234567890", "-1001234567890"),
            ("-12.34", "-12.34"),
            ("", ""),
            ("'Abd", "'Abd"),
            ("a=b", "a=b"),
            ("O'Neil", "O'Neil"),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }

    proptest! {
        #[test]
        fn the_way_back_leads_back(text in "['=+@0-9a＝-]{0,6}") {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text.as_str());
            prop_assert!(!begins(&cell) || is_number(&cell));
        }
    }
}
