//! The whole application in process, used as people use it. One binary, because each links everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a story that cannot go on ends"
)]

mod support;

mod customers;
mod documents;
mod errors;
mod health;
mod hostile_uploads;
mod locales;
mod migrations;
mod monitors;
mod password;
mod setup;
mod sign_in;
mod sign_in_form;
mod staff_sessions;
mod throttle;
mod tidy;
