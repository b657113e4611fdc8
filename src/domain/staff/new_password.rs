//! What a new password must be: long, and not easily guessed. There are no rules of composition.

use secrecy::SecretString;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::zxcvbn;

use super::password::MAX_BYTES;

/// The fewest characters of a password that is used alone (NIST SP 800-63B-4).
pub const MIN_CHARS: usize = 15;

/// Passwords below so many guesses (as a power of ten) are refused. Padded words, walks over the
/// keyboard and a name with a year stay below 11, four ordinary words begin at 16.
const MIN_GUESSES_LOG10: f64 = 12.0;

/// A password that may be set. Nothing was trimmed or folded; hashing brings it into NFC.
pub struct NewPassword(SecretString);

/// Why a password may not be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordProblem {
    #[error("use at least {MIN_CHARS} characters")]
    TooShort,
    #[error("use at most {MAX_BYTES} bytes")]
    TooLong,
    #[error("this password is too easy to guess")]
    Guessable,
}

impl PasswordProblem {
    /// The key of its words.
    pub fn words_key(self) -> &'static str {
        match self {
            PasswordProblem::TooShort => "password-too-short",
            PasswordProblem::TooLong => "password-too-long",
            PasswordProblem::Guessable => "password-guessable",
        }
    }
}

impl NewPassword {
    /// Checks what was typed. `context` holds what others know about its owner: address and name.
    pub fn parse(typed: &str, context: &[&str]) -> Result<NewPassword, PasswordProblem> {
        if typed.len() > MAX_BYTES {
            return Err(PasswordProblem::TooLong);
        }
        let normal: String = typed.nfc().collect();
        if normal.chars().count() < MIN_CHARS {
            return Err(PasswordProblem::TooShort);
        }
        let words = words(context);
        let known: Vec<&str> = words.iter().map(String::as_str).collect();
        if zxcvbn(&normal, &known).guesses_log10() < MIN_GUESSES_LOG10 {
            return Err(PasswordProblem::Guessable);
        }
        Ok(NewPassword(SecretString::from(normal)))
    }

    /// The password, to be hashed.
    pub fn into_secret(self) -> SecretString {
        self.0
    }
}

/// The words that make a password easy to guess here: the product, and each part of the context.
fn words(context: &[&str]) -> Vec<String> {
    let mut words = vec![
        "countersign".to_owned(),
        "backoffice".to_owned(),
        "back office".to_owned(),
    ];
    for text in context.iter().map(|text| text.to_lowercase()) {
        let parts = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| part.chars().count() > 2);
        words.extend(parts.map(str::to_owned));
        words.push(text);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(typed: &str) -> Option<PasswordProblem> {
        NewPassword::parse(typed, &["ada.lovelace@example.com", "Ada Lovelace"]).err()
    }

    #[test]
    fn what_many_would_guess_first_is_refused_at_any_length() {
        for typed in [
            "password1234567",
            "Password1234567!",
            "passwordpassword",
            "P@ssw0rdP@ssw0rd",
            "password!!!!!!!!",
            "   password    ",
            "123456789012345",
            "aaaaaaaaaaaaaaaaaaaa",
            "abababababababab",
            "abcdefghijklmnop",
            "qwertyuiopasdfg",
            "QWERTYUIOPASDFG",
            "1q2w3e4r5t6y7u8i9o0p",
            "1qaz2wsx3edc4rfv",
            "iloveyouiloveyou",
            "Administrator2026!",
            "letmeinletmeinletmein",
            "summer2026summer2026",
        ] {
            assert_eq!(problem(typed), Some(PasswordProblem::Guessable), "{typed}");
        }
    }

    #[test]
    fn the_product_and_its_owner_are_no_secret() {
        for typed in [
            "Countersign2026!!",
            "ada.lovelace@example.com",
            "AdaLovelace-2026!",
            "backofficebackoffice",
        ] {
            assert_eq!(problem(typed), Some(PasswordProblem::Guessable), "{typed}");
        }
    }

    #[test]
    fn ordinary_passphrases_pass_with_spaces_and_in_any_script() {
        for typed in [
            "correct horse battery staple",
            "the cat sat on the mat",
            "four words make pass",
            "tangerine-sunset-marble-fox",
            "лошадь батарея скрепка верно",
            "ÄpfelBirnenNüsseSaft",
            "x7$kQ9!mZp2#vLw",
            " leading and trailing space ",
        ] {
            assert_eq!(problem(typed), None, "{typed}");
        }
    }

    #[test]
    fn length_is_counted_in_characters_and_capped_in_bytes() {
        assert_eq!(problem("x7$kQ9!mZp2#vL"), Some(PasswordProblem::TooShort));
        // Fourteen letters of two code points each are fourteen characters.
        assert_eq!(
            problem(&"a\u{308}".repeat(14)),
            Some(PasswordProblem::TooShort)
        );
        let words = "correct horse battery staple ".repeat(40);
        assert_eq!(problem(&words[..128]), None);
        assert_eq!(problem(&words[..1024]), None);
        assert_eq!(problem(&words[..1025]), Some(PasswordProblem::TooLong));
    }
}
