//! The words of a mail with values in braces, such as `Dear {name},`.

use super::message::Message;
use crate::domain::values::person::Language;
use crate::domain::values::problem::Problem;
use crate::domain::values::text;
use crate::platform::crypto::MasterKey;
use crate::platform::locales::Locale;

/// The longest subject, in characters.
pub const SUBJECT_MAX: usize = 150;

/// The longest text, in characters.
pub const BODY_MAX: usize = 4_000;

/// The words of a mail, before its values are put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub subject: String,
    /// Plain text. Empty lines part paragraphs.
    pub body: String,
}

/// A letter as it is shown before sending, kept with its cause, and mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub locale: Locale,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Values that work once. They are put in when the mail leaves, and into its text alone: subjects
/// are shown in lists and on locked screens.
const SECRET: [&str; 2] = ["link", "code"];

/// What is wrong with a typed template, by field.
pub type Problems = Vec<(&'static str, Problem)>;

impl Letter {
    /// What tells two letters apart: who sends one sees whether it is the one that was shown. It
    /// tells nothing of the text to who may see it masked.
    pub fn mark(&self, key: &MasterKey) -> String {
        let text = format!("{}\n{}", self.subject, self.body);
        let [a, b, c, d, e, f, g, h, ..] = key.sign("letter", text.as_bytes());
        format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

impl Template {
    /// Reads what was typed. Fails with every mistake, such as a value that this mail does not know
    /// or lacks.
    pub fn parse(message: Message, subject: &str, body: &str) -> Result<Template, Problems> {
        let mut problems = Vec::new();
        let subject: Vec<&str> = subject.split_whitespace().collect();
        let mut read = |field, typed: &str, most| {
            let read = text::required(typed, most).and_then(|text| {
                let secret = |name: &str| field == "mail_subject" && SECRET.contains(&name);
                if !named(&text).all(|name| message.values().contains(&name)) {
                    Err(Problem::UnknownValue)
                } else if named(&text).any(secret) {
                    Err(Problem::SecretInSubject)
                } else {
                    Ok(text)
                }
            });
            read.map_err(|problem| problems.push((field, problem))).ok()
        };
        let subject = read("mail_subject", &subject.join(" "), SUBJECT_MAX);
        let body = read("mail_body", &body.replace("\r\n", "\n"), BODY_MAX);
        if let Some(body) = &body {
            let lacks = |value: &&str| named(body).all(|name| name != *value);
            let missing = message.needed().find(lacks);
            problems.extend(missing.map(|value| ("mail_body", Problem::MissingValue { value })));
        }
        match (subject, body) {
            (Some(subject), Some(body)) if problems.is_empty() => Ok(Template { subject, body }),
            _ => Err(problems),
        }
    }

    /// The letter that it becomes with values. What a value says is never read as a name again.
    pub fn fill(&self, language: Language, values: &[(&str, &str)]) -> Letter {
        let locale = language.locale();
        let filled = |text: &str| fill(text, |name| value(locale, values, name));
        Letter {
            locale,
            subject: filled(&self.subject),
            body: filled(&self.body),
        }
    }
}

/// A value as it stands in a line. In a language that runs the other way it keeps its own
/// direction; a reason and a link are paragraphs and do so by themselves.
fn value(locale: Locale, values: &[(&str, &str)], name: &str) -> Option<String> {
    let (_, value) = values.iter().find(|(known, _)| *known == name)?;
    let isolated = locale.direction() == "rtl" && !["reason", "link"].contains(&name);
    Some(match isolated {
        true => format!("\u{2068}{value}\u{2069}"),
        false => (*value).to_owned(),
    })
}

/// Puts values in the place of their names; what is no name stays.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after
            .split_once('}')
            .and_then(|(name, after)| Some((value(name)?, after)));
        match known {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// What stands in braces. A brace that is never closed counts as a name that nothing has.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.map(|after| after.split_once('}').map_or("{", |(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REJECTED: Message = Message::RequestRejected;

    fn wrong(subject: &str, body: &str) -> Problems {
        Template::parse(REJECTED, subject, body).expect_err("a mistake")
    }

    #[test]
    fn what_works_once_stands_in_no_subject() {
        let invitation = Message::from_code("staff.invitation").expect("a message");
        let refused = Template::parse(invitation, "Your link: {link}", "{name}: {link}");
        let why = [("mail_subject", Problem::SecretInSubject)];
        assert_eq!(
            refused.map_err(|problems| problems.to_vec()),
            Err(why.to_vec())
        );
    }

    #[test]
    fn a_value_never_becomes_a_name() {
        let words = Template {
            subject: "About {request}".to_owned(),
            body: "Dear {name},\n\n{reason}\n\n{ sums } {".to_owned(),
        };
        let values = [
            ("name", "{reason}"),
            ("reason", "Too {late}"),
            ("request", "a transfer"),
        ];
        let letter = words.fill(Language::En, &values);
        assert_eq!(letter.subject, "About a transfer");
        assert_eq!(letter.body, "Dear {reason},\n\nToo {late}\n\n{ sums } {");
    }

    #[test]
    fn values_keep_their_direction_in_a_line_that_runs_the_other_way() {
        let words = Template {
            subject: "{name}".to_owned(),
            body: "{reason}".to_owned(),
        };
        let letter = words.fill(Language::Ar, &[("name", "Maria"), ("reason", "a\n\nb")]);
        assert_eq!(
            (letter.subject.as_str(), letter.body.as_str()),
            ("\u{2068}Maria\u{2069}", "a\n\nb")
        );
    }

    #[test]
    fn what_a_mail_does_not_know_or_lacks_is_refused() {
        let subject = |problem| vec![("mail_subject", problem)];
        let body = |problem| vec![("mail_body", problem)];
        assert_eq!(wrong("{step}", "{reason}"), subject(Problem::UnknownValue));
        assert_eq!(wrong("{name", "{reason}"), subject(Problem::UnknownValue));
        assert_eq!(wrong(" \n ", "{reason}"), subject(Problem::Required));
        let missing = Problem::MissingValue { value: "reason" };
        assert_eq!(wrong("a", "Dear {name}"), body(missing));
        let both = wrong("", "");
        assert_eq!(both.len(), 2);
        let read = Template::parse(REJECTED, " No:\r\n {request} ", "{reason}\r\n");
        let read = read.expect("a template");
        assert_eq!(
            (read.subject.as_str(), read.body.as_str()),
            ("No: {request}", "{reason}")
        );
    }

    #[test]
    fn the_longest_words_fit_and_one_more_character_does_not() {
        let fits = (
            "s".repeat(SUBJECT_MAX),
            format!("{{reason}}{}", "b".repeat(BODY_MAX - 8)),
        );
        assert!(Template::parse(REJECTED, &fits.0, &fits.1).is_ok());
        let (subject, body) = (format!("{}s", fits.0), format!("{}b", fits.1));
        let problems = wrong(&subject, &body);
        let max = [
            Problem::TooLong { max: SUBJECT_MAX },
            Problem::TooLong { max: BODY_MAX },
        ];
        let said: Vec<Problem> = problems.into_iter().map(|(_, problem)| problem).collect();
        assert_eq!(said, max);
    }
}
