//! What the stories need: an installation and its server, a plain HTTP client, Chromium, files.

pub mod axe;
pub mod chromium;
pub mod client;
pub mod database;
pub mod files;
pub mod installation;
pub mod page;
#[path = "../../support/postgres.rs"]
pub mod postgres;
pub mod server;
#[allow(
    dead_code,
    reason = "the stories in process know more manners of a mail server"
)]
#[path = "../../support/smtp.rs"]
pub mod smtp;
#[path = "../../support/words.rs"]
pub mod words;

use std::time::{Duration, Instant};

pub use chromium::Chromium;
pub use client::Client;
pub use installation::Installation;
pub use server::Server;

/// Asks again and again until there is an answer; fails after `limit`.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < limit, "{what}: not within {limit:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Says how long a part took and what was seen.
pub fn tell(part: &str, begun: Instant, seen: &str) {
    println!("{part}: {:.1} s; {seen}", begun.elapsed().as_secs_f64());
}
