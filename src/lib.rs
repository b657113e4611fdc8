//! Countersign: an open back office for companies that onboard customers and move their money.
//!
//! Reading order: [`app`] puts the parts together, [`pages::routes`] is every address, [`domain`]
//! is what the business may do, [`edge`] what every request passes through, [`platform`] the
//! machinery.
//!
//! Invariants: `domain` knows nothing of HTTP or HTML; `platform` nothing of the business; handlers
//! neither begin nor commit; every write leaves a journal entry in its own transaction.

pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod edge;
pub mod pages;
pub mod platform;
pub mod telemetry;
pub mod worker;

#[path = "../migrations/mod.rs"]
pub mod migrations;
