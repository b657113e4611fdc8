//! A running server. Dropped, it is killed, and its log is read: a panic or an answer of 5xx fails.

use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::client::Client;
use super::until;

/// A debug build draws the demo's papers at its leisure.
const PATIENCE: Duration = Duration::from_secs(180);

/// See the module.
pub struct Server {
    child: Child,
    port: u16,
    out: PathBuf,
    log: PathBuf,
}

impl Server {
    /// Takes over a process and waits until it is ready.
    pub fn started(child: Child, port: u16, out: PathBuf, log: PathBuf) -> Server {
        let mut server = Server {
            child,
            port,
            out,
            log,
        };
        until("the server starts", PATIENCE, || {
            if let Some(status) = server.child.try_wait().unwrap() {
                panic!("the server ended with {status}: {}", server.log());
            }
            // It listens before it answers: asking earlier would only wait.
            server.said().contains("is serving").then_some(())
        });
        until("the server answers", PATIENCE, || {
            let ready = server.client().try_get("/readyz").ok()?;
            (ready.status == 200).then_some(())
        });
        server
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has printed since it started.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap_or_default()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// A visitor who has not signed in.
    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// Ada, signed in.
    pub fn ada(&self) -> Client {
        self.client().signed_in()
    }

    /// The address of the setup link, without the host.
    pub fn setup_link(&self) -> String {
        let said = self.said();
        let at = said
            .find("/setup?token=")
            .unwrap_or_else(|| panic!("a setup link in: {said}"));
        said[at..].split_whitespace().next().unwrap().to_owned()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, without waiting.
    pub fn ask_to_stop(&self) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end: its exit code and how long that took.
    pub fn ended(&mut self, limit: Duration) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        let status = until("the server ends", limit, || self.child.try_wait().unwrap());
        (status.code(), begun.elapsed())
    }

    /// A figure of `/proc/PID/status` in kB.
    pub fn memory_kb(&self, figure: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with(figure));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.unwrap().parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let log = self.log();
        let bad: Vec<&str> = log
            .lines()
            .filter(|line| line.contains("panicked") || line.contains("status=5"))
            .collect();
        if std::thread::panicking() {
            let from = log.lines().count().saturating_sub(30);
            let last: Vec<&str> = log.lines().skip(from).collect();
            eprintln!("the log ended with:\n{}", last.join("\n"));
        } else {
            assert!(bad.is_empty(), "the log holds {bad:#?}");
        }
    }
}
