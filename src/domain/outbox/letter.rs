//! A stored mail as it is handed over: its plain text, and the same words as a page.

use askama::Template;

use super::mail::Model;
use crate::domain::values::person::Language;
use crate::platform::mailer::Letter;

/// The page: a letter is business text, so it is drawn here.
#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterPage<'a> {
    language: &'static str,
    direction: &'static str,
    subject: &'a str,
    /// Lines of paragraphs.
    paragraphs: Vec<Vec<&'a str>>,
}

/// Which way a language is written, for `dir=`.
pub fn direction(language: Language) -> &'static str {
    match language {
        Language::Ar => "rtl",
        Language::En | Language::De => "ltr",
    }
}

impl Model {
    /// What is handed over. Fails when the page cannot be drawn.
    pub fn letter(&self) -> Result<Letter, askama::Error> {
        let page = LetterPage {
            language: self.language.code(),
            direction: direction(self.language),
            subject: &self.subject,
            paragraphs: paragraphs(&self.body),
        };
        Ok(Letter {
            message_id: self.message_id.clone(),
            to_name: self.to_name.clone(),
            to_address: self.to_address.to_string(),
            language: self.language.code(),
            subject: self.subject.clone(),
            text: self.body.clone(),
            html: page.render()?,
            written_at: self.created_at,
        })
    }
}

/// Empty lines part paragraphs.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let paragraphs = lines.split(|line| line.is_empty());
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .map(<[&str]>::to_vec)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs() {
        let text = "Dear Maria,\r\n\r\none\ntwo  \n\n\n\nthree\n";
        let parts = paragraphs(text);
        assert_eq!(
            parts,
            [vec!["Dear Maria,"], vec!["one", "two"], vec!["three"]]
        );
        assert!(paragraphs("\n\n").is_empty());
    }
}
