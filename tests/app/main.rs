//! The whole application in process, used as people use it. One binary, because each links everything.

mod support;

mod customers;
mod errors;
mod health;
mod locales;
mod migrations;
mod monitors;
mod sign_in;
mod staff_sessions;
mod tidy;
