//! What a new password must be: long, and not easily guessed. There are no rules of composition.

use std::cmp::Reverse;

use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zxcvbn::zxcvbn;

use super::password::MAX_BYTES;

/// The fewest characters of a password that is used alone (NIST SP 800-63B-4).
pub const MIN_CHARS: usize = 15;

/// Passwords below so many guesses (as a power of ten) are refused. Padded words, walks over the
/// keyboard and a name with a year stay below 11, four ordinary words begin at 16.
const MIN_GUESSES_LOG10: f64 = 12.0;

/// The same of what is left without all that somebody who knows its owner tries first. Three of the
/// commonest words stay below 8.1, nine letters drawn by chance have 9.
const MIN_LEFT_LOG10: f64 = 8.5;

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
        let guesses = |text: &str| zxcvbn(text, &known).guesses_log10();
        let left = left_of(&normal.to_lowercase(), &words);
        if guesses(&normal) < MIN_GUESSES_LOG10 || guesses(&left) < MIN_LEFT_LOG10 {
            return Err(PasswordProblem::Guessable);
        }
        Ok(NewPassword(SecretString::from(normal)))
    }

    /// Whether it is this one, in whatever Unicode form that was typed.
    pub fn is(&self, typed: &SecretString) -> bool {
        typed
            .expose_secret()
            .nfc()
            .eq(self.0.expose_secret().chars())
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
        let whole = text.split(|c: char| !c.is_alphanumeric());
        let letters = text.split(|c: char| !c.is_alphabetic());
        let parts = whole.chain(letters).filter(|part| part.chars().count() > 2);
        words.extend(parts.map(str::to_owned));
        words.push(text);
    }
    // The longest first: a name may begin another one.
    words.sort_by_key(|word| Reverse(word.len()));
    words
}

/// What is left of a password, in small letters, without words that are known, those that stand in
/// it already, separators, and characters that only repeat the one before. A guesser adds those at
/// no cost, while each of them makes a password look longer.
fn left_of(password: &str, known: &[String]) -> String {
    let mut left = String::new();
    let mut words: Vec<String> = Vec::new();
    for run in runs(password) {
        if !run.starts_with(char::is_alphabetic) {
            let signs = run.chars().filter(|sign| !separates(password, *sign));
            signs.for_each(|sign| push_once(&mut left, sign));
            continue;
        }
        let word = known
            .iter()
            .fold(run.to_owned(), |word, part| word.replace(part, ""));
        if word.chars().count() > 2 && words.contains(&word) {
            continue;
        }
        let first = word.chars().next();
        match first.filter(|first| word.chars().all(|letter| letter == *first)) {
            Some(one) => push_once(&mut left, one),
            None => left.push_str(&word),
        }
        words.push(word);
    }
    left
}

fn push_once(left: &mut String, sign: char) {
    if !left.ends_with(sign) {
        left.push(sign);
    }
}

/// Whether a sign stands between words: what people type there, or anything that is there again and
/// again.
fn separates(password: &str, sign: char) -> bool {
    let often = || password.matches(sign).count() > 2;
    sign.is_whitespace() || "-_.,".contains(sign) || (!sign.is_alphanumeric() && often())
}

/// A text cut where letters begin and end.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let letters = rest.chars().next()?.is_alphabetic();
        let end = rest.find(|sign: char| sign.is_alphabetic() != letters);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(run)
    })
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
    fn what_pads_a_password_does_not_make_it_hard_to_guess() {
        let of_mia = |typed: &str| {
            let context = ["mia.m1987@demo.example", "Mia Mueller"];
            NewPassword::parse(typed, &context).err()
        };
        for typed in [
            "mia mueller demo example 1",
            "MIA! MUELLER! DEMO! EXAMPLE!",
            "mueller-sommer-2026!!",
            "mia1987mia1987mia1987!",
            "mia mueller tangerine sunset",
            "password1 password2 password3",
            "letmein welcome dragon",
            "a b c d e f g h i j k l",
            "q*w*e*r*t*y*u*i*o*p",
            "11 22 33 44 55 66",
            "aaa bbb ccc ddd eee",
            "hallo welt hallo welt",
            // One less than what is enough.
            "mia mueller x7kq9mzp",
        ] {
            let problem = of_mia(typed);
            assert_eq!(problem, Some(PasswordProblem::Guessable), "{typed}");
        }
        for typed in [
            "mia mueller x7kq9mzpv",
            "mia mueller x7kq9mzpv2",
            "red dog big sun",
            "mueller tangerine sunset marble fox",
            "pferd brücke löffel mond",
            "حصان جسر ملعقة قمر",
            "83920174659201837465",
        ] {
            assert_eq!(of_mia(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_password_is_the_same_in_either_unicode_form() {
        let new = NewPassword::parse("ÄpfelBirnenNüsseSaft", &[]).ok();
        let is = |typed: &str| {
            let typed = SecretString::from(typed.to_owned());
            new.as_ref().is_some_and(|new| new.is(&typed))
        };
        assert!(is("ÄpfelBirnenNüsseSaft"));
        assert!(is("A\u{308}pfelBirnenNu\u{308}sseSaft"));
        assert!(!is("äpfelBirnenNüsseSaft") && !is("ÄpfelBirnenNüsseSaft "));
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
