//! The real executable, run as people and machines run it. One binary, because each links everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a story that cannot go on ends"
)]

mod support;

mod accessibility;
mod back;
mod bell;
mod browser;
mod cli;
mod cli_journal;
mod cli_serve;
mod cli_settings;
mod cli_tokens;
mod crash;
mod crash_decisions;
mod drafts;
mod import_export;
mod keyboard;
mod logs;
mod mails;
#[cfg(feature = "passkeys")]
mod passkeys;
mod procedure;
mod raw;
mod requests_once;
mod staff;
mod uploads;
