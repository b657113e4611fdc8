//! One mail as it travels: headers, plain text, and the same as a page.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, Message};

use super::settings::on_the_wire;
use super::{NotSent, Why};
use crate::platform::clock::Timestamp;

/// One mail, before it is put into the form that travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The part before the `@` of its `Message-ID`: plain letters and digits.
    pub message_id: String,
    pub to_name: String,
    pub to_address: String,
    /// `en`, `de`, …
    pub language: &'static str,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub written_at: Timestamp,
}

impl Letter {
    /// The message: the same bytes at every try. Fails when the address is none.
    pub(super) fn message(&self, from: &Mailbox, host: &str) -> Result<Message, NotSent> {
        let unwritable = |why: &dyn std::fmt::Display| NotSent::new(Why::Unwritable, why);
        let to = Mailbox::new(name(&self.to_name), self.address()?);
        let parts = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(&self.message_id)
            .singlepart(part(ContentType::TEXT_PLAIN, &self.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.html));
        Message::builder()
            .from(from.clone())
            .to(to)
            .subject(one_line(&self.subject))
            .date(self.moment())
            .message_id(Some(format!("<{}@{host}>", self.message_id)))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", self.language))
            .multipart(parts)
            .map_err(|error| unwritable(&error))
    }

    /// The name of its file: they sort by time, and a mail written again takes its own place.
    pub(super) fn file_name(&self) -> String {
        let moment = self.written_at.utc().format("%Y%m%dT%H%M%S%3fZ");
        format!("{moment}-{}.eml", self.message_id)
    }

    fn address(&self) -> Result<Address, NotSent> {
        let parts = self.to_address.rsplit_once('@');
        let parts = parts.and_then(|(local, domain)| Some((local, on_the_wire(domain)?)));
        let address = parts.and_then(|(local, domain)| Address::new(local, domain).ok());
        address.ok_or_else(|| NotSent::new(Why::Unwritable, "the address is none"))
    }

    fn moment(&self) -> SystemTime {
        let milliseconds = u64::try_from(self.written_at.0).unwrap_or(0);
        SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
    }
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(text.to_owned())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn name(typed: &str) -> Option<String> {
    Some(one_line(typed)).filter(|name| !name.is_empty())
}

/// Without line breaks and other control characters: nothing in it can become a header (S118).
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
