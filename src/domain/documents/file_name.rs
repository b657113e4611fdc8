//! The name a file was given: data to show, never a path.

use sea_orm::DeriveValueType;
use unicode_normalization::UnicodeNormalization;

use crate::domain::values::mask;

/// The longest name kept, in bytes.
const MOST_BYTES: usize = 255;

/// An extension longer than this is no extension, only a name with a dot in it.
const LONGEST_EXTENSION: usize = 16;

/// The cleaned name of a file: no folders, no control characters, nothing that turns the reading
/// direction or cannot be seen; at most 255 bytes; never empty.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct FileName(String);

impl FileName {
    /// Cleans what a client sent. The part after the last `/` or `\` is taken.
    pub fn given(typed: &str) -> FileName {
        let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
        let clean: String = last
            .chars()
            .filter(|letter| !deceives(*letter))
            .nfc()
            .collect();
        let clean = clean.trim();
        if clean.chars().all(|letter| letter == '.') {
            return FileName("file".to_owned());
        }
        FileName(shortened(clean))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As those see it who may not know whose it is.
    pub fn masked(&self) -> FileName {
        FileName(mask::file_name(&self.0))
    }

    /// What follows the last dot, lower-cased; `None` without a dot.
    pub fn extension(&self) -> Option<String> {
        self.0
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_lowercase())
    }

    /// A `Content-Disposition` value (RFC 6266) that makes browsers save the file under this name.
    pub fn attachment(&self) -> String {
        format!("attachment; {}", self.parameters())
    }

    /// A `Content-Disposition` value (RFC 6266) for content shown in the page.
    pub fn inline(&self) -> String {
        format!("inline; {}", self.parameters())
    }

    fn parameters(&self) -> String {
        // A percent sign is decoded by some browsers even outside of filename*.
        let fallback: String = self
            .0
            .chars()
            .map(|letter| match letter {
                '"' | '\\' | '%' | '/' => '_',
                ' '..='~' => letter,
                _ => '_',
            })
            .collect();
        if fallback == self.0 {
            return format!("filename=\"{fallback}\"");
        }
        format!(
            "filename=\"{fallback}\"; filename*=UTF-8''{}",
            percent_encoded(&self.0)
        )
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

/// Characters that no honest name needs: controls, line ends, marks of direction, and what is not
/// seen at all.
fn deceives(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn shortened(name: &str) -> String {
    if name.len() <= MOST_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= LONGEST_EXTENSION => (stem, Some(extension)),
        _ => (name, None),
    };
    let room = MOST_BYTES - extension.map_or(0, |extension| extension.len() + 1);
    let end = stem.floor_char_boundary(room);
    match extension {
        Some(extension) => format!("{}.{extension}", &stem[..end]),
        None => stem[..end].to_owned(),
    }
}

/// Everything but the letters that RFC 5987 leaves alone, as `%XX`.
fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(typed: &str) -> String {
        FileName::given(typed).to_string()
    }

    #[test]
    fn folders_are_left_behind() {
        assert_eq!(cleaned("../../etc/passwd"), "passwd");
        assert_eq!(cleaned(r"..\..\windows\system32\a.png"), "a.png");
        assert_eq!(cleaned(r"C:\fakepath\passport.jpg"), "passport.jpg");
        assert_eq!(cleaned("a/b\\c.pdf"), "c.pdf");
    }

    #[test]
    fn nothing_left_becomes_file() {
        for typed in [
            "",
            " ",
            ".",
            "..",
            "../",
            "a/..",
            "\u{202E}",
            "\0\r\n",
            "\u{200B}.",
        ] {
            assert_eq!(cleaned(typed), "file", "{typed:?}");
        }
    }

    #[test]
    fn letters_that_deceive_are_removed() {
        assert_eq!(cleaned("invoice\u{202E}gpj.exe"), "invoicegpj.exe");
        assert_eq!(cleaned("a\0b\r\nSet-Cookie: x.png"), "abSet-Cookie: x.png");
        assert_eq!(cleaned("pass\u{200B}port\u{FEFF}.jpg"), "passport.jpg");
    }

    #[test]
    fn one_form_of_unicode() {
        assert_eq!(cleaned("Mu\u{0308}ller.jpg"), "Müller.jpg");
        assert_eq!(cleaned("e\u{200B}\u{0301}.jpg"), "é.jpg");
    }

    #[test]
    fn long_names_keep_their_extension_and_whole_letters() {
        let long = format!("{}.jpeg", "ü".repeat(2_500));
        let name = cleaned(&long);
        assert!(name.len() <= 255 && name.len() > 250);
        assert!(name.ends_with("ü.jpeg"));
        assert_eq!(cleaned(&"x".repeat(5_000)).len(), 255);
        assert_eq!(cleaned(&format!("a.{}", "y".repeat(5_000))).len(), 255);
    }

    #[test]
    fn the_last_extension_counts() {
        assert_eq!(FileName::given("a.PNG").extension().as_deref(), Some("png"));
        assert_eq!(
            FileName::given("a.jpg.exe").extension().as_deref(),
            Some("exe")
        );
        assert_eq!(FileName::given("passport").extension(), None);
    }

    #[test]
    fn the_header_is_quoted_and_has_the_real_name_beside_it() {
        let plain = FileName::given("passport 1.jpg").attachment();
        assert_eq!(plain, r#"attachment; filename="passport 1.jpg""#);
        let quoted = FileName::given("a\"b.jpg").attachment();
        assert_eq!(
            quoted,
            r#"attachment; filename="a_b.jpg"; filename*=UTF-8''a%22b.jpg"#
        );
        let arabic = FileName::given("جواز.pdf").inline();
        assert!(arabic.starts_with(r#"inline; filename="____.pdf"; filename*=UTF-8''%D8%AC"#));
        assert!(
            FileName::given("50%.jpg")
                .attachment()
                .contains("filename*=UTF-8''50%25.jpg")
        );
    }

    proptest! {
        #[test]
        fn any_name_becomes_harmless(typed in "\\PC*|(.|\\n){0,400}") {
            let name = FileName::given(&typed);
            prop_assert!(!name.0.is_empty() && name.0.len() <= MOST_BYTES);
            prop_assert!(!name.0.contains(['/', '\\']) && !name.0.chars().any(deceives));
            prop_assert!(name.0 != "." && name.0 != "..");
            let header = name.attachment();
            prop_assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(header.matches('"').count(), 2);
        }
    }
}
