//! Short texts: trimmed, in one Unicode form, and no longer than the page says.

use unicode_normalization::UnicodeNormalization;

use super::problem::Problem;

/// The typed text without surrounding space, in NFC; `None` when nothing is left. Fails when it has
/// more than `max` characters, or signs that no keyboard has.
pub fn optional(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text: String = typed.trim().nfc().collect();
    let strange = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    if text.contains(strange) {
        return Err(Problem::ControlCharacters);
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Like [`optional`], but something must be left.
pub fn required(typed: &str, max: usize) -> Result<String, Problem> {
    optional(typed, max)?.ok_or(Problem::Required)
}

/// The name of somebody or something: one line, and so that it shows as what it is, without the
/// invisible signs that turn the direction of what stands around them. Those that join letters or
/// keep them apart stay: some scripts are not written without them. Fails as [`required`] does.
pub fn name(typed: &str, max: usize) -> Result<String, Problem> {
    optional_name(typed, max)?.ok_or(Problem::Required)
}

/// Like [`name`], but nothing may be left.
pub fn optional_name(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let shown = upright(typed);
    let words: Vec<&str> = shown.split_whitespace().collect();
    optional(&words.join(" "), max)
}

/// The text without what turns its direction, as comes along unseen with what is copied from an
/// address book or a chat.
pub fn upright(typed: &str) -> String {
    typed
        .chars()
        .filter(|sign| !turns_direction(*sign))
        .collect()
}

/// Whether a sign is invisible and turns the direction of what stands around it.
pub fn turns_direction(sign: char) -> bool {
    matches!(
        sign,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// A web address staff may follow: `https://` or `http://` and a host, nothing else.
pub fn web_address(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let Some(text) = optional(typed, max)? else {
        return Ok(None);
    };
    let parsed = url::Url::parse(&text).map_err(|_| Problem::NotAWebAddress)?;
    let web = matches!(parsed.scheme(), "https" | "http") && parsed.has_host();
    if web {
        Ok(Some(text))
    } else {
        Err(Problem::NotAWebAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_without_what_turns_its_direction() {
        assert_eq!(
            name("  Ada \n Lovelace ", 12),
            Ok("Ada Lovelace".to_owned())
        );
        assert_eq!(name("Ada Lovelace!", 12), Err(Problem::TooLong { max: 12 }));
        assert_eq!(name(" \n ", 12), Err(Problem::Required));
        for sign in [
            '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}',
        ] {
            let typed = format!("{sign} Sam{sign}Evil");
            assert_eq!(name(&typed, 7), Ok("SamEvil".to_owned()), "{sign:?}");
            assert_eq!(
                name(&sign.to_string(), 7),
                Err(Problem::Required),
                "{sign:?}"
            );
        }
        // What stands beside them joins letters, keeps them apart, or is a space.
        for sign in [
            '\u{61b}', '\u{200c}', '\u{200d}', '\u{2029}', '\u{202f}', '\u{206a}',
        ] {
            let shown = name(&format!("Sam{sign}Evil"), 8).map(|name| name.chars().count());
            assert_eq!(shown, Ok(8), "{sign:?}");
        }
        assert_eq!(name("ليلى أحمد", 12), Ok("ليلى أحمد".to_owned()));
    }
}
