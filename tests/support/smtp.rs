//! A mail server of our own: it speaks SMTP with good or bad manners, and keeps what it took.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Accepts,
    /// Says 550 to the recipient.
    RefusesRecipient,
    /// Says 554 after the text.
    RefusesText,
    /// Says 451 to the sender.
    Defers,
    /// Greets with 421 and hangs up.
    Busy,
    /// Says a byte of its greeting now and then, for ever.
    Drips,
    /// Takes the text and says nothing more.
    HangsAfterText,
    /// Takes the text and hangs up.
    DropsAfterText,
    /// Hangs up in place of a greeting.
    Drops,
}

/// One mail that was taken, whole: the recipient of its envelope and its bytes as text.
#[derive(Clone, Debug)]
pub struct Taken {
    pub recipient: String,
    pub text: String,
}

impl Taken {
    /// A header, unfolded; empty when there is none.
    pub fn header(&self, name: &str) -> String {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let prefix = format!("{}:", name.to_lowercase());
        let line = unfolded
            .split("\r\n")
            .find(|line| line.to_lowercase().starts_with(&prefix));
        line.map_or_else(String::new, |line| line[prefix.len()..].trim().to_owned())
    }
}

struct Shared {
    manner: Mutex<Manner>,
    taken: Mutex<Vec<Taken>>,
    /// How many texts came in, taken or not.
    texts: AtomicUsize,
    closed: AtomicBool,
}

/// See the module.
pub struct SmtpServer {
    pub port: u16,
    shared: Arc<Shared>,
}

impl SmtpServer {
    /// On a free port of this machine.
    pub fn start(manner: Manner) -> SmtpServer {
        SmtpServer::on(0, manner)
    }

    /// On a port that is known already.
    pub fn on(port: u16, manner: Manner) -> SmtpServer {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port for mail");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared {
            manner: Mutex::new(manner),
            taken: Mutex::default(),
            texts: AtomicUsize::new(0),
            closed: AtomicBool::new(false),
        });
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if served.closed.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&served);
                std::thread::spawn(move || talk(&stream, &shared));
            }
        });
        SmtpServer { port, shared }
    }

    /// What to set `COUNTERSIGN_MAIL_URL` to.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// From now on it behaves like this.
    pub fn behave(&self, manner: Manner) {
        *self.shared.manner.lock().expect("manners") = manner;
    }

    /// What it took and answered for, oldest first.
    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().expect("mails").clone()
    }

    /// How many texts came in, whatever it said to them.
    pub fn texts(&self) -> usize {
        self.shared.texts.load(Ordering::SeqCst)
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.shared.closed.store(true, Ordering::SeqCst);
        // Wakes the one who listens.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// A conversation; it ends when either side has had enough.
fn talk(stream: &TcpStream, shared: &Shared) -> Option<()> {
    let mut out = stream;
    let mut lines = BufReader::new(stream);
    let mut say = move |words: &str| out.write_all(format!("{words}\r\n").as_bytes()).ok();
    let manner = || *shared.manner.lock().expect("manners");
    match manner() {
        Manner::Drops => return None,
        Manner::Busy => return say("421 too busy"),
        Manner::Drips => return drip(stream),
        _ => say("220 test ESMTP")?,
    }
    let mut recipient = String::new();
    loop {
        let line = line(&mut lines)?;
        match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => say("250-test\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
            "MAIL" if manner() == Manner::Defers => say("451 not now")?,
            "RCPT" if manner() == Manner::RefusesRecipient => say("550 5.1.1 no such user")?,
            "RCPT" => {
                recipient = line.split(['<', '>']).nth(1)?.to_owned();
                say("250 ok")?;
            }
            "DATA" => {
                say("354 go on")?;
                let text = text(&mut lines)?;
                let taken = Taken {
                    recipient: recipient.clone(),
                    text,
                };
                answer(shared, manner(), taken, &mut say)?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
    }
}

fn answer(
    shared: &Shared,
    manner: Manner,
    taken: Taken,
    say: &mut impl FnMut(&str) -> Option<()>,
) -> Option<()> {
    if manner != Manner::RefusesText {
        shared.taken.lock().expect("mails").push(taken);
    }
    shared.texts.fetch_add(1, Ordering::SeqCst);
    match manner {
        Manner::RefusesText => say("554 5.7.1 we do not like this"),
        Manner::DropsAfterText => None,
        Manner::HangsAfterText => {
            while !shared.closed.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(20));
            }
            None
        }
        _ => say("250 taken"),
    }
}

fn drip(mut stream: &TcpStream) -> Option<()> {
    loop {
        stream.write_all(b"2").ok()?;
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn line(lines: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let read = lines.read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

/// Up to the lonely dot, dots at the beginning of lines unstuffed.
fn text(lines: &mut impl BufRead) -> Option<String> {
    let mut text = String::new();
    loop {
        let line = line(lines)?;
        if line == "." {
            return Some(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
        text.push_str("\r\n");
    }
}
