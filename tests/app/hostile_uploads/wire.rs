//! The application on a real socket, and a client that can send what no browser would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use countersign::app::App;
use countersign::config::{Config, Sources};
use countersign::domain::actor::Actor;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::member::{self, NewMember};
use countersign::domain::staff::password::Cost;
use countersign::domain::values::zone::Zone;
use countersign::platform::clock::Clock;
use countersign::platform::locales::Locale;
use tempfile::TempDir;

/// The largest file, so that going over it is quick.
pub const LIMIT: usize = 1024 * 1024;

const PASSWORD: &str = "a kettle and nine lemons";

/// A running server with a member of every built-in group, named after it.
pub struct Site {
    pub app: App,
    pub folder: TempDir,
    address: SocketAddr,
    customers: AtomicU32,
}

/// An answer, whole.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// Somebody who signed in.
pub struct Person<'a> {
    pub site: &'a Site,
    pub cookies: String,
    pub token: String,
}

/// Starts the application with its own data directory.
pub fn start() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let config = config(folder.path(), address);
    let (started, waiting) = mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let app = App::connect(config, Clock::Machine, Cost::cheap())
                .await
                .unwrap();
            app.migrate().await.unwrap();
            people(&app).await;
            let server = app.serve(listener).unwrap();
            started.send(app).unwrap();
            server.await.unwrap();
        });
    });
    let app = waiting.recv().unwrap();
    Site {
        app,
        folder,
        address,
        customers: AtomicU32::new(0),
    }
}

fn config(folder: &Path, address: SocketAddr) -> Config {
    let said = [
        ("COUNTERSIGN_DATA_DIR", folder.display().to_string()),
        ("COUNTERSIGN_LISTEN", address.to_string()),
    ];
    let environment = said.map(|(name, value)| (name.to_owned(), value)).into();
    let mut config = Config::load(&Sources {
        environment,
        ..Sources::default()
    })
    .unwrap();
    config.upload_limit_bytes = LIMIT as u64;
    config.require_2fa = false;
    config
}

async fn people(app: &App) {
    let password_hash = app.hasher.hash(PASSWORD.to_owned().into()).await.unwrap();
    for group in GroupKey::ALL {
        let new = NewMember {
            email: format!("{}@example.com", group.code()).parse().unwrap(),
            name: group.code().parse().unwrap(),
            password_hash: password_hash.clone(),
            groups: [group].into(),
            locale: Locale::En,
            zone: Zone::UTC,
        };
        member::create(&app.db, &Actor::command("test", app.clock.now()), new)
            .await
            .unwrap();
    }
}

impl Site {
    /// Signs in the member of a group.
    pub fn sign_in(&self, group: &str) -> Person<'_> {
        let door = self.get("/login", "");
        let body = format!(
            "csrf_token={}&email={group}%40example.com&password={}",
            door.token(),
            PASSWORD.replace(' ', "+")
        );
        let kind = "application/x-www-form-urlencoded";
        let reply = self.post("/login", &door.cookies(), kind, body.as_bytes());
        assert_eq!(reply.status, 303, "{}", reply.text());
        let cookies = reply.cookies();
        let token = self.get("/customers/new", &cookies).token();
        Person {
            site: self,
            cookies,
            token,
        }
    }

    pub fn get(&self, path: &str, cookies: &str) -> Reply {
        self.ask("GET", path, cookies, &[])
    }

    pub fn ask(&self, method: &str, path: &str, cookies: &str, more: &[(&str, &str)]) -> Reply {
        let more: String = more
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{}{more}\r\n",
            self.always(cookies)
        );
        self.exchange(head.as_bytes()).expect("an answer")
    }

    pub fn post(&self, path: &str, cookies: &str, kind: &str, body: &[u8]) -> Reply {
        let length = format!("Content-Length: {}\r\n", body.len());
        self.post_with(path, cookies, kind, &length, body)
            .expect("an answer")
    }

    /// A POST with lengths as the caller says; `None` when the connection ends without an answer.
    pub fn post_with(
        &self,
        path: &str,
        cookies: &str,
        kind: &str,
        length: &str,
        body: &[u8],
    ) -> Option<Reply> {
        let always = self.always(cookies);
        let head = format!("POST {path} HTTP/1.1\r\n{always}Content-Type: {kind}\r\n{length}\r\n");
        self.exchange(&[head.as_bytes(), body].concat())
    }

    fn always(&self, cookies: &str) -> String {
        format!(
            "Host: {}\r\nConnection: close\r\nCookie: {cookies}\r\n",
            self.address
        )
    }

    /// Sends bytes as they are and reads one answer, which may come before everything is sent.
    pub fn exchange(&self, bytes: &[u8]) -> Option<Reply> {
        let mut out = TcpStream::connect(self.address).unwrap();
        let mut back = out.try_clone().unwrap();
        back.set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        let head_only = bytes.starts_with(b"HEAD");
        let bytes = bytes.to_vec();
        let sending = std::thread::spawn(move || {
            let _ = out.write_all(&bytes);
        });
        let mut answer = Vec::new();
        let mut piece = [0; 64 * 1024];
        while let Ok(read @ 1..) = back.read(&mut piece) {
            answer.extend_from_slice(&piece[..read]);
            if !head_only && Reply::parse(&answer).is_some_and(|reply| reply.is_whole()) {
                break;
            }
        }
        let _ = back.shutdown(std::net::Shutdown::Both);
        sending.join().unwrap();
        Reply::parse(&answer)
    }

    /// Begins a request and keeps the connection open.
    pub fn begin(&self, bytes: &[u8]) -> TcpStream {
        let mut out = TcpStream::connect(self.address).unwrap();
        out.write_all(bytes).unwrap();
        out
    }

    /// Fields that make a valid new customer, with an address of their own.
    pub fn customer(&self) -> Vec<(&'static str, String)> {
        let number = self.customers.fetch_add(1, Ordering::SeqCst);
        vec![
            ("first_name", "Maria".to_owned()),
            ("email", format!("maria{number}@example.com")),
            ("gender", "female".to_owned()),
            ("country", "DE".to_owned()),
            ("affiliate_profit_share", "0".to_owned()),
        ]
    }

    /// Fails if anything is left of uploads that were not stored: a cancelled request may take a
    /// moment to notice.
    pub fn assert_nothing_is_left_arriving(&self) {
        let patience = Instant::now() + Duration::from_secs(10);
        while self.app.storage.arriving_count().unwrap() > 0 {
            assert!(Instant::now() < patience, "temporary files are left");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// How many stored files there are on the disk.
    pub fn stored_files(&self) -> usize {
        let folders = std::fs::read_dir(self.folder.path().join("documents")).unwrap();
        folders
            .map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count())
            .sum()
    }
}

