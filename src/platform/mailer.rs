//! The way out for mail: a server, a directory, or (in tests) memory.

mod directory;
mod letter;
mod settings;
mod smtp;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::message::Mailbox;

pub use self::letter::Letter;
pub use self::settings::{MailFrom, MailUrl, SmtpServer, Tls};

/// How long handing over one mail may take in all: a server that says one byte a second, or nothing
/// more after the text, must not hold us.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The longest explanation that is kept of a failure, in characters.
const DETAIL_CHARS: usize = 200;

/// Hands mails over. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    /// What stands behind the `@` of a `Message-ID`, and how we greet a server.
    host: String,
    patience: Duration,
}

/// Where mails go.
#[derive(Clone, Debug)]
enum Way {
    Smtp(Arc<SmtpServer>),
    Directory(Arc<std::path::PathBuf>),
    Memory(Arc<Mutex<Vec<Letter>>>),
}

/// Why a mail was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No connection, or nobody who speaks SMTP at its end. Says nothing about the mail.
    Unreachable,
    /// The connection broke off, or the server took too long; it may have taken the mail.
    TimedOut,
    /// The connection could not be encrypted.
    Insecure,
    /// The server did not accept user and password.
    SignIn,
    /// The server said: not now (4xx).
    Deferred,
    /// The server said: never (5xx).
    Refused,
    /// The mail cannot be written as mail: its address is none.
    Unwritable,
    /// The directory could not be written to.
    Storage,
}

/// A mail that was not handed over, with what the other side said: short, and without secrets.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{detail}")]
pub struct NotSent {
    pub why: Why,
    pub detail: String,
}

impl NotSent {
    fn new(why: Why, detail: impl ToString) -> NotSent {
        let detail = detail.to_string();
        let words = detail.split(|c: char| c.is_whitespace() || c.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        NotSent {
            why,
            detail: words.join(" ").chars().take(DETAIL_CHARS).collect(),
        }
    }
}

impl Mailer {
    /// The way out that the settings name. `host` is the name of this installation.
    pub fn new(url: &MailUrl, from: &MailFrom, host: &str) -> Mailer {
        let way = match url {
            MailUrl::Smtp(server) => Way::Smtp(Arc::new(server.clone())),
            MailUrl::Directory(path) => Way::Directory(Arc::new(path.clone())),
        };
        Mailer {
            way,
            from: from.0.clone(),
            host: host.to_owned(),
            patience: PATIENCE,
        }
    }

    /// The same with less patience than [`PATIENCE`]: for tests.
    pub fn with_patience(self, patience: Duration) -> Mailer {
        Mailer { patience, ..self }
    }

    /// The same sender, but everything stays in memory: for tests.
    pub fn in_memory(self) -> Mailer {
        let way = Way::Memory(Arc::default());
        Mailer { way, ..self }
    }

    /// Hands one mail over; when this returns, the other side has it for good. Fails after
    /// [`PATIENCE`] at the latest.
    pub async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = letter.message(&self.from, &self.host)?;
        match &self.way {
            Way::Smtp(server) => smtp::send(server, &self.host, &message, self.patience).await,
            Way::Directory(path) => {
                directory::send(path, letter.file_name(), message.formatted()).await
            }
            Way::Memory(sent) => {
                let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
                sent.push(letter.clone());
                Ok(())
            }
        }
    }

    /// Whether mail could be handed over right now. Sends nothing.
    pub async fn check(&self) -> Result<(), NotSent> {
        match &self.way {
            Way::Smtp(server) => smtp::check(server, &self.host, self.patience).await,
            Way::Directory(path) => directory::check(path).await,
            Way::Memory(_) => Ok(()),
        }
    }

    /// What went into memory, oldest first.
    pub fn sent(&self) -> Vec<Letter> {
        match &self.way {
            Way::Memory(sent) => sent.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Way::Smtp(_) | Way::Directory(_) => Vec::new(),
        }
    }
}
