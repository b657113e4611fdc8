//! An installation: a directory of its own, a free port, settings, and commands run in it.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

use super::postgres::{self, Database};
use super::server::Server;

/// Who is hired for every story, and with what password.
pub const EMAIL: &str = "ada@example.com";
pub const PASSWORD: &str = "seven quiet otters by the lake";

/// See the module.
pub struct Installation {
    dir: tempfile::TempDir,
    pub port: u16,
    settings: Vec<(String, String)>,
    _database: Option<Database>,
}

/// What a command answered.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The command worked.
    pub fn fine(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// The command failed with this code and said why in one line, which is given back.
    pub fn refused(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "one line: {self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }
}

impl Installation {
    /// On a SQLite file of its own.
    pub fn new() -> Installation {
        Installation {
            dir: tempfile::tempdir().unwrap(),
            port: free_port(),
            settings: Vec::new(),
            _database: None,
        }
    }

    /// On a PostgreSQL database of its own; `None` where there is no PostgreSQL.
    pub fn on_postgres() -> Option<Installation> {
        let database = postgres::new_database()?;
        let home = Installation::new().with("COUNTERSIGN_DATABASE_URL", &database.url());
        Some(Installation {
            _database: Some(database),
            ..home
        })
    }

    /// The same with one more variable in the environment.
    pub fn with(mut self, name: &str, value: &str) -> Installation {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The directory everything lies in; commands start here.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn data_dir(&self) -> PathBuf {
        self.path("data")
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        let said = self
            .settings
            .iter()
            .find(|(name, _)| name == "COUNTERSIGN_DATABASE_URL");
        said.map_or_else(
            || {
                let file = self.data_dir().join("countersign.sqlite");
                format!("sqlite://{}", file.display())
            },
            |(_, url)| url.clone(),
        )
    }

    /// The executable with nothing of the tester's own settings around it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_countersign"));
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("COUNTERSIGN_") || text == "DATABASE_URL" {
                command.env_remove(&name);
            }
        }
        command
            .current_dir(self.dir.path())
            .env("COUNTERSIGN_DATA_DIR", self.data_dir())
            .env("COUNTERSIGN_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("RUST_BACKTRACE", "0")
            // A story that says nothing about second factors signs in with the password alone.
            .env("COUNTERSIGN_REQUIRE_2FA", "false")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, "")
    }

    /// Runs a command to its end; it reads `input`.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses its settings does not read.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Hires Ada, an administrator.
    pub fn hire(&self) {
        self.hire_as("Ada Example", EMAIL, "administrators");
    }

    /// Hires somebody with Ada's password.
    pub fn hire_as(&self, name: &str, email: &str, group: &str) {
        let create = ["staff", "create", "--email", email, "--name", name];
        let rest = ["--group", group, "--password-stdin"];
        let arguments = [&create[..], &rest[..]].concat();
        self.run_with_input(&arguments, &format!("{PASSWORD}\n"))
            .fine();
    }

    /// Starts the server and waits until it is ready.
    pub fn serve(&self, arguments: &[&str]) -> Server {
        let arguments = [&["serve"], arguments].concat();
        let open = |name| {
            let mut options = std::fs::OpenOptions::new();
            let options = options.create(true).append(true).mode(0o600);
            options.open(self.path(name)).unwrap()
        };
        let mut command = self.command(&arguments);
        // What an earlier start said must not be taken for what this one says.
        let out = std::fs::File::create(self.path("out")).unwrap();
        let child = command.stdout(out).stderr(open("log")).spawn().unwrap();
        Server::started(child, self.port, self.path("out"), self.path("log"))
    }
}

/// A port that nobody listens on, below those that outgoing connections are given: while a server
/// is down, one of its own clients could otherwise take its port.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 400) as u16 * 25;
    loop {
        let port = 20_000 + (first + NEXT.fetch_add(1, Ordering::SeqCst)) % 10_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