impl Reply {
    fn parse(answer: &[u8]) -> Option<Reply> {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply {
            status,
            head,
            body: answer[end + 4..].to_vec(),
        })
    }

    fn is_whole(&self) -> bool {
        let length = self
            .header("content-length")
            .and_then(|length| length.parse().ok());
        length.is_some_and(|length: usize| self.body.len() >= length)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.headers(name).next()
    }

    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let lines = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "));
        lines
            .filter(move |(sent, _)| sent.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn cookies(&self) -> String {
        let pairs = self
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next());
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn token(&self) -> String {
        let text = self.text();
        let (_, rest) = text
            .split_once("name=\"csrf_token\" value=\"")
            .expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A multipart form, put together byte by byte.
#[derive(Clone, Default)]
pub struct Form(Vec<u8>);

pub const BOUNDARY: &str = "----hostile7MA4YWxkTrZu0gW";

impl Form {
    /// A field, a file, or something that is neither: `head` are the parameters after `form-data`.
    pub fn part(mut self, head: &[u8], content: &[u8]) -> Form {
        let begin = format!("--{BOUNDARY}\r\nContent-Disposition: form-data");
        self.0.extend_from_slice(begin.as_bytes());
        self.0.extend_from_slice(head);
        self.0.extend_from_slice(b"\r\n\r\n");
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    pub fn text(self, name: &str, value: &str) -> Form {
        self.part(format!("; name=\"{name}\"").as_bytes(), value.as_bytes())
    }

    pub fn file(self, field: &str, name: &[u8], content: &[u8]) -> Form {
        let kind = b"\"\r\nContent-Type: image/jpeg";
        let begin = format!("; name=\"{field}\"; filename=\"");
        self.part(&[begin.as_bytes(), name, kind].concat(), content)
    }

    /// The body with its end mark.
    pub fn whole(self) -> Vec<u8> {
        [self.0, format!("--{BOUNDARY}--\r\n").into_bytes()].concat()
    }

    /// The body without its end mark.
    pub fn unfinished(self) -> Vec<u8> {
        self.0
    }
}

/// The content type of a [`Form`].
pub fn multipart() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

impl Person<'_> {
    /// A form for a new customer, complete but for files.
    pub fn form(&self) -> Form {
        let form = Form::default().text("csrf_token", &self.token);
        self.site
            .customer()
            .iter()
            .fold(form, |form, (name, value)| form.text(name, value))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.site.get(path, &self.cookies)
    }

    /// Creates a customer with the files of a form.
    pub fn send(&self, form: Form) -> Reply {
        self.send_body(&form.whole())
    }

    pub fn send_body(&self, body: &[u8]) -> Reply {
        self.site
            .post("/customers", &self.cookies, &multipart(), body)
    }

    /// Creates a customer with one file.
    pub fn upload(&self, field: &str, name: &str, content: &[u8]) -> Reply {
        self.send(self.form().file(field, name.as_bytes(), content))
    }
}
