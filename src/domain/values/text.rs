//! Short texts: trimmed, in one Unicode form, and no longer than the page says.

use unicode_normalization::UnicodeNormalization;

use super::problem::Problem;

/// The typed text without surrounding space, in NFC; `None` when nothing is left. Fails when it has
/// more than `max` characters.
pub fn optional(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text: String = typed.trim().nfc().collect();
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Like [`optional`], but something must be left.
pub fn required(typed: &str, max: usize) -> Result<String, Problem> {
    optional(typed, max)?.ok_or(Problem::Required)
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
