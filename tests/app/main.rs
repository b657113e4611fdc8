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

mod access;
mod customers;
mod customers_access;
mod customers_conflict;
mod customers_hostile;
mod customers_rules;
mod demo;
mod documents;
mod errors;
mod errors_door;
mod errors_reader;
mod export;
mod health;
mod hostile_uploads;
mod journal;
mod journal_told;
mod list;
mod list_pages;
mod list_plans;
mod list_refused;
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
mod tidy_front;
mod tidy_sizes;
